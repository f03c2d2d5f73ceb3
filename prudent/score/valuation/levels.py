"""Valuation: how much of the portfolio is hard to value.

Belongs here: fair-value levels with their denominator, unrealised gains. Does not: the arithmetic of the hierarchy
(`hierarchy.py`), how old or how stale the marks are (`marks.py`, `stale.py`).
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, locator, locators, percent, received
from prudent.score.latest import beside, dated_refusals, latest, row_evidence
from prudent.score.valuation.hierarchy import EXPEDIENT, LEVELS, hard_to_value, level3_of_all, share_and_coverage

LEAST_COVERAGE = 0.5
"""Under half of fair value with a level, the Level 3 share speaks of the smaller part only. Policy of this method."""

_EXPOSURE, _SHEET, _HIERARCHY = "core_fund__exposure", "core_fund__balance_sheet", "core_fund__fair_value"
_SHARE, _COVERAGE = "level3_share_of_covered_frac", "level3_coverage_frac"


def level_measures(
    funds: pl.DataFrame, exposure: pl.DataFrame, fair_value: pl.DataFrame, balance_sheet: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """Levels, their denominators and unrealised gains, of all funds.

    Args:
        funds: with column `fund`.
        exposure: core_fund__exposure.
        fair_value: core_fund__fair_value. Where both speak of one date, its dollars come first.
        balance_sheet: core_fund__balance_sheet.
        as_of: the as-of date of the question.
    """
    levels = levels_of(exposure, fair_value)
    sheet = balance_sheet.select("owner", "as_of", "total_assets_usd", sheet_file="file", sheet_row="row")
    held = exposure.join(sheet, on=["owner", "as_of"], how="left", maintain_order="left")
    alone = latest(levels, [_SHARE], as_of).select("fund", share_alone=_SHARE)
    both = beside(funds, levels, [_SHARE, _COVERAGE], as_of).join(alone, on="fund", how="left", maintain_order="left")
    coverage = beside(funds, levels, [_COVERAGE], as_of).with_columns(share_alone=pl.lit(None, pl.Float64))
    gain = beside(funds, exposure, ["unrealized_gain_frac"], as_of)
    return pl.concat(
        [
            answered(both, _levels(as_of)),
            answered(coverage, (_coverage(as_of), _hard_to_value(as_of))),
            answered(gain, (_gain(as_of),)),
            answered(beside(funds, held, ["total_fair_value_usd", "total_assets_usd"], as_of), (_held(as_of),)),
        ]
    )


def levels_of(exposure: pl.DataFrame, fair_value: pl.DataFrame) -> pl.DataFrame:
    """Level 3 share and coverage of each fund and date, from dollars where they are given, else as received.

    Args:
        exposure: core_fund__exposure.
        fair_value: core_fund__fair_value.

    Returns:
        owner, as_of, file, row, the two shares, and `in_dollars`: which of the two tables the row is of.
    """
    share, coverage = share_and_coverage(*(pl.col(name).cast(pl.Float64) for name in (*LEVELS, EXPEDIENT)))
    dollars = fair_value.select(
        "owner", "as_of", "file", "row", in_dollars=pl.lit(True), **{_SHARE: share, _COVERAGE: coverage}
    )
    shares = exposure.select("owner", "as_of", "file", "row", _SHARE, _COVERAGE, in_dollars=pl.lit(False))
    other = shares.join(dollars, on=["owner", "as_of"], how="anti")
    return pl.concat([dollars, other.select(dollars.columns)])


def _level_evidence(*columns: str) -> pl.Expr:
    """Locators of the dollars, or of these columns of the shares."""
    in_dollars = row_evidence(_HIERARCHY, *LEVELS, EXPEDIENT)
    return pl.when(pl.col("in_dollars")).then(in_dollars).otherwise(row_evidence(_EXPOSURE, *columns))


def _without_levels(as_of: date) -> tuple[Refuse, ...]:
    no_denominator = Refuse(
        pl.col("age").is_null() & pl.col("share_alone").is_not_null(),
        RefusalCode.NOT_EVIDENCED,
        pl.format(
            "{} of the hierarchy is Level 3, but no document says how much stands outside it at net asset value.",
            percent(pl.col("share_alone")),
        ),
    )
    return (no_denominator, *dated_refusals("fair-value level of the portfolio", as_of))


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
        evidence=_level_evidence(_SHARE, _COVERAGE),
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
        evidence=_level_evidence(_COVERAGE),
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
        evidence=_level_evidence(_SHARE, _COVERAGE),
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
