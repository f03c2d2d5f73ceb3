"""Prose becomes segments; text from outside stays text in both languages."""

import pytest

from prudent.memo.links import Linker, TypstSource, code, typst_literal, typst_words, visible
from prudent.memo.prose import plain, ref


def test_prose_is_cut_at_its_figures(memo):
    parts = Linker(memo).segments(f"It costs {ref('all_in_fee')} a year.")
    assert [part.text for part in parts] == ["It costs ", "3.63\u202f%", " a year."]
    assert [part.figure.name if part.figure else None for part in parts] == [None, "all_in_fee", None]


def test_flat_prose_is_what_a_reader_reads(memo):
    assert Linker(memo).flat(f"{ref('cap')} of shares; {ref('pik')}") == "5\u202f% of shares; not in evidence"


def test_a_name_that_no_figure_has_is_refused(memo):
    with pytest.raises(ValueError, match="no figure 'no_such'"):
        Linker(memo).segments(f"It costs {ref('no_such')}.")


def test_the_memo_itself_refuses_a_name_that_no_figure_has(make_memo):
    with pytest.raises(ValueError, match="no_such"):
        make_memo(participant=(ref("no_such"),))


def test_brackets_that_are_no_reference_stay(memo):
    assert Linker(memo).flat("⟨Not A Name⟩ ⟨⟩ ⟨") == "⟨Not A Name⟩ ⟨⟩ ⟨"


def test_outside_text_names_no_figure(memo):
    assert Linker(memo).flat(plain(f"Fund {ref('all_in_fee')}")) == "Fund ‹all_in_fee›"


def test_a_figure_is_a_link_with_its_label(memo):
    assert Linker(memo).html(f"<b> {ref('all_in_fee')}") == (
        '&lt;b&gt; <a id="use-6" class="fig" href="#note-6" interestfor="note-6" data-note="6" aria-description="note 6" '
        'title="All-in fee a year: 3.63\u202f%. printed total ratio. sample-credit/fees.csv row 3, value_1 (Certified '
        'shareholder report for the fiscal year (fictional); Monthly portfolio report (fictional)). Evidence grade C.">'
        "3.63\u202f%</a>"
    )


def test_a_refused_figure_says_why_in_its_title(memo):
    link = Linker(memo).html(ref("tracking_error"))
    assert 'class="fig words"' in link
    assert 'title="Tracking error a year: too few points. Five annual points carry no volatility."' in link
    assert link.endswith(">too few points</a>")


def test_only_the_first_place_of_a_figure_is_where_its_note_leads_back_to(memo):
    linker = Linker(memo)
    assert not linker.is_met(next(figure for figure in memo.figures if figure.name == "cap"))
    first, second = linker.html(ref("cap")), linker.html(ref("cap"))
    assert ('id="use-8"' in first, "id=" in second) == (True, False)
    assert linker.is_met(next(figure for figure in memo.figures if figure.name == "cap"))


def test_typst_prose_is_literals_and_calls(memo):
    assert Linker(memo).typst(f'a"] #x {ref("cap")}') == '[#"a\\"] #x ";#fig(8, "5\u202f%");]'


def test_in_a_column_of_numbers_the_last_note_has_a_width_of_its_own(memo):
    linker = Linker(memo)
    assert linker.typst(f"{ref('cap')} of {ref('cap')}", in_column=True) == (
        '[#fig(8, "5\u202f%");#" of ";#column-fig(8, "5\u202f%");]'
    )
    assert linker.typst("none", in_column=True) == '[#"none";#no-fig;]'
    assert linker.typst("", in_column=True) == "[]"


def test_shapes_of_statuses_are_drawn_by_a_face_that_has_them_large():
    assert typst_words("● met; ○") == '#shape("●");#" met; ";#shape("○");'


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("plain", '"plain"'),
        ('a"b', '"a\\"b"'),
        ("a\\", '"a\\\\"'),
        ("a\nb", '"a b"'),
        ("漢", '"[U+6F22]"'),
        ("a\u202eb", '"a[U+202E]b"'),
        ("e\u0301", '"é"'),
        (5, "5"),
        (True, "true"),
        (None, "none"),
        (TypstSource("[x]"), "[x]"),
    ],
)
def test_values_become_typst_literals(given, expected):
    assert typst_literal(given) == expected


def test_unseen_characters_are_written_out():
    assert visible("a\tb\x00c\u200bd\u202ee") == "a b[U+0000]c[U+200B]d[U+202E]e"


def test_code_may_break_after_its_separators_and_is_escaped():
    assert code("a/<b>.csv:2") == "a/<wbr>&lt;b&gt;.<wbr>csv:<wbr>2"


def test_a_column_prints_decimals_when_one_of_its_per_cents_has_them(memo):
    table = memo.chapters[0].tables[0]
    mixed = table.model_copy(update={"rows": (("A", ref("cap"), ref("most"), "x"), ("B", ref("all_in_fee"), "–", "y"))})
    assert Linker(memo).aligned(mixed) == (False, True, False, False)
