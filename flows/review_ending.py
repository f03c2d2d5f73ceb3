"""How a quarter's review ends: the state's name, its message, and the value that it holds.

Belongs here: endings. Does not: the order of the work (`review_quarter.py`), and how one fund ended
(`tasks/reviewed.py`).
"""

from datetime import date
from typing import Any

from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.place import last_quarter_end
from prudent.errors import PrudentError
from prudent.model.business_days import BusinessDays
from prudent.model.period import quarter_label
from tasks.review_artifacts import counted
from tasks.reviewed import Quarter, QuarterEnd, Roster

OUTSIDE = "This is monitoring, outside the proposed rule."


def not_today(day: date, days: BusinessDays) -> State[Any]:
    """The end of a scheduled run on a day on which no quarter is reviewed."""
    first, again = days.review_days(last_quarter_end(day))
    said = f"Not today, {day}: the quarter is reviewed on {first}, and again on {again} for what was waited for."
    return Completed(name="NotToday", message=said)


def nothing_to_review(asked: Quarter, roster: Roster) -> State[Any]:
    """The end of a review of a plan whose committee has approved no fund."""
    end = QuarterEnd(quarter=quarter_label(asked.as_of), plan=asked.plan, outcomes=(), left_out=roster.left_out)
    said = f"{end.quarter}: the committee of {asked.plan} has approved no fund, so there is none to review."
    return Completed(name="NothingToReview", message=f"{said} {left_out(end)}".strip(), data=end)


def reviewed(end: QuarterEnd) -> State[Any]:
    """The review's final state: how many funds ended how, who is not monitored, and why each refused one is."""
    refused = [(one.fund, one.refusal) for one in end.outcomes if one.refusal is not None]
    told = [f"{fund}: {why.code}: {why.sentence}" for fund, why in refused]
    waits = [f"{one.fund} waits for: {' '.join(one.waits_for)}" for one in end.outcomes if one.ending == "waiting"]
    head = f"{end.quarter}: {len(end.outcomes)} funds, {counted(end.outcomes)}."
    message = " ".join(part for part in (head, left_out(end), OUTSIDE, *waits, *told) if part)
    if any(why.code == PrudentError.code for _, why in refused):
        return Failed(name="ReviewBroke", message=message, data=end)
    return Completed(name="Reviewed", message=message, data=end)


def left_out(end: QuarterEnd) -> str:
    """How many funds are not monitored, by state; empty where every fund is."""
    if not end.left_out:
        return ""
    states = [item.state.value for item in end.left_out]
    counts = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))
    return f"Not monitored, because the committee has not approved them: {counts}."
