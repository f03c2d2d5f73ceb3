"""What a review is compared with: the fund's last review, else the memo that was decided on.

Belongs here: which it is, and reading what it kept. Does not: what is made of it. Each file is held against its
manifest first: what was changed since is refused, and what another version of Prudent wrote is told apart from that.
"""

from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from prudent.decide.ledger import Chain
from prudent.errors import DataBad, RecordTampered, SchemaChanged
from prudent.model.ids import Sha256
from prudent.model.ledger import Decided, Reviewed, Subject
from prudent.model.run import Request
from prudent.review.folder import REVIEW, ReviewFolder, SealedFolder
from prudent.review.side import Side
from prudent.score.kept import read_case, read_core, read_score
from prudent.store.before import MEMO
from prudent.store.frames import sha256
from prudent.store.issues import issue_of
from prudent.store.objects import Objects
from prudent.store.runs import RunFolder

_OTHER_VERSION = "It was written by another version of Prudent, which today's cannot read, so no figure is compared."


@dataclass(frozen=True, slots=True)
class Before:
    """What stood before, as far as it can be read."""

    subject: Subject
    code_sha256: Sha256
    side: Side | None
    """None where another version of Prudent wrote it."""
    why_not: str
    """Why there is no side; empty where there is one."""


def compared_with(chain: Chain, as_of: date) -> Subject | None:
    """The record before: the latest review of an earlier quarter, or memo up to this one that was decided on.

    A quarter that is reviewed again, because data came late, is compared with what it was compared with first.
    """
    found = [
        (body.subject.as_of, entry.number, body.subject)
        for entry in chain.entries
        for body in (entry.body,)
        if (isinstance(body, Reviewed) and body.subject.as_of < as_of)
        or (isinstance(body, Decided) and body.subject.kind == "memo" and body.subject.as_of <= as_of)
    ]
    return max(found, key=lambda item: item[:2])[2] if found else None


def read_before(objects: Objects, request: Request, subject: Subject) -> Before:
    """What the record before kept.

    Args:
        objects: the store.
        request: plan and fund of the review that is being made.
        subject: what the ledger names.

    Raises:
        RecordTampered: it is gone, or not as it was written.
    """
    then = request.model_copy(update={"as_of": subject.as_of})
    folder = folder_of(objects, then, subject)
    manifest = folder.manifest()
    if manifest is None:
        raise RecordTampered(f"{folder.key} has no manifest, though the ledger names it.")
    sealed = SealedFolder(objects, folder.key, manifest)
    name = REVIEW if subject.kind == "review" else MEMO
    if sha256(sealed.read(name)) != subject.record:
        raise RecordTampered(f"{folder.key}/{name} is not the one that the ledger names.")
    side = _side(sealed)
    return Before(subject, manifest.code_sha256, side, "" if side else _OTHER_VERSION)


def folder_of(objects: Objects, request: Request, subject: Subject) -> RunFolder:
    """Where its files lie: a review's own folder; of a memo its run's, of a sealed one that of the memo it seals."""
    last = subject.folder.rpartition("/")[2]
    if subject.kind == "review":
        return ReviewFolder(objects, request, last)
    issue = issue_of(objects, request, int(last)) if last.isdecimal() else None
    if issue is None:
        raise RecordTampered(f"{subject.folder} is no issue of the store, though the ledger names it.")
    return RunFolder(objects, request, issue.seals or issue.run)


def _side(folder: SealedFolder) -> Side | None:
    """What was known and made of it; its bytes were held against the manifest, so what cannot be read is older."""
    try:
        return Side(read_case(folder), read_core(folder), read_score(folder))
    except (RecordTampered, SchemaChanged, DataBad, ValidationError):
        return None
