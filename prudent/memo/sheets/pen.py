"""Writes cells. Whatever text is written stays text: it is no formula, no link, and no longer than a cell holds.

Belongs here: the one door to xlsxwriter's sheets, in types. Does not: what is written where.
"""

from datetime import date
from typing import TYPE_CHECKING, Final, cast

from prudent.memo.links import visible
from prudent.memo.sheets.look import Looks, Style

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST_CHARACTERS: Final = 32_767
"""What a cell or a comment holds."""
_CUT: Final = " … (cut: a cell holds no more)"
_SHEET_OF_LETTER: Final = 1
LETTER_HEIGHT: Final = 13.5
"""Points of a line of ten-point text."""
DAY: Final = "yyyy-mm-dd"
_DAY_ZERO: Final = date(1899, 12, 30).toordinal()
"""From where spreadsheets count days."""


def cell_text(text: str) -> str:
    """Text as a cell shows it: characters that do not show as their codes, cut at what a cell holds."""
    shown = text if text.isprintable() else visible(text)
    return shown if len(shown) <= MOST_CHARACTERS else f"{shown[: MOST_CHARACTERS - len(_CUT)]}{_CUT}"


def day_number(day: date) -> int:
    """A date as a spreadsheet counts days."""
    return day.toordinal() - _DAY_ZERO


class Pen:
    """One sheet. Rows count as the sheet shows them, from 1; columns from 0."""

    def __init__(self, sheet: "Worksheet", looks: Looks) -> None:
        self._sheet = sheet
        self._looks = looks

    def text(self, row: int, column: int, text: str, style: Style = Style.TEXT) -> None:
        """Words."""
        self._sheet.write_string(row - 1, column, cell_text(text), self._looks.of(style))

    def number(self, row: int, column: int, number: float, number_format: str, style: Style = Style.NUMBER) -> None:
        """A number by itself."""
        self._sheet.write_number(row - 1, column, number, self._looks.of(style, number_format))

    def day(self, row: int, column: int, day: date) -> None:
        """A date, as a spreadsheet counts days."""
        self.number(row, column, day_number(day), DAY)

    def formula(
        self,
        row: int,
        column: int,
        formula: str,
        worth: float | str,
        number_format: str,
        style: Style = Style.NUMBER,
        *,
        array: bool = False,
    ) -> None:
        """A formula without its sign of equality, and what it is worth, for those who do not compute it again."""
        look = self._looks.of(style, number_format)
        shown = cast(
            "int", cell_text(worth) if isinstance(worth, str) else worth
        )  # any is taken; it is typed as an int
        if array:
            self._sheet.write_array_formula(row - 1, column, row - 1, column, f"{{={formula}}}", look, shown)
        else:
            self._sheet.write_formula(row - 1, column, f"={formula}", look, shown)

    def across(self, row: int, last: int, text: str, style: Style, width: int) -> None:
        """Words over the columns from the first to `last`; `width` is how many characters a line of them holds."""
        shown = cell_text(text)
        self._sheet.merge_range(row - 1, 0, row - 1, last, "", self._looks.of(style))
        self._sheet.write_string(row - 1, 0, shown, self._looks.of(style))
        self.height(row, lines(shown, width))

    def height(self, row: int, count: int) -> None:
        """Room for so many lines; most programs do not measure merged cells themselves."""
        self._sheet.set_row(row - 1, min(LETTER_HEIGHT * count, 409))

    def comment(self, row: int, column: int, text: str) -> None:
        """A note at a cell, sized by its length."""
        told = cell_text(text)
        size = {"width": 340, "height": min(40 + 16 * lines(told, 52), 420)}
        self._sheet.write_comment(row - 1, column, told, {"author": "", **size})

    def leads_to(self, row: int, column: int, place: str, text: str) -> None:
        """A link to a place in the same workbook."""
        self._sheet.write_url(row - 1, column, f"internal:{place}", self._looks.of(Style.TEXT), cell_text(text))

    def heads(self, row: int, heads: tuple[str, ...], right: tuple[int, ...] = ()) -> None:
        """A row of heads; those of numbers stand on the right."""
        for column, head in enumerate(heads):
            self.text(row, column, head, Style.HEAD_RIGHT if column in right else Style.HEAD)

    def widths(self, *widths: float) -> None:
        """Characters that each column holds."""
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)

    def headed(self) -> None:
        """The first row is one of heads: it stays in sight, and is printed on every page."""
        self._sheet.freeze_panes(1, 0)
        self._sheet.repeat_rows(0)

    def listed(self, rows: int, columns: int) -> None:
        """A list under one row of heads, which it can be filtered by."""
        self.headed()
        self._sheet.autofilter(0, 0, max(rows, 1), columns - 1)

    def prints(self, header: str, footer: str, *, pages_high: int = 0) -> None:
        """Letter, landscape, one page wide."""
        self._sheet.set_paper(_SHEET_OF_LETTER)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, pages_high)
        self._sheet.set_margins(0.5, 0.5, 0.7, 0.6)
        self._sheet.set_header(header)  # pyright: ignore[reportUnknownMemberType] -- half of it is untyped there
        self._sheet.set_footer(footer)  # pyright: ignore[reportUnknownMemberType] -- the same


def lines(text: str, width: int) -> int:
    """About how many lines of that many characters a text takes."""
    return max(1, -(-len(text) * 21 // (20 * max(width, 1))))
