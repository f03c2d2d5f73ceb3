"""Scoring as a task: measures, peers, scorecard and findings to the run folder."""

# ruff: noqa: PLC0415 -- a stage's libraries are loaded when the stage runs: a refusal waits for none of them

from typing import TYPE_CHECKING

from prudent.model.case import LeftOut
from prudent.model.finding import Finding
from prudent.model.questions import Concern
from prudent.model.run import Output
from prudent.model.value import Value
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
    "benchmark_log": "score_fund__benchmark_log",
    "peer_log": "score_fund__peer_log",
}


class Judged(Value):
    """What a score holds beside its tables: `findings.json`."""

    findings: tuple[Finding, ...]
    concerns: tuple[Concern, ...]
    advice: Advice
    peers_out: tuple[LeftOut, ...]


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
    judged = Judged(
        findings=scored.findings, concerns=scored.concerns, advice=scored.advice, peers_out=scored.peers_out
    )
    outputs = (*frames, folder.write("findings.json", json_bytes(judged), len(judged.findings)))
    line = f"{scored.measures.height} measures, {len(scored.findings)} findings: {scored.advice.verdict.value}"
    return Done(Scored(outputs=outputs), line)


def read_score(folder: RunFolder) -> "Score":
    """The score as it was written, each table held against its specification."""
    from prudent.score.score import Score

    judged = read_value(folder, "findings.json", Judged)
    frames = {field: folder.read_frame(table(name)) for field, name in _FRAMES.items()}
    return Score(
        **frames,
        findings=judged.findings,
        concerns=judged.concerns,
        advice=judged.advice,
        peers_out=judged.peers_out,
    )
