"""Sealing in a store: what the sealed issue is made from, that it is made once, and what is refused."""

import json
from datetime import date

import pytest

from prudent.decide.canonical import canonical
from prudent.decide.issuing import body as issue_body
from prudent.decide.issuing import is_recorded, issued_memo
from prudent.decide.ledger import Chain
from prudent.decide.recording import not_sealed
from prudent.decide.sealing import seal, to_seal
from prudent.errors import DataBad, RecordTampered
from prudent.ingest.memo_template import TEMPLATE
from prudent.memo.schema import memo_bytes
from prudent.memo.sealed import Sealed
from prudent.model.ledger import Subject
from prudent.model.run import Manifest, Request
from prudent.store.frames import sha256
from prudent.store.issues import issue_of, latest_issue, publish
from prudent.store.layout import ledger_entry
from prudent.store.objects import in_folder
from prudent.store.runs import RunFolder
from tests.rendering.sample import sample_memo
from tests.unit.decide.decided_sample import AS_OF, FUND, PLAN, chain, decided, issued

REQUEST = Request(fund=FUND, as_of=AS_OF, plan=PLAN)
FOLDER = f"memos/{PLAN}/{FUND}/{AS_OF}"
RUN, CODE = "1" * 64, "2" * 64
OWN = b"a template of the plan"


@pytest.fixture(scope="module")
def memo():
    return sample_memo()


@pytest.fixture
def made(monkeypatch):
    """Each time that a sealed memo was rendered: the memo, and the template. The formats are other tests'."""
    asked = []

    def rendered(memo, template=None):
        asked.append((memo, template))
        return {"memo.json": memo_bytes(memo), "memo.html": b"<p>sealed</p>"}

    monkeypatch.setattr("prudent.decide.sealing.rendered", rendered)
    return asked


@pytest.fixture
def objects(tmp_path):
    return in_folder(tmp_path / "store")


def issue(objects, body: bytes, *, template: bytes | None = None, run: str = RUN):
    """A published memo with a report of the data rules beside it."""
    folder = RunFolder(objects, REQUEST, run)
    kept = () if template is None else (folder.write(TEMPLATE, template),)
    outputs = (
        *kept,
        folder.write("memo.json", body),
        folder.write("memo.html", b"<p>open</p>"),
        folder.write("validation.html", b"<p>rules</p>"),
    )
    manifest = Manifest(run=run, question=run, request=REQUEST, code_sha256=CODE, inputs=(), outputs=outputs)
    return publish(objects, folder.seal(manifest)).issue


def entry_on(record: str):
    """The entry of a decision on the first issue."""
    subject = Subject(kind="memo", as_of=AS_OF, folder=f"{FOLDER}/1", record=record)
    return chain(issued(record), decided().model_copy(update={"subject": subject})).entries[-1]


