"""Return series as rows: one for each fund and period up to the as-of date, with the period's own risk-free rate.

Belongs here: choosing rows, counting months, what can be a rate at all, compounding months into longer periods. Does
not: windows (`windows.py`) and measures. Months are counted from year 0, so that 2025-12 is 2025 × 12 + 11 and gaps are
differences.
"""

from datetime import date

import polars as pl

from prudent.model.period import Frequency, ReturnKind
from prudent.score.answer import received

STEPS = pl.DataFrame({"frequency": [item.value for item in Frequency], "step": [item.months for item in Frequency]})
"""Calendar months in one period of each frequency."""

KINDS = pl.DataFrame({"kind": [item.value for item in ReturnKind], "kind_rank": list(range(len(ReturnKind)))})
"""Which kind of return is taken first where a fund has several of one frequency: net asset value, then market price."""

RETURN_COLUMN = received("core_fund__returns", "return_frac")
RISK_FREE_COLUMN = received("core_market__risk_free", "annual_rate_frac")
BENCHMARK_COLUMN = received("core_benchmark__returns", "return_frac")

LEAST_RETURN, MOST_RETURN = -1.0, 3.0
"""Returns of one period, of any length, that can be: no less than the loss of everything, no more than +300 %. A month
of +252 % of a bitcoin trust is the most that this project's packets hold; 5.00 % read as a fraction is +500 %. No asset
class is let off: a figure beyond is settled by a person before it is measured."""

LEAST_BILL, MOST_BILL = -0.01, 0.20
"""Annual rates of a three-month bill that can be: it has been under 17 % ever, and 3.9 is per cent read as a fraction.
At most about 1.7 % a month."""


def is_possible(rate: pl.Expr, least: float = LEAST_RETURN, most: float = MOST_RETURN) -> pl.Expr:
    """Whether a rate is a finite number within the bounds, both allowed; false for none."""
    return (rate.is_finite() & rate.is_between(least, most)).fill_null(value=False)


def month_of(day: pl.Expr) -> pl.Expr:
    """The month that a date lies in, counted from year 0."""
    return day.dt.year().cast(pl.Int64) * 12 + day.dt.month().cast(pl.Int64) - 1


def month_index(day: date) -> int:
    """The same for one date."""
    return day.year * 12 + day.month - 1


