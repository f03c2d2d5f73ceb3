"""Valuation: how much of the portfolio is hard to value, and how stale the marks look.

Belongs here: fair-value levels with their denominator, unrealised gains, repeated returns. Does not: who does the
pricing, which is a document and no number.
"""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl

from prudent.model.finding import Factor
from prudent.model.fund import Wrapper
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, locator, locators, percent, received
from prudent.score.latest import beside, dated_refusals, row_evidence
from prudent.score.panel import Floats
from prudent.score.performance.returns import WINDOW_REFUSALS, of_window

LEAST_COVERAGE = 0.5
"""Under half of fair value with a level, the Level 3 share speaks of the smaller part only. Policy of this method."""

_EXPOSURE, _SHEET = "core_fund__exposure", "core_fund__balance_sheet"
_SHARE, _COVERAGE = "level3_share_of_covered_frac", "level3_coverage_frac"


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


def stale_share(returns: Floats) -> Floats:
    """Share of returns that are zero or equal to the one before, of all n; a fraction in [0, 1].

    Args:
        returns: period returns as fractions, in the order of time, without a gap. The first counts only when zero.
    """
    is_stale = returns == 0
    is_stale[..., 1:] |= returns[..., 1:] == returns[..., :-1]
    return np.asarray(np.mean(is_stale, axis=-1))


def valuation_measures(
    funds: pl.DataFrame, exposure: pl.DataFrame, balance_sheet: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """Measures of the portfolio's valuation, of all funds.

    Args:
        funds: fund, wrapper.
        exposure: core_fund__exposure.
        balance_sheet: core_fund__balance_sheet.
        as_of: the as-of date of the question.
    """
    sheet = balance_sheet.select("owner", "as_of", "total_assets_usd", sheet_file="file", sheet_row="row")
    held = exposure.join(sheet, on=["owner", "as_of"], how="left", maintain_order="left")
    both = beside(funds, exposure, [_SHARE, _COVERAGE], as_of)
    coverage = beside(funds, exposure, [_COVERAGE], as_of)
    gain = beside(funds, exposure, ["unrealized_gain_frac"], as_of)
    return pl.concat(
        [
            answered(both, _levels(as_of)),
            answered(coverage, (_coverage(as_of), _hard_to_value(as_of))),
            answered(gain, (_gain(as_of),)),
            answered(beside(funds, held, ["total_fair_value_usd", "total_assets_usd"], as_of), (_held(as_of),)),
        ]
    )


def stale_answers() -> tuple[Answer, ...]:
    """`zero_return_share`, over the three-year windows of all funds."""
    monthly = Refuse(
        pl.col("frequency") != "monthly",
        RefusalCode.NOT_APPLICABLE,
        pl.format("Only monthly returns are looked at; those in evidence are {}.", pl.col("frequency")),
    )
    method = pl.lit(
        "Share of the monthly returns of three years that are zero or equal to the month before, as received. Returns "
        "rounded to two decimals repeat by chance too."
    )
    answer = of_window(
        Factor.VALUATION, "", Unit.FRACTION, pl.col("stale_share"), method, refusals=(*WINDOW_REFUSALS, monthly)
    )
    return (replace(answer, measure="zero_return_share"),)


def _without_levels(as_of: date) -> tuple[Refuse, ...]:
    trust = Refuse(
        pl.col("age").is_null() & (pl.col("wrapper") == Wrapper.ETP_GRANTOR_TRUST.value),
        RefusalCode.NOT_APPLICABLE,
        pl.lit("The trust holds one metal or coin that is priced on markets; no fair-value levels are in evidence."),
    )
    return (trust, *dated_refusals("fair-value level of the portfolio", as_of))


def _thin() -> Refuse:
    return Refuse(
        pl.col(_COVERAGE) < LEAST_COVERAGE,
        RefusalCode.COVERAGE_TOO_LOW,
        pl.format(
            f"{{}} of what carries a fair-value level is Level 3, but only {{}} of fair value carries one; "
            f"{LEAST_COVERAGE * 100:g} % is needed.",
            percent(pl.col(_SHARE)),
            percent(pl.col(_COVERAGE)),
        ),
    )


def _levels(as_of: date) -> tuple[Answer, ...]:
    share, coverage, missing = pl.col(_SHARE), pl.col(_COVERAGE), _without_levels(as_of)
    said = pl.format("Level 3 share of the {} of fair value that carries a level (ASC 820).", percent(coverage))
    silent = "Level 3 share of the fair value that carries a level (ASC 820)."
    of_all = "Level 3 share of what carries a level, times the share that carries one (ASC 820); the rest has no level."
    return (
        _of_levels("level3_share", share, pl.coalesce([said, pl.lit(silent)]), (*missing, _thin())),
        _of_levels("level3_share_of_all", level3_of_all(share, coverage), pl.lit(of_all), missing),
    )


def _of_levels(measure: str, value: pl.Expr, method: pl.Expr, refusals: tuple[Refuse, ...]) -> Answer:
    return Answer(
        Factor.VALUATION,
        measure,
        Unit.FRACTION,
        value,
        method,
        refusals,
        window_end=pl.col("as_of"),
        evidence=row_evidence(_EXPOSURE, _SHARE, _COVERAGE),
    )


def _coverage(as_of: date) -> Answer:
    return Answer(
        Factor.VALUATION,
        "level3_coverage",
        Unit.FRACTION,
        pl.col(_COVERAGE),
        "Share of fair value that carries a fair-value level; the rest is mostly measured at net asset value.",
        _without_levels(as_of),
        window_end=pl.col("as_of"),
        evidence=row_evidence(_EXPOSURE, _COVERAGE),
    )


def _hard_to_value(as_of: date) -> Answer:
    return Answer(
        Factor.VALUATION,
        "hard_to_value_share",
        Unit.FRACTION,
        hard_to_value(pl.col(_SHARE), pl.col(_COVERAGE)),
        "Level 3 or without a level, of the holdings read: 1 less what carries Level 1 or 2 (ASC 820). What has no "
        "level is mostly measured at net asset value.",
        _without_levels(as_of),
        window_end=pl.col("as_of"),
        evidence=row_evidence(_EXPOSURE, _SHARE, _COVERAGE),
    )


def _held(as_of: date) -> Answer:
    row = pl.col("sheet_row")
    assets = locator(pl.col("fund"), pl.col("sheet_file"), row, row, received(_SHEET, "total_assets_usd"))
    return Answer(
        Factor.VALUATION,
        "holdings_to_total_assets",
        Unit.FRACTION,
        pl.col("total_fair_value_usd").cast(pl.Float64) / pl.col("total_assets_usd").cast(pl.Float64),
        "Fair value of the holdings read over total assets of the same date: how much of the fund the measures of its "
        "portfolio speak of.",
        dated_refusals("portfolio with total assets of the same date", as_of),
        window_end=pl.col("as_of"),
        evidence=pl.concat_list(row_evidence(_EXPOSURE, "total_fair_value_usd"), locators(assets)),
    )


def _gain(as_of: date) -> Answer:
    return Answer(
        Factor.VALUATION,
        "unrealized_gain",
        Unit.FRACTION,
        pl.col("unrealized_gain_frac"),
        "Unrealised gain, a loss below zero, over fair value as published.",
        dated_refusals("unrealised gain", as_of),
        window_end=pl.col("as_of"),
        evidence=row_evidence(_EXPOSURE, "unrealized_gain_frac"),
    )
