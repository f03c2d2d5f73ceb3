"""How far score and rank depend on which months happened: the scorecard on drawn months, for every fund at once.

Belongs here: the scores of all draws, and what is told of them. Does not: the draws (`blocks.py`), the measures on them
(`redrawn.py`), the comparison with peers (`against_peers.py`).
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode
from prudent.model.peers import Horizon
from prudent.model.questions import Compare
from prudent.model.scorecard import Criterion, Resampling, Scorecard
from prudent.score.panel import Floats
from prudent.score.peers.compared import COMPARED, source_measure
from prudent.score.scorecard.against_peers import compared_values
from prudent.score.scorecard.blocks import uniforms
from prudent.score.scorecard.points import Card, card, earned, is_top_half, ranks, scores
from prudent.score.scorecard.redrawn import Redrawn, redrawn, stem_and_window
from prudent.tables.check import check
from prudent.tables.spec import table

TABLE = table("score_fund__rank_uncertainty")

LOW, HIGH = 0.05, 0.95
"""The share of draws below the lower and below the upper end of what is printed: nine tenths lie between."""

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


def uncertainty(
    scorecard: pl.DataFrame, drawn_scores: Floats, policy: Scorecard, sample: Drawn, *, is_ranked: bool
) -> pl.DataFrame:
    """What the draws say of each fund's score and rank.

    Args:
        scorecard: score_fund__scorecard.
        drawn_scores: as `score_draws` gives them.
        policy: the weights.
        sample: what was drawn.
        is_ranked: whether a rank may be claimed, which a failed gate takes away.

    Returns:
        score_fund__rank_uncertainty: one row a fund. Refused where nothing of a fund was drawn or it has no score.
    """
    flat = card(scorecard)
    weights = flat.spread(np.array([policy.weight_of(factor) for factor in Factor]))
    base = scores(flat.reached, weights)
    place, places = ranks(base), ranks(drawn_scores)
    ranked = np.sum(~np.isnan(drawn_scores), axis=-1).astype(np.float64)
    rows: list[dict[str, object]] = []
    for at, fund in enumerate(flat.funds):
        own = [item for item in sample.measured if item.fund == fund]
        reason = _refusal(own, float(base[at]))
        row = _asked(sample.rule, fund, own, reason)
        row["score_frac"] = None if np.isnan(base[at]) else float(base[at])
        if reason is None:
            row.update(_of_scores(drawn_scores[:, at]))
        if reason is None and is_ranked and int(np.sum(~np.isnan(base))) > 1:
            row.update(_of_ranks(float(place[at]), places[:, at], ranked, base))
        rows.append(row)
    return check(pl.DataFrame(rows, schema=TABLE.polars_schema), TABLE)


_METHOD = (
    "Circular block bootstrap over months (Politis & Romano 1992): every fund is drawn with the same blocks, so that "
    "what they share is kept. Autocorrelation is not kept where blocks join: smoothing is undone on the whole record, "
    "once, with the coefficient measured there, and the unsmoothed returns are drawn; that coefficient's own error is "
    "not in the draws. Of returns as reported, the part of the spread that comes from lags longer than a block is not "
    "in them either. What does not rest on monthly or quarterly returns stays as it was measured. Quantiles are order "
    "statistics of the draws. It says what other months would have done, not what other funds or facts would."
)


def _asked(rule: Resampling, fund: str, own: list[Redrawn], reason: str | None) -> dict[str, object]:
    return {
        "fund": fund,
        "seed": rule.seed,
        "draws_n": rule.draws,
        "block_months": rule.block_months,
        "n": min((item.n for item in own), default=None),
        "drawn": sorted(item.measure for item in own),
        "refusal_code": None if reason is None else RefusalCode.NOT_EVIDENCED.value,
        "refusal_reason": reason,
        "method": _METHOD,
    }


def _refusal(own: list[Redrawn], score: float) -> str | None:
    if np.isnan(score):
        return "No criterion of the scorecard has evidence."
    if not own:
        return "No criterion of the scorecard rests on enough monthly or quarterly returns of this fund."
    return None


def _quantile(values: Floats, share: float) -> float | None:
    known = np.sort(values[~np.isnan(values)])
    return float(known[max(0, int(np.ceil(share * len(known))) - 1)]) if len(known) else None


def _of_scores(values: Floats) -> dict[str, float | None]:
    ends = (("score_p05_frac", LOW), ("score_p50_frac", 0.5), ("score_p95_frac", HIGH))
    return {name: _quantile(values, share) for name, share in ends}


def _of_ranks(place: float, places: Floats, ranked: Floats, base: Floats) -> dict[str, float | int | None]:
    """Rank now, and in the draws: the better end first."""
    low, high = _quantile(places, LOW), _quantile(places, HIGH)
    return {
        "rank": int(place),
        "ranked_n": int(np.sum(~np.isnan(base))),
        "rank_p05": None if low is None else int(low),
        "rank_p95": None if high is None else int(high),
        "first_share_frac": float(np.sum(places == 1) / len(places)),
        "top_half_share_frac": float(np.sum(is_top_half(places, ranked)) / len(places)),
    }