def month_first(month: pl.Expr) -> pl.Expr:
    """The first day of a counted month."""
    return pl.date(month // 12, month % 12 + 1, 1)


def month_last(month: pl.Expr) -> pl.Expr:
    """The last day of a counted month."""
    return month_first(month).dt.month_end()


def periods(returns: pl.DataFrame, funds: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Rows of core_fund__returns of the funds, up to the as-of date.

    Args:
        returns: core_fund__returns in any order.
        funds: a frame with column `fund`.
        as_of: periods that end later are not seen.

    Returns:
        fund, frequency, kind, step, kind_rank, month (the period's last), return_frac, file, row; sorted. `is_finest`
        marks the series with the shortest periods, at net asset value before market price; `is_counted` those of its
        periods that count as months in evidence: each stands once and has a return that can be.
    """
    rows = (
        returns.filter(pl.col("period_end") <= as_of)
        .rename({"owner": "fund"})
        .join(funds.select("fund"), on="fund", how="semi")
        .join(STEPS, on="frequency")
        .join(KINDS, on="kind")
        .with_columns(month=month_of(pl.col("period_end")))
        .select("fund", "frequency", "kind", "step", "kind_rank", "month", "return_frac", "file", "row")
        .sort("fund", "step", "kind_rank", "month")
    )
    finest = (pl.col("step") == pl.col("step").first()) & (pl.col("kind_rank") == pl.col("kind_rank").first())
    # sorted, so a period that stands twice stands beside itself
    same = pl.all_horizontal(pl.col(name) == pl.col(name).shift() for name in ("month", "step", "kind_rank", "fund"))
    is_again = same.fill_null(value=False)
    is_alone = ~(is_again | is_again.shift(-1).fill_null(value=False))
    return rows.with_columns(is_finest=finest.over("fund")).with_columns(
        is_counted=pl.col("is_finest") & is_alone & is_possible(pl.col("return_frac"))
    )


BILL_DAYS, DISCOUNT_YEAR, YEAR_DAYS = 91, 360, 365
"""Days of a three-month bill; days in the year of its discount rate; days in the year of its yield."""


def bill_month(discount: pl.Expr) -> pl.Expr:
    """Return of one month at a three-month bill's rate on discount basis.

    The quoted rate d is taken off the face value and counts a year of 360 days, so it is no yield. A bill of 91 days
    costs 1 − d·91/360 of its face; the effective annual yield is (1/price)^(365/91) − 1; a month is its twelfth root.

    Args:
        discount: bank discount rate a year as a fraction, under 360/91.

    Returns:
        A fraction a month: 0.04 gives 0.0034026. US Treasury, discount and investment rates of bills (31 CFR 356,
        appendix B); its investment rate of such a bill is the same yield without compounding.
    """
    price = 1 - discount * BILL_DAYS / DISCOUNT_YEAR
    effective = (1 / price).pow(YEAR_DAYS / BILL_DAYS) - 1
    return (1 + effective).pow(1 / 12) - 1


def monthly_risk_free(risk_free: pl.DataFrame, owner: str) -> pl.DataFrame:
    """The policy's risk-free series as monthly returns (`bill_month`); NaN for a rate that no bill can have.

    Args:
        risk_free: core_market__risk_free; the annual rate is a fraction, on discount basis.
        owner: the series that the policy names.

    Returns:
        month, rate_frac, owner, file, row.
    """
    annual = pl.col("annual_rate_frac")
    months = risk_free.filter(pl.col("owner") == owner).select(
        "owner",
        "file",
        "row",
        month=month_of(pl.col("month_end")),
        rate_frac=or_nan(is_possible(annual, LEAST_BILL, MOST_BILL), annual, bill_month(annual)),
    )
    return each_once(months, [])


def or_nan(is_one: pl.Expr, given: pl.Expr, rate: pl.Expr) -> pl.Expr:
    """The rate where it is one, NaN where something else was given, null where nothing was."""
    return pl.when(is_one).then(rate).when(given.is_not_null()).then(pl.lit(float("nan")))


def each_once(rates: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Months that stand twice are without a rate: which of the two is right is not known.

    Args:
        rates: columns `by`, month, rate_frac; any order.
        by: further keys, such as the benchmark.
    """
    alone = pl.when(pl.len().over(*by, "month") == 1).then(pl.col("rate_frac"))
    return rates.with_columns(rate_frac=alone).unique([*by, "month"], keep="first", maintain_order=True)


def compounded(wanted: pl.DataFrame, monthly: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Monthly rates chain-linked into the wanted periods; a month that is missing leaves the period without a rate.

    Args:
        wanted: columns `by`, step, month; each period once.
        monthly: columns `by`, month, rate_frac, file, row.
        by: further keys, such as the benchmark.

    Returns:
        `by`, step, month, rate_frac (null where a month is missing), rate_file, rate_first_row, rate_last_row,
        months_missing, first_missing (a counted month).
    """
    months = pl.int_ranges(pl.col("month") - pl.col("step") + 1, pl.col("month") + 1)
    each = wanted.select(*by, "step", "month").with_columns(part=months).explode("part")
    rates = monthly.select(*by, "rate_frac", "file", "row", part="month")
    rate = pl.col("rate_frac")
    return (
        each.join(rates, on=[*by, "part"], how="left")
        .sort(*by, "step", "month", "part")
        .group_by(*by, "step", "month", maintain_order=True)
        .agg(
            rate_frac=pl.when(rate.null_count() == 0).then((1 + rate).product() - 1),
            rate_file=pl.col("file").drop_nulls().first(),
            rate_first_row=pl.col("row").min(),
            rate_last_row=pl.col("row").max(),
            months_missing=rate.null_count().cast(pl.Int64),
            first_missing=pl.col("part").filter(rate.is_null()).min(),
        )
    )


def with_rates(observations: pl.DataFrame, monthly: pl.DataFrame, owner: str) -> pl.DataFrame:
    """The observations with the risk-free rate of their own period, in the order given.

    Args:
        observations: step, month.
        monthly: as `monthly_risk_free` gives them.
        owner: the series that the policy names.
    """
    rates = compounded(observations.select("step", "month").unique(), monthly, [])
    return observations.join(rates, on=["step", "month"], how="left", maintain_order="left").with_columns(
        rate_owner=pl.lit(owner)
    )
