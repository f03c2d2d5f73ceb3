"""Zero and repeated returns, the longest repeat, runs about the median."""

import numpy as np
import pytest

from prudent.score.valuation.stale import longest_repeat, runs_z, sides_of_median, smaller_side, stale_share


@pytest.mark.parametrize(
    ("returns", "expected"),
    [([0.01], 1), ([0.01, 0.02], 1), ([0.0, 0.0, 0.01], 2), ([0.01, 0.02, 0.02, 0.01, 0.01, 0.01], 3), ([], 0)],
)
def test_the_longest_repeat_counts_months(returns, expected):
    assert longest_repeat(np.array(returns, dtype=float)) == expected


def test_one_series_beside_others_is_the_same():
    rows = np.array([[0.01, 0.01, 0.02, 0.03], [0.0, 0.0, 0.0, 0.0], [0.01, 0.02, 0.03, 0.04]])
    assert list(longest_repeat(rows)) == [2, 4, 1]
    assert list(stale_share(rows)) == [0.25, 1, 0]
    assert [longest_repeat(row) for row in rows] == [2, 4, 1]


def test_sides_leave_out_the_median_itself():
    sides = sides_of_median(np.array([[3.0, 1.0, 2.0], [1.0, 1.0, 1.0]]))
    assert sides.tolist() == [[1, -1, 0], [0, 0, 0]]
    assert smaller_side(sides).tolist() == [1, 0]


def test_runs_by_hand():
    # + + − − + −: four runs of three and three; expected 4, variance 3 · 2 / 5
    sides = np.array([1, 1, -1, -1, 1, -1])
    assert runs_z(sides) == pytest.approx(0)
    # + + + − − −: two runs
    assert runs_z(np.array([1, 1, 1, -1, -1, -1])) == pytest.approx(-2 / np.sqrt(6 / 5))


def test_a_month_on_the_median_parts_no_run():
    assert runs_z(np.array([1, 0, 1, -1, -1, 0])) == runs_z(np.array([1, 1, -1, -1]))


def test_one_side_alone_is_no_test():
    assert np.isnan(runs_z(np.array([1, 1, 1])))
    assert np.isnan(runs_z(np.array([0, 0, 0])))


def test_smoothed_returns_have_few_runs(bench):
    rising = [0.001 * place for place in range(36)]
    found = bench.measures(fund_returns=bench.returns(rising))
    # two runs of eighteen: expected 19, variance 18 · 17 / 35
    assert found["runs_test_z"]["value"] == pytest.approx((2 - 19) / np.sqrt(18 * 17 / 35))
    assert (found["longest_repeat"]["value"], found["longest_repeat"]["n"]) == (1, 36)


def test_few_on_a_side_are_no_test(bench):
    values = [0.01] * 20 + [0.01 + 0.001 * place for place in range(16)]
    found = bench.measures(fund_returns=bench.returns(values))
    assert found["longest_repeat"]["value"] == 21
    assert found["runs_test_z"]["refusal_reason"] == (
        "Needs at least 10 months above and as many below the median; the smaller side has 0."
    )


def test_quarterly_returns_are_not_looked_at(bench):
    values = [0.01 * (place % 5) for place in range(12)]
    found = bench.measures(fund_returns=bench.returns(values, frequency="quarterly"))
    assert {found[name]["refusal_code"] for name in ("longest_repeat", "runs_test_z", "zero_return_share")} == {
        "not_applicable"
    }
