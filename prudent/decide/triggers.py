"""The triggers of the watch list, held against the readings of one review.

Belongs here: every trigger's answer and what follows from it. Does not: how a reading is taken (`prudent/review`), what
one kind of trigger asks (`by_change`, `by_state`), and the move that is made (`moves`). A trigger that cannot be
answered says so; none is quiet for want of evidence.
"""

from dataclasses import dataclass

from prudent.decide.answered import Answer, Found, line
from prudent.decide.by_change import changed, restated, rise, strategy
from prudent.decide.by_state import behind, fills, stale, suspended
from prudent.decide.ledger import Chain
from prudent.model.ledger import Fired, Reviewed
from prudent.model.measured import RefusalCode
from prudent.model.readings import Readings
from prudent.model.standing import Effect
from prudent.model.watch_list import (
    Behind,
    Changed,
    Fills,
    Restated,
    Rise,
    Stale,
    StrategyChanged,
    Suspended,
    Trigger,
    WatchList,
)


@dataclass(frozen=True, slots=True)
class Watched:
    """One trigger, and what came of it at one review."""

    trigger: Trigger
    found: Found
    said: str

    @property
    def effect(self) -> Effect:
        """What follows. What was told before and lasts is told again and moves nothing again."""
        return self.trigger.effect if self.found is Found.SET_OFF else Effect.TELL


def watch(policy: WatchList, readings: Readings, on_before: frozenset[str]) -> tuple[Watched, ...]:
    """Every trigger with what came of it, in the policy's order.

    Args:
        policy: the triggers.
        readings: of the fund, before and now.
        on_before: ids of the triggers that the review before recorded, see `recorded_before`.
    """
    return tuple(_watched(trigger, readings, was_on=trigger.id in on_before) for trigger in policy.triggers)


def fired(watched: tuple[Watched, ...]) -> tuple[Fired, ...]:
    """What a ledger records of a review: the triggers that were set off, and those that still are."""
    kept = (item for item in watched if item.found in {Found.SET_OFF, Found.STILL})
    return tuple(Fired(trigger=item.trigger.id, said=item.said, effect=item.effect) for item in kept)


def leads_to_watch(recorded: tuple[Fired, ...]) -> bool:
    """Whether one of them puts a fund on the watch list: what `moves.after_review` is told as `fired`."""
    return any(item.effect is not Effect.TELL for item in recorded)


def recorded_before(chain: Chain, readings: Readings) -> frozenset[str]:
    """The triggers that the last review of an earlier quarter recorded: so a quarter reviewed again says the same.

    Args:
        chain: all that is recorded of the fund.
        readings: of the review that is being made.
    """
    reviews = [entry.body for entry in chain.entries if isinstance(entry.body, Reviewed)]
    earlier = [body for body in reviews if body.subject.as_of < readings.now.as_of]
    if not earlier:
        return frozenset()
    # of one quarter the version recorded last, of quarters that were filled in afterwards the latest
    last = max(enumerate(earlier), key=lambda item: (item[1].subject.as_of, item[0]))[1]
    return frozenset(item.trigger for item in last.fired)


def _watched(trigger: Trigger, readings: Readings, *, was_on: bool) -> Watched:
    if not trigger.applies_to(readings.now.fund) or _is_refused_as_not_applicable(trigger, readings):
        return Watched(trigger, Found.NOT_APPLICABLE, "It does not apply to a fund of this kind.")
    if isinstance(trigger, Rise | Changed | StrategyChanged | Restated | Fills):
        answer = _event(trigger, readings)
    else:
        answer = _state(trigger, readings, was_on=was_on)
    return Watched(trigger, answer.found, answer.said)


def _event(trigger: Rise | Changed | StrategyChanged | Restated | Fills, readings: Readings) -> Answer:
    """Something that happened since the side before."""
    match trigger:
        case Rise():
            return rise(trigger, readings)
        case Changed():
            return changed(trigger, readings)
        case StrategyChanged():
            return strategy(trigger, readings)
        case Restated():
            return restated(trigger, readings)
        case Fills():
            return fills(trigger, readings)


def _state(trigger: Suspended | Stale | Behind, readings: Readings, *, was_on: bool) -> Answer:
    """Something that lasts."""
    match trigger:
        case Suspended():
            answer = suspended(trigger, readings)
        case Stale():
            answer = stale(trigger, readings)
        case Behind():
            answer = behind(trigger, readings, was_on=was_on)
    return _lasting(answer) if was_on else answer


def _lasting(answer: Answer) -> Answer:
    """What was so at the review before: it lasts until the evidence says otherwise, not until evidence is missing."""
    match answer.found:
        case Found.SET_OFF:
            return Answer(Found.STILL, line(f"As at the review before. {answer.said}"))
        case Found.NOT_IN_EVIDENCE:
            return Answer(Found.STILL, line(f"It was so at the review before; now it cannot be told. {answer.said}"))
        case _:
            return answer


def _is_refused_as_not_applicable(trigger: Trigger, readings: Readings) -> bool:
    measure = readings.now.measure(trigger.measure) if isinstance(trigger, Rise) else None
    refusal = measure.refusal if measure else None
    return refusal is not None and refusal.code is RefusalCode.NOT_APPLICABLE
