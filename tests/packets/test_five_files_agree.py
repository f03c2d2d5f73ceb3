"""memo.json and the four files made of it say the same numbers, notes and facts; each file is read from the outside."""

import csv
import io
import json
from collections import Counter
from datetime import date
from functools import cache
from importlib import util
from pathlib import Path

import pikepdf
import pytest

from prudent.ingest.gather import gather
from prudent.memo.build import build_memo
from prudent.memo.document import MemoFact
from prudent.memo.format import figure_text
from prudent.memo.formats import rendered
from prudent.memo.outline.blocks import Grid
from prudent.memo.outline.notes import note_numbers
from prudent.model.run import Request
from prudent.score.score import score
from prudent.store.frames import sha256
from tests.packets.five_expected import Expected
from tests.packets.five_readers import Docx, Html, Pdf, Xlsx, numbers, shown, spaced
from tests.rendering.word_reading import repacked

ROOT = Path(__file__).parents[2]


@cache
def shipped():
    """The committed packet of a fund."""
    asked = gather(
        ROOT, Request(fund="apollo-debt-solutions", as_of=date(2025, 12, 31), plan="example"), date(2026, 11, 24)
    )
    return build_memo(asked.case, asked.core, (), score(asked.case, asked.core, ()), "0" * 64)


@cache
def sample():
    """A made-up fund with every kind of chart."""
    spec = util.spec_from_file_location("memo_sample_of_parity", ROOT / "tests" / "rendering" / "sample.py")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.sample_memo()


class Five:
    """The files of one memo, opened, and what the memo expects of them."""

    def __init__(self, memo):
        self.memo = memo
        self.files = rendered(memo)
        self.expected = Expected(memo, sha256(self.files["memo.json"]))
        self.html, self.pdf = Html(self.files["memo.html"]), Pdf(self.files["memo.pdf"])
        self.docx, self.xlsx = Docx(self.files["memo.docx"]), Xlsx(self.files["memo.xlsx"])


@pytest.fixture(scope="module", params=[shipped, sample], ids=["shipped", "sample"])
def five(request):
    return Five(request.param())


def differences(found, wanted):
    """What stands there and should not, and what does not and should: both are empty where two agree."""
    return {"extra": dict(found - wanted), "missing": dict(wanted - found)}


AGREED = {"extra": {}, "missing": {}}


@pytest.mark.parametrize("name", ["html", "pdf", "docx"])
def test_page_one_prints_the_numbers_of_the_memo(five, name):
    wanted = numbers([*five.expected.heading(), *five.expected.page_one()])
    assert sum(wanted.values()) > 40
    assert differences(numbers(getattr(five, name).page_one()), wanted) == AGREED


@pytest.mark.parametrize("name", ["html", "pdf", "docx"])
def test_all_that_is_behind_page_one_prints_the_numbers_of_the_memo(five, name):
    wanted = numbers(five.expected.behind())
    assert sum(wanted.values()) > 300
    assert differences(numbers(getattr(five, name).behind()), wanted) == AGREED


def test_the_sheet_page_one_shows_the_numbers_of_the_memo(five):
    expected = five.expected
    beside = [figure_text(expected.figures[name]) for name in expected.beside()]
    peers = [row.peers for row in five.memo.page_one.strip]
    twice = [expected.linker.flat(text) for text in peers if text in {f"⟨{name}⟩" for name in expected.figures}]
    wanted = numbers([*expected.sheet_heading(), *expected.page_one(), *beside]) - numbers(twice)
    assert differences(numbers(five.xlsx.texts("Page one")), wanted) == AGREED
    one = five.memo.page_one
    names = [*expected.beside(), *expected.alone(one.risk, one.leaving)]
    assert differences(five.xlsx.values("Page one"), expected.values(names)) == AGREED


def test_the_sheet_memo_shows_the_numbers_of_the_memo(five):
    wanted = numbers(five.expected.behind(is_sheet=True))
    assert differences(numbers(five.xlsx.texts("Memo")), wanted) == AGREED
    tables = [block.table for block in five.expected.blocks if isinstance(block, Grid)]
    values = five.expected.values(five.expected.alone(*tables))
    assert differences(five.xlsx.values("Memo"), values) == AGREED


