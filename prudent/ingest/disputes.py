"""Figures on which sources disagree, out of the facts: what is used, what another source says, and who each is.

Belongs here: pairing a contradicting fact with the one that is used. Does not: deciding which is used (`merge.py`), nor
words for a page (`memo/contrary.py`).
"""

from datetime import date
from typing import cast

import polars as pl

from prudent.model.case import Disputed, Said


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
