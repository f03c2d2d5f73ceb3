"""The committee's calendar: the days of every fund that a plan holds, read out of the store.

Belongs here: which chains and which kept tables are read, and what is said of one that cannot be. Does not: which days
there are (`prudent/decide/dated`, `dated_evidence`) and the file (`prudent/decide/feed`). One fund's damage hides no
other fund's days.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from prudent.decide.allowed import HELD
from prudent.decide.dated import Dated, by_record
from prudent.decide.dated_evidence import NotADay, by_evidence
from prudent.decide.feed import feed
from prudent.decide.ledger import Chain, read_chain
from prudent.decide.moves import state_of
from prudent.errors import DataBad, PrudentError, RecordTampered
from prudent.ingest.files import Files
from prudent.ingest.policy import POLICY, read_watch_list
from prudent.ingest.yaml_model import read_model
from prudent.model.business_days import BusinessDays
from prudent.model.case import Case
from prudent.model.ledger import Decided, Entry
from prudent.model.run import Manifest, Request
from prudent.model.watch_list import Stale
from prudent.review.before import folder_of
from prudent.score.kept import CASE
from prudent.store.frames import read_parquet_bytes, sha256
from prudent.store.layout import LEDGER
from prudent.store.objects import Objects
from prudent.store.runs import RunFolder
from prudent.tables.core import CoreTables

_ENTRY = re.compile(rf"{LEDGER}/([^/]+)/([^/]+)/[1-9]\d*\.json")
#: What documents name days in.
_TABLES = ("fund_terms", "fund_representations")


@dataclass(frozen=True, slots=True)
class Timing:
    """What the policy says of days."""

    review_day: Callable[[date], date]
    """The day on which the quarter that ends on a day is reviewed."""
    representation_months: int
    """After how many months a representation is old."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A fund of which days are missing from the calendar, and why."""

    plan: str
    fund: str
    reason: str
    tampered: bool


@dataclass(frozen=True, slots=True)
class PlanCalendar:
    """The days of the funds that plans hold."""

    days: tuple[Dated, ...]
    not_days: tuple[tuple[str, NotADay], ...]
    """Fund and term, where a term should name a day and does not."""
    unread: tuple[Unread, ...]

    def file(self, name: str) -> bytes:
        """The calendar file, see `feed`."""
        return feed(self.days, name)


def timing(files: Files) -> Timing:
    """What the policy says of days.

    Raises:
        DataBad: a file is missing or wrong, or no trigger says when a representation is old.
        SchemaChanged, HostileInput: see the readers.
    """
    days = read_model(files, f"{POLICY}/business_days.yml", BusinessDays)
    stale = next((item for item in read_watch_list(files).triggers if isinstance(item, Stale)), None)
    if stale is None:
        raise DataBad(f"{POLICY}/watch_list.yml has no trigger of kind stale, which says when a representation is old.")
    return Timing(lambda end: days.review_days(end)[0], stale.months)


def plan_calendar(
    objects: Objects, when: Timing, plan: str | None = None, tick: Callable[[int, int], None] = lambda _done, _all: None
) -> PlanCalendar:
    """The days of every fund that a plan holds.

    Args:
        objects: the store.
        when: what the policy says of days.
        plan: one plan; None for all.
        tick: is told after each fund how many were read, of how many.
    """
    found = _Found([], [], [])
    chains = chains_of(objects, plan)
    for done, (owner, fund) in enumerate(chains, start=1):
        try:
            _add(found, objects, read_chain(objects, owner, fund), when)
        except PrudentError as error:
            found.unread.append(Unread(owner, fund, error.sentence, isinstance(error, RecordTampered)))
        tick(done, len(chains))
    return PlanCalendar(tuple(found.days), tuple(found.not_days), tuple(found.unread))


def chains_of(objects: Objects, plan: str | None = None) -> tuple[tuple[str, str], ...]:
    """Plan and fund of every chain of the ledger, or of one plan's, in order."""
    keys = objects.keys(LEDGER if plan is None else f"{LEDGER}/{plan}")
    return tuple(sorted({(match[1], match[2]) for key in keys if (match := _ENTRY.fullmatch(key))}))


@dataclass(frozen=True, slots=True)
class _Found:
    days: list[Dated]
    not_days: list[tuple[str, NotADay]]
    unread: list[Unread]


def _add(found: _Found, objects: Objects, chain: Chain, when: Timing) -> None:
    """The days of one fund; the recorded ones too where what documents say cannot be read."""
    if state_of(chain) not in HELD:
        return
    known = _latest(chain)
    name, core, reason = chain.fund, None, None
    try:
        name, core = _kept(objects, chain, known)
    except PrudentError as error:
        reason = Unread(chain.plan, chain.fund, error.sentence, isinstance(error, RecordTampered))
    found.days.extend(by_record(chain, name, when.review_day))
    if core is not None:
        days, not_days = by_evidence(chain, core, name, known=known, months=when.representation_months)
        found.days.extend(days)
        found.not_days.extend((chain.fund, item) for item in not_days)
    if reason is not None:
        found.unread.append(reason)


def _latest(chain: Chain) -> Entry:
    """The entry of the latest memo or review; of one date the one recorded last."""
    entries = [entry for entry in chain.entries if not isinstance(entry.body, Decided)] or list(chain.entries)
    return max(entries, key=lambda entry: (entry.body.subject.as_of, entry.number))


def _kept(objects: Objects, chain: Chain, known: Entry) -> tuple[str, CoreTables]:
    """The fund's name, and the tables that name days, as the record of the entry kept them."""
    subject = known.body.subject
    folder = folder_of(objects, Request(fund=chain.fund, plan=chain.plan, as_of=subject.as_of), subject)
    manifest = folder.manifest()
    if manifest is None:
        raise RecordTampered(f"{folder.key} has no manifest, though the ledger names it.")
    frames = {}
    for name in _TABLES:
        spec = CoreTables.spec(name)
        frames[name] = read_parquet_bytes(_checked(folder, manifest, f"{spec.table}.parquet"), spec)
    case = _case(_checked(folder, manifest, CASE), folder)
    return case.name_of(chain.fund), replace(CoreTables.empty(), **frames)


def _case(body: bytes, folder: RunFolder) -> Case:
    try:
        return Case.model_validate_json(body)
    except ValueError as error:  # its bytes are those of the manifest, so it is older or newer, and nobody's fault
        raise DataBad(f"{folder.key}/{CASE} was written by another version of Prudent.") from error


def _checked(folder: RunFolder, manifest: Manifest, name: str) -> bytes:
    body = folder.read(name)
    if sha256(body) not in {output.sha256 for output in manifest.outputs if output.name == name}:
        raise RecordTampered(f"{folder.key}/{name} is not what its manifest says.")
    return body
