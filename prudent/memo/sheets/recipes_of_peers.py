"""Formulas of comparisons: median, worst and rank of the peers, thresholds and distances, change since the last memo.

Belongs here: what is made of other figures. A peer's own line on Figures is pointed to where it has one; else its
measure is worked out inside of the formula from the same facts.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from prudent.memo.prose import Figure
from prudent.memo.sheets.given import Given
from prudent.memo.sheets.terms import Cell, Term, call
from prudent.score.peers.compared import COMPARED

Make: TypeAlias = Callable[[Given], Term | None]
"""From the facts of one fund to the formula of its measure."""
_LOWER = {compared.measure for compared in COMPARED if compared.better == "lower"}
_USED_UP = {"unsmoothed": 1, "okunev_white": 3}
_NO_MEASURE = ("needed_", "distance_", "rank_", "field_", "n_of_", "change_", "before_", "plan_")


def peers_of(given: Given, measure: str, make: Make) -> tuple[Term, ...]:
    """One term for each peer, in the order of the evidence; empty where one of them cannot be made."""
    owners = dict.fromkeys(run.facts[0].owner for run in given.runs if run.facts)
    peers = [owner for owner in owners if owner in given.places.peers]
    made = [_peer(given, measure, owner, make) for owner in peers]
    return tuple(term for term in made if term is not None) if None not in made else ()


def _peer(given: Given, measure: str, owner: str, make: Make) -> Term | None:
    suffix = f"__{owner.replace('-', '_')}"
    if (line := given.places.figure(f"{measure}{suffix}")) is not None:
        return line
    funds = {*given.places.peers, given.places.candidate} - {owner}
    theirs = tuple(run for run in given.runs if run.facts and run.facts[0].owner not in funds)
    return make(replace(given, measure=measure, owner=suffix, runs=theirs))


def median(given: Given, measure: str, make: Make) -> Term | None:
    """The peers' median, without the fund."""
    terms = peers_of(given, measure, make)
    return call("MEDIAN", *terms) if terms else None


def worst(given: Given, measure: str, make: Make) -> Term | None:
    """The worst peer's."""
    terms = peers_of(given, measure, make)
    return call("MAX" if measure in _LOWER else "MIN", *terms) if terms else None


def rank(given: Given, measure: str, make: Make) -> Term | None:
    """One more than the peers that are better; those alike share the better rank."""
    own, terms = given.places.figure(measure), peers_of(given, measure, make)
    if own is None or not terms:
        return None
    better = [own.above(term) if measure in _LOWER else term.above(own) for term in terms]
    made = 1 + better[0]
    for term in better[1:]:
        made = made + term
    return made


def counted(given: Given, measure: str, make: Make) -> Term | None:
    """How many peers have it, where each has a line of its own."""
    terms = peers_of(given, measure, make)
    return call("COUNT", *terms) if terms and all(isinstance(term, Cell) for term in terms) else None


def field(given: Given, measure: str, _: Make) -> Term | None:
    """The peers that have it, and the fund."""
    count = given.places.figure(f"peers_n_{measure}")
    return None if count is None else count + 1


def observations(given: Given, measure: str, _: Make) -> Term | None:
    """How many returns the measure is of, less those that a filter uses up."""
    found = given.span
    used_up = next((count for name, count in _USED_UP.items() if name in measure), 0)
    counted = None if found is None else call("COUNT", found[0])
    return counted - used_up if counted is not None and used_up else counted


def change(given: Given, measure: str, _: Make) -> Term | None:
    """Now less then."""
    now, then = given.places.figure(measure), given.places.figure(f"before_{measure}")
    return None if now is None or then is None else now - then


def needed(given: Given, figure: Figure) -> Term | None:
    """The threshold as the policy says it, or the peers' median that it is counted from."""
    policy = _threshold(given)
    if policy is None or policy.number == figure.value:
        return policy
    return next((cell + policy for name, cell in _beside(given, figure) if name.startswith("median_")), None)


def distance(given: Given, figure: Figure, check: str) -> Term | None:
    """Between the value and its threshold, without a sign."""
    threshold = given.places.figure(f"needed_{check}")
    if threshold is None or figure.value is None:
        return None
    for name, cell in _beside(given, figure):
        apart = abs(cell.number - threshold.number)
        if not name.startswith(_NO_MEASURE) and math.isclose(apart, figure.value, rel_tol=1e-12, abs_tol=1e-15):
            return call("ABS", cell - threshold)
    return None


def _threshold(given: Given) -> Cell | None:
    return next((run.cell for run in given.runs if run.field.startswith("checks/")), None)


def _beside(given: Given, figure: Figure) -> Iterator[tuple[str, Cell]]:
    """Figures of the same unit that rest on nothing but what this one rests on, as they are met in the memo."""
    rests = set(figure.evidence)
    for name in given.places.notes:
        other, cell = given.places.figures[name], given.places.figure(name)
        if cell is not None and other.unit is figure.unit and set(other.evidence) <= rests:
            yield name, cell


PEERS: dict[str, Callable[[Given, str, Make], Term | None]] = {
    "median": median,
    "peer_worst": worst,
    "rank": rank,
    "peers_n": counted,
    "field": field,
    "n_of": observations,
    "change": change,
}
"""What stands before a measure's name in the name of a figure made of others."""
