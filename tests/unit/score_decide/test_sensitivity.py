from datetime import date

import numpy as np
import polars as pl
import pytest
from decide_builders import coverage_gate

from prudent.model.finding import Factor
from prudent.model.scorecard import FactorWeight, Scorecard, WeightGrid
from prudent.score.scorecard.coverage import CoverageGates
from prudent.score.scorecard.points import card, scores
from prudent.score.scorecard.sensitivity import neighbours, sensitivity, simplex, spread_of, without_each
from prudent.tables.spec import table
from tests.unit.score_measures.conftest import Bench

BENCH = Bench()

WHY = {"why": "", "source": "", "since": date(2026, 1, 1)}
ANY_COVERAGE = CoverageGates((), ())
WEIGHTS = [f"{factor.value}_weight_frac" for factor in Factor]


def policy(*weights: float) -> Scorecard:
    each = tuple(FactorWeight(factor=f, weight_frac=w) for f, w in zip(Factor, weights, strict=True))
    return Scorecard.model_construct(weights=each, weight_grid=WeightGrid(steps=10, **WHY), criteria=())


def rows(**funds: dict[str, float | None]) -> pl.DataFrame:
    """score_fund__scorecard with one criterion a factor, points of 1."""
    made = [
        {
            "fund": fund, "factor": factor, "criterion": f"about-{factor}", "measure": "x", "weight_frac": 0.1,
            "value": points, "points": points, "points_possible": 1.0,
        }
        for fund, given in funds.items()
        for factor, points in given.items()
    ]  # fmt: skip
    return pl.DataFrame(made, schema=table("score_fund__scorecard").polars_schema)


def test_the_grid_holds_every_split_once():
    assert simplex(2, 3).tolist() == [
        [0, 0, 1], [0, 0.5, 0.5], [0, 1, 0], [0.5, 0, 0.5], [0.5, 0.5, 0], [1, 0, 0],
    ]  # fmt: skip
    grid = simplex(10, 6)
    assert grid.shape == (3003, 6)  # 15 over 5
    assert len({tuple(vector) for vector in grid.tolist()}) == 3003
    assert np.sum(grid, axis=1) == pytest.approx(np.ones(3003), abs=1e-12)


def test_a_factor_left_out_gives_its_weight_to_the_others_in_proportion():
    left = without_each(np.array([0.5, 0.3, 0.2]))
    assert left[0] == pytest.approx([0, 0.6, 0.4])
    assert left[1] == pytest.approx([0.5 / 0.7, 0, 0.2 / 0.7])
    assert np.isnan(without_each(np.array([1.0, 0.0]))[0]).all()


#: aa is the better performer, bb the cheaper one, cc behind both.
THREE = {
    "aa": {"performance": 1.0, "fees": 0.4, "liquidity": 0.5},
    "bb": {"performance": 0.5, "fees": 1.0, "liquidity": 0.5},
    "cc": {"performance": 0.1, "fees": 0.1, "liquidity": 0.5},
}


def test_the_order_turns_where_the_weight_on_fees_outweighs_the_one_on_performance():
    # aa − bb = 0.5 p − 0.6 f: at 0.5 and 0.2 it is 0.13 ahead; it turns where f > 5/6 p
    frame = sensitivity(rows(**THREE), "aa", policy(0.5, 0.2, 0.3, 0, 0, 0), ANY_COVERAGE, is_ranked=True)
    base = frame.row(0, named=True)
    assert (base["kind"], base["rank"], base["above"], base["below"]) == ("policy", 1, None, "bb")
    assert (base["score_frac"], base["over_below_frac"]) == (pytest.approx(0.73), pytest.approx(0.13))
    spread = spread_of(frame)
    assert spread is not None
    (flip,) = spread.flips
    assert (flip.rival, flip.is_above) == ("bb", False)
    # two tenths have to move: to 0.4, 0.4, 0.2, say
    away = sum(abs(a - b) for a, b in zip(flip.weights, (0.5, 0.2, 0.3, 0, 0, 0), strict=True))
    assert away == pytest.approx(0.4)
    assert flip.weights[1] > flip.weights[0] * 5 / 6


