"""What page one says of a memo that was made later than its knowledge: a past quarter, as it was known then.

Belongs here: the sentence. Does not: what was known (`prudent/ingest`). Without it such a memo could be taken for one
that the committee had before it at the time.
"""

from prudent.memo.format import date_text
from prudent.memo.front import Changes
from prudent.model.case import Case


def as_known(case: Case, changes: Changes) -> Changes:
    """What is different from the memo before, after the sentence on the day whose knowledge was asked for.

    Args:
        case: the question; `known_on` says whether a day was asked for.
        changes: what page one says otherwise.
    """
    if case.known_on is None:
        return changes
    said = (
        f"Made later, as known on {date_text(case.known_on)}: it shows what had been received by then, judged by the "
        "policy, method and rule of the day it was made, and was not before the committee at the time."
    )
    return changes.model_copy(update={"summary": f"{said} {changes.summary}"})
