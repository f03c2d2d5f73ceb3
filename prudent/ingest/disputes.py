"""Out of the facts: where sources disagree, what is not used of them, and series that several of them make together.

Belongs here: pairing a contradicting fact with the one that is used, and counting. Does not: deciding which is used
(`merge.py`), nor words for a page (`memo/contrary.py`).
"""

from datetime import date
from typing import cast

import polars as pl

from prudent.model.case import Disputed, Said
from prudent.model.packet import Noticed

_SEVERAL = 2


def disputes(facts: pl.DataFrame) -> tuple[Disputed, ...]:
    """One entry for each figure that a source which is believed less gives otherwise, by fund, field and date."""
    used = {
        (row["fund"], row["field"], row["as_of"]): _said(row)
        for row in facts.filter(pl.col("standing") == "used").iter_rows(named=True)
    }
    return tuple(
        Disputed(
            fund=str(row["fund"]),
            field=str(row["field"]),
            as_of=cast("date", row["as_of"]),
            unit=str(row["unit"]),
            used=used[row["fund"], row["field"], row["as_of"]],
            other=_said(row),
        )
        for row in facts.filter(pl.col("standing") == "contradicts").iter_rows(named=True)
        if (row["fund"], row["field"], row["as_of"]) in used
    )


def _said(row: dict[str, object]) -> Said:
    return Said(value=str(row["value"]), source_kind=str(row["source_kind"]), document=str(row["document"]))


def set_aside(facts: pl.DataFrame) -> tuple[Noticed, ...]:
    """One line for each source and table of which a better source's rows took the place as a whole."""
    word = pl.col("field").str.split("/").list.first()
    counted = (
        facts.filter(pl.col("standing") == "set_aside")
        .group_by("fund", "document", word.alias("table"))
        .len("figures")
        .sort("fund", "document", "table")
    )
    return tuple(
        Noticed(
            file=f"{row['fund']}, {row['document']}",
            owner=str(row["fund"]),
            place=str(row["table"]),
            what=f"{row['figures']} figures are kept and not used: a source that is believed before it gives the rows.",
        )
        for row in counted.iter_rows(named=True)
    )


_SERIES = pl.col("field").str.starts_with("returns/") | (pl.col("field") == "balance_sheet/nav_per_share_usd")


def seams(facts: pl.DataFrame) -> tuple[Noticed, ...]:
    """Series of returns or net asset values that several documents make together, and how far these agree.

    Two sources may speak of two classes of shares, and no figure says so. Where they overlap they can be held against
    each other; where they do not, nothing shows that they are of one class.
    """
    series = facts.filter(_SERIES, pl.col("source_kind") != "override")
    used = series.filter(pl.col("standing") == "used")
    told: list[Noticed] = []
    for (fund, field), group in used.group_by(["fund", "field"], maintain_order=True):
        kinds = group.select("source_kind", "document").unique(maintain_order=True)
        if kinds.get_column("source_kind").n_unique() < _SEVERAL:
            continue
        same = series.filter(pl.col("fund") == fund, pl.col("field") == field)
        agree, differ = (same.filter(pl.col("standing") == word).height for word in ("confirms", "contradicts"))
        overlap = f"where they overlap, {agree} agree and {differ} do not" if agree + differ else "they do not overlap"
        told.append(
            Noticed(
                file=str(fund),
                owner=str(fund),
                place=str(field),
                what=f"The series is put together from {', '.join(kinds.get_column('document').to_list())}; {overlap}. "
                "Nothing says that they are of one class of shares.",
            )
        )
    return tuple(told)
