"""What an offer pays when more is asked for than it takes, and how long holders wait who ask again.

Belongs here: arithmetic of fills and queues, on shares of a fund. Does not: where a cap or a demand comes from
(`terms.py`, `demand.py`), nor scenarios (`stress.py`).
"""

from dataclasses import dataclass

import numpy as np

from prudent.score.panel import Floats, ratio

FILLED = 1 - 1e-9
"""A fill from here on was not cut short: what is missing is the rounding of floats."""


@dataclass(frozen=True, slots=True)
class Queue:
    """One column for each offer, all in fractions of the fund's net assets at the start."""

    requested: Floats
    """New requests and what the offers before left unpaid."""
    paid: Floats
    fill: Floats
    """Paid over requested; 1 where nothing is requested."""
    backlog: Floats
    """Left unpaid and asked for again at the next offer."""


def fill(requested: Floats | float, cap: Floats | float, extra: Floats | float = 0.0) -> Floats:
    """Share of what is asked for that an offer pays: min(1, (cap + extra) / requested), pro rata among holders.

    Args:
        requested: asked for, as a fraction of the fund, not negative.
        cap: what the offer takes, as a fraction of the same.
        extra: what a board may take on top before it prorates; 17 CFR 270.23c-3(b)(5) allows an interval fund up to 2 %
            of the shares outstanding. Zero unless the board is said to use it.

    Returns:
        A fraction in [0, 1]; 1 where nothing is asked for; NaN for what is negative or not finite.
    """
    asked, most = np.asarray(requested, np.float64), np.asarray(cap, np.float64) + extra
    usable = np.isfinite(asked) & np.isfinite(most) & (asked >= 0) & (most >= 0)
    over = usable & (asked > most)
    share = ratio(np.where(over, most, 1.0), np.where(over, asked, 1.0))
    return np.where(usable, share, np.nan)


def queue(net_assets: float, cap: float, new_requests: Floats) -> Queue:
    """Offers one after the other, with everything that is left unpaid asked for again.

    Args:
        net_assets: of the fund at the start; 1 gives every figure as a fraction of it.
        cap: most that one offer takes, as a fraction of the net assets at that offer.
        new_requests: asked for anew at each offer, in the unit of the net assets. No return and no inflow.

    Returns:
        A value for each offer. What was paid leaves the fund, so that a cap of current net assets takes less each time.
        All NaN when an input is negative or not finite.
    """
    if not _usable(net_assets, cap, new_requests):
        return _unknown(new_requests)
    left, backlog = float(net_assets), 0.0
    rows: list[tuple[float, float, float, float]] = []
    for asked in np.asarray(new_requests, np.float64):
        wanted = min(backlog + float(asked), left)
        share = float(fill(wanted, cap * left))
        paid = share * wanted
        left, backlog = left - paid, wanted - paid
        rows.append((wanted, paid, share, backlog))
    requested, paid_out, fills, waiting = (np.array(column) for column in zip(*rows, strict=True))
    return Queue(requested, paid_out, fills, waiting)


def queue_at(fills: Floats | float, new_requests: Floats) -> Queue:
    """One holder's queue in a fund that pays every holder the same share of what is asked for.

    Args:
        fills: what each offer pays of what is asked for, fractions in [0, 1]; one number stands for all offers.
        new_requests: asked for anew at each offer, as fractions of the holding at the start. No return and no inflow.

    Returns:
        A value for each offer, in fractions of the holding at the start. No more is asked for than is still held. All
        NaN when an input is negative or not finite.
    """
    if not _usable(fills, new_requests):
        return _unknown(new_requests)
    asked_anew = np.asarray(new_requests, np.float64)
    shares = np.broadcast_to(np.asarray(fills, np.float64), asked_anew.shape)
    held, backlog = 1.0, 0.0
    rows: list[tuple[float, float, float]] = []
    for asked, share in zip(asked_anew.tolist(), shares.tolist(), strict=True):
        wanted = min(backlog + asked, held)
        paid = share * wanted
        held, backlog = held - paid, wanted - paid
        rows.append((wanted, paid, backlog))
    requested, paid_out, waiting = (np.array(column) for column in zip(*rows, strict=True))
    return Queue(requested, paid_out, shares, waiting)


def _usable(*inputs: Floats | float) -> bool:
    """Whether there is an offer at all and every input is a number from zero up."""
    arrays = [np.asarray(given, np.float64) for given in inputs]
    return all(array.size > 0 and bool(np.all(np.isfinite(array) & (array >= 0))) for array in arrays)


def _unknown(new_requests: Floats) -> Queue:
    none = np.full(np.asarray(new_requests).shape, np.nan)
    return Queue(none, none, none, none)


def offers_until(share: float, supply: Floats) -> Floats:
    """Offers until a holder has got `share` of a holding out, when every holder asks for everything at once.

    Args:
        share: of the holding, a fraction under 1: 0.5, 0.9.
        supply: what each offer takes, as a fraction of the fund as it is then; in (0, 1].

    Returns:
        The smallest k with 1 − (1 − supply)^k ≥ share, as a float; NaN for a supply that is not over zero. After k
        offers a holder still has (1 − supply)^k of the holding, because what is left of the fund shrinks each time.
    """
    given = np.asarray(supply, np.float64)
    usable = (given > 0) & (given <= 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        exact = np.log1p(-share) / np.log1p(-np.where(usable, given, 0.5))
    # the logarithms of a whole number of offers may end a rounding error above it
    offers = np.ceil(np.where(given == 1, 1.0, exact) - 1e-9)
    return np.where(usable, np.maximum(offers, 1.0), np.nan)
