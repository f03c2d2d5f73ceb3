"""What becomes of a fault in a received file: it ends the reading, or it is kept while what is left is read on.

Belongs here: those two ways. Does not: faults themselves, whose sentences are written where they are found. Ingest
takes the first way, because nothing may be computed from half a file; a check of a packet takes the second, because
who mends it wants to hear of all.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from prudent.errors import PrudentError

T = TypeVar("T")
_MOST = 2_000
"""Faults that are kept of one packet. Beyond, a file is wrong as a whole, and another page of them says no more."""

_PLACE = re.compile(r"(?P<file>\S.*?) (?:rows?|line) (?P<row>[0-9]+)")
"""How our sentences begin that speak of a row."""

Refuse = Callable[[PrudentError], None]
"""Takes a fault. Where it comes back, what is at fault is left out and the reading goes on."""


def refused(fault: PrudentError) -> None:
    """The first fault ends the reading.

    Raises:
        PrudentError: the fault.
    """
    raise fault


@dataclass(slots=True)
class Faults:
    """All faults, in the order in which they were found. An instance is a `Refuse`."""

    found: list[PrudentError] = field(default_factory=list[PrudentError])
    more: int = 0
    """Faults beyond those that are kept."""

    def __call__(self, fault: PrudentError) -> None:
        """Keep a fault."""
        if len(self.found) < _MOST:
            self.found.append(fault)
        else:
            self.more += 1

    def in_order(self) -> tuple[PrudentError, ...]:
        """File by file as they were found, and row by row within a file: a file is read in more than one pass."""
        places = [_PLACE.match(fault.sentence) for fault in self.found]
        files = [place["file"] if place else fault.sentence for place, fault in zip(places, self.found, strict=True)]
        rows = [int(place["row"]) if place else 0 for place in places]
        order = sorted(range(len(self.found)), key=lambda each: (files.index(files[each]), rows[each]))
        return tuple(self.found[each] for each in order)

    @property
    def exit_code(self) -> int:
        """The gravest fault's, which is the highest: hostile, then another shape, then wrong. 0 for none."""
        return max((fault.exit_code for fault in self.found), default=0)


def told(refuse: Refuse, read: Callable[[], T], otherwise: T) -> T:
    """What `read` gives; `otherwise` where it ends in a fault that comes back from `refuse`."""
    try:
        return read()
    except PrudentError as fault:
        refuse(fault)
        return otherwise
