"""Measures that say how far a Sharpe ratio can be believed.

Belongs here: their names, words and refusals. Does not: the functions (`honest_sharpe.py`, `time_aggregation.py`).
"""

import numpy as np
import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, count_of, percent
from prudent.score.panel import MONTHS_IN_YEAR, Floats, Panel
from prudent.score.peers.compared import LEAST_PEERS
from prudent.score.performance.honest_sharpe import (
    CONFIDENCE,
    deflated_sharpe,
    min_track_record,
    probabilistic_sharpe,
    sharpe_standard_error,
)
from prudent.score.performance.returns import of_window
from prudent.score.performance.risk import FREQUENCY, LEAST_OBSERVATIONS, SHARPE_EVIDENCE, SHARPE_REFUSALS
from prudent.score.performance.tails import moments
from prudent.score.performance.time_aggregation import (
    LEAST_YEARS_OF_LAGS,
    sharpe_ratio_lo,
    sharpe_ratio_lo_all_lags,
)

_A_YEAR = pl.col("periods_per_year")

INDEPENDENT_FROM = 0.05
"""Under so small a Ljung-Box p returns are not taken as independent. The usual 5 %: of series that are independent one
in twenty is refused too."""

_MOMENTS = (
    "of {} returns less the period's own three-month bill return, with their skewness and kurtosis (population "
    "moments, 3 for normal returns)"
)
_TAKEN = "returns taken as independent, as the Ljung-Box test does not refute"


def honest_sharpe_statistics(panel: Panel, sharpe: Floats) -> dict[str, Floats]:
    """What these measures need of one block, by name.

    Args:
        panel: the block.
        sharpe: its Sharpe ratios, a year.
    """
    excess, n, per_year = panel.excess, panel.returns.shape[-1], panel.periods_per_year
    shape, once = moments(excess), sharpe / np.sqrt(per_year)
    third, fourth = shape.skewness, shape.kurtosis
    return {
        "periods_per_year": np.full(sharpe.shape, per_year),
        "excess_skewness": third,
        "excess_kurtosis": fourth,
        "sharpe_lo": sharpe_ratio_lo(excess, per_year),
        "sharpe_lo_all_lags": sharpe_ratio_lo_all_lags(excess, round(per_year)),
        "sharpe_error": sharpe_standard_error(once, n, third, fourth) * np.sqrt(per_year),
        "probabilistic_sharpe": probabilistic_sharpe(once, n, third, fourth),
        "min_track_record_months": np.maximum(np.ceil(min_track_record(once, third, fourth)), LEAST_OBSERVATIONS)
        * (MONTHS_IN_YEAR / per_year),
    }


def honest_sharpe_answers() -> tuple[Answer, ...]:
    """Lo's ratios, standard error, confidence level and least record, over a frame with one row a fund and window."""
    error = (
        f"Standard error a year of the Sharpe ratio {_MOMENTS}; autocorrelation is not in it (Mertens 2002; Bailey & "
        "López de Prado 2012, n-1)."
    )
    sure = (
        f"Confidence level of a one-sided test that the Sharpe ratio is over 0, Φ(ratio / standard error), {_MOMENTS}; "
        f"{_TAKEN}; no probability that it is (Bailey & López de Prado 2012)."
    )
    least = (
        f"Months of record, whole periods and at least {LEAST_OBSERVATIONS} of them, at which a one-sided test that "
        f"the Sharpe ratio is over 0 would reach a confidence level of {CONFIDENCE * 100:.0f} % were later months "
        f"like these, {_MOMENTS}; {_TAKEN} (Bailey & López de Prado 2012)."
    )
    return (
        *_lo(),
        _of_sharpe("sharpe_ratio_standard_error", Unit.RATIO, "sharpe_error", error),
        _of_sharpe("probabilistic_sharpe", Unit.FRACTION, "probabilistic_sharpe", sure, _DEPENDENT),
        _of_sharpe(
            "min_track_record_months", Unit.MONTHS, "min_track_record_months", least, _NOT_OVER_ZERO, _DEPENDENT
        ),
    )


_DEPENDENT = Refuse(
    pl.col("ljung_box_p") < INDEPENDENT_FROM,
    RefusalCode.NOT_INDEPENDENT,
    pl.format(
        f"The chance of autocorrelations as large as those found, were there none, is {{}}, under "
        f"{INDEPENDENT_FROM * 100:g} % (Ljung-Box): returns cannot be taken as independent, and the level would be too "
        "high or too low.",
        percent(pl.col("ljung_box_p"), 2),
    ),
)
"""A standard error that leaves autocorrelation out is no ground for a confidence level where there is some."""

