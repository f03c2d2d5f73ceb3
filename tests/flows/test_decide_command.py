"""`prudent decide` as it is typed: the empty form, the filled-in one, and what is printed of the entry."""

import asyncio
import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from flows.cli import run
from flows.decision_form import DecisionForm
from prudent.model.run import Manifest, Request
from prudent.store.issues import publish
from prudent.store.objects import in_folder
from prudent.store.runs import RunFolder
from tests.unit.decide.decided_sample import DECISION
from tests.unit.decide.filled_form import form_of

pytestmark = [
    pytest.mark.usefixtures("quick"),
    # sockets that Prefect's client leaves open
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]

FUND, AS_OF = "apollo-diversified-credit", date(2025, 12, 31)
MEMOS, LEDGER = f"memos/example/{FUND}/2025-12-31", f"ledger/example/{FUND}"
DAY, TODAY = date(2027, 1, 11), date(2027, 1, 15)
TAKEN = DECISION.model_copy(
    update={
        "decided_on": DAY,
        "conditions": tuple(item.model_copy(update={"due": DAY}) for item in DECISION.conditions),
    }
)


@pytest.fixture
def record(project: Path, answers, monkeypatch) -> str:
    """The record of a memo that was published, and that no ledger knows yet. There is one server for all tests."""
    monkeypatch.setattr("flows.record_decision.today", lambda: TODAY)
    monkeypatch.setattr("flows.decide_command.on_server", lambda _, work: asyncio.run(work()))
    request = Request(fund=FUND, as_of=AS_OF, plan="example")
    folder = RunFolder(in_folder(project / "store"), request, "1" * 64)
    outputs = tuple(folder.write(name, body) for name, body in answers.files.items())
    manifest = Manifest(run="1" * 64, request=request, code_sha256="c" * 64, inputs=(), outputs=outputs)
    publish(in_folder(project / "store"), folder.seal(manifest))
    return hashlib.sha256(answers.files["memo.json"]).hexdigest()


def said(capsys, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(("decide", FUND, *arguments))
    out = capsys.readouterr()
    return code, out.out, out.err


def written(form: DecisionForm, name: str = "decision.yml") -> str:
    """The form as somebody fills it in."""
    Path(name).write_text(yaml.safe_dump(form.model_dump(mode="json"), allow_unicode=True), encoding="utf-8")
    return name


def test_the_empty_form_holds_every_field_and_decides_nothing(record, capsys, snapshot):
    before = snapshot(Path("store"))
    code, out, err = said(capsys, "--template")
    assert (code, err) == (0, "")
    assert out.startswith(f"# The decision of the committee of example on {FUND}.")
    held = yaml.safe_load(out)
    assert list(held) == list(DecisionForm.model_fields)
    assert DecisionForm.model_validate(held) == DecisionForm(record=record)
    # each field says what it asks, and a drop-down what can be chosen
    for above, line in zip(out.splitlines(), out.splitlines()[1:], strict=False):
        assert above.startswith("#") or not line.partition(":")[1] or line.startswith("#"), line
    chosen = "approve; approve with conditions; defer; decline; continue to monitor; put on watch; put on probation;"
    flat = " ".join(line.removeprefix("#").strip() for line in out.splitlines())
    assert f"What the committee decided. One of: {chosen} suspend new money; begin removal; record as removed." in flat
    assert "One of: own judgement; 3(21) advice; 3(38) delegation." in flat

    Path("decision.yml").write_text(out, encoding="utf-8")
    assert said(capsys, "--file", "decision.yml") == (2, "", "prudent: recorded_by is empty.\n")
    Path("decision.yml").write_text(out.replace('recorded_by: ""', 'recorded_by: "Recorder One"'), encoding="utf-8")
    sentence = "outcome is 'not decided': choose what the committee said. Nothing is filled in for it."
    assert said(capsys, "--file", "decision.yml") == (2, "", f"prudent: {sentence}\n")
    assert snapshot(Path("store")) == before


@pytest.mark.usefixtures("prefect")
def test_a_filled_in_form_is_recorded_and_told_and_told_again_as_json(record, capsys):
    name = written(form_of(TAKEN, record[:12]))
    code, out, err = said(capsys, "--file", name)
    entry = Path("store", LEDGER, "2.json").read_bytes()
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Approve with conditions, 2027-01-11.",
        "  votes    2 for, 1 against, 1 abstained, 1 recused; quorum 3",
        f"  state    {json.loads(entry)['body']['move']['before']} before, approved now",
        f"  entry    {LEDGER}/2.json, sha256 {hashlib.sha256(entry).hexdigest()}",
        f"  sealed   {MEMOS}/2",
    ]
    code, out, _ = said(capsys, "--file", name, "--json")
    told = json.loads(out)
    assert (code, told["new"], told["entry"], told["fund"], told["plan"]) == (0, False, 2, FUND, "example")
    assert (told["key"], told["sha256"]) == (f"{LEDGER}/2.json", hashlib.sha256(entry).hexdigest())
    assert told["sealed"] == f"{MEMOS}/2"
    assert told["body"] == json.loads(entry)["body"]
    # what is offered now is still the memo, not its sealed issue
    assert yaml.safe_load(said(capsys, "--template")[1])["record"] == record


def test_a_form_that_is_none_is_refused_before_anything_is_started(record, capsys, monkeypatch):
    monkeypatch.setattr("flows.decide_command.on_server", lambda *_: pytest.fail("a server was started"))
    form = form_of(TAKEN, record)
    missing = (
        f"prudent: Name the filled-in form: prudent decide {FUND} --file decision.yml. "
        f"prudent decide {FUND} --template prints an empty one.\n"
    )
    assert said(capsys) == (2, "", missing)
    assert said(capsys, "--file", "none.yml") == (2, "", "prudent: There is no file none.yml.\n")
    assert said(capsys, "--file", "funds") == (2, "", "prudent: There is no file funds.\n")
    assert said(capsys, "--file", written(form.model_copy(update={"record": ""})))[0] == 2
    for line, code, sentence in (
        ("votes_for: Member One", 10, "decision.yml line 1: votes_for must be a list, each entry with a dash, not 'Member One'."),
        ("fee: supported", 13, "decision.yml line 1: the field fee is unknown."),
        ("rationale: [a", 10, "decision.yml"),
    ):  # fmt: skip
        Path("decision.yml").write_text(f"{line}\n", encoding="utf-8")
        told = said(capsys, "--file", "decision.yml")
        assert (told[0], told[1], told[2].startswith(f"prudent: {sentence}")) == (code, "", True), told[2]


def test_a_fund_without_a_memo_and_a_misspelled_one_are_said(project, capsys):
    sentence = f"No memo of {FUND} has been issued for example: prudent onboard {FUND} --plan example."
    assert said(capsys, "--template") == (2, "", f"prudent: {sentence}\n")
    assert run(("decide", "apollo-diversified-credits", "--template")) == 2
    assert f"Is {FUND}" in capsys.readouterr().err
