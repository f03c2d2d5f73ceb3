"""Every rule on a table: one frame that passes, one that fails, an empty one and one of nulls."""

from dataclasses import dataclass, field

import pytest

from expectations.registry import all_rules
from expectations.rule import CROSSCHECK
from expectations.validate import validate
from prudent.model.validation import Outcome, Severity
from prudent.tables.core import CoreTables

CRITICAL, WARNING = Severity.CRITICAL, Severity.WARNING


@dataclass(frozen=True)
class Example:
    """Rows of one table, over its base row, that pass and that fail one rule."""

    table: str
    severity: Severity
    failing: list[dict[str, object]]
    passing: list[dict[str, object]] = field(default_factory=lambda: [{}])
    says: str = ""
    """Words of the failure's sentence."""


PREFIXES = {
    "fund_returns": "returns",
    "fund_balance_sheet": "balance-sheet",
    "fund_fees": "fees",
    "fund_terms": "terms",
    "fund_holdings": "holdings",
    "fund_exposure": "exposure",
    "fund_tenders": "tenders",
    "fund_cash_flows": "cash-flows",
    "fund_fair_value": "fair-value",
    "fund_marks": "marks",
    "fund_market": "market",
    "fund_results": "results",
    "fund_representations": "representations",
    "benchmark_returns": "benchmark",
    "market_risk_free": "risk-free",
}


def _opening() -> dict[str, Example]:
    """The opening rules of all tables: too many rows, a required cell empty, no hash, a key twice, a date to come."""
    examples: dict[str, Example] = {}
    for table, prefix in PREFIXES.items():
        spec = CoreTables.spec(table)
        day = spec.date_column
        examples[f"{prefix}-row-count"] = Example(table, WARNING, [{}] * 3001, says="There are 3001 rows.")
        examples[f"{prefix}-origin-given"] = Example(
            table, CRITICAL, [{}, {"file_sha256": None}], says="row 3: empty_origin_cells is 1."
        )
        examples[f"{prefix}-key-unique"] = Example(table, CRITICAL, [{}, {}], says=f"{spec.file} row 2")
        examples[f"{prefix}-not-after-known"] = Example(
            table, CRITICAL, [{day: "2026-11-30"}], [{day: "2025-11-30"}], says="known_at is 2026-11-01"
        )
        for column in spec.columns:
            if column.required:
                rule = f"{prefix}-{column.name.replace('_', '-')}-given"
                says = f"{spec.file} row 3: {column.name} is not given."
                examples[rule] = Example(table, CRITICAL, [{}, {column.name: None}], says=says)
    return examples


_MONTHS = [{"period_end": "2025-10-31"}, {"period_end": "2025-11-30"}, {"period_end": "2025-12-31"}]

