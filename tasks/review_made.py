"""What the flow is told of a review that lies in the store, and of one that could not be made.

Belongs here: from a review to the small value that travels. Does not: making or finding the review (`prudent/review`).
"""

from prudent.errors import PrudentError
from prudent.model.ids import Sha256
from prudent.review.printed import summary
from prudent.review.rows import groups
from prudent.review.stored import StoredReview
from tasks.reviewed import Made, Refusal


def made_of(stored: StoredReview, head: Sha256 | None) -> Made:
    """A review as the flow tells of it.

    Args:
        stored: the review.
        head: last entry of the ledger that it was made with.
    """
    review = stored.review
    changed = {delta.name for delta in review.measures if delta.is_changed}
    rows = (row for group in groups(review) for row in group.rows if row.name in changed)
    return Made(
        request=stored.request,
        review=review.review,
        folder=stored.folder,
        record=stored.record,
        quarter=review.quarter,
        head=head,
        summary=summary(review),
        unchanged=review.unchanged,
        before=review.standing.before,
        after=review.standing.after,
        late=review.late,
        fired=review.fired,
        rows=tuple((row.label, row.before.text, row.now.text, row.change, *row.parts) for row in rows),
    )


def refusal_of(error: Exception, trace: str = "") -> Refusal:
    """Why a fund could not be reviewed. What is no error of ours is a fault of the code."""
    if isinstance(error, PrudentError):
        return Refusal(code=error.code, exit_code=error.exit_code, sentence=error.sentence, file=error.file)
    return Refusal(code=PrudentError.code, exit_code=PrudentError.exit_code, sentence=str(error), trace=trace)
