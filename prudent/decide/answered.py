"""What a trigger found, in words and figures, and how its figures are written.

Belongs here: the shape of an answer and its words. Does not: the questions (`by_change`, `by_state`).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from prudent.ingest.characters import dotted
from prudent.memo.format import date_text, value_text
from prudent.model.measured import Unit

#: As long as `prudent.model.ids.Line` lets a line be.
_LONGEST = 300
_LONGEST_NAME = 60
_FRACTIONS = (Unit.FRACTION, Unit.FRACTION_PER_YEAR)


class Found(StrEnum):
    """What came of a trigger."""

    SET_OFF = "set off"
    STILL = "still so"
    """It was set off at a review before, and what set it off lasts: told again, and moves nothing again."""
    QUIET = "quiet"
    NOT_IN_EVIDENCE = "not in evidence"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one trigger, and the sentence that says so."""

    found: Found
    said: str


def set_off(said: str) -> Answer:
    """It is set off."""
    return Answer(Found.SET_OFF, line(said))


def quiet(said: str) -> Answer:
    """It is not."""
    return Answer(Found.QUIET, line(said))


def unknown(why: str) -> Answer:
    """It cannot be answered."""
    return Answer(Found.NOT_IN_EVIDENCE, line(why))


def line(text: str) -> str:
    """The text as one line that a ledger takes: no character that is not seen, no longer than a line is."""
    seen = dotted(text)
    return seen if len(seen) <= _LONGEST else f"{seen[: _LONGEST - 1]}…"


def named(words: str) -> str:
    """A name from outside as part of a sentence."""
    return f"“{words if len(words) <= _LONGEST_NAME else f'{words[: _LONGEST_NAME - 1]}…'}”"


def day(when: date | None) -> str:
    """A date in words; a document without one is said to be so."""
    return date_text(when) if when else "an unknown day"


def apart(value: float, unit: Unit) -> str:
    """By how much two values differ: points of a fraction, else in the unit."""
    if unit not in _FRACTIONS:
        return value_text(value, unit)
    number = value_text(value, unit, aligned=True).replace("%", "").strip()
    return f"{number} percentage points"


#: Words that a firm's name carries or not, as whoever writes it likes.
_FORMS = frozenset(
    {"llp", "llc", "lp", "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "plc"}
    | {"na", "the", "and"}
)


def firms(words: str) -> frozenset[str]:
    """The firms that a document names, each as it compares with itself in another's spelling.

    `KPMG LLP` and `KPMG` are one firm; several are divided by semicolons, and in what order does not matter.
    """
    return frozenset(_firm(part) for part in words.split(";") if part.strip())


def _firm(name: str) -> str:
    bare = re.sub(r"\([^)]*\)", " ", name.casefold()).replace(".", "")
    parts = [part for part in re.split(r"[\W_]+", bare) if part and part not in _FORMS]
    return " ".join(parts) or name.casefold().strip()
