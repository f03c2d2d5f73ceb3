"""Market equivalents of a fund that states returns and no cash flows: one dollar in at the start, out at the end.

Belongs here: `ks_pme_lump_sum_<window>` and `direct_alpha_lump_sum_<window>`. Does not: equivalents of investors' own
flows (`market_equivalent.py`), which this is not: an evergreen fund's holders came and went on many days.
"""

import numpy as np
import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import Unit
from prudent.score.answer import Answer, locators
from prudent.score.benchmark.relative import AGAINST, BENCH_USED, BENCHMARK_REFUSALS, CHOSEN
from prudent.score.panel import MONTHS_IN_YEAR, Floats, ratio
from prudent.score.performance.returns import KIND_WORDS, RETURNS_USED, WINDOW_REFUSALS, annualised, of_window


def ks_pme_lump_sum(growth: Floats, benchmark_growth: Floats) -> Floats:
    """The Kaplan-Schoar ratio of one dollar put in at a window's start and taken out at its end.

    (1 + growth) / (1 + benchmark_growth).

    Args:
        growth: return of the fund over the whole window, a fraction; one number a series.
        benchmark_growth: of the total-return proxy over the same periods.

    Returns:
        A ratio; NaN where the proxy lost everything, or either lost more, which cannot be. Kaplan & Schoar 2005.
    """
    kept, other = (
        np.where(1 + np.asarray(each) >= 0, 1 + np.asarray(each), np.nan) for each in (growth, benchmark_growth)
    )
    return ratio(kept, other)


def direct_alpha_lump_sum(ks_pme: Floats, months: float) -> Floats:
    """Direct Alpha of the same dollar, discrete: the ratio to the power of one over the years, less one.

    Args:
        ks_pme: as `ks_pme_lump_sum` gives it.
        months: months of the window; under twelve the rate is not annualised.

    Returns:
        A fraction a year; NaN where the ratio is. Gredil, Griffiths & Stucke 2014.
    """
    return annualised(ks_pme - 1, months)


def lump_sum_answers() -> tuple[Answer, ...]:
    """Both measures, over a frame with one row a fund and window."""
    months = pl.col("last_month") - pl.col("first_month") + 1
    is_yearly = (months >= MONTHS_IN_YEAR) | months.is_null()
    unit = pl.when(is_yearly).then(pl.lit(Unit.FRACTION_PER_YEAR.value)).otherwise(pl.lit(Unit.FRACTION.value))
    no_flows = "One dollar in at the window's start and out at its end: a lump sum, not the flows of investors."
    kept = pl.format(
        f"Growth of the fund over growth of {{}}, both by total returns, the fund's {{}}. {no_flows} (Kaplan & Schoar "
        "2005.)",
        AGAINST,
        KIND_WORDS,
    )
    yearly = pl.when(is_yearly).then(pl.lit("a year, discrete")).otherwise(pl.lit("not annualised, under one year"))
    alpha = pl.format(
        f"Rate by which the fund outgrew {{}}, {{}}: Direct Alpha of a lump sum, whose own rate of return is the "
        f"return of the window. {no_flows} (Gredil, Griffiths & Stucke 2014.)",
        AGAINST,
        yearly,
    )
    return (
        _beside("ks_pme_lump_sum", Unit.RATIO, kept),
        _beside("direct_alpha_lump_sum", unit, alpha),
    )


def _beside(stem: str, unit: Unit | pl.Expr, method: pl.Expr) -> Answer:
    refusals = (*CHOSEN, *WINDOW_REFUSALS, *BENCHMARK_REFUSALS)
    evidence = locators(*RETURNS_USED, BENCH_USED)
    return of_window(Factor.BENCHMARK, stem, unit, pl.col(stem), method, refusals=refusals, evidence=evidence)
