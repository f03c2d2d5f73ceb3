"""What the ledger records of a review, once.

Belongs here: the body of a `Reviewed` entry. Does not: the entry itself (`prudent/decide/ledger`).
"""

from prudent.decide.ledger import Chain
from prudent.decide.moves import move_of, state_of
from prudent.errors import PrudentError
from prudent.model.ledger import Reviewed, Subject
from prudent.review.stored import StoredReview


class MovedMeanwhile(PrudentError):
    """The fund stands elsewhere than when it was reviewed."""

    code = "MOVED_MEANWHILE"
    exit_code = 1


def body_of(chain: Chain, stored: StoredReview) -> Reviewed | None:
    """What to record of a review; None where the chain speaks of it already, so that a second start records nothing.

    Raises:
        MovedMeanwhile: the fund was moved after the review was made, so that its page says what is no longer so.
    """
    review = stored.review
    if any(entry.body.subject.folder == stored.folder for entry in chain.entries if isinstance(entry.body, Reviewed)):
        return None
    if state_of(chain) is not review.standing.before:
        raise MovedMeanwhile(
            f"{chain.fund} was {review.standing.before.value!r} when it was reviewed and is {state_of(chain).value!r} "
            "now. Nothing was recorded of the review; start it again."
        )
    body = Reviewed(
        subject=Subject(kind="review", as_of=review.as_of, folder=stored.folder, record=stored.record),
        quarter=review.quarter,
        unchanged=review.unchanged,
        late=review.late,
        fired=review.fired,
        files=stored.files,
    )
    return body.model_copy(update={"move": move_of(chain, body)})
