"""What sets off the watch list, typed: `policy/watch_list.yml`.

Belongs here: what a trigger can be and what it is held against. Does not: how it is answered
(`prudent/decide/triggers`), and the states that follow (`prudent/decide/moves`).
"""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from prudent.model.ids import Line
from prudent.model.questions import Asked, once
from prudent.model.standing import Effect
from prudent.model.value import Value

Quarters = Annotated[int, Field(ge=1, le=40)]


class Provider(StrEnum):
    """Who serves a fund, as far as a change of it is watched."""

    AUDITOR = "auditor"
    ADVISER = "adviser"
    ADMINISTRATOR = "administrator"


class _Trigger(Asked):
    """One trigger. Its `why`, `source` and `since` say who chose the threshold and for what reason."""

    title: Line
    effect: Effect


class Rise(_Trigger):
    """A measure that rose from one side to the other."""

    kind: Literal["rise"]
    measure: str
    by: Annotated[float, Field(gt=0)]
    """In the measure's own unit: 0.1 is ten points of a fraction, 0.25 is a quarter of net assets for a ratio."""


class Fills(_Trigger):
    """Offers of which less than all that was asked for was paid."""

    kind: Literal["fills"]
    below_frac: Annotated[float, Field(gt=0, le=1)]
    """An offer counts whose fill, accepted over tendered, lies below this."""
    times: Annotated[int, Field(ge=1, le=40)] = 1
    within_months: Annotated[int, Field(ge=1, le=120)] = 12
    """So many offers within so many months of the as-of date; one of them must be new since the side before."""


class Suspended(_Trigger):
    """A document says that repurchases are suspended."""

    kind: Literal["suspended"]


class Changed(_Trigger):
    """Another firm serves the fund."""

    kind: Literal["changed"]
    provider: Provider


class StrategyChanged(_Trigger):
    """A document tells of a material change of strategy, or `fund.yml` names another asset class or wrapper."""

    kind: Literal["strategy"]


class Restated(_Trigger):
    """The same kind of source gives another figure for a date of which it gave one before."""

    kind: Literal["restated"]
    tables: Annotated[tuple[str, ...], Field(min_length=1)]
    """The last words of core tables: `returns`, `balance_sheet`."""
    by_frac: Annotated[float, Field(gt=0)]
    """Of the figure before, where the figure is an amount."""
    by_points: Annotated[float, Field(gt=0)]
    """Apart from the figure before, where the figure is a fraction itself: 0.0005 is five basis points."""


class Stale(_Trigger):
    """A written representation that is older than so many months, while it is."""

    kind: Literal["stale"]
    months: Annotated[int, Field(ge=1, le=120)]


class Behind(_Trigger):
    """Behind its benchmark for long, until it is not behind for long enough: between the two nothing changes."""

    kind: Literal["behind"]
    trailing_quarters: Quarters
    """At each quarter's end the compound return of so many quarters up to it is held against the benchmark's."""
    behind_by_frac: Annotated[float, Field(ge=0)]
    """Behind is a return that is less than the benchmark's by more than this, over the trailing quarters."""
    on_after: Quarters
    """Set off after so many quarter ends in a row at which it is behind."""
    off_after: Quarters
    """Quiet again after so many quarter ends in a row at which it is not."""

    @property
    def quarters(self) -> int:
        """How many quarters' returns it takes to answer."""
        return self.trailing_quarters + max(self.on_after, self.off_after) - 1


Trigger = Annotated[
    Rise | Fills | Suspended | Changed | StrategyChanged | Restated | Stale | Behind, Field(discriminator="kind")
]


class WatchList(Value):
    """`policy/watch_list.yml`."""

    version: int
    triggers: tuple[Trigger, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        return once(self, "triggers", [item.id for item in self.triggers])
