"""Reads what an earlier stage wrote to the run folder. The mirror of what the stages write."""

from typing import TypeVar

import polars as pl
from pydantic import TypeAdapter, ValidationError

from prudent.errors import RecordTampered
from prudent.model.case import Case
from prudent.model.validation import RuleResult
from prudent.store.runs import RunFolder
from prudent.tables.core import FACTS, CoreTables
from prudent.tables.spec import table

T = TypeVar("T")

RESULTS = table("validate_fund__results")


def read_case(folder: RunFolder) -> Case:
    """The case as ingest wrote it."""
    return read_value(folder, "case.json", Case)


def read_core(folder: RunFolder) -> CoreTables:
    """The core tables as ingest wrote them, each held against its specification."""
    frames = {name: folder.read_frame(CoreTables.spec(name)) for name in CoreTables.names()}
    return CoreTables(**frames, fund_facts=folder.read_frame(table(FACTS)))


def read_results(folder: RunFolder) -> tuple[RuleResult, ...]:
    """The validation report."""
    return tuple(RuleResult.model_validate(row) for row in folder.read_frame(RESULTS).iter_rows(named=True))


def results_frame(results: tuple[RuleResult, ...]) -> pl.DataFrame:
    """The validation report as a table."""
    return pl.DataFrame([result.model_dump(mode="json") for result in results], schema=RESULTS.polars_schema)


def read_value(folder: RunFolder, name: str, kind: type[T]) -> T:
    """One JSON file of the run, as the value it was written from.

    Raises:
        RecordTampered: the file is missing, or is not such a value.
    """
    return _parsed(folder, name, TypeAdapter(kind))


def _parsed(folder: RunFolder, name: str, adapter: "TypeAdapter[T]") -> T:
    try:
        return adapter.validate_json(folder.read(name))
    except ValidationError as error:
        raise RecordTampered(f"{folder.key}/{name} cannot be read: it is not as it was written.") from error
