"""One measure before and now, and why it changed: the fund, the data, or our method.

Belongs here: taking a change apart. Does not: measuring (`measuring.py`), which measures are looked at
(`looked_at.py`), and words for a page (`printed.py`).

A change is walked from *before* to *now* in three steps, each of which changes one thing and holds the others fixed:

1. **our method**: the data of before, at the date of before, with today's code and policy;
2. **the data**: today's files at the date of before, with today's code and policy. What differs was restated, corrected
   or came late;
3. **the fund**: the rest, which is today's date and so what happened since.

The steps follow on each other, so the three parts sum to the change exactly. What two of them do only together is
counted with the later one: a method that matters only for a file that came late shows as data. Any order is a
convention; this one blames the fund for nothing that the same files and the same method would have said before.
"""

from decimal import Context, Decimal
from enum import StrEnum
from math import isclose
from typing import Self

from pydantic import model_validator

from prudent.model.finding import Factor
from prudent.model.measured import Reading, Unit
from prudent.model.value import Value

#: Two recomputed numbers that lie closer are the same: sums of the same figures in another order differ by less.
_SAME = 1e-12
_EXACT = Context(prec=1100)
"""Digits for any sum of floats, whose decimals reach from the 308th place before the point to the 767th behind it."""


class Cause(StrEnum):
    """Why a measure is another one than before."""

    METHOD = "our method changed"
    DATA = "the data changed"
    FUND = "the fund changed"


class Parts(Value):
    """A change and its three parts, exact, in the measure's unit: `change` is now less before."""

    change: Decimal
    method: Decimal
    data: Decimal
    fund: Decimal

    @model_validator(mode="after")
    def _sums(self) -> Self:
        if _EXACT.add(_EXACT.add(self.method, self.data), self.fund) != self.change:
            raise ValueError("the three parts of a change must sum to it exactly")
        return self


class Steps(Value):
    """A measure at each step of the walk. None: it is not made there, or the step could not be taken."""

    before: Reading | None
    on_method: Reading | None
    on_data: Reading | None
    now: Reading | None

    @property
    def walked(self) -> tuple[tuple[Cause, Reading | None, Reading | None], ...]:
        """Each cause with the reading that it starts from and the one that it leads to."""
        return (
            (Cause.METHOD, self.before, self.on_method),
            (Cause.DATA, self.on_method, self.on_data),
            (Cause.FUND, self.on_data, self.now),
        )


class Delta(Value):
    """One measure of one fund, before and now."""

    name: str
    label: str
    factor: Factor
    unit: Unit
    steps: Steps
    causes: tuple[Cause, ...]
    """What changed it, in the order of the walk; none where it is as before, or where nothing tells them apart."""
    parts: Parts | None
    """None where a side is no number, and where the walk could not be walked."""

    @property
    def is_changed(self) -> bool:
        """Whether it is another one than before; a first review has nothing to differ from."""
        return self.steps.before is not None and not is_same(self.steps.before, self.steps.now)


def explained(name: str, label: str, factor: Factor, unit: Unit, steps: Steps, *, is_walked: bool) -> Delta:
    """A measure with its causes and parts.

    Args:
        name: of the measure.
        label: what it is called in print.
        factor: which it belongs to.
        unit: of its values.
        steps: the measure at each step.
        is_walked: whether the steps between could be computed. Without them the change is told and no cause is.
    """
    causes = tuple(cause for cause, one, other in steps.walked if not is_same(one, other)) if is_walked else ()
    parts = _parts(steps) if is_walked else None
    return Delta(name=name, label=label, factor=factor, unit=unit, steps=steps, causes=causes, parts=parts)


def is_same(one: Reading | None, other: Reading | None) -> bool:
    """Whether two readings say the same: number, words, or kind of refusal. When it was read does not count."""
    if one is None or other is None:
        return one is other
    if one.value is not None and other.value is not None:
        return one.unit is other.unit and isclose(one.value, other.value, rel_tol=_SAME, abs_tol=_SAME)
    codes = [None if reading.refusal is None else reading.refusal.code for reading in (one, other)]
    return (one.value, one.text) == (other.value, other.text) and codes[0] is codes[1]


def _parts(steps: Steps) -> Parts | None:
    """The parts, where all four readings are numbers of one unit. A float's shortest writing is its exact decimal."""
    readings = (steps.before, steps.on_method, steps.on_data, steps.now)
    numbers = [_number(reading) for reading in readings]
    units = {reading.unit for reading in readings if reading is not None}
    if len(units) != 1 or None in numbers:
        return None
    before, on_method, on_data, now = (number for number in numbers if number is not None)
    less = _EXACT.subtract
    return Parts(
        change=less(now, before),
        method=less(on_method, before),
        data=less(on_data, on_method),
        fund=less(now, on_data),
    )


def _number(reading: Reading | None) -> Decimal | None:
    return None if reading is None or reading.value is None else Decimal(repr(reading.value))
