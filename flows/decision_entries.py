"""How one entry of a decision's form is written: a name, words, a day, a choice, and pairs in one line.

Belongs here: from the text of one field or of one entry to its value, and the sentence that names the field where that
cannot be. Does not: which fields there are (`decision_form`).
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from prudent.errors import UsageError
from prudent.ingest.characters import shown, unseen_character
from prudent.model.decision import Asked, Condition, Dissent, Recusal

LINE, WORDS = 300, 20_000
"""Characters of a name and of a text, as `prudent.model` has them."""
_BARS = 2
"""Of a condition, counted from its end: what is asked may hold one itself."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_E = TypeVar("_E", bound=StrEnum)
_T = TypeVar("_T")


def choice(field: str, text: str, kind: type[_E], nothing: str) -> _E:
    """What was chosen in a drop-down; what stood there before is refused."""
    if text == nothing:
        raise UsageError(f"{field} is {nothing!r}: choose what the committee said. Nothing is filled in for it.")
    try:
        return kind(text)
    except ValueError:
        known = ", ".join(item.value for item in kind)
        raise UsageError(f"{field} {shown(text)} is none of: {known}.") from None


def day(field: str, text: str) -> date:
    """A day as YYYY-MM-DD."""
    given = text.strip()
    if not given:
        raise UsageError(f"{field} is empty: give the day as YYYY-MM-DD.")
    try:
        if _DAY.fullmatch(given):
            return date.fromisoformat(given)
    except ValueError:
        pass
    raise UsageError(f"{field} {shown(given)} is no day: write it as YYYY-MM-DD.")


def names(field: str, given: tuple[str, ...]) -> tuple[str, ...]:
    """Members' names, each once."""
    return once(field, entries(field, given, line))


def once(field: str, found: tuple[str, ...]) -> tuple[str, ...]:
    """The names, if none stands there twice."""
    if twice := [name for name in found if found.count(name) > 1]:
        raise UsageError(f"{field} names {twice[0]} twice.")
    return found


def entries(field: str, given: tuple[str, ...], read: Callable[[str, str], _T]) -> tuple[_T, ...]:
    """Each entry that is not blank: a form adds blank ones by a slip of the mouse."""
    filled = ((number, text) for number, text in enumerate(given, start=1) if text.strip())
    return tuple(read(f"{field}, entry {number}", text) for number, text in filled)


def recusal(where: str, text: str) -> Recusal:
    """`Name: reason`."""
    member, reason = _cut(where, text, ":", "Name: reason")
    return Recusal(member=line(where, member), reason=words(where, reason))


def dissent(where: str, text: str) -> Dissent:
    """`Name: words`, verbatim."""
    member, said = _cut(where, text, ":", "Name: words")
    return Dissent(member=line(where, member), words=words(where, said))


def asked(where: str, text: str) -> Asked:
    """`Question | Answer`."""
    if text.count("|") > 1:
        raise UsageError(f"{where} holds more than one bar: write it as 'Question | Answer'.")
    question, answer = _cut(where, text, "|", "Question | Answer")
    return Asked(question=words(where, question), answer=words(where, answer))


def condition(where: str, text: str) -> Condition:
    """`What | owner | YYYY-MM-DD`."""
    parts = text.rsplit("|", _BARS)
    if len(parts) <= _BARS or not all(part.strip() for part in parts):
        raise UsageError(f"{where} must be written as 'What | owner | YYYY-MM-DD', not {shown(text)}.")
    what, owner, due = parts
    return Condition(text=words(where, what), owner=line(where, owner), due=day(f"{where} due", due))


def _cut(where: str, text: str, mark: str, form: str) -> tuple[str, str]:
    first, _, second = text.partition(mark)
    if not first.strip() or not second.strip():
        raise UsageError(f"{where} must be written as {form!r}, not {shown(text)}.")
    return first, second


def line(where: str, text: str) -> str:
    """A name on one line: spaces are one each, so that one name is written one way."""
    if "\n" in text.strip() or "\r" in text.strip():
        raise UsageError(f"{where} holds a line break: a name stands on one line, and each in an entry of its own.")
    return _checked(where, unicodedata.normalize("NFC", " ".join(text.split())), LINE)


def words(where: str, text: str) -> str:
    """Words as they were said, lines and all; only blank ends are cut."""
    return _checked(where, text.replace("\r\n", "\n").replace("\r", "\n").strip(), WORDS)


def _checked(where: str, text: str, most: int) -> str:
    if not text:
        raise UsageError(f"{where} is empty.")
    if len(text) > most:
        raise UsageError(f"{where} has {len(text):,} characters; at most {most:,} are recorded.")
    if unseen := unseen_character(text, "\n\t"):
        raise UsageError(f"{where} holds the character {unseen}, which is not seen on paper: take it out.")
    return text
