"""The error of a Sharpe ratio: standard error, probabilistic and deflated Sharpe ratio, least length of a record.

Belongs here: the functions. Does not: the ratio itself (`risk.py`), its measures (`honest_sharpe_answers.py`), and what
autocorrelation does to it over a year (`time_aggregation.py`).

Every Sharpe ratio here is of ONE period, not annualised; n counts periods. Kurtosis is not in excess: 3 for normal
returns. Skewness and kurtosis are those of the excess returns (`tails.moments`). All take numbers or arrays, and all
take returns as independent of each other. What is called probabilistic is the confidence level of a one-sided test, one
less its p: it is no probability that the true ratio is over the reference, for none was given before the data.
"""

import numpy as np

from prudent.score.panel import Floats, ratio

CONFIDENCE = 0.95
"""Level of the one-sided test that a track record must reach (Bailey & López de Prado 2012)."""

NORMAL_KURTOSIS = 3.0

Number = Floats | float


def sharpe_standard_error_iid(sharpe: Number, n: Number) -> Floats:
    """Standard error for independent normal returns, √((1 + SR²/2) / n). Lo 2002, formula 9.

    Args:
        sharpe: of one period.
        n: observations; NaN under 1.
    """
    observations = np.where(np.asarray(n) >= 1, n, np.nan)
    return np.asarray(np.sqrt((1 + np.square(sharpe) / 2) / observations))


def sharpe_standard_error(
    sharpe: Number, n: Number, skewness: Number = 0.0, kurtosis: Number = NORMAL_KURTOSIS
) -> Floats:
    """Standard error with skewness and fat tails, √((1 − γ₃ SR + (γ₄ − 1)/4 SR²) / (n − 1)).

    Args:
        sharpe: of one period.
        n: observations.
        skewness: γ₃ of the excess returns.
        kurtosis: γ₄ of the excess returns, 3 for normal returns.

    Returns:
        Per period; NaN under two observations and where no distribution has such moments. Mertens 2002, Opdyke 2007;
        with n − 1, as Bailey & López de Prado 2012 take it, so that the probabilistic Sharpe ratio uses this very
        figure. Autocorrelation is not in it.
    """
    spread = _spread(sharpe, skewness, kurtosis)
    return np.asarray(np.sqrt(spread / np.where(np.asarray(n) >= 2, np.subtract(n, 1.0), np.nan)))  # noqa: PLR2004 -- two


def probabilistic_sharpe(
    sharpe: Number,
    n: Number,
    skewness: Number = 0.0,
    kurtosis: Number = NORMAL_KURTOSIS,
    reference: Number = 0.0,
) -> Floats:
    """Probabilistic Sharpe ratio Φ((SR − SR*) / standard error): confidence level of a one-sided test of SR > SR*.

    Args:
        sharpe: of one period.
        n: observations.
        skewness: of the excess returns.
        kurtosis: of the excess returns, 3 for normal returns. Leaving it out overstates the level: in the published
            example 0.9597 for 0.9487.
        reference: SR*, of one period.

    Returns:
        A level from 0 to 1; NaN where the standard error is 0 or none. Bailey & López de Prado 2012.
    """
    from scipy.special import ndtr  # noqa: PLC0415 -- heavy

    away = np.subtract(sharpe, reference, dtype=np.float64)
    return np.asarray(ndtr(ratio(away, sharpe_standard_error(sharpe, n, skewness, kurtosis))))


def min_track_record(
    sharpe: Number,
    skewness: Number = 0.0,
    kurtosis: Number = NORMAL_KURTOSIS,
    reference: Number = 0.0,
    confidence: float = CONFIDENCE,
) -> Floats:
    """Minimum track record length 1 + (1 − γ₃ SR + (γ₄ − 1)/4 SR²) (z / (SR − SR*))²: periods to reach a level.

    Args:
        sharpe: of one period.
        skewness: of the excess returns.
        kurtosis: of the excess returns, 3 for normal returns.
        reference: SR*, of one period.
        confidence: level of the one-sided test of SR > SR*; z is its normal quantile.

    Returns:
        Observations, not rounded up; NaN where the ratio is not over the reference, for then no length would do. Bailey
        & López de Prado 2012.
    """
    from scipy.special import ndtri  # noqa: PLC0415 -- heavy

    away = np.subtract(sharpe, reference, dtype=np.float64)
    over = np.where(away > 0, away, np.nan)
    return np.asarray(1 + _spread(sharpe, skewness, kurtosis) * np.square(ndtri(confidence) / over))


def min_track_record_years(
    sharpe: Number,
    periods_per_year: Number,
    skewness: Number = 0.0,
    kurtosis: Number = NORMAL_KURTOSIS,
    reference: Number = 0.0,
    confidence: float = CONFIDENCE,
) -> Floats:
    """The same in years: observations over the periods in a year. Ratios are still of one period."""
    return min_track_record(sharpe, skewness, kurtosis, reference, confidence) / np.asarray(periods_per_year)


def expected_maximum_sharpe(trials: Number, variance: Number) -> Floats:
    """Highest Sharpe ratio to be expected of N funds whose true ratio is 0: √V ((1 − γ) z(1 − 1/N) + γ z(1 − 1/(N e))).

    Args:
        trials: N, how many alternatives were considered, independent of each other. Funds that move together count for
            fewer; counting each as one deflates more.
        variance: V, sample variance (N − 1) of their ratios, in the period of the ratio that is wanted.

    Returns:
        A Sharpe ratio; NaN under two trials. γ is Euler's constant, z the normal quantile. Bailey & López de Prado
        2014.
    """
    from scipy.special import ndtri  # noqa: PLC0415 -- heavy

    count = np.where(np.asarray(trials) >= 2, trials, np.nan)  # noqa: PLR2004 -- two
    luck = (1 - np.euler_gamma) * ndtri(1 - 1 / count) + np.euler_gamma * ndtri(1 - 1 / (count * np.e))
    return np.asarray(np.sqrt(variance) * luck)


def deflated_sharpe(
    sharpe: Number,
    n: Number,
    trials: Number,
    variance: Number,
    skewness: Number = 0.0,
    kurtosis: Number = NORMAL_KURTOSIS,
) -> Floats:
    """Deflated Sharpe ratio: the probabilistic one against the highest expected of as many whose true ratio is 0.

    Args:
        sharpe: of one period, of the fund that was chosen.
        n: its observations.
        trials: as for `expected_maximum_sharpe`.
        variance: as for `expected_maximum_sharpe`, of ratios of one period.
        skewness: of the fund's excess returns.
        kurtosis: of the fund's excess returns, 3 for normal returns.

    Returns:
        A level from 0 to 1. Bailey & López de Prado 2014.
    """
    return probabilistic_sharpe(sharpe, n, skewness, kurtosis, expected_maximum_sharpe(trials, variance))


def _spread(sharpe: Number, skewness: Number, kurtosis: Number) -> Floats:
    """1 − γ₃ SR + (γ₄ − 1)/4 SR²; NaN under zero, which no distribution gives, for its γ₄ is at least 1 + γ₃²."""
    ratio_, third, fourth = (np.asarray(item, np.float64) for item in (sharpe, skewness, kurtosis))
    spread = 1 - third * ratio_ + (fourth - 1) / 4 * ratio_ * ratio_
    return np.where(spread >= 0, spread, np.nan)
