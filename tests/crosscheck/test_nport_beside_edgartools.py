"""Our figures of Form N-PORT against edgartools', over one document of our own: each adds up what it has read itself."""

import warnings
from decimal import Decimal

import pytest

from prudent.ingest.edgar.nport import read_nport
from tests.unit.edgar_readers.form_builders import SERIES, Investment, fund, many_investments, nport, read, rows

CLASS = "C000000021"
SHORT = Investment("-1250.75", "Broker", "Forward", "DFE", "OTHER", "2", None)
REPORT = nport(
    [*many_investments(300), SHORT],
    series=SERIES,
    returns=f'<monthlyTotReturn rtn1="0.51" rtn2="-1.20" rtn3="0.95" classId="{CLASS}"/>',
)


@pytest.fixture(scope="module")
def theirs():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's and its dependencies' own
        from edgar.funds.reports import FundReport  # noqa: PLC0415 -- its import warns too

        return FundReport.parse_fund_xml(REPORT.decode())


@pytest.fixture(scope="module")
def ours():
    return read(read_nport, REPORT, fund(series=SERIES, of_class=CLASS))


def test_the_balance_agrees(ours, theirs):
    mine, info = rows(ours, "core_fund__balance_sheet")[0], theirs["fund_info"]
    assert Decimal(mine["total_assets_usd"]) == info.total_assets
    assert Decimal(mine["total_liabilities_usd"]) == info.total_liabilities
    assert Decimal(mine["net_assets_usd"]) == info.net_assets
    owed = [getattr(info, name) for name in type(info).model_fields if name.startswith("amt_pay")]
    assert Decimal(mine["borrowings_usd"]) == sum(owed)
    assert mine["as_of"] == str(theirs["general_info"].rep_period_date)


def test_the_returns_agree(ours, theirs):
    (monthly,) = theirs["fund_info"].return_info.monthly_total_returns
    mine = [Decimal(item["return_pct"]) for item in rows(ours, "core_fund__returns")]
    assert mine == [monthly.return1, monthly.return2, monthly.return3]


def test_the_portfolio_agrees(ours, theirs):
    held = [item for item in theirs["investments"] if item.value_usd > 0]
    total = sum(item.value_usd for item in held)
    exposure, levels = rows(ours, "core_fund__exposure")[0], rows(ours, "core_fund__fair_value")[0]
    assert (int(exposure["positions"]), len(theirs["investments"])) == (len(held), 301)
    assert Decimal(exposure["total_fair_value_usd"]) == total
    for level in ("1", "2", "3"):
        assert Decimal(levels[f"level{level}_usd"]) == sum(x.value_usd for x in held if x.fair_value_level == level)
    debt = sum(item.value_usd for item in held if item.asset_category in {"DBT", "LON"})
    assert float(exposure["debt_share_frac"]) == pytest.approx(float(debt / total), abs=1e-9)
    securities = [item for item in held if item.debt_security is not None]
    moving = sum(x.value_usd for x in securities if x.debt_security.coupon_kind in {"Floating", "Variable"})
    of_debt = sum(item.value_usd for item in securities)
    assert float(exposure["floating_rate_share_frac"]) == pytest.approx(float(moving / of_debt), abs=1e-9)
    largest = sorted(held, key=lambda item: -item.value_usd)[:10]
    assert [item["issuer"] for item in rows(ours, "core_fund__holdings")] == [item.name for item in largest]
