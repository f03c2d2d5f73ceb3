"""Refuses a policy that names what does not exist: a measure, a comparison, a term, a figure, a check or a pattern.

Belongs here: what can be named, and the sentence. Does not: what one file of the policy can tell of itself, which its
model refuses. A name that nothing answers would read as missing evidence, and nobody would look for the slip.
"""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from prudent.errors import DataBad
from prudent.model.conditions import CheckCondition, GateCondition, MeasureCondition, PatternCondition, TermCondition
from prudent.model.policy import Policy
from prudent.model.questions import Check, Compare, DocumentCheck, MeasureCheck, RoutesCheck
from prudent.model.routes import Route
from prudent.score.peers.compared import COMPARED
from prudent.score.windows import OWN_RECORD, THREE_YEARS
from prudent.tables.spec import table

_FIGURE = re.compile(r"⟨([^⟩]*)⟩")
_COMPARISON = re.compile(r"(?:median|rank|field|peers_n|peer_worst|name_of_peer_worst|date_of_peer_worst)_(.+)")
_COMPANION = re.compile(r"(?:date_of|n_of)_(.+)")
_THRESHOLD = re.compile(r"(?:needed|distance)_(.+)")


@dataclass(frozen=True, slots=True)
class _Use:
    """One name that stands in the policy."""

    file: str
    owner: str
    """What names it: `check all-in-fee`."""
    what: str
    """`measure`, `compared measure`, `term`, `figure`, `check` or `pattern`."""
    name: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What can be named."""

    measures: frozenset[str]
    compared: frozenset[str]
    terms: frozenset[str]
    checks: frozenset[str]
    patterns: frozenset[str]

    def of(self, what: str) -> frozenset[str]:
        kinds = {
            "measure": self.measures,
            "compared measure": self.compared,
            "term": self.terms,
            "check": self.checks,
            "pattern": self.patterns,
        }
        return kinds[what]

    def has(self, use: _Use) -> bool:
        return self._is_figure(use.name) if use.what == "figure" else use.name in self.of(use.what)

    def _is_figure(self, name: str) -> bool:
        if found := _COMPARISON.fullmatch(name):
            return found[1] in self.compared
        if found := _COMPANION.fullmatch(name):
            return found[1] in self.measures
        if found := _THRESHOLD.fullmatch(name):
            return found[1].replace("_", "-") in self.checks
        return name in self.measures


def refuse_unknown(policy: Policy, measures: pl.DataFrame) -> None:
    """Refuse the policy when it names anything that is not there.

    Args:
        policy: the whole policy.
        measures: score_fund__measures; each measure has a row for every fund, refused or not.

    Raises:
        DataBad: one sentence with the file, what names it, and the name that is nearest.
    """
    known = _known(policy, measures)
    for use in _uses(policy):
        if not known.has(use):
            among = known.measures if use.what == "figure" else known.of(use.what)
            near = difflib.get_close_matches(use.name, sorted(among), n=1)
            meant = f"; is {near[0]} meant?" if near else "."
            raise DataBad(
                f"policy/{use.file}: {use.owner} names the {use.what} {use.name}, which does not exist{meant}"
            )


def _known(policy: Policy, measures: pl.DataFrame) -> _Known:
    compared = frozenset(item.measure for item in COMPARED)
    made = frozenset(measures["measure"].unique().to_list()) | compared
    # the window of a short record is measured only where there is one
    own = frozenset(
        f"{name.removesuffix(THREE_YEARS)}{OWN_RECORD}" for name in made if name.endswith(f"_{THREE_YEARS}")
    )
    terms = next(column.one_of for column in table("core_fund__terms").columns if column.name == "term")
    return _Known(
        measures=made | own,
        compared=compared,
        terms=frozenset(terms),
        checks=frozenset(policy.checks.by_id),
        patterns=frozenset(pattern.id for pattern in policy.patterns.patterns),
    )


def _uses(policy: Policy) -> Iterator[_Use]:
    for check in policy.checks.checks:
        yield from _of_check(check)
    for concern in policy.concerns.concerns:
        owner = f"concern {concern.id}"
        yield _compared("concerns.yml", owner, concern.measure, concern.compare)
        yield from _figures("concerns.yml", owner, (concern.sentence,))
    for pattern in policy.patterns.patterns:
        owner = f"pattern {pattern.id}"
        yield from _of_conditions("patterns.yml", owner, (*pattern.triggered_when, *pattern.cleared_when))
        yield from _figures("patterns.yml", owner, (pattern.triggered, pattern.cleared))
    for gate in policy.scorecard.gates:
        owner = f"gate {gate.id}"
        yield from _of_conditions("scorecard.yml", owner, (*gate.failed_when, *gate.passed_when))
        yield from _figures("scorecard.yml", owner, (gate.failed, gate.passed))
    yield from _of_criteria(policy)
    for entry in policy.freshness.entries:
        yield from (_Use("freshness.yml", f"entry {entry.item.value}", "term", term) for term in entry.terms)


def _of_criteria(policy: Policy) -> Iterator[_Use]:
    for criterion in policy.scorecard.criteria:
        names = (criterion.measure, criterion.else_measure)
        owner = f"criterion {criterion.id}"
        yield from (_compared("scorecard.yml", owner, name, criterion.compare) for name in names if name is not None)


def _of_check(check: Check) -> Iterator[_Use]:
    file, owner = "checks.yml", f"check {check.id}"
    match check:
        case MeasureCheck():
            names = (check.measure, check.else_measure)
            yield from (_compared(file, owner, name, check.compare) for name in names if name is not None)
            surely = (check.speaks_when, check.else_speaks_when)
            yield from (_compared(file, owner, also.measure, also.compare) for also in surely if also is not None)
            yield from _figures(file, owner, (check.answer, check.else_answer or "", check.change or ""))
        case DocumentCheck():
            yield _Use(file, owner, "term", check.term)
            yield from _figures(file, owner, (check.adverse_answer,))
        case RoutesCheck():
            for route in check.any_of:
                yield from _figures(file, owner, (route.says,))
                yield from _of_items(file, owner, route)


def _of_items(file: str, owner: str, route: Route) -> Iterator[_Use]:
    for item in route.all_of:
        yield from (_Use(file, owner, "term", term) for term in item.terms)
        if item.measure is not None:
            yield _Use(file, owner, "measure", item.measure)


def _of_conditions(file: str, owner: str, conditions: Iterable[GateCondition]) -> Iterator[_Use]:
    for item in conditions:
        if isinstance(item, MeasureCondition):
            yield _compared(file, owner, item.measure, item.compare)
        elif isinstance(item, TermCondition):
            yield _Use(file, owner, "term", item.term)
        elif isinstance(item, CheckCondition):
            yield _Use(file, owner, "check", item.check)
        elif isinstance(item, PatternCondition):
            yield _Use(file, owner, "pattern", item.pattern)


def _compared(file: str, owner: str, name: str, compare: Compare) -> _Use:
    return _Use(file, owner, "measure" if compare is Compare.VALUE else "compared measure", name)


def _figures(file: str, owner: str, sentences: Iterable[str]) -> Iterator[_Use]:
    for sentence in sentences:
        yield from (_Use(file, owner, "figure", name) for name in _FIGURE.findall(sentence))
