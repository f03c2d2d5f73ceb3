"""The six factor chapters: the rule's question, the facts, the peers, staff's proposal, what is open."""

from prudent.memo.analysis import analysis
from prudent.memo.benchmark_tables import benchmark_tables
from prudent.memo.charted.chapters import chapter_charts
from prudent.memo.charted.sources import sources_of
from prudent.memo.cost_table import fee_tables
from prudent.memo.document import Chapter
from prudent.memo.exhibits import MemoTable, TableColumn
from prudent.memo.figures import FigureBook
from prudent.memo.holdings_table import holdings_table
from prudent.memo.liquidity_tables import liquidity_tables
from prudent.memo.parts.determination import determination
from prudent.memo.parts.open_questions import open_questions
from prudent.memo.prose import plain
from prudent.memo.risk_table import risk_table
from prudent.memo.valuation_tables import side_by_side
from prudent.model.case import Case
from prudent.model.finding import Factor
from prudent.model.fund import Fund
from prudent.score.score import Score
from prudent.tables.core import CoreTables

#: The measures that each chapter tables for the candidate and its peers.
_TABLED = {
    Factor.PERFORMANCE: (
        "return_on_horizon",
        "return_1y",
        "return_3y",
        "volatility_3y",
        "sharpe_ratio_3y",
        "sharpe_ratio_unsmoothed_3y",
    ),
    Factor.FEES: ("all_in_fee", "fee_excluding_interest", "management_fee"),
    Factor.LIQUIDITY: ("worst_fill_known", "repurchase_cap", "repurchases_per_year", "share_redeemable_a_year"),
    Factor.VALUATION: ("hard_to_value_share", "level3_share", "level3_coverage", "unrealized_gain"),
    Factor.BENCHMARK: (
        "excess_return_over_benchmark_3y",
        "correlation_with_benchmark_3y",
        "tracking_error_3y",
        "months_overlapping",
    ),
    Factor.COMPLEXITY: (
        "leverage_assets_to_net_assets",
        "borrowings_to_net_assets",
        "pik_share_of_portfolio",
        "top10_share",
        "positions",
    ),
}

_SHORT = {
    "return_on_horizon": "Window, a year",
    "return_1y": "1 year",
    "return_3y": "3 years, a year",
    "volatility_3y": "Volatility",
    "sharpe_ratio_3y": "Sharpe",
    "sharpe_ratio_unsmoothed_3y": "Sharpe, unsmoothed",
    "all_in_fee": "All-in",
    "fee_excluding_interest": "Without interest",
    "management_fee": "Management",
    "worst_fill_known": "Worst fill known",
    "repurchase_cap": "Cap of one offer",
    "repurchases_per_year": "Offers a year",
    "share_redeemable_a_year": "Most in a year",
    "level3_share": "Level 3 of those",
    "level3_coverage": "With a level",
    "hard_to_value_share": "Level 3 or no level",
    "unrealized_gain": "Unrealised gain",
    "excess_return_over_benchmark_3y": "Over benchmark, a year",
    "correlation_with_benchmark_3y": "Correlation",
    "tracking_error_3y": "Tracking error",
    "months_overlapping": "Months in common",
    "leverage_assets_to_net_assets": "Assets to net assets",
    "borrowings_to_net_assets": "Borrowings to net assets",
    "pik_share_of_portfolio": "May pay in kind",
    "top10_share": "Ten largest",
    "positions": "Holdings",
}


def chapters(case: Case, core: CoreTables, score: Score, book: FigureBook) -> tuple[Chapter, ...]:
    """One chapter a factor, in the rule's order."""
    questions = {question.factor: question for question in case.policy.rule.questions}
    left_out = {item.fund for item in score.peers_out}
    funds = tuple(fund for fund in case.funds if fund.fund not in left_out)
    made: list[Chapter] = []
    for finding in score.findings:
        question = questions[finding.factor]
        made.append(
            Chapter(
                factor=finding.factor,
                question=f"Consider: {question.consider} Determine: {question.determine}",
                status=finding.status,
                determination=determination(finding),
                analysis=analysis(finding.factor, case, book),
                tables=(
                    *_tables(finding.factor, case, funds, core, book),
                    *_scenarios(finding.factor, case, core, score, book),
                    *side_by_side(finding.factor, case, score, book),
                ),
                charts=chapter_charts(finding.factor, sources_of(case, core, score, book)),
                checks=finding.checks,
                open_questions=open_questions(finding, case.policy.checks.by_id, score),
                grade=finding.grade,
                judgement=finding.judgement,
            )
        )
    return tuple(made)


def _tables(
    factor: Factor, case: Case, funds: tuple[Fund, ...], core: CoreTables, book: FigureBook
) -> tuple[MemoTable, ...]:
    beside = peer_table(factor, funds, book)
    made = [] if beside is None else [beside]
    if factor is Factor.PERFORMANCE:
        made.append(risk_table(book))
    if factor is Factor.FEES:
        made.extend(fee_tables(case, book))
    if factor is Factor.BENCHMARK:
        made = [*benchmark_tables(case, book), *made]
    if factor is Factor.COMPLEXITY and (table := holdings_table(case, core, book)) is not None:
        made.append(table)
    return tuple(made)


def _scenarios(factor: Factor, case: Case, core: CoreTables, score: Score, book: FigureBook) -> tuple[MemoTable, ...]:
    return liquidity_tables(case, core, score, book) if factor is Factor.LIQUIDITY else ()


def peer_table(factor: Factor, funds: tuple[Fund, ...], book: FigureBook) -> MemoTable | None:
    """The chapter's measures, one row a fund, the candidate first; None where no fund has any of them."""
    measures = _TABLED[factor]
    cells = {fund.fund: tuple(book.measure(name, fund) for name in measures) for fund in funds}
    if not any(book.has(cell) for row in cells.values() for cell in row):
        return None
    told = [fund for fund in funds if fund is funds[0] or any(book.has(cell) for cell in cells[fund.fund])]
    rows = tuple((plain(fund.legal_name), *cells[fund.fund]) for fund in told)
    silent = [plain(fund.legal_name) for fund in funds if fund not in told]
    none = f" With none of these figures in evidence: {'; '.join(silent)}." if silent else ""
    apart = (
        " Volatility and Sharpe are of months or of quarters, as the fund publishes; n in the list of figures tells."
    )
    parts = " A total may hold interest on borrowings; two are ranked only where the interest part of both is known."
    notes = {Factor.PERFORMANCE: apart, Factor.FEES: parts}
    return MemoTable(
        id=f"{factor.value}-peers",
        title="The fund and its peers" if len(funds) > 1 else "The fund",
        columns=(TableColumn(heading="Fund"), *(TableColumn(heading=_SHORT[name], align="right") for name in measures)),
        rows=rows,
        note=f"The fund under review stands first.{none}{notes.get(factor, '')}",
    )
