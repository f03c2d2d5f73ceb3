"""The core tables of one question, side by side: what ingest gives and validate and score take."""

from dataclasses import dataclass, field, fields
from typing import Self

import polars as pl

from prudent.tables.check import check
from prudent.tables.spec import Table, table

FACTS = "core_fund__facts"


@dataclass(frozen=True, slots=True)
class CoreTables:
    """One frame a core table, each with the schema of its `table.yml`, sorted by its key."""

    fund_returns: pl.DataFrame
    fund_balance_sheet: pl.DataFrame
    fund_fees: pl.DataFrame
    fund_terms: pl.DataFrame
    fund_holdings: pl.DataFrame
    fund_exposure: pl.DataFrame
    fund_tenders: pl.DataFrame
    fund_cash_flows: pl.DataFrame
    fund_fair_value: pl.DataFrame
    fund_marks: pl.DataFrame
    fund_market: pl.DataFrame
    fund_results: pl.DataFrame
    fund_representations: pl.DataFrame
    benchmark_returns: pl.DataFrame
    market_risk_free: pl.DataFrame
    fund_facts: pl.DataFrame = field(default_factory=table(FACTS).empty)
    """Every figure that any source gives of the funds, used or not; no table of a packet."""

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Names of the tables that packets are read into, in the order in which they are declared."""
        return tuple(item.name for item in fields(cls) if item.name != "fund_facts")

    @staticmethod
    def spec(name: str) -> Table:
        """The table that a field holds: `fund_returns` holds `core_fund__returns`."""
        owner, _, rest = name.partition("_")
        return table(f"core_{owner}__{rest}")

    @classmethod
    def empty(cls) -> Self:
        """All tables, without rows."""
        return cls(*(cls.spec(name).empty() for name in cls.names()))

    def frame(self, name: str) -> pl.DataFrame:
        """The frame of one field."""
        frame: pl.DataFrame = getattr(self, name)
        return frame

    def checked(self) -> Self:
        """The same tables, after each was held against its specification."""
        for name in self.names():
            check(self.frame(name), self.spec(name))
        return self
