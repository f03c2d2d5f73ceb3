"""Performance: time-weighted returns over windows, and how long the history is.

Belongs here: chain-linking and annualising. Does not: risk (`risk.py`), smoothing (`smoothing.py`).
"""

import numpy as np
import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, locator, locators, percent
from prudent.score.panel import MONTHS_IN_YEAR, Floats
from prudent.score.series import LEAST_RETURN, MOST_RETURN, RETURN_COLUMN, month_first, month_last


def growth(returns: Floats) -> Floats:
    """Chain-linked return of consecutive periods: Π(1 + r) − 1.

    Args:
        returns: period returns as fractions, of one frequency and kind, in any order.

    Returns:
        A fraction, not annualised; NaN where a return is missing. Time-weighted linking, GIPS Standards 2020.
    """
    return np.asarray(np.prod(1 + returns, axis=-1) - 1)


def annualised(total: Floats, months: float) -> Floats:
    """(1 + total)^(12 / months) − 1, by calendar months and not by days; under twelve months the total itself.

    Args:
        total: return of the whole window as a fraction, not under −1.
        months: months of the window.

    Returns:
        A fraction a year; NaN for a loss of more than everything. A part of a year is not annualised (GIPS Standards
        2020).
    """
    if months < MONTHS_IN_YEAR:
        return np.asarray(total)
    left = 1 + np.asarray(total)
    return np.where(left >= 0, np.abs(left) ** (MONTHS_IN_YEAR / months) - 1, np.nan)


START_USD = 10_000
"""What growth is told of, as in the growth charts of fund reports (Form N-1A item 27A)."""


def growth_of_10000(total: Floats) -> Floats:
    """What $10,000 at the start of the window became by its end, everything distributed invested again.

    Args:
        total: return of the whole window as a fraction, as `growth` gives it.

    Returns:
        US dollars, before tax and without sales loads.
    """
    return START_USD * (1 + np.asarray(total))


KIND_WORDS = pl.col("kind").replace_strict(
    {"total_net": "at net asset value, net of fees", "total_market": "at market price"},
    default="at net asset value or at market price",
)
"""How a method says what its returns measure."""

WINDOW_REFUSALS = (
    Refuse(pl.col("gap_code").is_not_null(), pl.col("gap_code"), pl.col("gap_reason")),
    Refuse(
        ~pl.col("all_finite"),
        RefusalCode.OUT_OF_RANGE,
        pl.lit("A return in evidence is not a finite number."),
    ),
    Refuse(
        pl.col("lost_before_end"),
        RefusalCode.OUT_OF_RANGE,
        pl.lit("A return of -100 % or less is followed by others; nothing is left for them to be earned on."),
    ),
    Refuse(
        pl.col("low") < LEAST_RETURN,
        RefusalCode.OUT_OF_RANGE,
        pl.lit("A return in evidence is under -100 %, and a holder cannot lose more than everything."),
    ),
    Refuse(
        pl.col("high") > MOST_RETURN,
        RefusalCode.OUT_OF_RANGE,
        pl.format(
            f"A return in evidence is {{}} in one period; over {MOST_RETURN * 100:g} % is an error of units until a "
            "person has settled it.",
            percent(pl.col("high")),
        ),
    ),
)
"""Refused for every measure of a window: it is not covered, or a return has no meaning."""

RETURNS_USED = (
    locator(pl.col("fund"), pl.col("file"), pl.col("first_row"), pl.col("last_row"), RETURN_COLUMN),
    locator(pl.col("fund"), pl.col("gap_file"), pl.col("gap_first_row"), pl.col("gap_last_row"), RETURN_COLUMN),
)
"""The returns that were used; for a window with a gap those that are there."""

EVIDENCE = locators(*RETURNS_USED)


def of_window(
    factor: Factor,
    stem: str,
    unit: Unit | pl.Expr,
    value: pl.Expr,
    method: pl.Expr,
    *,
    refusals: tuple[Refuse, ...],
    n: pl.Expr | None = None,
    evidence: pl.Expr = EVIDENCE,
) -> Answer:
    """A measure of a return series on each window: `<stem>_<window>`, over a frame with one row a fund and window."""
    return Answer(
        factor,
        pl.format(f"{stem}_{{}}", pl.col("window")),
        unit,
        value,
        method,
        refusals=refusals,
        n=pl.col("n") if n is None else n,
        frequency=pl.col("frequency"),
        window_start=pl.col("window_start"),
        window_end=pl.col("window_end"),
        evidence=evidence,
    )


