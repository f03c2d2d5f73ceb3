"""Where figures stand, in words, for a sentence: a row of the received file, or the place in the document.

Belongs here: expressions over rows with `file`, `row` and `places`. Does not: locators (`sides.py`).

Where a table has one file of a packet, file and row say it. A row that several sources make, or that was read from
another format, stands at no row that anybody could look for: there `places` says where each cell stands, with its file.
"""

import polars as pl

from prudent.ingest.citation import PAGE
from prudent.tables.spec import table

BEFORE = "_before"
"""After the names of columns that say where the earlier of two rows stands."""


def cell_place(core_table: str, column: str, of: str = "") -> pl.Expr:
    """The place of one cell as its row's `places` names it; null where the row has none, or the cell is empty.

    Args:
        core_table: the rows' table.
        column: the core table's column.
        of: what stands after the names `row` and `places` in the frame.
    """
    index = [item.name for item in table(core_table).columns].index(column)
    said = pl.col(f"places{of}").list.get(index, null_on_oob=True)
    on_page = pl.format("{} row {}, {}", "file", f"row{of}", said)
    return pl.when(said.str.starts_with(PAGE)).then(on_page).when(said != "").then(said)


def place_of(core_table: str, *columns: str, of: str = "") -> pl.Expr:
    """Where some cells of one row stand: balance_sheet.csv row 9, or each one's place in its document.

    Where all of them are empty, it is where the row's first column stands, which is its date or another of its keys.
    """
    cells = pl.concat_list([cell_place(core_table, column, of) for column in columns])
    said = cells.list.drop_nulls().list.unique(maintain_order=True).list.join(" and ")
    first = cell_place(core_table, table(core_table).columns[0].name, of)
    return pl.when(said != "").then(said).otherwise(first.fill_null(pl.format("{} row {}", "file", f"row{of}")))


def pair_of(core_table: str, column: str) -> pl.Expr:
    """Where a cell of two rows stands, the earlier first: balance_sheet.csv rows 8 and 9."""
    both = pl.format("{} and {}", place_of(core_table, column, of=BEFORE), place_of(core_table, column))
    rows = pl.format("{} rows {} and {}", "file", f"row{BEFORE}", "row")
    placed = pl.col(f"places{BEFORE}").is_not_null() | pl.col("places").is_not_null()
    return pl.when(placed).then(both).otherwise(rows)


def spanned(core_table: str, column: str) -> tuple[pl.Expr, ...]:
    """Aggregations of a group's rows for `span_of`: file, first, last, first_place and last_place."""
    place = cell_place(core_table, column).sort_by("row")
    return (
        pl.col("file").first(),
        pl.col("row").min().alias("first"),
        pl.col("row").max().alias("last"),
        place.first().alias("first_place"),
        place.last().alias("last_place"),
    )


def span_of() -> pl.Expr:
    """Where the rows of a group stand: fees.csv rows 17 to 23, or the first and the last one's place."""
    first, last = pl.col("first_place"), pl.col("last_place")
    rows = (
        pl.when(pl.col("first") == pl.col("last"))
        .then(pl.format("{} row {}", "file", "first"))
        .otherwise(pl.format("{} rows {} to {}", "file", "first", "last"))
    )
    return pl.when(first == last).then(first).otherwise(pl.format("{} to {}", first, last)).fill_null(rows)
