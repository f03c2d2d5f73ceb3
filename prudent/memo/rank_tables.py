"""The two tables that say how far score and rank can be trusted: other months, and other weights.

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
from prudent.model.finding import Factor
from prudent.model.measured import Unit
from prudent.score.findings.propose import in_sentence
from prudent.score.peers.compared import RETURN_ON_HORIZON, source_measure
from prudent.score.score import Score
from prudent.score.scorecard.coverage import CoverageGates
from prudent.score.scorecard.sensitivity import Flip, Spread, spread_of

SCORED = "points over possible points of what is in evidence, weighted by the policy"
_NONE = "–"
_AS_ZERO = "Rank, missing as zero"
_RANKED = "the fund's score among those of the funds that are ranked, each scored alike; 1 is best"
_DRAWN = "order statistics of scores and ranks over months drawn again in blocks"
_GRID = "over the vectors of the grid under which the fund can be ranked"
_UNCERTAIN, _SENSITIVE = "score_fund__rank_uncertainty", "score_fund__sensitivity"
_WEIGHTS, _CRITERIA = policy_place("scorecard", "weights"), policy_place("scorecard", "criteria")
_RESAMPLING, _STEPS = policy_place("scorecard", "resampling"), policy_place("scorecard", "weight_grid")

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
        "Score", "Score, 5 to 95 %", "Rank", "Evidence, of weight", _AS_ZERO, "Rank, 5 to 95 %", "First, of draws",
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
    place = Row(_UNCERTAIN, row, _row_name(fund), name, _RANKED, cited)
    drawn = Row(_UNCERTAIN, row, _row_name(fund), name, _DRAWN, (*cited, _RESAMPLING))
    book.cell(drawn, "n", "observations drawn from")
    return (
        name,
        book.cell(now, "score_frac", "score"),
        _ends(drawn, "score_p05_frac", "score_p95_frac", "score", book),
        _rank(place, "rank", book),
        book.cell(now, "coverage_frac", "evidence, share of the weight"),
        _rank(place, "rank_missing_as_zero", book),
        _ends(drawn, "rank_p05", "rank_p95", "rank", book),
        book.cell(drawn, "first_share_frac", "first, share of draws"),
        book.cell(drawn, "top_half_share_frac", "better half, share of draws"),
    )


def _rank(row: Row, column: str, book: FigureBook) -> str:
    if row.cells[column] is None:
        return _NONE
    return (
        f"{book.cell(row, column, column.replace('_', ' '))} of {book.cell(row, 'ranked_n', 'funds that are ranked')}"
    )


def _ends(row: Row, low: str, high: str, what: str, book: FigureBook) -> str:
    if row.cells[low] is None or row.cells[high] is None:
        return _NONE
    return f"{book.cell(row, low, f'{what}, low end')} to {book.cell(row, high, f'{what}, high end')}"


def sensitivity_table(case: Case, score: Score, book: FigureBook) -> MemoTable:
    """Score, coverage and rank under the policy's weights, without each factor, and over the whole grid of weights."""
    named = score.sensitivity.filter(pl.col("kind") != "grid").sort(pl.col("kind") != "policy", "place")
    cited = score_evidence(case.candidate.fund, score)
    rows = [_weighted_row(row, cited, book) for row in named.iter_rows(named=True)]
    spread, step = spread_of(score.sensitivity), 1 / case.policy.scorecard.weight_grid.steps
    size = book.policy("grid_step", "Step of the grid of weights", Unit.FRACTION, step, _STEPS)
    note = f"The grid holds every split of the weight among six factors in steps of {size}. "
    if spread is None:
        note += _unranked(score)
    else:
        rows.append(_grid_row(score, spread, cited, book))
        note += _grid_note(case, score, spread, cited, book)
    return MemoTable(
        id="score-sensitivity",
        title="How far the score depends on the weights",
        columns=(*text_columns("Weights"), *number_columns("Score", "Evidence, of weight", "Rank", _AS_ZERO)),
        rows=tuple(rows),
        note=note.strip(),
    )


def _weighted_row(row: Cells, cited: tuple[str, ...], book: FigureBook) -> tuple[str, ...]:
    own = "The policy's weights" if row["kind"] == "policy" else f"Without {row['left_out']}"
    scored = Row(_SENSITIVE, row, f"weights {row['left_out'] or 'policy'}", own, SCORED, cited)
    place = Row(_SENSITIVE, row, f"weights {row['left_out'] or 'policy'}", own, _RANKED, cited)
    return (
        own,
        book.cell(scored, "score_frac", "score"),
        book.cell(scored, "coverage_frac", "evidence, share of the weight"),
        _rank(place, "rank", book),
        _rank(place, "rank_missing_as_zero", book),
    )


