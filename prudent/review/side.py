"""One side of a comparison: a fund as one case, one set of core tables and one method saw it.

Belongs here: the three values that a reading is taken from. Does not: which readings are taken (`readings`), and how
two sides differ and why (`causes`).
"""

from dataclasses import dataclass

from prudent.model.case import Case
from prudent.score.score import Score
from prudent.tables.core import CoreTables


@dataclass(frozen=True, slots=True)
class Side:
    """What was known, and what was made of it."""

    case: Case
    core: CoreTables
    score: Score
