"""Which tagged elements of 10-K and 10-Q filings are read into which column.

Belongs here: the choice, with the reason for each. Does not: reading (`company_tree.py`) and choosing between filings
(`company_choice.py`).

All are elements of the FASB's us-gaap taxonomy. Where several are named for one column, the first that a period has is
taken and a different value of a later one is told. Facts that the service gives have no dimensions: a figure tagged by
share class or by borrowing alone is not among them.

| table | column | us-gaap elements, the first first |
| --- | --- | --- |
| balance_sheet | total_assets_usd | Assets |
| balance_sheet | total_liabilities_usd | Liabilities |
| balance_sheet | net_assets_usd | AssetsNet, StockholdersEquity, MembersEquity, PartnersCapital |
| balance_sheet | borrowings_usd | DebtLongtermAndShorttermCombinedAmount, LongTermDebt, DebtInstrumentCarryingAmount |
| balance_sheet | nav_per_share_usd | NetAssetValuePerShare |
| balance_sheet | shares_outstanding | CommonStockSharesOutstanding, SharesOutstanding |
| balance_sheet | unfunded_commitments_usd | InvestmentCompanyFinancialCommitmentToInvesteeFutureAmount |
| balance_sheet | asset_coverage_ratio | InvestmentCompanySeniorSecurityIndebtednessAssetCoverageRatio |
| results | investment_income_usd | GrossInvestmentIncomeOperating |
| results | interest_in_kind_usd | InterestIncomeOperatingPaidInKind, InterestAndDividendIncomeOperatingPaidInKind |
| results | net_investment_income_usd | NetInvestmentIncome, InvestmentIncomeOperatingAfterExpenseAndTax |
| results | realized_gain_usd | RealizedGainLossInvestmentDerivativeAndForeignCurrencyTransactionPriceChangeOperating
AfterTax and BeforeTax, DebtAndEquitySecuritiesRealizedGainLoss, RealizedInvestmentGainsLosses |
| results | unrealized_gain_change_usd | UnrealizedGainLossInvestmentDerivativeAndForeignCurrencyTransactionPriceChange
OperatingAfterTax and BeforeTax, DebtAndEquitySecuritiesUnrealizedGainLoss, UnrealizedGainLossOnInvestments |
| returns | return_pct, total_net | InvestmentCompanyTotalReturn |
| fees | rate_pct, expense_ratio | InvestmentCompanyExpenseRatioIncludingIncentiveFee, InvestmentCompanyExpenseRatio |

Left out on purpose: DebtInstrumentFaceAmount, which filers tag with what lenders have committed and not with what is
owed; Revenues, which in a real estate trust are rents before expenses; equity with non-controlling interests, which is
not the holders'; shares on the cover page, counted on another day than the balance sheet.
"""

from dataclasses import dataclass
from typing import Literal

_SECURITIES = "speaks of securities alone: gains on derivatives and currencies are not in it"
_NO_DIVIDENDS = "speaks of interest and dividends in kind together"

_ALL_GAINS = "GainLossInvestmentDerivativeAndForeignCurrencyTransactionPriceChangeOperating"


@dataclass(frozen=True, slots=True)
class Element:
    """One element, the column that it fills, and the unit that it must have."""

    name: str
    column: str
    """As the table calls it in received units."""
    unit: Literal["USD", "USD/shares", "shares", "pure"]
    caution: str = ""
    """What must be known of the column where this element filled it."""

    @property
    def path(self) -> str:
        """The start of its places."""
        return f"us-gaap/{self.name}/{self.unit}"


BALANCE_SHEET = (
    Element("Assets", "total_assets_usd", "USD"),
    Element("Liabilities", "total_liabilities_usd", "USD"),
    Element("AssetsNet", "net_assets_usd", "USD"),
    Element("StockholdersEquity", "net_assets_usd", "USD"),
    Element("MembersEquity", "net_assets_usd", "USD"),
    Element("PartnersCapital", "net_assets_usd", "USD"),
    Element("DebtLongtermAndShorttermCombinedAmount", "borrowings_usd", "USD"),
    Element("LongTermDebt", "borrowings_usd", "USD"),
    Element("DebtInstrumentCarryingAmount", "borrowings_usd", "USD"),
    Element("NetAssetValuePerShare", "nav_per_share_usd", "USD/shares"),
    Element("CommonStockSharesOutstanding", "shares_outstanding", "shares"),
    Element("SharesOutstanding", "shares_outstanding", "shares"),
    Element("InvestmentCompanyFinancialCommitmentToInvesteeFutureAmount", "unfunded_commitments_usd", "USD"),
    Element("InvestmentCompanySeniorSecurityIndebtednessAssetCoverageRatio", "asset_coverage_ratio", "pure"),
)
"""Of one day."""

RESULTS = (
    Element("GrossInvestmentIncomeOperating", "investment_income_usd", "USD"),
    Element("InterestIncomeOperatingPaidInKind", "interest_in_kind_usd", "USD"),
    Element("InterestAndDividendIncomeOperatingPaidInKind", "interest_in_kind_usd", "USD", _NO_DIVIDENDS),
    Element("NetInvestmentIncome", "net_investment_income_usd", "USD"),
    Element("InvestmentIncomeOperatingAfterExpenseAndTax", "net_investment_income_usd", "USD"),
    Element(f"Realized{_ALL_GAINS}AfterTax", "realized_gain_usd", "USD"),
    Element(f"Realized{_ALL_GAINS}BeforeTax", "realized_gain_usd", "USD"),
    Element("DebtAndEquitySecuritiesRealizedGainLoss", "realized_gain_usd", "USD", _SECURITIES),
    Element("RealizedInvestmentGainsLosses", "realized_gain_usd", "USD", _SECURITIES),
    Element(f"Unrealized{_ALL_GAINS}AfterTax", "unrealized_gain_change_usd", "USD"),
    Element(f"Unrealized{_ALL_GAINS}BeforeTax", "unrealized_gain_change_usd", "USD"),
    Element("DebtAndEquitySecuritiesUnrealizedGainLoss", "unrealized_gain_change_usd", "USD", _SECURITIES),
    Element("UnrealizedGainLossOnInvestments", "unrealized_gain_change_usd", "USD", _SECURITIES),
)
"""Of a period, with the days that it is tagged with."""

RETURNS = (Element("InvestmentCompanyTotalReturn", "return_pct", "pure"),)
"""Of a whole month, quarter or year; fractions as tagged."""

EXPENSE_RATIOS = (
    Element("InvestmentCompanyExpenseRatioIncludingIncentiveFee", "rate_pct", "pure"),
    Element("InvestmentCompanyExpenseRatio", "rate_pct", "pure"),
)
"""Of a whole year; a shorter period's ratio is annualised by some filers and not by others."""
