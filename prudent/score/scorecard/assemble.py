"""The scorecard, assembled in SQL: points from published cut-offs, with the coverage of the evidence beside them."""

from dataclasses import dataclass

import polars as pl

from prudent.engine import database
from prudent.model.fund import AssetClass
from prudent.model.measured import RefusalCode
from prudent.model.questions import TOLERANCE
from prudent.model.scorecard import Criterion, Scorecard
from prudent.score.sql import query
from prudent.tables.check import check
from prudent.tables.spec import table

_TABLE = "score_fund__scorecard"

_TOO_SHORT = [RefusalCode.WINDOW_NOT_COVERED.value, RefusalCode.TOO_FEW_OBSERVATIONS.value]
"""Refusals that a shorter window can answer."""


@dataclass(frozen=True, slots=True)
class Total:
    """Points reached over those possible where there is evidence, and the share of the weight that has evidence."""

    score_frac: float | None
    coverage_frac: float


def criteria_of(
    policy: Scorecard, asset_class: AssetClass, candidate: str, measures: pl.DataFrame, peers: pl.DataFrame
) -> tuple[Criterion, ...]:
    """The criteria that apply, each with the measure that all funds are held against.

    A criterion whose measure does not apply to the candidate is left out: what has no meaning is not missing, and
    lowers no coverage. Where the candidate's record is too short for a measure's window, and its shorter one is in
    evidence, all funds are measured on the candidate's own record: one scorecard compares like with like.
    """
    of_candidate = measures.filter(pl.col("fund") == candidate)
    has = set(of_candidate.filter(pl.col("value").is_not_null())["measure"])
    short = set(of_candidate.filter(pl.col("refusal_code").is_in(_TOO_SHORT))["measure"])
    # the return on the group's window has one name everywhere, and no row of its own among the measures
    compared = peers.filter((pl.col("fund") == candidate) & pl.col("value").is_null())
    short |= set(compared["measure"]) - set(of_candidate["measure"])
    refused = of_candidate.filter(pl.col("refusal_code") == RefusalCode.NOT_APPLICABLE.value)
    void = set(refused["measure"])
    listed = policy.criteria_for(asset_class)
    return tuple(
        item.model_copy(update={"measure": item.else_measure})
        if item.else_measure in has and item.measure in short
        else item
        for item in tuple(item for item in listed if item.measure not in void) or listed
    )


def assemble(
    measures: pl.DataFrame,
    peers: pl.DataFrame,
    funds: tuple[str, ...],
    policy: Scorecard,
    criteria: tuple[Criterion, ...],
) -> pl.DataFrame:
    """Score every fund on every criterion.

    Args:
        measures: score_fund__measures of the funds.
        peers: score_fund__peers of the same.
        funds: the funds to score.
        policy: the weights of the factors.
        criteria: as `criteria_of` gives them.

    Returns:
        score_fund__scorecard. A criterion without evidence has no points, and lowers the coverage instead of the score.
    """
    rows = [
        {
            "criterion": item.id,
            "factor": item.factor.value,
            "measure": item.measure,
            "compare": item.compare.value,
            "is_better_lower": item.is_better_lower,
            "points_possible": item.points_possible,
            "factor_weight_frac": policy.weight_of(item.factor),
        }
        for item in criteria
    ]
    cut_offs = [
        {"criterion": item.id, "at_least": cut.at_least, "points": cut.points}
        for item in criteria
        for cut in item.cut_offs
    ]
    with database() as connection:
        connection.register("criteria", pl.DataFrame(rows))
        connection.register("cut_offs", pl.DataFrame(cut_offs))
        connection.register("measures", measures)
        connection.register("peers", peers)
        connection.register("funds", pl.DataFrame({"fund": list(funds)}, schema={"fund": pl.String}))
        frame = query(connection, table(_TABLE), {"tolerance": TOLERANCE})
    return check(frame, table(_TABLE))


def total(scorecard: pl.DataFrame, fund: str) -> Total:
    """The fund's score over the criteria with evidence, and their share of the weight of all criteria."""
    rows = scorecard.filter(pl.col("fund") == fund).sort("criterion")
    known = rows.filter(pl.col("points").is_not_null())
    all_weight = float(rows["weight_frac"].sum())
    known_weight = float(known["weight_frac"].sum())
    if known_weight == 0:
        return Total(score_frac=None, coverage_frac=0.0)
    reached = float((known["weight_frac"] * known["points"] / known["points_possible"]).sum())
    return Total(score_frac=reached / known_weight, coverage_frac=known_weight / all_weight)
