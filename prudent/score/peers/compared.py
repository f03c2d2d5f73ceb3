"""Which measures are compared between funds, which way is better, and what must be alike for that to mean anything."""

from dataclasses import dataclass
from typing import Literal

from prudent.model.peers import Horizon

#: The return on the peer group's own window. It is one name everywhere, whatever window the group has.
RETURN_ON_HORIZON = "return_on_horizon"

#: Peers under this number give a count and a rank, and no median or percentile.
LEAST_PEERS = 3


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure that funds are compared on.

    `same_frequency`: a volatility of months and one of quarters are not alike, because smoothing acts between months. A
    return chained over the same days is.

    `needs`: a measure that both funds must have in evidence, because without it nobody can say that the two figures are
    of the same parts. A total with interest on borrowings in it and one without are not alike.
    """

    measure: str
    better: Literal["higher", "lower"]
    same_frequency: bool = False
    needs: str | None = None


COMPARED = (
    Compared(RETURN_ON_HORIZON, "higher"),
    Compared("return_1y", "higher"),
    Compared("return_3y", "higher"),
    Compared("volatility_3y", "lower", same_frequency=True),
    Compared("volatility_unsmoothed_3y", "lower", same_frequency=True),
    Compared("sharpe_ratio_3y", "higher", same_frequency=True),
    Compared("sharpe_ratio_unsmoothed_3y", "higher", same_frequency=True),
    Compared("sharpe_ratio_after_unsmoothing_3y", "higher", same_frequency=True),
    Compared("max_drawdown_3y", "higher", same_frequency=True),
    Compared("return_own_record", "higher"),
    Compared("sharpe_ratio_after_unsmoothing_own_record", "higher", same_frequency=True),
    Compared("all_in_fee", "lower", needs="interest_fee"),
    Compared("fee_excluding_interest", "lower"),
    Compared("management_fee", "lower"),
    Compared("share_redeemable_a_year", "higher"),
    Compared("worst_fill_known", "higher"),
    Compared("hard_to_value_share", "lower"),
    Compared("leverage_assets_to_net_assets", "lower"),
    Compared("top10_share", "lower"),
    Compared("pik_share_of_portfolio", "lower"),
)


def source_measure(measure: str, horizon: Horizon | None) -> str:
    """The measure behind a compared name: the group's horizon says which return `return_on_horizon` is."""
    if measure != RETURN_ON_HORIZON or horizon is None:
        return measure
    return f"return_{horizon.id.replace('-', '_')}"
