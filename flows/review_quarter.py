"""Reviews every fund as of one quarter's end.

Belongs here: which funds, and the sum of how they ended. Does not: what happens to one fund (`onboard_fund`).
"""

from datetime import date
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from flows.asking import end_of
from flows.ending import Ended
from flows.place import fund_names, here, last_quarter_end, today
from flows.side_by_side import onboard_each
from prudent.errors import PrudentError, UsageError
from prudent.model.period import quarter_label
from tasks.stage import refusal


def run_name() -> str:
    """The flow run's name: quarter and plan."""
    asked = flow_run.parameters
    try:
        quarter = quarter_label(end_of(str(asked["quarter"]), latest_end()))
    except UsageError:
        quarter = str(asked["quarter"])
    return f"review {quarter} · {asked['plan']}"


@flow(name="review-quarter", flow_run_name=run_name, persist_result=False)
async def review_quarter(quarter: str = "latest", plan: str = "example", *, dry_run: bool = False) -> State[Any]:
    """Onboard every fund of `funds/` as of the end of one quarter, two at a time.

    This is evidence of the duty to monitor. It lies outside the proposed rule, which speaks of selecting an
    alternative and not of monitoring it, so it is no part of that rule's safe harbor and does not claim it.

    A fund whose data is refused is reported and does not stop the others. Where nothing has changed since the last
    issue, nothing is written.

    Args:
        quarter: The quarter, such as 2025Q4, or `latest` for the last one that ended before the scheduled start.
        plan: Folder of `plans/` that holds the plan whose committee decides.
        dry_run: Do everything but publish, and say what would be published.
    """
    try:
        as_of = end_of(quarter, latest_end())
    except PrudentError as error:
        return refusal(error)
    funds = fund_names(here().root)
    return reviewed(as_of, await onboard_each(funds, as_of, plan, dry_run=dry_run, at_a_time=2))


def latest_end() -> date:
    """The last quarter end before the scheduled start of this flow run."""
    start = flow_run.scheduled_start_time
    return last_quarter_end(start.date() if start else today())


def reviewed(as_of: date, funds: tuple[Ended, ...]) -> State[Any]:
    """The review's final state: how many are unchanged, new and refused, and why each refused one is."""
    endings = [fund.onboarded.ending if fund.onboarded else "refused" for fund in funds]
    counted = f"{endings.count('unchanged')} unchanged, {endings.count('published')} new"
    if dry := endings.count("dry run"):
        counted += f", {dry} would be new"
    counted += f", {endings.count('refused')} refused"
    refused = [f"{fund.fund}: {fund.code}: {fund.sentence}" for fund in funds if fund.onboarded is None]
    message = " ".join([f"{quarter_label(as_of)}: {len(funds)} funds, {counted}.", *refused])
    if any(fund.code == PrudentError.code for fund in funds):
        return Failed(name="ReviewBroke", message=message, data=funds)
    return Completed(name="Reviewed", message=message, data=funds)
