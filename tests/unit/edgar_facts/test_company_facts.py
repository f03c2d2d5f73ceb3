"""Company facts: which value of which filing lands in which column, with its place."""

from datetime import date
from decimal import Decimal

import pytest
from edgar_fact_writers import company, fact, frames, fund, places, read_facts, rows, told

from prudent.errors import DataBad, SchemaChanged

YEAR = {"start": "2024-01-01", "end": "2024-12-31"}


def test_a_balance_sheet_has_a_row_for_each_day():
    delivered = read_facts(
        company(
            Assets=[fact(900, "2023-12-31"), fact(1000, "2024-12-31")],
            Liabilities=[fact(400, "2024-12-31")],
            StockholdersEquity=[fact(600, "2024-12-31")],
            LongTermDebt=[fact(390, "2024-12-31")],
            NetAssetValuePerShare=[fact(24.62, "2024-12-31")],
            CommonStockSharesOutstanding=[fact(25, "2024-12-31")],
            InvestmentCompanySeniorSecurityIndebtednessAssetCoverageRatio=[fact(2.54, "2024-12-31")],
            InvestmentCompanyFinancialCommitmentToInvesteeFutureAmount=[fact(70, "2024-12-31")],
        )
    )
    assert rows(delivered, "balance_sheet") == [
        {"as_of": "2023-12-31", "total_assets_usd": "900", "source": "the-filing"},
        {
            "as_of": "2024-12-31",
            "total_assets_usd": "1000",
            "total_liabilities_usd": "400",
            "net_assets_usd": "600",
            "borrowings_usd": "390",
            "nav_per_share_usd": "24.62",
            "shares_outstanding": "25",
            "unfunded_commitments_usd": "70",
            "asset_coverage_ratio": "2.54",
            "source": "the-filing",
        },
    ]
    assert delivered.noticed == ()


def test_each_cell_says_where_it_stands_in_the_file():
    delivered = read_facts(
        company(Assets=[fact(900, "2023-12-31"), fact(1000, "2024-12-31")], Liabilities=[fact(400, "2024-12-31")])
    )
    assert places(delivered, "balance_sheet", row=1) == {
        "as_of": "us-gaap/Assets/USD[1]/end",
        "total_assets_usd": "us-gaap/Assets/USD[1]",
        "total_liabilities_usd": "us-gaap/Liabilities/USD[0]",
    }
    assert [row.row for row in delivered.raws[0].rows] == [2, 3]


def test_results_keep_the_period_that_they_are_tagged_with():
    delivered = read_facts(
        company(
            NetInvestmentIncome=[
                fact(90, "2024-09-30", "2024-01-01", form="10-Q"),
                fact(40, "2024-09-30", "2024-07-01", form="10-Q"),
            ],
            GrossInvestmentIncomeOperating=[fact(130, "2024-09-30", "2024-01-01", form="10-Q")],
            InterestIncomeOperatingPaidInKind=[fact(9, "2024-09-30", "2024-01-01", form="10-Q")],
        )
    )
    assert rows(delivered, "results") == [
        {
            "period_start": "2024-01-01",
            "as_of": "2024-09-30",
            "investment_income_usd": "130",
            "interest_in_kind_usd": "9",
            "net_investment_income_usd": "90",
            "source": "the-filing",
        },
        {
            "period_start": "2024-07-01",
            "as_of": "2024-09-30",
            "net_investment_income_usd": "40",
            "source": "the-filing",
        },
    ]


def test_a_year_to_date_return_is_taken_for_no_quarter():
    delivered = read_facts(
        company(
            InvestmentCompanyTotalReturn=[
                fact(0.012, "2024-01-31", "2024-01-01"),
                fact(0.03, "2024-03-31", "2024-01-01"),
                fact(0.06, "2024-06-30", "2024-01-01"),
                fact(-0.015, "2024-06-30", "2024-04-01"),
                fact(0.0842, "2024-12-31", "2024-01-01"),
                fact(0.02, "2024-11-29", "2024-09-01"),
                fact(0.02, "2023-12-31", "2023-10-16"),
            ]
        )
    )
    found = [(row["frequency"], row["period_end"], row["return_pct"]) for row in rows(delivered, "returns")]
    assert found == [
        ("monthly", "2024-01-31", "1.2"),
        ("quarterly", "2024-03-31", "3"),
        ("quarterly", "2024-06-30", "-1.5"),
        ("annual", "2024-12-31", "8.42"),
    ]
    assert {row["kind"] for row in rows(delivered, "returns")} == {"total_net"}
    assert told(delivered) == [
        "3 of return_pct cover no whole month, quarter or year (the first 2024-01-01 to 2024-06-30); they are left out."
    ]


