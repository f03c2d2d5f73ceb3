"""What part of a period's result is a change of marks.

Belongs here: results of operations. Does not: the stock of unrealised gains in a portfolio (`levels.py`).
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered
from prudent.score.latest import beside, dated_refusals, row_evidence

RESULTS = "core_fund__results"
_NET, _REALIZED, _UNREALIZED = "net_investment_income_usd", "realized_gain_usd", "unrealized_gain_change_usd"
_PARTS = [_NET, _REALIZED, _UNREALIZED]
_V = Factor.VALUATION


def unrealized_share(net_income: pl.Expr, realized: pl.Expr, unrealized: pl.Expr) -> pl.Expr:
    """Change in unrealised gains over the whole result of operations: income, realised gains and that change.

    Args:
        net_income: net investment income, dollars.
        realized: net realised gain, a loss below zero.
        unrealized: net change in unrealised gain, a loss below zero.

    Returns:
        A fraction of the result: above 1 where marks made up for losses, below 0 where they ate into it. It has no
        meaning where the result is not above zero.
    """
    return unrealized / (net_income + realized + unrealized)


def longest_first(results: pl.DataFrame) -> pl.DataFrame:
    """The results, the longest period of each last day alone: a year says more than its last quarter."""
    return results.sort("owner", "as_of", "period_start").unique(["owner", "as_of"], keep="first", maintain_order=True)


def gain_measures(funds: pl.DataFrame, results: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """`unrealized_share_of_return`, of all funds.

    Args:
        funds: with column `fund`.
        results: core_fund__results.
        as_of: the as-of date of the question.
    """
    complete = results.drop_nulls(_PARTS)
    return answered(beside(funds, longest_first(complete), _PARTS, as_of), (_share(as_of),))


def _share(as_of: date) -> Answer:
    parts = [pl.col(name).cast(pl.Float64) for name in _PARTS]
    lost = Refuse(
        pl.sum_horizontal(parts) <= 0,
        RefusalCode.OUT_OF_RANGE,
        pl.format(
            "The result of operations from {} to {} is not above zero, so there is no share of a gain.",
            pl.col("period_start"),
            pl.col("as_of"),
        ),
    )
    return Answer(
        _V,
        "unrealized_share_of_return",
        Unit.FRACTION,
        unrealized_share(*parts),
        "Change in unrealised gains over the result of operations of the period: net investment income, realised gains "
        "and that change. Above 1 where marks made up for losses.",
        (*dated_refusals("result of operations with its three parts", as_of), lost),
        window_start=pl.col("period_start"),
        window_end=pl.col("as_of"),
        evidence=row_evidence(RESULTS, *_PARTS),
    )
