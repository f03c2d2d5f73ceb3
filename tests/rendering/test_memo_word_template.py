"""A sponsor's own Word template: restyled, rearranged, in another language's Word; and what none may do."""

import re

import pytest

from prudent.errors import DataBad
from prudent.memo.outline.notes import note_numbers
from prudent.memo.word.page_one import PageOneWords
from prudent.memo.word.render import render_docx
from prudent.memo.word.shipped import made
from prudent.memo.word.styles import NEEDED
from prudent.memo.word.template import SHIPPED
from tests.rendering.word_reading import W, Word, packed_of, style_of, text_of

README = (SHIPPED.parent / "README.md").read_text(encoding="utf-8")
PARTS = Word(SHIPPED.read_bytes()).parts


def template(*changes: tuple[str, str], part: str = "document", **parts: str) -> bytes:
    """The shipped template with texts of one part replaced, each of which must be there, and whole parts put in."""
    name = f"word/{part}.xml"
    text = PARTS[name].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return packed_of({**PARTS, name: text, **parts})


def with_line(text: str) -> bytes:
    """The shipped template with a paragraph of its own in front."""
    return template(("<w:body>", f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))


def refused(memo, record, content: bytes) -> str:
    with pytest.raises(DataBad) as caught:
        render_docx(memo, record, content)
    assert caught.value.exit_code == 10
    assert "\n" not in caught.value.sentence
    return caught.value.sentence


def test_the_shipped_template_is_made_of_its_parts():
    assert made() == SHIPPED.read_bytes()


def test_its_page_says_every_style_and_every_name():
    shown = {
        name.strip().lower() for row in re.findall(r"^\| ([^|]+) \|", README, re.MULTILINE) for name in row.split(",")
    }
    assert {style.lower() for style in NEEDED} <= shown
    names = set(re.findall(r"`\{\{ (\w+) \}\}`", README)) | set(re.findall(r"`(\w+)`", README))
    assert set(PageOneWords.__dataclass_fields__) <= names
    assert set(re.findall(r"`row\.(\w+)`", README)) == {"factor", "status", "determination", "number", "grade", "peers"}


def test_no_template_and_the_shipped_one_are_the_same(memo, record):
    assert render_docx(memo, record, SHIPPED.read_bytes()) == render_docx(memo, record)


def test_a_restyled_template_keeps_its_look_and_says_the_same(memo, record):
    restyled = template(("1F4E79", "7A1F2B"), ('w:sz w:val="30"', 'w:sz w:val="44"'), part="styles")
    word = Word(render_docx(memo, record, restyled))
    assert b'w:val="7A1F2B"' in word.parts["word/styles.xml"]
    assert word.text == Word(render_docx(memo, record)).text


def test_ids_of_styles_in_another_language_are_found_by_name(memo, record):
    """Word in German writes `berschrift1` for the style that it calls heading 1 inside."""
    ids = {"Heading1": "berschrift1", "EndnoteReference": "Endnotenzeichen", "ListBullet": "Aufzhlungszeichen"}
    parts = {}
    for name in ("document", "styles", "numbering"):
        text = PARTS[f"word/{name}.xml"].decode()
        for old, new in ids.items():
            text = text.replace(f'"{old}"', f'"{new}"')
        parts[f"word/{name}.xml"] = text
    word = Word(render_docx(memo, record, packed_of({**PARTS, **parts})))
    assert word.styled("berschrift1")[0].startswith("1")
    assert not word.styled("Heading1")
    assert b'w:rStyle w:val="Endnotenzeichen"' in word.parts["word/document.xml"]


def test_a_figure_keeps_the_look_of_the_words_around_it(memo, record):
    big = template(("<w:t>{{ asked }}</w:t>", '<w:rPr><w:color w:val="AB0000"/></w:rPr><w:t>{{ asked }}</w:t>'))
    word = Word(render_docx(memo, record, big))
    asked = next(p for p in word.document.iter(f"{W}p") if "What is asked" in text_of(p))
    red = [text_of(r) for r in asked.iter(f"{W}r") if r.find(f"{W}rPr/{W}color") is not None]
    assert "".join(red).startswith("Whether to admit it as a 10\u202f% sleeve of")
    assert word.text.count("What is asked") == 1


def test_where_page_one_is_in_another_order_notes_keep_their_numbers(memo, record):
    """Word would count the marks as it meets them; so each mark carries its number as text."""
    strip = "<w:t>{{ row.number }}</w:t>"
    word = Word(render_docx(memo, record, template((strip, "<w:t>left out</w:t>"))))
    numbers = note_numbers(memo)
    assert sorted(word.marks()) == sorted(numbers.values())
    assert word.marks() != sorted(word.marks())
    for mark in word.document.iter(f"{W}r"):
        found = mark.find(f"{W}endnoteReference")
        if found is not None:
            assert found.get(f"{W}customMarkFollows") == "1"
            assert text_of(mark) == found.get(f"{W}id")
    told = word.notes()[numbers["all_in_fee"]]
    assert told.startswith(f"{numbers['all_in_fee']} All-in fee a year: 3.63\u202f%. ")


