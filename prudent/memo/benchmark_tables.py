"""The benchmark chapter's log: every candidate with its seven scores, what came of it, and why.

Belongs here: how the log is printed. Does not: what decides (`prudent/score/benchmark/selection.py`).
"""

from prudent.memo.exhibits import MemoTable, TableColumn
from prudent.memo.figures import FigureBook
from prudent.memo.prose import plain
from prudent.model.benchmarks import FURTHER_HEADS, SIMILARITY_HEADS, SelectionRule
from prudent.model.case import Case
from prudent.score.benchmark.considered import Considered


def benchmark_tables(case: Case, book: FigureBook) -> tuple[MemoTable, ...]:
    """The scores and the log of the candidates; none when nothing was considered."""
    considered = book.benchmarks
    if not considered:
        return ()
    return (_scores(considered, case), _log(considered, case.policy.benchmarks.selection))


def _scores(considered: tuple[Considered, ...], case: Case) -> MemoTable:
    choice = case.policy.benchmarks.choice_for(case.candidate)
    least = "" if choice is None else f" under {choice.least_similarity} of 12 none is chosen."
    heads = ("Mandate", "Strategy", "Objectives", "Risk", "Of 12", "Investable", "Data", "Independent")
    return MemoTable(
        id="benchmark-candidates",
        title="Candidates and their scores",
        columns=(
            TableColumn(heading="Candidate"),
            *(TableColumn(heading=head, align="right") for head in heads),
            TableColumn(heading="Chosen"),
        ),
        rows=tuple(
            (plain(item.name), *(_points(points) for points in _seven(item)), item.verdict) for item in considered
        ),
        note=(
            f"Each head 0 to 3, 3 is best. The first four add up to the similarity;{least} The last three add nothing: "
            "they reject or break a tie. Scores are the committee's policy; independence is 0 where the fund's own "
            "manager runs the candidate. All are total-return series, distributions reinvested, after their own fee."
        ),
    )


def _seven(item: Considered) -> tuple[int | None, ...]:
    similarity = tuple(getattr(item, head) for head in SIMILARITY_HEADS)
    return (*similarity, item.similarity, *(getattr(item, head) for head in FURTHER_HEADS))


def _points(score: int | None) -> str:
    return "–" if score is None else str(score)


def _log(considered: tuple[Considered, ...], rule: SelectionRule) -> MemoTable:
    return MemoTable(
        id="benchmark-log",
        title="Chosen and rejected, and why",
        columns=(
            TableColumn(heading="Candidate"),
            TableColumn(heading="Outcome"),
            TableColumn(heading="Months in common", align="right"),
            TableColumn(heading="What decided"),
            TableColumn(heading="The committee's words"),
        ),
        rows=tuple(
            (plain(item.name), item.verdict, _months(item), plain(item.reason), plain(item.why)) for item in considered
        ),
        note=(
            f"A candidate is rejected under {rule.least_independence} for independence, {rule.least_investability} for "
            f"investability or {rule.least_data_quality} for data, and where it has returns for under "
            f"{rule.least_coverage_frac * 100:g} % of the fund's months in the {rule.window_months} to the as-of date. "
            f"{plain(rule.why)}"
        ),
    )


def _months(item: Considered) -> str:
    if item.overlap_months is None:
        return "–"
    apart = "" if item.overlap_frequency in {None, "monthly"} else f", {item.overlap_frequency}"
    return f"{item.overlap_months}{apart}"
