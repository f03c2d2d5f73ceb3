"""The scorecard's tables: gates, points, months drawn again, other weights, numbers that would change an answer.

Belongs here: their rows and notes. Does not: what they say, which the score stage found. A table of the score orders
candidates; none decides a factor.
"""

import polars as pl

from prudent.memo.exhibits import MemoTable, TableColumn
from prudent.memo.figures import FigureBook
from prudent.memo.format import status_text
from prudent.memo.labels import label
from prudent.memo.prose import plain
from prudent.model.case import Case
from prudent.model.finding import CheckOutcome, Factor
from prudent.score.findings.margins import Margin
from prudent.score.findings.propose import in_sentence
from prudent.score.findings.recommendation import side
from prudent.score.peers.compared import RETURN_ON_HORIZON, source_measure
from prudent.score.score import Score
from prudent.score.scorecard.assemble import total
from prudent.score.scorecard.sensitivity import Flip, spread_of

_NONE = "–"
_GATES = {"passed": "● passed", "failed": "◐ failed", "not in evidence": "○ not in evidence"}


def gates_table(score: Score) -> MemoTable | None:
    """What stands before the points; None when the policy has no gate for this kind of fund."""
    if not score.gates:
        return None
    failed = _failed(score)
    return MemoTable(
        id="gates",
        title="Gates before the points",
        columns=_columns("Gate", "Outcome", "What the evidence says", "Source"),
        rows=tuple(
            (gate.title, _GATES[gate.outcome], " ".join((gate.answer, gate.what_to_ask or "")).strip(), gate.source)
            for gate in score.gates
        ),
        note=f"No rank is claimed, because this failed: {failed}."
        if failed
        else "No gate failed; an open one is open.",
    )


def _failed(score: Score) -> str:
    titles = [gate.title for gate in score.gates if gate.outcome == "failed"]
    return "; ".join(f"{title[:1].lower()}{title[1:]}" for title in titles)


def points_table(case: Case, score: Score) -> MemoTable:
    """Points from published cut-offs, with the weight of each criterion and the coverage of the evidence."""
    rows = score.scorecard.filter(pl.col("fund") == case.candidate.fund).sort("factor", "criterion")
    why = {criterion.id: criterion.why for criterion in case.policy.scorecard.criteria}
    points = total(score.scorecard, case.candidate.fund)
    reached = (
        "no criterion has evidence"
        if points.score_frac is None
        else f"{points.score_frac * 100:.0f} of 100 where there is evidence"
    )
    return MemoTable(
        id="scorecard",
        title="Scorecard",
        columns=(*_columns("Factor", "Criterion and why"), *_numbers("Weight, %", "Points")),
        rows=tuple(
            (
                row["factor"],
                f"{row['criterion'].replace('-', ' ').capitalize()}. {why[row['criterion']]}",
                f"{row['weight_frac'] * 100:.1f}",
                "not in evidence" if row["points"] is None else f"{row['points']:.0f} of {row['points_possible']:.0f}",
            )
            for row in rows.iter_rows(named=True)
        ),
        note=(
            f"Score: {reached}; evidence covers {points.coverage_frac * 100:.1f} % of the weight. The score "
            "orders candidates and decides no factor."
        ),
    )


def uncertainty_table(case: Case, score: Score) -> MemoTable:
    """Score and rank of every fund as measured, and on months drawn again; the candidate first."""
    first = pl.col("fund") != case.candidate.fund
    rows = score.uncertainty.sort(first, "fund")
    rule = case.policy.scorecard.resampling
    own = rows.row(0, named=True)
    drawn = f"{rule.draws:,} draws in blocks of {rule.block_months} months, seed {rule.seed}, the same for every fund. "
    if own["refusal_reason"] is None:
        horizon = case.peer_group.horizon if case.peer_group else None
        on_horizon = {source_measure(RETURN_ON_HORIZON, horizon): RETURN_ON_HORIZON}
        names = "; ".join(in_sentence(label(on_horizon.get(str(name)) or str(name))) for name in own["drawn"])
        drawn += f"Of the fund was drawn: {names} (n = {own['n']}). All else stays as measured. "
    else:
        drawn += f"{own['refusal_reason']} "
    failed = _failed(score)
    drawn += f"No rank is claimed: {failed}." if failed else "Nine tenths of the draws lie between the two ends."
    heads = ("Score", "Score, 5 to 95 %", "Rank", "Rank, 5 to 95 %", "First, % of draws", "Better half, % of draws")
    return MemoTable(
        id="score-uncertainty",
        title="How far the score depends on which months happened",
        columns=(TableColumn(heading="Fund"), *_numbers(*heads)),
        rows=tuple((plain(case.name_of(row["fund"])), *_drawn_cells(row)) for row in rows.iter_rows(named=True)),
        note=drawn,
    )


