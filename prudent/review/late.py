"""Which of a quarter's sources have not come: files that the calendar expects, and data that is too old at its end.

Belongs here: what counts as a source of the quarter, and one line for each that is missing. Does not: whether a review
waits for it, which the day says (`prudent.model.business_days`). A line says nothing of today, so that a quarter that
is reviewed again says the same of what is still missing.
"""

from datetime import date, timedelta

from prudent.ingest.calendar import Standing, due
from prudent.model.calendar import Calendar, label
from prudent.model.delivery import Delivery
from prudent.model.validation import Outcome, RuleResult

_LONGEST = 300
"""As long as a line of the ledger may be."""
_FRESH = "-fresh"
"""How the rules end that hold an age against `policy/freshness.yml`."""
_DAY = timedelta(days=1)


def late_sources(
    fund: str,
    quarter_end: date,
    grace: date,
    calendar: Calendar,
    deliveries: tuple[Delivery, ...],
    results: tuple[RuleResult, ...],
) -> tuple[str, ...]:
    """One line for each source of a quarter that is not there.

    Args:
        fund: whose.
        quarter_end: the last day of the quarter. A period that ends later is none of its sources.
        grace: what is not due by this day is not late.
        calendar: which files are expected.
        deliveries: what came through the inbox.
        results: of validation; a fund's own data that is older than the policy allows has not come.
    """
    return (*_expected(fund, quarter_end, grace, calendar, deliveries), *_too_old(fund, results))


def _expected(
    fund: str, quarter_end: date, grace: date, calendar: Calendar, deliveries: tuple[Delivery, ...]
) -> list[str]:
    periods = {
        (entry.id, label(end, entry.schedule.every))
        for entry in calendar.expected
        if entry.schedule is not None
        for end in entry.schedule.ended(quarter_end + _DAY)
    }
    missing = [
        row
        for row in due(calendar, fund, deliveries, grace + _DAY)
        if row.standing is Standing.LATE and (row.expected, row.period) in periods
    ]
    return [_line(f"{row.title} ({row.expected}) for {row.period} was due on {row.due}.") for row in missing]


def _too_old(fund: str, results: tuple[RuleResult, ...]) -> list[str]:
    failed = (
        result
        for result in results
        if result.owner == fund and result.rule.endswith(_FRESH) and result.outcome is Outcome.FAILED
    )
    return [_line(f"{result.rule.removesuffix(_FRESH).replace('-', ' ')}: {result.detail}") for result in failed]


def _line(said: str) -> str:
    """One line that a ledger can hold; a longer one ends in `…` where it was cut."""
    flat = " ".join(said.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1].rstrip() + "…"
