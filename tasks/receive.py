"""Receiving as a task: one look at the inbox, what has settled into the store, what is refused into quarantine."""

# ruff: noqa: PLC0415 -- a stage's libraries are loaded when the stage runs: a refusal waits for none of them

from datetime import datetime

from prudent.code_version import code_sha256
from prudent.errors import UsageError
from sources.inbox.receipt import Receipt, State, Told
from sources.inbox.settings import NO_INBOX
from tasks.artifacts import TableArtifact, cell
from tasks.stage import Done, stage
from tasks.work import Place


@stage
def receive(place: Place, now: datetime, *, dry_run: bool) -> Done[Receipt]:
    """Look at the inbox once, and take what has settled.

    Args:
        place: where the project and the store lie.
        now: the time of this look, by which files settle and are late.
        dry_run: read and judge, and keep nothing.

    Raises:
        UsageError: no inbox is set, or its address or options cannot be used.
        SourceLate: the inbox does not answer.
        DataBad, SchemaChanged, HostileInput: the calendar cannot be used.
        RecordTampered: a record of the store cannot be read.
    """
    from prudent.ingest.files import Files
    from sources.inbox.address import address_of
    from sources.inbox.door import open_door
    from sources.inbox.dry import Unwritten
    from sources.inbox.looks import Looks
    from sources.inbox.opening import opened
    from sources.inbox.receiving import Receiving
    from sources.inbox.settings import inbox_settings
    from sources.settings import limits

    settings = inbox_settings()
    if settings is None:
        raise UsageError(NO_INBOX)
    address = address_of(settings.url, place.root)
    objects = Unwritten(place.objects()) if dry_run else place.objects()
    door = open_door(Files(place.root, limits()), objects, code_sha256(), now.date())
    with opened(address, settings) as inbox:
        work = Receiving(inbox, door, Looks(objects, address), now, settings.settle_seconds)
        receipt = work.look(address.said)
    return Done(receipt, counted(receipt), _tables(receipt))


def counted(receipt: Receipt) -> str:
    """How many files came to what, in a line."""
    of_state = {state: len(receipt.news(state)) for state in State}
    said = [f"{number} {state.value}" for state, number in of_state.items() if number]
    late = len(receipt.late)
    return ", ".join([*(said or ["nothing new"]), *([f"{late} late"] if late else [])])


def _tables(receipt: Receipt) -> tuple[TableArtifact, ...]:
    """The files and what is expected, as Prefect shows them."""
    files = tuple(_row(told) for told in receipt.files)
    expected = tuple(
        {"fund": row.fund, "expected": row.expected, "period": row.period, "due": str(row.due),
         "state": row.standing.value, "reason": cell(row.sentence)}
        for row in receipt.due
    )  # fmt: skip
    shown = (("inbox-files", files, f"{receipt.inbox}: {counted(receipt)}."), ("inbox-expected", expected, "Expected."))
    return tuple(TableArtifact(key=key, description=said, rows=rows) for key, rows, said in shown if rows)


def _row(told: Told) -> dict[str, str]:
    state = told.state.value if told.is_news else f"{told.state.value}, told before"
    reason = f"{told.code}: {told.reason}" if told.code else told.reason
    return {"file": cell(told.file), "fund": told.fund, "state": state, "reason": cell(reason)}
