"""What `prudent backfill` does: ask, run the flow on a server, print a line for each quarter.

Belongs here: its words on the terminal. Does not: which quarters are made and how (`backfill_fund`).
"""

# ruff: noqa: PLC0415 -- what is heavy is imported while the server starts; help and a misspelling wait for none
# ruff: noqa: T201 -- what a command has to say, it prints

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from flows.commands import Options, on_server, settle
from flows.telling import tell
from prudent.errors import PrudentError, UsageError

if TYPE_CHECKING:
    from flows.backfill_fund import Past


@dataclass(frozen=True, slots=True)
class BackfillAsked:
    """Which quarters of which fund, and which day's knowledge."""

    fund: str
    first: str
    last: str
    known_at: date | None


def backfill_quarters(asked: BackfillAsked, options: Options) -> int:
    """Make past quarters and print what became of each.

    Returns:
        0, also where too little was known for a quarter; else the exit code of the first file that is at fault.

    Raises:
        UsageError: the fund, the plan or the quarters cannot be asked for; nothing was started.
    """
    from flows.asking import check_names, end_of
    from flows.place import last_quarter_end, today

    place = settle(options.store)
    check_names(place, asked.fund, options.plan)
    for quarter in (asked.first, asked.last):
        end_of(quarter, last_quarter_end(today()))
    done = on_server(place, lambda: _run(asked, options))
    _report(asked.fund, done, as_json=options.as_json)
    return next((one.exit_code for one in done if one.exit_code not in {0, UsageError.exit_code}), 0)


async def _run(asked: BackfillAsked, options: Options) -> "tuple[Past, ...]":
    from flows.backfill_fund import THEN, backfill_fund
    from flows.ending import final_state

    state = await final_state(
        backfill_fund,
        fund=asked.fund,
        first_quarter=asked.first,
        last_quarter=asked.last,
        plan=options.plan,
        known_at=THEN if asked.known_at is None else asked.known_at.isoformat(),
        dry_run=options.dry_run,
    )
    held: object = await state.aresult(raise_on_failure=False)
    match held:
        case tuple():
            return cast("tuple[Past, ...]", held)
        case PrudentError():
            raise held
        case _:
            raise PrudentError(f"The backfill broke: {state.message}")


def _report(fund: str, done: "tuple[Past, ...]", *, as_json: bool) -> None:
    for one in done:
        if one.exit_code:
            tell(f"{one.quarter} could not be made: {one.sentence}")
    if as_json:
        quarters = [one.model_dump(mode="json") for one in done]
        print(json.dumps({"fund": fund, "quarters": quarters}, ensure_ascii=False, indent=2))
        return
    for one in done:
        issue = "" if one.number is None else f"issue {one.number}"
        print(f"{one.quarter}  known on {one.known_on}  {one.ending:<9}  {issue}".rstrip())
