"""The texts of a memo, one after the other, and whose word each is: the memo's own, a quotation, or a name.

Belongs here: which fields of a memo are prose of its own, and which quote something that carries its own place. The
rule is told in docs/decisions/0016-what-is-a-claim.md. Does not: what may stand in prose (`uncited.py`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import cast

from pydantic import BaseModel

from prudent.memo.exhibits import Holds, MemoTable
from prudent.memo.prose import FIGURE_REFERENCE
from prudent.model.validation import RuleResult


class Says(StrEnum):
    """Whose word a field is."""

    NAME = "name"
    """An id, a hash, a name, a heading: it says which, and not how much."""
    QUOTED = "quoted"
    """From a document, a packet, the plan or the committee's policy, with its source or its place beside it."""
    REPORT = "report"
    """What the data rules found: thousands of lines, each with its table and rule. Passed over unless asked for."""
    COMMITTEE = "committee"
    """Said by the committee when it decided: its words stand as they are. They name no figure, and what the memo itself
    says is no quotation of them."""
    CITATION = "citation"
    """What figures are cited to, and what a chart is drawn from. Not a text of the memo, and passed over."""


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
    "Memo.validation": Says.REPORT,
    "Memo.contradictions": Says.QUOTED,
    "Memo.withdrawn": Says.QUOTED,
    "Memo.overridden": Says.QUOTED,
    "Memo.noticed": Says.QUOTED,
    "Memo.decision": Says.COMMITTEE,
    "Changes.before": Says.NAME,
    "Chapter.question": Says.QUOTED,
    "Chapter.checks": Says.QUOTED,
    "Section.id": Says.NAME,
    "MemoTable.id": Says.NAME,
    "TableColumn.heading": Says.NAME,
}
"""Fields that are no prose of the memo's own, by class and field; every other text is. A field is in this list because
its value has a source beside it: a check its threshold, source and locators; a rule's result its table and rule; a
correction its file and row; a peer, a term of the rule and a missing item the policy that names them."""

_CHART, _OF_CHART = "ChartHead", frozenset({"title", "subtitle"})
"""What a chart says in prose; all else of it is what it is drawn from."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text of a memo, with the field that it stands in."""

    field: str
    text: str
    says: Says | None
    """None for prose of the memo's own."""
    is_number: bool = False
    """A cell of a column of numbers, in which every digit is a claim."""


def named(value: BaseModel) -> tuple[str, ...]:
    """The figures that the texts of a memo, or of a part of it, name: each as often as it stands there."""
    said = (item.text for item in texts(value) if item.says is not Says.COMMITTEE)
    return tuple(name for text in said for name in FIGURE_REFERENCE.findall(text))


def quotations(value: BaseModel) -> frozenset[str]:
    """Every quoted text and every name of a memo, what the data rules found among them; not the committee's words."""
    found: Iterable[RuleResult] = getattr(value, "validation", ())
    own = (item.text for item in texts(value) if item.says not in {None, Says.COMMITTEE})
    return frozenset((*own, *(result.detail for result in found)))


def texts(value: object, field: str = "memo", says: Says | None = None) -> Iterator[Spoken]:
    """Every text of a memo or of a part of it, in the order of the fields; without the report of the data rules."""
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
    """Each field of a class with its path and whose word it is; without those that are passed over."""
    bases = tuple(base.__name__ for base in kind.__mro__)

    def own(name: str) -> Says | None:
        if _CHART in bases and name not in _OF_CHART:
            return Says.CITATION
        return next((OTHERS[f"{base}.{name}"] for base in bases if f"{base}.{name}" in OTHERS), None)

    told = ((name, f"{kind.__name__}.{name}", own(name)) for name in kind.model_fields)
    return tuple(field for field in told if field[2] not in {Says.CITATION, Says.REPORT})


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
