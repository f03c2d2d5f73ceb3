"""The shelf in the orders in which the pages need it: a fund with a plan, a fund, a plan's funds of one date.

Belongs here: grouping. Does not: reading (`shelf`) and pages.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from prudent.site.ledgered import Problem
from prudent.site.shelf import NotRead, Shelf, Shelved
from prudent.site.standing import Decided, Standing
from prudent.site.told import Memo

K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One fund before one plan's committee."""

    plan: str
    fund: str
    issues: tuple[Shelved, ...]
    """By date and number."""
    not_read: tuple[NotRead, ...]
    standing: Standing

    @property
    def latest(self) -> Shelved:
        """The issue with the highest number of the latest date."""
        return self.issues[-1]

    @property
    def memo(self) -> Memo:
        """The latest memo."""
        return self.latest.memo

    @property
    def dates(self) -> tuple[Shelved, ...]:
        """The latest issue of each date, oldest date first."""
        return tuple({one.memo.as_of: one for one in self.issues}.values())

    @property
    def newer_not_read(self) -> tuple[NotRead, ...]:
        """Issues after the latest one that are there and were not read."""
        latest = (self.memo.as_of.isoformat(), self.latest.number)
        return tuple(one for one in self.not_read if (one.as_of, one.number) > latest)


@dataclass(frozen=True, slots=True)
class Group:
    """The funds of one plan at one date: those that can be set side by side."""

    plan: str
    as_of: date
    issues: tuple[Shelved, ...]
    """The latest issue of each fund, by the fund's name."""

    @property
    def plan_name(self) -> str:
        """The plan, as its newest memo names it."""
        return self.issues[-1].memo.plan_name


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that the room shows."""

    candidates: tuple[Candidate, ...]
    """By the fund's name, then by plan."""
    groups: tuple[Group, ...]
    """By plan, newest date first."""
    issues: tuple[Shelved, ...]
    not_read: tuple[NotRead, ...]
    problems: tuple[Problem, ...] = ()
    """Records of decisions that are not shown, also of funds without a memo."""
    calendar: bytes | None = None
    """The committees' days as a calendar file; None where there is none."""

    @property
    def funds(self) -> dict[str, tuple[Candidate, ...]]:
        """Each fund's candidacies."""
        return _by(self.candidates, lambda one: one.fund)

    @property
    def plans(self) -> dict[str, tuple[Candidate, ...]]:
        """Each plan's candidates."""
        found = _by(self.candidates, lambda one: one.plan)
        return {plan: found[plan] for plan in sorted(found)}

    @property
    def known_at(self) -> date | None:
        """The newest day of knowledge on any memo; None for an empty store."""
        return max((one.memo.known_at for one in self.issues), default=None)


def catalogue(shelf: Shelf, decided: Decided) -> Catalogue:
    """Group the issues by fund, plan and date."""
    refused = _by(shelf.not_read, lambda one: (one.plan, one.fund))
    candidates = [
        Candidate(plan, fund, issues, refused.get((plan, fund), ()), decided.standing(plan, fund))
        for (plan, fund), issues in _by(shelf.issues, lambda one: (one.memo.plan, one.memo.fund)).items()
    ]
    candidates.sort(key=lambda one: (*_named(one.memo), one.plan))
    return Catalogue(tuple(candidates), _groups(shelf.issues), shelf.issues, shelf.not_read)


def _groups(issues: tuple[Shelved, ...]) -> tuple[Group, ...]:
    found = _by(issues, lambda one: (one.memo.plan, one.memo.as_of))
    newest = sorted(sorted(found, key=lambda key: key[1], reverse=True), key=lambda key: key[0])
    return tuple(Group(plan, as_of, _last_of_each(found[plan, as_of])) for plan, as_of in newest)


def _last_of_each(issues: tuple[Shelved, ...]) -> tuple[Shelved, ...]:
    """The highest issue of each fund; they come in the order of their numbers."""
    last = {one.memo.fund: one for one in issues}
    return tuple(sorted(last.values(), key=lambda one: _named(one.memo)))


def _named(memo: Memo) -> tuple[str, str]:
    """By name as a reader looks for it; two funds of one name by their ids."""
    return memo.legal_name.casefold(), memo.fund


def _by(things: Iterable[T], key: Callable[[T], K]) -> dict[K, tuple[T, ...]]:
    found: dict[K, list[T]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    return {name: tuple(group) for name, group in found.items()}
