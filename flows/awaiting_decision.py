"""Looks which memos have awaited their committee's decision for too long.

Belongs here: how the run is called and ends. Does not: what waits (`prudent/decide/awaiting.py`), and who is told
(`automations`). It reads the ledger, so it also knows of memos that were issued where no server was.
"""

from typing import Annotated, Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed
from pydantic import Field

from flows.automations import DECISION_OVERDUE
from flows.place import here, now, today
from prudent.decide.awaiting import Awaiting
from prudent.errors import PrudentError
from tasks.awaiting import look_for_overdue
from tasks.stage import refusal

#: What a committee that meets every other week can keep.
DAYS = 14
_NAMED = 20
"""Memos that the run's sentence names; the others are in its table."""


def run_name() -> str:
    """The flow run's name: the day for which it was scheduled."""
    return f"awaiting {flow_run.scheduled_start_time or now():%Y-%m-%d}"


@flow(name="awaiting-decision", flow_run_name=run_name, persist_result=False)
async def awaiting_decision(days: Annotated[int, Field(ge=0, le=3650)] = DAYS) -> State[Any]:
    """Say which memos a committee has had for more than so many days without deciding. It changes nothing.

    It ends named **DecisionOverdue**, with a table of them, or **NothingOverdue**.

    Args:
        days: How long a committee may take, in days from the first memo after its last decision.
    """
    try:
        return looked(await look_for_overdue(here(), today(), days), days)
    except PrudentError as error:
        return refusal(error)


def looked(late: tuple[Awaiting, ...], days: int) -> State[Any]:
    """The run's final state: what waits, the longest first."""
    if not late:
        return Completed(name="NothingOverdue", message=f"No memo has awaited its decision for more than {days} days.")
    named = [f"{one.fund} as of {one.memo.as_of} ({one.plan}) since {one.since}" for one in late[:_NAMED]]
    more = [f"and {len(late) - _NAMED} more"] if len(late) > _NAMED else []
    message = f"Awaiting a decision for more than {days} days: {'; '.join([*named, *more])}."
    return Completed(name=DECISION_OVERDUE, message=message)
