"""Publication: numbered issues of a memo. An issue exists if and only if its `issue.json` exists.

A writer claims the next number (`claim.json`, created), copies the run's files beside the claim, and creates
`issue.json` last. Whoever finds a claim without an issue finishes it first, from the claimed run's folder: a claim is
made only after that run's manifest, so all it needs is there. So a number is never skipped, and a reader sees the old
issue or the new one.
"""

import re
from collections.abc import Iterator
from datetime import date

from pydantic import ValidationError

from prudent.errors import RecordTampered
from prudent.model.ids import FundId, PlanId, Sha256
from prudent.model.run import Issue, Manifest, Output, Request
from prudent.model.value import Value
from prudent.store.frames import json_bytes, sha256
from prudent.store.layout import CLAIM, ISSUE, PUBLISHED, issue_folder, issue_numbers, memo_dates_folder, memo_folder
from prudent.store.objects import Objects
from prudent.store.runs import RunFolder


class Claim(Value):
    """Which run an issue will show."""

    number: int
    run: Sha256


class Publication(Value):
    """The latest issue after publishing, and whether this run made it."""

    issue: Issue
    new: bool


def latest_issue(objects: Objects, request: Request) -> Issue | None:
    """The latest memo: the highest issue, or the one before it that a late sealing passed; None when there is none.

    A memo that was sealed is followed by its sealed issue, which then is the latest. Where a newer memo was published
    before the sealing was done, the sealed issue has the higher number and is still the older memo.
    """
    sealed: list[Issue] = []
    for issue in _downwards(objects, request):
        if issue.seals is None:
            return next((item for item in sealed if item.seals == issue.run), issue)
        sealed.append(issue)
    return sealed[0] if sealed else None


def sealed_issue(objects: Objects, request: Request, run: Sha256) -> Issue | None:
    """The issue that seals the memo of a run; None where it was not sealed."""
    return next((issue for issue in _downwards(objects, request) if issue.seals == run), None)


def dates_of(objects: Objects, plan: PlanId, fund: FundId) -> tuple[date, ...]:
    """The dates as of which a plan has memos of a fund, published or claimed, the latest first."""
    folder = memo_dates_folder(plan, fund)
    shape = re.compile(rf"{re.escape(folder)}/(\d{{4}}-\d{{2}}-\d{{2}})/\d+/{re.escape(CLAIM)}")
    found = {date.fromisoformat(match[1]) for key in objects.keys(folder) if (match := shape.fullmatch(key))}
    return tuple(sorted(found, reverse=True))


def _downwards(objects: Objects, request: Request) -> Iterator[Issue]:
    """The issues that exist, the highest number first."""
    for number in reversed(issue_numbers(request, objects.keys(memo_folder(request)), ISSUE)):
        if (issue := issue_of(objects, request, number)) is not None:
            yield issue


def finish_claimed(objects: Objects, request: Request) -> None:
    """Finish the issue that a writer claimed and did not come to, if there is one.

    Raises:
        RecordTampered: the claimed run is gone, or its files are not what its manifest says.
    """
    claimed = issue_numbers(request, objects.keys(memo_folder(request)), CLAIM)
    if claimed:
        _complete(objects, request, claimed[-1])


def publish(objects: Objects, manifest: Manifest) -> Publication:
    """Make the run the latest issue, unless it is already.

    Raises:
        RecordTampered: a run's files are not what its manifest says.
    """
    request = manifest.request
    while True:
        claimed = issue_numbers(request, objects.keys(memo_folder(request)), CLAIM)
        last = claimed[-1] if claimed else 0
        if last and (issue := _complete(objects, request, last)).run == manifest.run:
            return Publication(issue=issue, new=False)
        claim = Claim(number=last + 1, run=manifest.run)
        if objects.create(f"{issue_folder(request, claim.number)}/{CLAIM}", json_bytes(claim)):
            return Publication(issue=_complete(objects, request, claim.number), new=True)


def _complete(objects: Objects, request: Request, number: int) -> Issue:
    """The issue of a claim, finished if its writer did not come to it."""
    if (issue := issue_of(objects, request, number)) is not None:
        return issue
    folder = issue_folder(request, number)
    claim = _claim(objects, folder, number)
    run = RunFolder(objects, request, claim.run)
    manifest = run.manifest()
    if manifest is None:
        raise RecordTampered(f"{folder} was claimed for {run.key}, which is gone. Move the folder {folder} away.")
    files = tuple(_copy(objects, run, folder, output) for output in manifest.outputs if output.name in PUBLISHED)
    issue = Issue(
        number=number, request=request, run=claim.run, question=manifest.question, files=files, seals=manifest.seals
    )
    objects.create(f"{folder}/{ISSUE}", json_bytes(issue))
    return issue


def _copy(objects: Objects, run: RunFolder, folder: str, output: Output) -> Output:
    body = run.read(output.name)
    if sha256(body) != output.sha256:
        raise RecordTampered(f"{run.key}/{output.name} is not what the run's manifest says. Nothing was published.")
    objects.put(f"{folder}/{output.name}", body)
    return Output(name=output.name, sha256=output.sha256, size_bytes=output.size_bytes)


def _claim(objects: Objects, folder: str, number: int) -> Claim:
    try:
        claim = Claim.model_validate_json(objects.get(f"{folder}/{CLAIM}") or b"")
    except ValidationError as error:
        raise RecordTampered(f"{folder}/{CLAIM} cannot be read: it is not as it was written.") from error
    if claim.number != number:
        raise RecordTampered(f"{folder}/{CLAIM} speaks of issue {claim.number}, which is not its folder.")
    return claim


def issue_of(objects: Objects, request: Request, number: int) -> Issue | None:
    """One issue; None where it does not exist.

    Raises:
        RecordTampered: its record cannot be read, or is another's.
    """
    key = f"{issue_folder(request, number)}/{ISSUE}"
    body = objects.get(key)
    if body is None:
        return None
    try:
        issue = Issue.model_validate_json(body)
    except ValidationError as error:
        raise RecordTampered(f"{key} cannot be read: it is not as it was written.") from error
    if (issue.number, issue.request) != (number, request):
        raise RecordTampered(f"{key} speaks of another issue than its folder.")
    return issue
