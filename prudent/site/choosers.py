"""Questions that narrow a list's rows without a server.

Belongs here: the questions and their answers. Does not: how rows are narrowed (`templates/site/room.js`): without a
script the whole list stands on the page.
"""

from dataclasses import dataclass

from prudent.site.catalogue import Catalogue


def token(text: str) -> str:
    """A status or class as one word, for an attribute that a row is narrowed by."""
    return "-".join(text.lower().split())


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that rows can be narrowed to."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Chooser:
    """A question that narrows rows, with its answers."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def chooser(name: str, label: str, words: tuple[str, ...]) -> Chooser:
    """A question whose answers are the words, each once, in their order."""
    return Chooser(name, label, tuple(Choice(token(text), text) for text in dict.fromkeys(words)))


def plan_chooser(catalogue: Catalogue) -> tuple[Chooser, ...]:
    """The question for the plan, where there are several."""
    plans = tuple(catalogue.plans)
    return (chooser("plan", "Plan", plans),) if len(plans) > 1 else ()
