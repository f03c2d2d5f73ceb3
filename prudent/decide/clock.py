"""Times of a ledger: in UTC, to the second, and never before what was recorded last. The clock is the caller's."""

from datetime import UTC, datetime, timedelta

from prudent.errors import PrudentError


class ClockWentBack(PrudentError):
    """What is to be recorded would be older than what was recorded last."""

    code = "CLOCK_WENT_BACK"
    exit_code = 1


def to_the_second(at: datetime) -> datetime:
    """The time in UTC, its fraction of a second cut off."""
    return at.astimezone(UTC).replace(microsecond=0)


def is_to_the_second(at: datetime) -> bool:
    """True for a time as a ledger has it: in UTC, without a fraction of a second."""
    return at.utcoffset() == timedelta() and at.microsecond == 0


def refuse_earlier(at: datetime, last: datetime | None, what: str) -> None:
    """Hold a time against what was recorded last.

    Args:
        at: the time, as `to_the_second` gives it.
        last: the time of what was recorded last; None where there is nothing.
        what: what that was, for the sentence.

    Raises:
        ClockWentBack: the time lies before it.
    """
    if last is not None and at < last:
        raise ClockWentBack(
            f"This machine's clock says {at.isoformat()}, but {what} was recorded at {last.isoformat()}. "
            "Set the clock; nothing was recorded."
        )
