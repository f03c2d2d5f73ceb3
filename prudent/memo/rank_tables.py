"""How far score and rank can be trusted on other months, and what a score and a rank rest on.

Belongs here: their rows and notes. Does not: what they say, which the score stage found. Beside every rank stand the
share of the weight that the score rests on, and the rank if missing criteria gave no points.
"""

import polars as pl

from prudent.memo.exhibits import MemoTable, number_columns, text_columns
from prudent.memo.figures import FigureBook
from prudent.memo.labels import in_words
from prudent.memo.prose import plain, quoted
from prudent.memo.rows import Row, policy_place, slug
from prudent.model.case import Case
from prudent.model.measured import Unit
from prudent.score.findings.propose import in_sentence
from prudent.score.peers.compared import RETURN_ON_HORIZON, source_measure
from prudent.score.score import Score
from prudent.score.scorecard.coverage import CoverageGates

SCORED = "points over possible points of what is in evidence, weighted by the policy"
_NONE = "–"
AS_ZERO = "Rank, missing as zero"
RANKED = "the fund's score among those of the funds that are ranked, each scored alike; 1 is best"
_DRAWN = "order statistics of scores and ranks over months drawn again in blocks"
_UNCERTAIN = "score_fund__rank_uncertainty"
_WEIGHTS, _CRITERIA = policy_place("scorecard", "weights"), policy_place("scorecard", "criteria")
_RESAMPLING = policy_place("scorecard", "resampling")

Cells = dict[str, str | int | float | list[str] | None]


def score_evidence(fund: str, score: Score) -> tuple[str, ...]:
    """What a fund's score rests on: the policy, and every measure of it that was held against cut-offs."""
    card = score.scorecard.filter(pl.col("fund") == fund, pl.col("points").is_not_null()).sort("criterion")
    measured = score.measures.filter(pl.col("fund") == fund, pl.col("measure").is_in(card["measure"].to_list()))
    places = measured.sort("measure")["evidence"].explode().drop_nulls().to_list()
    return (_WEIGHTS, _CRITERIA, *dict.fromkeys(str(place) for place in places))


def failed_gates(score: Score) -> str:
    """The titles of the gates that failed, as part of a sentence; empty when none did."""
    titles = [gate.title for gate in score.gates if gate.outcome == "failed"]
    return "; ".join(f"{title[:1].lower()}{title[1:]}" for title in titles)


def uncertainty_table(case: Case, score: Score, book: FigureBook) -> MemoTable:
    """Score, coverage and rank of every fund as measured, and on months drawn again; the candidate first."""
    rows = score.uncertainty.sort(pl.col("fund") != case.candidate.fund, "fund")
    heads = (
        "Score", "Score, 5 to 95 %", "Rank", "Evidence, of weight", AS_ZERO, "Rank, 5 to 95 %", "First, of draws",
        "Better half, of draws",
    )  # fmt: skip
    return MemoTable(
        id="score-uncertainty",
        title="How far the score depends on which months happened",
        columns=(*text_columns("Fund"), *number_columns(*heads)),
        rows=tuple(_drawn_row(case, row, score, book) for row in rows.iter_rows(named=True)),
        note=f"{_drawn_note(case, rows.row(0, named=True), book)} {_ranked_note(case, score, rows)}",
    )


def _drawn_note(case: Case, own: Cells, book: FigureBook) -> str:
    """What was drawn of the candidate, and how."""
    rule = case.policy.scorecard.resampling
    draws = book.policy("score_draws", "Draws", Unit.COUNT, rule.draws, _RESAMPLING)
    block = book.policy("score_block", "Months of a block", Unit.MONTHS, rule.block_months, _RESAMPLING)
    said = f"{draws} draws in blocks of {block} months, seed {rule.seed}, the same for every fund."
    if own["refusal_reason"] is not None:
        return f"{said} {quoted(str(own['refusal_reason']), 'the draws')}."
    horizon = case.peer_group.horizon if case.peer_group else None
    on_horizon = {source_measure(RETURN_ON_HORIZON, horizon): RETURN_ON_HORIZON}
    measures = own["drawn"] if isinstance(own["drawn"], list) else []
    names = "; ".join(in_sentence(in_words(on_horizon.get(name) or name)) for name in measures)
    return (
        f"{said} Of the fund was drawn: {names} (n = ⟨{_row_name(str(own['fund']))}_n⟩). Smoothing is undone on the "
        "whole record before the draw, for blocks break it. All else stays as measured."
    )


