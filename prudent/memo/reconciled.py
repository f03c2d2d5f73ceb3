"""What was reconciled: totals against independent totals, counted by item, and every break of the candidate.

Belongs here: the section of the memo. Does not: the figures (`prudent/validate`), nor what is allowed
(`policy/reconciliation.yml`).
"""

import polars as pl

from prudent.memo.document import Section
from prudent.memo.exhibits import MemoTable, TableColumn, number_columns, text_columns
from prudent.memo.format import date_text
from prudent.memo.prose import plain
from prudent.model.case import Case
from prudent.model.reconciliation import ReconciledItem
from prudent.tables.core import CoreTables
from prudent.validate.reconcile import reconcile

_ITEMS = {
    ReconciledItem.BALANCE_IDENTITY: "Total assets less liabilities, and net assets",
    ReconciledItem.HOLDINGS_TO_TOTAL_ASSETS: "Holdings, and total assets",
    ReconciledItem.HOLDINGS_TO_NET_ASSETS: "Holdings, and net assets",
    ReconciledItem.COVERAGE_TO_BORROWINGS: "Debt that asset coverage implies, and borrowings",
    ReconciledItem.LEVELS_TO_FAIR_VALUE: "Fair-value levels, and holdings",
    ReconciledItem.LEVEL3_TO_SHARE: "Level 3 over all levels, and its printed share",
    ReconciledItem.HOLDINGS_TO_SHARES: "Listed holdings, and their printed shares",
    ReconciledItem.TOP_TEN_TO_SHARE: "Ten largest holdings, and their printed share",
    ReconciledItem.FEE_PARTS: "Parts of a fee, and the printed total",
    ReconciledItem.NAV_BY_SHARES: "Value a share, and net assets over shares",
    ReconciledItem.NAV_TO_RETURN: "Change of value a share, and the return",
    ReconciledItem.MONTHS_TO_YEAR: "Months linked, and the printed year",
    ReconciledItem.MONTHS_TO_QUARTER: "Months linked, and the printed quarter",
    ReconciledItem.MONTHS_OF_QUARTER: "Months in evidence, and months of the quarter",
    ReconciledItem.TENDERED_BY_FILL: "Shares tendered times fill, and shares accepted",
    ReconciledItem.PAID_TO_CAP: "Requested times fill, and what the offer was for",
    ReconciledItem.TENDERED_TO_SHARES: "Shares that a request implies, and shares outstanding",
    ReconciledItem.COINS_TO_NET_ASSETS: "Net assets a coin, and those of other trusts",
}
_OUTCOMES = ("agrees", "breaks", "one_side_missing", "same_source", "incomplete")


def reconciled(case: Case, core: CoreTables) -> Section:
    """Counts of the candidate's comparisons, and its breaks with both figures, the difference and what is allowed."""
    rows = reconcile(core, case.policy.reconciliation, case.noticed).filter(pl.col("fund") == case.candidate.fund)
    return Section(
        id="reconciled",
        title="What was reconciled",
        paragraphs=(_said(rows),),
        tables=() if rows.is_empty() else (_counts(rows), *_breaks(rows)),
    )


def _said(rows: pl.DataFrame) -> str:
    counts = (rows.filter(pl.col("outcome") == outcome).height for outcome in _OUTCOMES)
    agree, broken, alone, same, lacking = counts
    if not rows.height:
        return "No total of the fund could be held against an independent one."
    held = f"Totals held against independent totals: {rows.height - same}. In agreement: {agree}. Broken: {broken}."
    said = [held, f"With one side only in evidence, so that nothing is shown: {alone}."]
    if lacking:
        said.append(f"Below their total, because not all parts are known, which is no break: {lacking}.")
    if same:
        said.append(f"Not counted, because both sides are sums made here from one file, which cannot disagree: {same}.")
    return " ".join((*said, "Agreement with another figure of the same packet is no check of the filing."))


def _counts(rows: pl.DataFrame) -> MemoTable:
    items = [item for item in ReconciledItem if item.value in rows.get_column("item").unique().to_list()]
    made: list[tuple[str, ...]] = []
    for item in items:
        own = rows.filter(pl.col("item") == item.value).get_column("outcome").to_list()
        made.append((_ITEMS[item], *(str(own.count(outcome)) for outcome in _OUTCOMES)))
    return MemoTable(
        id="reconciled-items",
        title="Totals against independent totals",
        columns=(
            TableColumn(heading="What"),
            *number_columns("Agree", "Break", "One side only", "Same source", "Parts not known"),
        ),
        rows=tuple(made),
        note="How far two figures may lie apart, and why, is stated in policy/reconciliation.yml.",
    )


def _breaks(rows: pl.DataFrame) -> tuple[MemoTable, ...]:
    broken = rows.filter(pl.col("outcome") == "breaks")
    if broken.is_empty():
        return ()
    told = tuple(
        (date_text(row["as_of"]), f"{plain(row['sentence'])}.", plain(row["why"]))
        for row in broken.iter_rows(named=True)
    )
    return (
        MemoTable(
            id="reconciled-breaks",
            title="Every break",
            columns=text_columns("Date", "Both figures and what is allowed", "Why so much is allowed"),
            rows=told,
        ),
    )
