"""Peer comparisons, in SQL over the measures: median without the fund itself, rank, percentile with ties halved."""

import polars as pl

from prudent.engine import database
from prudent.model.peers import Horizon
from prudent.score.peers.compared import COMPARED, LEAST_PEERS, source_measure
from prudent.score.sql import query
from prudent.tables.check import check
from prudent.tables.spec import table

_TABLE = "score_fund__peers"


def compare(measures: pl.DataFrame, funds: tuple[str, ...], horizon: Horizon | None) -> pl.DataFrame:
    """Hold each fund against the others.

    Args:
        measures: score_fund__measures of all funds of the group, any order.
        funds: the funds to compare; a fund left out of the comparison is not among them.
        horizon: the group's return window; None leaves `return_on_horizon` without values.

    Returns:
        score_fund__peers, one row a fund and compared measure. Under three peers there is a rank and no median or
        percentile. A refused measure neither ranks nor counts as a peer, and so does one that is not on the fund's own
        basis.
    """
    compared = pl.DataFrame(
        [
            {
                "measure": item.measure,
                "source_measure": source_measure(item.measure, horizon),
                "better": item.better,
                "same_frequency": item.same_frequency,
                "needs": item.needs,
            }
            for item in COMPARED
        ],
        schema_overrides={"needs": pl.String},
    )
    with database() as connection:
        connection.register("measures", measures.filter(pl.col("fund").is_in(funds)))
        connection.register("compared", compared)
        connection.register("funds", pl.DataFrame({"fund": list(funds)}, schema={"fund": pl.String}))
        frame = query(connection, table(_TABLE), {"least_peers": LEAST_PEERS})
    return check(frame, table(_TABLE))
