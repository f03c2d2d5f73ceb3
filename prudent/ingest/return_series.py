"""Reads a plain series of returns or net asset values from an administrator, CSV or Excel, as it was declared.

Belongs here: from dated values to rows of core tables. Does not: cutting the file into cells (`series_cells.py`),
reading a date (`series_dates.py`), and holding dates and sizes against the declaration (`series_doubts.py`). Nothing is
inferred: unit, frequency, kind, columns and the form of dates are declared, and a value that looks as if the
declaration were wrong is told and not touched.
"""

from datetime import date
from decimal import Decimal

from prudent.errors import DataBad
from prudent.ingest.cells import Cell, parse
from prudent.ingest.delivered import Delivered
from prudent.ingest.files import SourceFile
from prudent.ingest.raw import RawRow, RawTable
from prudent.ingest.series_cells import SeriesCell, read_series_cells
from prudent.ingest.series_dates import day_of
from prudent.ingest.series_doubts import Point, gaps, sizes
from prudent.model.delivery import Declared, SeriesShape
from prudent.model.fund import Fund
from prudent.tables.spec import Column, Dtype, table

_RETURNS = "core_fund__returns"
_BALANCE_SHEET = "core_fund__balance_sheet"
DECLARED = "as declared"
"""The place of what the file itself does not say."""
_PER_CENT = 2
"""Places that the point moves from a fraction to per cent."""


def read_return_series(source: SourceFile, fund: Fund, declared: Declared) -> Delivered:  # noqa: ARG001 -- as all readers
    """The returns, or net asset values a share, of one file.

    Returns become rows of `core_fund__returns` in per cent; values become rows of `core_fund__balance_sheet`. A plain
    series names no fund, so that the delivery alone says whose it is.

    Raises:
        DataBad: the declaration is not whole (no `series`, a unit that does not fit, text dates without a format), a
            value or a date cannot be read as declared, or a period stands twice.
        SchemaChanged: there is no sheet or column of the declared name.
        HostileInput: the file is larger or stranger than any honest one.
    """
    shape = _checked(source, declared)
    cells, noticed = read_series_cells(source, shape)
    points = tuple(sorted((_point(source, shape, cell) for cell in cells), key=lambda point: point.period_end))
    told = (*noticed, *gaps(source, shape, points), *sizes(source, shape, points))
    return Delivered((_rows(source, shape, declared.document.id, points),), told)


def _checked(source: SourceFile, declared: Declared) -> SeriesShape:
    """The declared shape, when its parts fit each other."""
    shape = declared.series
    wrong = None
    if shape is None:
        wrong = "declare under series what it holds: content, frequency, unit, dates and columns"
    elif shape.content == "returns" and shape.kind is None:
        wrong = "declare the kind of its returns, total_net or total_market"
    elif (shape.unit == "usd_per_share") != (shape.content == "nav_per_share"):
        wrong = f"the unit {shape.unit} does not fit {shape.content}"
    elif (shape.dates == "text") != (shape.date_format is not None):
        wrong = "date_format is needed for dates as text, and for no others"
    if shape is None or wrong is not None:
        raise DataBad(f"{source.name} is not declared as it must be: {wrong}.")
    return shape


def _point(source: SourceFile, shape: SeriesShape, cell: SeriesCell) -> Point:
    day = day_of(source, shape, cell)
    column = Column(name="value", dtype=Dtype.FLOAT, required=True, received=shape.value_column, description="")
    parse(Cell(source, cell.row, column, cell.value), date.max)  # refuses what is no plain number, and says why
    value = Decimal(cell.value)
    if shape.unit == "fraction":
        value = value.scaleb(_PER_CENT)
    return Point(cell, day, value)


def _rows(source: SourceFile, shape: SeriesShape, document: str, points: tuple[Point, ...]) -> RawTable:
    """The points under the header of their core table. All other columns are empty: the series does not say them."""
    of = table(_RETURNS if shape.content == "returns" else _BALANCE_SHEET)
    rows: list[RawRow] = []
    for point in points:
        cells = [_cell(shape, point, column) for column in of.columns]
        rows.append(
            RawRow(point.cell.row, (*(text for text, _ in cells), document), tuple(place for _, place in cells))
        )
    return RawTable(of, source, tuple(rows))


def _cell(shape: SeriesShape, point: Point, column: Column) -> tuple[str, str]:
    """What a column of the core table says of a point, and where that stands."""
    match column.received:
        case "frequency":
            return shape.frequency, DECLARED
        case "kind":
            return shape.kind or "", DECLARED
        case "period_end" | "as_of":
            return point.period_end.isoformat(), point.cell.date_place
        case "return_pct" | "nav_per_share_usd":
            return f"{point.value:f}", point.cell.value_place
        case _:
            return "", ""
