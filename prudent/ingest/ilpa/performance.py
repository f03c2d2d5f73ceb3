"""Reads an ILPA Performance Template, Granular or Gross Up: the dated flows between the fund and its investors.

Belongs here: signs, sums of a day, and what is not used. Does not: names (`labels.py`, `transactions.py`) and
where the table is (`flow_table.py`).

An amount's kind says which way it goes, so its sign must not: the contributions of a file all carry one sign and its
distributions all carry one, whichever it is, and a file in which both signs appear is refused. Of the Gross Up template
only the flows with investors are read, not those with investments. Printed returns and multiples have no place in our
tables; they are computed from the flows, and the printed ones are noticed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from prudent.errors import DataBad, SchemaChanged
from prudent.ingest.characters import shown
from prudent.ingest.delivered import Delivered
from prudent.ingest.faults import Faults, told
from prudent.ingest.files import SourceFile
from prudent.ingest.ilpa.amounts import Amount, amount_of
from prudent.ingest.ilpa.flow_table import FlowTable, flow_tables
from prudent.ingest.ilpa.head import check_head
from prudent.ingest.ilpa.labels import MEASURES, METHODOLOGIES, PERFORMANCE_TITLE, normal
from prudent.ingest.ilpa.rows import raw_tables
from prudent.ingest.ilpa.transactions import Flow, flow_of
from prudent.ingest.workbook.cells import Sheet, Workbook, open_workbook
from prudent.model.delivery import Declared
from prudent.model.fund import Fund
from prudent.model.packet import Noticed

_PLACES = 6
"""Cells of one day and kind whose places are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """One row of the table."""

    day: date
    flow: Flow
    said: str
    amount: Amount


def read_performance(source: SourceFile, fund: Fund, declared: Declared) -> Delivered:
    """The flows of the whole fund by day and kind; those of one kind on one day are added up.

    A row whose transaction type is not known, and both signs in one kind, are faults of the file.

    Raises:
        DataBad: it is another fund's, in another currency or without flows, or gives two values for one day.
        SchemaChanged: it is no such template, or nothing says which flows are those with investors.
        HostileInput: see `open_workbook`.
    """
    book = open_workbook(source)
    methodology = _methodology(source, book)
    used, others = _tables(source, book, methodology)
    check_head(source, used.sheet, used.row, fund)
    faults = Faults()
    read = (told(faults, partial(_row, source, used, row), None) for row in used.rows())
    dated = tuple(row for row in read if row is not None)
    told(faults, partial(_check_signs, source, dated), None)
    flows = tuple(_by_day(source, dated))
    if not dated and not faults.found:
        raise DataBad(f"{source.name}: the table of flows with investors has no rows.", file=source.path)
    file = source.name.rpartition("/")[2]
    noticed = (*used.sheet.noticed(file), *_noticed(file, book, dated, others))
    return Delivered(raw_tables(source, declared.document.id, flows), noticed, tuple(faults.found))


def _methodology(source: SourceFile, book: Workbook) -> str:
    said = {normal(text) for sheet in book.sheets for row in sheet.rows for text in row if text}
    titled = any(text.startswith(PERFORMANCE_TITLE) for text in said)
    found = [name for name in METHODOLOGIES if any(name in text for text in said)]
    if not titled or len(found) != 1:
        why = "no cell says so" if not titled else f"it says {' and '.join(found) or 'no methodology'}"
        raise SchemaChanged(
            f"{source.name} is no ILPA Performance Template of one methodology, Granular or Gross Up: {why}.",
            file=source.path,
        )
    return found[0]


def _tables(source: SourceFile, book: Workbook, methodology: str) -> tuple[FlowTable, tuple[FlowTable, ...]]:
    """The table of flows with investors, and the tables that are not read."""
    tables = flow_tables(source, book)
    granular = methodology == METHODOLOGIES[0]
    used = [table for table in tables if table.is_of_investors or (granular and table.is_of_investors is None)]
    if len(used) != 1:
        found = f"{len(used)} tables are" if used else "none is"
        raise SchemaChanged(
            f"{source.name}: one table of flows with a date, a transaction type and an amount must be titled as that "
            f"between the fund and its investors; {found}.",
            file=source.path,
        )
    return used[0], tuple(table for table in tables if table is not used[0])


