"""Sealing: the memo that was decided on is issued again with the decision on its last page. The earlier issue stays.

Belongs here: the run that a sealed memo is, and its publication. Does not: the decision page (`prudent/memo`), and the
entries of the ledger. A sealed memo is a run like any other, made from the memo's own bytes and the entry's, so that a
process that ends anywhere leaves nothing to clean, and whoever comes next finishes it.
"""

from dataclasses import dataclass

from prudent.decide.canonical import canonical
from prudent.decide.issuing import MEMO, IssuedMemo, issued_memo
from prudent.errors import RecordTampered
from prudent.ingest.memo_template import TEMPLATE
from prudent.memo.document import Memo
from prudent.memo.formats import rendered
from prudent.memo.schema import read_memo
from prudent.memo.sealed import Sealed
from prudent.model.ids import Sha256
from prudent.model.ledger import Entry, Subject
from prudent.model.run import InputFile, Issue, Manifest, Request
from prudent.store.frames import sha256
from prudent.store.issues import finish_claimed, issue_of, publish, sealed_issue
from prudent.store.layout import ledger_entry
from prudent.store.objects import Objects
from prudent.store.runs import RunFolder, run_hash


@dataclass(frozen=True, slots=True)
class ToSeal:
    """What a sealed memo is made from, beside the entry: read before anything is recorded, so that it can be made."""

    memo: IssuedMemo
    read: Memo
    template: InputFile | None
    """The plan's own Word template as the memo's run kept it; None for the shipped one."""
    beside: dict[str, bytes]
    """What the issue holds beside the memo, and goes on unchanged: the report of the data rules."""


def to_seal(objects: Objects, plan: str, fund: str, subject: Subject) -> ToSeal:
    """Read what the sealed memo of a subject will be made from.

    Raises:
        RecordTampered: the memo, its issue or its run is not in the store as it was issued.
        DataBad: another version of the product wrote the memo, which this one cannot read.
    """
    request = Request(fund=fund, as_of=subject.as_of, plan=plan)
    issue = issue_of(objects, request, int(subject.folder.rpartition("/")[2]))
    if issue is None:
        raise RecordTampered(f"{subject.folder} is gone, though the ledger knows it. Take it from a copy of the store.")
    memo = issued_memo(objects, issue)
    if memo.record != subject.record:
        raise RecordTampered(f"{subject.folder}/{MEMO} is another memo than the one that the ledger knows.")
    beside = {
        file.name: _held(objects, f"{memo.folder}/{file.name}", file.sha256)
        for file in issue.files
        if not file.name.startswith("memo.")
    }
    return ToSeal(memo, read_memo(memo.body), _template(objects, issue), beside)


def seal(objects: Objects, entry: Entry, code_sha256: Sha256) -> Issue:
    """Issue the memo of a decision again, sealed, unless that was done.

    Args:
        objects: the store.
        entry: the entry that holds the decision.
        code_sha256: of the code that renders it.

    Raises:
        RecordTampered, DataBad: see `to_seal`; or the plan's Word template cannot be filled in.
    """
    given = to_seal(objects, entry.plan, entry.fund, entry.body.subject)
    decided_on = given.memo.issue
    finish_claimed(objects, decided_on.request)
    standing = sealed_issue(objects, decided_on.request, decided_on.run)
    return standing or publish(objects, _run(objects, entry, given, code_sha256)).issue


def _run(objects: Objects, entry: Entry, given: ToSeal, code_sha256: Sha256) -> Manifest:
    """The run of the sealed memo, made now or found made."""
    issue = given.memo.issue
    key, written = ledger_entry(entry.plan, entry.fund, entry.number), canonical(entry)
    memo = InputFile(path=f"{given.memo.folder}/{MEMO}", sha256=given.memo.record, size_bytes=len(given.memo.body))
    inputs = (memo, InputFile(path=key, sha256=sha256(written), size_bytes=len(written)))
    inputs += () if given.template is None else (given.template,)
    folder = RunFolder(objects, issue.request, run_hash(issue.request, inputs, code_sha256))
    if (standing := folder.manifest()) is not None:
        return standing
    sealed = given.read.model_copy(update={"decision": Sealed.of(entry, key, sha256(written))})
    template = given.template and _held(objects, given.template.path, given.template.sha256)
    outputs = tuple(folder.write(name, body) for name, body in (rendered(sealed, template) | given.beside).items())
    return folder.seal(
        Manifest(
            run=folder.run,
            question=issue.question,
            request=issue.request,
            code_sha256=code_sha256,
            inputs=inputs,
            outputs=outputs,
            seals=issue.run,
        )
    )


def _template(objects: Objects, issue: Issue) -> InputFile | None:
    """The plan's own Word template, if the memo was made with one."""
    run = RunFolder(objects, issue.request, issue.run)
    manifest = run.manifest()
    if manifest is None:
        raise RecordTampered(f"{run.key} is gone, from which the memo was made. Take it from a copy of the store.")
    kept = next((item for item in manifest.outputs if item.name == TEMPLATE), None)
    return kept and InputFile(path=f"{run.key}/{TEMPLATE}", sha256=kept.sha256, size_bytes=kept.size_bytes)


def _held(objects: Objects, key: str, expected: Sha256) -> bytes:
    """The bytes under a key, held against their hash."""
    body = objects.get(key)
    if body is None or sha256(body) != expected:
        raise RecordTampered(f"{key} is gone, or not as it was written. Take it from a copy of the store.")
    return body
