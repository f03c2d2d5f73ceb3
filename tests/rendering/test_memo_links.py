"""Prose becomes segments; text from outside stays text in both languages."""

import pytest

from prudent.memo.links import Linker, TypstSource, code, typst_literal, visible
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
        '&lt;b&gt; <a class="fig" href="#fig-all_in_fee" title="All-in fee a year">3.63\u202f%</a>'
    )


def test_a_refused_figure_says_why_in_its_title(memo):
    assert Linker(memo).html(ref("tracking_error")) == (
        '<a class="fig words" href="#fig-tracking_error" title="Tracking error a year: Five annual points carry no '
        'volatility.">too few points</a>'
    )


def test_typst_prose_is_literals_and_calls(memo):
    assert Linker(memo).typst(f'a"] #x {ref("cap")}') == '[#"a\\"] #x ";#fig("cap", "5\u202f%");]'


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
