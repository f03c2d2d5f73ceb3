"""The shape of our own workbook for managers and trustees: its sheets, columns, units and examples.

Belongs here: what is written (`write.py`) and expected back (`read.py`), both out of the tables' specifications, so
that they never drift apart. Does not: how an .xlsx is made or opened.
"""

from dataclasses import dataclass
from decimal import Decimal

from prudent.model.measured import Unit
from prudent.tables.core import CoreTables
from prudent.tables.spec import Column, Dtype, Table

FORMAT = 1
"""Version of the workbook. A change that an older reader would misread counts it up."""

INSTRUCTIONS = "Instructions"
FUND = "Fund"
LISTS = "Lists"

HEADER = "column"
UNIT = "unit"
MEANS = "means"
OPENFUNDS = "openfunds"
EXAMPLE = "example"
LABELS = (HEADER, UNIT, MEANS, OPENFUNDS, EXAMPLE)
"""First column of a sheet's rows that explain it. It stays empty beside figures."""

FORMAT_ITEM = "workbook_format"
FUND_ITEM = "fund"
CIK_ITEM = "cik"
NAME_ITEM = "legal_name"

_EXAMPLE_DAY = "2024-12-31"
_EXAMPLE_FIRST_DAY = "2024-01-01"
_UNITS = {
    Unit.USD: "US dollars",
    Unit.USD_PER_SHARE: "US dollars a share",
    Unit.FRACTION: "fraction: 0.25 is 25 %",
    Unit.RATIO: "ratio: 2.5 is 2.5 to 1",
    Unit.COUNT: "count",
}
_PER_CENT = {Unit.FRACTION: "per cent: 1.95 is 1.95 %", Unit.FRACTION_PER_YEAR: "per cent a year: 1.25 is 1.25 %"}
_EXAMPLES = {Unit.USD: "1234567.89", Unit.USD_PER_SHARE: "25.43", Unit.RATIO: "2.5", Unit.COUNT: "12"}
_PER_CENT_SCALE = -2

# Field ids of openfunds (openfunds.org, each field's own page), only where the field's page was read and says the same:
# OFST020050 Share Class Extension; OFST010110 Legal Fund Name Only; OFST452000 Management Fee Applied, which
# openfunds writes as 0.015 and we as 1.5. Its ongoing charges are defined by European rules and are no ratio of ours.
OPENFUNDS_NAME = "OFST010110"
_OPENFUNDS = {
    ("core_fund__fees", "share_class"): "OFST020050",
    ("core_fund__fees", "rate_frac"): "OFST452000 for management, there as 0.015",
    ("core_fund__terms", "value"): "OFST452000 for management_fee_pct, there as 0.015",
}


@dataclass(frozen=True, slots=True)
class SheetForm:
    """One sheet to fill in."""

    name: str
    table: Table

    @property
    def header(self) -> tuple[str, ...]:
        """Names of its columns, from the second on."""
        return tuple(column.received for column in self.table.columns)


def sheet_forms() -> tuple[SheetForm, ...]:
    """Every sheet to fill in: one a core table of funds, in the order in which the tables are declared."""
    tables = (CoreTables.spec(name) for name in CoreTables.names())
    return tuple(SheetForm(_name(table), table) for table in tables if table.of == "fund" and table.file is not None)


def _name(table: Table) -> str:
    return table.table.partition("__")[2].replace("_", " ").capitalize()


def unit_of(column: Column) -> str:
    """How a column's cells are to be written, and whether one may be left empty."""
    return f"{_written(column)}; {'needed in every row' if column.required else 'may be left empty'}"


def _written(column: Column) -> str:
    if column.one_of:
        return "one of the list"
    if column.dtype is Dtype.DATE:
        return "date: 2025-12-31"
    if column.unit is None:
        return "words"
    return _PER_CENT[column.unit] if column.scale == _PER_CENT_SCALE else _UNITS[column.unit]


def example_of(column: Column) -> str:
    """A made-up cell of the column, as it is read back."""
    if column.one_of:
        return column.one_of[0]
    if column.dtype is Dtype.DATE:
        return _EXAMPLE_FIRST_DAY if column.name == "period_start" else _EXAMPLE_DAY
    if column.unit is None:
        return "as printed"
    if column.scale == _PER_CENT_SCALE:
        return "1.95"
    return _EXAMPLES.get(column.unit, "0.25")


def openfunds_of(table: Table, column: Column) -> str:
    """The openfunds field that says the same; `""` for none."""
    return _OPENFUNDS.get((table.table, column.name), "")


def bounds_of(column: Column) -> tuple[Decimal | None, Decimal | None]:
    """Least and most that a cell may be, in the unit in which it is written."""
    least, most = (
        None if bound is None else Decimal(repr(bound)).scaleb(-column.scale)
        for bound in (column.minimum, column.maximum)
    )
    return least, most
