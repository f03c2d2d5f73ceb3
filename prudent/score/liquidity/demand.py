"""What a plan may ask of a fund: its participants in a usual quarter, and the whole plan at once.

Belongs here: demand as a share of the plan's holding, item by item. Does not: what is paid of it (`stress.py`). An item
that the plan's facts do not give is missing and said to be; it is not guessed.
"""

from dataclasses import dataclass
from typing import Literal

from prudent.model.plan import Plan

QUARTERS_IN_YEAR = 4
Level = Literal["participant", "plan"]


@dataclass(frozen=True, slots=True)
class Item:
    """One reason to ask for money."""

    id: str
    title: str
    level: Level
    share_a_year: float | None
    """Of all balances, a fraction a year; None when the plan's facts do not give it, 1 for the whole at once."""
    is_counted: bool = True
    """False for a part of another item, which is shown and not added again."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a plan's facts say it may ask for."""

    holding_usd: float
    """The sleeve's dollars: net assets × share in the target-date default × weight of the sleeve."""
    items: tuple[Item, ...]

    @property
    def share_a_quarter(self) -> float:
        """Asked for in a usual quarter, as a fraction of the holding: the counted items of participants over four."""
        return min(sum(item.share_a_year or 0 for item in self.items if _is_usual(item)) / QUARTERS_IN_YEAR, 1.0)

    @property
    def missing(self) -> tuple[str, ...]:
        """Titles of what the plan's facts do not give."""
        return tuple(item.title for item in self.items if item.share_a_year is None)


def _is_usual(item: Item) -> bool:
    return item.level == "participant" and item.is_counted


def demand_of(plan: Plan) -> Demand:
    """The plan's demand, as shares of its balances.

    Participants are taken to ask the sleeve for its share of what they take out of the plan. Contributions are not set
    against it, which overstates demand. Benefits paid hold hardship withdrawals and required distributions already
    (Form 5500, Schedule H), so those are shown and not added.

    Args:
        plan: net assets and flows of one year; a flow that is None is missing.
    """
    assets = plan.net_assets_usd
    sleeve = plan.sleeve
    share = 1.0 if sleeve.stand_alone else plan.target_date_share_frac
    return Demand(assets * share * sleeve.weight_frac, (*_participant_items(plan), *_plan_items()))


def _participant_items(plan: Plan) -> tuple[Item, ...]:
    def share(usd: int | None) -> float | None:
        return None if usd is None or plan.net_assets_usd == 0 else usd / plan.net_assets_usd

    return (
        Item(
            "benefits",
            "Retirement, separation and other benefits paid",
            "participant",
            share(plan.benefits_paid_year_usd),
        ),
        Item(
            "hardship", "of which hardship", "participant", share(plan.hardship_withdrawals_year_usd), is_counted=False
        ),
        Item(
            "required",
            "of which required distributions",
            "participant",
            share(plan.required_distributions_year_usd),
            is_counted=False,
        ),
        Item("loans", "New participant loans", "participant", share(plan.loans_issued_year_usd)),
        Item("reallocation", "Reallocation out of the default", "participant", plan.reallocated_out_year_frac),
    )


def _plan_items() -> tuple[Item, ...]:
    titles = {"termination": "Plan termination", "merger": "Plan merger", "recordkeeper": "Change of recordkeeper"}
    return tuple(Item(name, title, "plan", 1.0) for name, title in titles.items())
