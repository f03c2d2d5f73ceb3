"""What a backfill asks of the store before it makes a past quarter: whether an issue stands that knew as much.

Belongs here: that one question. Does not: the stages, which are the onboarding's.
"""

from datetime import date

from prudent.model.run import Issue, Request
from prudent.store.before import known_at
from prudent.store.issues import finish_claimed, latest_issue
from tasks.stage import Done, stage
from tasks.work import Place


@stage
def stands(place: Place, request: Request, known_on: date) -> Done[Issue | None]:
    """The latest issue of a quarter, if it shows the knowledge of that day or of a later one; None if there is none.

    Such an issue is left as the latest: one that knew less would take its place.

    Raises:
        RecordTampered: what the store holds is not what it says.
    """
    objects = place.objects()
    finish_claimed(objects, request)
    issue = latest_issue(objects, request)
    return Done(issue if issue is not None and known_at(objects, issue) >= known_on else None, "")