def _ranked_note(case: Case, score: Score, rows: pl.DataFrame) -> str:
    """Who is ranked, and why the others are not."""
    if failed := failed_gates(score):
        return f"No rank is claimed: {failed}."
    out = _under_coverage(case, rows)
    said = (
        f"Not ranked, for too little evidence: {'; '.join(plain(case.name_of(fund)) for fund in out)}. " if out else ""
    )
    if rows["rank"].null_count() == rows.height:
        return f"{said}No rank is claimed: fewer than two funds have a score and enough evidence."
    return (
        f"{said}A score counts only what is in evidence, so two scores may rest on different criteria; missing as zero "
        "is the rank among the same funds if what is missing gave no points. Nine tenths of the draws lie between the "
        "two ends."
    )


def _under_coverage(case: Case, rows: pl.DataFrame) -> tuple[str, ...]:
    """The funds with a score that a gate on coverage keeps out of the ranking."""
    names = tuple(str(name) for name in rows["fund"])
    funds = tuple(fund for fund in case.funds if fund.fund in names)
    gates = CoverageGates(case.policy.scorecard.gates, funds)
    is_in = gates.passed(names, rows["coverage_frac"].to_numpy())
    return tuple(
        name for name, is_ranked, score in zip(names, is_in, rows["score_frac"], strict=True)
        if not is_ranked and score is not None
    )  # fmt: skip


def _row_name(fund: str) -> str:
    return f"drawn_{slug(fund)}"


def _drawn_row(case: Case, row: Cells, score: Score, book: FigureBook) -> tuple[str, ...]:
    """One fund: as measured, and over the draws."""
    fund = str(row["fund"])
    name, cited = plain(case.name_of(fund)), score_evidence(fund, score)
    now = Row(_UNCERTAIN, row, _row_name(fund), name, SCORED, cited)
    place = Row(_UNCERTAIN, row, _row_name(fund), name, RANKED, cited)
    drawn = Row(_UNCERTAIN, row, _row_name(fund), name, _DRAWN, (*cited, _RESAMPLING))
    book.cell(drawn, "n", "observations drawn from")
    return (
        name,
        book.cell(now, "score_frac", "score"),
        _ends(drawn, "score_p05_frac", "score_p95_frac", "score", book),
        rank_of(place, "rank", book),
        book.cell(now, "coverage_frac", "evidence, share of the weight"),
        rank_of(place, "rank_missing_as_zero", book),
        _ends(drawn, "rank_p05", "rank_p95", "rank", book),
        book.cell(drawn, "first_share_frac", "first, share of draws"),
        book.cell(drawn, "top_half_share_frac", "better half, share of draws"),
    )


def rank_of(row: Row, column: str, book: FigureBook) -> str:
    """A rank among those that are ranked: `2 of 5`; a dash where there is none."""
    if row.cells[column] is None:
        return _NONE
    return (
        f"{book.cell(row, column, column.replace('_', ' '))} of {book.cell(row, 'ranked_n', 'funds that are ranked')}"
    )


def _ends(row: Row, low: str, high: str, what: str, book: FigureBook) -> str:
    if row.cells[low] is None or row.cells[high] is None:
        return _NONE
    return f"{book.cell(row, low, f'{what}, low end')} to {book.cell(row, high, f'{what}, high end')}"
