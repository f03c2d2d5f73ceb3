"""From one file of the inbox to a delivery, a duplicate or quarantine.

Belongs here: whether a file's bytes came before, and that its reader reads it. Does not: what it is held against
(`door.py`) and when it is looked at and read (`receiving.py`).
"""

from prudent.errors import HostileInput, PrudentError, RecordTampered
from prudent.ingest.deliveries import Received, extractor_of, read_delivery
from prudent.ingest.fund import read_identity
from prudent.ingest.packet import Packet
from prudent.model.calendar import Expected
from prudent.model.delivery import Delivery
from prudent.store.frames import sha256
from prudent.store.quarantine import quarantine
from sources.inbox.door import CHANNEL, Door, check_fund, expected_by, most_bytes
from sources.inbox.lying import Lying
from sources.inbox.receipt import State, Told


class ReaderBroke(Exception):
    """A reader failed by a fault of ours. Its cause holds where."""


def judge(door: Door, entry: Lying, content: bytes) -> Told:
    """What becomes of a file whose bytes were read: it is kept, or known, or in quarantine.

    Raises:
        ReaderBroke: nothing is known about the file; it is neither kept nor in quarantine.
        RecordTampered: a record of the store cannot be read.
    """
    try:
        return _judged(door, entry, content)
    except RecordTampered:
        # the store's fault and not the file's
        raise
    except PrudentError as error:
        quarantine(door.objects, f"inbox/{entry.path}", content, error.code, error.sentence)
        return told(entry, State.REFUSED, error.sentence, error)


def told(entry: Lying, state: State, reason: str, error: PrudentError | None = None) -> Told:
    """The line about an entry."""
    return Told(
        fund=entry.fund if entry.is_printable else "",
        file=entry.path,
        state=state,
        reason=reason,
        code=error.code if error else "",
        exit_code=error.exit_code if error else 0,
    )


def _judged(door: Door, entry: Lying, content: bytes) -> Told:
    most = most_bytes(door, entry)
    if len(content) > most:
        raise HostileInput(f"{entry.path} has more than {most:,} bytes; the first of them are in quarantine.")
    check_fund(door, entry)
    hashed = sha256(content)
    if same := door.same(entry.fund, hashed):
        return _known(door, entry, same)
    expected = expected_by(door, entry)
    earlier = [record for record in door.received(entry.fund) if record.file == entry.name]
    delivery = _delivery(door, entry, expected, content).model_copy(update={"number": len(earlier) + 1})
    packet = _read(door, entry, Received(delivery, content))
    if not door.keep(delivery, content):
        return _known(door, entry, door.same(entry.fund, hashed) or delivery)
    return told(entry, State.RECEIVED, _said(expected, packet, earlier))


def _read(door: Door, entry: Lying, received: Received) -> Packet:
    """Read the file once, so that what cannot be read is refused at the door and not when a memo needs it."""
    fund = read_identity(door.files, received.delivery.fund)
    try:
        return read_delivery(received, fund, door.files.limits)
    except PrudentError as error:
        # whoever sent it knows the file by the name it was sent under, and not by its place in the store
        raise type(error)(error.sentence.replace(received.name, entry.path)) from error
    except Exception as error:
        raise ReaderBroke(type(error).__name__) from error


def _known(door: Door, entry: Lying, record: Delivery) -> Told:
    latest = max((item.number for item in door.received(entry.fund) if item.file == record.file), default=0)
    reason = f"its bytes were received on {record.received} as {record.file}"
    if record.number < latest:
        reason += f", and delivery {latest} of that name stays in use"
    state = State.KEPT if record.file == entry.name and record.number >= latest else State.DUPLICATE
    return told(entry, state, reason)


def _delivery(door: Door, entry: Lying, expected: Expected, content: bytes) -> Delivery:
    declared = expected.declared_of(entry.name)
    return Delivery(
        fund=entry.fund,
        declared=declared,
        file=entry.name,
        sha256=sha256(content),
        size_bytes=len(content),
        received=door.today,
        channel=CHANNEL,
        extractor=extractor_of(declared),
    )


def _said(expected: Expected, packet: Packet, earlier: list[Delivery]) -> str:
    rows = sum(item.frame.height for item in packet.rows)
    said = [f"{packet.header.documents[0].title} ({expected.id}), {rows} {'row' if rows == 1 else 'rows'}"]
    if earlier:
        said.append(f"supersedes what came on {max(record.received for record in earlier)}")
    if packet.noticed:
        first = packet.noticed[0]
        said.append(f"{len(packet.noticed)} to be looked at, the first at {first.place}: {first.what}")
    return "; ".join(said)
