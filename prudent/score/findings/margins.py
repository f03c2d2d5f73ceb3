"""The numbers that would change an answer: thresholds in the measure's own unit, and how far off they are.

Belongs here: thresholds turned into values of the measure. Does not: the sentences made of them
(`recommendation.py`) and their print.
"""

from typing import Literal

from prudent.model.finding import CheckOutcome, CheckResult, Proposal
from prudent.model.measured import Unit
from prudent.model.questions import Checks, Compare, MeasureCheck, reaches
from prudent.model.value import Value
from prudent.score.findings.ask import asked_measure, rests_on
from prudent.score.findings.subject import Subject
from prudent.score.peers.compared import COMPARED


class Margin(Value):
    """How far a measure is from where the answer turns."""

    check: str
    factor: str
    """A factor of the rule, or a committee's own."""
    item: str
    measure: str
    unit: Unit
    outcome: CheckOutcome
    short_is: CheckOutcome
    """What the question would be on the other side of its threshold."""
    test: Literal["at_least", "at_most"]
    """On which side of `needed` the measure has to lie."""
    compare: Compare
    value: float
    needed: float
    is_strict: bool = False
    """Whether `needed` itself is not enough."""
    evidence: tuple[str, ...]

    @property
    def distance(self) -> float:
        """Between the value and where the answer turns, never negative."""
        return abs(self.needed - self.value)

    @property
    def share(self) -> float:
        """The distance as a share of the larger of the two, so that margins in different units can be ordered."""
        return self.distance / (max(abs(self.needed), abs(self.value)) or 1.0)

    @property
    def value_figure(self) -> str:
        """The figure of the value."""
        return f"peers_n_{self.measure}" if self.compare is Compare.PEERS_N else self.measure

    @property
    def figure(self) -> str:
        """The check's id as part of a figure's name."""
        return self.check.replace("-", "_")


def margins(findings: tuple[Proposal, ...], subject: Subject, policy: Checks) -> tuple[Margin, ...]:
    """One margin for each question that a number was held against, in the order of the findings."""
    asked = policy.by_id
    made: list[Margin] = []
    for result in (result for finding in findings for result in finding.checks):
        check = asked.get(result.check)
        if isinstance(check, MeasureCheck) and result.outcome is not CheckOutcome.NOT_APPLICABLE:
            made += _of_check(check, result, subject)
    return tuple(made)


def nearest(found: tuple[Margin, ...]) -> Margin | None:
    """The met threshold that the least change would miss; None when none is met. Equals: the first in order."""
    met = (margin for margin in found if margin.outcome is CheckOutcome.MET)
    return min(met, key=lambda margin: margin.share, default=None)


def _of_check(check: MeasureCheck, result: CheckResult, subject: Subject) -> list[Margin]:
    if check.test == "present" or check.threshold is None:
        return []
    name = asked_measure(check, subject)
    measure = subject.evidence.measure(name)
    held = subject.evidence.compared(name, check.compare)
    turn = _turn(check, check.test, check.threshold, name, subject)
    value = held if check.compare is Compare.PEERS_N else measure.value
    if turn is None or held is None or not isinstance(value, float | int):
        return []
    test, needed, is_strict = turn
    return [
        Margin(
            check=check.id,
            factor=str(check.factor),
            item=check.item,
            measure=name,
            unit=Unit.COUNT if check.compare is Compare.PEERS_N else measure.unit,
            outcome=result.outcome,
            short_is=CheckOutcome(check.short_is),
            test=test,
            compare=check.compare,
            value=float(value),
            needed=needed,
            is_strict=is_strict,
            evidence=rests_on(check, name, subject),
        )
    ]


_Turn = tuple[Literal["at_least", "at_most"], float, bool]


def _turn(
    check: MeasureCheck, test: Literal["at_least", "at_most"], threshold: float, name: str, subject: Subject
) -> _Turn | None:
    """Where the answer turns, in the unit of the measure; None where the threshold is of no value of the fund's own."""
    match check.compare:
        case Compare.VALUE | Compare.PEERS_N:
            return test, threshold, False
        case Compare.OVER_PEER_MEDIAN:
            median = subject.evidence.comparison(name).peer_median
            return None if median is None else (test, median + threshold, False)
        case Compare.PEER_PERCENTILE:
            return None if test == "at_most" else _percentile_turn(threshold, name, subject)
        case Compare.PEER_WORST:
            return None


def _percentile_turn(share: float, name: str, subject: Subject) -> _Turn | None:
    """The least demanding value that beats the share of peers: equal to one peer's, or just beyond it.

    Ties count half, as in the percentile itself. Walks the peers from the worst: level with one, then past it.
    """
    better = next((item.better for item in COMPARED if item.measure == name), None)
    peers = subject.evidence.comparison(name).peers
    values = [value for peer in peers if (value := subject.evidence.of(peer).measure(name).value) is not None]
    if better is None or not values or reaches(0.0, "at_least", share):
        return None
    test: Literal["at_least", "at_most"] = "at_most" if better == "lower" else "at_least"
    for value in sorted(set(values), reverse=better == "lower"):
        behind = sum(other > value if better == "lower" else other < value for other in values)
        level = values.count(value)
        if reaches((behind + level / 2) / len(values), "at_least", share):
            return test, value, False
        if reaches((behind + level) / len(values), "at_least", share):
            return test, value, True
    return None
