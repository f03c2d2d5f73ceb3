"""Reads an ILPA Reporting Template: the capital account statement of the whole fund.

Belongs here: which line becomes which column of ours. Does not: names (`labels.py`), heads of columns (`columns.py`).

Taken are what is left for investors after accrued incentive allocation (a net asset value of cash_flows), and net
operating income, realised and unrealised gains of a quarter and of a year so far (results). All else is kept with the
file, noticed and not used.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from prudent.errors import DataBad, SchemaChanged
from prudent.ingest.characters import shown
from prudent.ingest.delivered import Delivered
from prudent.ingest.files import SourceFile
from prudent.ingest.ilpa.amounts import Amount, amount_of
from prudent.ingest.ilpa.columns import Heads, Span, heads_of
from prudent.ingest.ilpa.head import check_head
from prudent.ingest.ilpa.labels import UNUSED_LINES, Line, normal
from prudent.ingest.ilpa.rows import raw_tables
from prudent.ingest.ilpa.transactions import Flow
from prudent.ingest.workbook.cells import Sheet, open_workbook
from prudent.model.delivery import Declared
from prudent.model.fund import Fund
from prudent.model.packet import Noticed

_RESULTS = {
    Line.NET_OPERATING_INCOME: "net_investment_income_usd",
    Line.REALIZED: "realized_gain_usd",
    Line.UNREALIZED: "unrealized_gain_change_usd",
}


def read_reporting(source: SourceFile, fund: Fund, declared: Declared) -> Delivered:
    """The capital account of the whole fund.

    Raises:
        DataBad: it is another fund's, in another currency, or two columns contradict each other.
        SchemaChanged: no sheet holds the statement, or a column does not say which months it speaks of.
        HostileInput: see `open_workbook`.
    """
    book = open_workbook(source)
    found = ((sheet, heads_of(sheet)) for sheet in book.sheets)
    sheet, heads = next(
        ((sheet, heads) for sheet, heads in found if heads and _rows_of(sheet, Line.ENDING)), (None, None)
    )
    if sheet is None or heads is None:
        raise SchemaChanged(
            f"{source.name} is no ILPA Reporting Template: no sheet has columns headed QTD, YTD or Since Inception and "
            "the line 'Ending NAV - Net of Incentive Allocation'.",
            file=source.path,
        )
    check_head(source, sheet, heads.row, fund)
    statement = _Statement(source, sheet, heads)
    statement.check()
    tables = raw_tables(source, declared.document.id, statement.values(), statement.results())
    return Delivered(tables, (*sheet.noticed(statement.file), *statement.noticed()))


def _rows_of(sheet: Sheet, label: str) -> list[int]:
    return [
        row
        for row in range(1, len(sheet.rows) + 1)
        if any(normal(text) == label for text in sheet.rows[row - 1] if text)
    ]


@dataclass(frozen=True, slots=True)
class _Statement:
    """The sheet that holds the statement, and its columns of the whole fund."""

    source: SourceFile
    sheet: Sheet
    heads: Heads

    @property
    def file(self) -> str:
        """The file's own name."""
        return self.source.name.rpartition("/")[2]

    def check(self) -> None:
        """The columns say which months they speak of, end on one day, and agree where they must."""
        if self.heads.unread:
            where = ", ".join(self.heads.unread)
            raise SchemaChanged(
                f"{self.source.name}: {where} does not say which months it speaks of, as QTD (Oct-25 - Dec-25) does.",
                file=self.source.path,
            )
        if not self.heads.spans:
            raise self._wrong("it has no columns of the total fund; one investor's share is no figure of the fund")
        if len({span.last for span in self.heads.spans}) > 1:
            raise self._wrong("its columns end in different months")
        ending = {amount.rounded for span in self.heads.spans if (amount := self._amount(Line.ENDING, span))}
        if len(ending) > 1:
            raise self._wrong("its columns give different ending net asset values for one day")

    def values(self) -> tuple[tuple[date, Flow, Amount], ...]:
        """What is left for investors, at the end of the columns and the day before a quarter and a year begin."""
        found: dict[date, Amount] = {}
        for span in self.heads.spans:
            if ending := self._amount(Line.ENDING, span):
                found.setdefault(span.last, ending)
            before = span.first - timedelta(days=1)
            beginning = None if span.period == "itd" else self._amount(Line.BEGINNING, span)
            if beginning and found.setdefault(before, beginning).rounded != beginning.rounded:
                raise self._wrong(f"two columns give different beginning net asset values for {before}")
        if not found:
            raise self._wrong("it gives no ending net asset value of the total fund")
        return tuple((day, Flow.NET_ASSET_VALUE, amount) for day, amount in sorted(found.items()))

    def results(self) -> tuple[tuple[Span, dict[str, Amount]], ...]:
        """Results of the quarter and of the year so far. A first quarter is both, and its columns must agree."""
        made: dict[tuple[date, date], tuple[Span, dict[str, Amount]]] = {}
        for span in self.heads.spans:
            found = {name: self._amount(line, span) for line, name in _RESULTS.items()}
            given = {name: amount for name, amount in found.items() if amount is not None}
            if span.period == "itd" or not given:
                continue
            _, before = made.setdefault((span.first, span.last), (span, given))
            if {name: each.rounded for name, each in before.items()} != {
                name: each.rounded for name, each in given.items()
            }:
                raise self._wrong("its columns QTD and YTD speak of the same months and differ")
        return tuple(made.values())

    def noticed(self) -> tuple[Noticed, ...]:
        """What is kept and not used, what is not known, and what was rounded."""
        known: list[str] = []
        unknown: list[str] = []
        rounded: list[str] = []
        for row in range(self.heads.row + 1, len(self.sheet.rows) + 1):
            given = [amount for span in self.heads.spans if (amount := self._at(row, span)) is not None]
            label = next((text.strip() for text in self.sheet.rows[row - 1] if text.strip()), "")
            if not given or amount_of(label, "") is not None:
                continue
            if normal(label) in UNUSED_LINES:
                known.append(label)
            elif normal(label) in set(Line):
                rounded += [amount.place for amount in given if amount.is_rounded]
            else:
                unknown.append(shown(label))
        told = (
            (known, "kept, not used, because no table means exactly this: {}"),
            (unknown, "kept, not used, because the template's known lines do not hold it: {}"),
            (rounded, "rounded to hundredths of a cent, in which money is kept: {}"),
        )
        name = self.sheet.name
        return tuple(
            Noticed(file=self.file, place=name, what=what.format("; ".join(each))) for each, what in told if each
        )

    def _amount(self, line: Line, span: Span) -> Amount | None:
        rows = _rows_of(self.sheet, line)
        if len(rows) > 1:
            raise self._wrong(f"the line {line.value!r} stands in rows {rows[0]} and {rows[1]}")
        return self._at(rows[0], span) if rows else None

    def _at(self, row: int, span: Span) -> Amount | None:
        text, place = self.sheet.text(row, span.column).strip(), self.sheet.place(row, span.column)
        amount = amount_of(text, place)
        if text and amount is None and row > self.heads.row:
            raise self._wrong(f"{place} holds {shown(text)}, which is no number")
        return amount

    def _wrong(self, why: str) -> DataBad:
        return DataBad(f"{self.source.name}, sheet {shown(self.sheet.name)}: {why}.", file=self.source.path)