def test_a_template_may_cite_a_figure_and_a_header_has_no_mark(memo, record):
    header = PARTS["word/header1.xml"].decode().replace("as of", "fee ⟨all_in_fee⟩ as of")
    content = packed_of({**PARTS, "word/header1.xml": header})
    word = Word(render_docx(memo, record, content))
    assert "fee 3.63\u202f% as of" in text_of(word.tree("word/header1.xml"))
    assert b"endnoteReference" not in word.parts["word/header1.xml"]
    cited = Word(render_docx(memo, record, with_line("The fee is ⟨all_in_fee⟩ a year.")))
    assert "The fee is 3.63\u202f%" in cited.text


def test_a_text_box_has_no_mark(memo, record):
    box = "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{{ asked }}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    word = Word(render_docx(memo, record, template(("<w:body>", f"<w:body>{box}"))))
    inside = next(word.document.iter(f"{W}txbxContent"))
    assert "10\u202f% sleeve" in text_of(inside)
    assert not list(inside.iter(f"{W}endnoteReference"))


def test_a_wider_margin_makes_narrower_tables(memo, record):
    narrow = template(('w:right="1080"', 'w:right="3080"'))
    widths = [
        sum(int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid"))
        for table in Word(render_docx(memo, record, narrow)).document.iter(f"{W}tbl")
        if table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "MemoDenseTable"
    ]
    assert max(widths) <= 8_080 + 12


def test_page_one_that_has_more_to_say_is_set_smaller(make_memo, memo, record):
    said = memo.page_one.recommendation
    long = tuple(f"{reason} {'And so on, for a long while. ' * 14}" for reason in said.reasons_against)
    more = memo.page_one.model_copy(update={"recommendation": said.model_copy(update={"reasons_against": long})})

    def size(content):
        styles = Word(content).tree("word/styles.xml").iter(f"{W}style")
        style = next(s for s in styles if s.get(f"{W}styleId") == "MemoPageOne")
        return int(style.find(f"{W}rPr/{W}sz").get(f"{W}val"))

    assert size(render_docx(memo, record)) == 17
    assert 13 <= size(render_docx(make_memo(page_one=more), record)) < 17


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ no_such }}", "uses a name that there is not: 'no_such' is undefined"),
        ("{{ strip.no_such }}", "uses a name that there is not: "),
        ("{{ title", "cannot be read: "),
        ("{% for %}", "cannot be read: "),
        ("{{ title | safe }}", "cannot be read: No filter named 'safe'"),
        ("{% include 'x' %}", "uses a include"),
        ("{{ ''.__class__.__mro__ }}", "asks for __"),
        ("{{ title.upper() }}", "uses a call"),
        ("{{ cycler }}", "uses a name that there is not"),
        ("{{ range(9) }}", "uses a call"),
        ("{{ 'a' * 9 }}", "uses a mul"),
        ("{% set x = title %}", "uses a assign"),
        ("{% macro x() %}{% endmacro %}", "uses a macro"),
        ("{{ strip }}", "it prints a list"),
        ("{{ title.upper }}", "it prints a list"),
        ("{% for c in title %}{{ c }}{% endfor %}", "loops over something else than"),
        ("{% for a in cost %}{% for b in marks %}x{% endfor %}{% endfor %}", "a loop inside a loop"),
        ("{{ title ~ title }}", "uses a concat"),
        ("{{ title[0] }}", "uses a getitem"),
        ("⟨no_such_figure⟩", "cites a figure no_such_figure, which this memo does not hold"),
        ("{{ body }}", "shows {{ body }} twice"),
        ("Here: {{ body }}", "shows {{ body }} inside a sentence"),
    ],
)
def test_what_a_template_may_not_do_is_said_in_a_sentence(memo, record, text, why):
    assert why in refused(memo, record, with_line(text))


def test_a_template_without_the_body_or_with_it_in_a_cell_is_refused(memo, record):
    assert "has no paragraph with {{ body }} alone in it" in refused(memo, record, template(("{{ body }}", "the end")))
    moved = template(("<w:t>{{ body }}</w:t>", "<w:t>x</w:t>"), ("{{ risk_table }}", "{{ body }}"))
    assert "shows {{ body }} where it cannot stand" in refused(memo, record, moved)


@pytest.mark.parametrize("style", ["Memo Question", "heading 2", "endnote reference", "Memo Table"])
def test_a_style_that_is_missing_is_named(memo, record, style):
    gone = template((f'<w:name w:val="{style}"/>', '<w:name w:val="Another"/>'), part="styles")
    assert f"has no style named {style}" in refused(memo, record, gone)


@pytest.mark.parametrize(
    "content", [b"", b"no archive", packed_of({"a": "b"}), packed_of({**PARTS, "word/document.xml": "<a>"})]
)
def test_what_is_no_word_file_is_refused(memo, record, content):
    assert refused(memo, record, content).startswith("The memo's Word template ")


def test_a_template_of_too_many_tags_is_refused_before_it_is_read(memo, record):
    assert "has more than" in refused(memo, record, with_line("{{ title }}" * 1_001))


def test_conditions_and_defaults_work(memo, record):
    line = "{% if for_note %}few{% else %}three{% endif %} {{ verdict | lower }} {{ logo | default('no logo') }}"
    assert "three defer no logo" in Word(render_docx(memo, record, with_line(line))).text


def test_paragraphs_of_the_template_stay_as_they_are(memo, record):
    word = Word(render_docx(memo, record, with_line("For internal use.")))
    assert style_of(next(word.document.iter(f"{W}p"))) == ""
    assert word.text.startswith("For internal use.\n")
