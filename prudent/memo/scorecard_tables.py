"""The scorecard's tables: gates, points, own factors, numbers that would change an answer.

Belongs here: their rows and notes. Does not: what they say, which the score stage found; score and rank on other months
and under other weights (`rank_tables.py`). A table of the score orders candidates; none decides a factor.
"""

import polars as pl

from prudent.memo.exhibits import MemoTable, number_columns, place_column, quoting_columns, text_columns
from prudent.memo.figures import FigureBook
from prudent.memo.format import status_text
from prudent.memo.prose import plain, quoted
from prudent.memo.rank_tables import SCORED, failed_gates, score_evidence, uncertainty_table
from prudent.memo.rows import Row, policy_place
from prudent.memo.weight_tables import sensitivity_table
from prudent.model.case import Case
from prudent.model.finding import CheckOutcome
from prudent.model.measured import Unit
from prudent.score.findings.margins import Margin
from prudent.score.findings.reasons import side
from prudent.score.score import Score
from prudent.score.scorecard.assemble import total

_CARD = "score_fund__scorecard"
_OWN = "policy/checks.yml, own_factors"
_GATES = {"passed": "● passed", "failed": "◐ failed", "not in evidence": "○ not in evidence"}


def gates_table(score: Score) -> MemoTable | None:
    """What stands before the points; None when the policy has no gate for this kind of fund."""
    if not score.gates:
        return None
    failed = failed_gates(score)
    return MemoTable(
        id="gates",
        title="Gates before the points",
        columns=(*text_columns("Gate", "Outcome"), *quoting_columns("What the evidence says"), place_column("Source")),
        rows=tuple(
            (gate.title, _GATES[gate.outcome], " ".join((gate.answer, gate.what_to_ask or "")).strip(), gate.source)
            for gate in score.gates
        ),
        note=f"No rank is claimed, because this failed: {failed}."
        if failed
        else "No gate failed; an open one is open.",
    )


def points_table(case: Case, score: Score, book: FigureBook) -> MemoTable:
    """Points from published cut-offs, with the weight of each criterion and the coverage of the evidence."""
    rows = score.scorecard.filter(pl.col("fund") == case.candidate.fund).sort("factor", "criterion")
    why = {criterion.id: criterion.why for criterion in case.policy.scorecard.criteria}
    return MemoTable(
        id="scorecard",
        title="Scorecard",
        columns=(
            *text_columns("Factor"),
            *quoting_columns("Criterion and why"),
            *number_columns("Weight", "Points", "Of possible"),
        ),
        rows=tuple(
            (
                row["factor"],
                f"{row['criterion'].replace('-', ' ').capitalize()}. {plain(why[row['criterion']])}",
                *_points_cells(row, book),
            )
            for row in rows.iter_rows(named=True)
        ),
        note=_reached(case, score, book),
    )


def _points_cells(row: dict[str, str | float | None], book: FigureBook) -> tuple[str, ...]:
    """Weight, points and possible points of one criterion."""
    criterion = str(row["criterion"])
    said, name = criterion.replace("-", " ").capitalize(), f"criterion {criterion}"
    criteria, weights = policy_place("scorecard", "criteria"), policy_place("scorecard", "weights")
    book.measure(str(row["measure"]))
    weight = Row(_CARD, row, name, said, "the factor's weight, shared among its criteria", (weights, criteria))
    method = "the first cut-off of the policy that the measure reaches"
    reached = Row(_CARD, row, name, said, method, (criteria, *book.locators(str(row["measure"]))))
    possible = Row(_CARD, row, name, said, "as the committee's policy states it", (criteria,))
    return (
        book.cell(weight, "weight_frac", "weight"),
        book.cell(reached, "points", "points", lacking="not in evidence"),
        book.cell(possible, "points_possible", "possible points"),
    )


def _reached(case: Case, score: Score, book: FigureBook) -> str:
    """The score and the share of the weight that it rests on."""
    points, cited = total(score.scorecard, case.candidate.fund), score_evidence(case.candidate.fund, score)
    covered = book.add("coverage", "Evidence, share of the weight", Unit.FRACTION, points.coverage_frac, SCORED, cited)
    reached = "no criterion has evidence"
    if points.score_frac is not None:
        told = book.add("score", "Score, share of possible points", Unit.FRACTION, points.score_frac, SCORED, cited)
        reached = f"{told} of the points that can be had where there is evidence"
    return (
        f"Score: {reached}; evidence covers {covered} of the weight. The score orders candidates and decides no factor."
    )


def beside(case: Case, score: Score, book: FigureBook) -> tuple[MemoTable, ...]:
    """The tables that stand behind the points."""
    tables = (uncertainty_table(case, score, book), sensitivity_table(case, score, book), thresholds_table(score, book))
    return tuple(table for table in tables if table is not None)


def add_figures(score: Score, book: FigureBook) -> None:
    """The figures that sentences of the score name: `needed_<check>`, `distance_<check>`, and those of own factors."""
    book.ensure(check.answer for finding in score.own_findings for check in finding.checks)
    book.ensure(item.answer for item in (*score.patterns, *score.gates))
    for margin in score.margins:
        written = (f"policy/checks.yml:0:{margin.check}", *margin.evidence)
        said = f"{margin.item}: where the answer turns"
        book.add(f"needed_{margin.figure}", said, margin.unit, margin.needed, "the policy's threshold", written)
        away = f"{margin.item}: distance to where the answer turns"
        book.add(
            f"distance_{margin.figure}", away, margin.unit, margin.distance, "value less threshold, no sign", written
        )


def thresholds_table(score: Score, book: FigureBook) -> MemoTable | None:
    """Each number that an answer turns on: what it is, where it turns, how far that is; the nearest first."""
    if not score.margins:
        return None
    ordered = sorted(score.margins, key=lambda margin: (margin.outcome is CheckOutcome.MET, margin.share))
    return MemoTable(
        id="thresholds",
        title="The numbers that would change an answer",
        columns=(
            *text_columns("Factor"),
            *quoting_columns("Measured"),
            *text_columns("Answer"),
            *number_columns("Now", "Needed", "Distance"),
        ),
        rows=tuple(_threshold_row(margin, book) for margin in ordered),
        note=(
            "What is not met stands first, then what is met, the nearest to its threshold first. A share of peers is "
            "given as the value that reaches it. Every other figure held as it is."
        ),
    )


def _threshold_row(margin: Margin, book: FigureBook) -> tuple[str, ...]:
    now = f"⟨{margin.value_figure}⟩"
    book.ensure((now,))
    return (
        margin.factor,
        margin.item,
        status_text(margin.outcome),
        now,
        f"{side(margin)} ⟨needed_{margin.figure}⟩",
        f"⟨distance_{margin.figure}⟩",
    )


def own_factor_tables(score: Score) -> tuple[MemoTable, ...]:
    """One table for each factor that the committee added: its questions and what the evidence says."""
    return tuple(
        MemoTable(
            id=f"own-{finding.factor}",
            title=f"The committee's own factor: {finding.title}",
            columns=(*text_columns("Question", "Outcome"), *quoting_columns("Answer"), place_column("Held against")),
            rows=tuple(
                (
                    check.question,
                    status_text(check.outcome),
                    " ".join((check.answer, check.what_to_ask or "")).strip(),
                    f"{check.threshold} ({check.source})",
                )
                for check in finding.checks
            ),
            note=f"{quoted(finding.question, _OWN)} {status_text(finding.status)}. {finding.sentence}",
        )
        for finding in score.own_findings
    )
