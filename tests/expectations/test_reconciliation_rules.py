"""Every reconciled item as rules: what agrees, what breaks with both numbers and the tolerance, what stops a run."""

from dataclasses import dataclass

import pytest

from expectations.crosschecks.reconciliation import RULES, rule_ids
from expectations.rule import Inputs
from expectations.validate import run
from expectations.verdict import gate
from prudent.errors import ReconcileBreak
from prudent.model.reconciliation import ReconciledItem
from prudent.model.validation import Outcome, Severity

Tables = dict[str, list[dict[str, object]]]


def months(values, first=1, year=2025):
    ends = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return [
        {"period_end": f"{year}-{month:02}-{ends[month - 1]}", "return_frac": value}
        for month, value in enumerate(values, start=first)
    ]


def sheets(*rows, column="nav_per_share_usd"):
    return [{"as_of": day, column: figure} for day, figure in rows]


def fees(**rates):
    return [{"component": component, "rate_frac": rate} for component, rate in rates.items()]


def ranked(values, share):
    return [
        {"rank": rank, "fair_value_usd": value, "share_of_portfolio_frac": share}
        for rank, value in enumerate(values, start=1)
    ]


def coins(*net_assets) -> Tables:
    """One trust a figure, ten coins each; the first is the candidate."""
    owners = ["fund", "peer", "third"]
    return {
        "fund_balance_sheet": [
            {"owner": name, "net_assets_usd": net} for name, net in zip(owners, net_assets, strict=True)
        ],
        "fund_terms": [{"owner": name, "term": "coins_held", "value": "10"} for name in owners],
    }


_HPS = {"as_of": "2024-12-31", "net_assets_usd": 8733932000, "shares_outstanding": 341366636}
_TEN = {"net_assets_usd": 1000, "shares_outstanding": 100}
_LENDING = {"as_of": "2024-12-31", "total_assets_usd": 347446000, "total_liabilities_usd": 178179000}
# Apollo Debt Solutions, 2025-12-31.
_DEBT = {"total_assets_usd": 25897540000, "total_liabilities_usd": 11127332000, "net_assets_usd": 14770208000}
_FEES = {"management": 0.0125, "incentive": 0.0138, "interest": 0.0425, "waiver": 0.001}
_OFFER = {"as_of": "2026-05-06", "requested_frac": 0.1105, "cap_frac": 0.05, "accepted_frac": 0.45}
_LEVELS = {"level1_usd": 10, "level2_usd": 20, "level3_usd": 70, "nav_expedient_usd": 100}
_THIRD = {"fund_returns": months([0.01] * 3, first=10)}


@dataclass(frozen=True)
class Example:
    """Tables that agree, tables that break, how the break reads, and whether the shipped policy stops on it."""

    agrees: Tables
    breaks: Tables
    says: str
    stops: bool = False


