"""Which tagged elements of a prospectus or shareholder report are which part of a fee table, and which axes say whose.

Belongs here: names out of the SEC's taxonomies. Does not: reading a page (`inline_page.py`).

| component | cef (Form N-2, closed-end funds and BDCs) | oef and rr (Form N-1A) |
| --- | --- | --- |
| management | ManagementFeesPercent | ManagementFeesOverAssets |
| incentive | IncentiveFeesPercent | |
| servicing | DistributionServicingFeesPercent | DistributionAndService12b1FeesOverAssets |
| interest | InterestExpensesOnBorrowingsPercent | |
| acquired_fund | AcquiredFundFeesAndExpensesPercent | AcquiredFundFeesAndExpensesOverAssets |
| other | OtherAnnualExpensesPercent | OtherExpensesOverAssets |
| waiver | WaiversAndReimbursementsOfFeesPercent | FeeWaiverOrReimbursementOverAssets |
| total, before a waiver | TotalAnnualExpensesPercent | ExpensesOverAssets |
| total, after a waiver | NetExpenseOverAssetsPercent | NetExpensesOverAssets |

Other elements of these taxonomies that end in `Percent` or `OverAssets` are not read and are named to the user.
"""

import re
from enum import StrEnum

from prudent.ingest.edgar.inline_numbers import QName

_FEES = re.compile(r"http://xbrl\.sec\.gov/(?P<taxonomy>cef|oef|oef-rr|rr)/[0-9]{4}(?:q[1-4]|(?:-[0-9]{2}){2})?")
_AXES = re.compile(
    r"http://(?:xbrl\.sec\.gov/(?:oef|oef-rr|rr|dei)|fasb\.org/us-gaap)/[0-9]{4}(?:q[1-4]|(?:-[0-9]{2}){2})?"
)


class Line(StrEnum):
    """A line of a fee table."""

    MANAGEMENT = "management"
    INCENTIVE = "incentive"
    SERVICING = "servicing"
    INTEREST = "interest"
    ACQUIRED_FUND = "acquired_fund"
    OTHER = "other"
    WAIVER = "waiver"
    GROSS = "gross"
    """The total before a waiver."""
    NET = "net"
    """The total after a waiver."""


_CLOSED_END = {
    "ManagementFeesPercent": Line.MANAGEMENT,
    "IncentiveFeesPercent": Line.INCENTIVE,
    "DistributionServicingFeesPercent": Line.SERVICING,
    "InterestExpensesOnBorrowingsPercent": Line.INTEREST,
    "AcquiredFundFeesAndExpensesPercent": Line.ACQUIRED_FUND,
    "OtherAnnualExpensesPercent": Line.OTHER,
    "WaiversAndReimbursementsOfFeesPercent": Line.WAIVER,
    "TotalAnnualExpensesPercent": Line.GROSS,
    "NetExpenseOverAssetsPercent": Line.NET,
}
_OPEN_END = {
    "ManagementFeesOverAssets": Line.MANAGEMENT,
    "DistributionAndService12b1FeesOverAssets": Line.SERVICING,
    "AcquiredFundFeesAndExpensesOverAssets": Line.ACQUIRED_FUND,
    "OtherExpensesOverAssets": Line.OTHER,
    "FeeWaiverOrReimbursementOverAssets": Line.WAIVER,
    "ExpensesOverAssets": Line.GROSS,
    "NetExpensesOverAssets": Line.NET,
}
_TABLE_BLOCK = "AnnualExpensesTableTextBlock"

_CLASS_AXES = frozenset({"StatementClassOfStockAxis", "ClassAxis", "ProspectusShareClassAxis"})
"""us-gaap, which closed-end funds use; oef; rr."""
_SERIES_AXES = frozenset({"LegalEntityAxis", "SeriesAxis"})
"""dei, which older prospectuses use; oef."""


def line_of(element: QName) -> Line | None:
    """The line that an element is; None for an element of another taxonomy or one that is not read."""
    found = _FEES.fullmatch(element.namespace)
    if found is None:
        return None
    return (_CLOSED_END if found["taxonomy"] == "cef" else _OPEN_END).get(element.local)


def is_rate(element: QName) -> bool:
    """Whether an element of the fee taxonomies is a rate, read or not."""
    return element.local.endswith(("Percent", "OverAssets")) and _FEES.fullmatch(element.namespace) is not None


def is_charged_once(element: QName) -> bool:
    """Whether an element is a sales load or another expense of a transaction, which is in no total of a year."""
    return element.local.startswith("SalesLoad") or "Transaction" in element.local


def is_fee_block(element: QName) -> bool:
    """Whether an element holds the whole table of annual expenses as text."""
    return element.local == _TABLE_BLOCK and _FEES.fullmatch(element.namespace) is not None


def is_class_axis(axis: QName) -> bool:
    """Whether an axis tells classes of shares apart."""
    return axis.local in _CLASS_AXES and _AXES.fullmatch(axis.namespace) is not None


def is_series_axis(axis: QName) -> bool:
    """Whether an axis tells series of a registrant apart."""
    return axis.local in _SERIES_AXES and _AXES.fullmatch(axis.namespace) is not None
