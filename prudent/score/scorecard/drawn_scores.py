"""The score of every fund on drawn months, for every fund at once.

Belongs here: what is drawn, and the scores of all draws. Does not: the draws (`blocks.py`), the measures on them
(`redrawn.py`), the comparison with peers (`against_peers.py`), what is told of the scores (`uncertainty.py`).
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from prudent.model.finding import Factor
from prudent.model.peers import Horizon
from prudent.model.questions import Compare
from prudent.model.scorecard import Criterion, Resampling, Scorecard
from prudent.score.panel import Floats
from prudent.score.peers.compared import COMPARED, source_measure
from prudent.score.scorecard.against_peers import compared_values
from prudent.score.scorecard.blocks import uniforms
from prudent.score.scorecard.points import Card, card, earned, scores
from prudent.score.scorecard.redrawn import Redrawn, redrawn, stem_and_window

_LONGEST_BLOCKS = 200
"""So many blocks are drawn for every sample, fifty years of three months each; a window takes the first ones."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was measured on every draw, of all funds."""

    rule: Resampling
    measured: tuple[Redrawn, ...]

    def of(self, measure: str, funds: tuple[str, ...]) -> dict[str, Redrawn]:
        """The funds whose measure was drawn."""
        return {item.fund: item for item in self.measured if item.measure == measure and item.fund in funds}


def drawn(
    observations: pl.DataFrame,
    measures: pl.DataFrame,
    criteria: tuple[Criterion, ...],
    horizon: Horizon | None,
    rule: Resampling,
) -> Drawn:
    """Every measure of the criteria that rests on monthly or quarterly returns, on every draw.

    Args:
        observations: periods of all funds and windows, with the bill of each period.
        measures: score_fund__measures: what is refused there is not drawn either.
        criteria: the criteria of the scorecard.
        horizon: the peer group's window.
        rule: seed, draws and blocks.
    """
    windows = tuple(observations["window"].unique().sort())
    names = {source_measure(item.measure, horizon) for item in criteria}
    split = {name: parts for name in names if (parts := stem_and_window(name, windows)) is not None}
    rows = measures.filter(
        pl.col("measure").is_in(sorted(split)),
        pl.col("value").is_not_null(),
        pl.col("frequency").is_in(["monthly", "quarterly"]),
    )
    wanted = frozenset((row["fund"], *split[row["measure"]]) for row in rows.iter_rows(named=True))
    if not wanted:
        return Drawn(rule, ())
    places = uniforms(rule.seed, rule.draws, _LONGEST_BLOCKS)
    made = redrawn(observations, wanted, places, rule.block_months)
    return Drawn(rule, tuple(item for item in made if item.n >= rule.least_observations))


def score_draws(
    scorecard: pl.DataFrame,
    measures: pl.DataFrame,
    criteria: tuple[Criterion, ...],
    horizon: Horizon | None,
    policy: Scorecard,
    sample: Drawn,
) -> Floats:
    """The score of every fund on every draw, draws × funds by name. What was not drawn keeps its points.

    Args:
        scorecard: score_fund__scorecard.
        measures: score_fund__measures.
        criteria: the criteria of the scorecard.
        horizon: the peer group's window.
        policy: the weights.
        sample: as `drawn` gives it.
    """
    flat = card(scorecard)
    reached = np.repeat(flat.reached[None], sample.rule.draws, axis=0)
    for item in criteria:
        name = source_measure(item.measure, horizon)
        found = sample.of(name, flat.funds)
        if found:
            values, is_alike = _beside(name, flat, measures, found, sample.rule.draws)
            is_lower = _is_better_lower(item)
            given = compared_values(values, is_alike, item.compare, is_better_lower=is_lower)
            reached[:, :, flat.criteria.index(item.id)] = earned(given, item)
    weights = flat.spread(np.array([policy.weight_of(factor) for factor in Factor]))
    return scores(reached, weights)


def _is_better_lower(criterion: Criterion) -> bool:
    """For a share of peers: which way the measure itself is better."""
    if criterion.compare is not Compare.PEER_PERCENTILE:
        return criterion.is_better_lower
    return any(item.measure == criterion.measure and item.better == "lower" for item in COMPARED)


def _beside(
    name: str, flat: Card, measures: pl.DataFrame, found: dict[str, Redrawn], draws: int
) -> tuple[Floats, NDArray[np.bool_]]:
    """The measure of all funds on every draw, as measured where it was not drawn; and which funds are peers."""
    rows = {row["fund"]: row for row in measures.filter(pl.col("measure") == name).iter_rows(named=True)}
    values = np.full((draws, len(flat.funds)), np.nan)
    frequency = [rows[fund]["frequency"] if fund in rows else None for fund in flat.funds]
    for place, fund in enumerate(flat.funds):
        if fund in found:
            values[:, place] = found[fund].values
        elif fund in rows and rows[fund]["value"] is not None:
            values[:, place] = rows[fund]["value"]
    needs_same = any(item.same_frequency for item in COMPARED if item.measure == name)
    is_alike = np.array([[not needs_same or one == other for other in frequency] for one in frequency])
    np.fill_diagonal(is_alike, val=False)
    return values, is_alike
