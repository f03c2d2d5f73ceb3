"""Each fund beside each of its benchmark candidates: scores, what ties the two together, and months in common.

Belongs here: laying the policy's scores and the evidence side by side. Does not: what decides (`selection.py`).
"""

from datetime import date

import polars as pl

from prudent.model.benchmarks import FURTHER_HEADS, SIMILARITY_HEADS, Benchmarks, Choice
from prudent.model.fund import Fund
from prudent.score.benchmark.beside import monthly_benchmarks
from prudent.score.benchmark.composite import with_composites
from prudent.score.benchmark.coverage import coverage
from prudent.tables.core import CoreTables

_FUND = {"fund": pl.String, "manager": pl.String, "choice": pl.Int64}
_CANDIDATE = {
    "choice": pl.Int64,
    "place": pl.Int64,
    "benchmark": pl.String,
    "name": pl.String,
    **dict.fromkeys(SIMILARITY_HEADS, pl.Int64),
    "least_similarity": pl.Int64,
    "why": pl.String,
}
_FURTHER = {
    "manager": pl.String,
    "benchmark": pl.String,
    "runner": pl.String,
    **dict.fromkeys(FURTHER_HEADS, pl.Int64),
    **{f"why_{head}": pl.String for head in FURTHER_HEADS},
}


def candidates(funds: tuple[Fund, ...], core: CoreTables, policy: Benchmarks, as_of: date) -> pl.DataFrame:
    """One row for each fund and candidate, by fund and in the policy's order.

    Args:
        funds: the funds.
        core: the core tables.
        policy: proxies, composites and candidates.
        as_of: the as-of date of the question.

    Returns:
        fund, place, benchmark, name, the four heads, similarity, least_similarity, why; the further heads, each with
        why_<head>, and `runner` (the firm that runs both); lends (whether its history is lent to the fund);
        returns_n (months of it in evidence); and what `coverage` gives.
    """
    pairs = _pairs(funds, policy)
    proxies = with_composites(monthly_benchmarks(core.benchmark_returns), policy)
    known = proxies.group_by("benchmark").agg(returns_n=pl.len().cast(pl.Int64))
    months = coverage(core.fund_returns, pairs, proxies, as_of, policy.selection.window_months)
    return (
        pairs.join(known, on="benchmark", how="left", maintain_order="left")
        .join(months, on=["fund", "benchmark"], how="left", maintain_order="left")
        .with_columns(pl.col("returns_n").fill_null(0), similarity=pl.sum_horizontal(SIMILARITY_HEADS))
    )


def _pairs(funds: tuple[Fund, ...], policy: Benchmarks) -> pl.DataFrame:
    choices = (*policy.choices, *policy.funds)
    place = {id(choice): at for at, choice in enumerate(choices)}
    named = [(fund, policy.choice_for(fund)) for fund in funds]
    asked = pl.DataFrame(
        [(fund.fund, fund.manager, place[id(choice)]) for fund, choice in named if choice is not None],
        schema=_FUND,
        orient="row",
    )
    listed = pl.DataFrame(_listed(choices, policy), schema=_CANDIDATE, orient="row")
    paired = asked.join(listed, on="choice").drop("choice").sort("fund", "place")
    further = _further(paired.select("manager", "benchmark").unique(maintain_order=True), policy)
    return (
        paired.join(further, on=["manager", "benchmark"], how="left", maintain_order="left")
        .join(_lent(paired["benchmark"].unique().to_list(), policy), on=["benchmark", "fund"], how="left")
        .with_columns(pl.col("lends").fill_null(False))
        .sort("fund", "place")
    )


def _listed(choices: tuple[Choice, ...], policy: Benchmarks) -> list[tuple[object, ...]]:
    return [
        (
            at,
            place,
            item.benchmark,
            policy.name_of(item.benchmark),
            item.mandate,
            item.strategy,
            item.objectives,
            item.risk,
            choice.least_similarity,
            item.why,
        )
        for at, choice in enumerate(choices)
        for place, item in enumerate(choice.candidates, start=1)
    ]


def _further(pairs: pl.DataFrame, policy: Benchmarks) -> pl.DataFrame:
    """The further heads of a candidate for a fund of a manager: of a composite the least part counts."""
    rows: list[tuple[object, ...]] = []
    for manager, benchmark in pairs.iter_rows():
        proxies = policy.proxies_of(benchmark)
        runner = next((firm for proxy in proxies if (firm := proxy.runner_of(manager)) is not None), None)
        worst = [min(heads, key=lambda head: head.score) for heads in zip(*(p.further for p in proxies), strict=True)]
        scores = [head.score for head in worst]
        if runner is not None:
            scores[FURTHER_HEADS.index("independence")] = 0
        rows.append((manager, benchmark, runner, *scores, *(head.why for head in worst)))
    return pl.DataFrame(rows, schema=_FURTHER, orient="row")


def _lent(benchmarks: list[str], policy: Benchmarks) -> pl.DataFrame:
    rows = [(name, fund, True) for name in benchmarks for fund in sorted(policy.borrowers(name))]
    return pl.DataFrame(rows, schema={"benchmark": pl.String, "fund": pl.String, "lends": pl.Boolean}, orient="row")
