"""Scoring as a task: measures, peers, scorecard and findings to the run folder."""

# ruff: noqa: PLC0415 -- a stage's libraries are loaded when the stage runs: a refusal waits for none of them

from prudent.model.run import Output
from prudent.model.value import Value
from tasks.shown import scorecard, written
from tasks.stage import Done, stage
from tasks.work import Work


class Scored(Value):
    """The files that the score stage wrote."""

    outputs: tuple[Output, ...]


@stage
def score(work: Work) -> Done[Scored]:
    """Measure, compare, score and find, and write the tables and `findings.json`."""
    from prudent.score.kept import read_case, read_core, read_results, write_score
    from prudent.score.score import score as score_fund

    folder = work.folder()
    core = read_core(folder)
    scored = score_fund(read_case(folder), core, read_results(folder))
    outputs = write_score(folder, scored)
    line = f"{scored.measures.height} measures, {len(scored.findings)} findings: {scored.advice.verdict.value}"
    taken = f"{sum(core.frame(name).height for name in core.names()):,} rows in {len(core.names())} core tables"
    shown = (
        scorecard(work.request, scored.scorecard, scored.advice.verdict.value),
        written("score", work.request, taken, outputs),
    )
    return Done(Scored(outputs=outputs), line, shown)
