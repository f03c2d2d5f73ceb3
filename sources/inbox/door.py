"""What every file of the inbox is held against: the funds, the calendar, the limits, and what came before.

Belongs here: whose a file is and what it was expected to be. Does not: what becomes of it (`judging.py`).
"""

import re
from dataclasses import dataclass, field
from datetime import date

from prudent.errors import DataBad, HostileInput, PrudentError
from prudent.ingest.calendar import CALENDAR, read_calendar
from prudent.ingest.characters import shown
from prudent.ingest.files import Files
from prudent.ingest.fund import FUNDS
from prudent.model.calendar import Calendar, Expected
from prudent.model.delivery import Delivery, Format
from prudent.model.ids import SLUG_PATTERN
from prudent.model.limits import Limits
from prudent.store.deliveries import StoredDeliveries
from prudent.store.frames import sha256
from prudent.store.objects import Objects
from sources.inbox.lying import Lying

CHANNEL = "inbox"


@dataclass(frozen=True, slots=True)
class Door:
    """What every file is held against, and where it goes."""

    files: Files
    funds: tuple[str, ...]
    calendar: Calendar
    basis: str
    """A hash of all that a refusal rests on."""
    objects: Objects
    today: date
    _records: dict[str, tuple[Delivery, ...]] = field(default_factory=dict[str, tuple[Delivery, ...]])

    def records(self, fund: str) -> tuple[Delivery, ...]:
        """What the fund has received, by any way."""
        if fund not in self._records:
            self._records[fund] = StoredDeliveries(self.objects).records(fund)
        return self._records[fund]

    def same(self, fund: str, sha256: str) -> Delivery | None:
        """The fund's delivery of these very bytes."""
        return next((record for record in self.records(fund) if record.sha256 == sha256), None)

    def keep(self, delivery: Delivery, content: bytes) -> bool:
        """Keep a delivery. False if another run kept the same bytes before."""
        self._records.pop(delivery.fund, None)
        return StoredDeliveries(self.objects).keep(delivery, content)

    def received(self, fund: str) -> tuple[Delivery, ...]:
        """What the fund has received through the inbox."""
        return tuple(record for record in self.records(fund) if record.channel == CHANNEL)


def open_door(files: Files, objects: Objects, code: str, today: date) -> Door:
    """What files are held against now.

    Raises:
        DataBad, SchemaChanged, HostileInput: the calendar cannot be used.
    """
    funds = tuple(name for name in files.folders(FUNDS) if re.fullmatch(SLUG_PATTERN, name))
    calendar = read_calendar(files, funds)
    read = next(item.sha256 for item in files.inputs if item.path == CALENDAR)
    basis = sha256(f"{read}\n{code}\n{today}\n{files.limits.model_dump_json()}\n{','.join(funds)}".encode())
    return Door(files, funds, calendar, basis, objects, today)


def check_fund(door: Door, entry: Lying) -> None:
    """Whose file it is.

    Raises:
        DataBad: no fund's. HostileInput: its name cannot be printed.
    """
    if not entry.is_printable:
        raise HostileInput(f"{entry.path}: the name is too long or holds a character that is not seen; rename it.")
    if not entry.fund:
        raise DataBad(f"{entry.path} lies in no fund's folder: put it into a folder named as the fund's in {FUNDS}/.")
    if entry.fund not in door.funds:
        raise DataBad(f"{entry.path}: {FUNDS}/ has no folder {shown(entry.fund)}, so nobody knows whose file this is.")


def expected_by(door: Door, entry: Lying) -> Expected:
    """The one entry of the calendar that the file meets, speaking of a period that has ended.

    Raises:
        DataBad, HostileInput: there is no such fund or entry, or there are two.
    """
    check_fund(door, entry)
    found = door.calendar.matching(entry.fund, entry.name)
    match found:
        case ():
            raise DataBad(f"{entry.path} is not expected: declare it in {CALENDAR}, and it is taken at the next look.")
        case (one,):
            return _of_a_period(door, entry, one)
        case _:
            ids = " and ".join(item.id for item in found)
            raise DataBad(f"{entry.path} is expected by {ids} of {CALENDAR}: make their patterns differ.")


def _of_a_period(door: Door, entry: Lying, one: Expected) -> Expected:
    try:
        end = one.speaks_of(entry.name)
    except ValueError as error:
        raise DataBad(f"{entry.path}: {error}, which {one.id} of {CALENDAR} says that the name holds.") from error
    if end is not None and end > door.today:
        raise DataBad(f"{entry.path} names a period that ends on {end}, which has not come.")
    return one


def most_bytes(door: Door, entry: Lying) -> int:
    """How many bytes of a file are read: as many as its format may have; of what nobody expects, a document's."""
    limits = door.files.limits
    try:
        format_ = expected_by(door, entry).declared.format
    except PrudentError:
        return limits.document_bytes
    return _most_of(limits, format_)


def _most_of(limits: Limits, format_: Format) -> int:
    match format_:
        case Format.SERIES:
            return max(limits.csv_bytes, limits.workbook_bytes)
        case Format.WORKBOOK | Format.ILPA_REPORTING | Format.ILPA_PERFORMANCE | Format.QUESTIONNAIRE:
            return limits.workbook_bytes
        case Format.COMPANY_FACTS:
            return limits.json_bytes
        case Format.DOCUMENT:
            return limits.document_bytes
        case Format.NPORT | Format.NCEN | Format.INLINE_XBRL | Format.FORM_D:
            return limits.xml_bytes