def test_an_expense_ratio_is_taken_of_a_whole_year_alone():
    delivered = read_facts(
        company(
            InvestmentCompanyExpenseRatioIncludingIncentiveFee=[
                fact(0.0712, "2024-12-31", "2024-01-01"),
                fact(0.0698, "2024-09-30", "2024-01-01", form="10-Q"),
                fact(0.069, "2024-09-30", "2024-07-01", form="10-Q"),
            ]
        )
    )
    assert rows(delivered, "fees") == [
        {
            "as_of": "2024-12-31",
            "share_class": "unstated",
            "basis": "expense_ratio",
            "component": "total",
            "rate_pct": "7.12",
            "base": "average_net_assets",
            "source": "the-filing",
        }
    ]
    assert "2 of rate_pct cover no whole year" in told(delivered)[0]


def test_the_frames_hold_fractions_and_decimals():
    delivered = read_facts(
        company(
            Assets=[fact(52335219000, "2024-12-31")],
            InvestmentCompanyTotalReturn=[fact(0.0842, **YEAR)],
            InvestmentCompanyExpenseRatio=[fact(0.0712, **YEAR)],
        )
    )
    of = frames(delivered)
    assert of["balance_sheet"].get_column("total_assets_usd").to_list() == [Decimal(52335219000)]
    assert of["returns"].get_column("return_frac").to_list() == [0.0842]
    assert of["fees"].get_column("rate_frac").to_list() == [0.0712]
    assert of["fees"].get_column("as_of").to_list() == [date(2024, 12, 31)]


def test_the_latest_filing_of_a_period_is_used_and_what_was_filed_before_is_told():
    first = {"accession": "0001234567-25-000001", "filed": "2025-03-14"}
    amended = {"accession": "0001234567-25-000009", "filed": "2025-06-02", "form": "10-K/A"}
    delivered = read_facts(
        company(Assets=[fact(1100, "2024-12-31", **amended), fact(1000, "2024-12-31", **first)]),
    )
    assert [row["total_assets_usd"] for row in rows(delivered, "balance_sheet")] == ["1100"]
    assert places(delivered, "balance_sheet")["total_assets_usd"] == "us-gaap/Assets/USD[0]"
    assert told(delivered) == [
        "2024-12-31: 1100 is used, from the 10-K/A of 2025-06-02; filed before: 1000 (10-K of 2025-03-14)."
    ]


def test_of_two_filings_of_one_day_the_amendment_is_used():
    delivered = read_facts(
        company(
            Assets=[
                fact(1100, "2024-12-31", form="10-K/A", accession="0001234567-25-000001"),
                fact(1000, "2024-12-31", form="10-K", accession="0001234567-25-000002"),
            ]
        )
    )
    assert rows(delivered, "balance_sheet")[0]["total_assets_usd"] == "1100"


@pytest.mark.parametrize(("before", "is_told"), [(1001000, False), (1001001, True), (998999, True)])
def test_a_change_within_a_thousandth_is_rounding_and_not_told(before, is_told):
    later = {"accession": "0001234567-25-000009", "filed": "2025-06-02"}
    delivered = read_facts(company(Assets=[fact(before, "2024-12-31"), fact(1000000, "2024-12-31", **later)]))
    assert rows(delivered, "balance_sheet")[0]["total_assets_usd"] == "1000000"
    assert bool(told(delivered)) is is_told


def test_a_comparative_figure_counts_for_the_day_it_is_tagged_with():
    """`fy` and `fp` are those of the filing: last year's figure in this year's report says 2024 of 2023."""
    delivered = read_facts(company(Assets=[fact(900, "2023-12-31", fy=2024, fp="FY", frame="CY2024Q4I")]))
    assert [row["as_of"] for row in rows(delivered, "balance_sheet")] == ["2023-12-31"]


