"""Triggers that ask how it stands now: offers that were cut short, suspension, old representations, the benchmark.

Belongs here: what is found against what is allowed. Does not: what follows from it (`triggers`).
"""

from math import prod

from prudent.decide.answered import Answer, day, named, quiet, set_off, unknown
from prudent.memo.format import value_text
from prudent.model.measured import Unit
from prudent.model.period import months_before
from prudent.model.questions import slack
from prudent.model.readings import Offer, QuarterBeside, Readings
from prudent.model.watch_list import Behind, Fills, Stale, Suspended

#: Of a first review, what counts as new: the offers of its own quarter.
_QUARTER = 3


def fills(trigger: Fills, readings: Readings) -> Answer:
    """Whether so many offers of late paid less than what was asked for, a new one among them."""
    offers, as_of = readings.now.offers, readings.now.as_of
    new = _new(readings)
    if not new:
        last = f"; the last one is of {day(offers.results[-1].on)}" if offers.results else ""
        return unknown(offers.reason or f"No result of an offer is new since the side before{last}.")
    since = months_before(as_of, trigger.within_months)
    cut = [offer for offer in offers.results if offer.on > since and _is_cut(trigger, offer)]
    told = "; ".join(f"{_percent(offer.fill_frac)} on {day(offer.on)}" for offer in cut[-3:])
    enough = len(cut) >= trigger.times and any(offer in new for offer in cut)
    if enough:
        least = f"fewer than {trigger.times} offers" if trigger.times > 1 else "no offer"
        return set_off(
            f"Paid of what was asked: {told}. Allowed is {least} below {_percent(trigger.below_frac)} within "
            f"{trigger.within_months} months."
        )
    lowest = min(new, key=lambda offer: (offer.fill_frac, offer.on))
    return quiet(f"The lowest fill among the new offers is {_percent(lowest.fill_frac)}, of {day(lowest.on)}.")


def _new(readings: Readings) -> tuple[Offer, ...]:
    """The offers whose result was not there before, also those of earlier days that became known late."""
    results = readings.now.offers.results
    if readings.before is None:
        since = months_before(readings.now.as_of, _QUARTER)
        return tuple(offer for offer in results if offer.on > since)
    return tuple(offer for offer in results if offer not in readings.before.offers.results)


def _is_cut(trigger: Fills, offer: Offer) -> bool:
    return offer.fill_frac < trigger.below_frac - slack(trigger.below_frac)


def suspended(_: Suspended, readings: Readings) -> Answer:
    """Whether a document says that repurchases are suspended."""
    said = readings.now.suspended
    match (said.words or "").casefold():
        case "yes":
            return set_off(f"A document of {day(said.on)} says that repurchases are suspended.")
        case "no":
            return quiet(f"A document of {day(said.on)} says that repurchases are not suspended.")
        case _:
            return unknown(said.reason or f"repurchases_suspended reads {named(said.words or '')}; yes or no expected.")


def stale(trigger: Stale, readings: Readings) -> Answer:
    """Whether a written representation is older than the policy lets it be."""
    held, since = readings.now.representations, months_before(readings.now.as_of, trigger.months)
    if not held.latest:
        return unknown(held.reason)
    old = [item for item in held.latest if item.signed_on < since]
    told = "; ".join(f"{item.subject} signed on {day(item.signed_on)}" for item in old or held.latest)
    if old:
        return set_off(f"Older than {trigger.months} months: {told}.")
    return quiet(f"Within {trigger.months} months: {told}.")


def behind(trigger: Behind, readings: Readings, *, was_on: bool) -> Answer:
    """Whether the fund is behind its benchmark for long.

    Args:
        trigger: after how many quarter ends it is set off, and after how many it ends.
        readings: now; the quarters are those of the side now, so that a restated return counts as restated.
        was_on: whether it was set off, or still so, at the review before.
    """
    rows, size = readings.now.quarters.rows, trigger.trailing_quarters
    spans = [rows[end - size : end] for end in range(size, len(rows) + 1)]
    if not spans:
        return unknown(readings.now.quarters.reason or f"Returns of {len(rows)} quarters are in evidence, not {size}.")
    flags = [_is_behind(trigger, span) for span in spans]
    needed = trigger.off_after if was_on else trigger.on_after
    last = flags[-needed:]
    told = _told(spans[-1], readings.now.quarters.benchmark)
    turns = all(flag is not was_on for flag in last)
    if turns and len(last) < needed:
        return unknown(f"{told} It takes {needed} quarter ends, and {len(last)} can be told.")
    if turns != was_on:
        ends = f"{trigger.on_after} quarter ends in a row set it off, {trigger.off_after} end it"
        return set_off(f"{told} Behind at {sum(flags[-trigger.on_after :])} of the last {trigger.on_after}; {ends}.")
    return quiet(f"{told} It takes {trigger.on_after} quarter ends in a row to be behind for long.")


def _is_behind(trigger: Behind, span: tuple[QuarterBeside, ...]) -> bool:
    own, other = _compound(span)
    return own - other < -trigger.behind_by_frac - slack(trigger.behind_by_frac)


def _compound(span: tuple[QuarterBeside, ...]) -> tuple[float, float]:
    return prod(1 + row.fund_frac for row in span) - 1, prod(1 + row.benchmark_frac for row in span) - 1


def _told(span: tuple[QuarterBeside, ...], benchmark: str) -> str:
    own, other = (value_text(value, Unit.FRACTION, aligned=True) for value in _compound(span))
    return f"Over {len(span)} quarters to {day(span[-1].end)}: {own}, its benchmark {benchmark} {other}."


def _percent(value: float) -> str:
    return value_text(value, Unit.FRACTION)
