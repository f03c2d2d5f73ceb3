"""Triggers that hold now against before: a measure that rose, another firm, another strategy, restated figures.

Belongs here: what is found against what is allowed. Does not: what follows from it (`triggers`).
"""

from prudent.decide.answered import Answer, apart, day, firms, named, quiet, set_off, unknown
from prudent.memo.format import class_text, value_text
from prudent.model.measured import Measure
from prudent.model.questions import slack
from prudent.model.readings import Reading, Readings, Restatement, Said
from prudent.model.watch_list import Changed, Provider, Restated, Rise, StrategyChanged

_FIRST = "There is no review or memo before this one to compare with."
_YES, _NO = "yes", "no"


def rise(trigger: Rise, readings: Readings) -> Answer:
    """Whether a measure rose by the stated amount or more."""
    now = readings.now.measure(trigger.measure)
    before = readings.before.measure(trigger.measure) if readings.before else None
    for side, measure in (("now", now), ("before", before)):
        if measure is None or measure.value is None:
            why = measure.refusal.reason if measure and measure.refusal else _FIRST
            return unknown(f"{trigger.measure} {side}: {why}")
    return _risen(trigger, before, now) if before and now else unknown(_FIRST)


def _risen(trigger: Rise, before: Measure, now: Measure) -> Answer:
    if before.value is None or now.value is None:
        return unknown(_FIRST)
    moved, unit = now.value - before.value, now.unit
    if (now.value, now.as_of) == (before.value, before.as_of):
        # the same figure read twice says nothing of what happened in between
        return unknown(f"No newer figure than {value_text(now.value, unit)} of {day(now.as_of)} is in evidence.")
    said = (
        f"{value_text(before.value, unit, aligned=True)} of {day(before.as_of)}, "
        f"{value_text(now.value, unit, aligned=True)} of {day(now.as_of)}"
    )
    if moved < trigger.by - slack(trigger.by):
        return quiet(f"{said}; a rise of {apart(trigger.by, unit)} sets it off.")
    return set_off(f"{said}: up by {apart(moved, unit)}, where less than {apart(trigger.by, unit)} is allowed.")


def changed(trigger: Changed, readings: Readings) -> Answer:
    """Whether another firm serves the fund than before."""
    if readings.before is None:
        return unknown(_FIRST)
    before, now = (_named(trigger.provider, side) for side in (readings.before, readings.now))
    if before.words is not None and now.words is not None and now != before:
        pair = f"{named(now.words)} of {day(now.on)}, {named(before.words)} of {day(before.on)} before"
        same = firms(before.words) == firms(now.words)
        return quiet(f"{pair}.") if same else set_off(f"{pair}: the {trigger.provider.value} is another one.")
    managers = readings.before.fund.manager, readings.now.fund.manager
    if trigger.provider is Provider.ADVISER and firms(managers[0]) != firms(managers[1]):
        return set_off(f"fund.yml names {named(managers[1])} as manager, and {named(managers[0])} before.")
    if before.words is not None and now == before:
        return unknown(f"No newer document than that of {day(now.on)} names the {trigger.provider.value}.")
    side = "now" if now.words is None else "before"
    return unknown(f"{side}: {now.reason or before.reason}")


def _named(provider: Provider, side: Reading) -> Said:
    match provider:
        case Provider.AUDITOR:
            return side.auditor
        case Provider.ADVISER:
            return side.adviser
        case Provider.ADMINISTRATOR:
            return side.administrator


def strategy(_: StrategyChanged, readings: Readings) -> Answer:
    """Whether the fund is of another kind than before, or a document tells of a material change of strategy."""
    before, now = readings.before, readings.now
    if before is None:
        return unknown(_FIRST)
    kinds = tuple(f"{class_text(side.fund.asset_class)}, {class_text(side.fund.wrapper)}" for side in (before, now))
    if kinds[0] != kinds[1]:
        return set_off(f"fund.yml says {kinds[1]}, and {kinds[0]} before: the fund is selected from scratch.")
    said = now.strategy_changed
    match (said.words or "").casefold():
        case "yes" if (before.strategy_changed.words, before.strategy_changed.on) == (said.words, said.on):
            return quiet(f"The document of {day(said.on)} that tells of a change was there before.")
        case "yes":
            return set_off(f"A document of {day(said.on)} tells of a change of strategy: the fund is selected anew.")
        case "no":
            return quiet(f"A document of {day(said.on)} says that the strategy did not change.")
        case _:
            return unknown(said.reason or f"strategy_changed reads {named(said.words or '')}; yes or no was expected.")


def restated(trigger: Restated, readings: Readings) -> Answer:
    """Whether figures of a date before are others now, by more than is let pass."""
    if readings.changed_figures is None:
        return unknown(_FIRST if readings.before is None else "The facts of one of the two sides are not at hand.")
    found = [item for item in readings.changed_figures if _is_restated(trigger, item)]
    if not found:
        return quiet("No figure of an earlier date is another one than before, beyond what is let pass.")
    worst = max(found, key=lambda item: (_share(item), item.field, item.as_of))
    counted = "1 figure is" if len(found) == 1 else f"{len(found)} figures are"
    return set_off(
        f"{counted} restated by the same kind of source; furthest {worst.field} of {day(worst.as_of)}: "
        f"{worst.now:g}, and {worst.before:g} before. Allowed are {trigger.by_frac * 100:g} % of an amount and "
        f"{trigger.by_points * 10_000:g} basis points of a rate."
    )


def _is_restated(trigger: Restated, item: Restatement) -> bool:
    if item.field.partition("/")[0] not in trigger.tables:
        return False
    by = abs(item.now - item.before)
    most = trigger.by_points if item.is_fraction else trigger.by_frac * abs(item.before)
    return by > most + slack(most)


def _share(item: Restatement) -> float:
    """How far apart, so that rates and amounts can be set in one order."""
    by = abs(item.now - item.before)
    return by if item.is_fraction or item.before == 0 else by / abs(item.before)
