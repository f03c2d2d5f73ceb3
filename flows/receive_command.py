"""What `prudent receive` does: look, print a line for each file, then what is due, received and late.

Belongs here: its words on the terminal. Does not: receiving (`receive`), arguments (`cli`).
"""

# ruff: noqa: PLC0415 -- what is heavy is imported while the server starts; help and a misspelling wait for none
# ruff: noqa: T201 -- what a command has to say, it prints

import json
from typing import TYPE_CHECKING, Any

from flows.commands import on_server, settle
from flows.telling import tell
from prudent.errors import PrudentError

if TYPE_CHECKING:
    from sources.inbox.receipt import Receipt, Told


def receive_files(store: str | None, *, dry_run: bool, as_json: bool) -> int:
    """Look into the inbox once and print what it brought. Returns the exit code: 0 where no inbox is set.

    Raises:
        UsageError: the inbox's settings cannot be used.
        SourceLate: the inbox does not answer.
        DataBad, SchemaChanged, HostileInput: the calendar cannot be used.
    """
    from sources.inbox.settings import NO_INBOX, inbox_settings

    place = settle(store)
    if inbox_settings() is None:
        tell(NO_INBOX)
        if as_json:
            print(json.dumps({"inbox": None, "files": [], "due": [], "exit_code": 0}))
        return 0

    async def look() -> "Receipt":
        return await _look(dry_run=dry_run)

    return _report(on_server(place, look), as_json=as_json)


async def _look(*, dry_run: bool) -> "Receipt":
    from flows.ending import final_state
    from flows.receive import receive
    from sources.inbox.receipt import Receipt

    state = await final_state(receive, dry_run=dry_run)
    held: object = await state.aresult(raise_on_failure=False)
    match held:
        case Receipt():
            return held
        case PrudentError():
            raise held
        case _:
            raise PrudentError(f"Receiving broke: {state.message}")


def _report(receipt: "Receipt", *, as_json: bool) -> int:
    """What came on standard output, what went wrong on standard error."""
    late = receipt.source_late
    for one in receipt.files:
        if one.exit_code:
            tell(_wrong(one))
    if late:
        tell(late.sentence)
    if as_json:
        print(json.dumps(_as_json(receipt), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(receipt)))
    return receipt.exit_code


def _lines(receipt: "Receipt") -> list[str]:
    files = [f"{one.file:<56}  {one.state.value:<12}  {one.reason}" for one in receipt.files if not one.exit_code]
    due = [
        f"{f'{row.fund}/{row.expected} {row.period}':<56}  {row.standing.value:<12}  {row.sentence}"
        for row in receipt.due
    ]
    return [*files, *due] or ["Nothing new."]


def _wrong(one: "Told") -> str:
    more = " More is in .prefect/errors.log." if one.code == PrudentError.code else ""
    return f"{one.reason if one.file in one.reason else f'{one.file}: {one.reason}'}{more}"


def _as_json(receipt: "Receipt") -> dict[str, Any]:
    late = receipt.source_late
    return receipt.model_dump(mode="json", exclude={"broke"}) | {
        "source_late": late.sentence if late else None,
        "exit_code": receipt.exit_code,
    }
