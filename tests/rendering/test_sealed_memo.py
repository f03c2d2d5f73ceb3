"""A sealed memo: the decision stands in all five files in the committee's words, and changes nothing else."""

import io
import json
import re
from datetime import date

import openpyxl
import pikepdf
import pytest
from docx import Document
from pydantic import ValidationError
from pypdf import PdfReader

from prudent.memo.document import Memo
from prudent.memo.formats import rendered
from prudent.memo.outline.blocks import BlankForm, Grid, Listing, Paragraph
from prudent.memo.outline.decision import decision_page
from prudent.memo.schema import memo_bytes, read_memo
from prudent.memo.sealed import Sealed
from prudent.memo.uncited import uncited
from prudent.model.decision import Asked, Condition, Dissent, Outcome, Recusal, Votes
from prudent.model.ledger import Signature
from tests.packets.pdf_reading import _marked
from tests.rendering.test_hostile_names import SHOWN, STRINGS, of_docx, of_html, of_pdf, of_xlsx, squeezed
from tests.unit.decide.decided_sample import DECISION, chain, decided, determinations, issued

KEY = "ledger/example/sample-credit/2.json"
READ = {"memo.html": of_html, "memo.pdf": of_pdf, "memo.docx": of_docx, "memo.xlsx": of_xlsx}


def sealed(decision=DECISION, signature=None):
    made = chain(issued(), decided(decision))
    return Sealed.of(made.entries[-1].model_copy(update={"signature": signature}), KEY, made.head)


def page(memo, **more):
    """The words of the decision page, block by block, and its tables by their names."""
    blocks = tuple(decision_page(memo.model_copy(update={"decision": sealed(**more)})))
    said = [text for block in blocks for text in _texts(block)]
    return said, {block.table.id: block.table.rows for block in blocks if isinstance(block, Grid)}


def _texts(block):
    match block:
        case Paragraph():
            return [block.text]
        case Listing():
            leads = block.leads or ("",) * len(block.items)
            return [f"{lead}|{item}" for lead, item in zip(leads, block.items, strict=True)]
        case _:
            return []


@pytest.fixture(scope="module")
def files(memo):
    return rendered(memo.model_copy(update={"decision": sealed()}))


