"""Numbers as prose says them, and numbers that name something."""

import pytest

from prudent.model.amounts import amounts, digits


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("It costs $5 a year.", ("$5",)),
        ("It costs $1,234.50 a year.", ("$1,234.50",)),
        ("The fee is 3.2 % of net assets.", ("3.2 %",)),
        ("The fee is 3.2% of net assets.", ("3.2%",)),
        ("The fee is 12\u202f% of net assets.", ("12\u202f%",)),
        ("The cap is 5 per cent.", ("5 per cent",)),
        ("Assets are 1.73× net assets.", ("1.73×",)),
        ("It lasts 45 months.", ("45 months",)),
        ("An offer takes 90 days.", ("90 days",)),
        ("It beat 3 of 7.", ("3 of 7",)),
        ("It made 9 of the 24.", ("9 of the 24",)),
        ("There are 16 data rules.", ("16 data rules",)),
        ("and 14 more items listed", ("14 more items",)),
        ("Held by 6,000 people.", ("6,000 people",)),
        ("Its Sharpe ratio was 0.83, as printed.", ("0.83",)),
        ("Broken: 4.", ("4",)),
        ("n = 36 in all", ("36",)),
        ("a fall of −12.5 %", ("−12.5 %",)),
        ("under 7 none is chosen", ("7",)),
    ],
)
def test_an_amount_is_found_as_it_is_written(prose, found):
    assert amounts(prose) == found


@pytest.mark.parametrize(
    "prose",
    [
        "As of 31 December 2025 nothing is known.",
        "The series starts on 2022-10-01.",
        "Compared over January 2023 to December 2025.",
        "29 CFR 2550.404a-6 asks for it; see 17 CFR 240.13e-4(f)(1)(ii) and 91 FR 16088.",
        "Rule 23c-3, section 22(e), Form 5500, 10-Q, 401(k), Class I, Level 3, lag 1.",
        "The 1940 Act's least for a closed-end fund.",
        "(Geltner 1991, 1993) and (Sharpe 1994)",
        "balance_sheet.csv row 12, page 4, CIK 1740076",
        "It asks three of seven what twelve months cost.",
        "Dollars a year for each $10,000 in the fund.",
        "Executive Order 14330 and Release 2025-01",
        "SPDR S&P 500 ETF Trust and ARK 21Shares Bitcoin ETF",
    ],
)
def test_a_number_that_names_something_is_no_amount(prose):
    assert amounts(prose) == ()


def test_in_a_column_of_numbers_every_digit_counts_but_a_date():
    assert digits("45") == ("45",)
    assert digits("2 of 5") == ("2", "5")
    assert digits("not in evidence") == ()
    assert digits("31 December 2025") == ()
