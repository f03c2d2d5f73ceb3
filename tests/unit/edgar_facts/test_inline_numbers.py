"""The number that a tag states: text by rule, scale and sign, exactly."""

from decimal import Decimal

import pytest

from prudent.ingest.edgar.inline_numbers import QName, Stated, number_of

TR2 = "http://www.xbrl.org/inlineXBRL/transformation/2011-07-31"
TR3 = "http://www.xbrl.org/inlineXBRL/transformation/2015-02-26"
TR4 = "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12"
TR5 = "http://www.xbrl.org/inlineXBRL/transformation/2022-02-16"
SEC = "http://www.sec.gov/inlineXBRL/transformation/2015-08-31"
DOT, COMMA, ZERO = QName(TR5, "num-dot-decimal"), QName(TR5, "num-comma-decimal"), QName(TR5, "fixed-zero")


def value(text, rule=DOT, scale=0, negative=False):
    return number_of(Stated(text, rule, scale, negative))


@pytest.mark.parametrize(
    ("text", "rule", "scale", "number"),
    [
        ("1.25", DOT, -2, "0.0125"),
        (" 1.25\n", DOT, -2, "0.0125"),
        (".25", DOT, -2, "0.0025"),
        ("1,234.5", DOT, 3, "1234500"),
        ("1 234", DOT, 0, "1234"),
        ("1\xa0234", QName(TR4, "num-dot-decimal"), 0, "1234"),
        ("1,234.5", QName(TR3, "numdotdecimal"), 0, "1234.5"),
        ("1.25", QName(TR2, "numdotdecimal"), -2, "0.0125"),
        ("1.234,5", COMMA, 0, "1234.5"),
        ("1,25", QName(TR3, "numcommadecimal"), -2, "0.0125"),
        ("0", DOT, -2, "0"),
        ("1.25", None, -2, "0.0125"),
        ("5.", None, 0, "5"),
        (".5", None, 0, "0.5"),
        ("None", ZERO, -2, "0"),
        ("12.5", QName(TR4, "fixed-zero"), 0, "0"),
        ("—", QName(TR3, "zerodash"), -2, "0"),
        ("-", QName(TR2, "zerodash"), -2, "0"),
        ("None", QName(SEC, "numwordsen"), -2, "0"),
        ("no", QName(SEC, "numwordsen"), 0, "0"),
    ],
)
def test_a_number_is_its_text_by_its_rule_times_ten_to_its_scale(text, rule, scale, number):
    assert value(text, rule, scale) == Decimal(number)


def test_the_sign_is_an_attribute_and_no_part_of_the_text():
    assert value("1.55", DOT, -2, negative=True) == Decimal("-0.0155")
    assert str(value("0.00", DOT, -2, negative=True)) == "0.0000"
    assert value("-1.55") is None
    assert value("(1.55)") is None


def test_no_digit_is_lost():
    assert value("1234567890123456789.5", None, -2) == Decimal("12345678901234567.895")
    assert value("1" * 25, None) is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", DOT),
        ("1,25", DOT),
        ("12,34", DOT),
        ("1.2.3", DOT),
        ("1.25%", DOT),
        ("N/A", DOT),
        ("١٢", DOT),
        ("1.25", COMMA),
        ("1,000", None),
        ("-1", None),
        ("1e3", None),
        ("NaN", None),
        ("", None),
        ("0", QName(TR3, "zerodash")),
        ("--", QName(TR3, "zerodash")),
        ("two", QName(SEC, "numwordsen")),
        ("1.25", QName(TR5, "num-unit-decimal")),
        ("1.25", QName(TR3, "num-dot-decimal")),
        ("1.25", QName("http://www.example.com", "num-dot-decimal")),
        ("", QName(TR3, "nocontent")),
    ],
)
def test_what_its_rule_does_not_read_is_no_number(text, rule):
    assert value(text, rule) is None


@pytest.mark.parametrize(("scale", "is_read"), [(20, True), (21, False), (-20, True), (-21, False), (999, False)])
def test_the_scale_is_bounded(scale, is_read):
    assert (value("1", None, scale) is not None) is is_read