EXAMPLES: dict[str, Example] = {
    **_opening(),
    "returns-frequency-known": Example("fund_returns", CRITICAL, [{"frequency": "weekly"}], says="is weekly"),
    "returns-kind-known": Example("fund_returns", CRITICAL, [{"kind": "gross"}]),
    "returns-period-ends-with-month": Example(
        "fund_returns", CRITICAL, [{"period_end": "2025-12-30"}], says="period_end is 2025-12-30"
    ),
    "returns-possible": Example(
        "fund_returns", CRITICAL, [{"return_frac": 5.0}], [{"return_frac": 2.51525}, {"return_frac": -1.0}]
    ),
    "returns-usual-size": Example(
        "fund_returns",
        WARNING,
        [{"return_frac": -0.26}],
        [{"return_frac": -0.25}, {"return_frac": 0.8, "frequency": "annual"}],
        says="size_frac is 0.26",
    ),
    "returns-no-fractions": Example(
        "fund_returns",
        WARNING,
        [{"period_end": f"20{year}-12-31", "frequency": "annual", "return_frac": 0.0004} for year in range(10, 22)],
        [{"period_end": f"20{year}-12-31", "frequency": "annual", "return_frac": 0.0006} for year in range(10, 22)],
        says="largest_frac is 0.0004",
    ),
    "returns-no-gap": Example(
        "fund_returns",
        WARNING,
        [{"period_end": "2025-10-31"}, {"period_end": "2025-12-31"}],
        [*_MONTHS, {"frequency": "annual"}, {"frequency": "annual", "period_end": "2024-12-31"}],
        says="monthly total_net 2025-12-31 follows 2025-10-31 by 2 months, not 1.",
    ),
    "returns-fresh": Example(
        "fund_returns",
        WARNING,
        [{"period_end": "2025-08-31"}, {"period_end": "2026-03-31"}],
        [{"period_end": "2025-09-30"}],
        says="The last is of 2025-08-31, 122 days before 2025-12-31; at most 100 are allowed.",
    ),
    "balance-sheet-near-month-end": Example(
        "fund_balance_sheet", WARNING, [{"as_of": "2024-03-15"}], [{"as_of": "2024-03-28"}]
    ),
    "balance-sheet-nothing-negative": Example(
        "fund_balance_sheet", CRITICAL, [{"borrowings_usd": -1, "net_assets_usd": 5}], [{"borrowings_usd": 0}]
    ),
    "balance-sheet-net-within-total": Example(
        "fund_balance_sheet",
        CRITICAL,
        [{"total_assets_usd": 100, "net_assets_usd": 101}],
        [{"total_assets_usd": 100, "net_assets_usd": 100}, {"as_of": "2025-09-30", "net_assets_usd": 101}],
    ),
    "balance-sheet-borrowings-within-total": Example(
        "fund_balance_sheet",
        CRITICAL,
        [{"total_assets_usd": 100, "borrowings_usd": 101}],
        [{"total_assets_usd": 100, "borrowings_usd": 100}],
    ),
    "balance-sheet-coverage-possible": Example(
        "fund_balance_sheet", WARNING, [{"asset_coverage_ratio": 199.2}], [{"asset_coverage_ratio": 1.957}]
    ),
    "balance-sheet-net-assets-mostly-given": Example(
        "fund_balance_sheet",
        WARNING,
        [{"net_assets_usd": 1}, {}, {}],
        [{"net_assets_usd": 1}, {}],
        says="net_assets_usd is given in 1 of 3 rows.",
    ),
    "balance-sheet-no-gap": Example(
        "fund_balance_sheet",
        WARNING,
        [{"as_of": day} for day in ("2025-03-31", "2025-06-30", "2025-12-31", "2026-03-31")],
        [{"as_of": day} for day in ("2023-12-29", "2024-03-28", "2024-06-28")],
        says="2025-12-31 follows 2025-06-30 by 6 months, not 3.",
    ),
    "balance-sheet-fresh": Example("fund_balance_sheet", WARNING, [{"as_of": "2025-06-23"}], [{"as_of": "2025-06-30"}]),
    "fees-basis-known": Example("fund_fees", CRITICAL, [{"basis": "brochure"}]),
    "fees-component-known": Example("fund_fees", CRITICAL, [{"component": "performance"}]),
    "fees-base-known": Example("fund_fees", CRITICAL, [{"base": "assets"}]),
    "fees-rate-possible": Example("fund_fees", CRITICAL, [{"rate_frac": 1.25}], [{"rate_frac": 0.0}]),
    "fees-rate-usual": Example(
        "fund_fees",
        WARNING,
        [{"rate_frac": 0.201}],
        [{"rate_frac": 0.0707}, {"component": "incentive", "rate_frac": 0.201, "base": "profits"}],
    ),
    "fees-rate-no-fraction": Example(
        "fund_fees",
        WARNING,
        [{"component": "total", "rate_frac": 0.00202}],
        [
            {"component": "total", "rate_frac": 0.0025},
            {"component": "total", "rate_frac": 0.0012, "basis": "sponsor_fee"},
            {"component": "other", "rate_frac": 0.0001},
        ],
    ),
    "fees-fresh": Example("fund_fees", WARNING, [{"as_of": "2024-06-28"}], [{"as_of": "2024-06-29"}]),
    "terms-term-known": Example("fund_terms", CRITICAL, [{"term": "colour"}]),
    "terms-number-is-number": Example(
        "fund_terms",
        CRITICAL,
        [{"term": "repurchase_cap_pct", "value": "5 %"}],
        [{"term": "repurchase_cap_pct", "value": "5.0"}, {"term": "auditor", "value": "no number"}],
        says="value is 5 %",
    ),
    "terms-count-is-whole": Example(
        "fund_terms",
        CRITICAL,
        [{"term": "fee_layers", "value": "2.5"}],
        [{"term": "fee_layers", "value": "2"}, {"term": "coins_held", "value": "2.5"}],
        says="value is 2.5",
    ),
    "terms-yes-or-no": Example(
        "fund_terms",
        CRITICAL,
        [{"term": "exchange_traded", "value": "true"}],
        [{"term": "exchange_traded", "value": "yes"}],
    ),
    "terms-inception-is-date": Example(
        "fund_terms", CRITICAL, [{"term": "inception", "value": "2019"}], [{"term": "inception", "value": "2019-06-05"}]
    ),
    "terms-per-cent-possible": Example(
        "fund_terms",
        CRITICAL,
        [{"term": "incentive_fee_pct", "value": "125"}],
        [{"term": "incentive_fee_pct", "value": "12.5"}],
    ),
    "terms-cap-usual": Example(
        "fund_terms",
        WARNING,
        [{"term": "repurchase_cap_pct", "value": "0.05"}],
        [{"term": "repurchase_cap_pct", "value": "5"}, {"term": "incentive_fee_pct", "value": "0.05"}],
    ),
    "terms-offers-a-year": Example(
        "fund_terms",
        WARNING,
        [{"term": "repurchases_per_year", "value": "52"}],
        [{"term": "repurchases_per_year", "value": "12"}],
    ),
    "holdings-value-not-negative": Example("fund_holdings", CRITICAL, [{"fair_value_usd": -1}]),
    "holdings-share-possible": Example(
        "fund_holdings", CRITICAL, [{"share_of_portfolio_frac": 2.45}], [{"share_of_portfolio_frac": 0.0245}]
    ),
    "holdings-shares-sum": Example(
        "fund_holdings",
        CRITICAL,
        [{"share_of_portfolio_frac": 0.6}, {"rank": 2, "share_of_portfolio_frac": 0.41}],
        [{"share_of_portfolio_frac": 0.6}, {"rank": 2, "share_of_portfolio_frac": 0.4}],
        says="share_sum_frac is 1.01",
    ),
    "holdings-ranks-complete": Example(
        "fund_holdings", WARNING, [{}, {"rank": 3}], [{}, {"rank": 2}], says="ranks is 2, highest_rank is 3"
    ),
    "holdings-in-order": Example(
        "fund_holdings",
        WARNING,
        [{}, {"rank": 2, "fair_value_usd": 101}],
        [{"rank": 2, "fair_value_usd": 99}, {}],
        says="fair_value_before_usd is 100, fair_value_usd is 101",
    ),
    "exposure-share-not-negative": Example(
        "fund_exposure", CRITICAL, [{"debt_share_frac": -0.01}], [{"debt_share_frac": 0.0}]
    ),
    "exposure-share-not-above-one": Example(
        "fund_exposure", CRITICAL, [{"level3_coverage_frac": 1.01}], [{"level3_coverage_frac": 1.0}]
    ),
    "exposure-kinds-sum-to-one": Example(
        "fund_exposure",
        WARNING,
        [
            dict.fromkeys(("debt_share_frac", "equity_share_frac", "fund_share_frac"), 0.3)
            | dict.fromkeys(("structured_share_frac", "other_share_frac"), 0.0)
        ],
        [
            {"debt_share_frac": 0.9955, "equity_share_frac": 0.0029}
            | dict.fromkeys(("fund_share_frac", "structured_share_frac", "other_share_frac"), 0.0)
        ],
        says="kinds_sum_frac is 0.9",
    ),
    "exposure-level3-has-denominator": Example(
        "fund_exposure",
        WARNING,
        [{"level3_share_of_covered_frac": 1.0}],
        [{"level3_share_of_covered_frac": 1.0, "level3_coverage_frac": 0.0316}],
    ),
    "exposure-value-above-zero": Example(
        "fund_exposure", CRITICAL, [{"total_fair_value_usd": 0}], [{"total_fair_value_usd": 1}]
    ),
    "exposure-gain-possible": Example(
        "fund_exposure", CRITICAL, [{"unrealized_gain_frac": 31.54}], [{"unrealized_gain_frac": 0.3154}]
    ),
    "exposure-fresh": Example("fund_exposure", WARNING, [{"as_of": "2025-06-23"}], [{"as_of": "2025-06-30"}]),
    "tenders-accepted-possible": Example(
        "fund_tenders", CRITICAL, [{"accepted_frac": 45.0}], [{"accepted_frac": 0.45}]
    ),
    "tenders-requested-possible": Example(
        "fund_tenders", CRITICAL, [{"requested_frac": 11.05}], [{"requested_frac": 0.1105}]
    ),
    "tenders-cap-possible": Example("fund_tenders", CRITICAL, [{"cap_frac": 5.0}], [{"cap_frac": 0.05}]),
    "tenders-paid-within-cap": Example(
        "fund_tenders",
        WARNING,
        [{"requested_frac": 0.0806, "accepted_frac": 1.0, "cap_frac": 0.05}],
        [{"requested_frac": 0.0696, "accepted_frac": 1.0, "cap_frac": 0.05}],
        says="most_payable_frac is 0.0705, paid_frac is 0.0806",
    ),
    "tenders-cut-only-at-cap": Example(
        "fund_tenders",
        WARNING,
        [{"requested_frac": 0.08, "accepted_frac": 0.5, "cap_frac": 0.05}],
        [
            {"requested_frac": 0.1105, "accepted_frac": 0.45, "cap_frac": 0.05},
            {"as_of": "2025-09-30", "requested_frac": 0.01, "accepted_frac": 1.0, "cap_frac": 0.05},
        ],
    ),
    "cash-flows-kind-known": Example("fund_cash_flows", CRITICAL, [{"kind": "fee"}], [{"kind": "net_asset_value"}]),
    "cash-flows-amount-not-negative": Example(
        "fund_cash_flows", CRITICAL, [{"amount_usd": -1}], [{"amount_usd": 0}], says="amount_usd is -1"
    ),
    "cash-flows-open-with-contribution": Example(
        "fund_cash_flows",
        WARNING,
        [{"as_of": "2025-06-30", "kind": "distribution"}, {}],
        [{"kind": "distribution"}, {}],
        says="row 2: contributions_on_the_first_day is 0",
    ),
    "cash-flows-value-follows": Example(
        "fund_cash_flows",
        WARNING,
        [{"as_of": "2025-09-29", "kind": "net_asset_value"}, {"as_of": "2025-12-31"}],
        [
            {"as_of": "2025-09-30", "kind": "net_asset_value"},
            {"as_of": "2025-12-31"},
            {"as_of": "2025-06-30", "kind": "net_asset_value"},
        ],
        says="days_after_value is 93",
    ),
    "cash-flows-fresh": Example(
        "fund_cash_flows", WARNING, [{"as_of": "2025-06-23"}], [{"as_of": "2025-06-30"}], says="2025-06-23, 191 days"
    ),
    "fair-value-level-not-negative": Example("fund_fair_value", CRITICAL, [{"level2_usd": -1}], [{"level2_usd": 0}]),
    "fair-value-above-zero": Example(
        "fund_fair_value",
        CRITICAL,
        [{"level1_usd": 0, "level2_usd": 0, "level3_usd": 0, "nav_expedient_usd": 0}],
        [{"level1_usd": 0, "level2_usd": 0, "level3_usd": 0}],
    ),
    "fair-value-expedient-given": Example("fund_fair_value", WARNING, [{}, {"nav_expedient_usd": None}]),
    "fair-value-fresh": Example("fund_fair_value", WARNING, [{"as_of": "2025-06-23"}], [{"as_of": "2025-06-30"}]),
    "marks-kind-known": Example("fund_marks", CRITICAL, [{"kind": "gift"}], [{"kind": "direct"}]),
    "marks-valued-by-the-date": Example(
        "fund_marks", CRITICAL, [{"valued_on": "2026-01-01"}], [{"valued_on": "2025-12-31"}], says="days_behind is -1"
    ),
    "marks-not-stale": Example("fund_marks", WARNING, [{"valued_on": "2025-06-13"}], [{"valued_on": "2025-06-14"}]),
    "marks-bought-by-the-date": Example(
        "fund_marks", CRITICAL, [{"acquired_on": "2026-01-01"}], [{"acquired_on": "2025-12-31"}]
    ),
    "marks-first-mark-possible": Example(
        "fund_marks",
        WARNING,
        [{"cost_usd": 10, "first_mark_usd": 51}],
        [{"cost_usd": 10, "first_mark_usd": 50}, {"holding": "Another", "cost_usd": 50, "first_mark_usd": 10}],
        says="first_mark_to_cost is 5.1",
    ),
    "marks-fresh": Example("fund_marks", WARNING, [{"as_of": "2025-09-21"}], [{"as_of": "2025-09-22"}]),
    "market-price-above-zero": Example("fund_market", CRITICAL, [{"price_usd": 0}]),
    "market-value-above-zero": Example(
        "fund_market", CRITICAL, [{"nav_per_share_usd": 0}], [{"nav_per_share_usd": 0.01}]
    ),
    "market-premium-possible": Example(
        "fund_market", CRITICAL, [{"nav_per_share_usd": 16}], [{"nav_per_share_usd": 17}, {"nav_per_share_usd": None}]
    ),
    "market-premium-usual": Example(
        "fund_market", WARNING, [{"nav_per_share_usd": 52.7}], [{"nav_per_share_usd": 52.6}]
    ),
    "market-fresh": Example("fund_market", WARNING, [{"as_of": "2025-11-25"}], [{"as_of": "2025-11-26"}]),
    "results-period-possible": Example(
        "fund_results", CRITICAL, [{"period_start": "2024-12-01"}], [{"period_start": "2025-12-01"}], says="is 396"
    ),
    "results-in-kind-within-income": Example(
        "fund_results",
        CRITICAL,
        [{"investment_income_usd": 10, "interest_in_kind_usd": 11}],
        [{"investment_income_usd": 10, "interest_in_kind_usd": 10}],
    ),
    "results-expenses-not-negative": Example(
        "fund_results",
        WARNING,
        [{"investment_income_usd": 10, "net_investment_income_usd": 11}],
        [{"investment_income_usd": 10, "net_investment_income_usd": -2}],
    ),
    "results-fresh": Example("fund_results", WARNING, [{"as_of": "2025-06-23"}], [{"as_of": "2025-06-30"}]),
    "benchmark-period-ends-with-month": Example("benchmark_returns", CRITICAL, [{"period_end": "2025-12-30"}]),
    "benchmark-return-possible": Example("benchmark_returns", CRITICAL, [{"return_frac": 3.5}], [{"return_frac": 2.5}]),
    "benchmark-return-usual": Example("benchmark_returns", WARNING, [{"return_frac": 0.61}], [{"return_frac": -0.4}]),
    "benchmark-no-gap": Example("benchmark_returns", WARNING, [_MONTHS[0], _MONTHS[2]], _MONTHS),
    "holdings-fresh": Example("fund_holdings", WARNING, [{"as_of": "2025-06-23"}], [{"as_of": "2025-06-30"}]),
    "tenders-fresh": Example("fund_tenders", WARNING, [{"as_of": "2025-09-21"}], [{"as_of": "2025-09-22"}]),
    "repurchase-terms-fresh": Example(
        "fund_terms",
        WARNING,
        [
            {"term": "repurchase_cap_pct", "value": "5", "as_of": "2024-11-25"},
            {"term": "auditor", "as_of": "2020-01-01"},
        ],
        [{"term": "repurchase_cap_pct", "value": "5", "as_of": "2024-11-26"}],
        says="The last repurchase_cap_pct is of 2024-11-25, 401 days before 2025-12-31; at most 400 are allowed.",
    ),
    "fee-terms-fresh": Example(
        "fund_terms",
        WARNING,
        [{"term": "incentive_fee", "as_of": "2024-06-28"}],
        [{"term": "incentive_fee", "as_of": "2024-06-29"}],
    ),
    "credit-terms-fresh": Example(
        "fund_terms",
        WARNING,
        [{"term": "occupancy_pct", "as_of": "2025-06-23"}],
        [{"term": "occupancy_pct", "as_of": "2025-06-24"}],
    ),
    "custody-terms-fresh": Example(
        "fund_terms",
        WARNING,
        [{"term": "coins_held", "as_of": "2025-11-25"}],
        [{"term": "coins_held", "as_of": "2025-11-26"}],
    ),
    "other-terms-fresh": Example("fund_terms", WARNING, [{"as_of": "2024-06-28"}], [{"as_of": "2024-06-29"}]),
    "representations-subject-known": Example("fund_representations", CRITICAL, [{"subject": "fees"}]),
    "representations-understood-known": Example("fund_representations", CRITICAL, [{"understood": "perhaps"}]),
    "representations-contrary-facts-known": Example("fund_representations", CRITICAL, [{"contrary_facts": "some"}]),
    "representations-reviewed-after-signed": Example(
        "fund_representations", CRITICAL, [{"reviewed_on": "2025-12-30"}], [{"reviewed_on": "2025-12-31"}]
    ),
    "representations-professional-named": Example(
        "fund_representations",
        WARNING,
        [{"understood": "with_professional"}],
        [{"understood": "with_professional", "professional": "A valuation firm"}],
        says="professionals_missing is 1",
    ),
    "representations-contrary-told": Example(
        "fund_representations",
        WARNING,
        [{"contrary_facts": "answered"}],
        [{"contrary_facts": "answered", "contrary_note": "An offer was cut; the programme was changed."}],
    ),
    "representations-review-complete": Example(
        "fund_representations",
        WARNING,
        [{"reviewed_by": None, "reviewed_on": None}],
        [{"as_of": "2025-06-30", "reviewed_by": None}, {}],
        says="liquidity_programme of 2025-12-31, signed by The adviser: not given are reviewed by, reviewed on.",
    ),
    "representations-contrary-answered": Example(
        "fund_representations",
        WARNING,
        [{"contrary_facts": "unanswered", "contrary_note": "An offer was cut"}],
        [{"as_of": "2025-06-30", "contrary_facts": "unanswered"}, {"contrary_facts": "answered"}],
        says="signed by The adviser: a contrary fact is unanswered (An offer was cut).",
    ),
    "representations-fresh": Example(
        "fund_representations",
        WARNING,
        [{"as_of": "2024-12-29"}, {"as_of": "2025-06-30", "subject": "flat_fee"}],
        [{"as_of": "2024-12-30"}],
        says="The last on liquidity programme, signed by The adviser, is of 2024-12-29, 367 days before 2025-12-31; at "
        "most 366 are allowed.",
    ),
    "benchmark-fresh": Example("benchmark_returns", WARNING, [{"period_end": "2025-08-31"}]),
    "risk-free-ends-with-month": Example("market_risk_free", CRITICAL, [{"month_end": "2025-12-01"}]),
    "risk-free-rate-possible": Example(
        "market_risk_free", CRITICAL, [{"annual_rate_frac": 5.25}], [{"annual_rate_frac": 0.0525}]
    ),
    "risk-free-no-gap": Example(
        "market_risk_free",
        WARNING,
        [{"month_end": "2025-10-31"}, {"month_end": "2025-12-31"}],
        [{"month_end": "2025-11-30"}, {"month_end": "2025-12-31"}],
    ),
    "risk-free-fresh": Example("market_risk_free", WARNING, [{"month_end": "2025-08-31"}]),
}
RULES = [rule for rule in all_rules() if rule.table != CROSSCHECK]
IDS = [rule.id for rule in RULES]