def test_a_filing_that_gives_two_values_for_a_day_gives_none():
    delivered = read_facts(
        company(
            AssetsNet=[fact(600, "2024-12-31"), fact(250, "2024-12-31"), fact(500, "2023-12-31")],
            StockholdersEquity=[fact(600, "2024-12-31")],
        )
    )
    assert [(row["as_of"], row["net_assets_usd"]) for row in rows(delivered, "balance_sheet")] == [
        ("2023-12-31", "500")
    ]
    assert told(delivered) == ["Filing 0001234567-25-000001 gives 250 and 600 for 2024-12-31; neither is taken."]


def test_a_later_filing_settles_what_an_earlier_one_left_unclear():
    later = {"accession": "0001234567-25-000009", "filed": "2025-06-02"}
    delivered = read_facts(
        company(Assets=[fact(600, "2024-12-31"), fact(250, "2024-12-31"), fact(600, "2024-12-31", **later)])
    )
    assert rows(delivered, "balance_sheet")[0]["total_assets_usd"] == "600"


def test_the_first_element_of_a_column_is_used_and_a_different_one_told():
    delivered = read_facts(
        company(
            AssetsNet=[fact(600, "2024-12-31")],
            StockholdersEquity=[fact(580, "2024-12-31"), fact(500, "2023-12-31")],
        )
    )
    assert [row["net_assets_usd"] for row in rows(delivered, "balance_sheet")] == ["500", "600"]
    assert told(delivered) == ["2024-12-31: 600 is used, and us-gaap/StockholdersEquity/USD[0] says 580 (first of 1)."]


def test_gains_of_securities_alone_come_with_a_word_of_caution():
    delivered = read_facts(
        company(
            RealizedGainLossInvestmentDerivativeAndForeignCurrencyTransactionPriceChangeOperatingAfterTax=[
                fact(-100, "2024-12-31", "2024-01-01")
            ],
            DebtAndEquitySecuritiesUnrealizedGainLoss=[fact(-31, "2024-12-31", "2024-01-01")],
        )
    )
    row = rows(delivered, "results")[0]
    assert (row["realized_gain_usd"], row["unrealized_gain_change_usd"]) == ("-100", "-31")
    (what,) = told(delivered)
    assert what.startswith("us-gaap/DebtAndEquitySecuritiesUnrealizedGainLoss speaks of securities alone")


def test_a_figure_a_thousand_times_too_large_is_read_as_tagged():
    """Whether it is right is for the data rules, which have other figures to hold it against."""
    delivered = read_facts(company(Assets=[fact(52335219000000, "2024-12-31")]))
    assert rows(delivered, "balance_sheet")[0]["total_assets_usd"] == "52335219000000"


def test_other_forms_units_and_kinds_of_period_are_left_out_and_told():
    delivered = read_facts(
        company(
            Assets={
                "USD": [fact(1, "2024-12-31", form="8-K"), fact(1000, "2024-12-31")],
                "EUR": [fact(2, "2024-12-31")],
            },
            Liabilities=[fact(400, "2024-12-31", "2024-01-01")],
            NetInvestmentIncome=[fact(9, "2024-12-31")],
        )
    )
    assert rows(delivered, "balance_sheet") == [
        {"as_of": "2024-12-31", "total_assets_usd": "1000", "source": "the-filing"}
    ]
    assert rows(delivered, "results") == []
    assert told(delivered) == [
        "us-gaap/Assets is read in USD alone; it is in 'EUR' too.",
        "us-gaap/Assets: 1 left out, in another form than a 10-K or 10-Q; the first is of 2024-12-31.",
        "us-gaap/Liabilities: 1 left out, of a period and not of a day; the first is of 2024-01-01 to 2024-12-31.",
        "us-gaap/NetInvestmentIncome: 1 left out, of a day and not of a period; the first is of 2024-12-31.",
    ]


