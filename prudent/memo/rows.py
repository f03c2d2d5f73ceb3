"""A row of a table whose cells are printed as figures, in one way for all tables.

Belongs here: what a cell is called, its unit, and what it rests on. Does not: the book that keeps the figures
(`figures.py`), nor how a cell is printed (`format.py`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from prudent.model.measured import Unit
from prudent.tables.spec import Column, table


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        table: the table's name, which knows the units of its columns.
        cells: the row as polars gives it.
        name: of the row, the first part of its figures' names.
        said: the row in a few words, the first part of their labels.
        method: how its cells were found.
        evidence: what all of them rest on; empty for a row as received, of which each cell is cited at its own place.
    """

    table: str
    cells: Mapping[str, object]
    name: str
    said: str
    method: str = "as received"
    evidence: tuple[str, ...] = ()

    def key(self, column: str) -> str:
        """The name of a cell's figure."""
        return f"{slug(self.name)}_{column}"

    def unit(self, column: str) -> Unit:
        """The unit of a column of numbers.

        Raises:
            KeyError: the table says of no unit, which is a fault of the code.
        """
        found = self._column(column).unit
        if found is None:
            raise KeyError(f"{self.table}.{column} has no unit")
        return found

    def rests_on(self, column: str) -> tuple[str, ...]:
        """Locators of a cell."""
        if self.evidence:
            return self.evidence
        row = self.cells
        return (f"{row['owner']}/{row['file']}:{row['row']}:{self._column(column).received}",)

    def _column(self, column: str) -> Column:
        return next(item for item in table(self.table).columns if item.name == column)


def slug(words: str) -> str:
    """Words as a part of a figure's name: `1.5 × usual` becomes `1_5_usual`."""
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")


def policy_place(file: str, key: str) -> str:
    """Where a committee's number stands: `policy/stress.yml:0:run`."""
    return f"policy/{file}.yml:0:{key}"
