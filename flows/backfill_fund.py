"""Makes the memos of past quarters of one fund, each as it was known then.

Belongs here: which quarters, which day's knowledge, and how the run ends. Does not: what a stage does (`tasks/`).
"""

from datetime import date, timedelta
from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed

from flows.asking import ask, check_names, end_of
from flows.onboard_fund import made
from flows.place import DEFAULT_FUND, FundChoice, here, last_quarter_end, today
from prudent.errors import PrudentError, StoreUnusable, UsageError
from prudent.ingest.files import Files
from prudent.ingest.policy import read_business_days
from prudent.model.business_days import BusinessDays
from prudent.model.period import months_before, quarter_label
from prudent.model.run import Issue, Request
from prudent.model.value import Value
from prudent.store.layout import issue_folder
from tasks.artifacts import TableArtifact, cell
from tasks.backfill import stands
from tasks.ingest import ingest
from tasks.publish import publish
from tasks.stage import refusal
from tasks.work import Place

THEN = "then"
"""The word for the day on which the quarter's usual review would have known."""
MOST_QUARTERS = 160
"""Forty years: more is a slip of the pen."""


class Past(Value):
    """What became of one past quarter."""

    quarter: str
    as_of: date
    known_on: date
    ending: Literal["published", "stands", "dry run", "not made"]
    number: int | None = None
    folder: str | None = None
    code: str = ""
    exit_code: int = 0
    sentence: str = ""


def run_name() -> str:
    """The flow run's name: fund, quarters and plan."""
    asked = flow_run.parameters
    return f"{asked['fund']} backfill {asked['first_quarter']} to {asked['last_quarter']} · {asked['plan']}"


@flow(name="backfill-fund", flow_run_name=run_name, persist_result=False)
async def backfill_fund(
    fund: FundChoice = DEFAULT_FUND, first_quarter: str = "latest", last_quarter: str = "latest",
    plan: str = "example", known_at: str = THEN, *, dry_run: bool = False,
) -> State[Any]:  # fmt: skip
    """Write the memos of past quarters, each with what had been received by then. It ends named **Backfilled**.

    Every such memo says on page one that it was made later, and from which day its knowledge is. It is history: it is
    not brought before the committee, and no ledger records it. A quarter that has an issue which knew as much is left
    as it is. One that cannot be made, because too little was known then, is reported and stops no other.

    Args:
        fund: Folder of `funds/` that holds the fund.
        first_quarter: The first quarter, such as 2024Q1, or `latest` for the last one that has ended.
        last_quarter: The last quarter, such as 2025Q3, or `latest`.
        plan: Folder of `plans/` that holds the plan.
        known_at: Day whose knowledge is used for all of them, such as 2026-01-21; or `then`, for each quarter the day
            after its usual review.
        dry_run: Do everything but publish, and say what would be published.
    """
    try:
        place = here()
        days = read_business_days(Files(place.root))
        asked = past_quarters(first_quarter, last_quarter, known_at, today(), days)
        check_names(place, fund, plan)
        done = tuple([await _past(place, ask(fund, as_of, plan), day, dry_run=dry_run) for as_of, day in asked])
    except PrudentError as error:
        return refusal(error)
    await _table(fund, done).create()
    return Completed(name="Backfilled", message=message(fund, done), data=done)


def past_quarters(first: str, last: str, known_at: str, now: date, days: BusinessDays) -> tuple[tuple[date, date], ...]:
    """The quarters' ends, the oldest first so that each memo has the one before it, and the day asked for of each.

    Raises:
        UsageError: a quarter or the day is none, or they are in no order.
    """
    latest = last_quarter_end(now)
    start, end = end_of(first, latest), end_of(last, latest)
    months = (end.year - start.year) * 12 + end.month - start.month
    if months < 0:
        raise UsageError(f"The first quarter, {quarter_label(start)}, lies after the last, {quarter_label(end)}.")
    if months // 3 >= MOST_QUARTERS:
        raise UsageError(f"{quarter_label(start)} to {quarter_label(end)} are more than {MOST_QUARTERS} quarters.")
    ends = [months_before(end, back) for back in range(months, -1, -3)]
    return tuple((as_of, known_day(known_at, as_of, days)) for as_of in ends)


def known_day(known_at: str, as_of: date, days: BusinessDays) -> date:
    """The day whose knowledge a quarter's memo shows.

    Raises:
        UsageError: the text is no day.
    """
    if known_at == THEN:
        return days.review_days(as_of)[0] + timedelta(days=1)
    try:
        return date.fromisoformat(known_at)
    except ValueError:
        raise UsageError(f"The day of knowledge is written like 2026-01-21, or then; not {known_at!r}.") from None


async def _past(place: Place, request: Request, day: date, *, dry_run: bool) -> Past:
    """One quarter. A store that cannot be used ends all of it; what else is at fault is that quarter's."""
    past = Past(quarter=quarter_label(request.as_of), as_of=request.as_of, known_on=day, ending="not made")
    try:
        return await _made(place, request, past, dry_run=dry_run)
    except StoreUnusable:
        raise
    except PrudentError as error:
        told = {"code": error.code, "exit_code": error.exit_code, "sentence": error.sentence}
        return past.model_copy(update=told)


async def _made(place: Place, request: Request, past: Past, *, dry_run: bool) -> Past:
    standing = await stands(place, request, past.known_on)
    if standing is not None:
        return _shown(past, "stands", standing)
    read = await ingest(place, request, today(), past.known_on)
    if read.standing is not None:
        return _shown(past, "stands", read.standing)
    manifest = await made(read)
    if dry_run:
        return past.model_copy(update={"ending": "dry run", "number": read.next_number})
    return _shown(past, "published", (await publish(place, manifest)).issue)


def _shown(past: Past, ending: str, issue: Issue) -> Past:
    folder = issue_folder(issue.request, issue.number)
    return past.model_copy(update={"ending": ending, "number": issue.number, "folder": folder})


def message(fund: str, done: tuple[Past, ...]) -> str:
    """How many quarters are new, stand and could not be made, and why each of the last could not."""
    endings = [one.ending for one in done]
    counted = f"{endings.count('published')} new, {endings.count('stands')} as they were"
    if dry := endings.count("dry run"):
        counted += f", {dry} would be new"
    counted += f", {endings.count('not made')} could not be made"
    quarters = f"{len(done)} {'quarter' if len(done) == 1 else 'quarters'}"
    why = [f"{one.quarter}: {one.code}: {one.sentence}" for one in done if one.ending == "not made"]
    return " ".join([f"{fund}: {quarters}, {counted}.", *why])


def _table(fund: str, done: tuple[Past, ...]) -> TableArtifact:
    rows = tuple(
        {"quarter": one.quarter, "known on": str(one.known_on), "ending": one.ending,
         "issue": one.number or "–", "said": cell(f"{one.code}: {one.sentence}") if one.code else one.folder or ""}
        for one in done
    )  # fmt: skip
    return TableArtifact(key=f"backfill-{fund}", description=f"Past quarters of {fund}, each as known then.", rows=rows)
