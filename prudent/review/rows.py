"""The rows of a review's measures: before, now, the change and its parts, in words.

Belongs here: cells of one row. Does not: rounding (`numbers.py`), the other words of a page (`printed.py`), layout.
"""

from dataclasses import dataclass
from datetime import date

from prudent.memo.first.names import clipped
from prudent.memo.format import date_text, refusal_text
from prudent.model.measured import Reading, Unit
from prudent.review.delta import Cause, Delta, is_same
from prudent.review.document import Review
from prudent.review.numbers import Scale, scale_of

NONE = "–"
PLACES = 3
"""Places that a cell's note names; all of them stand in `review.json`."""
CAUSES = (Cause.FUND, Cause.DATA, Cause.METHOD)
"""In the order of the page: what a committee asks first."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number or words; a note tells what it rests on."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One measure."""

    name: str
    label: str
    before: Cell
    now: Cell
    change: str
    parts: tuple[str, str, str]
    """Of the fund, the data and our method."""


@dataclass(frozen=True, slots=True)
class Group:
    """The measures of one factor."""

    factor: str
    rows: tuple[Row, ...]


def groups(review: Review) -> tuple[Group, ...]:
    """The measures of a review, by factor."""
    factors = dict.fromkeys(delta.factor for delta in review.measures)
    return tuple(
        Group(factor.value, tuple(_row(delta, review) for delta in review.measures if delta.factor is factor))
        for factor in factors
    )


def _row(delta: Delta, review: Review) -> Row:
    steps = delta.steps
    scale = _scale(delta)
    record = f"{review.compared.kind}, record {review.compared.record[:12]}" if review.compared else ""
    return Row(
        name=delta.name,
        label=delta.label,
        before=Cell(_reading(steps.before, scale), f"As the {record} says it." if steps.before else ""),
        now=Cell(_reading(steps.now, scale), _rests_on(steps.now)),
        change=_change(delta, scale),
        parts=_parts(delta, scale),
    )


def _scale(delta: Delta) -> Scale | None:
    """The scale of a row; None where no reading of it is a number."""
    steps = delta.steps
    readings = (steps.before, steps.on_method, steps.on_data, steps.now)
    numbers = tuple(reading.value for reading in readings if reading and reading.value is not None)
    return scale_of(delta.unit, numbers) if numbers else None


def _reading(reading: Reading | None, scale: Scale | None) -> str:
    """A reading in its row's scale, or a few words."""
    if reading is None:
        return NONE
    if reading.refusal is not None:
        return refusal_text(reading.refusal)
    if reading.value is not None and scale is not None:
        return scale.number(scale.rounded(reading.value))
    return _words(reading)


def _words(reading: Reading) -> str:
    text = reading.text or NONE
    return date_text(date.fromisoformat(text)) if reading.unit is Unit.DATE else clipped(text)


def _rests_on(reading: Reading | None) -> str:
    if reading is None:
        return ""
    said = reading.method if reading.refusal is None else reading.refusal.reason
    counted = f" n = {reading.n}." if reading.n is not None else ""
    places = (
        f" {', '.join(reading.evidence[:PLACES])}{' …' if len(reading.evidence) > PLACES else ''}"
        if reading.evidence
        else ""
    )
    return f"{said}{counted}{places}"


def _change(delta: Delta, scale: Scale | None) -> str:
    before, now = delta.steps.before, delta.steps.now
    if before is None:
        return NONE
    if is_same(before, now):
        return "none"
    if scale is None or now is None or before.value is None or now.value is None:
        return "changed"
    return scale.change(scale.rounded(now.value) - scale.rounded(before.value))


def _parts(delta: Delta, scale: Scale | None) -> tuple[str, str, str]:
    """The printed parts: differences of the printed readings. Where a side is no number, which cause it was."""
    if not delta.is_changed:
        return ("", "", "")
    if not delta.causes:
        return ("not told apart", "", "")
    if delta.parts is None or scale is None:
        told = {cause: "changed" if cause in delta.causes else "" for cause in CAUSES}
    else:
        told = {cause: _part(one, other, scale) for cause, one, other in delta.steps.walked}
    fund, data, method = (told[cause] for cause in CAUSES)
    return fund, data, method


def _part(one: Reading | None, other: Reading | None, scale: Scale) -> str:
    if one is None or other is None or one.value is None or other.value is None:
        return ""
    return scale.change(scale.rounded(other.value) - scale.rounded(one.value))


def moved_text(delta: Delta) -> str:
    """A changed measure in a few words: `All-in fee a year 3.06 % → 3.63 %`."""
    steps = delta.steps
    scale = _scale(delta)
    return f"{delta.label} {_reading(steps.before, scale)} → {_reading(steps.now, scale)}"
