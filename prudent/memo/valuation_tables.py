"""Tables of single figures in the chapters on valuation and complexity: tests of the marks, leverage by definition.

Belongs here: which measures stand side by side, and what the table says of those that are missing. Does not: tables of
the fund beside its peers (`chapters.py`).
"""

from dataclasses import dataclass

from prudent.memo.exhibits import MemoTable, TableColumn
from prudent.memo.figures import FigureBook
from prudent.memo.labels import in_words, label
from prudent.model.case import Case
from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode
from prudent.score.score import Score


@dataclass(frozen=True, slots=True)
class _SideBySide:
    """Measures of one chapter that are read together."""

    id: str
    factor: Factor
    title: str
    note: str
    measures: tuple[str, ...]


_TABLES = (
    _SideBySide(
        "marks-tested",
        Factor.VALUATION,
        "How the marks were tested",
        "A gap or a repeat proves nothing by itself; it is a question to the manager.",
        (
            "portfolio_age",
            "mark_age",
            "mark_age_oldest",
            "unrealized_share_of_return",
            "day_one_markup",
            "day_one_markup_to_net_assets",
            "longest_repeat",
            "runs_test_z",
            "nav_per_share_gap",
            "balance_gap",
            "nav_change_less_return",
            "nav_breaks",
            "appraisals_per_year",
            "independent_appraiser",
            "premium_to_nav",
            "premium_to_nav_lowest_1y",
            "premium_to_nav_highest_1y",
            "tracking_difference_3y",
            "net_assets_per_coin",
            "net_assets_per_ounce",
        ),
    ),
    _SideBySide(
        "leverage-by-definition",
        Factor.COMPLEXITY,
        "What is borrowed and promised, by each definition",
        "One fund has a different number under each definition; none is the leverage.",
        (
            "leverage_assets_to_net_assets",
            "borrowings_to_net_assets",
            "asset_coverage",
            "asset_coverage_of_borrowings",
            "unfunded_commitments_to_net_assets",
            "derivatives_notional_to_net_assets",
            "derivatives_used",
        ),
    ),
    _SideBySide(
        "counted",
        Factor.COMPLEXITY,
        "What has to be followed",
        "Counts are as documents state them.",
        (
            "fee_layers",
            "fee_components",
            "vehicles",
            "share_classes",
            "share_classes_in_fee_table",
            "affiliated_providers",
            "non_accruals_at_cost",
            "non_accruals_at_fair_value",
            "interest_in_kind_share_of_income",
            "occupancy",
            "custodian",
            "fork_terms",
        ),
    ),
)


def side_by_side(factor: Factor, case: Case, score: Score, book: FigureBook) -> tuple[MemoTable, ...]:
    """The chapter's tables, with a row for each measure that has a value; one without any is left out."""
    return tuple(
        table for spec in _TABLES if spec.factor is factor and (table := _table(spec, case, score, book)) is not None
    )


def _table(spec: _SideBySide, case: Case, score: Score, book: FigureBook) -> MemoTable | None:
    found = {name: score.evidence(case).measure(name) for name in spec.measures}
    given = [name for name, measure in found.items() if measure.refusal is None]
    if not given:
        return None
    refused = [(name, measure.refusal.code) for name, measure in found.items() if measure.refusal is not None]
    missing = [in_words(name) for name, code in refused if code is not RefusalCode.NOT_APPLICABLE]
    unknown = f" Without a number: {'; '.join(missing)}." if missing else ""
    return MemoTable(
        id=spec.id,
        title=spec.title,
        columns=(TableColumn(heading="Measure"), TableColumn(heading="Figure", align="right")),
        rows=tuple((label(name), book.measure(name)) for name in given),
        note=f"{spec.note}{unknown}",
    )
