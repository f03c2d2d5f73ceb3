"""Which column of the capital account statement speaks of which part of the fund and of which months.

Belongs here: the heads of columns. Does not: lines. A quarter's, a year's and the whole life's figures stand side by
side; a figure is taken from the column that its head names, never from its place.
"""

import re
from dataclasses import dataclass
from datetime import date

from prudent.ingest.ilpa.labels import ALLOCATION, PERIOD, TOTAL_FUND, normal
from prudent.ingest.workbook.cells import Sheet
from prudent.model.period import month_end

_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {short: number for number, name in enumerate(_NAMES, start=1) for short in (name, name[:3], name[:4])}
_SPAN = re.compile(
    r"(?P<first>[a-z]{3,9})[ '-]*(?P<first_year>\d{4}|\d{2})\s*(?:-|–|to)\s*"
    r"(?P<last>[a-z]{3,9})[ '-]*(?P<last_year>\d{4}|\d{2})"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A column of the whole fund: the months that it speaks of."""

    column: int
    period: str
    """`qtd`, `ytd` or `itd`."""
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns of the whole fund, and the rows of their heads."""

    row: int
    spans: tuple[Span, ...]
    unread: tuple[str, ...]
    """Heads of periods that do not say which months they speak of."""


def heads_of(sheet: Sheet) -> Heads | None:
    """The heads of a sheet that has a column of the whole fund for a period; None where no sheet of that kind is it."""
    for row in range(1, len(sheet.rows) + 1):
        at = [column for column, text in enumerate(sheet.rows[row - 1], start=1) if PERIOD.match(normal(text))]
        if at:
            of_fund = [column for column in at if TOTAL_FUND.search(_group(sheet, row, column))]
            read = [(column, _span(sheet.text(row, column), column)) for column in of_fund]
            unread = tuple(sheet.place(row, column) for column, span in read if span is None)
            return Heads(row, tuple(span for _, span in read if span is not None), unread)
    return None


def _group(sheet: Sheet, row: int, column: int) -> str:
    """The head above a period's: the nearest to the left in the nearest row above that has any such head."""
    for above in range(row - 1, 0, -1):
        heads = [
            (at, normal(text))
            for at, text in enumerate(sheet.rows[above - 1], start=1)
            if TOTAL_FUND.search(normal(text)) or ALLOCATION.search(normal(text))
        ]
        if heads:
            return next((text for at, text in reversed(heads) if at <= column), "")
    return ""


def _span(head: str, column: int) -> Span | None:
    period = PERIOD.match(normal(head))
    found = _SPAN.search(head.casefold())
    if period is None or found is None:
        return None
    first = _month(found["first"], found["first_year"])
    last = _month(found["last"], found["last_year"])
    if first is None or last is None or first > last:
        return None
    name = period["period"]
    return Span(column, name if name in {"qtd", "ytd"} else "itd", first, month_end(last))


def _month(name: str, year: str) -> date | None:
    month = _MONTHS.get(name)
    return None if month is None else date(int(year) + (2000 if len(year) == 2 else 0), month, 1)  # noqa: PLR2004
