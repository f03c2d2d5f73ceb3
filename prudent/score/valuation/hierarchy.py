"""The fair-value hierarchy in dollars, and the shares that come of it.

Belongs here: Level 1, 2 and 3 and what stands outside them, as one arithmetic. Does not: which row is the latest, and
what is refused for it (`levels.py`).
"""

import math
from dataclasses import dataclass

import polars as pl

from prudent.model.measured import Refusal, RefusalCode

LEVELS = ("level1_usd", "level2_usd", "level3_usd")
EXPEDIENT = "nav_expedient_usd"


@dataclass(frozen=True, slots=True)
class FairValueShares:
    """One portfolio's levels, each share with its own denominator. Fractions."""

    hierarchy_total: float
    """Level 1, 2 and 3 together: what carries a level."""
    total: float | Refusal
    """The hierarchy and what stands at net asset value outside it."""
    level3_share: float | Refusal
    """Level 3 of the hierarchy."""
    level3_coverage: float | Refusal
    """The hierarchy of the total: the denominator of the share above."""
    level3_share_of_all: float | Refusal
    """Level 3 of the total."""
    hard_to_value_share: float | Refusal
    """Level 3 and what stands at net asset value, of the total."""


def level3_of_all(share: pl.Expr, coverage: pl.Expr) -> pl.Expr:
    """Level 3 as a share of all fair value: share of what carries a level × share that carries one; fractions.

    What carries no level is mostly measured at net asset value, outside the hierarchy (ASC 820-10-35-54B). That is hard
    to value too, and not in this figure.
    """
    return share * coverage


def hard_to_value(share: pl.Expr, coverage: pl.Expr) -> pl.Expr:
    """Share of fair value that is Level 3 or carries no level: 1 − coverage × (1 − Level 3 share of what is covered).

    Args:
        share: Level 3 share of what carries a level, a fraction; not needed where nothing carries one.
        coverage: share of fair value that carries a level, a fraction.

    Returns:
        A fraction in [0, 1]. A low coverage never makes a portfolio look easy to value: without levels it is 1.
    """
    easy = pl.when(coverage == 0).then(0.0).otherwise(1 - share)
    return 1 - coverage * easy


def share_and_coverage(
    level1: pl.Expr, level2: pl.Expr, level3: pl.Expr, nav_expedient: pl.Expr
) -> tuple[pl.Expr, pl.Expr]:
    """Level 3 share of the hierarchy, and the hierarchy's share of all fair value; fractions.

    Args:
        level1: dollars at Level 1, not below zero.
        level2: at Level 2.
        level3: at Level 3.
        nav_expedient: dollars at net asset value, outside the hierarchy; null where no document says.

    Returns:
        The share is 0 where nothing carries a level, null without any level; the coverage is null where nothing is held
        or it is not said what stands outside.
    """
    hierarchy = level1 + level2 + level3
    total = hierarchy + nav_expedient
    share = pl.when(hierarchy > 0).then(level3 / hierarchy).when(hierarchy == 0).then(0.0)
    return share, pl.when(total > 0).then(hierarchy / total)


def fair_value_shares(
    level1: float, level2: float, level3: float, nav_expedient: float | None
) -> FairValueShares | Refusal:
    """The shares of a fair-value table (ASC 820-10-50-2), each with its denominator.

    Args:
        level1: amount at Level 1; all four are of one currency and unit. 0 where the table shows a dash.
        level2: at Level 2.
        level3: at Level 3.
        nav_expedient: amount at net asset value as a practical expedient, outside the hierarchy (ASC 820-10-35-54B);
            None where no document says how much that is, which is not 0.

    Returns:
        The shares. Those of the total are refused as not evidenced without `nav_expedient`; the share of the hierarchy
        is refused where nothing carries a level. All is refused where an amount is below zero or no finite number, or
        where nothing is held.
    """
    amounts = (level1, level2, level3, 0.0 if nav_expedient is None else nav_expedient)
    if not all(math.isfinite(amount) and amount >= 0 for amount in amounts):
        return Refusal(code=RefusalCode.OUT_OF_RANGE, reason="An amount is below zero or no finite number.")
    hierarchy = level1 + level2 + level3
    if hierarchy + amounts[3] == 0:
        return Refusal(code=RefusalCode.OUT_OF_RANGE, reason="Nothing is held, so there are no shares.")
    levels = (pl.lit(float(amount)) for amount in amounts)
    share, coverage = share_and_coverage(*levels)
    found = pl.select(
        share=share, coverage=coverage, of_all=level3_of_all(share, coverage), hard=hard_to_value(share, coverage)
    ).row(0, named=True)
    none = Refusal(code=RefusalCode.OUT_OF_RANGE, reason="Nothing carries a level, so there is no share of it.")
    unsaid = Refusal(
        code=RefusalCode.NOT_EVIDENCED,
        reason="No document says how much stands at net asset value, outside the hierarchy.",
    )
    outside = nav_expedient is not None
    return FairValueShares(
        hierarchy_total=hierarchy,
        total=hierarchy + amounts[3] if outside else unsaid,
        level3_share=found["share"] if hierarchy > 0 else none,
        level3_coverage=found["coverage"] if outside else unsaid,
        level3_share_of_all=found["of_all"] if outside else unsaid,
        hard_to_value_share=found["hard"] if outside else unsaid,
    )
