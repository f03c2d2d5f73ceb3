"""One table of cases: what a value looks like in print."""

from datetime import date

import pytest

from prudent.memo.format import class_text, date_text, figure_text, is_split, status_text, value_text, window_text
from prudent.memo.prose import Figure
from prudent.model.finding import CheckOutcome, FindingStatus
from prudent.model.fund import AssetClass, Wrapper
from prudent.model.measured import Refusal, RefusalCode, Unit
from prudent.model.period import Window
from prudent.model.validation import Outcome

NARROW = "\u202f"
MINUS = "\u2212"

CASES = (
    (0.0363, Unit.FRACTION, f"3.63{NARROW}%"),
    (0.0363, Unit.FRACTION_PER_YEAR, f"3.63{NARROW}%"),
    (0.05, Unit.FRACTION, f"5{NARROW}%"),
    (0.07, Unit.FRACTION, f"7{NARROW}%"),  # 0.07 * 100 is 7.000000000000001 in floats
    (1.0, Unit.FRACTION, f"100{NARROW}%"),
    (0.99999, Unit.FRACTION, f"100.00{NARROW}%"),
    (0.00005, Unit.FRACTION, f"0.00{NARROW}%"),  # half to even: 0.005 goes down …
    (0.00015, Unit.FRACTION, f"0.02{NARROW}%"),  # … and 0.015 goes up
    (0.00025, Unit.FRACTION, f"0.02{NARROW}%"),
    (-0.0363, Unit.FRACTION, f"{MINUS}3.63{NARROW}%"),
    (-0.00001, Unit.FRACTION, f"0.00{NARROW}%"),
    (-0.0, Unit.FRACTION, f"0{NARROW}%"),
    (12.5, Unit.FRACTION, f"1,250{NARROW}%"),
    (363.0, Unit.USD, "$363"),
    (363.5, Unit.USD_PER_YEAR, "$364"),
    (362.5, Unit.USD, "$362"),
    (0.0, Unit.USD, "$0"),
    (-0.0, Unit.USD, "$0"),
    (0.005, Unit.USD, "$0"),
    (0.45, Unit.USD, "$0.45"),
    (9.996, Unit.USD, "$10"),
    (10.4, Unit.USD, "$10.40"),
    (99.994, Unit.USD, "$99.99"),
    (99.996, Unit.USD, "$100"),
    (10_000.0, Unit.USD, "$10,000"),
    (999_999.4, Unit.USD, "$999,999"),
    (999_999.6, Unit.USD, "$1.0 million"),
    (84_000_000.0, Unit.USD, "$84.0 million"),
    (999_949_999.0, Unit.USD, "$999.9 million"),
    (999_950_000.0, Unit.USD, "$1.00 billion"),  # 999.95 rounds to the even 1,000.0 million, said as billions
    (1e9, Unit.USD, "$1.00 billion"),
    (1_634_500_000.0, Unit.USD, "$1.63 billion"),
    (-363.0, Unit.USD, f"{MINUS}$363"),
    (-2.5e9, Unit.USD, f"{MINUS}$2.50 billion"),
    (1e300, Unit.COUNT, f"1{',000' * 100}"),
    (22.66, Unit.USD_PER_SHARE, "$22.66"),
    (22.665, Unit.USD_PER_SHARE, "$22.66"),
    (1.73, Unit.MULTIPLE, "1.73×"),
    (0.82, Unit.RATIO, "0.82"),
    (-0.004, Unit.RATIO, "0.00"),
    (0.005, Unit.RATIO, "0.00"),
    (0.015, Unit.RATIO, "0.02"),
    (42.0, Unit.COUNT, "42"),
    (7596.0, Unit.COUNT, "7,596"),
    (60.0, Unit.MONTHS, "60"),
    (4.25, Unit.MONTHS, "4.2"),
    (21.0, Unit.DAYS, "21"),
)


@pytest.mark.parametrize(("value", "unit", "expected"), CASES)
def test_a_value_prints_with_its_unit(value, unit, expected):
    assert value_text(value, unit) == expected


def test_whole_per_cents_print_decimals_beside_others():
    assert value_text(0.07, Unit.FRACTION, aligned=True) == f"7.00{NARROW}%"
    assert value_text(4.0, Unit.COUNT, aligned=True) == "4"


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (0.07, Unit.FRACTION, False),
        (0.0363, Unit.FRACTION, True),
        (0.5, Unit.RATIO, False),
        (None, Unit.FRACTION, False),
    ],
)
def test_split_is_a_per_cent_with_decimals(value, unit, expected):
    assert is_split(value, unit) is expected


@pytest.mark.parametrize("unit", [Unit.DATE, Unit.TEXT])
def test_a_number_without_a_numeric_unit_is_refused(unit):
    with pytest.raises(ValueError, match="holds text"):
        value_text(1.0, unit)


def _figure(**more) -> Figure:
    fields = {"name": "x", "label": "X", "unit": Unit.FRACTION, "method": "m", "evidence": ("a/b.csv:2:c",), **more}
    return Figure(**fields)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (RefusalCode.NOT_EVIDENCED, "not in evidence"),
        (RefusalCode.NOT_APPLICABLE, "not applicable"),
        (RefusalCode.TOO_FEW_OBSERVATIONS, "too few points"),
        (RefusalCode.CONTRADICTED, "refused: contradicted"),
    ],
)
def test_a_refused_figure_prints_a_few_words(code, expected):
    refused = _figure(refusal=Refusal(code=code, reason="Because."), evidence=())
    assert figure_text(refused) == expected


@pytest.mark.parametrize("code", RefusalCode)
def test_every_refusal_has_its_words(code):
    assert figure_text(_figure(refusal=Refusal(code=code, reason="Because."), evidence=()))


def test_text_prints_as_it_is_and_a_date_in_words():
    assert figure_text(_figure(unit=Unit.TEXT, text="monthly")) == "monthly"
    assert figure_text(_figure(unit=Unit.DATE, text="2025-12-31")) == "31 December 2025"


def test_a_date_that_is_none_is_refused():
    with pytest.raises(ValueError, match="isoformat"):
        figure_text(_figure(unit=Unit.DATE, text="end of year"))


def test_dates_and_windows():
    assert date_text(date(2026, 3, 9)) == "9 March 2026"
    assert window_text(Window(start=date(2021, 1, 1), end=date(2025, 12, 31))) == "January 2021 to December 2025"
    assert window_text(Window(start=date(2024, 2, 1), end=date(2024, 2, 29))) == "February 2024"
    assert window_text(Window(start=date(2021, 1, 2), end=date(2025, 12, 31))) == "2 January 2021 to 31 December 2025"


def test_statuses_have_a_shape_and_words():
    assert status_text(FindingStatus.SUPPORTED) == "● supported"
    assert status_text(FindingStatus.NOT_SUPPORTED) == "◐ not supported"
    assert status_text(FindingStatus.INSUFFICIENT_EVIDENCE) == "○ insufficient evidence"
    assert status_text(FindingStatus.NOT_APPLICABLE) == "– not applicable"
    assert status_text(CheckOutcome.NOT_MET) == "◐ not met"
    assert status_text(Outcome.BROKE) == "△ broke"
    assert status_text(Outcome.NOT_APPLICABLE) == "– not applicable"


def test_kinds_of_fund_in_the_words_of_the_field():
    assert class_text(AssetClass.PRIVATE_CREDIT) == "private credit"
    assert class_text(Wrapper.BDC_NONTRADED) == "non-traded BDC"
    assert all(class_text(kind) for kind in Wrapper)