def test_every_note_has_one_number_one_label_and_one_value_in_all_files(five):
    order = note_numbers(five.memo)
    wanted = {order[figure.name]: (spaced(figure.label), spaced(figure_text(figure))) for figure in five.memo.figures}
    assert five.html.notes() == wanted
    lines = five.xlsx.lines("Figures")
    assert {line["Note"].value: (shown(line["Figure"]), shown(line["As printed"])) for line in lines} == wanted
    pdf, docx = five.pdf.notes(), five.docx.notes()
    assert pdf.keys() == docx.keys() == wanted.keys()
    for number, (label, value) in wanted.items():
        assert pdf[number].startswith(f"{label} {value}. ")
        assert docx[number].startswith(f"{label}: {value}. ")


def test_the_sheet_figures_shows_each_value_as_it_is_printed(five):
    by_name = {figure.name: figure for figure in five.memo.figures}
    for line in five.xlsx.lines("Figures"):
        figure = by_name[line["Name"].value]
        assert shown(line["Value"]) == spaced(figure_text(figure))
        plain = line["Value in memo.json"].value
        assert plain is figure.value or f"{plain:.16g}" == f"{figure.value:.16g}"  # a workbook's numbers have 16 digits


def test_the_facts_are_the_same_in_the_memo_in_the_pdf_and_on_their_sheet(five):
    with pikepdf.open(io.BytesIO(five.files["memo.pdf"])) as document:
        inside = {name: spec.get_file().read_bytes() for name, spec in document.attachments.items()}
    assert inside["memo.json"] == five.files["memo.json"]
    assert inside["memo.xlsx"] == five.files["memo.xlsx"]
    wanted = json.loads(inside["memo.json"])["facts"]
    rows = list(csv.DictReader(io.StringIO(inside["facts.csv"].decode(), newline="")))
    plain = [{name: value or "" for name, value in fact.items()} for fact in wanted]
    assert [{name: value.removeprefix("'") for name, value in row.items()} for row in rows] == plain
    lines = five.xlsx.lines("Facts")
    assert [_of_sheet(line) for line in lines] == [_of_memo(MemoFact.model_validate(fact)) for fact in wanted]


def _of_sheet(line):
    heads = ("Owner", "What it says", "Unit", "Grade", "Document", "Page or place", "Locator")
    day, value = line["As of"].value, line["Value"].value
    told = value if isinstance(value, str) else float(value)
    return tuple(line[head].value for head in heads), day and day.date(), told


def _of_memo(fact):
    said = (fact.owner, fact.field, fact.unit.replace("_", " "), fact.grade.value, fact.document, fact.place or None)
    try:
        told = float(fact.value)
    except (TypeError, ValueError):
        told = fact.value or "(an empty cell)"
    return (*said, fact.locator), fact.as_of, told


def test_the_data_behind_the_charts_are_the_same(five):
    wanted = [[[column.heading for column in table.columns], *map(list, table.rows)] for table in five.expected.drawn]
    wanted = [[[spaced(cell) for cell in row] for row in table] for table in wanted]
    assert five.html.chart_tables() == wanted
    filled = [[[cell for cell in row if cell] for row in table] for table in wanted]
    assert five.xlsx.chart_tables() == filled
    said = [cell for table in wanted for row in table for cell in row]
    titles = [five.expected.linker.flat(text) for table in five.expected.drawn for text in (table.title, table.note)]
    assert differences(numbers(five.docx.chart_data()), numbers([*said, *titles])) == AGREED


def test_one_wrong_digit_in_a_file_is_found(five):
    """What holds the tests above upright: a reader that saw nothing would agree with everything."""
    wanted = Counter(numbers(five.expected.behind()))
    number = next(text for text in wanted if wanted[text] == 1 and text.endswith("%") and text[0] in "123456789")
    printed, wrong = number.replace(" ", "\u202f"), f"{10 - int(number[0])}5{number[1:]}".replace(" ", "\u202f")
    spoilt = five.files["memo.html"].replace(f">{printed}</a>".encode(), f">{wrong}</a>".encode())
    assert differences(numbers(Html(spoilt).behind()), wanted)["missing"] == {number: 1}
    body = five.docx.word.parts["word/document.xml"].replace(f">{printed}<".encode(), f">{wrong}<".encode())
    spoilt = repacked(five.files["memo.docx"], word__document_dot_xml=body)
    assert differences(numbers(Docx(spoilt).behind()), wanted)["missing"] == {number: 1}
