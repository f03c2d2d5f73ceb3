"""What the ledger says of an issue of a memo, and what of a memo the ledger and its readers need to know.

Belongs here: the body of an `Issued` entry. Does not: publication (`prudent/store/issues.py`), and how an entry is
written (`ledger`).
"""

from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict, ValidationError

from prudent.decide.ledger import Chain
from prudent.decide.moves import move_of
from prudent.errors import RecordTampered
from prudent.model.ids import Sha256
from prudent.model.ledger import FileHash, Issued, Subject
from prudent.model.run import Issue
from prudent.model.verdict import Verdict
from prudent.store.frames import sha256
from prudent.store.layout import ISSUE, MANIFEST, issue_folder, run_folder
from prudent.store.objects import Objects

MEMO = "memo.json"


class _Recommendation(BaseModel):
    verdict: Verdict


class _PageOne(BaseModel):
    recommendation: _Recommendation


class _Front(BaseModel):
    """The little of a memo that is read here; the rest, megabytes at times, is left to those who print it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    known_at: date
    page_one: _PageOne


@dataclass(frozen=True, slots=True)
class IssuedMemo:
    """The memo of an issue, read and held against its hash."""

    issue: Issue
    folder: str
    record: Sha256
    body: bytes
    known_at: date
    staff: Verdict
    vouched: tuple[FileHash, ...]
    """What says which files the issue and its run have: with these in the ledger, no list of files can be rewritten."""


def issued_memo(objects: Objects, issue: Issue) -> IssuedMemo:
    """The memo of an issue.

    Raises:
        RecordTampered: it is not in the store as it was issued.
    """
    folder = issue_folder(issue.request, issue.number)
    record = next(file.sha256 for file in issue.files if file.name == MEMO)
    body = objects.get(f"{folder}/{MEMO}")
    if body is None or sha256(body) != record:
        raise RecordTampered(f"{folder}/{MEMO} is gone, or not as it was issued. Take it from a copy of the store.")
    try:
        front = _Front.model_validate_json(body)
    except ValidationError as error:
        raise RecordTampered(f"{folder}/{MEMO} is no memo. Take it from a copy of the store.") from error
    lists = (f"{folder}/{ISSUE}", f"{run_folder(issue.request, issue.run)}/{MANIFEST}")
    vouched = tuple(FileHash(key=key, sha256=sha256(_there(objects, key))) for key in lists)
    return IssuedMemo(issue, folder, record, body, front.known_at, front.page_one.recommendation.verdict, vouched)


def _there(objects: Objects, key: str) -> bytes:
    body = objects.get(key)
    if body is None:
        raise RecordTampered(f"{key} is gone. Take it from a copy of the store.")
    return body


def is_recorded(chain: Chain, issue: Issue) -> bool:
    """Whether the ledger knows of the issue."""
    folder = issue_folder(issue.request, issue.number)
    return any(isinstance(entry.body, Issued) and entry.body.subject.folder == folder for entry in chain.entries)


def body(chain: Chain, memo: IssuedMemo, sealed_with: int | None = None) -> Issued | None:
    """What to record of an issue.

    Args:
        chain: everything recorded.
        memo: the memo that was issued.
        sealed_with: number of the entry whose decision it was sealed with; None for a memo that is not sealed.

    Returns:
        The body of the entry; None where the issue is recorded already.
    """
    issue = memo.issue
    if is_recorded(chain, issue):
        return None
    made = Issued(
        subject=Subject(kind="memo", as_of=issue.request.as_of, folder=memo.folder, record=memo.record),
        number=issue.number,
        staff=memo.staff,
        files=(
            *(FileHash(key=f"{memo.folder}/{file.name}", sha256=file.sha256) for file in issue.files),
            *memo.vouched,
        ),
        sealed_with=sealed_with,
    )
    return made.model_copy(update={"move": move_of(chain, made)})
