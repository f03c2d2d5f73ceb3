"""Points, scores and ranks as arrays: the arithmetic that the scorecard, its resampling and its sensitivity share.

Belongs here: what a value earns, what points add up to, who is ahead of whom. Does not: where values come from, and the
table that a memo prints (`assemble.py`). A test holds these against the SQL of the scorecard.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from prudent.model.finding import Factor
from prudent.model.questions import TOLERANCE, slack
from prudent.model.scorecard import Criterion
from prudent.score.panel import Floats


@dataclass(frozen=True, slots=True)
class Card:
    """The points that funds reached, side by side."""

    funds: tuple[str, ...]
    """By name, so that no order of rows matters."""
    criteria: tuple[str, ...]
    factors: tuple[Factor, ...]
    """The factor of each criterion."""
    reached: Floats
    """Funds × criteria: points over points possible; NaN without evidence."""

    def place_of(self, fund: str) -> int:
        """The row of a fund."""
        return self.funds.index(fund)

    def spread(self, weights: Floats) -> Floats:
        """Weights of the six factors, in the rule's order along the last axis, as weights of the criteria.

        The weight of a factor is shared equally by its criteria.
        """
        places = [tuple(Factor).index(factor) for factor in self.factors]
        shared = np.array([self.factors.count(factor) for factor in self.factors], dtype=np.float64)
        return np.asarray(weights, np.float64)[..., places] / shared


def card(scorecard: pl.DataFrame) -> Card:
    """The rows of score_fund__scorecard as arrays."""
    rows = scorecard.sort("fund", "criterion")
    funds = tuple(rows["fund"].unique().sort().to_list())
    first = rows.filter(pl.col("fund") == funds[0])
    reached = (rows["points"] / rows["points_possible"]).cast(pl.Float64).fill_null(float("nan")).to_numpy()
    factors = tuple(Factor(name) for name in first["factor"])
    return Card(funds, tuple(first["criterion"]), factors, reached.reshape(len(funds), first.height))


def earned(values: Floats, criterion: Criterion) -> Floats:
    """Points over points possible that values earn, by the criterion's cut-offs; NaN stays NaN.

    Args:
        values: in the unit of the cut-offs, any shape.
        criterion: its cut-offs, the hardest first. One is met within `slack`.
    """
    points = np.zeros(np.shape(values))
    for cut in reversed(criterion.cut_offs):
        near = slack(cut.at_least)
        is_met = values <= cut.at_least + near if criterion.is_better_lower else values >= cut.at_least - near
        points = np.where(is_met, cut.points, points)
    return np.where(np.isnan(values), np.nan, points / criterion.points_possible)


def scores(reached: Floats, weights: Floats) -> Floats:
    """Points reached over points possible where there is evidence, from 0 to 1.

    Args:
        reached: funds × criteria, or draws × funds × criteria; NaN without evidence.
        weights: of the criteria, or vectors × criteria.

    Returns:
        One score for each fund, with the draws or the vectors in front; NaN where no weighted criterion has evidence.
    """
    known = ~np.isnan(reached)
    filled = np.where(known, reached, 0.0)
    shape = np.broadcast_shapes((*weights.shape[:-1], 1), reached.shape[:-1])
    gained, weighed = np.zeros(shape), np.zeros(shape)
    # one criterion after the other, so that the sum has one order on every machine
    for place in range(reached.shape[-1]):
        weight = weights[..., place][..., None]
        gained = gained + weight * filled[..., place]
        weighed = weighed + weight * known[..., place]
    return np.divide(gained, weighed, out=np.full(shape, np.nan), where=weighed > 0)


def ranks(given: Floats) -> Floats:
    """The rank of each fund along the last axis: 1 is best, ties share the better rank; NaN without a score."""
    ahead = given[..., None, :] > given[..., :, None] + TOLERANCE
    return np.where(np.isnan(given), np.nan, 1.0 + np.sum(ahead, axis=-1))


def is_top_half(rank: Floats, ranked_n: Floats) -> Floats:
    """1 where the rank lies in the better half: of seven funds the first three. 0 elsewhere and without a rank."""
    return np.where(2 * rank <= ranked_n, 1.0, 0.0)
