"""Comparisons with peers on drawn values: share of peers beaten, difference to their median, their number.

Belongs here: the same definitions as `prudent/tables/score_fund__peers/query.sql`, along draws. Does not: which
measures are compared (`prudent/score/peers/compared.py`). A test holds one against the other.
"""

import numpy as np
from numpy.typing import NDArray

from prudent.model.questions import Compare
from prudent.score.panel import Floats
from prudent.score.peers.compared import LEAST_PEERS


def compared_values(values: Floats, is_alike: NDArray[np.bool_], compare: Compare, *, is_better_lower: bool) -> Floats:
    """What of each fund's values is held against cut-offs.

    Args:
        values: draws × funds; NaN without evidence.
        is_alike: funds × funds: whether the column's fund is a peer of the row's fund. None is its own.
        compare: what is compared.
        is_better_lower: which way is better, for the share of peers that a fund is better than.

    Returns:
        draws × funds; NaN where nothing can be said. A fund without a value has no place, and its peers keep theirs.
    """
    if compare is Compare.VALUE:
        return values
    others = np.where(is_alike, values[..., None, :], np.nan)
    peers_n = np.sum(~np.isnan(others), axis=-1)
    if compare is Compare.PEERS_N:
        return peers_n.astype(np.float64)
    mine = values[..., None]
    if compare is Compare.OVER_PEER_MEDIAN:
        found = values - _median(others, peers_n)
    else:
        beaten = mine < others if is_better_lower else mine > others
        won = np.sum(beaten + 0.5 * (mine == others), axis=-1)
        found = np.divide(won, peers_n, out=np.full(values.shape, np.nan), where=peers_n > 0)
    return np.where((peers_n >= LEAST_PEERS) & ~np.isnan(values), found, np.nan)


def _median(others: Floats, peers_n: NDArray[np.int64]) -> Floats:
    """Median along the last axis without what is missing; NaN where all is. Sorting puts NaN last."""
    ordered = np.sort(others, axis=-1)
    last = others.shape[-1] - 1
    low = np.take_along_axis(ordered, np.clip((peers_n - 1) // 2, 0, last)[..., None], axis=-1)[..., 0]
    high = np.take_along_axis(ordered, np.clip(peers_n // 2, 0, last)[..., None], axis=-1)[..., 0]
    return np.where(peers_n > 0, (low + high) / 2, np.nan)