def return_answers() -> tuple[Answer, ...]:
    """`return_<window>`, annualised from twelve months on, and `growth_of_10000_<window>`."""
    months = pl.col("last_month") - pl.col("first_month") + 1
    is_yearly = (months >= MONTHS_IN_YEAR) | months.is_null()
    unit = pl.when(is_yearly).then(pl.lit(Unit.FRACTION_PER_YEAR.value)).otherwise(pl.lit(Unit.FRACTION.value))
    yearly = pl.when(is_yearly).then(pl.lit("annualised by months")).otherwise(pl.lit("not annualised, under one year"))
    method = pl.format(
        "Time-weighted: {} total returns {} chain-linked over the window, {} (GIPS Standards 2020).",
        pl.col("frequency").fill_null("monthly, quarterly or annual"),
        KIND_WORDS,
        yearly,
    )
    grown = pl.format(
        "What $10,000 became over the window: {} total returns {} chain-linked, distributions invested again, before "
        "tax.",
        pl.col("frequency").fill_null("monthly, quarterly or annual"),
        KIND_WORDS,
    )
    rate, dollars, factor = pl.col("annual_return"), pl.col("growth_of_10000"), Factor.PERFORMANCE
    return (
        of_window(factor, "return", unit, rate, method, refusals=WINDOW_REFUSALS),
        of_window(factor, "growth_of_10000", Unit.USD, dollars, grown, refusals=WINDOW_REFUSALS),
    )


def history_answers() -> tuple[Answer, ...]:
    """`months_of_history`, over a frame with one row a fund: its row of `last_runs` and its window since the start."""
    method = pl.lit(
        "Months of the unbroken run of periods that ends with the last one in evidence, in the series with the "
        "shortest periods."
    )
    unbroken = Refuse(
        pl.col("gap_code").is_not_null() & (pl.col("gap_code") != RefusalCode.WINDOW_NOT_COVERED.value),
        pl.col("gap_code"),
        pl.col("gap_reason"),
    )
    none = Refuse(
        pl.col("run_n").is_null(),
        RefusalCode.OUT_OF_RANGE,
        pl.lit("No return in evidence stands once for its period and is a number that can be."),
    )
    return (
        Answer(
            Factor.PERFORMANCE,
            "months_of_history",
            Unit.MONTHS,
            pl.col("run_months"),
            method,
            refusals=(unbroken, none),
            n=pl.col("run_n"),
            frequency=pl.col("run_frequency"),
            window_start=month_first(pl.col("run_first")),
            window_end=month_last(pl.col("run_last")),
            evidence=locators(
                locator(
                    pl.col("fund"), pl.col("run_file"), pl.col("run_first_row"), pl.col("run_last_row"), RETURN_COLUMN
                )
            ),
        ),
    )


def last_runs(periods: pl.DataFrame) -> pl.DataFrame:
    """The unbroken run of periods that ends with a fund's last one, in its finest series.

    A period that stands twice, or whose return cannot be, breaks a run.

    Args:
        periods: as `prudent.score.series.periods` gives them.

    Returns:
        fund, run_frequency, run_n, run_months, run_first and run_last (counted months), run_file, run_first_row,
        run_last_row.
    """
    is_break = (pl.col("month") - pl.col("month").shift(1)).fill_null(0) != pl.col("step")
    run = is_break.cast(pl.Int64).cum_sum().over("fund")
    return (
        periods.filter("is_counted")
        .with_columns(run=run)
        .filter(pl.col("run") == pl.col("run").max().over("fund"))
        .group_by("fund", run_frequency="frequency")
        .agg(
            run_n=pl.len().cast(pl.Int64),
            run_months=pl.len().cast(pl.Int64) * pl.col("step").first(),
            run_file=pl.col("file").first(),
            run_first_row=pl.col("row").min(),
            run_last_row=pl.col("row").max(),
            run_first=(pl.col("month") - pl.col("step") + 1).min(),
            run_last=pl.col("month").max(),
        )
    )
