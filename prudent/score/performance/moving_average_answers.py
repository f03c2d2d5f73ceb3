"""Measures of Getmansky, Lo and Makarov's smoothing: fitted fund by fund, apart from the one pass.

Belongs here: which series are fitted, names, words and refusals. Does not: the fit (`moving_average.py`).
"""

from dataclasses import dataclass

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import Refusal, RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, count_of
from prudent.score.panel import KEY, Floats, panels
from prudent.score.performance.moving_average import LEAST_FOR_FIT, ORDER, fit_smoothing
from prudent.score.performance.returns import of_window
from prudent.score.performance.risk import (
    FREQUENCY,
    ROOT,
    SHARPE_EVIDENCE,
    SHARPE_REFUSALS,
    SPREAD_REFUSALS,
    sharpe_ratio,
    volatility,
)
from prudent.score.performance.unsmoothed_risk import sharpe_words

FITTED = ("smoothing_index", "smoothing_theta0", "volatility_glm", "sharpe_ratio_glm")
"""What the measures of this file are called, without their window."""


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A row of what was fitted, or why it was not."""

    fund: str
    window: str
    theta0: float | None = None
    theta0_error: float | None = None
    smoothing_index: float | None = None
    volatility_glm: float | None = None
    sharpe_glm: float | None = None
    fit_code: str | None = None
    fit_reason: str | None = None


_SCHEMA = pl.Schema(
    {
        **dict.fromkeys(KEY, pl.String()),
        **dict.fromkeys(("theta0", "theta0_error", "smoothing_index", "volatility_glm", "sharpe_glm"), pl.Float64()),
        **dict.fromkeys(("fit_code", "fit_reason"), pl.String()),
    }
)


def moving_average_measures(windows: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """`smoothing_index`, `smoothing_theta0`, `volatility_glm` and `sharpe_ratio_glm` on each window of the frame.

    Args:
        windows: one row a fund and window, with the statistics.
        observations: as for `prudent.score.statistics`; those of other windows are not looked at.
    """
    wanted = observations.join(windows.select(KEY), on=KEY, how="semi", maintain_order="left")
    return answered(windows.join(fits(wanted), on=KEY, how="left", maintain_order="left"), _answers())


def fits(observations: pl.DataFrame) -> pl.DataFrame:
    """The fit of every series that is long enough, one after the other.

    Args:
        observations: as for `prudent.score.statistics`.

    Returns:
        fund, window, theta0, theta0_error, smoothing_index, volatility_glm, sharpe_glm; or fit_code and fit_reason.
    """
    rows = [
        _fitted(fund, window, returns, bills, panel.periods_per_year)
        for panel in panels(observations)
        if panel.returns.shape[-1] >= LEAST_FOR_FIT
        for (fund, window), returns, bills in zip(panel.key.iter_rows(), panel.returns, panel.bills, strict=True)
    ]
    return pl.DataFrame([[getattr(row, name) for row in rows] for name in _SCHEMA], schema=_SCHEMA)


def _fitted(fund: str, window: str, returns: Floats, bills: Floats, per_year: float) -> _Fitted:
    fit = fit_smoothing(returns)
    if isinstance(fit, Refusal):
        return _Fitted(fund, window, fit_code=fit.code.value, fit_reason=fit.reason)
    return _Fitted(
        fund,
        window,
        theta0=float(fit.thetas[0]),
        theta0_error=float(fit.standard_errors[0]),
        smoothing_index=fit.smoothing_index,
        volatility_glm=float(volatility(fit.unsmoothed, per_year)),
        sharpe_glm=float(sharpe_ratio(fit.unsmoothed - bills, per_year)),
    )


_FIT_REFUSALS = (
    Refuse(
        pl.col("n") < LEAST_FOR_FIT,
        RefusalCode.TOO_FEW_OBSERVATIONS,
        pl.format(
            f"Needs at least {LEAST_FOR_FIT} observations to fit smoothing weights; {{}} in evidence.",
            count_of(pl.col("n"), "is", "are"),
        ),
    ),
    Refuse(pl.col("fit_code").is_not_null(), pl.col("fit_code"), pl.col("fit_reason")),
)

LARGEST_ERROR = 0.25
"""Standard error of θ₀ over which the weights say nothing: smoothing puts θ₀ between 0 and 1, and two such errors on
either side of any value span all of that. Our choice, no published rule. Of 36 independent returns one fit in two is
refused by it."""

_UNSURE = Refuse(
    (pl.col("theta0_error") > LARGEST_ERROR) & pl.col("theta0_error").is_finite(),
    RefusalCode.TOO_FEW_OBSERVATIONS,
    pl.format(
        "The share of a true return that is reported at once is known to a standard error of {} from {} returns, more "
        f"than {LARGEST_ERROR}: the fit cannot tell none from all.",
        pl.col("theta0_error").round(3),
        pl.col("n"),
    ),
)

_AT_EDGE = Refuse(
    pl.col("theta0_error").is_nan() & (pl.col("smoothing_index") >= 1),
    RefusalCode.OUT_OF_RANGE,
    pl.lit("The weights are none of smoothing and lie at the edge of the fit, where no standard error holds."),
)

_NO_SMOOTHING = Refuse(
    pl.col("smoothing_index") >= 1,
    RefusalCode.NO_SMOOTHING_FOUND,
    pl.format(
        "The smoothing index is {}, not under 1: no smoothing over one or two periods was found, which {} returns can "
        "miss, and which says nothing of longer lags. The figure as reported is kept.",
        pl.col("smoothing_index").round(3),
        pl.col("n"),
    ),
)

_MODEL = (
    f"a moving average of order {ORDER} of the true returns, weights with sum 1, exact Gaussian likelihood on returns "
    "less their mean (Getmansky, Lo & Makarov 2004)"
)

_P = Factor.PERFORMANCE


def _answers() -> tuple[Answer, ...]:
    error = (
        pl.when(pl.col("theta0_error").is_nan())
        .then(pl.lit("no standard error, the fit lies at the edge"))
        .otherwise(pl.format("standard error {}", pl.col("theta0_error").round(3)))
        .fill_null("no standard error")
    )
    index = pl.format(f"Σθ² of the weights by which {{}} returns are {_MODEL}; under 1 is smoothing.", FREQUENCY)
    weight = pl.format(f"θ₀, the share of a {{}} true return reported at once, {{}}; {_MODEL}.", FREQUENCY, error)
    spread = pl.format(f"Volatility (n-1, times the root of {{}}) of {{}} innovations; {_MODEL}.", ROOT, FREQUENCY)
    sharpe = sharpe_words(f"innovations of {_MODEL}, the mean as reported.")
    spreads = (*SPREAD_REFUSALS, *_FIT_REFUSALS, _UNSURE, _AT_EDGE)
    over_bills = (*SHARPE_REFUSALS, *_FIT_REFUSALS, _UNSURE, _AT_EDGE, _NO_SMOOTHING)
    yearly = Unit.FRACTION_PER_YEAR
    return (
        of_window(_P, "smoothing_index", Unit.RATIO, pl.col("smoothing_index"), index, refusals=spreads),
        of_window(_P, "smoothing_theta0", Unit.RATIO, pl.col("theta0"), weight, refusals=(*spreads, _NO_SMOOTHING)),
        of_window(_P, "volatility_glm", yearly, pl.col("volatility_glm"), spread, refusals=(*spreads, _NO_SMOOTHING)),
        of_window(
            _P,
            "sharpe_ratio_glm",
            Unit.RATIO,
            pl.col("sharpe_glm"),
            sharpe,
            refusals=over_bills,
            evidence=SHARPE_EVIDENCE,
        ),
    )
