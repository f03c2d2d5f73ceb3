"""The benchmark chapter's log: every candidate with its seven scores, what came of it, and why.

Belongs here: how the log is printed. Does not: what decides (`prudent/score/benchmark/selection.py`).
"""

from prudent.memo.exhibits import MemoTable, number_columns, place_column, quoting_columns, text_columns
from prudent.memo.figures import FigureBook
from prudent.memo.prose import plain, quoted
from prudent.memo.rows import policy_place, slug
from prudent.model.benchmarks import FURTHER_HEADS, SIMILARITY_HEADS, SelectionRule
from prudent.model.case import Case
from prudent.model.measured import Unit
from prudent.score.benchmark.considered import Considered

_SELECTION = policy_place("benchmarks", "selection")
_FILE = "policy/benchmarks.yml"


def benchmark_tables(case: Case, book: FigureBook) -> tuple[MemoTable, ...]:
    """The scores and the log of the candidates; none when nothing was considered."""
    considered = book.benchmarks
    if not considered:
        return ()
    return (_scores(considered, case, book), _log(considered, case.policy.benchmarks.selection, book))


def _scores(considered: tuple[Considered, ...], case: Case, book: FigureBook) -> MemoTable:
    choice = case.policy.benchmarks.choice_for(case.candidate)
    least = ""
    if choice is not None:
        said, place = "Least similarity that is chosen", policy_place("benchmarks", "choices")
        bar = book.policy("least_similarity", said, Unit.COUNT, choice.least_similarity, place)
        least = f" under {bar} none is chosen."
    heads = ("Mandate", "Strategy", "Objectives", "Risk", "Of 12", "Investable", "Data", "Independent")
    return MemoTable(
        id="benchmark-candidates",
        title="Candidates and their scores",
        columns=(
            *quoting_columns("Candidate"),
            *number_columns(*heads),
            *text_columns("Chosen"),
            place_column("Scored in"),
        ),
        rows=tuple((plain(item.name), *_seven(item, book), item.verdict, _FILE) for item in considered),
        note=(
            f"Three is the best of each head, nought the worst. The first four add up to the similarity;{least} The "
            "last three add nothing: they reject or break a tie. Scores are the committee's policy; independence is "
            "nought where the fund's own manager runs the candidate. All are total-return series, distributions "
            "reinvested, after their own fee."
        ),
    )


def _seven(item: Considered, book: FigureBook) -> tuple[str, ...]:
    heads = (*SIMILARITY_HEADS, "similarity", *FURTHER_HEADS)
    return tuple(_points(item, head, getattr(item, head), book) for head in heads)


def _points(item: Considered, head: str, score: int | None, book: FigureBook) -> str:
    if score is None:
        return "–"
    name, said = f"{head}_of_{slug(item.benchmark or item.name)}", f"{plain(item.name)}: {head.replace('_', ' ')}"
    key = "proxies" if head in FURTHER_HEADS else "choices"
    return book.policy(name, said, Unit.COUNT, score, policy_place("benchmarks", key))


def _log(considered: tuple[Considered, ...], rule: SelectionRule, book: FigureBook) -> MemoTable:
    return MemoTable(
        id="benchmark-log",
        title="Chosen and rejected, and why",
        columns=(
            *quoting_columns("Candidate"),
            *text_columns("Outcome"),
            *number_columns("Months in common"),
            *quoting_columns("What decided", "The committee's words"),
            place_column("From"),
        ),
        rows=tuple(
            (plain(item.name), item.verdict, _months(item, book), plain(item.reason), plain(item.why), _FILE)
            for item in considered
        ),
        note=_rejected(rule, book),
    )


def _rejected(rule: SelectionRule, book: FigureBook) -> str:
    """The rule of selection: what rejects a candidate, in the policy's numbers."""

    def least(head: str, value: int) -> str:
        return book.policy(f"least_{head}", f"Least {head}", Unit.COUNT, value, _SELECTION)

    said = "Least share of the fund's months"
    months = book.policy("least_coverage", said, Unit.FRACTION, rule.least_coverage_frac, _SELECTION)
    window = book.policy("benchmark_window", "Months of the window", Unit.MONTHS, rule.window_months, _SELECTION)
    return (
        f"A candidate is rejected under {least('independence', rule.least_independence)} for independence, "
        f"{least('investability', rule.least_investability)} for investability or "
        f"{least('data_quality', rule.least_data_quality)} for data, and where it has returns for under {months} of "
        f"the fund's months in the {window} to the as-of date. {quoted(rule.why, _FILE)}"
    )


def _months(item: Considered, book: FigureBook) -> str:
    if item.overlap_months is None:
        return "–"
    apart = "" if item.overlap_frequency in {None, "monthly"} else f", {item.overlap_frequency}"
    name, said = f"overlap_with_{slug(item.benchmark or item.name)}", f"{plain(item.name)}: months in common"
    book.measure("return_since_start")
    cited = (policy_place("benchmarks", "choices"), *book.locators("return_since_start"))
    method = "months of the fund's series in which the candidate has a return too"
    return f"{book.add(name, said, Unit.MONTHS, item.overlap_months, method, cited)}{apart}"
