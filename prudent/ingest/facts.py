"""The long table of facts: every figure and word that any source gives, in a row of its own, and how it stands.

Belongs here: turning wide rows into long ones and holding each against the row that is used. Does not: choosing
(`merge.py`), nor reading files.
"""

from typing import cast

import polars as pl

from prudent.ingest.book import Book
from prudent.ingest.cells import CellValue, as_stored
from prudent.ingest.merge import ORDER, keyed
from prudent.ingest.overrides import OVERRIDES
from prudent.ingest.standing import standing
from prudent.model.case import Overridden
from prudent.model.fact import Grade, Locator
from prudent.model.measured import Unit
from prudent.tables.check import check
from prudent.tables.spec import Column, Dtype, Table, table

FACTS = table("core_fund__facts")
_SORTED = ("fund", "field", "as_of", "known_at", "document_sha256", "locator")


def facts(books: tuple[Book, ...]) -> pl.DataFrame:
    """Every cell of every source of the funds that is neither empty nor part of a key, and every override.

    Values are text, written out in the unit beside them: a return of 1.95 % is `0.0195` in `fraction`.
    """
    return joined(tuple(facts_of(book) for book in books))


def facts_of(book: Book) -> pl.DataFrame:
    """The facts of one fund, in no order that counts."""
    parts = [FACTS.empty()]
    for item in book.used:
        if item.frame.height:
            given = _with_headers(book, book.sources.frames(item.table))
            parts += [_facts_of(given, item.frame, item.table, column) for column in item.table.cells]
    return pl.concat([*parts, *(_override(book, item) for item in book.overridden)])


def joined(parts: tuple[pl.DataFrame, ...]) -> pl.DataFrame:
    """The facts of several funds as one table."""
    return check(pl.concat([FACTS.empty(), *parts]).sort(_SORTED), FACTS)


def _override(book: Book, item: Overridden) -> pl.DataFrame:
    """The fact that a person states: the figure that is used, from the day on which it was declared."""
    entry, place = item.override, Locator.parse(item.locator)
    used = next(each for each in book.used if each.table.file == entry.file)
    column = next(each for each in used.table.columns if each.received == entry.column)
    row = used.frame.filter(pl.col("row") == place.first_row)
    sha256 = book.overrides.sha256 if book.overrides else ""
    text = as_stored(cast("CellValue", row.get_column(column.name)[0]))
    return row.select(
        pl.col("owner").alias("fund"),
        field_of(used.table, column),
        pl.lit(text).alias("value"),
        pl.lit((Unit.TEXT if column.unit is None else column.unit).value).alias("unit"),
        pl.col(used.table.date_column or "").alias("as_of"),
        pl.lit(entry.declared).alias("known_at"),
        pl.lit("override").alias("source_kind"),
        pl.lit(OVERRIDES).alias("document"),
        pl.lit(sha256).alias("document_sha256"),
        pl.lit(f"{item.fund}/{OVERRIDES}:{item.entry}:{entry.column}").alias("locator"),
        pl.lit(None, dtype=pl.String).alias("place"),
        pl.lit(item.locator).alias("used_at"),
        pl.lit("used").alias("standing"),
        pl.lit(f"override by {entry.who} until {entry.expires}: {entry.why}").alias("extractor"),
        pl.lit(Grade.D.value).alias("grade"),
    )


def _with_headers(book: Book, frame: pl.DataFrame) -> pl.DataFrame:
    """Each row with the kind of its source and the family of its document: the form without `/A`, else the file."""
    packets = book.sources.packets
    kinds = [packet.header.source_kind.value for packet in packets]
    orders = pl.DataFrame(
        {ORDER: range(len(kinds)), "source_kind": kinds}, schema={ORDER: pl.Int64(), "source_kind": pl.String()}
    )
    forms = pl.DataFrame(
        [
            (order, item.id, item.form.removesuffix("/A"))
            for order, packet in enumerate(packets)
            for item in packet.header.documents
            if item.form is not None
        ],
        schema={ORDER: pl.Int64(), "source": pl.String(), "family": pl.String()},
        orient="row",
    ).unique([ORDER, "source"], keep="first", maintain_order=True)
    kinded = frame.join(orders, on=ORDER, how="left", maintain_order="left")
    placed = kinded.join(forms, on=[ORDER, "source"], how="left", maintain_order="left")
    return placed.with_columns(pl.col("family").fill_null(pl.col("file")))


def _facts_of(given: pl.DataFrame, used: pl.DataFrame, spec: Table, column: Column) -> pl.DataFrame:
    at = [item.name for item in spec.columns].index(column.name)
    keys = [keyed(name, spec).alias(f"_key_{name}") for name in spec.key]
    by = [f"_key_{name}" for name in spec.key]
    chosen = used.select(
        *keys,
        pl.col(column.name).alias("_used"),
        pl.format("{}/{}:{}:{}", "owner", "file", "row", pl.lit(column.received)).alias("used_at"),
        pl.col("places").list.get(at, null_on_oob=True).fill_null("").str.starts_with(OVERRIDES).alias("_overridden"),
    ).unique(by, keep="last", maintain_order=True)
    rows = given.filter(pl.col(column.name).is_not_null()).with_columns(keys)
    rows = standing(rows.join(chosen, on=by, how="left", maintain_order="left"), column, by)
    return rows.select(
        pl.col("owner").alias("fund"),
        field_of(spec, column),
        _text(rows, column.name),
        pl.lit((Unit.TEXT if column.unit is None else column.unit).value).alias("unit"),
        pl.col(spec.date_column or "").alias("as_of"),
        pl.col("known_at"),
        pl.col("source_kind"),
        pl.col("source").alias("document"),
        pl.col("file_sha256").alias("document_sha256"),
        pl.format("{}/{}:{}:{}", "owner", "file", "row", pl.lit(column.received)).alias("locator"),
        pl.col("places").list.get(at, null_on_oob=True).replace("", None).alias("place"),
        pl.when(pl.col("_used").is_not_null()).then(pl.col("used_at")).alias("used_at"),
        pl.col("standing"),
        pl.col("extractor"),
        pl.col("grade"),
    )


def _text(rows: pl.DataFrame, name: str) -> pl.Series:
    values = cast("list[CellValue]", rows.get_column(name).to_list())
    return pl.Series("value", [as_stored(value) for value in values], dtype=pl.String)


def field_of(spec: Table, column: Column) -> pl.Expr:
    """What a cell says, as one text: the table's last word, the row's keys other than owner and date, the column."""
    dates = {item.name for item in spec.columns if item.dtype is Dtype.DATE}
    keys = [pl.col(name).cast(pl.String) for name in spec.key if name != "owner" and name not in dates]
    word = spec.table.rpartition("__")[2]
    return pl.concat_str(pl.lit(word), *keys, pl.lit(column.name), separator="/").alias("field")
