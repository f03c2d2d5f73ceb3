"""From a memo to a sealed one, with the real renderers: five files that all say what the committee decided."""

import asyncio
import io
import json
from datetime import date
from pathlib import Path

import pikepdf
import pytest
import yaml

import prudent.decide.sealing
from flows.cli import run
from flows.ending import final_state
from flows.onboard_fund import onboard_fund
from prudent.memo.formats import rendered
from prudent.memo.schema import memo_bytes, read_memo
from prudent.model.decision import Asked
from prudent.store.frames import sha256
from tests.rendering.test_hostile_names import of_docx, of_html, of_pdf, of_xlsx, squeezed
from tests.unit.decide.decided_sample import DECISION
from tests.unit.decide.filled_form import form_of

# sockets that Prefect's client leaves open
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")

FUND, AS_OF = "apollo-diversified-credit", date(2025, 12, 31)
MEMOS = Path(f"store/memos/example/{FUND}/2025-12-31")
READ = {"memo.html": of_html, "memo.pdf": of_pdf, "memo.docx": of_docx, "memo.xlsx": of_xlsx}
DAY = date(2027, 1, 11)
ASKED = Asked(question="Why was 45.02 % paid in December?", answer=" ".join(["Holders asked for 11.05 %."] * 100))
LONG = f"{ASKED.question} | {ASKED.answer}"
TAKEN = DECISION.model_copy(
    update={"decided_on": DAY, "conditions": (DECISION.conditions[0].model_copy(update={"due": DAY}),)}
)


def onboard():
    asyncio.run(final_state(onboard_fund, fund=FUND, as_of=AS_OF, plan="example"))
    return sha256((MEMOS / "1/memo.json").read_bytes())


@pytest.mark.usefixtures("prefect", "project", "quick")
def test_all_five_sealed_files_say_the_decision_and_the_memo_is_otherwise_the_one_decided_on(monkeypatch):
    record = onboard()
    monkeypatch.setattr(prudent.decide.sealing, "rendered", rendered)
    # after the day from which the shipped packets are known
    monkeypatch.setattr("flows.record_decision.today", lambda: date(2027, 1, 15))
    monkeypatch.setattr("flows.decide_command.on_server", lambda _, work: asyncio.run(work()))
    # what the command line says goes before the file, whose words may be longer than a cell of a packet
    filled = dict(form_of(TAKEN, record)) | {"decided_on": "", "outcome": "decline", "questions": [LONG]}
    Path("decision.yml").write_text(yaml.safe_dump(json.loads(json.dumps(filled))))
    given = (
        "--date",
        "2027-01-11",
        "--outcome",
        "approve with conditions",
        "--for",
        "Member One",
        "--for",
        "Member Two",
    )
    assert run(["decide", FUND, "--file", "decision.yml", *given]) == 0
    entry = Path(f"store/ledger/example/{FUND}/2.json").read_bytes()

    sealed = read_memo((MEMOS / "2/memo.json").read_bytes())
    assert memo_bytes(sealed.model_copy(update={"decision": None})) == (MEMOS / "1/memo.json").read_bytes()
    assert sealed.decision.decided.decision == TAKEN.model_copy(update={"questions": (ASKED,)})
    assert sealed.decision.sha256 == sha256(entry)

    said = [
        "approve with conditions, 11 January 2027; 2 for, 1 against; entry 2",
        *(f"{name}{vote}" for name, vote in zip(TAKEN.attendees, ("for", "for", "against", "abstained"), strict=False)),
        "2 for, 1 against, 1 abstained, 1 recused; 4 counted, and the quorum is 3",
        *(item.because for item in TAKEN.determinations),
        *("Member Five", "Owns shares of the manager.", "Adviser One LLC", "Officer One, by 11 January 2027"),
        *("I would have waited.", "Two offers are not a record.", "A written liquidity programme"),
        *(ASKED.question, ASKED.answer, sha256(entry), record, "Recorder One"),
    ]
    for name, read in READ.items():
        text = squeezed(read((MEMOS / "2" / name).read_bytes()))
        assert [words for words in said if squeezed(words) not in text] == [], name
    with pikepdf.open(io.BytesIO((MEMOS / "2/memo.pdf").read_bytes())) as document:
        told = document.open_metadata()
        assert (told["pdfuaid:part"], told["pdfaid:part"], told["pdfaid:conformance"]) == ("1", "3", "B")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("outcome: &a approve\nrationale: *a\n", 15, "uses an anchor or alias"),
        ("outcome: !!python/object:os.system approve\n", 15, "uses a tag"),
        ("outcom: approve\n", 13, "the field outcom is unknown"),
        ("votes_for: Member One\n", 10, "votes_for must be a list, each entry with a dash"),
        ("recused:\n  - Member Five: owns shares\n", 10, "must be text: put it in quotes"),
        (f"rationale: {'x' * 20_001}\n", 15, "holds a text of 20,001 characters; at most 20,000 are read"),
        ("votes_for:" + " [" * 40 + "\n", 15, "is deeper than 12 levels"),
        ("rationale: \u202eevil\n", 15, "holds the character U+202E"),
    ],
)
def test_a_file_that_is_no_form_is_refused_in_one_sentence_and_starts_nothing(
    monkeypatch, capsys, tmp_path, text, code, said
):
    monkeypatch.setattr("flows.decide_command.on_server", None)
    file = tmp_path / "decision.yml"
    file.write_text(text)
    assert run(["decide", FUND, "--file", str(file)]) == code
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
