"""The labels that are known of the two templates, and when two labels are the same.

Belongs here: names. Does not: where they are looked for, and what becomes of their figures.

The templates themselves are not at hand; the names are those that public sources give. Of the Reporting Template: the
lines of the capital account statement as ILPA published them in 2016 and as reports and programs that follow them print
them, which version 2.0 keeps, and the lines that descriptions of version 2.0 name as new (offering and syndication
costs, placement fees, partner transfers; law firms' and administrators' notes of January and February 2025). Of the
Performance Template: the names of its two methodologies and of its measures (ILPA, Performance Template, Suggested
Guidance, January 2025). A name that is not here is noticed
or refused, never guessed; it is added here when a template shows it.
"""

import re
from enum import StrEnum

_NOTE = re.compile(r"\s*\((?:input positive values|contributions, less distributions|applied during period)[^)]*\)$")
_BRACKETS = re.compile(r"^\((?P<inside>[^()]*)\)$")
_SEPARATORS = re.compile(r"\s*[-:/&]\s*|\s+")


def normal(label: str) -> str:
    """A label as it is compared: no case, no dashes of different length, no brackets around the whole, no notes."""
    text = label.strip().casefold().replace("–", "-").replace("—", "-").replace("’", "'")
    text = _NOTE.sub("", text.rstrip(" :+*"))
    inside = _BRACKETS.match(text.rstrip(" :+*"))
    text = (inside["inside"] if inside else text).replace("(", " ").replace(")", " ")
    return _SEPARATORS.sub(" ", text).strip(" :+*")


class Line(StrEnum):
    """Lines of the capital account statement whose meaning is that of a column of ours."""

    BEGINNING = "beginning nav net of incentive allocation"
    NET_OPERATING_INCOME = "total net operating income expense"
    REALIZED = "realized gain loss"
    UNREALIZED = "change in unrealized gain loss"
    ENDING = "ending nav net of incentive allocation"


UNUSED_LINES = frozenset(
    normal(label)
    for label in (
        "Contributions - Cash & Non-Cash",
        "Distributions - Cash & Non-Cash (input positive values)",
        "Total Cash / Non-Cash Flows (contributions, less distributions)",
        "Offering/Syndication Costs",
        "Placement Fees",
        "Partner Transfers",
        "(Management Fees - Gross of Offsets, Waivers & Rebates)",
        "Management Fee Rebate",
        "(Partnership Expenses - Total)",
        "Total Offsets to Fees & Expenses (applied during period)",
        "(Total Management Fees & Partnership Expenses, Net of Offsets & Rebates, Gross of Fee Waiver)",
        "Fee Waiver",
        "Interest Income",
        "Dividend Income",
        "(Interest Expense)",
        "Other Income/(Expense)",
        "Incentive Allocation - Paid During the Period",
        "Accrued Incentive Allocation - Starting Period Balance",
        "Accrued Incentive Allocation - Periodic Change",
        "Accrued Incentive Allocation - Ending Period Balance",
        "Ending NAV - Gross of Accrued Incentive Allocation",
        "Total Commitment",
        "Beginning Unfunded Commitment",
        "(Less Contributions)",
        "Plus Recallable Distributions",
        "(Less Expired/Released Commitments)",
        "+/- Other Unfunded Adjustment",
        "Ending Unfunded Commitment",
    )
)
"""Known lines that no column of ours means. Totals of a period are not dated flows, amounts are not rates, and what
investors have not yet paid in is not what the fund has promised to others."""

TOTAL_FUND = re.compile(r"^total fund\b")
"""Heads the columns of the whole fund. The others are one investor's and the general partner's."""
ALLOCATION = re.compile(r"\ballocation of total fund\b")
PERIOD = re.compile(r"^(?P<period>qtd|ytd|itd|since inception|inception to date)\b")

PERFORMANCE_TITLE = "ilpa performance template"
METHODOLOGIES = ("granular methodology", "gross up methodology")


DATE_HEADS = frozenset({"date", "transaction date", "effective date", "cash flow date"})
TYPE_HEADS = frozenset({"transaction type", "fund level transaction type", "fund level transaction types"})
AMOUNT_HEADS = frozenset({"amount", "transaction amount", "cash flow", "cash flow amount"})

MEASURES = re.compile(r"\b(?:net irr|gross irr|net tvpi|tvpi|gross moic|moic|dpi|rvpi)\b")
"""Measures that the template prints. No table of ours holds a printed one."""