_NOT_OVER_ZERO = Refuse(
    pl.col("sharpe") <= 0,
    RefusalCode.NOT_APPLICABLE,
    pl.format(
        "The Sharpe ratio is {}, not over 0: a longer record like it would not show that it is.",
        pl.col("sharpe").round(3),
    ),
)

_TOO_SHORT = Refuse(
    pl.col("n") < LEAST_YEARS_OF_LAGS * _A_YEAR,
    RefusalCode.TOO_FEW_OBSERVATIONS,
    pl.format(
        f"Needs {LEAST_YEARS_OF_LAGS} years, {{}} observations; {{}} in evidence. Autocorrelations at so many lags are "
        "too low in short samples and would flatter the ratio.",
        (LEAST_YEARS_OF_LAGS * _A_YEAR).cast(pl.Int64),
        count_of(pl.col("n"), "is", "are"),
    ),
)


def _lo() -> tuple[Answer, Answer]:
    words = (
        "Mean over sample standard deviation of {} returns in excess of the period's own three-month bill return, "
        "times η(q) = q/√(q + 2 Σ(q-k) ρₖ) for the q periods of a year, held to √q where that would "
        "raise a ratio over 0, "
    )
    first = f"{words}with ρₖ = ρ₁ᵏ from the sample lag-1 autocorrelation of the excess returns (Lo 2002, AR(1))."
    each = f"{words}with every sample autocorrelation of the excess returns (Lo 2002)."
    return (
        _of_sharpe("sharpe_ratio_lo", Unit.RATIO, "sharpe_lo", first),
        _of_sharpe("sharpe_ratio_lo_all_lags", Unit.RATIO, "sharpe_lo_all_lags", each, _TOO_SHORT),
    )


def _of_sharpe(stem: str, unit: Unit, column: str, words: str, *refusals: Refuse) -> Answer:
    return of_window(
        Factor.PERFORMANCE,
        stem,
        unit,
        pl.col(column),
        pl.format(words, FREQUENCY),
        refusals=(*SHARPE_REFUSALS, *refusals),
        evidence=SHARPE_EVIDENCE,
    )


def with_trials(windows: pl.DataFrame) -> pl.DataFrame:
    """The frame with `deflated_sharpe`, each fund held against the highest ratio of its trials, and `trials_n`.

    Args:
        windows: one row a fund, of one window, with the statistics.

    Returns:
        The same rows. A fund's trials are the funds of its own frequency, itself among them: ratios of months and of
        quarters spread differently by chance alone, and smoothing between months raises those of months. Funds whose
        ratio is refused are no trials.
    """
    refused = pl.any_horizontal([refuse.when.fill_null(value=False) for refuse in SHARPE_REFUSALS])
    tried = pl.when(~refused).then(pl.col("sharpe"))
    frame = windows.with_columns(
        trials_n=tried.count().over("frequency").cast(pl.Int64), trials_variance=tried.var().over("frequency")
    )
    names = ("periods_per_year", "sharpe", "excess_skewness", "excess_kurtosis", "n", "trials_n", "trials_variance")
    a_year, sharpe, third, fourth, observations, n, variance = (
        frame[name].cast(pl.Float64).fill_null(float("nan")).to_numpy() for name in names
    )
    with np.errstate(all="ignore"):
        found = deflated_sharpe(sharpe / np.sqrt(a_year), observations, n, variance / a_year, third, fourth)
    return frame.drop("trials_variance").with_columns(deflated_sharpe=found)


def deflated_sharpe_answers() -> tuple[Answer, ...]:
    """`deflated_sharpe`, over a frame with one row a fund and window, with its trials."""
    few = Refuse(
        pl.col("trials_n") <= LEAST_PEERS,
        RefusalCode.TOO_FEW_PEERS,
        pl.format(
            f"Only {{}} a Sharpe ratio of {{}} returns on this window; more than {LEAST_PEERS} are needed.",
            _HAVE,
            FREQUENCY,
        ),
    )
    words = (
        "Confidence level of a one-sided test that the Sharpe ratio is over the highest to be expected among as many "
        f"funds whose true ratio is 0 (Bailey & López de Prado 2014), {_MOMENTS}; {_TAKEN}; no probability that it is. "
        "Trials: the {} funds measured beside each other with {} returns, taken as independent of each other, which "
        "deflates more; the variance is that of their ratios."
    )
    answer = of_window(
        Factor.PERFORMANCE,
        "deflated_sharpe",
        Unit.FRACTION,
        pl.col("deflated_sharpe"),
        pl.format(words, FREQUENCY, pl.col("trials_n").fill_null(0), FREQUENCY),
        refusals=(*SHARPE_REFUSALS, few, _DEPENDENT),
        evidence=SHARPE_EVIDENCE,
    )
    return (answer,)


_HAVE = count_of(pl.col("trials_n"), "fund has", "funds have")
