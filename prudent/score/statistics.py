"""The one pass over all return series: every statistic of every fund and window in one group-by.

Belongs here: which expression is applied to which column. Does not: the expressions; they are in the factors' modules.
"""

import polars as pl

from prudent.score.returns import growth
from prudent.score.risk import max_drawdown, peak_month, sharpe_ratio, trough_month, volatility
from prudent.score.smoothing import autocorrelation_lag1, unsmoothed
from prudent.score.valuation import stale_share

_RETURN = pl.col("return_frac")
_EXCESS = pl.col("return_frac") - pl.col("rate_frac")
_PER_YEAR = 12 / pl.col("step").first()


def with_rates(observations: pl.DataFrame, rates: pl.DataFrame, owner: str) -> pl.DataFrame:
    """The observations with the risk-free rate of their own period (`prudent.score.series.compounded`)."""
    return observations.join(rates, on=["step", "month"], how="left", maintain_order="left").with_columns(
        rate_owner=pl.lit(owner)
    )


def statistics(observations: pl.DataFrame) -> pl.DataFrame:
    """One row for each fund and window that is tiled; what is refused is decided where they are answered.

    Args:
        observations: sorted by fund, window, month, with the rate of each period.
    """
    rho = autocorrelation_lag1(_RETURN)
    mended = unsmoothed(_RETURN, rho)
    return observations.group_by("fund", "window", maintain_order=True).agg(
        n=pl.len().cast(pl.Int64),
        file=pl.col("file").first(),
        first_row=pl.col("row").min(),
        last_row=pl.col("row").max(),
        all_finite=_RETURN.is_finite().all(),
        low=_RETURN.min(),
        high=_RETURN.max(),
        lost_before_end=(_RETURN.slice(0, pl.len() - 1) <= -1).any(),
        growth=growth(_RETURN),
        volatility=volatility(_RETURN, _PER_YEAR),
        drawdown=max_drawdown(_RETURN),
        peak_month=peak_month(_RETURN, pl.col("month"), pl.col("step")),
        trough_month=trough_month(_RETURN, pl.col("month")),
        stale_share=stale_share(_RETURN),
        rho=rho,
        volatility_unsmoothed=volatility(mended, _PER_YEAR),
        sharpe=sharpe_ratio(_EXCESS, _PER_YEAR),
        sharpe_unsmoothed=sharpe_ratio(mended - pl.col("rate_frac"), _PER_YEAR),
        excess_range=_EXCESS.max() - _EXCESS.min(),
        rate_owner=pl.col("rate_owner").first(),
        rate_file=pl.col("rate_file").drop_nulls().first(),
        rate_first_row=pl.col("rate_first_row").min(),
        rate_last_row=pl.col("rate_last_row").max(),
        months_missing=pl.col("months_missing").sum(),
        first_missing=pl.col("first_missing").min(),
    )
