"""Which candidate is a fund's benchmark, which were rejected, and the sentence that says why.

Belongs here: the rule of choice, applied and told. Does not: the scores and the floors, which are
`policy/benchmarks.yml`, and the evidence they are held against (`candidates.py`).
"""

from datetime import date

import polars as pl

from prudent.model.benchmarks import FURTHER_HEADS, SIMILARITY_HEADS, Benchmarks
from prudent.model.fund import Fund
from prudent.score.benchmark.candidates import candidates
from prudent.score.benchmark.named import named_by_funds
from prudent.tables.check import check
from prudent.tables.core import CoreTables
from prudent.tables.spec import table

LOG = table("score_fund__benchmark_log")
_HEADS = [*SIMILARITY_HEADS, *FURTHER_HEADS]


def chosen(funds: tuple[Fund, ...], core: CoreTables, policy: Benchmarks, as_of: date) -> pl.DataFrame:
    """The fund and the benchmark of every fund for which a candidate stands."""
    ranked = ranking(candidates(funds, core, policy, as_of), policy)
    return ranked.filter(pl.col("verdict") == "chosen").select("fund", "benchmark")


def benchmark_log(funds: tuple[Fund, ...], core: CoreTables, policy: Benchmarks, as_of: date) -> pl.DataFrame:
    """The selection and the rejection log of every fund.

    Args:
        funds: the funds.
        core: the core tables.
        policy: candidates, their scores and the rule of choice.
        as_of: the as-of date of the question.

    Returns:
        score_fund__benchmark_log: one row for each candidate, in the policy's order, and one for a benchmark that the
        fund itself names and the policy does not score.
    """
    ranked = ranking(candidates(funds, core, policy, as_of), policy)
    told = ranked.with_columns(reason=_reason(policy))
    log = named_by_funds(told, funds, core.fund_terms, policy, as_of)
    columns = LOG.polars_schema
    return check(log.select(columns.names()).cast(columns).sort(LOG.key), LOG)


def ranking(rows: pl.DataFrame, policy: Benchmarks) -> pl.DataFrame:
    """The candidates with what decided on each.

    A candidate stands when nothing rejects it. Of those that stand the most similar is chosen; equals are told apart by
    the heads of `ties`, then by the order of naming.

    Args:
        rows: as `candidates` gives them.
        policy: the floors and the order of the heads.

    Returns:
        The rows with ground, verdict, standing_n; and `best_<column>` of the chosen, `next_<column>` of the runner-up,
        null where there is none.
    """
    ties = list(policy.selection.ties)
    barred = rows.with_columns(ground=_bar(policy))
    order = ["similarity", *ties]
    ranked = barred.sort(
        ["fund", pl.col("ground").is_not_null(), *order, "place"],
        descending=[False, False, *(True for _ in order), False],
    ).with_columns(standing_n=pl.col("ground").is_null().sum().over("fund").cast(pl.Int64))
    shown = ["name", "similarity", *_HEADS]
    stands = pl.col("ground").is_null()
    beside = [
        pl.col(column).filter(stands).get(at, null_on_oob=True).over("fund").alias(f"{which}_{column}")
        for at, which in ((0, "best"), (1, "next"))
        for column in shown
    ]
    first = stands & (pl.int_range(pl.len()).over("fund") == 0)
    level = pl.col("similarity") == pl.col("best_similarity")
    return (
        ranked.with_columns(beside)
        .with_columns(
            verdict=pl.when(first).then(pl.lit("chosen")).otherwise(pl.lit("rejected")),
            ground=pl.when(~stands)
            .then("ground")
            .when(first)
            .then(pl.lit("most_similar"))
            .when(level)
            .then(pl.lit("tie"))
            .otherwise(pl.lit("less_similar")),
        )
        .sort("fund", "place")
    )


def _bar(policy: Benchmarks) -> pl.Expr:
    """What rejects a candidate before it is compared with the others; null where nothing does."""
    rule = policy.selection
    asked = pl.lit(rule.least_coverage_frac > 0)
    short = pl.col("covered_n") < pl.col("window_n") * rule.least_coverage_frac
    return (
        pl.when(pl.col("lends"))
        .then(pl.lit("lends_history"))
        .when(pl.col("independence") < rule.least_independence)
        .then(pl.lit("not_independent"))
        .when(pl.col("investability") < rule.least_investability)
        .then(pl.lit("not_investable"))
        .when(pl.col("data_quality") < rule.least_data_quality)
        .then(pl.lit("poor_data"))
        .when(asked & (pl.col("returns_n") == 0))
        .then(pl.lit("no_returns"))
        .when(asked & short)
        .then(pl.lit("window_not_covered"))
        .when(pl.col("similarity") < pl.col("least_similarity"))
        .then(pl.lit("not_similar_enough"))
    )


