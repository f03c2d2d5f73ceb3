"""The two tables that say how far score and rank can be trusted: other months, and other weights.

Belongs here: their rows and notes. Does not: what they say, which the score stage found. Beside every rank stand the
share of the weight that the score rests on, and the rank if missing criteria gave no points.
"""

import polars as pl

from prudent.memo.exhibits import MemoTable, number_columns, text_columns
from prudent.memo.labels import label
from prudent.memo.prose import plain
from prudent.model.case import Case
from prudent.model.finding import Factor
from prudent.score.findings.propose import in_sentence
from prudent.score.peers.compared import RETURN_ON_HORIZON, source_measure
from prudent.score.score import Score
from prudent.score.scorecard.coverage import CoverageGates
from prudent.score.scorecard.sensitivity import Flip, Spread, spread_of

_NONE = "–"
_AS_ZERO = "Rank, missing as zero"


def failed_gates(score: Score) -> str:
    """The titles of the gates that failed, as part of a sentence; empty when none did."""
    titles = [gate.title for gate in score.gates if gate.outcome == "failed"]
    return "; ".join(f"{title[:1].lower()}{title[1:]}" for title in titles)


def uncertainty_table(case: Case, score: Score) -> MemoTable:
    """Score, coverage and rank of every fund as measured, and on months drawn again; the candidate first."""
    rows = score.uncertainty.sort(pl.col("fund") != case.candidate.fund, "fund")
    heads = (
        "Score", "Score, 5 to 95 %", "Rank", "Evidence, % of weight", _AS_ZERO, "Rank, 5 to 95 %", "First, % of draws",
        "Better half, % of draws",
    )  # fmt: skip
    return MemoTable(
        id="score-uncertainty",
        title="How far the score depends on which months happened",
        columns=(*text_columns("Fund"), *number_columns(*heads)),
        rows=tuple((plain(case.name_of(row["fund"])), *_drawn_cells(row)) for row in rows.iter_rows(named=True)),
        note=f"{_drawn_note(case, rows.row(0, named=True))} {_ranked_note(case, score, rows)}",
    )


