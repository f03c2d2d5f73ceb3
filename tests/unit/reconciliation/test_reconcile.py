"""The table of reconciliations: which rows there are, what each rests on, and what is one side only. By hand."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from pydantic import ValidationError
from reconciliation_builders import core

from prudent.ingest.evidence import resolve
from prudent.ingest.files import Files
from prudent.ingest.gather import gather
from prudent.ingest.yaml_model import read_model
from prudent.model.reconciliation import ReconciledItem, ReconcileItem, Reconciliation
from prudent.model.run import Request
from prudent.validate.reconcile import RECONCILED, reconcile

ROOT = Path(__file__).parents[3]
POLICY = read_model(Files(ROOT), "policy/reconciliation.yml", Reconciliation)


def rows_of(item, tables):
    return reconcile(tables, POLICY, ()).filter(pl.col("item") == item.value).to_dicts()


def month_ends(*returns, frequency="monthly", first=1, year=2025):
    ends = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    step = {"monthly": 1, "quarterly": 3}[frequency]
    months = [first + step * place for place in range(len(returns))]
    return [
        {
            "frequency": frequency,
            "kind": "total_net",
            "period_end": date(year, month, ends[month - 1]),
            "return_frac": r,
        }
        for month, r in zip(months, returns, strict=True)
    ]


def year(value, *, end=date(2025, 12, 31), frequency="annual"):
    return {"frequency": frequency, "kind": "total_net", "period_end": end, "return_frac": value}


def test_a_row_says_both_figures_the_difference_what_is_allowed_and_where_they_stand():
    sheet = {"as_of": date(2024, 12, 31), "total_assets_usd": 400, "total_liabilities_usd": 150, "net_assets_usd": 251}
    (row,) = rows_of(ReconciledItem.BALANCE_IDENTITY, core(fund_balance_sheet=[sheet]))
    assert (row["fund"], row["as_of"], row["part"], row["unit"]) == ("fund-a", date(2024, 12, 31), "", "usd")
    assert (row["left"], row["right"], row["difference"]) == (250.0, 251.0, -1.0)
    assert (row["least_difference"], row["most_difference"]) == (-0.502, 0.502)
    assert (row["outcome"], row["stops"]) == ("breaks", "yes")
    assert row["why"].startswith("Figures are printed to the dollar")
    assert row["evidence"] == [
        "fund-a/balance_sheet.csv:2:total_assets_usd",
        "fund-a/balance_sheet.csv:2:total_liabilities_usd",
        "fund-a/balance_sheet.csv:2:net_assets_usd",
    ]


def test_at_the_tolerance_figures_agree_and_past_it_they_break():
    def outcome(net):
        sheet = {
            "as_of": date(2024, 12, 31),
            "total_assets_usd": 1002,
            "total_liabilities_usd": 0,
            "net_assets_usd": net,
        }
        return rows_of(ReconciledItem.BALANCE_IDENTITY, core(fund_balance_sheet=[sheet]))[0]["outcome"]

    assert (outcome(1000), outcome(999.9)) == ("agrees", "breaks")


def test_half_a_basis_point_is_allowed_whatever_binary_fractions_make_of_it():
    # printed to four decimals, of which three halves are less
    rates = {"management": 0.012512, "other": 0.010012, "total": 0.022574}
    table = [
        {"as_of": date(2025, 12, 31), "share_class": "I", "basis": "fee_table", "component": part, "rate_frac": rate}
        | {"base": "net_assets"}
        for part, rate in rates.items()
    ]
    (row,) = rows_of(ReconciledItem.FEE_PARTS, core(fund_fees=table))
    assert (row["outcome"], row["part"]) == ("agrees", "class I, fee_table")
    assert row["difference"] == pytest.approx(-0.00005)


@pytest.mark.parametrize(
    ("rates", "bases"),
    [
        ({"management": 0.04, "total": 0.03}, ("net_assets",) * 2),
        ({"interest": 0.04, "total": 0.03}, ("net_assets",) * 2),
        ({"management": 0.01, "other": 0.01, "total": 0.03}, ("managed_assets", "net_assets", "net_assets")),
    ],
)
def test_a_fee_table_above_its_total_that_is_not_whole_or_one_not_on_one_base_has_one_side_only(rates, bases):
    table = [
        {"as_of": date(2025, 12, 31), "share_class": "I", "basis": "fee_table", "component": part, "rate_frac": rate}
        | {"base": base}
        for (part, rate), base in zip(rates.items(), bases, strict=True)
    ]
    (row,) = rows_of(ReconciledItem.FEE_PARTS, core(fund_fees=table))
    assert (row["left"], row["right"], row["difference"], row["outcome"]) == (None, 0.03, None, "one_side_missing")
    assert row["sentence"].startswith(f"fees.csv rows 2 to {len(rates) + 1} (2025-12-31, class I, fee_table): ")
    assert "the printed total 3.0 %; the parts of the fee" in row["sentence"]
    assert row["sentence"].endswith("is not in evidence beside it")


def test_quarters_are_linked_where_months_are_not_given():
    # Blackstone Private Credit, 2025
    quarters = month_ends(0.019, 0.023553, 0.018217, 0.016949, frequency="quarterly", first=3)
    (row,) = rows_of(ReconciledItem.MONTHS_TO_YEAR, core(fund_returns=[*quarters, year(0.08)]))
    assert row["outcome"] == "agrees"
    assert row["left"] == pytest.approx(1.019 * 1.023553 * 1.018217 * 1.016949 - 1)
    assert row["evidence"] == ["fund-a/returns.csv:2-5:return_pct", "fund-a/returns.csv:6:return_pct"]


def test_a_year_that_follows_another_by_three_months_is_three_months_long():
    annual = [year(0.09, end=date(2025, 9, 30)), year(0.030301)]
    tables = core(fund_returns=[*month_ends(0.01, 0.01, 0.01, first=10), *annual])
    first, second = rows_of(ReconciledItem.MONTHS_TO_YEAR, tables)
    assert (first["as_of"], first["outcome"]) == (date(2025, 9, 30), "one_side_missing")
    assert (second["outcome"], second["left"]) == ("agrees", pytest.approx(0.030301))


def test_a_quarter_with_a_missing_month_is_not_linked_and_the_month_is_missed():
    sheet = {"as_of": date(2025, 12, 31), "net_assets_usd": 1}
    returns = [*month_ends(0.01, 0.01, 0.01, 0.01, first=7), *month_ends(0.01, first=12)]
    tables = core(fund_returns=[*returns, year(0.03, frequency="quarterly")], fund_balance_sheet=[sheet])
    (quarter,) = rows_of(ReconciledItem.MONTHS_TO_QUARTER, tables)
    assert (quarter["left"], quarter["outcome"]) == (None, "one_side_missing")
    (months,) = rows_of(ReconciledItem.MONTHS_OF_QUARTER, tables)
    assert (months["left"], months["right"], months["difference"], months["outcome"]) == (2, 3, -1, "breaks")


def test_a_quarter_before_the_first_months_is_not_missed_nor_one_of_a_fund_without_months():
    sheets = [
        {"as_of": date(2025, 6, 30), "net_assets_usd": 1},
        {"as_of": date(2025, 9, 30), "net_assets_usd": 1},
        {"as_of": date(2025, 12, 31), "nav_per_share_usd": 1},
        {"as_of": date(2025, 9, 30), "net_assets_usd": 1, "owner": "other"},
    ]
    tables = core(fund_balance_sheet=sheets, fund_returns=month_ends(0.01, 0.01, 0.01, first=7))
    found = rows_of(ReconciledItem.MONTHS_OF_QUARTER, tables)
    assert [(row["fund"], row["as_of"], row["left"]) for row in found] == [("fund-a", date(2025, 9, 30), 3)]


def sheets(*values):
    days = (date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31))
    return [{"as_of": day, "nav_per_share_usd": value} for day, value in zip(days, values, strict=False)]


def test_a_value_carried_forward_neither_ends_nor_starts_a_comparison():
    tables = core(fund_balance_sheet=sheets(10, 10, 10.5), fund_returns=month_ends(*[0.01] * 6, first=4))
    (row,) = rows_of(ReconciledItem.NAV_TO_RETURN, tables)
    assert (row["as_of"], row["left"]) == (date(2025, 9, 30), pytest.approx(0.05))
    assert row["right"] == pytest.approx(1.01**6 - 1)
    assert row["least_difference"] == pytest.approx(-0.025 - 6 * 0.01)


def test_a_split_is_left_to_its_own_rule():
    tables = core(fund_balance_sheet=sheets(8, 2), fund_returns=month_ends(0.01, 0.01, 0.01, first=4))
    assert rows_of(ReconciledItem.NAV_TO_RETURN, tables) == []


def test_years_are_linked_where_nothing_shorter_is_given():
    values = [
        {"as_of": date(2024, 12, 31), "nav_per_share_usd": 100},
        {"as_of": date(2025, 12, 31), "nav_per_share_usd": 112},
    ]
    (row,) = rows_of(ReconciledItem.NAV_TO_RETURN, core(fund_balance_sheet=values, fund_returns=[year(0.12)]))
    assert (row["outcome"], row["evidence"][2]) == ("agrees", "fund-a/returns.csv:2:return_pct")


def test_an_old_share_count_says_nothing_of_an_offer():
    offer = {"as_of": date(2026, 5, 6), "shares_tendered": 100, "requested_frac": 0.1}
    for counted, outcome in ((date(2025, 10, 27), "one_side_missing"), (date(2025, 10, 28), "agrees")):
        sheet = {"as_of": counted, "shares_outstanding": 1000}
        (row,) = rows_of(ReconciledItem.TENDERED_TO_SHARES, core(fund_tenders=[offer], fund_balance_sheet=[sheet]))
        assert row["outcome"] == outcome


def test_of_two_trusts_nobody_can_say_which_one_is_of_another_day():
    day = {"as_of": date(2025, 11, 5)}
    trusts = [{**day, "owner": owner, "net_assets_usd": net} for owner, net in (("fund-a", 100), ("other", 120))]
    terms = [{**day, "owner": owner, "term": "coins_held", "value": "1"} for owner in ("fund-a", "other")]
    found = rows_of(ReconciledItem.COINS_TO_NET_ASSETS, core(fund_balance_sheet=trusts, fund_terms=terms))
    assert {row["outcome"] for row in found} == {"one_side_missing"}


def test_nothing_gives_a_table_without_rows_and_so_does_a_policy_without_items():
    assert reconcile(core(), POLICY, ()).schema == RECONCILED.polars_schema
    sheet = {"as_of": date(2024, 12, 31), "total_assets_usd": 400, "total_liabilities_usd": 150, "net_assets_usd": 251}
    assert reconcile(core(fund_balance_sheet=[sheet]), Reconciliation(version=0), ()).height == 0


@pytest.mark.parametrize(
    "fund", ["hps-corporate-lending", "cliffwater-corporate-lending", "ishares-bitcoin-trust", "amg-pantheon"]
)
def test_every_locator_leads_to_what_stands_there(fund):
    request = Request(fund=fund, as_of=date(2025, 12, 31), plan="example")
    gathered = gather(ROOT, request, date(2026, 11, 24))
    rows = reconcile(gathered.core, gathered.case.policy.reconciliation, gathered.case.noticed)
    assert set(rows["fund"]) <= {item.fund for item in gathered.case.funds}
    locators = {locator for row in rows["evidence"].to_list() for locator in row}
    assert locators
    for locator in sorted(locators):
        assert resolve(locator, gathered.case, gathered.core).locator == locator
    for row in rows.iter_rows(named=True):
        assert bool(row["evidence"])


ENTRY = {"item": "balance_identity", "measured_in": "unit", "below": 0.1, "above": 0.1, "stop": True} | {
    "why": "made up", "source": "made up", "since": "2026-11-24",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"stop": False, "stop_below": 0.2}, "does not stop, so it can give no stop_below"),
        ({"stop_above": 0.05}, "stops within what agrees"),
        ({"below": -0.1}, "greater than or equal to 0"),
        ({"item": "net_assets"}, "balance_identity"),
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(change, says):
    with pytest.raises(ValidationError, match=says):
        ReconcileItem.model_validate(ENTRY | change, strict=False)


def test_an_item_stands_once():
    with pytest.raises(ValidationError, match="items must be named once each: balance_identity stands twice"):
        Reconciliation.model_validate({"version": 1, "items": [ENTRY, ENTRY]}, strict=False)
