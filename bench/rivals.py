"""The same measures by other libraries, one fund at a time, as their users call them.

Each set holds what the library and `prudent.score.statistics` both give. The numbers themselves are compared in
`tests/crosscheck`; here only the time counts.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

Frame = pd.DataFrame


@dataclass(frozen=True, slots=True)
class Rival:
    """A library with the measures that it shares with us, over one fund."""

    name: str
    measures: tuple[str, ...]
    run: Callable[[pd.Series, pd.Series], object]


def _empyrical(own: pd.Series | np.ndarray, other: pd.Series | np.ndarray) -> object:
    import empyrical as e

    return (
        e.cum_returns_final(own),
        e.annual_return(own, period="monthly"),
        e.annual_volatility(own, period="monthly"),
        e.sharpe_ratio(own, risk_free=0.002, period="monthly"),
        e.sortino_ratio(own, required_return=0.002, period="monthly"),
        e.downside_risk(own, required_return=0.002, period="monthly"),
        e.max_drawdown(own),
        e.calmar_ratio(own, period="monthly"),
        e.omega_ratio(own, risk_free=0.002, annualization=1),
        e.value_at_risk(own, 0.05),
        e.conditional_value_at_risk(own, 0.05),
        e.excess_sharpe(own, other),
        e.alpha_beta_aligned(own, other, risk_free=0.002, period="monthly"),
        e.up_capture(own, other, period="monthly"),
        e.down_capture(own, other, period="monthly"),
    )


def _empyrical_on_arrays(returns: pd.Series, market: pd.Series) -> object:
    """Its quickest way: without an index nothing is aligned."""
    return _empyrical(returns.to_numpy(), market.to_numpy())


def _quantstats(returns: pd.Series, market: pd.Series) -> object:
    import quantstats.stats as q

    return (
        q.comp(returns),
        q.cagr(returns, periods=12),
        q.volatility(returns, periods=12),
        q.sharpe(returns, periods=12),
        q.sortino(returns, periods=12),
        q.omega(returns, periods=12),
        q.max_drawdown(returns),
        q.calmar(returns, periods=12),
        q.ulcer_index(returns),
        q.value_at_risk(returns),
        q.conditional_value_at_risk(returns),
        q.skew(returns),
        q.kurtosis(returns),
        q.best(returns),
        q.worst(returns),
        q.win_rate(returns),
        q.greeks(returns, market, periods=12),
        q.r_squared(returns, market),
        q.information_ratio(returns, market),
    )


def _ffn(returns: pd.Series, _: pd.Series) -> object:
    import ffn

    return ffn.PerformanceStats((1 + returns).cumprod(), rf=0.024).stats


_OF_EMPYRICAL = (
    "return", "return a year", "volatility", "Sharpe", "Sortino", "downside deviation", "largest fall", "Calmar", "Omega",
    "value at risk", "expected shortfall", "information ratio", "alpha and beta", "up and down capture",
)  # fmt: skip

RIVALS = (
    Rival("empyrical-reloaded", _OF_EMPYRICAL, _empyrical),
    Rival("empyrical-reloaded, on bare arrays", _OF_EMPYRICAL, _empyrical_on_arrays),
    Rival(
        "quantstats",
        (
            "return", "return a year", "volatility", "Sharpe", "Sortino", "Omega", "largest fall", "Calmar", "ulcer index",
            "value at risk", "expected shortfall", "skew", "kurtosis", "best and worst", "share of positive months",
            "alpha and beta", "R²", "information ratio",
        ),
        _quantstats,
    ),
    Rival(
        "ffn",
        (
            "return", "return a year", "volatility", "Sharpe", "Sortino", "largest fall and its length", "Calmar", "skew", "kurtosis",
            "best and worst", "share of positive months",
        ),
        _ffn,
    ),
)  # fmt: skip


def series(returns: np.ndarray, market: np.ndarray) -> tuple[list[pd.Series], pd.Series]:
    """The funds' returns and the market's as the libraries take them: month ends as index."""
    days = pd.date_range("2006-01-31", periods=returns.shape[1], freq="ME")
    return [pd.Series(row, index=days) for row in returns], pd.Series(market, index=days)


def run(rival: Rival, funds: list[pd.Series], market: pd.Series) -> None:
    """All funds, one after the other, without the library's warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for fund in funds:
            rival.run(fund, market)
