"""The questionnaire: what is written can be answered and read; an answer of another kind is refused."""

import io
import zipfile
from datetime import date

import pytest

from prudent.errors import DataBad, HostileInput, PrudentError, SchemaChanged
from prudent.ingest.questionnaire import read_questionnaire
from prudent.ingest.questionnaire_form import HEADER, slots
from prudent.ingest.questionnaire_sheet import questionnaire_bytes
from prudent.ingest.raw import checked
from prudent.ingest.workbook.cells import open_workbook
from prudent.model.delivery import Format
from prudent.model.finding import Factor
from prudent.tables.spec import table
from tests.unit.manager_packets.packet_builders import FUND, declared, source_file, workbook

DECLARED = declared(Format.QUESTIONNAIRE)
IDENTITY = {
    "A2": "workbook_format",
    "B2": "1",
    "A3": "fund",
    "B3": "alpha-partners",
    "A4": "cik",
    "A5": "legal_name",
} | {"B5": "Alpha Partners, L.P."}
ROWS = {slot.term: number for number, slot in enumerate(slots(), start=2)}


def sheet(answers: dict[str, object], changes: dict[str, object] | None = None, identity=IDENTITY) -> bytes:
    """A questionnaire as it comes back. `answers`: term to answer; the rest of the row is filled in."""
    cells: dict[str, object] = {f"{letter}1": name for letter, name in zip("ABCDEFGHI", HEADER, strict=True)}
    for slot in slots():
        row = ROWS[slot.term]
        cells |= {f"A{row}": slot.id, f"B{row}": slot.factor.value, f"C{row}": slot.question, f"E{row}": slot.asks_for}
        if slot.term in answers:
            cells |= {f"D{row}": answers[slot.term], f"F{row}": date(2025, 12, 31), f"I{row}": "Head of finance"}
    return workbook({"Fund": identity, "Questionnaire": cells | (changes or {})})


def read(content: bytes):
    return read_questionnaire(source_file(content), FUND, DECLARED)


def refused(content: bytes) -> PrudentError:
    """The one fault, whether of the file or of a row."""
    try:
        (fault,) = read(content).faults
    except PrudentError as error:
        return error
    return fault


def test_every_term_has_one_slot_and_every_factor_has_some():
    terms = next(column for column in table("core_fund__terms").columns if column.name == "term").one_of
    assert sorted(slot.term for slot in slots()) == sorted(terms)
    assert {slot.factor for slot in slots()} == set(Factor)


def test_what_is_written_is_read_back_empty_and_is_the_same_bytes_each_time():
    content = questionnaire_bytes(FUND)
    assert content == questionnaire_bytes(FUND)
    delivered = read(content)
    assert delivered.raws == ()
    assert sum(int(item.what.split(maxsplit=1)[0]) for item in delivered.noticed) == len(slots())
    assert [item.what.split(":")[0] for item in delivered.noticed][-1].endswith("not answered on complexity")


def test_an_answer_becomes_a_term_with_its_cell_document_and_page():
    row = ROWS["repurchase_cap_pct"]
    content = sheet({"repurchase_cap_pct": 5.5}, {f"G{row}": "Prospectus", f"H{row}": 12})
    (raw,) = read(content).raws
    (only,) = checked(raw).rows
    assert only.cells == (
        "repurchase_cap_pct", "5.5", "2025-12-31", "Prospectus, page 12; answered by Head of finance", "sent",
    )  # fmt: skip
    assert only.places == ("", f"Questionnaire!D{row}", f"Questionnaire!F{row}", f"Questionnaire!G{row}")


def test_words_and_days_are_read_as_asked():
    answers = {
        "incentive_fee": "Yes",
        "inception": date(2020, 10, 1),
        "auditor": "An auditor\nof two lines",
        "valuation_contrary_facts": "none",
    }
    (raw,) = read(sheet(answers)).raws
    assert {row.cells[0]: row.cells[1] for row in checked(raw).rows} == {
        "incentive_fee": "yes",
        "inception": "2020-10-01",
        "auditor": "An auditor of two lines",
        "valuation_contrary_facts": "none",
    }