EXAMPLES = {
    ReconciledItem.BALANCE_IDENTITY: Example(
        {"fund_balance_sheet": [_DEBT]},
        # Partners Group Lending as received
        {"fund_balance_sheet": [{**_LENDING, "net_assets_usd": 347446000}]},
        "balance_sheet.csv row 2 (2024-12-31): total assets less total liabilities 169.3 million, net assets 347.4 "
        "million; the difference is -178.2 million, and at most 694892.0 is allowed.",
        stops=True,
    ),
    ReconciledItem.HOLDINGS_TO_TOTAL_ASSETS: Example(
        {
            "fund_balance_sheet": [{"as_of": "2025-12-30", "total_assets_usd": 100}],
            "fund_exposure": [{"total_fair_value_usd": 76}],
        },
        {
            "fund_balance_sheet": [{"total_assets_usd": 2819210362.84}],
            "fund_exposure": [{"total_fair_value_usd": 1523296353}],
        },
        "the fair value of all holdings 1523.3 million, total assets 2819.2 million; the difference is -1295.9 million, "
        "and from -704.8 million to 422.9 million is allowed.",
    ),
    ReconciledItem.HOLDINGS_TO_NET_ASSETS: Example(
        {"fund_balance_sheet": [{"net_assets_usd": 100}], "fund_exposure": [{"total_fair_value_usd": 299}]},
        {"fund_balance_sheet": [{"net_assets_usd": 100}], "fund_exposure": [{"total_fair_value_usd": 301}]},
        "the fair value of all holdings 301.0, net assets 100.0; the difference is 201.0, and from -40.0 to 200.0 is "
        "allowed.",
    ),
    ReconciledItem.COVERAGE_TO_BORROWINGS: Example(
        # Apollo Debt Solutions, 2022-12-31: no net assets are given, its assets less liabilities are
        {
            "fund_balance_sheet": [
                {
                    "total_assets_usd": 4506220000,
                    "total_liabilities_usd": 2351287000,
                    "borrowings_usd": 2172620000,
                    "asset_coverage_ratio": 1.992,
                }
            ]
        },
        # HPS Corporate Lending, 2022-12-31
        {
            "fund_balance_sheet": [
                {"net_assets_usd": 3455272000, "borrowings_usd": 379081000, "asset_coverage_ratio": 2.474}
            ]
        },
        "the debt that asset coverage implies 2344.1 million, borrowings 379.1 million; the difference is 1965.1 "
        "million, and at most 37.9 million is allowed.",
    ),
    ReconciledItem.LEVELS_TO_FAIR_VALUE: Example(
        {"fund_fair_value": [_LEVELS], "fund_exposure": [{"total_fair_value_usd": 203}]},
        {"fund_fair_value": [_LEVELS], "fund_exposure": [{"total_fair_value_usd": 205}]},
        "the fair-value levels and what stands at net asset value 200.0, the fair value of all holdings 205.0; the "
        "difference is -5.0, and at most 4.1 is allowed.",
    ),
    ReconciledItem.LEVEL3_TO_SHARE: Example(
        {"fund_fair_value": [_LEVELS], "fund_exposure": [{"level3_share_of_covered_frac": 0.71}]},
        {"fund_fair_value": [_LEVELS], "fund_exposure": [{"level3_share_of_covered_frac": 0.72}]},
        "Level 3 over all levels 70.0 %, the printed Level 3 share 72.0 %; the difference is -2.0 %, and at most 1.0 % "
        "is allowed.",
    ),
    ReconciledItem.HOLDINGS_TO_SHARES: Example(
        {"fund_holdings": ranked([60, 40], 0.05), "fund_exposure": [{"total_fair_value_usd": 1000}]},
        {"fund_holdings": ranked([60, 40], 0.06), "fund_exposure": [{"total_fair_value_usd": 1000}]},
        "holdings.csv rows 2 to 3 (2025-12-31): the listed holdings over the fair value of all 10.0 %, the sum of their "
        "printed shares 12.0 %; the difference is -2.0 %, and at most 0.1 % is allowed.",
    ),
    ReconciledItem.TOP_TEN_TO_SHARE: Example(
        {
            "fund_holdings": ranked([10] * 11, None),
            "fund_exposure": [{"total_fair_value_usd": 1000, "top10_share_frac": 0.1}],
        },
        {
            "fund_holdings": ranked([10] * 11, None),
            "fund_exposure": [{"total_fair_value_usd": 1000, "top10_share_frac": 0.11}],
        },
        "the ten largest holdings over the fair value of all 10.0 %, their printed share 11.0 %; the difference is "
        "-1.0 %, and at most 0.1 % is allowed.",
    ),
    ReconciledItem.FEE_PARTS: Example(
        {"fund_fees": fees(**_FEES, total=0.06785)},
        {"fund_fees": fees(**_FEES, total=0.0688)},
        "fees.csv rows 2 to 6 (2025-12-31, class I, fee_table): the parts of the fee, interest of 4.25 % among them, "
        "6.78 %, the printed total 6.88 %; the difference is -0.1 %, and at most 0.025 % is allowed.",
        stops=True,
    ),
    ReconciledItem.NAV_BY_SHARES: Example(
        {"fund_balance_sheet": [{**_HPS, "nav_per_share_usd": 25.9}]},
        {"fund_balance_sheet": [{**_HPS, "nav_per_share_usd": 26.2}]},
        "net asset value a share 26.2, net assets over shares outstanding 25.5852; the difference is 0.6148, and at "
        "most 0.5117 is allowed.",
    ),
    ReconciledItem.NAV_TO_RETURN: Example(
        {"fund_balance_sheet": sheets(("2025-09-30", 100), ("2025-12-31", 97.54)), **_THIRD},
        {"fund_balance_sheet": sheets(("2025-09-30", 100), ("2025-12-31", 97.52)), **_THIRD},
        "balance_sheet.csv rows 2 and 3 (2025-12-31): the change of net asset value a share since 2025-09-30 -2.48 %, "
        "the return of that time 3.03 %; the difference is -5.51 %, and from -5.5 % to 2.0 % is allowed.",
    ),
    ReconciledItem.MONTHS_TO_YEAR: Example(
        {"fund_returns": [*months([0.01] * 12), {"frequency": "annual", "return_frac": 0.1268}]},
        {"fund_returns": [*months([0.01] * 12), {"frequency": "annual", "return_frac": 0.1248}]},
        "returns.csv row 14 (2025-12-31): the shorter periods linked 12.683 %, the printed year 12.48 %; the difference "
        "is 0.203 %, and at most 0.15 % is allowed.",
    ),
    ReconciledItem.MONTHS_TO_QUARTER: Example(
        {"fund_returns": [*months([0.01] * 3, 10), {"frequency": "quarterly", "return_frac": 0.0303}]},
        {"fund_returns": [*months([0.01] * 3, 10), {"frequency": "quarterly", "return_frac": 0.0295}]},
        "returns.csv row 5 (2025-12-31): the shorter periods linked 3.03 %, the printed quarter 2.95 %; the difference is "
        "0.08 %, and at most 0.05 % is allowed.",
    ),
    ReconciledItem.MONTHS_OF_QUARTER: Example(
        {"fund_balance_sheet": sheets(("2025-12-31", 1), column="net_assets_usd"), **_THIRD},
        # as Bluerock, whose last month is not reported
        {
            "fund_balance_sheet": sheets(("2025-12-31", 1), column="net_assets_usd"),
            "fund_returns": months([0.01] * 5, first=7),
        },
        "balance_sheet.csv row 2 (2025-12-31): months with a return in the quarter 2, months of a quarter 3; the "
        "difference is -1, and at most 0 is allowed.",
    ),
    ReconciledItem.TENDERED_BY_FILL: Example(
        {"fund_tenders": [{"shares_tendered": 1000, "accepted_frac": 0.45, "shares_accepted": 450.9}]},
        {"fund_tenders": [{"shares_tendered": 1000, "accepted_frac": 0.45, "shares_accepted": 500}]},
        "tenders.csv row 2 (2025-12-31): shares tendered times the fill 450.0, shares accepted 500.0; the difference is "
        "-50.0, and at most 1.0 is allowed.",
    ),
    ReconciledItem.PAID_TO_CAP: Example(
        # Apollo Debt Solutions, and Blackstone Private Credit, which took 1.96 % over its cap of 5 %
        {"fund_tenders": [_OFFER, {"requested_frac": 0.0696, "cap_frac": 0.05, "accepted_frac": 1.0}]},
        {"fund_tenders": [{**_OFFER, "accepted_frac": 0.40}]},
        "tenders.csv row 2 (2026-05-06): what was requested times the fill 4.42 %, what the offer was for 5.0 %; the "
        "difference is -0.58 %, and from -0.5 % to 2.05 % is allowed.",
    ),
    ReconciledItem.TENDERED_TO_SHARES: Example(
        # HPS Corporate Lending, 2026-05-01 and 2025-12-31
        {
            "fund_tenders": [{"as_of": "2026-05-01", "shares_tendered": 45605292, "requested_frac": 0.0925}],
            "fund_balance_sheet": [{"shares_outstanding": 493104572}],
        },
        {
            "fund_tenders": [{"as_of": "2026-05-01", "shares_tendered": 45605292, "requested_frac": 0.0925}],
            "fund_balance_sheet": [{"shares_outstanding": 440000000}],
        },
        "shares tendered over the share of all that was requested 493.0 million, shares outstanding of 2025-12-31 440.0 "
        "million; the difference is 53.0 million, and at most 44.0 million is allowed.",
    ),
    ReconciledItem.COINS_TO_NET_ASSETS: Example(
        coins(1038695, 1039540, 1038700),
        # as ARK 21Shares against two others of that day
        coins(1014502, 1039540, 1038700),
        "net assets over coins held 101450.2, the median of the trusts of that day 103870.0; the difference is -2419.8, "
        "and at most 1038.7 is allowed.",
    ),
}


