"""A measure's numbers in a row: before, now, the change and its parts, all written to the same places.

Belongs here: rounding a row so that what is printed adds up. Does not: what the numbers are (`delta.py`), and other
cells of a page (`printed.py`). Each of the four readings of the walk is rounded once; the change and its parts are the
differences of the rounded readings, so that a reader who adds the printed parts gets the printed change.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal

from prudent.memo.format import MINUS, NARROW
from prudent.model.measured import Unit

_WIDE = Context(prec=400)
_PLUS = "+"
_THOUSANDS, _MILLION, _BILLION = 10**4, 10**6, 10**9
_DOLLARS = (Unit.USD, Unit.USD_PER_YEAR)


@dataclass(frozen=True, slots=True)
class Scale:
    """How the numbers of a row are written."""

    shift: int
    """Powers of ten that a value is multiplied by: 2 for per cent, -6 for millions."""
    places: int
    before: str = ""
    after: str = ""
    of_change: str = ""
    """What stands after a change: that of a per cent is in points and bears no sign of its own."""

    def rounded(self, value: float) -> Decimal:
        """The value in this scale."""
        shifted = Decimal(repr(value)).scaleb(self.shift, _WIDE)
        return shifted.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_EVEN, _WIDE)

    def number(self, value: Decimal) -> str:
        """A rounded number, with its unit."""
        return f"{MINUS if value < 0 else ''}{self.before}{abs(value):,f}{self.after}"

    def change(self, value: Decimal) -> str:
        """A difference of rounded numbers, with its sign; nought has none."""
        sign = MINUS if value < 0 else _PLUS if value > 0 else ""
        return f"{sign}{self.before}{abs(value):,f}{self.of_change}"


_SCALES = {
    Unit.FRACTION: Scale(2, 2, after=f"{NARROW}%"),
    Unit.FRACTION_PER_YEAR: Scale(2, 2, after=f"{NARROW}%"),
    Unit.USD_PER_SHARE: Scale(0, 2, before="$"),
    Unit.MULTIPLE: Scale(0, 2, after="×", of_change="×"),
    Unit.RATIO: Scale(0, 2),
    Unit.COUNT: Scale(0, 0),
    Unit.MONTHS: Scale(0, 1),
    Unit.DAYS: Scale(0, 0),
}


def scale_of(unit: Unit, values: tuple[float, ...]) -> Scale:
    """The scale of a row.

    Args:
        unit: of the measure.
        values: its numbers; dollars are written in the largest unit that one of them needs.

    Raises:
        KeyError: the unit holds no number.
    """
    if unit not in _DOLLARS:
        return _SCALES[unit]
    largest = max((abs(value) for value in values), default=0.0)
    if largest >= _BILLION:
        return Scale(-9, 2, "$", " billion", " billion")
    if largest >= _MILLION:
        return Scale(-6, 1, "$", " million", " million")
    return Scale(0, 0 if largest >= _THOUSANDS else 2, "$")
