"""A fund's place among its peers, in words that the number of peers can bear.

Belongs here: wording. Does not: ranks, medians and percentiles (`compare.py`).
"""

from dataclasses import dataclass
from typing import Literal

from prudent.score.peers.compared import LEAST_PEERS


@dataclass(frozen=True, slots=True)
class Standing:
    """One fund against its peers on one measure."""

    value: float | None
    peers_n: int
    peer_median: float | None
    """Median without the fund itself; None under three peers."""
    rank: int | None
    """1 is best; ties share the better rank."""
    percentile_frac: float | None
    """Share of peers that the fund is better than, ties counted half."""
    better: Literal["higher", "lower"]


@dataclass(frozen=True, slots=True)
class Told:
    """The numbers of a place as they are to be written: in digits, or as the names of figures."""

    rank: str
    field: str
    """The fund and its peers."""
    better_than: str
    """The percentile, with its sign."""
    peers: str


def in_digits(standing: Standing) -> Told:
    """The numbers of a place in digits; a number that it does not have is empty."""
    share = standing.percentile_frac
    return Told(
        rank="" if standing.rank is None else str(standing.rank),
        field=str(standing.peers_n + 1),
        better_than="" if share is None else f"{share * 100:.0f} %",
        peers=str(standing.peers_n),
    )


def place_among_peers(standing: Standing, percentile_from: int, told: Told | None = None) -> str | None:
    """The place in words.

    Under three peers only the rank is told, for a median of one or two is one of them. From three on the fund lies
    above, at or below their median. From `percentile_from` on, which is the policy's number, it has a percentile: the
    share of peers that it is better than, a tie counted as half a peer.

    Args:
        standing: the comparison.
        percentile_from: fewest peers of whom a percentile is told, 3 or more.
        told: how its numbers are written; in digits where nothing is given.

    Returns:
        `2 of 3`, `above the median of 3`, `better than 71 % of 7`; None without a value or without peers.
    """
    if standing.value is None or standing.rank is None or standing.peers_n == 0:
        return None
    said = told or in_digits(standing)
    if standing.peers_n < LEAST_PEERS or standing.peer_median is None:
        return f"{said.rank} of {said.field}"
    if standing.peers_n >= percentile_from and standing.percentile_frac is not None:
        return f"better than {said.better_than} of {said.peers}"
    side = (standing.value > standing.peer_median) - (standing.value < standing.peer_median)
    lies = {1: "above", 0: "at", -1: "below"}[side]
    place = f"{lies} the median of {said.peers}"
    return f"{place}, lower is better" if standing.better == "lower" and side else place
