"""What the triggers of the watch list are held against: readings of a fund, before and now.

Belongs here: the shape of the readings. Does not: taking them (`prudent/review/readings.py`), nor judging them
(`prudent/decide/triggers.py`). Missing is never zero: a reading that is not there says why.
"""

from dataclasses import dataclass
from datetime import date

from prudent.model.fund import Fund
from prudent.model.measured import Measure


@dataclass(frozen=True, slots=True)
class Said:
    """A word that a document states, or why there is none."""

    words: str | None
    on: date | None
    """Date of the document; None for what `fund.yml` says, which bears no date."""
    reason: str
    """Empty where there are words."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A repurchase offer of which something was asked."""

    on: date
    """Of its result."""
    fill_frac: float
    """Accepted over tendered."""


@dataclass(frozen=True, slots=True)
class Offers:
    """The results of offers up to the as-of date, oldest first, or why there are none."""

    results: tuple[Offer, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Represented:
    """The latest written representation on one subject."""

    subject: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class Representations:
    """Those that are on file, or why there are none."""

    latest: tuple[Represented, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class QuarterBeside:
    """A calendar quarter's return of the fund and of its benchmark."""

    end: date
    fund_frac: float
    benchmark_frac: float


@dataclass(frozen=True, slots=True)
class Quarters:
    """The last quarters in which both have a return, without a gap up to the as-of date, or why there are none."""

    benchmark: str
    rows: tuple[QuarterBeside, ...]
    """Oldest first; the last one ends on the as-of date."""
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One side: what was read of the fund as of one date."""

    as_of: date
    fund: Fund
    measures: tuple[Measure, ...]
    """Those that the triggers name, measured or refused."""
    auditor: Said
    administrator: Said
    adviser: Said
    """As a document names it."""
    suspended: Said
    strategy_changed: Said
    offers: Offers
    representations: Representations
    quarters: Quarters

    def measure(self, name: str) -> Measure | None:
        """The measure of that name; None where it was not read."""
        return next((item for item in self.measures if item.name == name), None)


@dataclass(frozen=True, slots=True)
class Restatement:
    """A figure of a date before, which the same kind of source now gives otherwise."""

    field: str
    """As `core_fund__facts` names it: `balance_sheet/net_assets_usd`."""
    as_of: date
    is_fraction: bool
    before: float
    now: float


@dataclass(frozen=True, slots=True)
class Readings:
    """Both sides of a review, and what differs between them in figures of the same day."""

    before: Reading | None
    """None for a first review, which has nothing to compare with."""
    now: Reading
    changed_figures: tuple[Restatement, ...] | None
    """Every figure that is another one than before, however little; None where the facts of a side are not at hand."""