def _drawn_note(case: Case, own: dict[str, str | int | list[str] | None]) -> str:
    """What was drawn of the candidate, and how."""
    rule = case.policy.scorecard.resampling
    said = f"{rule.draws:,} draws in blocks of {rule.block_months} months, seed {rule.seed}, the same for every fund."
    if own["refusal_reason"] is not None:
        return f"{said} {own['refusal_reason']}"
    horizon = case.peer_group.horizon if case.peer_group else None
    on_horizon = {source_measure(RETURN_ON_HORIZON, horizon): RETURN_ON_HORIZON}
    measures = own["drawn"] if isinstance(own["drawn"], list) else []
    names = "; ".join(in_sentence(label(on_horizon.get(name) or name)) for name in measures)
    return (
        f"{said} Of the fund was drawn: {names} (n = {own['n']}). Smoothing is undone on the whole record before the "
        "draw, for blocks break it. All else stays as measured."
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


def _drawn_cells(row: dict[str, float | None]) -> tuple[str, ...]:
    return (
        _points(row["score_frac"]),
        _ends(row["score_p05_frac"], row["score_p95_frac"], 100),
        _rank(row["rank"], row["ranked_n"]),
        _points(row["coverage_frac"]),
        _rank(row["rank_missing_as_zero"], row["ranked_n"]),
        _ends(row["rank_p05"], row["rank_p95"], 1),
        _points(row["first_share_frac"]),
        _points(row["top_half_share_frac"]),
    )


def _rank(place: float | None, ranked_n: float | None) -> str:
    return _NONE if place is None else f"{place} of {ranked_n}"


def _points(share: float | None) -> str:
    return _NONE if share is None else f"{share * 100:.0f}"


def _ends(low: float | None, high: float | None, factor: int) -> str:
    return _NONE if low is None or high is None else f"{low * factor:.0f} to {high * factor:.0f}"


def sensitivity_table(case: Case, score: Score) -> MemoTable:
    """Score, coverage and rank under the policy's weights, without each factor, and over the whole grid of weights."""
    named = score.sensitivity.filter(pl.col("kind") != "grid").sort(pl.col("kind") != "policy", "place")
    rows: list[tuple[str, ...]] = [
        (
            "The policy's weights" if row["kind"] == "policy" else f"Without {row['left_out']}",
            _points(row["score_frac"]),
            _points(row["coverage_frac"]),
            _rank(row["rank"], row["ranked_n"]),
            _rank(row["rank_missing_as_zero"], row["ranked_n"]),
        )
        for row in named.iter_rows(named=True)
    ]
    spread, steps = spread_of(score.sensitivity), case.policy.scorecard.weight_grid.steps
    note = f"The grid holds every split of the weight among six factors in steps of {100 / steps:g} %. "
    if spread is None:
        note += _unranked(score)
    else:
        rows.append(_grid_row(score, spread))
        note += _grid_note(case, score, spread)
    return MemoTable(
        id="score-sensitivity",
        title="How far the score depends on the weights",
        columns=(*text_columns("Weights"), *number_columns("Score", "Evidence, % of weight", "Rank", _AS_ZERO)),
        rows=tuple(rows),
        note=note.strip(),
    )


def _unranked(score: Score) -> str:
    """Why there is no rank under any weights."""
    if failed := failed_gates(score):
        return f"No rank is claimed: {failed}."
    has_score = score.sensitivity["score_frac"].null_count() < score.sensitivity.height
    alone = "No rank is claimed: fewer than two funds have a score and enough evidence."
    return alone if has_score else "The fund has no score, so it has no rank."


def _grid_row(score: Score, spread: Spread) -> tuple[str, ...]:
    grid, whole = score.sensitivity.filter((pl.col("kind") == "grid") & pl.col("rank").is_not_null()), _grid_n(score)
    scores, covered = grid["score_frac"].to_numpy(), grid["coverage_frac"].to_numpy()
    return (
        f"All {whole:,} vectors of the grid"
        if spread.vectors_n == whole
        else f"{spread.vectors_n:,} of {whole:,} vectors of the grid",
        _ends(float(scores.min()), float(scores.max()), 100),
        _ends(float(covered.min()), float(covered.max()), 100),
        f"{spread.best} to {spread.worst}",
        f"{spread.best_missing_as_zero} to {spread.worst_missing_as_zero}",
    )


def _grid_n(score: Score) -> int:
    return score.sensitivity.filter(pl.col("kind") == "grid").height


def _grid_note(case: Case, score: Score, spread: Spread) -> str:
    """What the grid says of the rank, and of how much of the grid it can say anything."""
    is_whole = spread.vectors_n == _grid_n(score)
    of_them = "of them" if is_whole else f"of the {spread.vectors_n:,} under which it can be ranked"
    said = (
        f"It ranks first under {spread.first_share_frac * 100:.0f} % {of_them} and in the better half under "
        f"{spread.top_half_share_frac * 100:.0f} %."
    )
    if not is_whole:
        said += " Under the rest it, or every other fund, has too little evidence where the weight lies."
    return " ".join((said, *(_flipped(case, flip) for flip in spread.flips)))


def _flipped(case: Case, flip: Flip) -> str:
    """Where the order against a neighbour turns: the weights nearest to the policy's."""
    name, where = plain(case.name_of(flip.rival)), "above" if flip.is_above else "below"
    if not flip.weights:
        return f"{name}, next {where}, stays {where} wherever both are ranked."
    said = ", ".join(f"{factor.value} {weight * 100:.0f}" for factor, weight in zip(Factor, flip.weights, strict=True))
    return (
        f"Against {name}, next {where}, the order turns under {flip.vectors_n:,}; nearest to the policy's weights at "
        f"{said} (%)."
    )