def test_the_grid_is_counted_by_hand_where_only_two_factors_have_evidence():
    two = {"aa": {"performance": 1.0, "fees": 0.0}, "bb": {"performance": 0.0, "fees": 1.0}}
    frame = sensitivity(rows(**two), "aa", policy(0.6, 0.4, 0, 0, 0, 0), ANY_COVERAGE, is_ranked=True)
    grid = frame.filter(pl.col("kind") == "grid")
    # no weight on either: nobody has a score. 3,003 less the splits of the other four factors, 13 over 3 = 286
    assert grid["score_frac"].null_count() == 286
    spread = spread_of(frame)
    assert spread is not None
    known = grid.filter(pl.col("rank").is_not_null())
    ahead = (known["performance_weight_frac"] >= known["fees_weight_frac"]).sum()
    assert (spread.vectors_n, spread.best, spread.worst) == (3003 - 286, 1, 2)
    assert spread.first_share_frac == pytest.approx(ahead / (3003 - 286))


def test_each_factor_is_left_out_in_turn():
    frame = sensitivity(rows(**THREE), "aa", policy(0.5, 0.2, 0.3, 0, 0, 0), ANY_COVERAGE, is_ranked=True)
    left = {row["left_out"]: row for row in frame.filter(pl.col("kind") == "without").iter_rows(named=True)}
    assert list(left) == [factor.value for factor in Factor]
    assert (left["performance"]["rank"], left["performance"]["score_frac"]) == (2, pytest.approx(0.4 * 0.4 + 0.6 * 0.5))
    assert left["fees"]["rank"] == 1
    assert left["complexity"]["score_frac"] == pytest.approx(0.73)


def test_the_only_factor_cannot_be_left_out():
    frame = sensitivity(rows(**THREE), "aa", policy(1, 0, 0, 0, 0, 0), ANY_COVERAGE, is_ranked=True)
    assert "performance" not in frame["left_out"].to_list()


def test_a_failed_gate_leaves_the_scores_and_takes_ranks_and_neighbours():
    frame = sensitivity(rows(**THREE), "aa", policy(0.5, 0.2, 0.3, 0, 0, 0), ANY_COVERAGE, is_ranked=False)
    assert frame["score_frac"][0] == pytest.approx(0.73)
    assert (frame["rank"].null_count(), frame["below"].null_count()) == (frame.height, frame.height)
    assert spread_of(frame) is None


def test_missing_evidence_is_left_out_of_the_score_and_never_makes_it_nan():
    gap = {"aa": {"performance": None, "fees": 0.4}, "bb": {"performance": 0.5, "fees": None}}
    frame = sensitivity(rows(**gap), "aa", policy(0.5, 0.5, 0, 0, 0, 0), ANY_COVERAGE, is_ranked=True)
    assert frame["score_frac"].is_nan().sum() == 0
    assert frame["score_frac"][0] == pytest.approx(0.4)


HALF = CoverageGates((coverage_gate(0.5),), tuple(BENCH.fund(name) for name in ("aa", "bb", "cc")))


def test_under_weights_that_lie_where_a_fund_has_no_evidence_it_is_not_ranked():
    gap = {
        "aa": {"performance": 0.9, "fees": None},
        "bb": {"performance": 0.5, "fees": 1.0},
        "cc": {"performance": 0.4, "fees": 0.2},
    }
    frame = sensitivity(rows(**gap), "aa", policy(0.6, 0.4, 0, 0, 0, 0), HALF, is_ranked=True)
    base = frame.row(0, named=True)
    # 0.9 on 60 % of the weight: first by what is known, 0.54 with the gap at zero; bb 0.7, cc 0.32
    assert (base["rank"], base["rank_missing_as_zero"], base["ranked_n"]) == (1, 2, 3)
    assert base["coverage_frac"] == pytest.approx(0.6)
    dear = frame.filter((pl.col("performance_weight_frac") == 0.4) & (pl.col("fees_weight_frac") == 0.6))
    assert dear.filter(pl.col("kind") == "grid").select("rank", "ranked_n", "over_below_frac").row(0) == (None, 2, None)
    spread = spread_of(frame)
    assert spread is not None
    counted = frame.filter(
        (pl.col("kind") == "grid")
        & (pl.col("performance_weight_frac") > 0)
        & (pl.col("performance_weight_frac") >= pl.col("fees_weight_frac"))
    )
    assert spread.vectors_n == counted.height
    assert (spread.best, spread.worst, spread.worst_missing_as_zero) == (1, 1, 2)