def _unranked(score: Score) -> str:
    """Why there is no rank under any weights."""
    if failed := failed_gates(score):
        return f"No rank is claimed: {failed}."
    has_score = score.sensitivity["score_frac"].null_count() < score.sensitivity.height
    alone = "No rank is claimed: fewer than two funds have a score and enough evidence."
    return alone if has_score else "The fund has no score, so it has no rank."


def _grid_row(score: Score, spread: Spread, cited: tuple[str, ...], book: FigureBook) -> tuple[str, ...]:
    grid, whole = score.sensitivity.filter((pl.col("kind") == "grid") & pl.col("rank").is_not_null()), _grid_n(score)
    vectors = book.add("grid_vectors", "Vectors of the grid", Unit.COUNT, whole, "every split in such steps", (_STEPS,))
    ranked = _of_grid("ranked", "vectors under which it can be ranked", Unit.COUNT, spread.vectors_n, cited, book)

    def ends(name: str, said: str, unit: Unit, low: float, high: float) -> str:
        lowest = _of_grid(f"{name}_low", f"{said}, lowest", unit, low, cited, book)
        return f"{lowest} to {_of_grid(f'{name}_high', f'{said}, highest', unit, high, cited, book)}"

    scores, covered = grid["score_frac"].to_numpy(), grid["coverage_frac"].to_numpy()
    return (
        f"All {vectors} vectors of the grid" if spread.vectors_n == whole else f"{ranked} of {vectors} of the grid",
        ends("score", "score", Unit.FRACTION, float(scores.min()), float(scores.max())),
        ends("coverage", "evidence", Unit.FRACTION, float(covered.min()), float(covered.max())),
        ends("rank", "rank", Unit.COUNT, spread.best, spread.worst),
        ends("as_zero", "rank, missing as zero", Unit.COUNT, spread.best_missing_as_zero, spread.worst_missing_as_zero),
    )


def _of_grid(name: str, said: str, unit: Unit, value: float, cited: tuple[str, ...], book: FigureBook) -> str:
    return book.add(f"grid_{name}", f"Over the grid: {said}", unit, value, _GRID, (_STEPS, *cited))


def _grid_n(score: Score) -> int:
    return score.sensitivity.filter(pl.col("kind") == "grid").height


def _grid_note(case: Case, score: Score, spread: Spread, cited: tuple[str, ...], book: FigureBook) -> str:
    """What the grid says of the rank, and of how much of the grid it can say anything."""
    is_whole = spread.vectors_n == _grid_n(score)
    of_them = "of them" if is_whole else "of the ⟨grid_ranked⟩ under which it can be ranked"
    first = _of_grid("first", "ranks first", Unit.FRACTION, spread.first_share_frac, cited, book)
    half = _of_grid("half", "in the better half", Unit.FRACTION, spread.top_half_share_frac, cited, book)
    said = f"It ranks first under {first} {of_them} and in the better half under {half}."
    if not is_whole:
        said += " Under the rest it, or every other fund, has too little evidence where the weight lies."
    return " ".join((said, *(_flipped(case, flip, cited, book) for flip in spread.flips)))


def _flipped(case: Case, flip: Flip, cited: tuple[str, ...], book: FigureBook) -> str:
    """Where the order against a neighbour turns: the weights nearest to the policy's."""
    name, where = plain(case.name_of(flip.rival)), "above" if flip.is_above else "below"
    if not flip.weights:
        return f"{name}, next {where}, stays {where} wherever both are ranked."
    turned = _of_grid(
        f"turned_{where}", f"order against the next {where} turns", Unit.COUNT, flip.vectors_n, cited, book
    )
    said = ", ".join(
        f"{factor.value} {_turning(factor, where, weight, cited, book)}"
        for factor, weight in zip(Factor, flip.weights, strict=True)
    )
    return f"Against {name}, next {where}, the order turns under {turned}; nearest to the policy's weights at {said}."


def _turning(factor: Factor, where: str, weight: float, cited: tuple[str, ...], book: FigureBook) -> str:
    said = f"{factor.value}, weight nearest to the policy's at which the order against the next {where} turns"
    return _of_grid(f"turned_{where}_{factor.value}", said, Unit.FRACTION, weight, cited, book)
