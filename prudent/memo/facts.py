"""Every single cell that the memo's figures rest on, with its value as it is computed with.

Belongs here: expanding locators into cells: of received files, of the plan, of the policy and of the memo before. Where
a received cell stands is looked up in `prudent/ingest` (`rows_at`, `cited`) and nowhere else. Does not: what is made of
the cells (`prudent/memo/sheets`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import cast

import polars as pl
from pydantic import BaseModel

from prudent.ingest.cells import CellValue, as_stored
from prudent.ingest.cited import Cited, cited
from prudent.ingest.evidence import rows_at
from prudent.ingest.facts import field_of
from prudent.memo.before import PLACE, Before
from prudent.memo.document import MemoFact
from prudent.model.case import Case
from prudent.model.fact import Evidence, Grade, Locator
from prudent.model.measured import Unit
from prudent.tables.core import CoreTables
from prudent.tables.spec import Column, Dtype, Table

_PLAN_UNITS = {"_usd": Unit.USD, "_frac": Unit.FRACTION}
"""What the last word of a plan's field says of its unit; a field with neither is a count, or words."""


@dataclass(frozen=True, slots=True)
class _Place:
    """One column of one file of one owner, and the rows of it that figures rest on, each with the evidence's grade."""

    column: str
    rows: dict[int, Grade]
    spans: tuple[Locator, ...]


def memo_facts(
    evidence: tuple[Evidence, ...], case: Case, core: CoreTables, before: Before | None
) -> tuple[MemoFact, ...]:
    """The cells behind the evidence, each once, by owner, file, column and row.

    Args:
        evidence: what the memo's figures rest on.
        case: the case of the memo, for the plan's and the committee's own files.
        core: the core tables of the case.
        before: the memo before, which figures may be cited from.

    Raises:
        ValueError: a locator names no cell. Locators are made by the code, so this is a fault of the code.
    """
    own = (f"{case.plan.plan}/plan.yml:", "policy/", f"{PLACE}:")
    written = [item for item in evidence if item.locator.startswith(own)]
    received = [item for item in evidence if not item.locator.startswith(own)]
    facts = [_written(item, case, before) for item in written]
    by_owner = {str(owner): frame for (owner,), frame in core.fund_facts.group_by("fund")}
    for (owner, _), place in _places(received).items():
        facts += _cells(place, case, core, by_owner.get(owner, core.fund_facts.clear()))
    return tuple(sorted(facts, key=_order))


def _order(fact: MemoFact) -> tuple[str, str, str, int]:
    place, row, column = fact.locator.rsplit(":", 2)
    return fact.owner, place, column, int(row)


def _places(evidence: Iterable[Evidence]) -> dict[tuple[str, str], _Place]:
    """The evidence by owner and column of a file, so that each column is looked up once."""
    spans: dict[tuple[str, str], list[tuple[Locator, Grade]]] = defaultdict(list)
    for item in evidence:
        place = Locator.parse(item.locator)
        spans[place.owner, f"{place.file}:{place.column}"].append((place, item.grade))
    return {key: _place(found) for key, found in spans.items()}


def _place(found: Sequence[tuple[Locator, Grade]]) -> _Place:
    rows: dict[int, Grade] = {}
    for place, grade in found:
        for row in range(place.first_row, place.last_row + 1):
            rows[row] = max(grade, rows.get(row, Grade.A))
    first, last = min(rows), max(rows)
    whole = found[0][0].model_copy(update={"first_row": first, "last_row": last})
    return _Place(str(whole), rows, tuple(place for place, _ in found))


def _cells(place: _Place, case: Case, core: CoreTables, facts: pl.DataFrame) -> list[MemoFact]:
    """The cells of one column that have a value; of a locator where none has, all, as empty as they are."""
    table, column, rows = rows_at(place.column, case, core)
    numbers = cast("list[int]", rows.get_column("row").to_list())
    filled = {row for row, null in zip(numbers, rows.get_column(column.name).is_null(), strict=True) if not null}
    kept: set[int] = set()
    for span in place.spans:
        there = {row for row in numbers if span.first_row <= row <= span.last_row}
        if not there:
            raise ValueError(f"no row of {table.table} stands at {span}")
        kept |= there & filled or there
    rows = rows[[index for index, row in enumerate(numbers) if row in kept]]
    return _facts(rows, table, column, cited(rows, column, table, facts), place.rows)


