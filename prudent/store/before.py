"""The memo before this one: what a new memo is compared with.

Belongs here: which issue it is. Does not: what is compared (`prudent/memo/changes.py`). The answer must be the same
when the same question is asked again, or the same question would give another run each time: so an issue of the very
same question is passed over, and one that was claimed and not finished is finished first.
"""

from datetime import date

from pydantic import BaseModel, ValidationError

from prudent.errors import RecordTampered
from prudent.model.run import InputFile, Issue, Request
from prudent.store.issues import dates_of, finish_claimed, issue_of
from prudent.store.layout import ISSUE, MEMOS, issue_folder, issue_numbers, memo_folder
from prudent.store.objects import Objects
from prudent.store.runs import RunFolder

MEMO = "memo.json"


def memo_before(objects: Objects, request: Request, question: str, known_on: date | None = None) -> InputFile | None:
    """The `memo.json` of the latest issue, of this date or an earlier one, that answers another question.

    Args:
        objects: the store.
        request: plan, fund and date of the new memo.
        question: hash of all that the new memo is made from, the memo before left out.
        known_on: the day whose knowledge is asked for: a memo that knew more is passed over. None for any.

    Returns:
        Its key in the store, its hash (the record) and size; None for a first memo.
    """
    for asked in _dates(objects, request):
        finish_claimed(objects, asked)
        for number in reversed(issue_numbers(asked, objects.keys(memo_folder(asked)), ISSUE)):
            issue = issue_of(objects, asked, number)
            if issue is None or issue.question == question or issue.seals is not None:
                continue
            if known_on is None or known_at(objects, issue) <= known_on:
                return _memo(issue)
    return None


def known_at(objects: Objects, issue: Issue) -> date:
    """The day whose knowledge an issue's memo shows.

    Raises:
        RecordTampered: its `memo.json` is gone, or does not say.
    """
    key = _memo(issue).path
    try:
        return _KnownAt.model_validate_json(objects.get(key) or b"").known_at
    except ValidationError as error:
        raise RecordTampered(f"{key} cannot be read: it is not as it was written.") from error


def same_sources(objects: Objects, issue: Issue, inputs: tuple[InputFile, ...]) -> bool:
    """Whether an issue's run read the very same files; the memo before it is no source."""
    manifest = RunFolder(objects, issue.request, issue.seals or issue.run).manifest()
    return manifest is not None and _sources(manifest.inputs) == _sources(inputs)


def _sources(inputs: tuple[InputFile, ...]) -> set[tuple[str, str]]:
    return {(file.path, file.sha256) for file in inputs if not file.path.startswith(f"{MEMOS}/")}


class _KnownAt(BaseModel):
    """Of a memo, of whatever version, the one thing that is asked here."""

    known_at: date


def _dates(objects: Objects, request: Request) -> list[Request]:
    """The same plan and fund at this date and the earlier ones that have a memo, the latest first."""
    days = (day for day in dates_of(objects, request.plan, request.fund) if day <= request.as_of)
    return [request.model_copy(update={"as_of": day}) for day in days]


def _memo(issue: Issue) -> InputFile:
    file = next(item for item in issue.files if item.name == MEMO)
    path = f"{issue_folder(issue.request, issue.number)}/{MEMO}"
    return InputFile(path=path, sha256=file.sha256, size_bytes=file.size_bytes)
