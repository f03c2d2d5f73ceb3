"""What links lead to: the name and the number of each bookmark.

Belongs here: names that Word allows (a letter first, then letters, digits and underscores, at most forty) and numbers
that are each used once.
"""

import re
from dataclasses import dataclass
from typing import Final

_LONGEST: Final = 40
_NOTES, _EVIDENCE, _DOCUMENTS, _METHODS, _PARTS = 100_000, 200_000, 300_000, 400_000, 500_000
"""Above the numbers of a template's own bookmarks."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A bookmark's number and name."""

    number: int
    name: str


def note(number: int) -> Anchor:
    """The first mark of a note."""
    return Anchor(_NOTES + number, f"note_{number}")


def evidence(number: int) -> Anchor:
    """A line of the evidence list."""
    return Anchor(_EVIDENCE + number, f"evidence_{number}")


def document(number: int) -> Anchor:
    """A line of the list of documents."""
    return Anchor(_DOCUMENTS + number, f"document_{number}")


def method(number: int) -> Anchor:
    """A line of the list of methods."""
    return Anchor(_METHODS + number, f"method_{number}")


def part(order: int, anchor: str) -> Anchor:
    """A heading: the block's own anchor, and its place among the blocks."""
    return Anchor(_PARTS + order, re.sub(r"[^A-Za-z0-9_]", "_", f"part_{anchor}")[:_LONGEST])
