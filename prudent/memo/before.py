"""The memo before this one, as evidence: what it said stands in its own `memo.json`, and is cited from there.

Belongs here: reading it, and the evidence of a figure of it. Does not: which memo it is (`prudent/store/before.py`) and
what is compared (`changes`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from prudent.errors import DataBad
from prudent.memo.document import Memo
from prudent.memo.format import date_text
from prudent.memo.prose import Figure
from prudent.memo.schema import read_memo
from prudent.model.fact import Document, Evidence, Grade
from prudent.model.run import InputFile

#: Owner and file of every locator into the memo before.
PLACE = "memo-before/memo.json"


@dataclass(frozen=True, slots=True)
class Before:
    """The memo before and its key in the store. `memo` is None where another version of the product wrote it."""

    file: InputFile
    memo: Memo | None

    @property
    def record(self) -> str:
        """SHA-256 of its `memo.json`."""
        return self.file.sha256


def read_before(file: InputFile, content: bytes) -> Before:
    """The memo before from its bytes."""
    try:
        return Before(file, read_memo(content))
    except DataBad:
        return Before(file, None)


def locator(name: str) -> str:
    """Where a figure of the memo before stands."""
    return f"{PLACE}:0:{name}"


def with_before(resolve: Callable[[str], Evidence], before: Before | None) -> Callable[[str], Evidence]:
    """The same resolver, which knows the places of the memo before too."""
    if before is None or before.memo is None:
        return resolve
    old = before.memo
    return lambda place: evidence_before(before, old, place) if place.startswith(f"{PLACE}:") else resolve(place)


def evidence_before(before: Before, memo: Memo, place: str) -> Evidence:
    """What a figure of the memo before rests on: that memo, with its record."""
    name = place.rsplit(":", 1)[1]
    figure = next((item for item in memo.figures if item.name == name), None)
    title = f"{memo.title}, as of {date_text(memo.as_of)}"
    return Evidence(
        locator=place,
        owner=memo.subject.fund,
        value_as_received=_written(figure),
        as_of_first=memo.as_of,
        as_of_last=memo.as_of,
        documents=(Document(id="memo-before", title=title),),
        file_sha256=before.record,
        known_at=memo.known_at,
        extractor=f"as the memo before says it, {before.file.path}",
        grade=(None if figure is None else figure.grade) or Grade.C,
    )


def _written(figure: Figure | None) -> str | None:
    if figure is None:
        return None
    return figure.text if figure.value is None else repr(figure.value)
