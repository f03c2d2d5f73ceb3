"""One hand-checked row a table: the received text, and the value that must stand in the core."""

from datetime import date
from decimal import Decimal

import pytest

from prudent.errors import PrudentError
from prudent.tables.core import CoreTables

PACKET = "funds/alpha-credit/packet/"

# file, received text, field of CoreTables, the row's own values
ROWS = [
    (
        "returns.csv",
        "frequency,kind,period_end,return_pct,source\nmonthly,total_net,2025-12-31,0.07,report\n",
        "fund_returns",
        {"frequency": "monthly", "kind": "total_net", "period_end": date(2025, 12, 31), "return_frac": 0.0007},
    ),
    (
        "balance_sheet.csv",
        (
            "as_of,total_assets_usd,total_liabilities_usd,net_assets_usd,borrowings_usd,nav_per_share_usd,"
            "shares_outstanding,unfunded_commitments_usd,asset_coverage_ratio,source\n"
            "2025-12-30,12770655468.27,,12548128698.07,0,7.57,10.5,,1.992,report\n"
        ),
        "fund_balance_sheet",
        {
            "as_of": date(2025, 12, 30),
            "total_assets_usd": Decimal("12770655468.2700"),
            "total_liabilities_usd": None,
            "net_assets_usd": Decimal("12548128698.0700"),
            "borrowings_usd": Decimal("0.0000"),
            "nav_per_share_usd": Decimal("7.5700"),
            "shares_outstanding": Decimal("10.5000"),
            "unfunded_commitments_usd": None,
            "asset_coverage_ratio": 1.992,
        },
    ),
    (
        "fees.csv",
        (
            "as_of,share_class,basis,component,rate_pct,base,source\n"
            "2025-12-31,Class I,contract,management,1.1,managed_assets,prospectus\n"
        ),
        "fund_fees",
        {
            "as_of": date(2025, 12, 31),
            "share_class": "Class I",
            "basis": "contract",
            "component": "management",
            "rate_frac": 0.011,
            "base": "managed_assets",
        },
    ),
    (
        "terms.csv",
        "term,value,as_of,section,source\nauditor,An auditor LLP,2025-12-31,,report\n",
        "fund_terms",
        {"term": "auditor", "value": "An auditor LLP", "as_of": date(2025, 12, 31), "section": None},
    ),
    (
        "holdings.csv",
        (
            "as_of,rank,issuer,fair_value_usd,share_of_portfolio_frac,source\n"
            '2025-12-31,1,"Issuer, Inc.",400511928,0.0245,report\n'
        ),
        "fund_holdings",
        {
            "as_of": date(2025, 12, 31),
            "rank": 1,
            "issuer": "Issuer, Inc.",
            "fair_value_usd": Decimal("400511928.0000"),
            "share_of_portfolio_frac": 0.0245,
        },
    ),
    (
        "exposure.csv",
        (
            "as_of,total_fair_value_usd,positions,debt_share_frac,equity_share_frac,fund_share_frac,structured_share_frac,"
            "other_share_frac,level3_share_of_covered_frac,level3_coverage_frac,top10_share_frac,floating_rate_share_frac,"
            "pik_share_of_debt_frac,unrealized_gain_frac,source\n"
            "2025-12-31,16360177646,1469,0.1376,0.3131,,,,1,0.8694,,,,-0.1113,report\n"
        ),
        "fund_exposure",
        {
            "total_fair_value_usd": Decimal("16360177646.0000"),
            "positions": 1469,
            "debt_share_frac": 0.1376,
            "fund_share_frac": None,
            "level3_share_of_covered_frac": 1.0,
            "level3_coverage_frac": 0.8694,
            "unrealized_gain_frac": -0.1113,
        },
    ),
    (
        "tenders.csv",
        (
            "as_of,shares_tendered,requested_pct,cap_pct,accepted_pct,shares_accepted,source\n"
            "2026-03-06,17281858.237,14.6,5,34.3,5927677.375,report\n"
        ),
        "fund_tenders",
        {
            "as_of": date(2026, 3, 6),
            "shares_tendered": Decimal("17281858.2370"),
            "requested_frac": 0.146,
            "cap_frac": 0.05,
            "accepted_frac": 0.343,
            "shares_accepted": Decimal("5927677.3750"),
        },
    ),
    (
        "cash_flows.csv",
        "as_of,kind,amount_usd,source\n2024-02-29,recallable_distribution,1250000.5,report\n",
        "fund_cash_flows",
        {"as_of": date(2024, 2, 29), "kind": "recallable_distribution", "amount_usd": Decimal("1250000.5000")},
    ),
    (
        "fair_value.csv",
        "as_of,level1_usd,level2_usd,level3_usd,nav_expedient_usd,source\n2026-03-31,529492964,0,562354022,,report\n",
        "fund_fair_value",
        {
            "level1_usd": Decimal("529492964.0000"),
            "level2_usd": Decimal("0.0000"),
            "level3_usd": Decimal("562354022.0000"),
            "nav_expedient_usd": None,
        },
    ),
    (
        "marks.csv",
        (
            "as_of,holding,kind,fair_value_usd,valued_on,acquired_on,cost_usd,first_mark_usd,source\n"
            "2025-12-31,Fund IV L.P.,secondary,130,2025-09-30,2025-11-01,100,125.5,report\n"
        ),
        "fund_marks",
        {
            "holding": "Fund IV L.P.",
            "kind": "secondary",
            "fair_value_usd": Decimal("130.0000"),
            "valued_on": date(2025, 9, 30),
            "acquired_on": date(2025, 11, 1),
            "cost_usd": Decimal("100.0000"),
            "first_mark_usd": Decimal("125.5000"),
        },
    ),
    (
        "market.csv",
        "as_of,price_usd,nav_per_share_usd,source\n2025-12-31,58.5,58.7345,report\n",
        "fund_market",
        {"price_usd": Decimal("58.5000"), "nav_per_share_usd": Decimal("58.7345")},
    ),
    (
        "results.csv",
        (
            "period_start,as_of,investment_income_usd,interest_in_kind_usd,net_investment_income_usd,realized_gain_usd,"
            "unrealized_gain_change_usd,source\n2025-01-01,2025-12-31,1000,130,700,,-50.5,report\n"
        ),
        "fund_results",
        {
            "period_start": date(2025, 1, 1),
            "as_of": date(2025, 12, 31),
            "investment_income_usd": Decimal("1000.0000"),
            "interest_in_kind_usd": Decimal("130.0000"),
            "net_investment_income_usd": Decimal("700.0000"),
            "realized_gain_usd": None,
            "unrealized_gain_change_usd": Decimal("-50.5000"),
        },
    ),
]


