"""Every crosscheck: figures that agree, figures that do not, none at all, and nulls. Real figures where there are some."""

from dataclasses import dataclass

import polars as pl
import pytest

from expectations.crosschecks.reconciliation import rule_ids
from expectations.registry import all_rules
from expectations.rule import CROSSCHECK
from expectations.validate import validate
from prudent.model.fund import Wrapper
from prudent.model.reconciliation import ReconciledItem
from prudent.model.validation import Outcome, Severity
from prudent.tables.core import CoreTables
from prudent.validate.chain import chained

CRITICAL, WARNING, INFO = Severity.CRITICAL, Severity.WARNING, Severity.INFO
Tables = dict[str, list[dict[str, object]]]


@dataclass(frozen=True)
class Example:
    """Tables that pass and that fail one rule, and how the failure's sentence reads."""

    severity: Severity
    passing: Tables
    failing: Tables
    says: str


def sheets(*rows: tuple[str, float | None], column: str = "net_assets_usd") -> list[dict[str, object]]:
    """Balance sheets with one figure each."""
    return [{"as_of": day, column: figure} for day, figure in rows]


def months(returns: list[float], year: int = 2025, first: int = 1) -> list[dict[str, object]]:
    """Consecutive months' returns, within one year."""
    ends = [31, 28 + (year % 4 == 0), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return [
        {"period_end": f"{year}-{month:02}-{ends[month - 1]}", "return_frac": value}
        for month, value in enumerate(returns, start=first)
    ]


_CONTRACT = {"as_of": "2024-12-31", "basis": "contract", "base": "managed_assets", "rate_frac": 0.0125}
_RATIO = {"basis": "expense_ratio", "rate_frac": 0.0189}
# Cascade Private Capital as received, the ratio of the nearest annual report.
_CASCADE = {"share_class": "unstated", "basis": "expense_ratio", "component": "total", "rate_frac": 0.0113}
_CARLYLE = {"total_assets_usd": 6934240657.99, "net_assets_usd": 4782840805.75, "borrowings_usd": 0}
_PARTNERS_NAV = sheets(("2024-06-30", 8.02), ("2024-09-30", 2.06), column="nav_per_share_usd")
_STARTED = {"term": "inception"}

EXAMPLES = {
    "borrowings-explain-liabilities": Example(
        WARNING,
        {"fund_balance_sheet": [{"total_assets_usd": 100, "net_assets_usd": 91}]},
        {"fund_balance_sheet": [_CARLYLE]},
        "borrowings are zero, yet liabilities are 31.0 % of total assets; borrowings may be untagged, and leverage from "
        "the balance sheet is used instead.",
    ),
    "fee-total-covers-management": Example(
        WARNING,
        {"fund_fees": [{**_CASCADE, "component": "management", "rate_frac": 0.0113}, _CASCADE]},
        {"fund_fees": [{**_CASCADE, "component": "management", "rate_frac": 0.014}, _CASCADE]},
        "fees.csv rows 2 and 3 (2025-12-31, class unstated, expense_ratio): the printed total of 1.13 % is less than the "
        "management fee of 1.4 % in it, and no waiver is given; the all-in fee is not used.",
    ),
    "fee-stated-alike": Example(
        INFO,
        {"fund_fees": [_CONTRACT, {**_RATIO, "rate_frac": 0.0125}]},
        {"fund_fees": [_CONTRACT, _RATIO]},
        "The management fee is 1.25 % of managed_assets by contract (fees.csv row 2) and 1.89 % of average_net_assets by "
        "expense_ratio (fees.csv row 3).",
    ),
    "outflow-possible": Example(
        CRITICAL,
        {"fund_balance_sheet": sheets(("2025-09-30", 100e6), ("2025-12-31", 74e6))},
        {"fund_balance_sheet": sheets(("2025-09-30", 100e6), ("2025-12-31", 72e6))},
        "balance_sheet.csv rows 2 and 3: net assets are 100.0 million on 2025-09-30 and 72.0 million on 2025-12-31, with "
        "no return in evidence between; an outflow of 28 % would be needed and at most 27 % can leave, so one of the "
        "two is wrong.",
    ),
    "jump-does-not-revert": Example(
        CRITICAL,
        {"fund_balance_sheet": sheets(("2025-03-31", 10e6), ("2025-06-30", 20e6), ("2025-09-30", 16e6))},
        {"fund_balance_sheet": sheets(("2025-03-31", 10e6), ("2025-06-30", 20e6), ("2025-09-30", 14e6))},
        "the next figure is 14.0 million, so the one of 2025-06-30 looks summed twice.",
    ),
    "newest-jump-is-held": Example(
        CRITICAL,
        {
            "fund_balance_sheet": sheets(("2025-09-30", 10e6), ("2025-12-31", 20e6)),
            "fund_exposure": [{"total_fair_value_usd": 18e6}],
        },
        {
            "fund_balance_sheet": sheets(("2025-09-30", 10e6), ("2025-12-31", 20e6)),
            "fund_exposure": [{"total_fair_value_usd": 16e6}],
        },
        "holdings of that date are 16.0 million, so net assets look summed twice.",
    ),
    "share-value-follows-return": Example(
        WARNING,
        {
            "fund_balance_sheet": sheets(("2024-06-30", 8.02), ("2024-09-30", 4.02), column="nav_per_share_usd"),
            "fund_returns": months([-0.2, -0.2, -0.2], 2024, 7),
        },
        {"fund_balance_sheet": _PARTNERS_NAV, "fund_returns": months([0.01, 0.005, 0.0], 2024, 7)},
        "a share is worth 8.02 on 2024-06-30 and 2.06 on 2024-09-30, with a return of 1.51 % between; unit split "
        "suspected.",
    ),
    "level3-share-speaks-for-most": Example(
        INFO,
        {"fund_exposure": [{"level3_share_of_covered_frac": 1.0, "level3_coverage_frac": 0.549}]},
        # Cascade Private Capital, 2025-12-31
        {"fund_exposure": [{"level3_share_of_covered_frac": 1.0, "level3_coverage_frac": 0.0051}]},
        "the Level 3 share of 100.0 % is of the 0.5 % of the holdings that carry a level, not of all of them.",
    ),
    "share-in-kind-has-debt-behind-it": Example(
        INFO,
        {"fund_exposure": [{"pik_share_of_debt_frac": 0.2, "debt_share_frac": 0.05}]},
        {"fund_exposure": [{"pik_share_of_debt_frac": 1.0, "debt_share_frac": 0.0057}]},
        "the share in kind of 100.0 % is of debt that makes 0.57 % of the holdings, not of all of them.",
    ),
    "fee-total-is-of-the-same-parts": Example(
        WARNING,
        {"fund_fees": [{**_CASCADE, "as_of": "2024-12-31", "rate_frac": 0.0226}, _CASCADE]},
        {"fund_fees": [{**_CASCADE, "as_of": "2024-12-31", "rate_frac": 0.0227}, _CASCADE]},
        "the total is 2.27 % on 2024-12-31 and 1.13 % on 2025-12-31; one leaves interest out, it seems.",
    ),
    "year-is-a-whole-year": Example(
        WARNING,
        {"fund_terms": [{**_STARTED, "value": "2025-01-30"}], "fund_returns": [{"frequency": "annual"}]},
        {"fund_terms": [{**_STARTED, "value": "2025-02-01"}], "fund_returns": [{"frequency": "annual"}]},
        "returns.csv row 2: a year to 2025-12-31 is given for a fund that started on 2025-02-01, so it is not of a year.",
    ),
    "unfunded-commitments-steady": Example(
        WARNING,
        {"fund_balance_sheet": sheets(("2024-12-31", 1000), ("2025-12-31", 101), column="unfunded_commitments_usd")},
        # Blackstone Private Credit as received
        {
            "fund_balance_sheet": sheets(
                ("2022-12-31", 6343101000), ("2023-03-31", 110587000), column="unfunded_commitments_usd"
            )
        },
        "unfunded commitments are 6343.1 million on 2022-12-31 and 110.6 million on 2023-03-31; one of the two is "
        "another quantity.",
    ),
    "share-value-not-carried": Example(
        INFO,
        {
            "fund_balance_sheet": sheets(("2025-09-30", 10.55), ("2025-12-31", 10.55), column="nav_per_share_usd"),
            "fund_returns": months([0.0, 0.0, 0.004], first=10),
        },
        {
            "fund_balance_sheet": sheets(("2025-09-30", 10.55), ("2025-12-31", 10.55), column="nav_per_share_usd"),
            "fund_returns": months([0.0, 0.0, 0.006], first=10),
        },
        "a share is worth 10.55 on 2025-09-30 and on 2025-12-31, with a return of 0.6 % between; the later is carried.",
    ),
    "share-value-can-be-tied": Example(
        WARNING,
        {
            "fund_balance_sheet": [{"nav_per_share_usd": 25, "net_assets_usd": 100, "shares_outstanding": 4}],
        },
        # Partners Group Lending as received
        {"fund_balance_sheet": sheets(("2023-12-31", 1.29), column="nav_per_share_usd")},
        "balance_sheet.csv row 2 (2023-12-31): a share is worth 1.29, and neither net assets with shares nor a return of "
        "that time speak of it.",
    ),
}
OF_THE_CASE = {"fund-name-unchanged", "documents-fresh"}
"""Rules on funds and documents, which no table holds: tested in `test_names_and_documents.py`."""
RECONCILED = {name for item in ReconciledItem for name in rule_ids(item)}
IDS = [rule.id for rule in all_rules() if rule.table == CROSSCHECK and rule.id not in (OF_THE_CASE | RECONCILED)]


def test_every_crosscheck_has_an_example():
    assert sorted(EXAMPLES) == sorted(IDS)


@pytest.mark.parametrize("rule", IDS)
def test_passes(rule, build, result_of):
    result = result_of(rule, build(EXAMPLES[rule].passing))
    assert (result.outcome, result.rows_failed, result.detail) == (Outcome.PASSED, 0, "")
    assert result.rows_checked > 0


@pytest.mark.parametrize("rule", IDS)
def test_fails(rule, build, result_of):
    example = EXAMPLES[rule]
    result = result_of(rule, build(example.failing))
    assert (result.outcome, result.severity, result.rows_failed) == (Outcome.FAILED, example.severity, 1)
    assert result.detail.endswith(example.says)


@pytest.fixture(scope="module", params=["empty", "nulls"])
def nothing(request, build):
    fields = [name for name in CoreTables.names() if name.startswith("fund")]
    nulls: Tables = {name: [dict.fromkeys(c.name for c in CoreTables.spec(name).all_columns[1:])] for name in fields}
    inputs = build(nulls if request.param == "nulls" else {})
    return {r.rule: r for r in validate(inputs.case, inputs.core) if r.owner == "fund"}


@pytest.mark.parametrize("rule", IDS)
def test_nothing_to_compare_is_not_a_pass(rule, nothing):
    assert (nothing[rule].outcome, nothing[rule].rows_checked) == (Outcome.NOT_APPLICABLE, 0)
    assert nothing[rule].detail == "Nothing to compare in evidence."


def test_withdrawn_figures_make_the_step_two_quarters_long(build, result_of):
    rows = sheets(("2024-06-30", 100e6), ("2024-09-30", None), ("2024-12-31", 60e6))
    assert result_of("outflow-possible", build({"fund_balance_sheet": rows})).outcome is Outcome.PASSED
    rows[-1]["net_assets_usd"] = 53e6
    failed = result_of("outflow-possible", build({"fund_balance_sheet": rows}))
    assert "an outflow of 47 % would be needed and at most 47 % can leave" in failed.detail


def test_a_loss_is_not_an_outflow(build, result_of):
    tables = {
        "fund_balance_sheet": sheets(("2025-09-30", 100e6), ("2025-12-31", 60e6)),
        "fund_returns": months([-0.1, -0.1, -0.1], first=10),
    }
    assert result_of("outflow-possible", build(tables)).outcome is Outcome.PASSED


def test_a_quarter_with_a_missing_month_is_not_linked(build, result_of):
    tables = {
        "fund_balance_sheet": sheets(("2025-09-30", 100e6), ("2025-12-31", 60e6)),
        "fund_returns": months([-0.1, -0.1], first=10),
    }
    assert "no return in evidence" in result_of("outflow-possible", build(tables)).detail


@pytest.mark.parametrize(
    ("frequency", "ends", "expected"),
    [
        ("monthly", ["09-30", "10-31", "11-30", "12-31"], 0.030301),
        ("monthly", ["10-31", "12-31"], None),
        ("quarterly", ["09-30", "12-31"], 0.01),
        ("quarterly", ["11-30"], None),
        ("annual", ["12-31"], None),
    ],
)
def test_only_periods_inside_the_span_are_linked(frequency, ends, expected, build):
    rows = [{"frequency": frequency, "period_end": f"2025-{end}", "return_frac": 0.01} for end in ends]
    spans = pl.DataFrame({"owner": ["fund"], "after_month": [2025 * 12 + 9], "last_month": [2025 * 12 + 12]})
    linked = chained(build({"fund_returns": rows}).core.fund_returns, spans).get_column("chained_frac").item()
    assert linked == (None if expected is None else pytest.approx(expected, abs=1e-12))


@pytest.mark.parametrize(
    ("other", "outcome"),
    [
        ({}, Outcome.FAILED),
        ({"as_of": "2025-09-30"}, Outcome.NOT_APPLICABLE),
        ({"share_class": "I"}, Outcome.NOT_APPLICABLE),
        ({"basis": "contract"}, Outcome.NOT_APPLICABLE),
        ({"base": "managed_assets"}, Outcome.NOT_APPLICABLE),
    ],
)
def test_a_management_fee_is_held_against_the_total_of_its_own_table(other, outcome, build, result_of):
    rows = [_CASCADE, {**_CASCADE, "component": "management", "rate_frac": 0.014, **other}]
    assert result_of("fee-total-covers-management", build({"fund_fees": rows})).outcome is outcome


@pytest.mark.parametrize(("waived", "outcome"), [(0.003, Outcome.NOT_APPLICABLE), (0.0, Outcome.FAILED)])
def test_a_waiver_explains_a_total_under_the_management_fee(waived, outcome, build, result_of):
    rows = [
        _CASCADE,
        {**_CASCADE, "component": "management", "rate_frac": 0.014},
        {**_CASCADE, "component": "waiver", "rate_frac": waived},
    ]
    assert result_of("fee-total-covers-management", build({"fund_fees": rows})).outcome is outcome


@pytest.mark.parametrize(
    ("component", "classes", "outcome"),
    [
        # Blackstone Private Credit, fee table of class S beside a ratio of no class
        ("total", ("S", "unstated"), Outcome.NOT_APPLICABLE),
        ("total", ("S", "I"), Outcome.NOT_APPLICABLE),
        ("total", ("S", "S"), Outcome.FAILED),
        ("total", ("unstated", "unstated"), Outcome.FAILED),
        ("management", ("S", "unstated"), Outcome.FAILED),
        ("management", ("S", "I"), Outcome.NOT_APPLICABLE),
    ],
)
def test_a_fee_is_held_against_the_same_class_alone(component, classes, outcome, build, result_of):
    rows = [
        {"component": component, "share_class": classes[0], "basis": "fee_table", "rate_frac": 0.0792},
        {"component": component, "share_class": classes[1], "basis": "expense_ratio", "rate_frac": 0.07},
    ]
    assert result_of("fee-stated-alike", build({"fund_fees": rows})).outcome is outcome


@pytest.mark.parametrize(
    ("rate", "basis", "wrapper", "outcome"),
    [
        (0.000293, "fee_table", Wrapper.INTERVAL_FUND, Outcome.FAILED),
        (0.000707, "fee_table", Wrapper.BDC_NONTRADED, Outcome.FAILED),
        (0.0012, "sponsor_fee", Wrapper.INTERVAL_FUND, Outcome.PASSED),
        (0.0012, "expense_ratio", Wrapper.ETP_GRANTOR_TRUST, Outcome.PASSED),
        (0.0025, "sponsor_fee", Wrapper.ETP_GRANTOR_TRUST, Outcome.PASSED),
        (0.000025, "sponsor_fee", Wrapper.ETP_GRANTOR_TRUST, Outcome.FAILED),
        (0.0006, "fee_table", Wrapper.OPEN_END_FUND, Outcome.PASSED),
        (0.0, "fee_table", Wrapper.INTERVAL_FUND, Outcome.PASSED),
    ],
)
def test_a_fraction_among_per_cents_is_told_and_a_cheap_trust_is_not(rate, basis, wrapper, outcome, build, result_of):
    rows = [{"component": "total", "rate_frac": rate, "basis": basis}]
    assert result_of("fees-rate-no-fraction", build({"fund_fees": rows}, wrapper=wrapper)).outcome is outcome


def test_a_trust_dealt_in_daily_may_shrink_by_any_amount(build, result_of):
    tables = {"fund_balance_sheet": sheets(("2025-09-30", 100e6), ("2025-12-31", 30e6))}
    result = result_of("outflow-possible", build(tables, wrapper=Wrapper.ETP_GRANTOR_TRUST))
    assert result.outcome is Outcome.NOT_APPLICABLE