def policy(inputs: Inputs, item: ReconciledItem, **changes: object) -> Inputs:
    """The same with one entry of the policy changed."""
    before = inputs.case.policy
    items = tuple(
        entry.model_copy(update=changes) if entry.item is item else entry for entry in before.reconciliation.items
    )
    reconciliation = before.reconciliation.model_copy(update={"items": items})
    made = before.model_copy(update={"reconciliation": reconciliation})
    return Inputs(inputs.case.model_copy(update={"policy": made}), inputs.core)


def results(inputs: Inputs, item: ReconciledItem):
    """What came of the item's two rules for the candidate: that which is told, that which stops."""
    rules = [rule for rule in RULES if rule.id in rule_ids(item)]
    return tuple(result for result in run(rules, inputs) if result.owner == "fund")


def test_every_item_has_an_example_and_the_policy_names_it(build):
    named = [entry.item for entry in build({}).case.policy.reconciliation.items]
    assert set(EXAMPLES) == set(ReconciledItem) == set(named)


@pytest.mark.parametrize("item", ReconciledItem)
def test_what_agrees_passes(item, build):
    told, _ = results(build(EXAMPLES[item].agrees), item)
    assert (told.outcome, told.rows_failed, told.detail) == (Outcome.PASSED, 0, "")
    assert told.rows_checked > 0


