"""How cells look: a few styles, and number formats that show a full number as the memo prints it.

Belongs here: fonts, borders, number formats. Does not: widths and order (each sheet's own). One typeface in two
weights, few rules, no colour that a grey printer would lose.
"""

from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from prudent.memo.format import MINUS, NARROW, value_text
from prudent.model.measured import Unit

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

FONT: Final = "Cambria"
"""A serif that every office package has, or a face of the same widths for it. Fonts cannot travel inside a workbook."""
_GREY: Final = "#595959"

DATE: Final = "[$-409]d mmmm yyyy"
"""Spelled in English on every machine, as the memo prints it."""
WHOLE: Final = "#,##0"
FULL: Final = "General"


class Style(StrEnum):
    """What a cell is."""

    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    HEAD = "head"
    HEAD_RIGHT = "head_right"
    TEXT = "text"
    QUIET = "quiet"
    LABEL = "label"
    NUMBER = "number"
    WORDS_RIGHT = "words_right"
    """Words where a number would stand."""
    FIXED = "fixed"
    """A line of machine's words: a hash, a locator, a name."""


_STYLES: Final[dict[Style, dict[str, object]]] = {
    Style.TITLE: {"bold": True, "font_size": 15},
    Style.HEADING: {"bold": True, "font_size": 13, "text_wrap": True, "valign": "bottom"},
    Style.SUBHEADING: {"bold": True, "text_wrap": True, "valign": "bottom"},
    Style.HEAD: {"bold": True, "text_wrap": True, "bottom": 1, "valign": "bottom"},
    Style.HEAD_RIGHT: {"bold": True, "text_wrap": True, "bottom": 1, "valign": "bottom", "align": "right"},
    Style.TEXT: {"text_wrap": True},
    Style.QUIET: {"text_wrap": True, "font_color": _GREY},
    Style.LABEL: {"bold": True, "text_wrap": True},
    Style.NUMBER: {"align": "right"},
    Style.WORDS_RIGHT: {"align": "right", "text_wrap": True},
    Style.FIXED: {"font_size": 9},
}


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._made: dict[tuple[Style, str], Format] = {}

    def of(self, style: Style, number: str = "") -> "Format":
        """A style, with a number format where the cell is a number."""
        key = (style, number)
        if key not in self._made:
            look: dict[str, object] = {"font_name": FONT, "font_size": 10, "valign": "top", **_STYLES[style]}
            shown = look | ({"num_format": number} if number else {})
            self._made[key] = self._book.add_format(shown)  # pyright: ignore[reportUnknownMemberType] -- untyped there
        return self._made[key]


@lru_cache(maxsize=4096)  # a figure stands on Figures and where the memo names it
def number_format(value: float, unit: Unit, *, aligned: bool = False) -> str:
    """The format under which a spreadsheet shows a number as `value_text` writes it.

    It is made from the printed words, so that both say the same: decimals, dollars, millions, the sign before them.
    Rounding is the spreadsheet's own and may differ where a number lies half way between two.
    """
    printed = value_text(abs(value), unit, aligned=aligned)
    digits = "".join("0" if sign.isdigit() else sign for sign in printed if sign.isdigit() or sign == ".")
    decimals = f".{'0' * len(digits.partition('.')[2])}" if "." in digits else ""
    before, after = ("$" if printed.startswith("$") else ""), ""
    for word, commas in ((" million", ",,"), (" billion", ",,,")):
        if printed.endswith(word):
            decimals, after = f"{decimals}{commas}", f'"{word}"'
    if printed.endswith("%"):
        after = f'"{NARROW}"%'
    if printed.endswith("×"):
        after = '"×"'
    shown = f"{before}#,##0{decimals}{after}"
    # a number below zero that is printed as nothing has no sign
    below = shown if _is_nothing(printed) else f'"{MINUS}"{shown}'
    return f"{shown};{below}"


def _is_nothing(printed: str) -> bool:
    digits = "".join(sign for sign in printed if sign.isdigit() or sign == ".")
    return Decimal(digits) == 0