def _row(source: SourceFile, table: FlowTable, row: int) -> _Dated:
    sheet = table.sheet
    said, place = sheet.text(row, table.type).strip(), sheet.place(row, table.type)
    flow = flow_of(said)
    if flow is None:
        what = f"{shown(said)} is no transaction type that is known" if said else "the transaction type is empty"
        raise _wrong(source, f"{place}: {what}, so nothing says whether it was paid in or out")
    amount = amount_of(sheet.text(row, table.amount).strip(), sheet.place(row, table.amount))
    if amount is None:
        finding = (
            sheet.finding(row, table.amount) or f"holds {shown(sheet.text(row, table.amount))}, which is no number"
        )
        raise _wrong(source, f"{sheet.place(row, table.amount)} {finding}")
    try:
        day = date.fromisoformat(sheet.text(row, table.date).strip())
    except ValueError:
        held = shown(sheet.text(row, table.date))
        raise _wrong(source, f"{sheet.place(row, table.date)} holds {held}, which is no date") from None
    return _Dated(day, flow, said, amount)


def _check_signs(source: SourceFile, dated: tuple[_Dated, ...]) -> None:
    """One sign for what is paid in, one for what is paid out: else nothing says whether an amount was taken back."""
    ways = ((Flow.CONTRIBUTION,), (Flow.DISTRIBUTION, Flow.RECALLABLE), (Flow.NET_ASSET_VALUE,))
    for way in ways:
        rows = [row for row in dated if row.flow in way and row.amount.value]
        below = next((row for row in rows if row.amount.value < 0), None)
        above = next((row for row in rows if row.amount.value > 0), None)
        if below is not None and above is not None:
            kind = way[0].value.replace("_", " ")
            raise _wrong(
                source,
                f"both signs appear for one kind, {kind}: {below.amount.place} is below zero and {above.amount.place} "
                "above; state what was taken back as a flow of its own kind",
            )


def _by_day(source: SourceFile, dated: tuple[_Dated, ...]) -> Iterable[tuple[date, Flow, Amount]]:
    groups: dict[tuple[date, Flow], list[Amount]] = {}
    for row in dated:
        if row.flow is not Flow.UNUSED:
            groups.setdefault((row.day, row.flow), []).append(row.amount)
    for (day, flow), amounts in sorted(groups.items()):
        if flow is Flow.NET_ASSET_VALUE and len(amounts) > 1:
            where = " and ".join(amount.place for amount in amounts[:2])
            raise _wrong(source, f"{where} both give a net asset value of {day}; keep one")
        more = f" and {len(amounts) - _PLACES} more" if len(amounts) > _PLACES else ""
        place = ", ".join(amount.place for amount in amounts[:_PLACES]) + more
        total = sum((amount.value for amount in amounts), Decimal(0))
        yield day, flow, Amount(total if flow is Flow.NET_ASSET_VALUE else abs(total), place)


def _noticed(file: str, book: Workbook, dated: tuple[_Dated, ...], others: tuple[FlowTable, ...]) -> Iterable[Noticed]:
    for row in dated:
        if row.flow is Flow.UNUSED:
            what = f"kept, not used, because nothing is paid in or out by investors: {shown(row.said)}"
            yield Noticed(file=file, place=row.amount.place, what=what)
    for table in others:
        place = table.sheet.place(table.row, table.date)
        yield Noticed(file=file, place=place, what="kept, not used: flows that are not with investors")
    yield from (noticed for sheet in book.sheets for noticed in _printed(file, sheet))
    rounded = [row.amount.place for row in dated if row.amount.is_rounded]
    if rounded:
        what = "rounded to hundredths of a cent, in which money is kept"
        yield Noticed(file=file, place=", ".join(rounded[:_PLACES]), what=what)


def _printed(file: str, sheet: Sheet) -> Iterable[Noticed]:
    """Returns and multiples that the template prints beside their names."""
    for row, cells in enumerate(sheet.rows, start=1):
        for column, text in enumerate(cells, start=1):
            if text and MEASURES.search(normal(text)) and any(cells[column:]):
                what = f"kept, not used: {shown(text)} is computed from the flows, and a printed one has no table"
                yield Noticed(file=file, place=sheet.place(row, column), what=what)


def _wrong(source: SourceFile, why: str) -> DataBad:
    return DataBad(f"{source.name}: {why}.", file=source.path)
