"""Reads a plain series of returns or net asset values from an administrator, CSV or Excel, as it was declared.

Belongs here: from dated values to rows of core tables. Does not: cutting the file into cells (`series_cells.py`) and
reading a date (`series_dates.py`). Nothing is inferred: unit, frequency, kind, columns and the form of dates are
declared, and a value that looks as if the declaration were wrong is told and not touched.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from prudent.errors import DataBad
from prudent.ingest.cells import Cell, parse
from prudent.ingest.delivered import Delivered
from prudent.ingest.files import SourceFile
from prudent.ingest.raw import RawRow, RawTable
from prudent.ingest.series_cells import SeriesCell, read_series_cells
from prudent.ingest.series_dates import day_of
from prudent.model.delivery import Declared, SeriesShape
from prudent.model.fund import Fund
from prudent.model.packet import Noticed
from prudent.model.period import Frequency, months_before
from prudent.tables.spec import Column, Dtype, table

_RETURNS = "core_fund__returns"
_BALANCE_SHEET = "core_fund__balance_sheet"
DECLARED = "as declared"
"""The place of what the file itself does not say."""
_PER_CENT = 2
"""Places that the point moves from a fraction to per cent."""
_SMALL_PER_CENT = Decimal("0.5")
"""Per cent. A series that never moves so much is either near to cash or was written in fractions: 0.02 for 2 %."""
_FEW = 6
"""Values below which nothing is said about how large they are."""
_SHOWN_GAPS = 12
_LONGEST_GAP = 1_200
"""Months between two values of one series: no fund is a hundred years old, and a wrong century would list thousands."""


@dataclass(frozen=True, slots=True)
class _Point:
    """One value of the series, and the period's last day that it is filed under."""

    cell: SeriesCell
    period_end: date
    value: Decimal
    text: str


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
    told = (*noticed, *_gaps(source, shape, points), *_sizes(source, shape, points))
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


def _point(source: SourceFile, shape: SeriesShape, cell: SeriesCell) -> _Point:
    day = day_of(source, shape, cell)
    column = Column(name="value", dtype=Dtype.FLOAT, required=True, received=shape.value_column, description="")
    parse(Cell(source, cell.row, column, cell.value), date.max)  # refuses what is no plain number, and says why
    value = Decimal(cell.value)
    if shape.unit == "fraction":
        value = value.scaleb(_PER_CENT)
    return _Point(cell, day, value, f"{value:f}")


def _gaps(source: SourceFile, shape: SeriesShape, points: tuple[_Point, ...]) -> list[Noticed]:
    """Periods that are missing between the first and the last, told and never filled.

    Raises:
        DataBad: a period stands twice, or the dates are not those of the declared frequency.
    """
    step = Frequency(shape.frequency).months
    apart = [_months(second.period_end) - _months(first.period_end) for first, second in pairwise(points)]
    for months, (first, second) in zip(apart, pairwise(points), strict=True):
        where = f"{first.cell.date_place} and {second.cell.date_place}"
        if not months:
            why = f"{where} both speak of {first.period_end}; keep one"
        elif months % step or months > _LONGEST_GAP:
            why = f"{where} are {months} months apart, which a {shape.frequency} series, as declared, has nowhere"
        else:
            continue
        raise DataBad(f"{source.name}: {why}.", file=source.path)
    if len(apart) > 1 and min(apart) > step:
        raise DataBad(
            f"{source.name}: no two values are as near to each other as in a {shape.frequency} series, as declared; "
            "declare the frequency that it has.",
            file=source.path,
        )
    missing = [
        months_before(second.period_end, back)
        for months, (_, second) in zip(apart, pairwise(points), strict=True)
        for back in range(months - step, 0, -step)
    ]
    if not missing:
        return []
    listed = ", ".join(str(day) for day in missing[:_SHOWN_GAPS])
    more = f" and {len(missing) - _SHOWN_GAPS} more" if len(missing) > _SHOWN_GAPS else ""
    what = f"begins a series that has no value for {listed}{more}; nothing is put in their place"
    return [_notice(source, points[0].cell, what)]


def _months(day: date) -> int:
    return day.year * 12 + day.month


def _sizes(source: SourceFile, shape: SeriesShape, points: tuple[_Point, ...]) -> list[Noticed]:
    """Values that look as if the unit were declared wrongly."""
    if shape.unit == "fraction":
        return [
            _notice(
                source, point.cell, f"is {point.cell.value}, more than 100 % as the declared fraction; is it per cent?"
            )
            for point in points
            if abs(point.value) > Decimal(1).scaleb(_PER_CENT)
        ]
    if shape.unit == "per_cent" and len(points) >= _FEW and any(point.value for point in points):
        largest = max(points, key=lambda point: abs(point.value))
        if abs(largest.value) < _SMALL_PER_CENT:
            what = f"is {largest.cell.value}, the largest value of a series declared in per cent; is it a fraction?"
            return [_notice(source, largest.cell, what)]
    return []


def _notice(source: SourceFile, cell: SeriesCell, what: str) -> Noticed:
    return Noticed(file=source.name.rpartition("/")[2], place=cell.value_place, what=what)


def _rows(source: SourceFile, shape: SeriesShape, document: str, points: tuple[_Point, ...]) -> RawTable:
    """The points under the header of their core table. All other columns are empty: the series does not say them."""
    of = table(_RETURNS if shape.content == "returns" else _BALANCE_SHEET)
    rows: list[RawRow] = []
    for point in points:
        cells = [_cell(shape, point, column) for column in of.columns]
        rows.append(
            RawRow(point.cell.row, (*(text for text, _ in cells), document), tuple(place for _, place in cells))
        )
    return RawTable(of, source, tuple(rows))


def _cell(shape: SeriesShape, point: _Point, column: Column) -> tuple[str, str]:
    """What a column of the core table says of a point, and where that stands."""
    match column.received:
        case "frequency":
            return shape.frequency, DECLARED
        case "kind":
            return shape.kind or "", DECLARED
        case "period_end" | "as_of":
            return point.period_end.isoformat(), point.cell.date_place
        case "return_pct" | "nav_per_share_usd":
            return point.text, point.cell.value_place
        case _:
            return "", ""
