"""Dates and periods. Nothing in Prudent infers a frequency: a series says its own."""

import calendar
import re
from datetime import date
from enum import StrEnum

from pydantic import model_validator

from prudent.model.value import Value


class Frequency(StrEnum):
    """How long one observation of a return series is."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"

    @property
    def months(self) -> int:
        """Calendar months in one period."""
        return {"monthly": 1, "quarterly": 3, "annual": 12}[self.value]

    @property
    def periods_per_year(self) -> int:
        """Periods in a year: 12, 4 or 1."""
        return 12 // self.months


class ReturnKind(StrEnum):
    """What a series of returns measures. The kinds are never mixed in one measure."""

    TOTAL_NET = "total_net"
    """Total return at net asset value, after the fund's fees, distributions reinvested."""
    TOTAL_MARKET = "total_market"
    """Total return at market price, distributions reinvested."""


class Window(Value):
    """From the first day of the first period to the last day of the last one, both counted."""

    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> "Window":
        if self.end <= self.start:
            raise ValueError(f"a window must end after it starts, not {self.start} to {self.end}")
        return self


def month_end(day: date) -> date:
    """The last calendar day of the month that `day` lies in."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_before(day: date, months: int) -> date:
    """The month end that lies `months` whole months before the month of `day`."""
    index = day.year * 12 + (day.month - 1) - months
    return month_end(date(index // 12, index % 12 + 1, 1))


def is_quarter_end(day: date) -> bool:
    """True for 31 March, 30 June, 30 September and 31 December."""
    return day.month % 3 == 0 and day == month_end(day)


def quarter_label(day: date) -> str:
    """The calendar quarter that `day` lies in: 2025-12-31 is 2025Q4."""
    return f"{day.year}Q{(day.month - 1) // 3 + 1}"


def quarter_end(label: str) -> date:
    """The last day of a quarter written as 2025Q4.

    Raises:
        ValueError: the text is not a year, the letter Q and a digit from 1 to 4.
    """
    found = re.fullmatch(r"(\d{4})Q([1-4])", label)
    if found is None:
        raise ValueError(f"a quarter is written like 2025Q4, not {label!r}")
    return month_end(date(int(found[1]), int(found[2]) * 3, 1))