REQUIRED_ROWS = {"returns-row-count", "benchmark-row-count", "risk-free-row-count"}
"""Rules that fail on an empty table, because the candidate, its benchmark and the rate must have rows."""


def _outcome_on_nulls(rule: str) -> Outcome:
    if rule.endswith("-given"):
        return Outcome.FAILED
    return Outcome.PASSED if rule.endswith("-row-count") else Outcome.NOT_APPLICABLE


@pytest.fixture(scope="module")
def on_empty(build):
    inputs = build({})
    return {result.rule: result for result in validate(inputs.case, inputs.core) if result.owner != "peer"}


@pytest.fixture(scope="module")
def on_nulls(build):
    tables = {name: [dict.fromkeys(c.name for c in CoreTables.spec(name).all_columns[1:])] for name in PREFIXES}
    inputs = build(tables)
    return {result.rule: result for result in validate(inputs.case, inputs.core) if result.owner != "peer"}


def test_every_rule_has_an_example():
    assert sorted(EXAMPLES) == sorted(IDS)


@pytest.mark.parametrize("rule", IDS)
def test_passes(rule, build, result_of):
    example = EXAMPLES[rule]
    result = result_of(rule, build({example.table: example.passing}))
    assert (result.outcome, result.rows_failed, result.detail) == (Outcome.PASSED, 0, "")
    assert result.rows_checked > 0


@pytest.mark.parametrize("rule", IDS)
def test_fails(rule, build, result_of):
    example = EXAMPLES[rule]
    result = result_of(rule, build({example.table: example.failing}))
    assert (result.outcome, result.severity) == (Outcome.FAILED, example.severity)
    assert result.rows_failed == (2 if rule.endswith("-key-unique") else 1)
    assert example.says in result.detail
    assert result.detail.endswith(".")


@pytest.mark.parametrize("rule", IDS)
def test_empty_never_passes(rule, on_empty):
    result = on_empty[rule]
    expected = Outcome.FAILED if rule in REQUIRED_ROWS else Outcome.NOT_APPLICABLE
    assert (result.outcome, result.detail) == (expected, "No rows in evidence.")


@pytest.mark.parametrize("rule", IDS)
def test_nulls_never_pass_for_values(rule, on_nulls):
    assert on_nulls[rule].outcome is _outcome_on_nulls(rule)


def test_a_peer_without_returns_is_not_a_failure(build):
    inputs = build({})
    peers = {r.rule: r.outcome for r in validate(inputs.case, inputs.core) if r.owner == "peer"}
    assert peers["returns-row-count"] is Outcome.NOT_APPLICABLE
