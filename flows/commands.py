"""What each command does: ask, run the flow on a server, print how it ended."""

# ruff: noqa: PLC0415 -- Prefect and the stages are imported while its server starts; help and a misspelling wait for none
# ruff: noqa: T201 -- what a command has to say, it prints

import asyncio
import json
import logging
import os
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from flows.stopping import end_if_told
from flows.telling import tell
from prudent.errors import PrudentError, UsageError

if TYPE_CHECKING:
    from flows.ending import Ended
    from tasks.work import Place

T = TypeVar("T")

_RETRIES = "PREFECT_CLIENT_MAX_RETRIES"
_ASKED_AGAIN = 2
"""Times that a server which does not answer is asked again, after 2 and 4 seconds: a person waits before the command.
Prefect's own five times, at each of three requests, are three minutes. Workers keep them."""


class ServerGone(PrudentError):
    """Prefect's server went away while a flow ran."""

    code = "SERVER_GONE"


@dataclass(frozen=True, slots=True)
class Options:
    """What every command that makes memos can be told."""

    plan: str
    dry_run: bool
    store: str | None
    as_json: bool


def onboard_funds(funds: tuple[str, ...], as_of: date | None, options: Options) -> int:
    """Onboard funds and print each one's summary. Returns the first exit code that is not zero.

    Raises:
        UsageError: a fund, the plan or the date cannot be asked for; nothing was started.
    """
    from flows.asking import ask_of
    from flows.place import last_quarter_end, today

    place = settle(options.store)
    day = as_of or last_quarter_end(today())
    asked = tuple(dict.fromkeys(funds))
    for fund in asked:
        ask_of(place, fund, day, options.plan)

    def work() -> Coroutine[Any, Any, "tuple[Ended, ...]"]:
        from flows.side_by_side import onboard_each

        return onboard_each(asked, day, options.plan, dry_run=options.dry_run)

    return report(on_server(place, work), place, options)


def run_ui(port: int, host: str, workers: int, store: str | None) -> int:
    """Run Prefect's server, workers and every deployment until Ctrl-C."""
    from flows.ui import Serving, serve

    return serve(settle(store), Serving(port, host, workers))


def settle(store: str | None) -> "Place":
    """The project around the current folder. A store that is named holds for everything that is started from here.

    Raises:
        UsageError: the store's address cannot be used, or is a file's.
    """
    from flows.place import STORE, here
    from prudent.store.address import address_of

    if store is not None:
        named = address_of(store)
        if named.folder is not None and named.folder.exists() and not named.folder.is_dir():
            raise UsageError(f"The store {store} is a file; name a folder.")
        os.environ[STORE] = named.said
    return here()


def on_server(place: "Place", work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run the work while a Prefect server is there for it, with the stages' lines on standard error.

    Raises:
        ServerGone: the server was there and does not answer any more.
    """
    from flows.server import home, is_healthy, prefect_server

    os.environ.setdefault(_RETRIES, str(_ASKED_AGAIN))
    server = prefect_server(place.root)
    from flows.progress import show_progress
    from flows.warm import load_stages

    load_stages()
    # after Prefect's import, which sets up logging anew
    show_progress(sys.stderr, colour=sys.stderr.isatty(), errors=home(place.root) / "errors.log")
    server.until_healthy()
    # Prefect would tell the terminal of each line that it could not hand to the server
    logging.raiseExceptions = False
    from prefect.exceptions import TerminationSignal

    try:
        return asyncio.run(work())
    except TerminationSignal:
        # inside of a flow Prefect takes the request to end in our place
        raise KeyboardInterrupt from None
    except Exception as error:
        # whatever it came out as: Prefect's client raises what its connection raised
        if isinstance(error, PrudentError) or is_healthy(server.url):
            raise
        raise ServerGone(
            f"Prefect's server at {server.url} is gone. What was published stays; start the command again to go on."
        ) from error


def report(ends: "tuple[Ended, ...]", place: "Place", options: Options) -> int:
    """Print how every fund ended: memos on standard output, refusals on standard error."""
    from flows.summary import as_json, as_text, outcome

    end_if_told()
    done = [outcome(end, place) for end in ends]
    for end in ends:
        if end.onboarded is None:
            tell(refused(end))
    if options.as_json:
        print(json.dumps({"funds": [as_json(one) for one in done]}, ensure_ascii=False, indent=2))
    else:
        for one in done:
            if one.memo is not None:
                print(as_text(one))
    return next((end.exit_code for end in ends if end.exit_code), 0)


def refused(end: "Ended") -> str:
    """One line on a fund that has no memo."""
    if end.code == PrudentError.code:
        return f"{end.fund}: this should not happen: {end.sentence} More is in .prefect/errors.log."
    return end.sentence if end.fund in end.sentence else f"{end.fund}: {end.sentence}"
