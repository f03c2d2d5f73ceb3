"""From tagged rates to the fee tables of one fund, and what the lines of a table say together.

Belongs here: the lines of one class's table against each other. Does not: the page (`inline_page.py`), the names of
elements (`inline_elements.py`) and whose a rate is (`inline_owner.py`).

Two values of one line are two statements, of which neither is taken. A total of ours is what is paid, after a waiver:
where a table has a waiver and no line after it, it has no total of ours, and none is computed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from prudent.ingest.characters import shown
from prudent.ingest.edgar.inline_elements import Line, is_charged_once, line_of
from prudent.ingest.edgar.inline_numbers import number_of
from prudent.ingest.edgar.inline_owner import Strange, Whose, whose
from prudent.ingest.edgar.inline_page import TaggedRate
from prudent.model.fund import Fund

_PER_CENT = 2
_SHOWN = 3
_TOTALS = frozenset({Line.GROSS, Line.NET})


@dataclass(frozen=True, slots=True)
class Rate:
    """One line of one class's fee table, in per cent a year, and where it stands."""

    per_cent: Decimal
    place: str


@dataclass(frozen=True, slots=True)
class Fee:
    """One component of a fee as the core table has it, in per cent a year."""

    component: str
    per_cent: Decimal
    place: str


@dataclass(frozen=True, slots=True)
class FeeTable:
    """The fees of one class of shares as of one day."""

    as_of: date
    share_class: str
    context_place: str
    fees: tuple[Fee, ...]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """What was not taken, and why in a few words."""

    place: str
    why: str
    of_table: bool = False
    """Whether it may be a line of one of the fund's tables, whose parts then do not make up the total."""


@dataclass(frozen=True, slots=True)
class FeeTables:
    """All tables of a page, by day and class, and what was passed over."""

    tables: tuple[FeeTable, ...]
    passed: tuple[PassedOver, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    line: Line
    whose: Whose
    rate: TaggedRate
    per_cent: Decimal


def fee_tables(rates: Iterable[TaggedRate], fund: Fund) -> FeeTables:
    """The fund's fee tables out of a page's rates."""
    passed: list[PassedOver] = []
    tables: dict[tuple[date, str], dict[Line, list[_Found]]] = {}
    for rate in rates:
        found = _found(rate, fund)
        if isinstance(found, PassedOver):
            passed.append(found)
        else:
            lines = tables.setdefault((found.whose.as_of, found.whose.share_class), {})
            lines.setdefault(found.line, []).append(found)
    made: list[FeeTable] = []
    for (as_of, share_class), lines in sorted(tables.items()):
        fees = _fees({line: rate for line, of in lines.items() if (rate := _only(of, passed))}, passed)
        first = next(iter(lines.values()))[0]
        made.append(FeeTable(as_of, share_class, first.rate.context.place, fees))
    return FeeTables(tuple(table for table in made if table.fees), tuple(passed))


def _found(rate: TaggedRate, fund: Fund) -> _Found | PassedOver:
    line, of = line_of(rate.element), whose(rate.context, fund)
    if line is None:
        why = f"{shown(rate.element.local)} is no line that is read"
        return PassedOver(rate.place, why, of_table=not (isinstance(of, Strange) or is_charged_once(rate.element)))
    name = rate.element.local
    if isinstance(of, Strange):
        return PassedOver(rate.place, f"{name} {of.why}")
    if not rate.is_pure:
        return PassedOver(rate.place, f"{name} is in another unit than pure", of_table=True)
    value = number_of(rate.stated) if rate.stated is not None else None
    if value is None:
        return PassedOver(rate.place, f"{name} has no number that its rule reads", of_table=True)
    return _Found(line, of, rate, value.scaleb(_PER_CENT))


def _only(found: list[_Found], passed: list[PassedOver]) -> Rate | None:
    """The one value that a line has, however often it is tagged."""
    first = found[0]
    if len({(item.whose.member, item.per_cent) for item in found}) == 1:
        return Rate(first.per_cent, first.rate.place)
    both = " and ".join(f"{value:f}" for value in sorted({item.per_cent for item in found})[:_SHOWN])
    where = f"{first.rate.element.local} of class {first.whose.share_class}, {first.whose.as_of}"
    why = f"{where}, is tagged more than once, as {both} per cent"
    passed.append(PassedOver(first.rate.place, why, of_table=True))
    return None


def _fees(lines: dict[Line, Rate], passed: list[PassedOver]) -> tuple[Fee, ...]:
    fees = [Fee(line.value, rate.per_cent, rate.place) for line, rate in lines.items() if line not in _TOTALS]
    waiver, gross, net = lines.get(Line.WAIVER), lines.get(Line.GROSS), lines.get(Line.NET)
    if waiver is not None:
        fees = [fee for fee in fees if fee.component != Line.WAIVER.value]
        if gross is not None and net is not None and net.per_cent > gross.per_cent:
            why = "the waiver raises the total: it is a fee taken back"
            passed.append(PassedOver(waiver.place, why, of_table=True))
        else:
            # Filers tag what is waived above or below zero; the core table has it above.
            fees.append(Fee(Line.WAIVER.value, abs(waiver.per_cent), waiver.place))
    total = net if net is not None else gross
    if net is None and waiver is not None and waiver.per_cent and gross is not None:
        passed.append(PassedOver(gross.place, "the total is before a waiver, and none after it is tagged"))
        total = None
    if total is not None:
        fees.append(Fee("total", total.per_cent, total.place))
    return tuple(fees)
