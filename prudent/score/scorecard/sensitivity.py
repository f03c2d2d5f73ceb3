"""How far score and rank depend on the weights: every vector of a grid, and the policy's with each factor left out.

Belongs here: the weight vectors and the candidate's score, rank and neighbours under each. Does not: points
(`points.py`), who has enough evidence to be ranked (`coverage.py`), and what a memo says of them.
"""

import itertools
from dataclasses import dataclass

import numpy as np
import polars as pl

from prudent.model.finding import Factor
from prudent.model.questions import TOLERANCE
from prudent.model.scorecard import Scorecard
from prudent.score.panel import Floats
from prudent.score.scorecard.coverage import CoverageGates, counting_missing_as_zero, coverage
from prudent.score.scorecard.points import Card, card, is_top_half, ranks, scores
from prudent.tables.check import check
from prudent.tables.spec import table

TABLE = table("score_fund__sensitivity")
_WEIGHTS = tuple(f"{factor.value}_weight_frac" for factor in Factor)


def simplex(steps: int, parts: int) -> Floats:
    """Every vector of `parts` weights that are multiples of 1 / steps and sum to one, in lexicographic order.

    Args:
        steps: steps from 0 to 1.
        parts: weights in a vector.

    Returns:
        vectors × parts. Stars and bars: C(steps + parts − 1, parts − 1) vectors, 3,003 for ten steps and six parts.
    """
    bars = np.array(list(itertools.combinations(range(steps + parts - 1), parts - 1)), dtype=np.int64)
    edges = np.column_stack([np.full(len(bars), -1), bars, np.full(len(bars), steps + parts - 1)])
    return (np.diff(edges, axis=1) - 1) / steps


def without_each(weights: Floats) -> Floats:
    """The weights with each factor left out in turn, the rest in proportion; NaN where nothing is left."""
    left = np.where(np.eye(len(weights), dtype=bool), 0.0, weights)
    total = np.sum(left, axis=1, keepdims=True)
    return np.divide(left, total, out=np.full(left.shape, np.nan), where=total > 0)


def sensitivity(
    scorecard: pl.DataFrame, candidate: str, policy: Scorecard, gates: CoverageGates, *, is_ranked: bool
) -> pl.DataFrame:
    """Score and rank of the candidate under the policy's weights, without each factor, and on the whole grid.

    Args:
        scorecard: score_fund__scorecard of all funds.
        candidate: the fund that the question is about.
        policy: the weights and the grid.
        gates: who has enough evidence to be ranked, asked under each vector: weights that lie where a fund has no
            evidence rank it no more than the policy's would.
        is_ranked: whether a rank may be claimed, which a failed gate takes away.

    Returns:
        score_fund__sensitivity. No rank where the candidate has too little evidence, or nobody else has enough.
    """
    flat = card(scorecard)
    own = np.array([policy.weight_of(factor) for factor in Factor])
    left = {factor.value: weights for factor, weights in zip(Factor, without_each(own), strict=True)}
    named = {name: weights for name, weights in left.items() if not np.isnan(weights).any()}
    grid = simplex(policy.weight_grid.steps, len(Factor))
    vectors = np.concatenate([own[None], *(weights[None] for weights in named.values()), grid])
    rows = pl.DataFrame(vectors, schema=dict.fromkeys(_WEIGHTS, pl.Float64)).with_columns(
        kind=pl.Series(["policy", *("without" for _ in named), *("grid" for _ in grid)]),
        place=pl.Series([0, *range(len(named)), *range(len(grid))]),
        fund=pl.lit(candidate),
        left_out=pl.Series([None, *named, *(None for _ in grid)], dtype=pl.String),
        **_found(flat, candidate, vectors, gates, is_ranked=is_ranked),
    )
    return check(rows.select(pl.col(name).cast(kind) for name, kind in TABLE.polars_schema.items()), TABLE)


