"""`prudent review`: starts the quarter's review and prints a line for each fund.

Belongs here: the command and what it prints. Does not: the review (`review_quarter.py`).
"""

# ruff: noqa: PLC0415 -- Prefect and the stages are imported while its server starts; help and a misspelling wait for none
# ruff: noqa: T201 -- what a command has to say, it prints

import json
from typing import TYPE_CHECKING, Any

from flows.commands import Options, on_server, settle
from flows.stopping import end_if_told
from flows.telling import tell
from prudent.errors import PrudentError

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

    from tasks.reviewed import Outcome, QuarterEnd
    from tasks.work import Place


def review_funds(quarter: str, options: Options) -> int:
    """Review every fund that the committee has approved and print a line for each.

    Returns:
        The first exit code that is not zero, in the order of the funds. That none is approved, and that a fund waits
        for a source, is no failure.

    Raises:
        UsageError: the quarter or the plan cannot be asked for.
        PrudentError: the review was refused as a whole.
    """
    from flows.asking import end_of
    from flows.place import last_quarter_end, today
    from prudent.ingest.files import Files
    from prudent.ingest.fund import check_folder
    from prudent.ingest.plan import PLANS

    place = settle(options.store)
    end_of(quarter, last_quarter_end(today()))
    check_folder(Files(place.root), PLANS, options.plan, "plan")

    async def work() -> "tuple[QuarterEnd, str]":
        from flows.ending import final_state
        from flows.review_quarter import review_quarter

        state = await final_state(review_quarter, quarter=quarter, plan=options.plan, dry_run=options.dry_run)
        return end_held(await state.aresult(raise_on_failure=False), state), state.message or ""

    end, message = on_server(place, work)
    end_if_told()
    return report(end, message, place, options)


def end_held(held: object, state: "State[Any]") -> "QuarterEnd":
    """What a review's final state holds.

    Raises:
        PrudentError: the review was refused as a whole, or broke.
    """
    from tasks.reviewed import QuarterEnd

    if isinstance(held, PrudentError):
        raise held
    if not isinstance(held, QuarterEnd):
        raise PrudentError(f"The review broke: {state.message}")
    return held


def report(end: "QuarterEnd", message: str, place: "Place", options: Options) -> int:
    """Print how every fund ended: reviews on standard output, refusals on standard error."""
    for one in end.outcomes:
        if one.refusal is not None:
            tell(refused(one))
    if options.as_json:
        print(json.dumps(as_json(end, message, place), ensure_ascii=False, indent=2))
    else:
        for one in end.outcomes:
            if one.refusal is None:
                print(as_line(one))
        print(sums(end, place) if end.outcomes else message)
    codes = (one.refusal.exit_code for one in end.outcomes if one.refusal is not None)
    return next((code for code in codes if code), 0)


def refused(one: "Outcome") -> str:
    """One line on a fund that has no review."""
    why = one.refusal
    if why is None:
        return ""
    if why.code == PrudentError.code and why.trace:
        return f"{one.fund}: this should not happen: {why.sentence} More is in .prefect/errors.log."
    return why.sentence if one.fund in why.sentence else f"{one.fund}: {why.sentence}"


def as_line(one: "Outcome") -> str:
    """One line: fund, what became of its review, its state, what moved."""
    made = one.made
    if made is None:
        return f"{one.fund:<40}  {one.ending:<15}  {' '.join(one.waits_for)}"
    state = made.after.value if made.after is made.before else f"{made.before.value} → {made.after.value}"
    fired = f" Set off: {', '.join(item.trigger for item in made.fired)}." if made.fired else ""
    late = f" Late: {len(made.late)}." if made.late else ""
    return f"{one.fund:<40}  {one.ending:<15}  {state}: {made.summary}{fired}{late}"


def sums(end: "QuarterEnd", place: "Place") -> str:
    """The last lines: who is not monitored, what this is not, and where the page on all funds lies."""
    from flows.review_ending import OUTSIDE, left_out

    page = f"All funds on a page: {place.at(f'{end.portfolio}/portfolio.html')}" if end.portfolio else ""
    return "\n".join(part for part in (left_out(end), OUTSIDE, page) if part)


def as_json(end: "QuarterEnd", message: str, place: "Place") -> dict[str, Any]:
    """The same for a program."""
    return {
        "quarter": end.quarter,
        "plan": end.plan,
        "message": message,
        "funds": [_fund(one, place) for one in end.outcomes],
        "not_monitored": [{"fund": item.fund, "state": item.state.value} for item in end.left_out],
        "portfolio": place.at(end.portfolio) if end.portfolio else None,
    }


def _fund(one: "Outcome", place: "Place") -> dict[str, Any]:
    start: dict[str, Any] = {"fund": one.fund, "ending": one.ending, "exit_code": 0}
    if one.refusal is not None:
        return start | {"exit_code": one.refusal.exit_code, "code": one.refusal.code, "message": one.refusal.sentence}
    made = one.made
    if made is None:
        return start | {"waits_for": list(one.waits_for)}
    return start | {
        "state_before": made.before.value,
        "state_after": made.after.value,
        "unchanged": made.unchanged,
        "message": made.summary,
        "set_off": [item.model_dump(mode="json") for item in made.fired],
        "late": list(made.late),
        "record": made.record,
        "files": {name: place.at(f"{made.folder}/{name}") for name in ("review.html", "review.pdf", "review.json")},
    }
