"""Charts of comparison: every compared measure in a row of its own, and the score under other weights and months.

Belongs here: what each shows and says. Does not: who is compared with whom (`prudent/score/peers`), nor the score.
"""

from collections.abc import Iterator

import polars as pl

from prudent.memo.chart_kinds import Chart, PeerValue, Range, RangeChart, Strip, StripChart
from prudent.memo.charted.sources import Sources, sources_of
from prudent.memo.figures import FigureBook
from prudent.memo.labels import label
from prudent.memo.rank_tables import score_evidence
from prudent.model.case import Case
from prudent.model.measured import Unit
from prudent.score.peers.compared import COMPARED, Compared, source_measure
from prudent.score.score import Score
from prudent.score.scorecard.sensitivity import spread_of
from prudent.tables.core import CoreTables

_LEFT_OUT = {"sharpe_ratio_unsmoothed_3y"}
"""Told by another row: the ratio after unsmoothing, which is the reported one where no lag is found."""
_LEAST_VALUES = 2


def score_charts(case: Case, core: CoreTables, score: Score, book: FigureBook) -> tuple[Chart, ...]:
    """The two, in the order in which they are read, without one that the evidence does not carry."""
    sources = sources_of(case, core, score, book)
    return tuple(chart for chart in (strip_chart(sources), weights_chart(sources)) if chart is not None)


def strip_chart(sources: Sources) -> StripChart | None:
    """Each measure on which the fund, or two peers, can be placed; None where there is none."""
    horizon = sources.case.peer_group.horizon if sources.case.peer_group else None
    seen: set[str] = set()
    rows: list[tuple[str, Strip]] = []
    for item in COMPARED:
        source = source_measure(item.measure, horizon)
        if item.measure in _LEFT_OUT or source in seen:
            continue
        if (strip := _strip(item, sources)) is not None:
            rows.append((item.measure, strip))
            seen.add(_window_of(source, sources))
    if not rows:
        return None
    return StripChart(
        id="peer-strips",
        name="The fund among its peers, measure by measure",
        title=_strips_title(sources, rows),
        subtitle=(
            "Each row has a scale of its own from the lowest to the highest, whichever is better. Only funds on the "
            "same basis are in a row; a median needs three peers. Windows end at the as-of date"
        ),
        fund=sources.fund.legal_name,
        rows=tuple(strip for _, strip in rows),
    )


def _window_of(source: str, sources: Sources) -> str:
    """The name of the return on a whole number of years that is the same as the group's own window."""
    window = sources.measure(source).window
    years = {name: sources.measure(name).window for name in ("return_1y", "return_3y")}
    return next((name for name, other in years.items() if other == window and source.startswith("return_")), source)


def _strip(item: Compared, sources: Sources) -> Strip | None:
    evidence = sources.score.evidence(sources.case)
    own, comparison = sources.measure(item.measure), evidence.comparison(item.measure)
    peers = tuple(
        PeerValue(label=sources.case.name_of(peer), value=value)
        for peer in comparison.peers
        if (value := evidence.of(peer).measure(item.measure).value) is not None
    )
    if len(peers) + (own.value is not None) < _LEAST_VALUES:
        return None
    unit = next((evidence.of(peer).measure(item.measure).unit for peer in comparison.peers), own.unit)
    return Strip(
        label=label(item.measure),
        unit=unit,
        better=item.better,
        own=own.value,
        peers=peers,
        median=comparison.peer_median,
        rank=comparison.rank,
        is_tied=bool(comparison.tied_n),
    )


def _strips_title(sources: Sources, rows: list[tuple[str, Strip]]) -> str:
    judged = [(name, row) for name, row in rows if row.own is not None and row.median is not None]
    if not judged:
        return f"On no measure has {sources.name} a figure beside three peers"
    ahead = sum(_is_ahead(row) for _, row in judged)
    evidence = tuple(dict.fromkeys(place for name, _ in judged for place in sources.measure(name).evidence))
    better = sources.count("strips_better", "Measures better than the peers' median", ahead, evidence)
    n = sources.count("strips_judged", "Measures with a peers' median", len(judged), evidence)
    return f"Of {n} measures with a peers' median {sources.name} is better than it on {better}"


def _is_ahead(row: Strip) -> bool:
    if row.own is None or row.median is None:
        return False
    return row.own > row.median if row.better == "higher" else row.own < row.median


def weights_chart(sources: Sources) -> RangeChart | None:
    """The score under the policy's weights, without each factor, over the grid, over draws of months."""
    named = sources.score.sensitivity.filter(pl.col("kind") != "grid").sort(pl.col("kind") != "policy", "place")
    if named.is_empty() or named["score_frac"][0] is None:
        return None
    rows = [_weighted(row) for row in named.iter_rows(named=True) if row["score_frac"] is not None]
    rows += [*_grid(sources), *_drawn(sources)]
    return RangeChart(
        id="weights",
        name="Score and rank under other weights and other months",
        title=_weights_title(sources, named.row(0, named=True)),
        subtitle=(
            "The score counts what is in evidence; a bar spans all vectors of the grid, or nine tenths of the draws "
            "with the middle one marked. The score decides no factor"
        ),
        rows=tuple(rows),
    )


def _weighted(row: dict[str, float | None]) -> Range:
    is_policy = str(row["kind"]) == "policy"
    rank = None if row["rank"] is None else int(row["rank"])
    said = "The policy's weights" if is_policy else f"Without {row['left_out']}"
    return Range(label=said, at=_points(row["score_frac"]), best=rank, worst=rank, emphasis=is_policy)


def _grid(sources: Sources) -> Iterator[Range]:
    """Over all vectors with a score; the ranks are those of the vectors that can be ranked."""
    grid = sources.score.sensitivity.filter((pl.col("kind") == "grid") & pl.col("score_frac").is_not_null())
    if grid.is_empty():
        return
    spread = spread_of(sources.score.sensitivity)
    low, high = (_points(grid.select(end).item()) for end in (pl.col("score_frac").min(), pl.col("score_frac").max()))
    best, worst = (None, None) if spread is None else (spread.best, spread.worst)
    yield Range(label="Every split of the weights", low=low, high=high, best=best, worst=worst)


def _drawn(sources: Sources) -> Iterator[Range]:
    rows = sources.score.uncertainty.filter(pl.col("fund") == sources.fund.fund, pl.col("score_p05_frac").is_not_null())
    for row in rows.iter_rows(named=True):
        low, at, high = (_points(row[f"score_{end}_frac"]) for end in ("p05", "p50", "p95"))
        yield Range(label="Months drawn again", low=low, at=at, high=high, best=row["rank_p05"], worst=row["rank_p95"])


def _points(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 6)


def _weights_title(sources: Sources, policy: dict[str, float | None]) -> str:
    book, cited = sources.book, score_evidence(sources.fund.fund, sources.score)
    score = book.add(
        "charted_score", "Score under the policy's weights", Unit.FRACTION, policy["score_frac"],
        "points over possible points of what is in evidence, weighted by the policy", cited,
    )  # fmt: skip
    said = f"Score under the policy's weights: {score} of what can be reached"
    if policy["rank"] is None:
        return f"{said}; no rank is claimed"
    rank = sources.count("charted_rank", "Rank under the policy's weights", int(policy["rank"]), cited)
    ranked = sources.count("charted_ranked", "Funds that are ranked", int(policy["ranked_n"] or 0), cited)
    return f"{said}, rank {rank} of {ranked}"
