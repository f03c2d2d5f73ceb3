"""Overdue decisions as a task: the ledger is read, and what waits too long is shown."""

from datetime import date

from prudent.decide.awaiting import Awaiting, overdue
from tasks.artifacts import TableArtifact
from tasks.stage import Done, stage
from tasks.work import Place


@stage
def look_for_overdue(place: Place, today: date, days: int) -> Done[tuple[Awaiting, ...]]:
    """Every memo that has awaited its decision for more than so many days.

    Args:
        place: where the store lies.
        today: the day from which the wait is counted back.
        days: how long a committee may take.

    Raises:
        RecordTampered: the ledger is not as it was written.
    """
    late = overdue(place.objects(), today, days)
    rows = tuple(
        {
            "plan": one.plan,
            "fund": one.fund,
            "as of": str(one.memo.as_of),
            "awaits since": str(one.since),
            "days": (today - one.since).days,
            "memo": one.memo.folder,
            "record": one.memo.record[:12],
        }
        for one in late
    )
    said = f"{len(late)} {'memo' if len(late) == 1 else 'memos'} for more than {days} days"
    shown = (TableArtifact(key="awaiting-decision", description=f"{said}.", rows=rows),) if rows else ()
    return Done(late, said, shown)
