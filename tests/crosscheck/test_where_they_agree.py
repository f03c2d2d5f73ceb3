"""Our measures of one published series against other libraries', each asked in the way that gives the same definition."""

import empyrical as e
import ffn
import numpy as np
import pytest
import quantstats.stats as q

from prudent.score.benchmark.relative import correlation, tracking_error
from prudent.score.performance.downside import downside_deviation, omega_ratio, sortino_ratio
from prudent.score.performance.drawdown import calmar_ratio, falls, max_drawdown
from prudent.score.performance.returns import annualised, growth
from prudent.score.performance.risk import sharpe_ratio, volatility
from prudent.score.performance.tails import best_period, moments, value_at_risk, worst_period

# the libraries warn of their own dependencies; what they compute is what is looked at
pytestmark = pytest.mark.filterwarnings("ignore")


def a_year(own):
    return annualised(growth(own), len(own))


def deepest(own):
    return max_drawdown(falls(own))


def moment(name):
    return lambda h: getattr(moments(h.own), name)


CASES = {
    "return, empyrical": (lambda h: growth(h.own), lambda h: e.cum_returns_final(h.series)),
    "return, quantstats": (lambda h: growth(h.own), lambda h: q.comp(h.series)),
    "return, ffn": (lambda h: growth(h.own[1:]), lambda h: ffn.calc_total_return((1 + h.series).cumprod())),
    "return a year, empyrical": (lambda h: a_year(h.own), lambda h: e.annual_return(h.series, period="monthly")),
    "return a year, quantstats": (lambda h: a_year(h.own), lambda h: q.cagr(h.series, periods=12)),
    "volatility, empyrical": (lambda h: volatility(h.own, 12), lambda h: e.annual_volatility(h.series, "monthly")),
    "volatility, quantstats": (lambda h: volatility(h.own, 12), lambda h: q.volatility(h.series, periods=12)),
    "volatility, ffn": (lambda h: volatility(h.own[1:], 12), lambda h: stats(h)["monthly_vol"]),
    "Sharpe, empyrical": (
        lambda h: sharpe_ratio(h.own - h.bill, 12),
        lambda h: e.sharpe_ratio(h.series, risk_free=h.bill, period="monthly"),
    ),
    "Sharpe without bills, quantstats": (lambda h: sharpe_ratio(h.own, 12), lambda h: q.sharpe(h.series, periods=12)),
    "Sharpe without bills, ffn": (
        lambda h: sharpe_ratio(h.own[1:], 12),
        lambda h: ffn.calc_sharpe(h.series[1:], rf=0, nperiods=12),
    ),
    "Sortino, empyrical": (
        lambda h: sortino_ratio(h.own, h.bill, 12),
        lambda h: e.sortino_ratio(h.series, required_return=h.bill, period="monthly"),
    ),
    "Sortino without bills, quantstats": (
        lambda h: sortino_ratio(h.own, 0.0, 12),
        lambda h: q.sortino(h.series, periods=12),
    ),
    "downside deviation, empyrical": (
        lambda h: downside_deviation(h.own, h.bill, 12),
        lambda h: e.downside_risk(h.series, required_return=h.bill, period="monthly"),
    ),
    "Omega, empyrical": (
        lambda h: omega_ratio(h.own, h.bill),
        lambda h: e.omega_ratio(h.series, risk_free=h.bill, annualization=1),
    ),
    "Omega, quantstats": (
        lambda h: omega_ratio(h.own, 0.0),
        lambda h: q.omega(h.series, periods=12),
    ),
    "largest fall, empyrical": (lambda h: deepest(h.own), lambda h: e.max_drawdown(h.series)),
    "largest fall, quantstats": (lambda h: deepest(h.own), lambda h: q.max_drawdown(h.series)),
    "largest fall, ffn": (lambda h: deepest(h.own), lambda h: ffn.calc_max_drawdown((1 + h.series).cumprod())),
    "Calmar, empyrical": (
        lambda h: calmar_ratio(a_year(h.own), deepest(h.own)),
        lambda h: e.calmar_ratio(h.series, period="monthly"),
    ),
    "Calmar, quantstats": (
        lambda h: calmar_ratio(a_year(h.own), deepest(h.own)),
        lambda h: q.calmar(h.series, periods=12),
    ),
    "value at risk, empyrical": (lambda h: value_at_risk(h.own), lambda h: e.value_at_risk(h.series, 0.05)),
    "best month, quantstats": (lambda h: best_period(h.own), lambda h: q.best(h.series)),
    "worst month, ffn": (lambda h: worst_period(h.own), lambda h: stats(h)["worst_month"]),
    "correlation, numpy": (lambda h: correlation(h.own, h.other), lambda h: np.corrcoef(h.own, h.other)[0, 1]),
    "tracking error, empyrical": (
        lambda h: tracking_error(h.own, h.other, 12),
        lambda h: e.annual_volatility(h.series - h.market, "monthly"),
    ),
}


def stats(h):
    # a price for the month before the first, or the library drops that month
    return ffn.PerformanceStats((1 + h.series).cumprod(), rf=0.0).stats


@pytest.mark.parametrize("name", CASES)
def test_the_two_agree(ham1, name):
    ours, theirs = CASES[name]
    assert float(ours(ham1)) == pytest.approx(float(theirs(ham1)), rel=1e-9), name


def test_skewness_and_kurtosis_up_to_the_correction_for_small_samples(ham1):
    n = len(ham1.own)
    ours = moments(ham1.own)
    corrected = ours.skewness * np.sqrt(n * (n - 1)) / (n - 2)
    assert float(corrected) == pytest.approx(q.skew(ham1.series), rel=1e-9)
    excess = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (ours.kurtosis - 3) + 6)
    assert float(excess) == pytest.approx(q.kurtosis(ham1.series), rel=1e-9)
