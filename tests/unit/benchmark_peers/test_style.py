"""Style analysis on series whose true weights are known, and what is refused."""

import numpy as np
import pytest
from benchmark_builders import AS_OF, benchmarks, candidate, core, fund, policy, proxy, returns, series

from prudent.model.measured import Refusal
from prudent.score.benchmark.style import Style, style
from prudent.score.benchmark.style_answers import style_proxies
from prudent.score.measures import measure_all

# Three series that do not move together, each with the same variance and a mean of zero.
ONE = np.tile([0.02, -0.02, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], 5)[:36]
TWO = np.tile([0.0, 0.0, 0.02, -0.02, 0.0, 0.0, 0.0, 0.0], 5)[:36]
THREE = np.tile([0.0, 0.0, 0.0, 0.0, 0.02, -0.02, 0.0, 0.0], 5)[:36]
APART = np.tile([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.02, -0.02], 5)[:36]


def fitted(own, proxies):
    found = style(np.asarray(own), np.asarray(proxies))
    assert isinstance(found, Style)
    return found


def test_a_mixture_is_found_again_whatever_it_earned_beside():
    found = fitted(0.6 * ONE + 0.3 * TWO + 0.1 * THREE + 0.004, [ONE, TWO, THREE])
    assert found.weights == pytest.approx((0.6, 0.3, 0.1), abs=1e-12)
    assert found.r_squared == pytest.approx(1)
    assert found.n == 36


def test_what_no_proxy_explains_is_left_over():
    """Half ONE, half TWO and as much again of what neither has: R² is 1 less 1/1.5 of the variance, over 32 months."""
    own = 0.5 * ONE + 0.5 * TWO + APART
    found = fitted(own[:32], [ONE[:32], TWO[:32]])
    assert found.weights == pytest.approx((0.5, 0.5))
    assert found.r_squared == pytest.approx(1 - 1 / 1.5)


def test_leverage_cannot_be_shown_and_costs_fit():
    """Half again as much of ONE is at most all of ONE: what is left has a ninth of the variance."""
    found = fitted(1.5 * ONE[:32], [ONE[:32], TWO[:32]])
    assert found.weights == pytest.approx((1, 0))
    assert found.r_squared == pytest.approx(1 - 0.25 / 2.25)


def test_a_fund_that_hardly_moves_fits_worse_than_a_line():
    found = fitted(0.1 * APART, [ONE, TWO])
    assert found.r_squared < 0


@pytest.mark.parametrize(
    ("own", "proxies", "code"),
    [
        (ONE[:23], [ONE[:23], TWO[:23]], "too_few_observations"),
        (np.array([]), [[], []], "too_few_observations"),
        (ONE[:1], [ONE[:1], TWO[:1]], "too_few_observations"),
        (ONE, [ONE], "not_applicable"),
        (ONE, [ONE[:30], TWO[:30]], "window_not_covered"),
        (np.full(36, 0.01), [ONE, TWO], "no_variation"),
        (np.full(36, 0.1), [ONE, TWO], "no_variation"),
        (ONE, [TWO, TWO], "not_unique"),
        (ONE, [TWO, TWO + 0.01], "not_unique"),
        (ONE, [ONE, TWO, (ONE + TWO) / 2], "not_unique"),
        (np.where(ONE > 0, np.nan, ONE), [ONE, TWO], "out_of_range"),
        (ONE, [np.where(ONE > 0, np.inf, ONE), TWO], "out_of_range"),
        (np.where(ONE > 0, -1.0, ONE), [ONE, TWO], "out_of_range"),
    ],
)
def test_what_has_no_style(own, proxies, code):
    found = style(np.asarray(own), np.asarray(proxies))
    assert isinstance(found, Refusal)
    assert found.code == code


def test_twenty_four_months_are_enough():
    assert fitted(ONE[:24], [ONE[:24], TWO[:24]]).weights == pytest.approx((1, 0))


def measured(own, tables, given, frequency="monthly"):
    rows = core(
        fund_returns=returns("a-fund", own, frequency),
        benchmark_returns=[row for name, values in tables.items() for row in series(name, values)],
    )
    frame = measure_all((fund(),), rows, policy(given), AS_OF, ())
    found = frame.filter(frame["measure"].is_in(["style_3y", "style_r_squared_3y"]))
    return {row["measure"]: row for row in found.iter_rows(named=True)}


def of(*names, **more):
    return benchmarks(
        [proxy(name, firm="Manager" if name == "own" else "Publisher") for name in names],
        [candidate(name, (3, 3, 3, 3)) for name in names],
        **more,
    )


def test_the_style_of_three_years_in_words():
    own = list(0.7 * ONE + 0.3 * TWO)
    found = measured(own, {"one": list(ONE), "two": list(TWO), "three": list(THREE)}, of("one", "two", "three"))
    words = found["style_3y"]
    assert (words["text"], words["n"], words["frequency"]) == ("ONE 70 %, TWO 30 %", 36, "monthly")
    assert words["evidence"] == ["a-fund/returns.csv:2-37:return_pct"] + [
        f"{name}/returns.csv:2-37:return_frac" for name in ("one", "two", "three")
    ]
    assert words["method"].startswith("Weights of ONE, TWO, THREE, at least 0 and 1 in sum")
    assert found["style_r_squared_3y"]["value"] == pytest.approx(1)


def test_a_proxy_of_the_funds_own_manager_or_with_a_gap_is_not_mixed():
    given = of("one", "two", "own", "short")
    assert style_proxies(fund(), given) == ("one", "two", "short")
    tables = {"one": list(ONE), "two": list(TWO), "own": list(THREE), "short": list(THREE[:30])}
    found = measured(list(0.5 * ONE + 0.5 * TWO), tables, given)
    assert found["style_3y"]["text"] == "ONE 50 %, TWO 50 %"
    assert "SHORT" not in found["style_3y"]["method"]


def test_bills_may_be_mixed_in_though_they_are_no_candidate():
    given = benchmarks(
        [proxy("one"), proxy("bills-fund")], [candidate("one", (3, 3, 3, 3))], style_also=("bills-fund",)
    )
    found = measured(list(0.25 * ONE), {"one": list(ONE), "bills-fund": [0.001] * 36}, given)
    assert found["style_3y"]["text"] == "BILLS-FUND 75 %, ONE 25 %"
    assert style_proxies(fund(asset_class="digital_assets"), given) == ()


@pytest.mark.parametrize(
    ("own", "frequency", "names", "code"),
    [
        ([0.01, -0.01] * 6, "quarterly", ("one", "two"), "too_few_observations"),
        ([0.01, -0.01] * 10, "monthly", ("one", "two"), "window_not_covered"),
        (list(ONE), "monthly", ("one",), "not_applicable"),
        ([0.01] * 36, "monthly", ("one", "two"), "no_variation"),
    ],
)
def test_what_is_refused_over_three_years(own, frequency, names, code):
    found = measured(own, {"one": list(ONE), "two": list(TWO)}, of(*names), frequency)
    assert {row["refusal_code"] for row in found.values()} == {code}
