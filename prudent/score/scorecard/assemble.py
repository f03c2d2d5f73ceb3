"""The scorecard, assembled in SQL: points from published cut-offs, with the coverage of the evidence beside them."""

from dataclasses import dataclass

import polars as pl

from prudent.engine import database
from prudent.model.fund import AssetClass
from prudent.model.policy import Scorecard
from prudent.score.sql import query
from prudent.tables.check import check
from prudent.tables.spec import table

_TABLE = "score_fund__scorecard"


@dataclass(frozen=True, slots=True)
class Total:
    """Points reached over those possible where there is evidence, and the share of the weight that has evidence."""

    score_frac: float | None
    coverage_frac: float


def assemble(
    measures: pl.DataFrame,
    peers: pl.DataFrame,
    funds: tuple[str, ...],
    policy: Scorecard,
    asset_class: AssetClass,
) -> pl.DataFrame:
    """Score every fund on every criterion that applies to the asset class.

    Returns:
        score_fund__scorecard. A criterion without evidence has no points, and lowers the coverage instead of the score.
    """
    criteria = [criterion for criterion in policy.criteria if asset_class in criterion.asset_classes]
    weights = {weight.factor: weight.weight_frac for weight in policy.weights}
    rows = [
        {
            "criterion": item.id,
            "factor": item.factor.value,
            "measure": item.measure,
            "compare": item.compare.value,
            "better": item.better if item.compare == "value" else "higher",
            "points_possible": item.points_possible,
            "factor_weight_frac": weights[item.factor],
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
        frame = query(connection, table(_TABLE), {})
    return check(frame, table(_TABLE))


def total(scorecard: pl.DataFrame, fund: str) -> Total:
    """The fund's score over the criteria with evidence, and their share of the weight of all criteria."""
    rows = scorecard.filter(pl.col("fund") == fund)
    known = rows.filter(pl.col("points").is_not_null())
    all_weight = float(rows["weight_frac"].sum())
    known_weight = float(known["weight_frac"].sum())
    if known_weight == 0:
        return Total(score_frac=None, coverage_frac=0.0)
    reached = float((known["weight_frac"] * known["points"] / known["points_possible"]).sum())
    return Total(score_frac=reached / known_weight, coverage_frac=known_weight / all_weight)
