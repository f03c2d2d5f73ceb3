"""Routes to an answer, typed: what a policy accepts in place of one figure or one document.

Belongs here: a route, the items that it needs together, and what bars it. Does not: how items are looked up
(`prudent/score/findings/routes.py`), and which routes there are (`policy/checks.yml`).
"""

from typing import Annotated, Self

from pydantic import Field, model_validator

from prudent.model.fund import Wrapper
from prudent.model.ids import Slug
from prudent.model.value import Value


class RouteItem(Value):
    """One thing that a route needs: any one of some documents, or a measure."""

    id: Slug
    item: str
    """As a noun, for the list of what is missing."""
    terms: tuple[str, ...] = ()
    """Terms of core_fund__terms, any one of which is enough."""
    measure: str | None = None
    """A measure that is given and not refused is enough."""
    says: tuple[str, ...] = ()
    """The answers that a document must give; none: any document that is no denial."""
    bars: tuple[str, ...] = ()
    """The answers that close the route."""
    fresh_months: Annotated[int, Field(ge=1)] | None = None
    """A document older than this before the as-of date is told as a warning; it still counts."""

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if bool(self.terms) == bool(self.measure):
            raise ValueError(f"item {self.id} must name either terms or a measure")
        if both := sorted(set(self.says) & set(self.bars)):
            raise ValueError(f"item {self.id}: {both[0]} cannot both answer the item and bar the route")
        return self


class Route(Value):
    """One way to answer a question: all of its items together, for the wrappers that it is open to."""

    id: Slug
    title: str
    """What the route is called, at the head of what is missing on it."""
    says: str
    """The sentence when nothing is missing on it; may name ⟨figures⟩."""
    wrappers: Annotated[tuple[Wrapper, ...], Field(min_length=1)] = tuple(Wrapper)
    all_of: tuple[RouteItem, ...] = ()

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not self.all_of and set(self.wrappers) == set(Wrapper):
            raise ValueError(f"route {self.id} asks for nothing and is open to every wrapper, so nothing is asked")
        names = [item.id for item in self.all_of]
        if len(set(names)) < len(names):
            raise ValueError(f"route {self.id} names an item twice")
        return self
