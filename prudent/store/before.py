"""The memo before this one: what a new memo is compared with.

Belongs here: which issue it is. Does not: what is compared (`prudent/memo/changes.py`). The answer must be the same
when the same question is asked again, or the same question would give another run each time: so an issue of the very
same question is passed over, and one that was claimed and not finished is finished first.
"""

from prudent.model.run import InputFile, Issue, Request
from prudent.store.issues import dates_of, finish_claimed, issue_of
from prudent.store.layout import ISSUE, issue_folder, issue_numbers, memo_folder
from prudent.store.objects import Objects

MEMO = "memo.json"


def memo_before(objects: Objects, request: Request, question: str) -> InputFile | None:
    """The `memo.json` of the latest issue, of this date or an earlier one, that answers another question.

    Args:
        objects: the store.
        request: plan, fund and date of the new memo.
        question: hash of all that the new memo is made from, the memo before left out.

    Returns:
        Its key in the store, its hash (the record) and size; None for a first memo.
    """
    for asked in _dates(objects, request):
        finish_claimed(objects, asked)
        for number in reversed(issue_numbers(asked, objects.keys(memo_folder(asked)), ISSUE)):
            issue = issue_of(objects, asked, number)
            if issue is not None and issue.question != question and issue.seals is None:
                return _memo(issue)
    return None


def _dates(objects: Objects, request: Request) -> list[Request]:
    """The same plan and fund at this date and the earlier ones that have a memo, the latest first."""
    days = (day for day in dates_of(objects, request.plan, request.fund) if day <= request.as_of)
    return [request.model_copy(update={"as_of": day}) for day in days]


def _memo(issue: Issue) -> InputFile:
    file = next(item for item in issue.files if item.name == MEMO)
    path = f"{issue_folder(issue.request, issue.number)}/{MEMO}"
    return InputFile(path=path, sha256=file.sha256, size_bytes=file.size_bytes)