def _facts(
    rows: pl.DataFrame, table: Table, column: Column, cells: tuple[Cited, ...], grades: dict[int, Grade]
) -> list[MemoFact]:
    said = rows.select("owner", "file", field=field_of(table, column), value=pl.col(column.name)).rows()
    days = [None] * rows.height if table.date_column is None else rows.get_column(table.date_column).to_list()
    unit = (Unit.DATE if column.dtype is Dtype.DATE else Unit.TEXT) if column.unit is None else column.unit
    worst = max(cell.grade for cell in cells)
    return [
        MemoFact(
            locator=f"{owner}/{file}:{cell.row}:{column.received}",
            owner=owner,
            field=field,
            as_of=cast("date | None", day),
            value="" if value is None else as_stored(cast("CellValue", value)),
            unit=unit.value,
            document=cell.document,
            place=_where(cell, file),
            # evidence under the worst of its cells is doubted as a whole: two sources disagree
            grade=max(cell.grade, grades[cell.row]) if grades[cell.row] > worst else cell.grade,
        )
        for (owner, file, field, value), day, cell in zip(said, days, cells, strict=True)
    ]


def _where(cell: Cited, file: str) -> str:
    """Where the cell stands, as far as the locator does not say it: of rows that several files made, with the file."""
    if cell.file != file:
        return f"{cell.file} {cell.place}"
    return "" if cell.place == f"row {cell.row}" else cell.place


def _written(item: Evidence, case: Case, before: Before | None) -> MemoFact:
    """A value of the plan's or the committee's own file, or of the memo before."""
    file, _, key = item.locator.partition("/")[2].rsplit(":", 2)
    value, unit = _said(item, file, key, case, before)
    return MemoFact(
        locator=item.locator,
        owner=item.owner,
        field=f"{file.partition('.')[0]}/{key}",
        as_of=item.as_of_last,
        value=value,
        unit=unit.value,
        document=", ".join(document.id for document in item.documents),
        place="; ".join(item.places),
        grade=item.grade,
    )


def _said(item: Evidence, file: str, key: str, case: Case, before: Before | None) -> tuple[str, Unit]:
    if item.locator.startswith(PLACE):
        old = () if before is None or before.memo is None else before.memo.figures
        unit = next((figure.unit for figure in old if figure.name == key), Unit.TEXT)
        return item.value_as_received or f"record {item.file_sha256}", unit
    if item.locator.startswith("policy/"):
        value = _entry(getattr(case.policy, file.partition(".")[0], None), key)
    else:
        value = getattr(case.plan, key, None)
        value = getattr(case.plan.sleeve, key.removeprefix("sleeve_"), None) if value is None else value
    if value is None:
        raise ValueError(f"{item.locator} names nothing that {file} says")
    return _in_words(value), _unit(key, value)


def _entry(policy: object, key: str) -> object:
    """A field of a policy file, or the entry of its lists that has this id: the number that it asks for."""
    if not isinstance(policy, BaseModel):
        return None
    fields: dict[str, object] = dict(policy)
    if key in fields:
        return fields[key]
    lists = [cast("tuple[object, ...]", value) for value in fields.values() if isinstance(value, tuple)]
    found = next((entry for value in lists for entry in value if getattr(entry, "id", None) == key), None)
    threshold = getattr(found, "threshold", None)
    return found if threshold is None else threshold


def _in_words(value: object) -> str:
    """A value as it is computed with; a list's entries one after another, an entry that is no plain value as its id."""
    if isinstance(value, tuple):
        return ", ".join(_in_words(item) for item in cast("tuple[object, ...]", value))
    if isinstance(value, BaseModel):
        named: object = getattr(value, "id", None)
        return value.model_dump_json() if named is None else str(named)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.value if isinstance(value, StrEnum) else as_stored(cast("CellValue", value))


def _unit(key: str, value: object) -> Unit:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Unit.TEXT
    named = next((unit for ending, unit in _PLAN_UNITS.items() if key.endswith(ending)), None)
    return named or (Unit.COUNT if isinstance(value, int) else Unit.RATIO)
