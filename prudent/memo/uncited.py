"""Numbers that stand in a memo and are no figure: what nobody could look up.

Belongs here: which fields of a memo are prose of its own, and which quote something that carries its own place. Does
not: what counts as a number (`prudent/model/amounts`). The rule is told in docs/decisions/0016-what-is-a-claim.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import cast

from pydantic import BaseModel

from prudent.memo.exhibits import Holds, MemoTable
from prudent.memo.prose import FIGURE_REFERENCE, QUOTATION
from prudent.model.amounts import amounts, digits


class Says(StrEnum):
    """Whose word a field is."""

    NAME = "name"
    """An id, a hash, a name, a heading: it says which, and not how much."""
    QUOTED = "quoted"
    """From a document, a packet, the plan or the committee's policy, with its source or its place beside it."""
    CITATION = "citation"
    """What figures are cited to: the figures, their evidence, the cells behind them, the points of a chart."""


OTHERS: Mapping[str, Says] = {
    "Memo.title": Says.NAME,
    "Memo.run": Says.NAME,
    "Memo.figures": Says.CITATION,
    "Memo.evidence": Says.CITATION,
    "Memo.facts": Says.CITATION,
    "Memo.subject": Says.NAME,
    "Memo.rule": Says.QUOTED,
    "Memo.plan": Says.QUOTED,
    "Memo.peers": Says.QUOTED,
    "Memo.regime": Says.QUOTED,
    "Memo.glossary": Says.QUOTED,
    "Memo.missing": Says.QUOTED,
    "Memo.validation": Says.QUOTED,
    "Memo.contradictions": Says.QUOTED,
    "Memo.withdrawn": Says.QUOTED,
    "Memo.overridden": Says.QUOTED,
    "Memo.noticed": Says.QUOTED,
    "Changes.before": Says.NAME,
    "Chapter.question": Says.QUOTED,
    "Chapter.checks": Says.QUOTED,
    "Section.id": Says.NAME,
    "MemoTable.id": Says.NAME,
    "TableColumn.heading": Says.NAME,
    "ChartHead.id": Says.NAME,
    "ChartHead.name": Says.NAME,
    "ChartHead.alt": Says.CITATION,
    "Series.label": Says.NAME,
    "Series.points": Says.CITATION,
}
"""Fields that are no prose of the memo's own, by class and field; every other text is. A field is in this list because
its value has a source beside it: a check its threshold, source and locators; a rule's result its table and rule; a
correction its file and row; a peer, a term of the rule and a missing item the policy that names them."""


_REPEATED = 12
"""Characters from which on words that repeat a quoted field are taken for it; fewer may stand anywhere by chance."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text of a memo, with the field that it stands in."""

    field: str
    text: str
    says: Says | None
    """None for prose of the memo's own."""
    is_number: bool = False
    """A cell of a column of numbers, in which every digit is a claim."""


@dataclass(frozen=True, slots=True)
class Uncited:
    """A number without a figure."""

    field: str
    text: str
    number: str

    def __str__(self) -> str:
        """Where, which number, and the sentence."""
        return f"{self.field}: {self.number!r} in {self.text!r}"


def uncited(memo: BaseModel) -> tuple[Uncited, ...]:
    """Every number that stands in the memo's own prose outside of a figure.

    Words that repeat a quoted field of the same memo are quoted, and so are those in quotation marks with their place.
    """
    spoken = tuple(texts(memo))
    doubted = [item for item in spoken if item.says is None and _numbers(item)]
    if not doubted:
        return ()
    others = sorted({item.text for item in spoken if item.says in {Says.QUOTED, Says.NAME}}, key=len, reverse=True)
    known = tuple(text[1:].rstrip(".") for text in others if len(text) >= _REPEATED)
    left = ((item, _numbers(_without(item, known))) for item in doubted)
    return tuple(Uncited(item.field, item.text, number) for item, numbers in left for number in numbers)


def refuse_uncited(memo: BaseModel) -> None:
    """Refuse a memo that holds a number without a figure.

    Raises:
        ValueError: the first of them, with its field and its sentence, and how many more there are.
    """
    if found := uncited(memo):
        first, *others = found
        more = f"; {len(others)} more" if others else ""
        raise ValueError(f"a number without a figure in {first}{more}")


def texts(value: object, field: str = "memo", says: Says | None = None) -> Iterator[Spoken]:
    """Every text of a memo or of a part of it, in the order of the fields."""
    if isinstance(value, str):
        yield Spoken(field, value, says)
    elif isinstance(value, tuple):
        for item in cast("tuple[object, ...]", value):
            yield from texts(item, field, says)
    elif isinstance(value, MemoTable):
        yield from _table(value, says)
    elif isinstance(value, BaseModel):
        for name, path, own in _fields(type(value)):
            yield from texts(getattr(value, name), path, says or own)


@cache
def _fields(kind: type[BaseModel]) -> tuple[tuple[str, str, Says | None], ...]:
    """Each field of a class with its path and whose word it is."""
    bases = tuple(base.__name__ for base in kind.__mro__)

    def own(name: str) -> Says | None:
        return next((OTHERS[f"{base}.{name}"] for base in bases if f"{base}.{name}" in OTHERS), None)

    return tuple((name, f"{kind.__name__}.{name}", own(name)) for name in kind.model_fields)


def _table(table: MemoTable, says: Says | None) -> Iterator[Spoken]:
    """A table's title, note and cells. The first column names its rows, as the heads name its columns."""
    path = f"table {table.id}"
    yield from (Spoken(path, text, says) for text in (table.title, table.note))
    for row in table.rows:
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            is_number = column.align == "right"
            own = Says.NAME if place == 0 and not is_number else None
            if column.holds is not Holds.PROSE:
                own = Says.QUOTED
            yield Spoken(f"{path}, column {column.heading!r}", cell, says or own, is_number)


def _numbers(item: Spoken) -> tuple[str, ...]:
    said = QUOTATION.sub(" ", FIGURE_REFERENCE.sub(" ", item.text))
    if not any(sign.isdigit() for sign in said):
        return ()
    return digits(said) if item.is_number else amounts(said)


def _without(item: Spoken, known: tuple[str, ...]) -> Spoken:
    """The text without what it repeats of the memo's quoted fields."""
    text = item.text
    for other in known:
        text = text.replace(other, " ")
    return Spoken(item.field, text, item.says, item.is_number)
