"""Reads one fund's selection and rejection log out of the frame, as typed values.

Belongs here: reading. Does not: how the log is made (`selection.py`).
"""

from dataclasses import dataclass
from typing import Literal

import polars as pl

from prudent.model.ids import BenchmarkId


@dataclass(frozen=True, slots=True)
class Considered:
    """One candidate of one fund, with its scores and what came of it. Scores are None for one that is not scored."""

    benchmark: BenchmarkId | None
    name: str
    mandate: int | None
    strategy: int | None
    objectives: int | None
    risk: int | None
    similarity: int | None
    investability: int | None
    data_quality: int | None
    independence: int | None
    overlap_months: int | None
    overlap_frequency: str | None
    verdict: Literal["chosen", "rejected"]
    ground: str
    reason: str
    why: str

    @property
    def is_chosen(self) -> bool:
        """Whether it is the fund's benchmark."""
        return self.verdict == "chosen"


def considered(log: pl.DataFrame, fund: str) -> tuple[Considered, ...]:
    """The candidates of a fund in the policy's order; none when the policy names none.

    Args:
        log: score_fund__benchmark_log.
        fund: the fund.
    """
    rows = log.filter(pl.col("fund") == fund).sort("place").drop("fund", "place")
    return tuple(Considered(**row) for row in rows.iter_rows(named=True))


def chosen_of(candidates: tuple[Considered, ...]) -> Considered | None:
    """The one that was chosen; None when no candidate stands."""
    return next((item for item in candidates if item.is_chosen), None)