def _found(
    flat: Card, candidate: str, vectors: Floats, gates: CoverageGates, *, is_ranked: bool
) -> dict[str, pl.Expr | pl.Series]:
    """Score, coverage, rank and the distance to the neighbours under each vector, by column."""
    weights, at = flat.spread(vectors), flat.place_of(candidate)
    given, covered = scores(flat.reached, weights), coverage(flat.reached, weights)
    field = np.where(gates.passed(flat.funds, covered), given, np.nan)
    ranked_n = np.sum(~np.isnan(field), axis=1)
    above, below = neighbours(flat.funds, field[0], at) if is_ranked else (None, None)

    def numbers(values: Floats) -> pl.Series:
        return pl.Series(values, dtype=pl.Float64).fill_nan(None)

    def ranks_by(values: Floats) -> pl.Series:
        return numbers(np.where(is_ranked & (ranked_n > 1), ranks(values)[:, at], np.nan))

    def over(rival: int | None) -> pl.Series:
        return numbers(np.full(len(vectors), np.nan) if rival is None else field[:, at] - field[:, rival])

    return {
        "score_frac": numbers(given[:, at]),
        "coverage_frac": numbers(covered[:, at]),
        "rank": ranks_by(field),
        "rank_missing_as_zero": ranks_by(counting_missing_as_zero(field, covered)),
        "ranked_n": pl.Series(ranked_n),
        "above": pl.lit(None if above is None else flat.funds[above], pl.String),
        "over_above_frac": over(above),
        "below": pl.lit(None if below is None else flat.funds[below], pl.String),
        "over_below_frac": over(below),
    }


def neighbours(funds: tuple[str, ...], given: Floats, at: int) -> tuple[int | None, int | None]:
    """The funds next above and next below a fund by score; equals count as below, by name."""
    if np.isnan(given[at]):
        return None, None
    others = [place for place in range(len(funds)) if place != at and not np.isnan(given[place])]
    above = [place for place in others if given[place] > given[at] + TOLERANCE]
    below = [place for place in others if place not in above]
    return (
        min(above, key=lambda place: (given[place], funds[place]), default=None),
        min(below, key=lambda place: (-given[place], funds[place]), default=None),
    )


@dataclass(frozen=True, slots=True)
class Flip:
    """The weights nearest to the policy's under which the order against a neighbour turns round."""

    rival: str
    is_above: bool
    """Whether the rival is above the candidate under the policy's weights."""
    vectors_n: int
    """Vectors of the grid under which the order is the other one."""
    weights: tuple[float, ...]
    """The nearest of them, in the rule's order; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What the grid says of the candidate's rank."""

    vectors_n: int
    first_share_frac: float
    top_half_share_frac: float
    best: int
    worst: int
    best_missing_as_zero: int
    worst_missing_as_zero: int
    flips: tuple[Flip, ...]


def spread_of(frame: pl.DataFrame) -> Spread | None:
    """The grid in a few numbers; None where no rank is claimed.

    Args:
        frame: score_fund__sensitivity. Vectors under which the candidate has no rank are not counted: it has no score,
            too little evidence, or nobody beside it.
    """
    grid = frame.filter((pl.col("kind") == "grid") & pl.col("rank").is_not_null()).sort("place")
    if grid.is_empty():
        return None
    rank: Floats = grid["rank"].cast(pl.Float64).to_numpy()
    as_zero: Floats = grid["rank_missing_as_zero"].cast(pl.Float64).to_numpy()
    ranked: Floats = grid["ranked_n"].cast(pl.Float64).to_numpy()
    base = frame.filter(pl.col("kind") == "policy")
    flips = tuple(flip for side in ("above", "below") if (flip := _flip(base, grid, side)) is not None)
    return Spread(
        vectors_n=grid.height,
        first_share_frac=float(np.sum(rank == 1) / grid.height),
        top_half_share_frac=float(np.sum(is_top_half(rank, ranked)) / grid.height),
        best=int(np.min(rank)),
        worst=int(np.max(rank)),
        best_missing_as_zero=int(np.min(as_zero)),
        worst_missing_as_zero=int(np.max(as_zero)),
        flips=flips,
    )


def _flip(base: pl.DataFrame, grid: pl.DataFrame, side: str) -> Flip | None:
    rival = base[side].item()
    if rival is None:
        return None
    over, away = pl.col(f"over_{side}_frac"), pl.sum_horizontal((pl.col(n) - base[n].item()).abs() for n in _WEIGHTS)
    is_other = over > TOLERANCE if side == "above" else over < -TOLERANCE
    turned = grid.filter(is_other).with_columns(away=away.round(9)).sort("away", "place")
    nearest = () if turned.is_empty() else tuple(float(turned[name][0]) for name in _WEIGHTS)
    return Flip(str(rival), side == "above", turned.height, nearest)
