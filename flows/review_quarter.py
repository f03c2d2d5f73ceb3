"""Reviews every fund that a plan's committee has approved, as of one quarter's end.

Belongs here: which funds, on which day, and the sum of how they ended. Does not: what happens to one fund
(`tasks/review_batch.py`).
"""

import asyncio
import os
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run

from flows.asking import end_of
from flows.place import fund_names, here, last_quarter_end, today
from flows.review_ending import not_today, nothing_to_review, reviewed
from prudent.code_version import code_sha256
from prudent.errors import PrudentError, UsageError
from prudent.ingest.files import Files
from prudent.ingest.fund import check_folder
from prudent.ingest.plan import PLANS
from prudent.ingest.policy import read_business_days
from prudent.model.business_days import BusinessDays
from prudent.model.ids import FundId
from prudent.model.period import quarter_label
from tasks.apart import end_processes
from tasks.review import anchor, look, portfolio, record, review
from tasks.reviewed import Outcome, Quarter, QuarterEnd, Refusal
from tasks.stage import refusal
from tasks.work import Place

APART_FROM = 12
"""From so many funds on they are reviewed in two processes: starting one takes as long as a few reviews."""
PROCESSES = 2
RECORDED = ("reviewed", "recorded before")
"""How a fund ends whose chain has moved: an anchor is made then, also one that an earlier run did not come to."""


def run_name() -> str:
    """The flow run's name: quarter and plan."""
    asked = flow_run.parameters
    try:
        quarter = quarter_label(end_of(str(asked["quarter"]), latest_end()))
    except UsageError:
        quarter = str(asked["quarter"])
    return f"review {quarter} · {asked['plan']}"


@flow(name="review-quarter", flow_run_name=run_name, persist_result=False)
async def review_quarter(
    quarter: str = "latest", plan: str = "example", *, dry_run: bool = False, review_days_only: bool = False
) -> State[Any]:
    """Review every fund that the committee has approved, as of the end of one quarter, and record each review.

    Each fund gets two pages: what is different from its last review, or from the memo that was decided on, and whether
    the fund, the data or our method made it so. All funds of the quarter stand on one more page. What set off a trigger
    of `policy/watch_list.yml` puts a fund on the watch list; nothing moves it further, or down, but the committee.

    This is evidence of the duty to monitor. It lies outside the proposed rule, which speaks of selecting an
    alternative and not of monitoring it, so it is no part of that rule's safe harbor and does not claim it.

    Before the grace date of `policy/business_days.yml` a fund whose sources have not come ends *waiting*; from it on
    the review goes on and marks them late. A fund whose data is refused is reported and does not stop the others. A
    quarter in which nothing changed is recorded too. Starting it again is safe: what is recorded is not recorded again.

    Args:
        quarter: The quarter, such as 2025Q4, or `latest` for the last one that ended before the scheduled start.
        plan: Folder of `plans/` that holds the plan whose committee decides.
        dry_run: Do everything but record, and say what would be recorded.
        review_days_only: End named **NotToday** unless the scheduled start lies on a day of `policy/business_days.yml`
            on which a quarter is reviewed. The schedule says so; a person who starts a review need not.
    """
    try:
        place, as_of = here(), end_of(quarter, latest_end())
        files = Files(place.root)
        check_folder(files, PLANS, plan, "plan")
        days = read_business_days(files)
        if review_days_only and (day := start_day(days)) not in days.review_days(last_quarter_end(day)):
            return not_today(day, days)
        asked = Quarter(place=place, plan=plan, as_of=as_of, today=today(), code_sha256=code_sha256())
        await tag_run(asked)
        return await _review(asked, dry_run=dry_run)
    except PrudentError as error:
        return refusal(error)


async def _review(asked: Quarter, *, dry_run: bool) -> State[Any]:
    roster = await look(asked.place, asked.plan, fund_names(asked.place.root))
    if not roster.funds:
        return nothing_to_review(asked, roster)
    batches = cut(roster.funds)
    try:
        made = await asyncio.gather(*(review(asked, batch, apart=len(batches) > 1) for batch in batches))
    finally:
        # told to stop, or refused by one batch: nobody waits for the other
        end_processes()
    outcomes = tuple(sorted((one for batch in made for one in batch), key=lambda one: one.fund))
    if dry_run:
        outcomes = tuple(_dry(one) for one in outcomes)
    else:
        outcomes = tuple(await asyncio.gather(*(_recorded(asked.place, one) for one in outcomes)))
    end = QuarterEnd(quarter=quarter_label(asked.as_of), plan=asked.plan, outcomes=outcomes, left_out=roster.left_out)
    end = end.model_copy(update={"portfolio": await portfolio(asked, end)})
    if any(one.ending in RECORDED for one in outcomes):
        await anchor(asked.place)
    return reviewed(end)


def cut(funds: tuple[FundId, ...]) -> tuple[tuple[FundId, ...], ...]:
    """The funds as batches, each for a process of its own; a few funds, or one processor, make one batch.

    Funds of one peer group follow on each other, so that as few of them as can be are read by both.
    """
    if len(funds) < APART_FROM or (os.cpu_count() or 1) < PROCESSES:
        return (funds,)
    each = -(-len(funds) // PROCESSES)
    return tuple(funds[start : start + each] for start in range(0, len(funds), each))


async def _recorded(place: Place, one: Outcome) -> Outcome:
    """The outcome after it was recorded; a refusal of one fund's ledger stops no other."""
    if one.ending != "reviewed" or one.made is None:
        return one
    try:
        new = await record(place, one.made)
    except PrudentError as error:
        why = Refusal(code=error.code, exit_code=error.exit_code, sentence=error.sentence)
        return Outcome(fund=one.fund, ending="refused", refusal=why)
    return one if new else one.model_copy(update={"ending": "recorded before"})


def _dry(one: Outcome) -> Outcome:
    return one.model_copy(update={"ending": "dry run"}) if one.ending == "reviewed" else one


def latest_end() -> date:
    """The last quarter end before the scheduled start of this flow run."""
    start = flow_run.scheduled_start_time
    return last_quarter_end(start.date() if start else today())


def start_day(days: BusinessDays) -> date:
    """The day of the scheduled start where the business days are kept."""
    start = flow_run.scheduled_start_time
    return start.astimezone(ZoneInfo(days.timezone)).date() if start else today()


async def tag_run(asked: Quarter) -> None:
    """Tag the flow run with quarter and plan, beside the tags that it has."""
    tags = {f"quarter:{quarter_label(asked.as_of)}", f"plan:{asked.plan}"}
    async with get_client() as client:
        await client.update_flow_run(flow_run.id, tags=sorted(tags | set(flow_run.tags)))
