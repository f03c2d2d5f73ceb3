"""Scoring as a task: measures, peers, scorecard and findings to the run folder."""

# ruff: noqa: PLC0415 -- a stage's libraries are loaded when the stage runs: a refusal waits for none of them

from typing import TYPE_CHECKING, Self

from prudent.model.case import LeftOut
from prudent.model.finding import Finding, OwnFinding
from prudent.model.patterns import PatternResult
from prudent.model.questions import Concern
from prudent.model.run import Output
from prudent.model.scorecard import GateResult
from prudent.model.value import Value
from prudent.score.findings.margins import Margin
from prudent.score.findings.recommendation import Advice
from prudent.store.frames import json_bytes
from prudent.store.runs import RunFolder
from prudent.tables.spec import table
from tasks.reading import read_case, read_core, read_results, read_value
from tasks.stage import Done, stage
from tasks.work import Work

if TYPE_CHECKING:
    from prudent.score.score import Score

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


class Scored(Value):
    """The files that the score stage wrote."""

    outputs: tuple[Output, ...]


@stage
def score(work: Work) -> Done[Scored]:
    """Measure, compare, score and find, and write the tables and `findings.json`."""
    from prudent.score.score import score as score_fund

    folder = work.folder()
    scored = score_fund(read_case(folder), read_core(folder), read_results(folder))
    frames = [folder.write_frame(getattr(scored, field), table(name)) for field, name in _FRAMES.items()]
    judged = Judged.of(scored)
    outputs = (*frames, folder.write("findings.json", json_bytes(judged), len(judged.findings)))
    line = f"{scored.measures.height} measures, {len(scored.findings)} findings: {scored.advice.verdict.value}"
    return Done(Scored(outputs=outputs), line)


def read_score(folder: RunFolder) -> "Score":
    """The score as it was written, each table held against its specification."""
    from prudent.score.score import Score

    judged = read_value(folder, "findings.json", Judged)
    frames = {field: folder.read_frame(table(name)) for field, name in _FRAMES.items()}
    return Score(**frames, **{name: getattr(judged, name) for name in Judged.model_fields})