def test_a_rival_with_too_little_evidence_is_no_neighbour():
    gap = {
        "aa": {"performance": 0.5, "fees": 0.5},
        "bb": {"performance": None, "fees": 1.0},
        "cc": {"performance": 0.4, "fees": 0.2},
    }
    weights = policy(0.6, 0.4, 0, 0, 0, 0)
    ungated = sensitivity(rows(**gap), "aa", weights, ANY_COVERAGE, is_ranked=True).row(0, named=True)
    gated = sensitivity(rows(**gap), "aa", weights, HALF, is_ranked=True).row(0, named=True)
    assert (ungated["rank"], ungated["above"], ungated["below"]) == (2, "bb", "cc")
    assert (gated["rank"], gated["above"], gated["below"], gated["ranked_n"]) == (1, None, "cc", 2)


def test_alone_there_is_no_rank():
    gap = {"aa": {"performance": 0.5}, "bb": {"performance": None}}
    frame = sensitivity(rows(**gap), "aa", policy(1, 0, 0, 0, 0, 0), ANY_COVERAGE, is_ranked=True)
    assert (frame["rank"].null_count(), frame["ranked_n"][0]) == (frame.height, 1)


def test_a_fund_without_evidence_has_no_score_no_rank_and_no_neighbours():
    none = {"aa": {"performance": None}, "bb": {"performance": 0.5}}
    frame = sensitivity(rows(**none), "aa", policy(1, 0, 0, 0, 0, 0), ANY_COVERAGE, is_ranked=True)
    assert (frame["score_frac"].null_count(), frame["rank"].null_count()) == (frame.height, frame.height)
    assert frame["below"].null_count() == frame.height


def test_neighbours_are_the_next_above_and_below_and_equals_are_below_by_name():
    given = np.array([0.5, 0.7, 0.5, 0.6, np.nan, 0.1])
    funds = ("ff", "ee", "dd", "cc", "bb", "aa")
    assert neighbours(funds, given, 0) == (3, 2)
    assert neighbours(funds, given, 1) == (None, 3)
    assert neighbours(funds, given, 4) == (None, None)


def test_the_order_of_the_rows_does_not_matter():
    frame = rows(**THREE)
    weights = policy(0.5, 0.2, 0.3, 0, 0, 0)
    assert sensitivity(frame, "aa", weights, ANY_COVERAGE, is_ranked=True).equals(
        sensitivity(frame.reverse(), "aa", weights, ANY_COVERAGE, is_ranked=True)
    )


def test_criteria_of_one_factor_share_its_weight():
    frame = rows(**THREE)
    twice = frame.filter(pl.col("factor") == "fees").with_columns(criterion=pl.lit("about-fees-too"))
    flat = card(pl.concat([frame, twice]))
    assert flat.criteria == ("about-fees", "about-fees-too", "about-liquidity", "about-performance")
    assert flat.spread(np.array([0.5, 0.2, 0.3, 0, 0, 0])).tolist() == [0.1, 0.1, 0.3, 0.5]


def test_many_weights_at_once_are_the_same_as_one_by_one():
    flat = card(rows(**THREE))
    vectors = flat.spread(simplex(4, 6))
    together = scores(flat.reached, vectors)
    for place, vector in enumerate(vectors):
        assert np.array_equal(together[place], scores(flat.reached, vector), equal_nan=True)
