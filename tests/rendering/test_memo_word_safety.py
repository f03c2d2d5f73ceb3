"""Text from outside stays text in a Word file: no markup, no field, no second pass of a template, no broken XML."""

import xml.etree.ElementTree as ET
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prudent.memo.exhibits import MemoTable, text_columns
from prudent.memo.links import visible
from prudent.memo.word.render import render_docx
from prudent.memo.word.sandbox import printed
from prudent.memo.word.written import escaped
from tests.rendering.word_reading import W, Word, text_of

FIELDS = {"PAGE", "NUMPAGES", "NOTEREF"}
STRANGE = {
    "script": "<script>alert(1)</script>",
    "typst": '#panic("x")',
    "formula": '=HYPERLINK("https://example.org","x")',
    "expression": "{{ 7*7 }}",
    "statement": "{% for x in y %}{% endfor %}",
    "row": "{%tr for row in strip %}",
    "run": "{{r body }}",
    "comment": "{# gone #}",
    "undone": "{_{ 7*7 }_} {_% raw %_}",
    "field": '{ HYPERLINK "https://example.org" }',
    "markup": '</w:t></w:r><w:r><w:t xml:space="preserve">x',
    "section": "]]><![CDATA[ & &amp; &#60; \"double\" 'single'",
    "figure": "⟨all_in_fee⟩ ⟨:body⟩",
    "long": "Fund " + "x" * 295,
}


def strange_memo(make_memo, memo, text):
    """The text as a name, as a cell, as an item of a list, in a document's title."""
    table = MemoTable(id="strange", title=text, columns=text_columns(text, "b"), rows=((text.replace("⟨", "‹"), "b"),))
    item = memo.evidence[0]
    document = item.documents[0].model_copy(update={"title": text})
    return make_memo(
        title=text,
        subject=memo.subject.model_copy(update={"legal_name": text, "manager": text}),
        plan=memo.plan.model_copy(update={"name": text}),
        plan_facts=memo.plan_facts.model_copy(update={"tables": (table,)}),
        evidence=(item.model_copy(update={"documents": (document,), "extractor": text}), *memo.evidence[1:]),
    )


def fields(word: Word) -> set[str]:
    roots = (
        word.document,
        word.tree("word/header1.xml"),
        word.tree("word/footer1.xml"),
        word.tree("word/endnotes.xml"),
    )
    assert not [part for root in roots for part in root.iter(f"{W}instrText")]
    return {field.get(f"{W}instr").split()[0] for root in roots for field in root.iter(f"{W}fldSimple")}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_strange_text_is_printed_as_it_is(make_memo, memo, record, text):
    content = render_docx(strange_memo(make_memo, memo, text), record)
    word = Word(content)
    docx.Document(BytesIO(content))
    assert fields(word) <= FIELDS
    assert not [part for part in word.document.iter() if "script" in part.tag.lower()]
    cell = text.replace("⟨", "‹")
    assert cell in word.text
    assert text.replace("⟨", "‹").replace("⟩", "›")[:60] in "".join(word.styled("Title"))
    assert any(text in note for note in word.notes().values()) or len(text) > 100
    assert word.tree("docProps/core.xml")[0].text == text.replace("⟨", "‹").replace("⟩", "›")


def test_what_was_hostile_to_the_other_formats_is_text_here(hostile_memo, hostile, record):
    word = Word(render_docx(hostile_memo, record))
    assert fields(word) <= FIELDS
    assert word.text.count(hostile) >= 5
    assert "49" not in word.text[: word.text.index("Staff recommendation")]


def test_what_is_not_seen_is_written_out(make_memo, memo, record):
    turned = "A\u202eB\u200b\x00\x07\u2028\ufeff\ufffe\uffff\ud800C\tD\nE"
    word = Word(render_docx(strange_memo(make_memo, memo, turned), record))
    shown = "A[U+202E]B[U+200B][U+0000][U+0007][U+2028][U+FEFF][U+FFFE][U+FFFF][U+D800]C D E"
    assert shown in word.text
    assert not set("".join(word.text)) & set("\u202e\u200b\x00\x07\t")


def test_a_cell_is_no_field_and_no_link(make_memo, memo, record):
    word = Word(render_docx(strange_memo(make_memo, memo, STRANGE["formula"]), record))
    around = next(p for p in word.document.iter(f"{W}tc") if text_of(p) == STRANGE["formula"])
    assert {part.tag.removeprefix(W) for part in around.iter()} <= {"tc", "tcPr", "tcW", "p", "pPr", "pStyle", "r", "t"}


@settings(derandomize=True, database=None, deadline=None, max_examples=400)
@given(st.text(alphabet=st.characters(codec=None), max_size=60))
def test_any_text_is_well_formed_and_comes_back(text):
    again = ET.fromstring(f'<a b="{escaped(text)}">{escaped(text)}</a>'.encode())
    wanted = visible(text).replace("\ufffe", "[U+FFFE]").replace("\uffff", "[U+FFFF]")
    assert ((again.text or ""), again.get("b")) == (wanted, wanted)


@settings(derandomize=True, database=None, deadline=None, max_examples=200)
@given(st.text(alphabet="{}%#_ <>&a", max_size=30))
def test_what_a_template_prints_holds_no_brace_of_a_tag(text):
    assert not set(str(printed(text))) & set("{}%<>")
