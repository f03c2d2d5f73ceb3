"""A sheet whose formulas are written as they are given.

Belongs here: what xlsxwriter does to each formula and these do not need: it looks for some thirty names of newer
functions, one after another, to put a prefix before them. The memo's formulas use none of those (`worth.FUNCTIONS`),
and for them that search would take a seventh of the time of the whole workbook.
"""

from xlsxwriter.worksheet import Worksheet


class PlainSheet(Worksheet):
    """xlsxwriter's sheet, less that search."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002
        return formula.removeprefix("{").removeprefix("=").removesuffix("}")
