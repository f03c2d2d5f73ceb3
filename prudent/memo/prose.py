"""Prose with figures in it: `⟨name⟩` stands for the figure of that name.

Belongs here: how prose names a figure, and what a figure is. Does not: how either is printed (`links`, `format`).
"""

import re
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from prudent.model.fact import Grade
from prudent.model.measured import Reading

FIGURE_REFERENCE = re.compile(r"⟨([a-z][a-z0-9_]*)⟩")
"""How prose names a figure: angle brackets that no filing uses. A name that no figure has is refused."""


def ref(name: str) -> str:
    """The figure of that name, inside prose."""
    return f"⟨{name}⟩"


def plain(outside: str) -> str:
    """Text from outside, made safe to stand inside prose: it can name no figure."""
    return outside.replace("⟨", "‹").replace("⟩", "›")


def quoted(words: str, place: str) -> str:
    """Words from outside inside prose, in quotation marks, with the place that they stand at."""
    inner = plain(words).replace("“", "‘").replace("”", "’")
    return f"“{inner}” ({plain(place).translate(_ROUND)})"


QUOTATION = re.compile(r"“[^”]*” \([^()]*\)")
"""What `quoted` makes: numbers in it are their author's, and the place is beside them."""
_ROUND = str.maketrans("()", "[]")

Text = str
FigureName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class Figure(Reading):
    """A number that the memo prints, or the reason why it prints none. Its locators stand in `Memo.evidence`."""

    name: FigureName
    label: str
    """What it is, in a few words, for a tooltip and the list of figures."""
    grade: Grade | None = None

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if self.refusal is None and not self.evidence:
            raise ValueError(f"figure {self.name} has a value and no evidence")
        return self