def test_a_figure_that_its_column_cannot_hold_is_left_out_and_told():
    delivered = read_facts(
        company(
            Assets=[fact(1000, "2024-12-31")],
            StockholdersEquity=[fact(-5, "2020-12-31")],
            NetAssetValuePerShare=[fact(24.62345, "2024-12-31")],
            InvestmentCompanyTotalReturn=[fact(-1.2, **YEAR)],
        )
    )
    assert rows(delivered, "balance_sheet") == [
        {"as_of": "2024-12-31", "total_assets_usd": "1000", "source": "the-filing"}
    ]
    assert told(delivered) == [
        "2020-12-31: -5 is less than 0; it is left out.",
        "2024-12-31: 24.62345 has more than 4 decimal places; it is left out.",
        "2024-01-01 to 2024-12-31: -1.2 is less than -100 as per cent; it is left out.",
    ]


def test_a_number_is_read_as_it_is_written():
    """0.1 + 0.2 in floats is no 0.3; 12345678901234567.8901 has more digits than a float."""
    text = company(Assets=[fact(1, "2024-12-31")]).replace('"val": 1,', '"val": 12345678901234567.8901,')
    assert rows(read_facts(text), "balance_sheet")[0]["total_assets_usd"] == "12345678901234567.8901"
    text = text.replace("12345678901234567.8901", "5.2335219E+10")
    assert rows(read_facts(text), "balance_sheet")[0]["total_assets_usd"] == "52335219000"


@pytest.mark.parametrize("cik", ["0001234567", "1234567", 1234567])
def test_the_cik_is_read_with_and_without_zeros(cik):
    assert rows(read_facts(company(cik, Assets=[fact(1, "2024-12-31")])), "balance_sheet")


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        (company(7654321, Assets=[fact(1, "2024-12-31")]), DataBad, "holds the facts of CIK 7654321"),
        (company(None, Assets=[fact(1, "2024-12-31")]), SchemaChanged, "cik: a number of up to ten digits"),
        (company(True, Assets=[fact(1, "2024-12-31")]), SchemaChanged, "cik: a number"),
        (company(12.5, Assets=[fact(1, "2024-12-31")]), SchemaChanged, "cik: a number"),
        (company(), DataBad, "holds no us-gaap facts"),
        ('{"cik": 1234567, "facts": {}}', DataBad, "holds no us-gaap facts"),
        ('{"cik": 1234567, "facts": {"dei": {"x": 1}}}', DataBad, "holds no us-gaap facts"),
        (company(Goodwill=[fact(1, "2024-12-31")]), DataBad, "holds no figure that is read"),
        (company(Assets=[]), DataBad, "holds no figure that is read"),
        ("[]", SchemaChanged, "is no company facts file"),
        ("{}", SchemaChanged, "is no company facts file"),
        ('{"message": "Not found"}', SchemaChanged, "is no company facts file"),
        ("", DataBad, "is empty"),
        (company(Assets=[fact("1000", "2024-12-31")]), SchemaChanged, "Assets/USD[0]/val: a number was expected"),
        (company(Assets=[fact(None, "2024-12-31")]), SchemaChanged, "Assets/USD[0]/val: a number"),
        (company(Assets=[fact([1], "2024-12-31")]), SchemaChanged, "Assets/USD[0]/val: a number"),
        (company(Assets=[fact(1, "2024-02-30")]), SchemaChanged, "Assets/USD[0]/end: a date"),
        (company(Assets=[fact(1, "20241231")]), SchemaChanged, "Assets/USD[0]/end: a date"),
        (company(Assets=[fact(1, "2024-12-31", filed=None)]), SchemaChanged, "Assets/USD[0]/filed: a date"),
        (company(Assets=[fact(1, "2024-12-31", accession="x")]), SchemaChanged, "Assets/USD[0]/accn: an accession"),
        (company(Assets=[fact(1, "2024-12-31", form=10)]), SchemaChanged, "Assets/USD[0]/form: the name of a form"),
        (company(Assets=[7]), SchemaChanged, "Assets/USD[0]: an object was expected"),
        (company(Assets={"USD": {}}), SchemaChanged, "Assets/USD: a list of facts"),
        (company(NetInvestmentIncome=[fact(1, "2024-01-01", "2024-12-31")]), DataBad, "ends before it starts"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, error, words):
    with pytest.raises(error) as raised:
        read_facts(text)
    assert words in raised.value.sentence


def test_a_fund_without_a_cik_has_no_company_facts():
    trust = fund(cik=None, wrapper="collective_trust")
    with pytest.raises(DataBad, match="has no CIK"):
        read_facts(company(Assets=[fact(1, "2024-12-31")]), trust)
