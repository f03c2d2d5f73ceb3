"""The PDF: its standards, its page one, its attachment, and what came from outside printed literally."""

import io
import re

import pytest
import typst
from pypdf import PdfReader

from prudent.memo.exhibits import TableColumn
from prudent.memo.facts_csv import facts_csv
from prudent.memo.links import Linker, typst_literal
from prudent.memo.pdf import render_pdf
from prudent.memo.prose import plain
from prudent.memo.schema import memo_bytes
from prudent.memo.typst_columns import column_widths


def _read(body: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(body))


def _text(reader: PdfReader, page: int) -> str:
    return re.sub(r"\s+", " ", reader.pages[page].extract_text())


@pytest.fixture(scope="module")
def reader(pdf):
    return _read(pdf)


@pytest.fixture(scope="module")
def pages(reader):
    return [_text(reader, number) for number in range(len(reader.pages))]


def test_two_runs_give_the_same_bytes(memo, record, pdf):
    assert render_pdf(memo, record) == pdf


def test_page_one_holds_the_whole_of_page_one(pages):
    first = pages[0]
    wanted = (
        "Prudent process memo", "Sample Credit Interval Fund (fictional)", "Staff recommendation", "DEFER", "What is asked",
        "Proposed determination", "Three reasons for", "Three reasons against", "What would change this",
        "What is not known", "What a saver pays", "Risk over three years", "If half the holders ask to leave",
        "30 of 42 items in evidence", "Since the last memo", "Conflicts declared", "Prepared by: investment staff",
        "Checked by: not stated", "Rule 29 CFR 2550.404a-6: proposed as of 4 October 2026",
        "only the committee determines",
    )  # fmt: skip
    assert [words for words in wanted if words not in first] == []
    places = [first.index(words) for words in wanted[2:]]  # the two before stand at the head of the page too
    assert places == sorted(places)


def test_page_two_starts_with_the_decision_asked(pages):
    body = pages[1]
    assert re.search(r"\(fictional plan\) ?1 ?The decision asked", body)
    assert "Staff recommendation" not in body


def test_the_number_of_pages_is_sane(reader):
    assert 10 <= len(reader.pages) <= 18


def test_a_longer_page_one_is_set_smaller_and_still_fits(make_memo, memo, record):
    longer = memo.page_one.recommendation.model_copy(
        update={
            name: tuple(
                f"{text} The same is said again at some length, so that it takes a line more." for text in texts
            )
            for name, texts in (
                ("reasons_for", memo.page_one.recommendation.reasons_for),
                ("reasons_against", memo.page_one.recommendation.reasons_against),
                ("would_change", memo.page_one.recommendation.would_change * 3),
            )
        }
    )
    reader = _read(render_pdf(make_memo(page_one=memo.page_one.model_copy(update={"recommendation": longer})), record))
    assert "only the committee determines" in _text(reader, 0)
    assert "The decision asked" in _text(reader, 1)


def test_every_page_says_fund_date_plan_rule_record_and_page(pages, record):
    for number, text in enumerate(pages, start=1):
        assert "Sample Credit Interval Fund (fictional), as of 31 December 2025" in text
        assert "Example Retirement Savings Plan (fictional plan)" in text
        assert "Rule 29 CFR 2550.404a-6: proposed as of 4 October 2026" in text
        assert f"Record {record[:12]}" in text
        assert f"Page {number} of {len(pages)}" in text