@pytest.mark.parametrize(("file", "text", "field", "values"), ROWS, ids=[row[0] for row in ROWS])
def test_a_received_row_becomes_this_row(project, file, text, field, values):
    project.write(PACKET + file, text)
    gathered = project.gather()
    frame = gathered.core.frame(field)
    row = next(row for row in frame.iter_rows(named=True) if row["owner"] == "alpha-credit")
    assert {name: row[name] for name in values} == values
    entry = next(item for item in gathered.inputs if item.path == PACKET + file)
    assert {name: row[name] for name in ("source", "file", "row", "file_sha256", "known_at", "extractor", "grade")} == {
        "source": "prospectus" if file == "fees.csv" else "report",
        "file": file,
        "row": 2,
        "file_sha256": entry.sha256,
        "known_at": date(2026, 5, 1),
        "extractor": "typed by hand",
        "grade": "C",
    }


def test_benchmark_and_risk_free_rows(project):
    core = project.gather().core
    assert core.benchmark_returns.select("owner", "period_end", "return_frac").rows() == [
        ("loans", date(2025, 12, 31), 0.006125)
    ]
    assert core.market_risk_free.select("owner", "month_end", "annual_rate_frac").rows() == [
        ("bills", date(2025, 12, 31), 0.0359)
    ]


def test_every_table_has_its_own_schema_and_order_of_keys(project):
    project.write(
        PACKET + "returns.csv",
        "frequency,kind,period_end,return_pct,source\n"
        "monthly,total_net,2025-12-31,2,report\nmonthly,total_net,2025-11-30,1,report\n",
    )
    core = project.gather().core
    for name in CoreTables.names():
        assert core.frame(name).schema == CoreTables.spec(name).polars_schema
    alpha = core.fund_returns.head(2)
    assert alpha.select("owner", "period_end", "return_frac", "row").rows() == [
        ("alpha-credit", date(2025, 11, 30), 0.01, 3),
        ("alpha-credit", date(2025, 12, 31), 0.02, 2),
    ]


def test_windows_line_ends_and_a_byte_order_mark_change_no_figure(project):
    plain = project.gather().core.fund_returns.drop("file_sha256")
    text = (project.root / PACKET / "returns.csv").read_text(encoding="utf-8")
    project.write(PACKET + "returns.csv", ("\ufeff" + text.replace("\n", "\r\n")).encode())
    assert project.gather().core.fund_returns.drop("file_sha256").equals(plain)


@pytest.mark.parametrize(
    ("word", "read"), [("-0.5", True), ("1.5", True), ("+1-2", False), ("-cmd", False), ("@x", False), ("=1", False)]
)
def test_text_may_be_a_number_and_no_formula(project, word, read):
    project.write(PACKET + "terms.csv", f"term,value,as_of,section,source\ninception,{word},2025-12-31,,report\n")
    if read:
        assert project.gather().core.fund_terms.get_column("value").to_list() == [word]
    else:
        with pytest.raises(PrudentError, match="begins like a spreadsheet formula"):
            project.gather()


def test_a_negative_zero_is_zero(project):
    project.edit(PACKET + "returns.csv", "1.95", "-0.00")
    assert str(project.gather().core.fund_returns.get_column("return_frac")[0]) == "0.0"