def test_without_the_decision_a_sealed_memo_is_the_memo_that_was_decided_on(memo):
    with_it = memo_bytes(memo.model_copy(update={"decision": sealed()}))
    plain = json.loads(with_it)
    assert plain.pop("decision")["entry"] == 2
    assert (json.dumps(plain, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode() == memo_bytes(memo)
    assert read_memo(with_it).decision == sealed()
    assert "decision" not in json.loads(memo_bytes(memo))


def test_the_page_is_blank_until_the_committee_has_decided(memo):
    blank = tuple(decision_page(memo))
    assert [block.title for block in blank if isinstance(block, BlankForm)][1] == "Determinations"
    filled = decision_page(memo.model_copy(update={"decision": sealed()}))
    assert not [block for block in filled if isinstance(block, BlankForm)]


def test_the_page_says_what_was_decided_and_where_it_is_recorded(memo):
    said, tables = page(memo)
    assert said[0].startswith("Decided: approve with conditions, on 15 April 2026. ")
    told = dict(tables["decision-entry"])
    assert told["Votes"] == "2 for, 1 against, 1 abstained, 1 recused; 4 counted, and the quorum is 3"
    assert told["The fund"] == "before: recommended; after: approved"
    assert told["Memo decided on"] == f"memos/example/sample-credit/2025-12-31/1, record {'a' * 64}"
    assert told["Entry of the ledger"] == f"2, in {KEY}"
    assert told["Hash of the entry"] == chain(issued(), decided()).head
    assert told["Hash of the entry before"] == chain(issued()).head
    assert told["Recorded at"] == "2026-03-11 12:00:00 UTC"
    assert (told["Recorded by"], told["Signed"]) == ("Recorder One", "no")
    assert told["Rule"] == "29 CFR 2550.404a-6 (made up here): proposed as of 31 March 2026"


def test_a_signed_entry_names_its_key(memo):
    _, tables = page(memo, signature=Signature(key="key-one", signature="eA=="))
    assert dict(tables["decision-entry"])["Signed"] == "Ed25519, with the key key-one"


def test_the_committees_determinations_stand_beside_staffs(memo):
    said, tables = page(memo)
    rows = {row[0]: row[1:] for row in tables["decision-factors"]}
    assert list(rows) == ["performance", "fees", "liquidity", "valuation", "benchmark", "complexity"]
    assert rows["fees"] == ("◐ not supported", "● supported", "own judgement")
    assert rows["valuation"][2] == "3(21) advice: Adviser One LLC"
    assert "Fees|The committee read chapter fees and the 3.25 % it speaks of." in said
    note = "although it determined otherwise on one of the factors (liquidity, insufficient evidence)"
    assert [text for text in said if note in text]


def test_no_note_of_it_where_all_six_are_supported(memo):
    said, _ = page(memo, decision=DECISION.model_copy(update={"determinations": determinations()}))
    assert not [text for text in said if "although" in text]


def test_each_person_has_one_line_and_each_word_its_speaker(memo):
    said, tables = page(memo)
    assert tables["decision-votes"] == (
        ("Member One", "for"),
        ("Member Two", "for"),
        ("Member Three", "against"),
        ("Member Four", "abstained"),
        ("Guest One", "no vote"),
        ("Member Five", "recused"),
    )
    assert "Member Five|Owns shares of the manager." in said
    assert said[-6:-4] == ["Question|Why was 45.02 % paid in December?", "Answer|Holders asked for 11.05 %."]
    assert said[-4:-1] == ["Member Three:", "|I would have waited.", "|Two offers are not a record."]
    assert said[-1] == "Officer One, by 30 June 2026|A written liquidity programme"


def test_nothing_said_is_told_as_none(memo):
    bare = {"questions": (), "dissent": (), "conditions": (), "outcome": Outcome.APPROVE}
    said, _ = page(memo, decision=DECISION.model_copy(update=bare))
    assert said[-3:] == ["None."] * 3


@pytest.mark.parametrize("name", sorted(READ))
def test_all_files_say_the_decision_on_page_one_and_on_its_page(files, name):
    text = squeezed(READ[name](files[name]))
    line = "approve with conditions, 15 April 2026; 2 for, 1 against; entry 2"
    assert text.count(squeezed(line)) == 1
    for words in (
        "Member One", "Guest One", "Owns shares of the manager.", "Why was 45.02 % paid in December?",
        "Two offers are not a record.", "Officer One, by 30 June 2026", "A written liquidity programme",
        "3(21) advice: Adviser One LLC", chain(issued(), decided()).head, "Recorder One",
    ):  # fmt: skip
        assert squeezed(words) in text, words


def test_the_pdf_of_a_sealed_memo_keeps_its_standards_and_page_one_is_one_page(files):
    with pikepdf.open(io.BytesIO(files["memo.pdf"])) as document:
        told = document.open_metadata()
        assert (told["pdfuaid:part"], told["pdfaid:part"], told["pdfaid:conformance"]) == ("1", "3", "B")
        first, second = ("".join(_marked(document.pages[at]).values()) for at in (0, 1))
        assert "only the committee determines." in first
        assert second.startswith("1The decision asked")
        assert document.attachments["memo.json"].get_file().read_bytes() == files["memo.json"]


def test_what_others_read_out_of_the_files_is_the_same_decision(files):
    """With the readers that a person's own tools are built on."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(files["memo.pdf"])).pages]
    word = Document(io.BytesIO(files["memo.docx"]))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    book = openpyxl.load_workbook(io.BytesIO(files["memo.xlsx"]))
    read = {
        "pdf": "".join(pages),
        "docx": "".join([*(paragraph.text for paragraph in word.paragraphs), *cells]),
        "xlsx": "".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value),
        "html": of_html(files["memo.html"]),
    }
    held = json.loads(files["memo.json"])["decision"]
    decision = held["decided"]["decision"]
    assert (held["entry"], held["sha256"]) == (2, chain(issued(), decided()).head)
    votes = decision["votes"]
    assert (votes["votes_for"], votes["votes_against"], votes["abstained"]) == (
        ["Member One", "Member Two"],
        ["Member Three"],
        ["Member Four"],
    )
    asked = [text for item in decision["questions"] for text in (item["question"], item["answer"])]
    said = [item["because"] for item in decision["determinations"]]
    words = [
        *decision["attendees"], *votes["votes_for"], votes["recused"][0]["member"], votes["recused"][0]["reason"],
        *asked, *said, *decision["rationale"].splitlines(), *decision["dissent"][0]["words"].splitlines(),
        decision["conditions"][0]["text"], decision["conditions"][0]["owner"],
        "2 for, 1 against, 1 abstained, 1 recused; 4 counted", held["sha256"], held["key"], held["recorded_by"],
    ]  # fmt: skip
    for name, text in read.items():
        seen = squeezed(text)
        assert [one for one in words if squeezed(one) not in seen] == [], name
    # page one is one page still, and says that it was decided
    assert squeezed("Decided approve with conditions, 15 April 2026; 2 for").casefold() in squeezed(pages[0]).casefold()
    assert re.search(r"1\s+The decision asked", pages[1])
    assert "The decision asked" not in pages[0]


def test_the_same_decision_gives_the_same_bytes(files, memo):
    assert rendered(Memo.model_validate_json(memo_bytes(memo)).model_copy(update={"decision": sealed()})) == files


def test_hostile_names_and_words_stand_as_their_letters_in_all_files(memo):
    names = tuple(dict.fromkeys(text[:290] for text in STRINGS))
    words = f"{' '.join(STRINGS)} ⟨all_in_fee⟩ ⟨no_such_figure⟩\n=1+1\n“quoted” (place)"
    votes = Votes(
        votes_for=names[:-1],
        votes_against=(),
        abstained=(names[-1],),
        recused=(Recusal(member=f"{names[0]} the second", reason=words),),
    )
    hostile = DECISION.model_copy(
        update={
            "votes": votes,
            "attendees": names,
            "questions": (Asked(question=words, answer=words),),
            "rationale": words,
            "dissent": (Dissent(member=names[0], words=words),),
            "conditions": (Condition(text=words, owner=names[1], due=date(2026, 6, 30)),),
        }
    )
    made = rendered(Memo.model_validate(memo.model_copy(update={"decision": sealed(hostile)}).model_dump()))
    for name, read in READ.items():
        text = squeezed(read(made[name]))
        assert [one for one in SHOWN if squeezed(one) not in text] == [], name
        assert "\u202e" not in text
        assert "‹no_such_figure›" in text


def test_words_longer_than_a_page_are_cut_in_no_file(memo):
    words = " ".join(f"word{number}" for number in range(2_000))
    long = DECISION.model_copy(update={"rationale": words, "dissent": (Dissent(member="Member Three", words=words),)})
    made = rendered(memo.model_copy(update={"decision": sealed(long)}))
    for name, read in READ.items():
        assert squeezed(read(made[name])).count(squeezed(words)) == 2, name


def test_a_number_that_the_committee_says_is_no_figure_and_excuses_none_elsewhere(memo):
    words = "It costs 7.77 % a year and 45 months."
    said = DECISION.model_copy(update={"rationale": words})
    made = memo.model_copy(update={"decision": sealed(said)})
    assert uncited(made) == ()
    assert read_memo(memo_bytes(made)).decision == sealed(said)
    repeated = made.model_copy(update={"grading_note": f"{made.grading_note} {words}"})
    with pytest.raises(ValidationError, match=r"a number without a figure in Memo.grading_note: '7.77 %'"):
        Memo.model_validate_json(repeated.model_dump_json())
