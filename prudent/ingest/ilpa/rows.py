"""Rows of our tables out of a template's amounts, each cell with its place.

Belongs here: the order of a table's columns. Does not: which amount belongs in which.
"""

from collections.abc import Mapping
from datetime import date

from prudent.ingest.files import SourceFile
from prudent.ingest.ilpa.amounts import Amount
from prudent.ingest.ilpa.columns import Span
from prudent.ingest.ilpa.transactions import Flow
from prudent.ingest.raw import RawRow, RawTable
from prudent.tables.spec import table

_FLOWS = table("core_fund__cash_flows")
_RESULTS = table("core_fund__results")


def raw_tables(
    source: SourceFile,
    document: str,
    flows: tuple[tuple[date, Flow, Amount], ...],
    results: tuple[tuple[Span, Mapping[str, Amount]], ...] = (),
) -> tuple[RawTable, ...]:
    """The tables that have rows.

    Args:
        source: the file.
        document: id of the document that the rows name.
        flows: amounts of cash_flows by day and kind.
        results: amounts of results by the months that they speak of.
    """
    of_flows = tuple(_flow(row, document, *flow) for row, flow in enumerate(flows, start=2))
    of_results = tuple(_result(row, document, *result) for row, result in enumerate(results, start=2))
    made = ((_FLOWS, of_flows), (_RESULTS, of_results))
    return tuple(RawTable(spec, source, rows) for spec, rows in made if rows)


def _flow(row: int, document: str, day: date, kind: Flow, amount: Amount) -> RawRow:
    return RawRow(row, (day.isoformat(), kind.value, amount.text, document), (amount.place,) * 3)


def _result(row: int, document: str, span: Span, given: Mapping[str, Amount]) -> RawRow:
    days = {"period_start": span.first.isoformat(), "as_of": span.last.isoformat()}
    cells: list[str] = []
    places: list[str] = []
    somewhere = next(amount.place for amount in given.values())
    for column in _RESULTS.columns:
        amount = given.get(column.name)
        cells.append(days.get(column.name, amount.text if amount else ""))
        places.append(somewhere if column.name in days else amount.place if amount else "")
    return RawRow(row, (*cells, document), tuple(places))