def test_the_sealed_issue_is_the_memo_with_the_entry_in_it(objects, memo, made):
    first = issue(objects, memo_bytes(memo))
    entry = entry_on(sha256(memo_bytes(memo)))
    sealed = seal(objects, entry, CODE)
    assert (sealed.number, sealed.seals, sealed.question) == (2, RUN, RUN)
    key = ledger_entry(PLAN, FUND, 2)
    written = objects.get(f"{FOLDER}/2/memo.json")
    holds = json.loads(written)["decision"]
    assert (holds["key"], holds["entry"], holds["sha256"]) == (key, 2, sha256(canonical(entry)))
    # without the decision: the very bytes whose record the entry names
    assert made[0][0].model_copy(update={"decision": None}) == memo
    plain = json.loads(written)
    plain.pop("decision")
    again = (json.dumps(plain, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode()
    assert sha256(again) == entry.body.subject.record
    assert objects.get(f"{FOLDER}/2/validation.html") == b"<p>rules</p>"
    assert objects.get(f"{FOLDER}/1/memo.html") == b"<p>open</p>"
    assert issue_of(objects, REQUEST, 1) == first
    assert latest_issue(objects, REQUEST) == sealed

    manifest = RunFolder(objects, REQUEST, sealed.run).manifest()
    assert [(file.path, file.sha256) for file in manifest.inputs] == [
        (f"{FOLDER}/1/memo.json", entry.body.subject.record),
        (key, sha256(canonical(entry))),
    ]


def test_it_is_sealed_once_whatever_code_asks_again(objects, memo, made):
    issue(objects, memo_bytes(memo))
    entry = entry_on(sha256(memo_bytes(memo)))
    sealed = seal(objects, entry, CODE)
    keys = objects.keys("runs")
    assert seal(objects, entry, CODE) == sealed
    assert seal(objects, entry, "3" * 64) == sealed
    assert (len(made), objects.keys("runs")) == (1, keys)


def test_a_run_that_was_made_is_published_and_not_made_again(objects, memo, made, monkeypatch):
    issue(objects, memo_bytes(memo))
    entry = entry_on(sha256(memo_bytes(memo)))
    with monkeypatch.context() as patched:
        patched.setattr("prudent.decide.sealing.publish", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            seal(objects, entry, CODE)
    assert issue_of(objects, REQUEST, 2) is None
    assert seal(objects, entry, CODE).number == 2
    assert len(made) == 1


def test_a_newer_memo_does_not_keep_the_older_one_from_being_sealed(objects, memo, made):
    issue(objects, memo_bytes(memo))
    newer = issue(objects, memo_bytes(memo.model_copy(update={"run": "9" * 64})), run="9" * 64)
    assert newer.number == 2
    sealed = seal(objects, entry_on(sha256(memo_bytes(memo))), CODE)
    assert (sealed.number, sealed.seals) == (3, RUN)
    # the newer memo stays the latest: nobody has decided on it
    assert latest_issue(objects, REQUEST) == newer


def test_the_plans_own_template_is_used_again(objects, memo, made):
    issue(objects, memo_bytes(memo), template=OWN)
    sealed = seal(objects, entry_on(sha256(memo_bytes(memo))), CODE)
    assert made[0][1] == OWN
    inputs = RunFolder(objects, REQUEST, sealed.run).manifest().inputs
    assert (inputs[2].path, inputs[2].sha256) == (f"runs/{FUND}/{AS_OF}/{RUN}/{TEMPLATE}", sha256(OWN))


@pytest.mark.parametrize(
    ("key", "body", "sentence"),
    [
        (f"{FOLDER}/1/memo.json", b"{}", f"{FOLDER}/1/memo.json is gone, or not as it was issued."),
        (f"{FOLDER}/1/validation.html", b"", f"{FOLDER}/1/validation.html is gone, or not as it was written."),
        (f"runs/{FUND}/{AS_OF}/{RUN}/{TEMPLATE}", b"", f"runs/{FUND}/{AS_OF}/{RUN}/{TEMPLATE} is gone, or not as"),
    ],
)
def test_a_file_that_is_not_as_it_was_written_seals_nothing(objects, memo, made, key, body, sentence):
    issue(objects, memo_bytes(memo), template=OWN)
    objects.put(key, body)
    with pytest.raises(RecordTampered, match=sentence) as caught:
        seal(objects, entry_on(sha256(memo_bytes(memo))), CODE)
    assert caught.value.sentence.endswith(" Take it from a copy of the store.")
    assert (made, issue_of(objects, REQUEST, 2)) == ([], None)


def test_an_issue_that_is_gone_or_another_seals_nothing(objects, memo, made, tmp_path):
    entry = entry_on(sha256(memo_bytes(memo)))
    with pytest.raises(RecordTampered) as caught:
        seal(objects, entry, CODE)
    gone = f"{FOLDER}/1 is gone, though the ledger knows it. Take it from a copy of the store."
    assert caught.value.sentence == gone
    issue(objects, memo_bytes(memo))
    with pytest.raises(RecordTampered) as caught:
        seal(objects, entry_on("f" * 64), CODE)
    assert caught.value.sentence == f"{FOLDER}/1/memo.json is another memo than the one that the ledger knows."
    run = f"runs/{FUND}/{AS_OF}/{RUN}"
    (tmp_path / "store" / run / "manifest.json").unlink()
    with pytest.raises(RecordTampered) as caught:
        seal(objects, entry, CODE)
    assert caught.value.sentence.startswith(f"{run}/manifest.json is gone.")
    assert made == []


def test_what_another_version_wrote_is_refused_before_anything_is_recorded(objects, memo):
    old = json.loads(memo_bytes(memo))
    old["schema_version"] = 1
    body = json.dumps(old).encode()
    issue(objects, body)
    subject = entry_on(sha256(body)).body.subject
    with pytest.raises(DataBad, match=r"^memo.json is not a memo of schema 2: schema_version: "):
        to_seal(objects, PLAN, FUND, subject)


def test_only_a_decision_is_sealed():
    with pytest.raises(TypeError, match="entry 1 holds no decision"):
        Sealed.of(chain(issued()).entries[0], "key", "a" * 64)


def test_an_issue_is_recorded_once_with_every_file_that_it_has(objects, memo):
    published = issue(objects, memo_bytes(memo))
    held = issued_memo(objects, published)
    assert (held.known_at, held.record) == (date(2026, 3, 9), sha256(memo_bytes(memo)))
    nothing = Chain(PLAN, FUND, (), None)
    made = issue_body(nothing, held)
    assert (made.number, made.sealed_with, made.staff) == (1, None, memo.page_one.recommendation.verdict)
    run = f"runs/{FUND}/{AS_OF}/{RUN}/manifest.json"
    names = ("memo.json", "memo.html", "validation.html", "issue.json")
    assert sorted(file.key for file in made.files) == sorted([*(f"{FOLDER}/1/{name}" for name in names), run])
    assert all(file.sha256 == sha256(objects.get(file.key)) for file in made.files)
    known = chain(made)
    assert (is_recorded(known, published), is_recorded(nothing, published)) == (True, False)
    assert issue_body(known, held) is None


def test_a_sealed_issue_moves_nothing_and_ends_the_wait(objects, memo, made):
    issue(objects, memo_bytes(memo))
    entry = entry_on(sha256(memo_bytes(memo)))
    first = issued().model_copy(update={"subject": entry.body.subject})
    before = chain(first, entry.body)
    assert [open_.number for open_ in not_sealed(before)] == [2]
    sealed = issue_body(before, issued_memo(objects, seal(objects, entry, CODE)), 2)
    assert (sealed.move, sealed.sealed_with, sealed.number) == (None, 2, 2)
    assert not_sealed(chain(first, entry.body, sealed)) == ()
