"""What `prudent catalog` does: rebuild the catalog of the store, and say where it is and what is in it.

Belongs here: its words on the terminal. Does not: the catalog (`prudent/catalog`).
"""

# ruff: noqa: PLC0415 -- what is heavy is imported while the server starts; help and a misspelling wait for none
# ruff: noqa: T201 -- what a command has to say, it prints

import json
import sys
from typing import TYPE_CHECKING

from flows.commands import on_server, settle
from flows.progress import say_working
from flows.telling import tell
from prudent.errors import PrudentError, RecordTampered

if TYPE_CHECKING:
    from tasks.catalog import Rebuilt

_TOLD = 5


def build_catalog(store: str | None, *, as_json: bool) -> int:
    """Rebuild the catalog.

    Returns:
        0; 20 where something of the store is not as it was written. It is in the table `not_read`, and the rest is in
        the catalog all the same.

    Raises:
        UsageError: the store's address cannot be used.
        StoreUnusable: the store cannot be read or written.
    """
    place = settle(store)
    say_working(sys.stderr, "Building the catalog; about twenty issues a second.")
    done = on_server(place, _run)
    for line in done.not_read[:_TOLD]:
        tell(line)
    if len(done.not_read) > _TOLD:
        tell(f"{len(done.not_read) - _TOLD} more could not be read; the table not_read lists them.")
    if as_json:
        print(json.dumps(done.model_dump(mode="json"), ensure_ascii=False, indent=2))
    else:
        print(f"Catalog: {done.tables} tables, {done.issues} issues, {done.runs} runs, {done.entries} ledger entries.")
        print(f"  {done.at}")
    return RecordTampered.exit_code if done.tampered else 0


async def _run() -> "Rebuilt":
    from flows.ending import final_state
    from flows.rebuild_catalog import rebuild_catalog
    from tasks.catalog import Rebuilt

    state = await final_state(rebuild_catalog)
    held: object = await state.aresult(raise_on_failure=False)
    match held:
        case Rebuilt():
            return held
        case PrudentError():
            raise held
        case _:
            raise PrudentError(f"The catalog broke: {state.message}")
