"""Where another library gives another number for what it calls the same, which of the two is right, and why.

Each test states the library's number, so that a release that mends it is noticed here, and ours with its derivation.
"""

import empyrical as e
import ffn
import numpy as np
import pandas as pd
import pytest
import quantstats.stats as q

from prudent.score.performance.autocorrelation import autocorrelation
from prudent.score.performance.drawdown import falls, max_drawdown
from prudent.score.performance.returns import annualised, growth
from prudent.score.performance.risk import sharpe_ratio
from prudent.score.performance.tails import expected_shortfall, positive_periods

# the libraries warn of their own dependencies; what they compute is what is looked at
pytestmark = pytest.mark.filterwarnings("ignore")


def months(values):
    return pd.Series(values, pd.date_range("2024-01-31", periods=len(values), freq="ME"))


def test_a_month_taken_for_a_day(ham1):
    """quantstats annualises by 252 periods unless told: eleven years of months become half a year of days."""
    assert q.cagr(ham1.series) == pytest.approx(13.9705, abs=1e-4)
    assert annualised(growth(ham1.own), len(ham1.own)) == pytest.approx(0.137532, abs=1e-6)


def test_an_annual_rate_taken_off_each_month(ham1):
    """empyrical takes risk_free a period; its name does not say so, and 3.5 % a month makes a good fund look ruinous."""
    assert e.sharpe_ratio(ham1.series, risk_free=0.035, period="monthly") == pytest.approx(-3.2274, abs=1e-4)
    assert sharpe_ratio(ham1.own - ham1.bill, 12) == pytest.approx(1.109167, abs=1e-6)


@pytest.mark.parametrize("library", ["quantstats", "ffn"])
def test_one_rate_for_every_month(ham1, library):
    """Both spread one annual rate over the months by the twelfth root; a bill's own month is neither that nor constant."""
    theirs = {
        "quantstats": lambda: q.sharpe(ham1.series, rf=0.035, periods=12),
        "ffn": lambda: ffn.calc_sharpe(ham1.series, rf=0.035, nperiods=12),
    }[library]()
    assert theirs == pytest.approx(1.115353, abs=1e-6)
    assert sharpe_ratio(ham1.own - (1.035 ** (1 / 12) - 1), 12) == pytest.approx(theirs, rel=1e-9)
    assert sharpe_ratio(ham1.own - ham1.bill, 12) == pytest.approx(1.109167, abs=1e-6)


def test_the_first_loss_is_missed():
    """ffn is given prices, and the price before the first month is not among them: a loss of a tenth is no fall."""
    assert ffn.calc_max_drawdown((1 + months([-0.1, 0.05])).cumprod()) == 0
    assert max_drawdown(falls(np.array([-0.1, 0.05]))) == pytest.approx(-0.1)


def test_the_first_month_is_lost():
    """For the same reason ffn's total return leaves it out."""
    assert ffn.calc_total_return((1 + months([-0.1, 0.05])).cumprod()) == pytest.approx(0.05)
    assert growth(np.array([-0.1, 0.05])) == pytest.approx(0.9 * 1.05 - 1)


def test_calendar_days_instead_of_months(ham1):
    """ffn annualises by days over 365.25 from the first price on: twelve months of 1 % are not 12.68 %."""
    year = months([0.0] + [0.01] * 12)
    assert ffn.calc_cagr((1 + year).cumprod()) == pytest.approx(0.126, abs=1e-3)
    assert ffn.calc_cagr((1 + year).cumprod()) != pytest.approx(1.01**12 - 1, abs=1e-6)
    assert annualised(growth(np.full(12, 0.01)), 12) == pytest.approx(1.01**12 - 1, abs=1e-12)


def test_a_part_of_a_year_is_annualised():
    """Three months of 5 % become 80 % a year at empyrical; GIPS forbids it and ours stays what it was."""
    assert e.annual_return(months([0.05] * 3), period="monthly") == pytest.approx(1.05**12 - 1)
    assert annualised(growth(np.full(3, 0.05)), 3) == pytest.approx(1.05**3 - 1)


def test_a_ratio_of_constant_returns():
    """A deviation of rounding errors is divided by as if it were one; ours is refused, because nothing varies."""
    constant = months([0.1, 0.1, 0.1] * 4)
    theirs = e.sharpe_ratio(constant, period="monthly")
    assert np.isinf(theirs) or theirs > 1e6
    assert np.ptp(constant.to_numpy()) <= 1e-12


def test_a_value_at_risk_of_a_normal_distribution(ham1):
    """quantstats fits a normal curve and calls it value at risk; the worst months of the series are worse."""
    theirs, normal = q.value_at_risk(ham1.series), ham1.own.mean() - 1.6448536 * ham1.own.std(ddof=1)
    assert theirs == pytest.approx(normal, abs=1e-8)


def test_a_shortfall_that_drops_the_cut_month(ham1):
    """empyrical averages the worst ⌊n·5 %⌋ + 1 months in full; the seventh of 6.6 counts for six tenths in ours."""
    ordered = np.sort(ham1.own)
    assert e.conditional_value_at_risk(ham1.series, 0.05) == pytest.approx(ordered[:7].mean())
    assert expected_shortfall(ham1.own) == pytest.approx((ordered[:6].sum() + 0.6 * ordered[6]) / 6.6)


def test_months_of_zero_are_not_counted(ham1):
    """quantstats leaves months of zero out of all months, which makes the share of gains higher."""
    assert q.win_rate(ham1.series) == pytest.approx(98 / 131)
    assert positive_periods(ham1.own) / len(ham1.own) == pytest.approx(98 / 132)


def test_pearson_instead_of_the_sample_autocorrelation():
    """pandas correlates two shorter series with means of their own; by hand: deviations -1, -1, 2 of a mean of 2."""
    values = [1.0, 1.0, 4.0, 2.0]
    assert pd.Series(values).autocorr(1) == pytest.approx(-0.1889822, abs=1e-6)
    assert autocorrelation(np.array(values), 1) == pytest.approx((1 * 1 - 1 * 2 + 2 * 0) / (1 + 1 + 4), abs=1e-12)


def test_a_missing_month_is_skipped():
    """empyrical drops what is not a number and measures the rest as if it were whole; ours has no number to give."""
    broken = months([0.01, np.nan, 0.02])
    assert e.cum_returns_final(broken) == pytest.approx(1.01 * 1.02 - 1)
    assert np.isnan(growth(broken.to_numpy()))