def test_what_is_not_answered_is_noticed_by_factor_with_its_cells():
    noticed = read(sheet({"inception": date(2020, 10, 1)})).noticed
    performance = next(item for item in noticed if "on performance" in item.what)
    assert performance.what == "1 question is not answered on performance: benchmark_named_by_fund"
    assert performance.place == f"Questionnaire!D{ROWS['benchmark_named_by_fund']}"


def test_beside_a_fault_no_question_is_called_open():
    delivered = read(sheet({"inception": date(2020, 10, 1), "incentive_fee": "maybe"}))
    assert len(delivered.faults) == 1
    assert [item.what for item in delivered.noticed if "not answered" in item.what] == []


CAP = ROWS["repurchase_cap_pct"]
WRONG = [
    ("words for a number", {"repurchase_cap_pct": "about five"}, {}, DataBad, "'about five' is not a plain number in per cent"),
    ("a percentage", {"repurchase_cap_pct": "%0.05"}, {}, DataBad, "is formatted as a percentage and stores 0.05"),
    ("another word", {"incentive_fee": "maybe"}, {}, DataBad, "'maybe' is not yes or no"),
    ("a truth value", {"incentive_fee": True}, {}, DataBad, "is TRUE as a truth value; write yes or no"),
    ("no day", {"inception": "last spring"}, {}, DataBad, "holds 'last spring', which is no date"),
    ("no as-of", {"repurchase_cap_pct": 5}, {f"F{CAP}": ""}, DataBad, "is empty; give the day"),
    ("nobody", {"repurchase_cap_pct": 5}, {f"I{CAP}": ""}, DataBad, "is empty; name who answered"),
    ("a page of nothing", {"repurchase_cap_pct": 5}, {f"H{CAP}": 3}, DataBad, "must be a page's number, beside the document"),
    ("another question", {}, {f"C{CAP}": "What is 2 and 2?"}, SchemaChanged, "was changed, so its answer may be one to"),
    ("an unknown slot", {}, {f"A{CAP}": "liquidity-repurchase-cap"}, SchemaChanged, "is liquidity-repurchase-cap-pct meant?"),
    ("a slot twice", {}, {"A3": slots()[0].id, "C3": slots()[0].question}, DataBad, "rows 2 and 3 both answer"),
    ("an answer to nothing", {}, {"D99": "yes"}, DataBad, "row 99 has no id"),
    ("another header", {}, {"D1": "reply"}, SchemaChanged, "row 1 must be id, factor, question, answer"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "changes", "kind", "says"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_a_wrong_answer_is_refused(answers, changes, kind, says):
    error = refused(sheet(answers, changes))
    assert type(error) is kind
    assert says in error.sentence
    assert error.sentence.startswith("funds/alpha-partners/packet/sheet.xlsx")


def test_every_wrong_answer_is_told_and_the_right_ones_are_read():
    delivered = read(sheet({"repurchase_cap_pct": "about five", "incentive_fee": "maybe", "auditor": "Somebody"}))
    assert [fault.sentence.split(": ", 2)[1].split(",")[0] for fault in delivered.faults] == [
        f"Questionnaire!D{ROWS['incentive_fee']}", f"Questionnaire!D{CAP}",
    ]  # fmt: skip
    assert [row.cells[0] for row in delivered.raws[0].rows] == ["auditor"]


def test_another_funds_questionnaire_is_refused():
    assert (
        "'beta-partners', and this workbook was received for alpha-partners"
        in refused(sheet({}, identity=IDENTITY | {"B3": "beta-partners"})).sentence
    )


@pytest.mark.parametrize("answer", ["x" * 2001, "=cmd|' /C calc'!A0", "right\u202eleft"])
def test_an_answer_beyond_limits_is_hostile(answer):
    (raw,) = read(sheet({"auditor": answer})).raws
    with pytest.raises(HostileInput):
        checked(raw)


def test_the_written_sheet_offers_the_words_and_holds_no_formula():
    content = questionnaire_bytes(FUND)
    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet3.xml").decode()
    assert '"yes,no"' in xml
    assert "<f>" not in xml
    book = open_workbook(source_file(content))
    assert book.names == ("Instructions", "Fund", "Questionnaire")
    questions = book.sheet("Questionnaire")
    assert questions is not None
    assert questions.text(CAP, 3) == "What is the most that one offer takes?"
