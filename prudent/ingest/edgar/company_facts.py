"""Company facts: what a filer of Forms 10-K and 10-Q tagged in XBRL, from `data.sec.gov/api/xbrl/companyfacts`.

Belongs here: from chosen facts to rows of core tables. Does not: which element fills which column
(`company_elements.py`, with the table), the shape of the file (`company_tree.py`) and restatements
(`company_choice.py`).

Dates are those that a fact is tagged with. A return is read where its period is a whole month, quarter or year; a year
to date is never taken for a quarter. Amounts stay as tagged: whether a filer tagged thousands as dollars is for the
data rules, which hold several figures against each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from prudent.errors import DataBad
from prudent.ingest.delivered import Delivered
from prudent.ingest.edgar.company_choice import Chosen, Period, chosen
from prudent.ingest.edgar.company_elements import BALANCE_SHEET, EXPENSE_RATIOS, RESULTS, RETURNS
from prudent.ingest.edgar.company_tree import TaggedFact, company_tree
from prudent.ingest.edgar.tagged_rows import Placed, raw_table, unfit, written
from prudent.ingest.files import SourceFile
from prudent.ingest.raw import RawTable
from prudent.model.delivery import Declared
from prudent.model.fund import Fund
from prudent.model.packet import Noticed
from prudent.model.period import Frequency, ReturnKind, month_end
from prudent.tables.spec import Table, table

_FREQUENCIES = {frequency.months: frequency for frequency in Frequency}
_PER_CENT = 2
"""Decimal places from a fraction, as tagged, to per cent, as received."""


@dataclass(frozen=True, slots=True)
class _Made:
    raw: RawTable
    noticed: tuple[Noticed, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    source: SourceFile
    document: str

    def amounts(self, spec: Table, columns: tuple[Chosen, ...]) -> _Made:
        """A row for each period that any column has a figure of."""
        rows: dict[Period, dict[str, Placed]] = {}
        noticed: list[Noticed] = []
        for column in columns:
            noticed += column.noticed
            for period, fact in column.facts.items():
                if why := unfit(spec, column.column, fact.value):
                    noticed.append(self._left_out(fact, f"{fact.value:f} {why}"))
                    continue
                row = rows.setdefault(period, _days(fact))
                row[column.column] = Placed(written(fact.value), fact.place)
        ordered = (rows[period] for period in sorted(rows, key=lambda days: (days[1], days[0] or days[1])))
        return _Made(raw_table(self.source, spec, ordered, self.document), tuple(noticed))

    def rates(self, spec: Table, column: Chosen, lengths: Iterable[Frequency], words: str) -> _Made:
        """A row for each figure whose period is as long as one of `lengths`."""
        rows: dict[Period, dict[str, Placed]] = {}
        noticed = [*column.noticed]
        other: list[TaggedFact] = []
        for period, fact in column.facts.items():
            frequency = _frequency(fact)
            per_cent = fact.value.scaleb(_PER_CENT)
            if frequency is None or frequency not in lengths:
                other.append(fact)
            elif why := unfit(spec, column.column, per_cent):
                noticed.append(self._left_out(fact, f"{fact.value:f} {why} as per cent"))
            else:
                of_row = _return_row(fact, frequency) if spec.table == "core_fund__returns" else _ratio_row(fact)
                rows[period] = of_row | {column.column: Placed(written(per_cent), fact.place)}
        if other:
            first = f"{len(other)} of {column.column} cover no {words} (the first {other[0].period})"
            noticed.append(Noticed(file=self.source.name, place=other[0].place, what=f"{first}; they are left out."))
        ordered = (rows[period] for period in sorted(rows, key=lambda days: (days[1], days[0] or days[1])))
        return _Made(raw_table(self.source, spec, ordered, self.document), tuple(noticed))

    def _left_out(self, fact: TaggedFact, why: str) -> Noticed:
        return Noticed(file=self.source.name, place=fact.place, what=f"{fact.period}: {why}; it is left out.")


def read_company_facts(source: SourceFile, fund: Fund, declared: Declared) -> Delivered:
    """Balance sheets, results, total returns and expense ratios of one filer.

    Args:
        source: the JSON as received.
        fund: the fund, whose CIK must be the file's.
        declared: what was declared of the file; every row's source is its document.

    Raises:
        DataBad: the file is another filer's, is empty, or holds none of the elements that are read.
        SchemaChanged: it is not of the documented shape. HostileInput: see `json_guard.py`.
    """
    tree = company_tree(source, fund)
    reading = _Reading(source, declared.document.id)
    fees, returns = table("core_fund__fees"), table("core_fund__returns")
    made = [
        reading.amounts(table("core_fund__balance_sheet"), chosen(tree, BALANCE_SHEET, instant=True)),
        reading.amounts(table("core_fund__results"), chosen(tree, RESULTS, instant=False)),
        *(
            reading.rates(returns, column, Frequency, "whole month, quarter or year")
            for column in chosen(tree, RETURNS, instant=False)
        ),
        *(
            reading.rates(fees, column, (Frequency.ANNUAL,), "whole year")
            for column in chosen(tree, EXPENSE_RATIOS, instant=False)
        ),
    ]
    if not any(part.raw.rows for part in made):
        raise DataBad(
            f"{source.name} holds no figure that is read from company facts: is it the right file?", file=source.path
        )
    raws = tuple(part.raw for part in made if part.raw.rows)
    return Delivered(raws, tuple(told for part in made for told in part.noticed))


def _days(fact: TaggedFact) -> dict[str, Placed]:
    row = {"as_of": Placed(fact.end.isoformat(), f"{fact.place}/end")}
    if fact.start is not None:
        row["period_start"] = Placed(fact.start.isoformat(), f"{fact.place}/start")
    return row


def _return_row(fact: TaggedFact, frequency: Frequency) -> dict[str, Placed]:
    return {
        "frequency": Placed(frequency.value, f"{fact.place}/start"),
        "kind": Placed(ReturnKind.TOTAL_NET.value, fact.place),
        "period_end": Placed(fact.end.isoformat(), f"{fact.place}/end"),
    }


def _ratio_row(fact: TaggedFact) -> dict[str, Placed]:
    given = {
        "share_class": "unstated",
        "basis": "expense_ratio",
        "component": "total",
        # ASC 946-205-50-13 defines the ratio on average net assets.
        "base": "average_net_assets",
    }
    return _days(fact) | {name: Placed(text, fact.place) for name, text in given.items()}


def _frequency(fact: TaggedFact) -> Frequency | None:
    """Month, quarter or year, where the period is exactly one, from a first to a last day of a month."""
    if fact.start is None or fact.start.day != 1 or fact.end != month_end(fact.end):
        return None
    return _FREQUENCIES.get(_months(fact.start, fact.end))


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month + 1
