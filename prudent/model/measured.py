"""A measure is a value with its unit, n, window and method, or a refusal with its reason. Missing is never zero."""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from prudent.model.period import Window
from prudent.model.value import Value


class Unit(StrEnum):
    """How a value is to be read, and so how it is printed. Fractions inside: 0.01 is one per cent."""

    FRACTION = "fraction"
    FRACTION_PER_YEAR = "fraction_per_year"
    USD = "usd"
    USD_PER_SHARE = "usd_per_share"
    USD_PER_YEAR = "usd_per_year"
    MULTIPLE = "multiple"
    RATIO = "ratio"
    COUNT = "count"
    MONTHS = "months"
    DAYS = "days"
    DATE = "date"
    TEXT = "text"


class RefusalCode(StrEnum):
    """Why a number is not given."""

    NOT_EVIDENCED = "not_evidenced"
    """No document in the packet says it."""
    TOO_FEW_OBSERVATIONS = "too_few_observations"
    WINDOW_NOT_COVERED = "window_not_covered"
    """The series does not cover the window without a gap."""
    NOT_A_RETURN_SERIES = "not_a_return_series"
    """Net asset values without distributions are no returns."""
    NOT_APPLICABLE = "not_applicable"
    NO_VARIATION = "no_variation"
    """All observations are the same, so a ratio to their spread means nothing."""
    NO_SMOOTHING_FOUND = "no_smoothing_found"
    """No lag was found that could be undone; so few returns can miss one."""
    TOO_FEW_PEERS = "too_few_peers"
    COVERAGE_TOO_LOW = "coverage_too_low"
    ONE_SIGNED = "one_signed"
    """Cash flows that are all paid in or all paid out have no rate of return."""
    NOT_CONVERGED = "not_converged"
    """A search for the likeliest parameters did not end at a maximum."""
    NOT_UNIQUE = "not_unique"
    """More than one number solves the equation, so none of them is the answer."""
    NOT_INDEPENDENT = "not_independent"
    """Returns hang together from one period to the next, and the method holds only for those that do not."""
    CONTRADICTED = "contradicted"
    """Figures in evidence cannot both be true."""
    OUT_OF_RANGE = "out_of_range"
    """An input lies where the method has no meaning, such as a return of -100 %."""


class Refusal(Value):
    """The reason why there is no number, in a code for machines and a sentence for people."""

    code: RefusalCode
    reason: str


class Reading(Value):
    """A value with its unit, n, window and method, or the reason why there is none."""

    unit: Unit
    value: float | None = None
    text: str | None = None
    """For units `text` and `date` (ISO): the value itself."""
    refusal: Refusal | None = None
    n: int | None = None
    window: Window | None = None
    as_of: date | None = None
    """The day that the value speaks of: the end of its window, or the date of the latest figure."""
    method: str
    evidence: tuple[str, ...] = ()
    """Locators, see `prudent.model.fact`."""

    @model_validator(mode="after")
    def _one_of(self) -> Self:
        present = [part is not None for part in (self.value, self.text, self.refusal)]
        if sum(present) != 1:
            raise ValueError("a reading has exactly one of value, text and refusal")
        return self


class Measure(Reading):
    """One measure of one fund."""

    fund: str
    name: str
