"""What a run keeps of a question and its score, and how it is read again: the case, the core tables, the score.

Belongs here: names of files, and values to and from them. Does not: where a run's folder lies (`prudent/store`), and
when each file is written (`tasks/`).
"""

from typing import TYPE_CHECKING, Self, TypeVar

import polars as pl
from pydantic import TypeAdapter, ValidationError

from prudent.errors import RecordTampered
from prudent.model.case import Case, LeftOut
from prudent.model.finding import Finding, OwnFinding
from prudent.model.patterns import PatternResult
from prudent.model.questions import Concern
from prudent.model.run import Output
from prudent.model.scorecard import GateResult
from prudent.model.validation import RuleResult
from prudent.model.value import Value
from prudent.score.findings.margins import Margin
from prudent.score.findings.recommendation import Advice
from prudent.store.frames import json_bytes
from prudent.store.runs import RunFolder
from prudent.tables.core import FACTS, CoreTables
from prudent.tables.spec import table

if TYPE_CHECKING:
    from prudent.score.score import Score

T = TypeVar("T")

CASE = "case.json"
FINDINGS = "findings.json"
RESULTS = table("validate_fund__results")


#: Field of `Score` and the table that it holds.
_FRAMES = {
    "measures": "score_fund__measures",
    "peers": "score_fund__peers",
    "scorecard": "score_fund__scorecard",
    "uncertainty": "score_fund__rank_uncertainty",
    "sensitivity": "score_fund__sensitivity",
    "benchmark_log": "score_fund__benchmark_log",
    "peer_log": "score_fund__peer_log",
    "stress": "score_fund__liquidity_stress",
    "stress_outcomes": "score_fund__liquidity_outcomes",
    "drift": "score_fund__sleeve_drift",
}


class Judged(Value):
    """What a score holds beside its tables: `findings.json`."""

    findings: tuple[Finding, ...]
    concerns: tuple[Concern, ...]
    advice: Advice
    peers_out: tuple[LeftOut, ...]
    own_findings: tuple[OwnFinding, ...]
    patterns: tuple[PatternResult, ...]
    gates: tuple[GateResult, ...]
    margins: tuple[Margin, ...]

    @classmethod
    def of(cls, scored: "Score") -> Self:
        """What of a score is no table."""
        return cls.model_validate({name: getattr(scored, name) for name in cls.model_fields})


def write_core(folder: RunFolder, core: CoreTables) -> tuple[Output, ...]:
    """Write the core tables and the facts, a file each."""
    frames = (folder.write_frame(core.frame(name), core.spec(name)) for name in core.names())
    return (*frames, folder.write_frame(core.fund_facts, table(FACTS)))


def write_score(folder: RunFolder, score: "Score") -> tuple[Output, ...]:
    """Write the tables of a score, and what of it is no table."""
    frames = tuple(folder.write_frame(getattr(score, field), table(name)) for field, name in _FRAMES.items())
    judged = Judged.of(score)
    return (*frames, folder.write(FINDINGS, json_bytes(judged), len(judged.findings)))


def read_score(folder: RunFolder) -> "Score":
    """The score as it was written, each table held against its specification."""
    from prudent.score.score import Score  # noqa: PLC0415 -- heavy, and a run that only writes needs none of it

    judged = read_value(folder, FINDINGS, Judged)
    frames = {field: folder.read_frame(table(name)) for field, name in _FRAMES.items()}
    return Score(**frames, **{name: getattr(judged, name) for name in Judged.model_fields})


def read_case(folder: RunFolder) -> Case:
    """The case as ingest wrote it."""
    return read_value(folder, CASE, Case)


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
