"""Receives what managers and administrators left in the inbox.

Belongs here: how the run is called and ends. Does not: what becomes of a file (`sources/inbox`).
"""

from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from flows.place import here, now
from prudent.errors import PrudentError
from sources.inbox.receipt import Receipt
from sources.inbox.receipt import State as FileState
from sources.inbox.settings import NO_INBOX, inbox_settings
from tasks.receive import counted
from tasks.receive import receive as look
from tasks.stage import refusal


def run_name() -> str:
    """The flow run's name: the hour for which it was scheduled."""
    start = flow_run.scheduled_start_time or now()
    return f"inbox {start:%Y-%m-%d %H:%M}"


@flow(name="receive", flow_run_name=run_name, persist_result=False)
async def receive(*, dry_run: bool = False) -> State[Any]:
    """Look into the inbox, take every file that has settled, and say which expected file is late.

    A file is read once by its reader and kept as a delivery; what is refused, or not expected, goes to quarantine with
    the reason. Nothing in the inbox is changed. Starting it again is safe: bytes are taken once.

    Without an inbox (`PRUDENT_INBOX_URL`) it ends named **NoInbox**, with one it ends named **Received** or
    **NothingNew**, **InQuarantine** where a file was refused, and SOURCE_LATE where policy stops on a late file.

    Args:
        dry_run: Look and read, keep nothing, and say what would become of each file.
    """
    try:
        if inbox_settings() is None:
            return Completed(name="NoInbox", message=NO_INBOX)
        return received(await look(here(), now(), dry_run=dry_run), dry_run=dry_run)
    except PrudentError as error:
        return refusal(error)


def received(receipt: Receipt, *, dry_run: bool) -> State[Any]:
    """The run's final state: what came, what was refused and what is late."""
    for trace in receipt.broke:
        get_run_logger().error(trace)
    refused = receipt.news(FileState.REFUSED, FileState.BROKE)
    late = receipt.source_late
    warned = [row.sentence for row in receipt.late if not row.stops]
    said = [f"{one.code}: {one.reason if one.file in one.reason else f'{one.file}: {one.reason}'}" for one in refused]
    start = "Dry run, nothing was kept: " if dry_run else ""
    message = " ".join([f"{start}{counted(receipt)}.", *([late.sentence] if late else []), *warned, *said])
    if receipt.broke:
        return Failed(name="ReceiveBroke", message=message, data=receipt)
    if late:
        return Failed(name=late.code, message=message, data=receipt)
    taken = receipt.news(FileState.RECEIVED, FileState.KEPT)
    if dry_run:
        return Completed(name="DryRun", message=message, data=receipt)
    name = "InQuarantine" if refused else "Received" if taken else "NothingNew"
    return Completed(name=name, message=message, data=receipt)
