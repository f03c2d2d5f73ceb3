"""What kind of number a cell shows, by its number format: a number, a percentage, a date or a time of day.

Belongs here: number formats and serial dates. Does not: cells. The spreadsheet library rounds numbers to nine decimals
when it is asked for text, so numbers are taken from the file itself.
"""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from enum import IntEnum
from math import isfinite

from prudent.ingest.workbook.guard import Package
from prudent.ingest.workbook.markup import Element, elements, local

DIGITS = 15
"""Digits that a spreadsheet keeps of a number (Excel's specifications, number precision)."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?", re.ASCII)
"""A number that is already written in the one way in which numbers are given here, if it is short enough."""
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_PERCENT_IDS = frozenset({9, 10})
_DATE_IDS = frozenset({14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58})
"""Formats without a code of their own (ECMA-376-1, 18.8.30), those of East Asian editions among them."""
_TIME_IDS = frozenset({18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56})
_EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 -- a spreadsheet's day has no time zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_FIRST_SERIAL_1900 = 61
"""1 March 1900. Before it the 1900 system counts a 29 February that never was."""
_LAST_SERIAL = 2_958_465
"""31 December 9999 in the 1900 system."""


class Kind(IntEnum):
    """What a cell holds."""

    EMPTY = 0
    TEXT = 1
    NUMBER = 2
    PERCENT = 3
    """A number shown as a percentage: 1.95 % is stored, and given, as 0.0195."""
    DATE = 4
    TIME = 5
    BOOLEAN = 6


def kinds_of_styles(package: Package) -> tuple[Kind, ...]:
    """The kind of number that each cell style shows, by the style's index."""
    part = package.part("xl/styles.xml")
    if part is None:
        return ()
    codes: dict[int, str] = {}
    kinds: list[Kind] = []
    for element in elements(package.source, part, "numFmt", "cellXfs"):
        if local(element.tag) == "numFmt":
            codes[_index(element.get("numFmtId"))] = element.get("formatCode") or ""
        else:
            kinds += [_kind(style, codes) for style in element]
    return tuple(kinds)


def _kind(style: Element, codes: dict[int, str]) -> Kind:
    number = _index(style.get("numFmtId"))
    if number in codes:
        return kind_of_code(codes[number])
    if number in _PERCENT_IDS:
        return Kind.PERCENT
    if number in _DATE_IDS:
        return Kind.DATE
    return Kind.TIME if number in _TIME_IDS else Kind.NUMBER


def kind_of_code(code: str) -> Kind:
    """The kind of number that a format such as `d-mmm-yy` or `0.00%` shows; of its sections the first counts."""
    signs = _LITERAL.sub("", code.replace("General", "")).partition(";")[0].lower()
    if "%" in signs:
        return Kind.PERCENT
    if "y" in signs or "d" in signs:
        return Kind.DATE
    if "h" in signs or "s" in signs or "[m" in signs:
        return Kind.TIME
    return Kind.DATE if "m" in signs else Kind.NUMBER


def number_text(stored: str) -> str | None:
    """A stored number as digits: the shortest that mean it, at most fifteen, no exponent; None for what is no number.

    What lies beyond the fifteenth digit is the noise of binary fractions: 0.1 + 0.2 is stored as 0.30000000000000004
    and is 0.3 here, as the spreadsheet shows it.
    """
    if len(stored) <= DIGITS and stored != "-0" and _PLAIN.fullmatch(stored):
        return stored
    if not _NUMBER.fullmatch(stored) or not isfinite(value := float(stored)):
        return None
    exact = Decimal(repr(value))
    if len(exact.as_tuple().digits) > DIGITS:
        exact = Decimal(f"{value:.{DIGITS}g}")
    return f"{exact.normalize():f}" if exact else "0"


def date_text(stored: str, kind: Kind, *, from_1904: bool) -> str | None:
    """A stored day as `2025-11-30`, with the time behind it where there is one; None for what is no day.

    Args:
        stored: the serial number.
        kind: DATE, or TIME for hours, minutes and seconds alone.
        from_1904: whether days count from 1 January 1904.
    """
    if not _NUMBER.fullmatch(stored):
        return None
    serial = float(stored)
    first = 0 if from_1904 or kind is Kind.TIME else _FIRST_SERIAL_1900
    if not first <= serial < _LAST_SERIAL - (1462 if from_1904 else 0) + 1:
        return None
    length = timedelta(seconds=round(serial * 86_400))
    if kind is Kind.TIME:
        minutes, seconds = divmod(length.days * 86_400 + length.seconds, 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    moment = (_EPOCH_1904 if from_1904 else _EPOCH_1900) + length
    return moment.date().isoformat() if moment.time() == datetime.min.time() else moment.isoformat(" ")


def _index(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < DIGITS else 0
