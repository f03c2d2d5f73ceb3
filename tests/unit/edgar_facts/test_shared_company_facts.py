"""A recorded answer of the service, where it is at hand, besides one of our own of the same shape."""

from pathlib import Path

import pytest
from edgar_fact_writers import company, fact, fund, places, read_facts, rows, told

from prudent.errors import DataBad

SHARED = Path(__file__).parents[3].parent / "shared" / "sec" / "companyfacts"

#: Read by eye in the answer of February 2023 to CIK 1803498, 10-Q of 2022-11-14.
BLACKSTONE = {
    ("2021-12-31", "total_assets_usd"): "32353714000",
    ("2022-09-30", "total_assets_usd"): "52335219000",
    ("2021-12-31", "total_liabilities_usd"): "19498894000",
    ("2022-09-30", "total_liabilities_usd"): "29956643000",
    ("2021-09-30", "nav_per_share_usd"): "25.9",
    ("2022-09-30", "nav_per_share_usd"): "24.62",
    ("2021-12-31", "shares_outstanding"): "495831116",
    ("2022-09-30", "shares_outstanding"): "909121615",
}
BLACKSTONE_INCOME = {
    ("2021-01-01", "2021-09-30"): "264325000",
    ("2021-07-01", "2021-09-30"): "146537000",
    ("2022-01-01", "2022-09-30"): "1341501000",
    ("2022-07-01", "2022-09-30"): "571182000",
}
OWN = company(
    Assets=[fact(32, "2021-12-31"), fact(52, "2022-09-30")],
    NetInvestmentIncome=[fact(9, "2022-09-30", "2022-01-01"), fact(4, "2022-09-30", "2022-07-01")],
)
FILES = [
    (OWN, fund(), {("2021-12-31", "total_assets_usd"): "32", ("2022-09-30", "total_assets_usd"): "52"},
     {("2022-01-01", "2022-09-30"): "9", ("2022-07-01", "2022-09-30"): "4"}),
    *(
        (path.read_text(encoding="utf-8"), fund(cik=1803498), BLACKSTONE, BLACKSTONE_INCOME)
        for path in sorted(SHARED.glob("blackstone-private-credit-2023-02.json"))
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "of", "sheet", "income"), FILES, ids=["own", "recorded"][: len(FILES)])
def test_the_figures_are_those_of_the_file(text, of, sheet, income):
    delivered = read_facts(text, of)
    found = {
        (row["as_of"], column): cell
        for row in rows(delivered, "balance_sheet")
        for column, cell in row.items()
        if column not in {"as_of", "source"}
    }
    assert found == sheet
    results = {
        (row["period_start"], row["as_of"]): row["net_investment_income_usd"] for row in rows(delivered, "results")
    }
    assert results == income
    assert places(delivered, "balance_sheet", row=-1)["total_assets_usd"] == "us-gaap/Assets/USD[1]"
    # Neither file has a debt or an amendment; the recorded one has gains of securities alone.
    assert all("speaks of securities alone" in what for what in told(delivered))


@pytest.mark.parametrize(("text", "of", "sheet", "income"), FILES, ids=["own", "recorded"][: len(FILES)])
def test_another_fund_is_refused(text, of, sheet, income):
    with pytest.raises(DataBad, match="another filer's"):
        read_facts(text, fund(cik=999))
