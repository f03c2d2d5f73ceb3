"""Where values stand: axes with round ticks, and labels that keep out of each other's way."""

import math
from dataclasses import dataclass
from datetime import date

LOG_FROM = 4
"""Highest over lowest, from which equal steps are equal growth."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A linear or logarithmic axis: its ends, its ticks, and the pixels at which the ends stand."""

    low: float
    high: float
    ticks: tuple[float, ...]
    start: float
    end: float
    log: bool = False

    def at(self, value: float) -> float:
        """The pixel of a value."""
        place = math.log if self.log else float
        share = (place(value) - place(self.low)) / (place(self.high) - place(self.low))
        return self.start + share * (self.end - self.start)


def nice_ticks(low: float, high: float, wanted: int = 5) -> tuple[float, ...]:
    """Round steps of 1, 2 or 5 times a power of ten that cover low to high, about `wanted` of them."""
    if high <= low:
        high = low + (abs(low) or 1.0)
    raw = (high - low) / wanted
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    # a tick of 0.30000000000000004 would print as what it is
    return tuple(float(f"{index * step:.12g}") for index in range(first, last + 1))


def value_axis(values: tuple[float, ...], start: float, end: float, wanted: int = 5) -> Axis:
    """A linear axis over the values, with its ends on ticks."""
    ticks = nice_ticks(min(values), max(values), wanted)
    return Axis(ticks[0], ticks[-1], ticks, start, end)


def growth_axis(values: tuple[float, ...], base: float, start: float, end: float) -> Axis:
    """The same for dollars that grew from a base; where they more than quadrupled each step is a doubling."""
    low, high = min(values), max(values)
    if low <= 0 or high / low <= LOG_FROM:
        return value_axis(values, start, end)
    powers = range(math.floor(math.log2(low / base)), math.ceil(math.log2(high / base)) + 1)
    ticks = tuple(base * 2.0**power for power in powers)
    return Axis(ticks[0], ticks[-1], ticks, start, end, log=True)


def year_of(day: date) -> float:
    """A date as a year and the part of it that has passed."""
    first = date(day.year, 1, 1)
    return day.year + (day - first).days / (date(day.year + 1, 1, 1) - first).days


def year_axis(days: tuple[date, ...], start: float, end: float) -> Axis:
    """The axis of time; its ticks are first days of years, at most ten of them."""
    low, high = year_of(min(days)), year_of(max(days))
    step = max(1, math.ceil((high - low) / 9))
    ticks = tuple(float(year) for year in range(math.ceil(low - 1e-9), math.floor(high) + 1, step))
    return Axis(low, max(high, low + 1 / 12), ticks, start, end)


def spread(wanted: tuple[float, ...], heights: tuple[float, ...], top: float, bottom: float) -> tuple[float, ...]:
    """Middles for labels of those heights, in ascending order, so that none overlaps and none passes top or bottom.

    Labels that would overlap stand together about the middle of what they want.
    """
    before = [sum(heights[:place]) + height / 2 for place, height in enumerate(heights)]
    groups: list[list[float]] = []  # of each label, where the first label's upper edge would have to be
    for want, offset in zip(wanted, before, strict=True):
        groups.append([want - offset])
        while len(groups) > 1 and _mean(groups[-2]) > _mean(groups[-1]):
            groups[-2:] = [[*groups[-2], *groups[-1]]]
    last = bottom - sum(heights)
    edges = [max(top, min(_mean(group), last)) for group in groups for _ in group]
    return tuple(edge + offset for edge, offset in zip(edges, before, strict=True))


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)
