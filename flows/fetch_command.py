"""What `prudent fetch` and `prudent text` do: ask, run, print.

Belongs here: their words on the terminal. Does not: fetching (`fetch_filings`), arguments (`cli`).
"""

# ruff: noqa: PLC0415 -- what is heavy is imported while the server starts; help and a misspelling wait for none
# ruff: noqa: T201 -- what a command has to say, it prints

import json
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from flows.commands import on_server, settle
from flows.telling import tell
from prudent.errors import PrudentError, UsageError

if TYPE_CHECKING:
    from sources.edgar.fetched import Fetched


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """What `prudent fetch` can be told."""

    forms: tuple[str, ...]
    since: date | None
    store: str | None
    as_json: bool


def fetch_funds(funds: tuple[str, ...], options: FetchOptions) -> int:
    """Fetch funds' filings and print a line for each new one. Returns the first exit code that is not zero.

    Raises:
        UsageError: a fund or a form cannot be asked for, or the user agent is not declared; nothing was started.
    """
    from flows.place import today
    from prudent.ingest.files import Files
    from prudent.ingest.fund import FUNDS, check_folder
    from sources.edgar.forms import SINCE, asked_for
    from sources.edgar.settings import edgar_settings

    place = settle(options.store)
    for fund in funds:
        check_folder(Files(place.root), FUNDS, fund, "fund")
    asked_for(options.forms)
    since = options.since or SINCE
    if since > today():
        raise UsageError(f"The day {since} lies after today; nothing can have been filed since.")
    edgar_settings()

    def work() -> Coroutine[Any, Any, "tuple[Fetched, ...]"]:
        return _fetch(",".join(funds), ",".join(options.forms), since)

    return _report(on_server(place, work), as_json=options.as_json)


async def _fetch(fund: str, forms: str, since: date) -> "tuple[Fetched, ...]":
    from flows.ending import final_state
    from flows.fetch_filings import fetch_filings

    state = await final_state(fetch_filings, fund=fund, forms=forms, since=since)
    held: object = await state.aresult(raise_on_failure=False)
    match held:
        case tuple():
            return cast("tuple[Fetched, ...]", held)
        case PrudentError():
            raise held
        case _:
            raise PrudentError(f"The fetch broke: {state.message}")


def _report(done: "tuple[Fetched, ...]", *, as_json: bool) -> int:
    for one in done:
        for sentence in (*one.told, *(fault.sentence for fault in one.faults)):
            tell(sentence if one.fund in sentence else f"{one.fund}: {sentence}")
    if as_json:
        print(json.dumps({"funds": [_as_json(one) for one in done]}, ensure_ascii=False, indent=2))
        return next((one.exit_code for one in done if one.exit_code), 0)
    for one in done:
        for filing in one.new:
            print(f"{one.fund:<32}  {filing.line()}")
        if not one.new and not one.faults:
            print(f"{one.fund:<32}  nothing new")
    return next((one.exit_code for one in done if one.exit_code), 0)


def _as_json(one: "Fetched") -> dict[str, Any]:
    return one.model_dump(mode="json", exclude={"blocked"}) | {"exit_code": one.exit_code}


def show_text(fund: str, accession: str, find: str | None, store: str | None) -> int:
    """Print the words of a kept filing, or the lines that hold some of them, each with its number.

    Raises:
        UsageError: there is no such fund or filing, it is no page of words, or edgartools is not installed.
        DataBad: the page has no plain text.
    """
    from prudent.ingest.files import Files
    from prudent.ingest.fund import FUNDS, check_folder
    from sources.edgar.passages import lines_of

    place = settle(store)
    check_folder(Files(place.root), FUNDS, fund, "fund")
    lines = lines_of(place.objects(), fund, accession)
    shown = [(number, line) for number, line in lines if find is None or find.casefold() in line.casefold()]
    if not shown:
        raise UsageError(f"{accession} of {fund} does not hold the words {find!r}.")
    for number, line in shown:
        print(f"{number:>6}  {line}")
    return 0
