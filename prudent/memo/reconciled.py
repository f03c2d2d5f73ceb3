"""What was reconciled: totals against independent totals, counted by item, and every break of the candidate.

Belongs here: the section of the memo. Does not: the figures (`prudent/validate`), nor what is allowed
(`policy/reconciliation.yml`).
"""

from typing import cast

import polars as pl

from prudent.memo.document import Section
from prudent.memo.exhibits import MemoTable, number_columns, quoting_columns, text_columns
from prudent.memo.figures import FigureBook
from prudent.memo.format import date_text
from prudent.memo.prose import plain
from prudent.memo.rows import policy_place
from prudent.model.case import Case
from prudent.model.measured import Unit
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
_OUTCOMES = {
    "agrees": "agree",
    "breaks": "break",
    "one_side_missing": "one side only",
    "same_source": "same source",
    "incomplete": "parts not known",
}


def reconciled(case: Case, core: CoreTables, book: FigureBook) -> Section:
    """Counts of the candidate's comparisons, and its breaks with both figures, the difference and what is allowed."""
    rows = reconcile(core, case.policy.reconciliation, case.noticed).filter(pl.col("fund") == case.candidate.fund)
    return Section(
        id="reconciled",
        title="What was reconciled",
        paragraphs=(_said(rows, book),),
        tables=() if rows.is_empty() else (_counts(rows, book), *_breaks(rows, book)),
    )


_ASKED = policy_place("reconciliation", "items")


def _count(name: str, said: str, count: int, book: FigureBook) -> str:
    """How many comparisons: it rests on the policy's items, which ask for them."""
    return book.add(
        f"reconciled_{name}", said, Unit.COUNT, count, "count of what the policy asks to compare", (_ASKED,)
    )


def _said(rows: pl.DataFrame, book: FigureBook) -> str:
    if not rows.height:
        return "No total of the fund could be held against an independent one."
    counts = {outcome: rows.filter(pl.col("outcome") == outcome).height for outcome in _OUTCOMES}
    told = {
        outcome: _count(f"all_{outcome}", f"Totals: {_OUTCOMES[outcome]}", count, book)
        for outcome, count in counts.items()
    }
    held = _count("all", "Totals held against independent totals", rows.height - counts["same_source"], book)
    said = [
        f"Totals held against independent totals: {held}. In agreement: {told['agrees']}. Broken: {told['breaks']}.",
        f"With one side only in evidence, so that nothing is shown: {told['one_side_missing']}.",
    ]
    if counts["incomplete"]:
        said.append(f"Below their total, because not all parts are known, which is no break: {told['incomplete']}.")
    if counts["same_source"]:
        why = "because both sides are sums made here from one file, which cannot disagree"
        said.append(f"Not counted, {why}: {told['same_source']}.")
    return " ".join((*said, "Agreement with another figure of the same packet is no check of the filing."))


def _counts(rows: pl.DataFrame, book: FigureBook) -> MemoTable:
    items = [item for item in ReconciledItem if item.value in rows.get_column("item").unique().to_list()]
    return MemoTable(
        id="reconciled-items",
        title="Totals against independent totals",
        columns=(
            *text_columns("What"),
            *number_columns("Agree", "Break", "One side only", "Same source", "Parts not known"),
        ),
        rows=tuple(_counted(item, rows, book) for item in items),
        note="A dash: none. How far two figures may lie apart, and why, is stated in policy/reconciliation.yml.",
    )


def _counted(item: ReconciledItem, rows: pl.DataFrame, book: FigureBook) -> tuple[str, ...]:
    own = rows.filter(pl.col("item") == item.value).get_column("outcome").to_list()
    return (
        _ITEMS[item],
        *(
            _count(f"{item.value}_{outcome}", f"{_ITEMS[item]}: {said}", own.count(outcome), book)
            if outcome in own
            else "–"
            for outcome, said in _OUTCOMES.items()
        ),
    )


def _breaks(rows: pl.DataFrame, book: FigureBook) -> tuple[MemoTable, ...]:
    broken = rows.filter(pl.col("outcome") == "breaks")
    if broken.is_empty():
        return ()
    told = tuple(
        (
            date_text(row["as_of"]),
            f"{plain(row['sentence'])}.",
            _difference(row, place, book),
            plain(row["why"]),
        )
        for place, row in enumerate(broken.iter_rows(named=True), start=1)
    )
    return (
        MemoTable(
            id="reconciled-breaks",
            title="Every break",
            columns=(
                *text_columns("Date"),
                *quoting_columns("Both figures and what is allowed"),
                *number_columns("Difference"),
                *quoting_columns("Why so much is allowed"),
            ),
            rows=told,
        ),
    )


def _difference(row: dict[str, str | float], place: int, book: FigureBook) -> str:
    said = f"{_ITEMS[ReconciledItem(row['item'])]}: difference"
    cited = (*cast("list[str]", row["evidence"]), _ASKED)
    return book.add(f"break_{place}", said, Unit(row["unit"]), float(row["difference"]), "first less second", cited)
