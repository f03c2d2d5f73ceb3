"""What rests on independent returns: refused where they are not, worded as a test's level, deflated among its own kind."""

import statistics as plain
from math import e, sqrt

import pytest

from prudent.memo.labels import label

NORMAL = plain.NormalDist()
UPWARD = [0.02, 0.01, 0.03, -0.01, 0.015, 0.02, -0.005, 0.01, 0.02, 0.0, 0.015, -0.02] * 3
TRENDING = [0.02, 0.03, 0.02, 0.02, 0.015, 0.01, 0.0, -0.01, -0.02, -0.005, 0.01, 0.015] * 3
TESTED = ("probabilistic_sharpe_3y", "min_track_record_months_3y", "deflated_sharpe_3y")


def shifted(returns, place):
    return [value + place / 1000 for value in returns]


def name(place):
    return f"f{place}" if place else "a-fund"


def beside(bench, monthly, quarterly=()):
    """A fund, f1, f2, … with these months, then those with these quarters; what is measured of the first."""
    series = [(each, "monthly") for each in monthly] + [(each, "quarterly") for each in quarterly]
    rows = [
        row
        for place, (returns, frequency) in enumerate(series)
        for row in bench.returns(returns, owner=name(place), frequency=frequency)
    ]
    funds = tuple(bench.fund(name(place)) for place in range(len(series)))
    return bench.measures(funds=funds, fund_returns=rows, market_risk_free=bench.rates(36, annual=0.0))


def test_where_returns_hang_together_no_level_is_given(bench):
    found = beside(bench, [shifted(TRENDING, place) for place in range(5)])
    assert found["ljung_box_p_3y"]["value"] < 0.05
    assert found["sharpe_ratio_3y"]["value"] > 0
    for name in TESTED:
        assert found[name]["refusal_code"] == "not_independent", name
        assert "under 5 % (Ljung-Box): returns cannot be taken as independent" in found[name]["refusal_reason"], name
    # its own method says that autocorrelation is not in it
    assert found["sharpe_ratio_standard_error_3y"]["value"] > 0


def test_where_they_may_be_independent_the_level_says_what_it_is(bench):
    found = beside(bench, [shifted(UPWARD, place) for place in range(5)])
    assert found["ljung_box_p_3y"]["value"] >= 0.05
    for name in TESTED:
        assert found[name]["value"] is not None, name
        assert "one-sided test" in found[name]["method"], name
        assert "returns taken as independent" in found[name]["method"], name
    for name in ("probabilistic_sharpe_3y", "deflated_sharpe_3y"):
        assert "no probability that it is" in found[name]["method"], name
        assert label(name).startswith("Confidence that"), name


def test_only_funds_of_the_same_frequency_are_trials(bench):
    months = [shifted(UPWARD, place) for place in (0, 1, -4, 2)]
    alone = beside(bench, months)
    # quarters whose ratios are twice as high and spread widely
    mixed = beside(bench, months, [shifted(UPWARD[:12], 10 * place) for place in range(1, 5)])
    assert mixed["deflated_sharpe_3y"]["value"] == alone["deflated_sharpe_3y"]["value"]
    assert (
        "Trials: the 4 funds measured beside each other with monthly returns" in mixed["deflated_sharpe_3y"]["method"]
    )
    ratios = [plain.fmean(each) / plain.stdev(each) for each in months]
    euler = 0.5772156649015329
    luck = (1 - euler) * NORMAL.inv_cdf(1 - 1 / 4) + euler * NORMAL.inv_cdf(1 - 1 / (4 * e))
    error = mixed["sharpe_ratio_standard_error_3y"]["value"] / sqrt(12)
    level = NORMAL.cdf((ratios[0] - sqrt(plain.variance(ratios)) * luck) / error)
    assert mixed["deflated_sharpe_3y"]["value"] == pytest.approx(level)


def test_funds_of_another_frequency_do_not_make_up_the_number(bench):
    found = beside(bench, [UPWARD, shifted(UPWARD, 1)], [shifted(UPWARD[:12], place) for place in range(4)])
    assert found["deflated_sharpe_3y"]["refusal_reason"] == (
        "Only 2 funds have a Sharpe ratio of monthly returns on this window; more than 3 are needed."
    )