def _drawn_cells(row: dict[str, float | None]) -> tuple[str, ...]:
    return (
        _points(row["score_frac"]),
        _ends(row["score_p05_frac"], row["score_p95_frac"], 100),
        _NONE if row["rank"] is None else f"{row['rank']} of {row['ranked_n']}",
        _ends(row["rank_p05"], row["rank_p95"], 1),
        _points(row["first_share_frac"]),
        _points(row["top_half_share_frac"]),
    )


def _points(share: float | None) -> str:
    return _NONE if share is None else f"{share * 100:.0f}"


def _ends(low: float | None, high: float | None, factor: int) -> str:
    return _NONE if low is None or high is None else f"{low * factor:.0f} to {high * factor:.0f}"


def sensitivity_table(case: Case, score: Score) -> MemoTable:
    """Score and rank under the policy's weights, without each factor, and over the whole grid of weights."""
    rows = [
        (
            "The policy's weights" if row["kind"] == "policy" else f"Without {row['left_out']}",
            _points(row["score_frac"]),
            _NONE if row["rank"] is None else f"{row['rank']} of {row['ranked_n']}",
        )
        for row in score.sensitivity.filter(pl.col("kind") != "grid")
        .sort(pl.col("kind") != "policy", "place")
        .iter_rows(named=True)
    ]
    spread, steps = spread_of(score.sensitivity), case.policy.scorecard.weight_grid.steps
    note = f"The grid holds every split of the weight among six factors in steps of {100 / steps:g} %. "
    if spread is None:
        failed = _failed(score)
        note += f"No rank is claimed: {failed}." if failed else "The fund has no score, so it has no rank."
    else:
        grid = score.sensitivity.filter((pl.col("kind") == "grid") & pl.col("score_frac").is_not_null())["score_frac"]
        ends = _ends(float(grid.to_numpy().min()), float(grid.to_numpy().max()), 100)
        rows.append((f"All {spread.vectors_n:,} vectors of the grid", ends, f"{spread.best} to {spread.worst}"))
        note += (
            f"It ranks first under {spread.first_share_frac * 100:.0f} % of them and in the better half under "
            f"{spread.top_half_share_frac * 100:.0f} %. " + " ".join(_flipped(case, flip) for flip in spread.flips)
        )
    return MemoTable(
        id="score-sensitivity",
        title="How far the score depends on the weights",
        columns=(TableColumn(heading="Weights"), *_numbers("Score", "Rank")),
        rows=tuple(rows),
        note=note.strip(),
    )


def _flipped(case: Case, flip: Flip) -> str:
    """Where the order against a neighbour turns: the weights nearest to the policy's."""
    name, where = plain(case.name_of(flip.rival)), "above" if flip.is_above else "below"
    if not flip.weights:
        return f"{name}, next {where}, stays {where} under all of them."
    said = ", ".join(f"{factor.value} {weight * 100:.0f}" for factor, weight in zip(Factor, flip.weights, strict=True))
    return (
        f"Against {name}, next {where}, the order turns under {flip.vectors_n:,}; nearest to the policy's weights at "
        f"{said} (%)."
    )


def beside(case: Case, score: Score, book: FigureBook) -> tuple[MemoTable, ...]:
    """The tables that stand behind the points."""
    tables = (uncertainty_table(case, score), sensitivity_table(case, score), thresholds_table(score, book))
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
        columns=(*_columns("Factor", "Measured", "Answer"), *_numbers("Now", "Needed", "Distance")),
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
            columns=_columns("Question", "Outcome", "Answer", "Held against"),
            rows=tuple(
                (
                    check.question,
                    status_text(check.outcome),
                    " ".join((check.answer, check.what_to_ask or "")).strip(),
                    f"{check.threshold} ({check.source})",
                )
                for check in finding.checks
            ),
            note=f"{finding.question} {status_text(finding.status)}. {finding.sentence}",
        )
        for finding in score.own_findings
    )


def patterns_table(score: Score) -> MemoTable | None:
    """The patterns that the proposal describes as failing, and what the evidence says of each."""
    if not score.patterns:
        return None
    shapes = {"triggered": "◐", "not triggered": "●", "not in evidence": "○", "not applicable": "–"}
    return MemoTable(
        id="patterns",
        title="Patterns that fail",
        columns=_columns("Pattern", "Outcome", "What the evidence says", "Source"),
        rows=tuple(
            (
                item.title,
                f"{shapes[item.outcome.value]} {item.outcome.value}",
                " ".join((item.answer, item.what_to_ask or "")).strip(),
                item.source,
            )
            for item in score.patterns
        ),
        note="One that is triggered makes its factor not supported. One that is not in evidence is no answer.",
    )


def _columns(*heads: str) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(heading=head) for head in heads)


def _numbers(*heads: str) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(heading=head, align="right") for head in heads)
