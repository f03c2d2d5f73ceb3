"""How far score and rank depend on the weights: the policy's, those without each factor, and a grid of them.

Belongs here: the table and what its note says of the grid. Does not: other months (`rank_tables.py`), nor how the
vectors are made (`prudent/score/scorecard/sensitivity.py`).
"""

import polars as pl

from prudent.memo.exhibits import MemoTable, number_columns, text_columns
from prudent.memo.figures import FigureBook
from prudent.memo.prose import plain
from prudent.memo.rank_tables import AS_ZERO, RANKED, SCORED, Cells, failed_gates, rank_of, score_evidence
from prudent.memo.rows import Row, policy_place
from prudent.model.case import Case
from prudent.model.finding import Factor
from prudent.model.measured import Unit
from prudent.score.score import Score
from prudent.score.scorecard.sensitivity import Flip, Spread, spread_of

_GRID = "over the vectors of the grid under which the fund can be ranked"
_SENSITIVE = "score_fund__sensitivity"
_STEPS = policy_place("scorecard", "weight_grid")


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
        columns=(*text_columns("Weights"), *number_columns("Score", "Evidence, of weight", "Rank", AS_ZERO)),
        rows=tuple(rows),
        note=note.strip(),
    )


def _weighted_row(row: Cells, cited: tuple[str, ...], book: FigureBook) -> tuple[str, ...]:
    own = "The policy's weights" if row["kind"] == "policy" else f"Without {row['left_out']}"
    scored = Row(_SENSITIVE, row, f"weights {row['left_out'] or 'policy'}", own, SCORED, cited)
    place = Row(_SENSITIVE, row, f"weights {row['left_out'] or 'policy'}", own, RANKED, cited)
    return (
        own,
        book.cell(scored, "score_frac", "score"),
        book.cell(scored, "coverage_frac", "evidence, share of the weight"),
        rank_of(place, "rank", book),
        rank_of(place, "rank_missing_as_zero", book),
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
        f"All {vectors} vectors of the grid"
        if spread.vectors_n == whole
        else f"{ranked} of {vectors} vectors of the grid",
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