def test_it_is_tagged_and_declares_both_standards(reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-US"
    metadata = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part>1<", metadata)
    assert re.search(r"pdfaid:part>3<", metadata)
    assert re.search(r"pdfaid:conformance>B<", metadata)
    assert reader.metadata.title == "Prudent process memo: Sample Credit Interval Fund (fictional)"


def test_its_date_is_the_memos_and_not_the_clocks(reader):
    assert reader.metadata["/CreationDate"].startswith("D:20260309")


def test_the_memo_travels_inside(reader, memo):
    assert list(reader.attachments) == ["facts.csv", "memo.json"]
    assert reader.attachments["memo.json"] == [memo_bytes(memo)]
    assert reader.attachments["facts.csv"] == [facts_csv(memo.facts)]


def test_only_fonts_that_travel_are_used(reader):
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert {re.sub(r"-.*", "", font.strip("/")) for font in fonts} == {"LibertinusSerif", "DejaVuSansMono"}


def test_figures_are_links(reader):
    links = [
        note.get_object()
        for page in reader.pages
        for note in page.get("/Annots", [])
        if note.get_object()["/Subtype"] == "/Link"
    ]
    assert len(links) > 200
    assert not [link for link in links if "/URI" in link.get("/A", {})]


def test_the_decision_page_is_last_and_carries_the_whole_record(pages, record):
    last = pages[-1]
    assert "Decision of the committee" in last
    assert record in last
    assert "Signature" in last


def test_hostile_text_comes_out_literally(hostile_memo, hostile, record):
    reader = _read(render_pdf(hostile_memo, record))
    text = "".join(page.extract_text() for page in reader.pages)
    squeezed = re.sub(r"[\s\u200b\u00ad-]+", "", text)
    assert sum(squeezed.count(re.sub(r"[\s-]+", "", said)) for said in (hostile, plain(hostile))) >= 8
    assert "\u2060" not in squeezed
    assert reader.metadata.title == hostile


def test_characters_that_the_serif_cannot_draw_are_written_as_their_code(make_memo, memo, record):
    foreign = make_memo(subject=memo.subject.model_copy(update={"manager": "漢 😀 Ünïcode ™"}))
    assert "managed by [U+6F22] [U+1F600] Ünïcode ™" in _text(_read(render_pdf(foreign, record)), 0)


def test_all_that_counts_as_drawable_is_drawn():
    ranges = (
        (0x20, 0x7E), (0xA0, 0x2AF), (0x384, 0x386), (0x388, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1), (0x3A3, 0x4FF),
        (0x1E00, 0x1EFF), (0x2000, 0x200A), (0x2010, 0x2027), (0x202F, 0x2040), (0x2044, 0x205E), (0x2070, 0x2071),
        (0x2074, 0x208E), (0x2090, 0x209C), (0x20A0, 0x20BF), (0x2100, 0x211E), (0x2120, 0x2120), (0x2122, 0x2122),
        (0x2124, 0x2124), (0x2126, 0x214F), (0x2190, 0x22FF), (0x2500, 0x25FF), (0x27E8, 0x27E9), (0xFFFD, 0xFFFD),
    )  # fmt: skip

    drawn = typst_literal("".join(chr(code) for first, last in ranges for code in range(first, last + 1)))
    assert "[U+" not in drawn.replace("[U+00AD]", "")
    for weight in (400, 700):
        source = f'#set document(title: "t")\n#set text(font: "Libertinus Serif", weight: {weight})\n#{drawn}'
        compiler = typst.Compiler(source.encode(), font_paths=typst.Fonts(False), ignore_system_fonts=True)
        assert compiler.compile(format="pdf", pdf_standards=["ua-1"])


def test_an_unknown_figure_is_refused(memo, record):
    asked = memo.decision_asked.model_copy(update={"paragraphs": ("⟨no_such⟩",)})
    broken = memo.model_copy(update={"decision_asked": asked})
    with pytest.raises(ValueError, match="no_such"):
        render_pdf(broken, record)


def test_a_bare_memo_has_its_pages_too(make_memo, record):
    bare = make_memo(missing=(), contradictions=(), withdrawn=(), peers=(), validation=(), regime=(), method_notes=())
    reader = _read(render_pdf(bare, record))
    text = " ".join(_text(reader, number) for number in range(len(reader.pages)))
    assert "Nothing that the policy asks for." in text
    assert "No rule failed and none broke." in text


def test_a_narrow_column_keeps_its_words_beside_a_long_one(memo):
    heads = ("Candidate", "Strategy", "Why")
    columns = tuple(TableColumn(heading=head, align="right" if head == "Strategy" else "left") for head in heads)
    row = ("A public proxy with a long name", "3", "A reason that goes on and on. " * 8)
    table = memo.scorecard.model_copy(update={"columns": columns, "rows": (row,)})
    candidate, strategy, why = widths(table, memo)
    assert candidate + strategy + why == pytest.approx(100, abs=0.02)
    assert 10 < strategy < candidate < why


def test_a_table_of_few_words_is_narrower_than_the_page(memo):
    table = memo.plan_facts.tables[0]
    assert sum(widths(table, memo)) == pytest.approx(62, abs=0.02)
    gaps = re.findall(r"- ([\d.]+) \* gutter", column_widths(table, Linker(memo)))
    assert sum(float(gap) for gap in gaps) == 1  # two columns have one gap between them


def widths(table, memo):
    return tuple(float(width) for width in re.findall(r"([\d.]+)%", column_widths(table, Linker(memo))))