def _reason(policy: Benchmarks) -> pl.Expr:
    """The sentence of each ground, with its numbers."""
    said = {
        "lends_history": pl.format(
            "Its history is lent to {}, and what lends its history to a fund cannot be its benchmark.", pl.col("fund")
        ),
        "not_independent": _not_independent(policy),
        "not_investable": _under("Investability", "investability", policy),
        "poor_data": _under("Data quality", "data_quality", policy),
        "no_returns": pl.lit("No return of it is in evidence, or a part of it has none."),
        "window_not_covered": pl.format(
            f"It has returns for {{}} of the fund's {{}} months in the {policy.selection.window_months} to the as-of "
            f"date; {policy.selection.least_coverage_frac * 100:g} % of them are asked for.",
            pl.col("covered_n"),
            pl.col("window_n"),
        ),
        "not_similar_enough": pl.format(
            "Similarity {} of 12; under {} none is chosen.", pl.col("similarity"), pl.col("least_similarity")
        ),
        "less_similar": pl.format(
            "Similarity {} of 12, under the {} of {}: {}.",
            pl.col("similarity"),
            pl.col("best_similarity"),
            pl.col("best_name"),
            _where_less(),
        ),
        "tie": pl.format(
            "As similar as {}, {} of 12; {}.", pl.col("best_name"), pl.col("similarity"), _decided("best_", "", policy)
        ),
        "most_similar": _most_similar(policy),
    }
    return pl.coalesce([pl.when(pl.col("ground") == ground).then(words) for ground, words in said.items()])


def _not_independent(policy: Benchmarks) -> pl.Expr:
    run = pl.format("Not independent: {} runs it and manages the fund.", pl.col("runner"))
    return pl.when(pl.col("runner").is_not_null()).then(run).otherwise(_under("Independence", "independence", policy))


def _under(said: str, head: str, policy: Benchmarks) -> pl.Expr:
    least = policy.selection.least(next(name for name in FURTHER_HEADS if name == head))
    return pl.format(f"{said} {{}} of 3, under {least}: {{}}", pl.col(head), pl.col(f"why_{head}"))


def _where_less() -> pl.Expr:
    """The heads on which the chosen scores higher: `risk 1 against 2`."""
    each = [
        pl.when(pl.col(head) < pl.col(f"best_{head}")).then(
            pl.format(f"{head} {{}} against {{}}", pl.col(head), pl.col(f"best_{head}"))
        )
        for head in SIMILARITY_HEADS
    ]
    return pl.concat_str(each, separator=", ", ignore_nulls=True)


def _decided(better: str, worse: str, policy: Benchmarks) -> pl.Expr:
    """Which head tells two equals apart, or that the order of naming does."""
    each = [
        pl.when(pl.col(f"{better}{head}") > pl.col(f"{worse}{head}")).then(
            pl.format(
                f"{head.replace('_', ' ')} {{}} against {{}} decides",
                pl.col(f"{better}{head}"),
                pl.col(f"{worse}{head}"),
            )
        )
        for head in policy.selection.ties
    ]
    return pl.coalesce([*each, pl.lit("what the policy names first decides")])


def _most_similar(policy: Benchmarks) -> pl.Expr:
    alone = pl.format("The only candidate that stands: similarity {} of 12.", pl.col("similarity"))
    level = pl.format(
        "As similar as {}, {} of 12; {}.", pl.col("next_name"), pl.col("similarity"), _decided("", "next_", policy)
    )
    ahead = pl.format(
        "The most similar of the {} that stand: {} of 12; next is {} with {}.",
        pl.col("standing_n"),
        pl.col("similarity"),
        pl.col("next_name"),
        pl.col("next_similarity"),
    )
    is_level = pl.col("next_similarity") == pl.col("similarity")
    return pl.when(pl.col("standing_n") == 1).then(alone).when(is_level).then(level).otherwise(ahead)