@pytest.mark.parametrize("item", ReconciledItem)
def test_a_break_is_told_with_both_numbers_and_the_tolerance(item, build):
    told, stops = results(policy(build(EXAMPLES[item].breaks), item, stop=False), item)
    assert (told.outcome, told.severity, told.rows_failed) == (Outcome.FAILED, Severity.WARNING, 1)
    assert told.detail.endswith(EXAMPLES[item].says)
    assert stops.outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("item", ReconciledItem)
def test_a_break_stops_where_the_policy_says_so(item, build):
    changed = policy(build(EXAMPLES[item].breaks), item, stop=True, stop_below=None, stop_above=None)
    told, stops = results(changed, item)
    assert (stops.outcome, stops.severity, stops.rows_failed) == (Outcome.FAILED, Severity.CRITICAL, 1)
    assert stops.detail.endswith(EXAMPLES[item].says)
    assert told.outcome is not Outcome.FAILED
    with pytest.raises(ReconcileBreak) as caught:
        gate([stops], "fund")
    assert caught.value.exit_code == 14
    assert caught.value.sentence.endswith(EXAMPLES[item].says)


@pytest.mark.parametrize("item", ReconciledItem)
def test_the_shipped_policy_stops_on_the_same_breaks_as_ever(item, build):
    _, stops = results(build(EXAMPLES[item].breaks), item)
    assert (stops.outcome is Outcome.FAILED) is EXAMPLES[item].stops


@pytest.mark.parametrize("item", ReconciledItem)
def test_an_item_that_the_policy_leaves_out_is_not_judged(item, build):
    inputs = build(EXAMPLES[item].breaks)
    none = inputs.case.policy.reconciliation.model_copy(update={"items": ()})
    made = inputs.case.policy.model_copy(update={"reconciliation": none})
    left_out = Inputs(inputs.case.model_copy(update={"policy": made}), inputs.core)
    assert {result.outcome for result in results(left_out, item)} == {Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("item", "tables"),
    [
        (ReconciledItem.NAV_BY_SHARES, {"fund_balance_sheet": [{**_HPS, "nav_per_share_usd": 1000}]}),
        *(
            (ReconciledItem.NAV_BY_SHARES, {"fund_balance_sheet": [{**_TEN, "nav_per_share_usd": value}]})
            for value in (100, 99, 1, 1.02)
        ),
        (
            ReconciledItem.MONTHS_TO_YEAR,
            {"fund_returns": [*months([0.01] * 12), {"frequency": "annual", "return_frac": 0.1067}]},
        ),
    ],
)
def test_a_large_break_stops_where_a_small_one_is_told(item, tables, build):
    told, stops = results(build(tables), item)
    assert (told.outcome, stops.outcome) == (Outcome.NOT_APPLICABLE, Outcome.FAILED)


@pytest.mark.parametrize("tables", [{}, {"fund_balance_sheet": [{}], "fund_tenders": [{}], "fund_exposure": [{}]}])
def test_nothing_to_compare_is_not_a_pass(tables, build):
    found = [result for result in run(RULES, build(tables)) if result.owner == "fund"]
    assert {result.outcome for result in found} == {Outcome.NOT_APPLICABLE}
    assert {result.detail for result in found} == {"Nothing to compare in evidence."}
