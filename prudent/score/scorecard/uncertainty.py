"""How far score and rank depend on which months happened: what is told of the scores of all draws.

Belongs here: ends, ranks and shares of draws. Does not: the scores on the draws (`drawn_scores.py`), and who has enough
evidence to be ranked (`coverage.py`).
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode
from prudent.model.scorecard import Resampling, Scorecard
from prudent.score.panel import Floats
from prudent.score.scorecard.coverage import CoverageGates, counting_missing_as_zero, coverage
from prudent.score.scorecard.drawn_scores import Drawn
from prudent.score.scorecard.points import card, is_top_half, ranks, scores
from prudent.score.scorecard.redrawn import Redrawn
from prudent.tables.check import check
from prudent.tables.spec import table

TABLE = table("score_fund__rank_uncertainty")

LOW, HIGH = 0.05, 0.95
"""The share of draws below the lower and below the upper end of what is printed: nine tenths lie between."""


def uncertainty(
    scorecard: pl.DataFrame,
    drawn_scores: Floats,
    policy: Scorecard,
    sample: Drawn,
    gates: CoverageGates,
    *,
    is_ranked: bool,
) -> pl.DataFrame:
    """What the draws say of each fund's score and rank.

    Args:
        scorecard: score_fund__scorecard.
        drawn_scores: as `score_draws` gives them.
        policy: the weights.
        sample: what was drawn.
        gates: who has enough evidence to be ranked, as measured; the same funds are ranked in every draw.
        is_ranked: whether a rank may be claimed, which a failed gate of the candidate takes away.

    Returns:
        score_fund__rank_uncertainty: one row a fund. Refused where nothing of a fund was drawn or it has no score.
        Ranks only among those that have enough evidence, and only where these are two or more.
    """
    flat = card(scorecard)
    weights = flat.spread(np.array([policy.weight_of(factor) for factor in Factor]))
    base, covered = scores(flat.reached, weights), coverage(flat.reached, weights)
    is_in = gates.passed(flat.funds, covered)
    field = np.where(is_in, base, np.nan)
    places = _Places(
        now=ranks(field),
        missing_as_zero=ranks(counting_missing_as_zero(field, covered)),
        drawn=ranks(np.where(is_in, drawn_scores, np.nan)),
    )
    rows: list[dict[str, object]] = []
    for at, fund in enumerate(flat.funds):
        own = [item for item in sample.measured if item.fund == fund]
        reason = _refusal(own, float(base[at]))
        row = _asked(sample.rule, fund, own, reason)
        row["score_frac"] = None if np.isnan(base[at]) else float(base[at])
        row["coverage_frac"] = float(covered[at])
        if reason is None:
            row.update(_of_scores(drawn_scores[:, at]))
        if reason is None and is_ranked and is_in[at] and places.ranked_n > 1:
            row.update(places.of(at))
        rows.append(row)
    return check(pl.DataFrame(rows, schema=TABLE.polars_schema), TABLE)


@dataclass(frozen=True, slots=True)
class _Places:
    """The ranks of all funds; NaN for those that are not ranked."""

    now: Floats
    missing_as_zero: Floats
    drawn: Floats
    """Draws × funds."""

    @property
    def ranked_n(self) -> int:
        return int(np.sum(~np.isnan(self.now)))

    def of(self, at: int) -> dict[str, float | int | None]:
        """Rank now, and in the draws: the better end first."""
        own = self.drawn[:, at]
        ranked = np.sum(~np.isnan(self.drawn), axis=-1).astype(np.float64)
        low, high = _quantile(own, LOW), _quantile(own, HIGH)
        return {
            "rank": int(self.now[at]),
            "rank_missing_as_zero": int(self.missing_as_zero[at]),
            "ranked_n": self.ranked_n,
            "rank_p05": None if low is None else int(low),
            "rank_p95": None if high is None else int(high),
            "first_share_frac": float(np.sum(own == 1) / len(own)),
            "top_half_share_frac": float(np.sum(is_top_half(own, ranked)) / len(own)),
        }


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
