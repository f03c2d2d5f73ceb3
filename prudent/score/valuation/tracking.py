"""An exchange-traded trust against the price of the metal or coin that it holds.

Belongs here: the tracking difference, and the references that the policy names. Does not: comparison with a benchmark
of the same asset class (`prudent/score/benchmark`), and the share's premium (`market_price.py`).
"""

from datetime import date

import polars as pl

from prudent.model.applicability import Applicability
from prudent.model.finding import Factor
from prudent.model.fund import Fund
from prudent.model.measured import RefusalCode, Unit
from prudent.model.period import Frequency
from prudent.score.answer import Answer, Refuse, answered, count_of, locator, locators
from prudent.score.benchmark.beside import monthly_benchmarks
from prudent.score.gaps import SINCE_START
from prudent.score.panel import MONTHS_IN_YEAR
from prudent.score.performance.returns import last_runs
from prudent.score.series import BENCHMARK_COLUMN, LEAST_RETURN, MOST_RETURN, RETURN_COLUMN, is_possible, periods
from prudent.score.windows import THREE_YEARS, own_record, spans, windowed


def tracking_difference(growth: pl.Expr, reference_growth: pl.Expr, months: pl.Expr) -> pl.Expr:
    """Annualised return of the trust less that of the price of what it holds, on the same months.

    Args:
        growth: growth of the trust over the months: 1.1 for 10 %.
        reference_growth: of the price.
        months: their number, at least twelve.

    Returns:
        A fraction a year; a trust that sells metal to pay its sponsor lies below zero by about its fee. It is the
        difference of returns, not their spread, which is the tracking error (ESMA/2012/832, definitions).
    """
    return growth.pow(MONTHS_IN_YEAR / months) - reference_growth.pow(MONTHS_IN_YEAR / months)


def tracking_measures(
    funds: tuple[Fund, ...],
    fund_returns: pl.DataFrame,
    reference_returns: pl.DataFrame,
    policy: Applicability,
    as_of: date,
    candidate: str | None = None,
) -> pl.DataFrame:
    """`tracking_difference` over three years, since the start and on a young candidate's own record, of all funds.

    Args:
        funds: all funds.
        fund_returns: core_fund__returns.
        reference_returns: core_benchmark__returns, with the series that the policy names.
        policy: names the reference of each kind of trust.
        as_of: the as-of date of the question.
        candidate: the fund whose own record is a window too, when it is under three years.
    """
    named = pl.DataFrame(
        [(fund.fund, policy.reference_for(fund)) for fund in funds],
        schema={"fund": pl.String, "reference": pl.String},
        orient="row",
    ).sort("fund")
    held = named.drop_nulls("reference").with_columns(nav_n=pl.lit(0, pl.Int64))
    mine = named.filter(pl.col("fund") == candidate) if candidate else named.clear()
    own = own_record(last_runs(periods(fund_returns, mine, as_of)), candidate, as_of)
    found = windowed(periods(fund_returns, held, as_of), held, (*spans(as_of, ()), *own), as_of)
    measured = _beside(found.observations, held, reference_returns)
    windows = [THREE_YEARS, SINCE_START, *(span.window for span in own)]
    grid = found.grid.filter(pl.col("window").is_in(windows)).join(measured, on=["fund", "window"], how="left")
    every = named.join(pl.DataFrame({"window": windows}), how="cross")
    return answered(every.join(grid, on=["fund", "window"], how="left", maintain_order="left"), (_difference(),))


def _beside(observations: pl.DataFrame, held: pl.DataFrame, reference_returns: pl.DataFrame) -> pl.DataFrame:
    """Per fund and window the growth of the fund and of its reference; the latter null where a month is missing."""
    months = monthly_benchmarks(reference_returns).rename(
        {"benchmark": "reference", "rate_frac": "price", "file": "price_file", "row": "price_row"}
    )
    own, price = pl.col("return_frac"), pl.col("price")
    paired = observations.join(held.select("fund", "reference"), on="fund").join(
        months, on=["reference", "month"], how="left", maintain_order="left"
    )
    return (
        paired.sort("fund", "window", "month")
        .group_by("fund", "window", maintain_order=True)
        .agg(
            n=pl.len().cast(pl.Int64),
            price_n=price.count().cast(pl.Int64),
            growth=(1 + own).product(),
            price_growth=(1 + price).product(),
            lowest=pl.min_horizontal(own.min(), price.min()),
            is_possible=(is_possible(own) & is_possible(price)).all(),
            file=pl.col("file").first(),
            first_row=pl.col("row").min(),
            last_row=pl.col("row").max(),
            price_file=pl.col("price_file").drop_nulls().first(),
            price_first_row=pl.col("price_row").min(),
            price_last_row=pl.col("price_row").max(),
        )
    )


_REFUSALS = (
    Refuse(
        pl.col("reference").is_null(),
        RefusalCode.NOT_EVIDENCED,
        pl.lit("No series of month-end prices of what the trust holds is in evidence."),
    ),
    Refuse(pl.col("gap_code").is_not_null(), pl.col("gap_code"), pl.col("gap_reason")),
    Refuse(
        pl.col("frequency") != Frequency.MONTHLY.value,
        RefusalCode.NOT_APPLICABLE,
        pl.format("Only monthly returns are held against the price; those in evidence are {}.", pl.col("frequency")),
    ),
    Refuse(
        pl.col("n") < MONTHS_IN_YEAR,
        RefusalCode.TOO_FEW_OBSERVATIONS,
        pl.format("Needs at least 12 months; {} in evidence.", count_of(pl.col("n"), "is", "are")),
    ),
    Refuse(
        pl.col("price_n") < pl.col("n"),
        RefusalCode.WINDOW_NOT_COVERED,
        pl.format(
            "Needs the price {} for all {} months of the window; {} in evidence.",
            pl.col("reference"),
            pl.col("n"),
            count_of(pl.col("price_n"), "is", "are"),
        ),
    ),
    Refuse(
        pl.col("lowest") <= -1,
        RefusalCode.OUT_OF_RANGE,
        pl.lit("A return in evidence is -100 % or less, and nothing can be linked to it."),
    ),
    Refuse(
        ~pl.col("is_possible"),
        RefusalCode.OUT_OF_RANGE,
        pl.lit(
            f"A return of the trust or of the price is not a number between {LEAST_RETURN * 100:g} and "
            f"{MOST_RETURN * 100:g} %, as that of a month is."
        ),
    ),
)


def _difference() -> Answer:
    reference = pl.col("reference").fill_null("the price of what the trust holds")
    method = pl.format(
        "Annualised return of the trust less that of {} on the same months; below zero by about the sponsor's fee. At "
        "market price it holds the change of premium or discount too.",
        reference,
    )
    own = locator(pl.col("fund"), pl.col("file"), pl.col("first_row"), pl.col("last_row"), RETURN_COLUMN)
    price = (pl.col("reference"), pl.col("price_file"), pl.col("price_first_row"), pl.col("price_last_row"))
    return Answer(
        Factor.VALUATION,
        pl.format("tracking_difference_{}", pl.col("window")),
        Unit.FRACTION_PER_YEAR,
        tracking_difference(pl.col("growth"), pl.col("price_growth"), pl.col("n")),
        method,
        _REFUSALS,
        n=pl.col("n"),
        frequency=pl.col("frequency"),
        window_start=pl.col("window_start"),
        window_end=pl.col("window_end"),
        evidence=locators(own, locator(*price, BENCHMARK_COLUMN)),
    )
