"""Names on page one, which has room for a long name once and not six times.

Belongs here: where a name is cut, and that the cut shows. Does not: the full name, which every other page prints.
"""

from collections.abc import Iterable

from prudent.memo.figures import FigureBook
from prudent.memo.labels import label
from prudent.memo.prose import FIGURE_REFERENCE, plain, ref
from prudent.model.measured import Unit

TITLE, NAME = 110, 64
"""Characters of the fund's name as the title, and of any other name; the longest in the project's packets has 46."""


def clipped(name: str, most: int = NAME) -> str:
    """A name of at most so many characters; a longer one ends in `…` where it was cut."""
    said = " ".join(name.split())
    return said if len(said) <= most else said[: most - 1].rstrip() + "…"


def outside(name: str) -> str:
    """A name from a file as part of a sentence on page one."""
    return plain(clipped(name))


def shortened(prose: Iterable[str], book: FigureBook) -> tuple[str, ...]:
    """Sentences in which a name that is a figure is cut as well; the whole name stands in that figure's note."""
    return tuple(FIGURE_REFERENCE.sub(lambda found: _short(found[1], book), text) for text in prose)


def _short(name: str, book: FigureBook) -> str:
    text = book.text(name)
    if text is None or len(text) <= NAME:
        return ref(name)
    said = f"{label(name)}, cut for page one"
    return book.add_text(f"{name}_cut", said, Unit.TEXT, clipped(text), "the name's beginning", book.locators(name))
