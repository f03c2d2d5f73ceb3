"""The benchmark that a fund itself names: whether the policy considered it.

Belongs here: what the term `benchmark_named_by_fund` adds to the log, and the measure of it. Does not: the choice.
"""

from datetime import date

import polars as pl

from prudent.model.benchmarks import Benchmarks, stands_in
from prudent.model.finding import Factor
from prudent.model.fund import Fund
from prudent.model.measured import Unit
from prudent.score.answer import Answer, answered, locators
from prudent.score.terms import Term, with_terms

NAMED = Term("benchmark_named_by_fund", "which benchmark the fund names")
_UNSCORED = "The policy does not score it. A committee may add it to policy/benchmarks.yml, with reasons."


def named_measures(subjects: pl.DataFrame, terms: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """`benchmark_named_by_fund` as a text, or refused.

    Args:
        subjects: a frame with column `fund`.
        terms: core_fund__terms.
        as_of: the as-of date of the question.
    """
    answer = Answer(
        Factor.BENCHMARK,
        NAMED.name,
        Unit.TEXT,
        pl.lit(None, pl.Float64),
        pl.concat_str(pl.lit("As the fund names it in a document."), NAMED.said_after),
        NAMED.stated(as_of),
        text=NAMED.value,
        window_end=NAMED.as_of,
        evidence=locators(NAMED.evidence),
    )
    return answered(with_terms(subjects.select("fund"), terms, (NAMED,), as_of), [answer])


def named_by_funds(
    log: pl.DataFrame, funds: tuple[Fund, ...], terms: pl.DataFrame, policy: Benchmarks, as_of: date
) -> pl.DataFrame:
    """The log, with a sentence on the candidate that the fund names too, or a row of its own for one not scored.

    Args:
        log: rows of the log, with reason.
        funds: the funds.
        terms: core_fund__terms.
        policy: what candidates are called, and which index they follow.
        as_of: the as-of date of the question.
    """
    subjects = pl.DataFrame({"fund": [fund.fund for fund in funds]}, schema={"fund": pl.String})
    said = with_terms(subjects, terms, (NAMED,), as_of).select("fund", named=NAMED.value).drop_nulls("named")
    own = {fund: [] for fund in said["fund"].to_list()} | _benchmarks(log)
    pairs = [(fund, named, _same(named, own[fund], policy)) for fund, named in said.sort("fund").iter_rows()]
    found = pl.DataFrame(pairs, schema={"fund": pl.String, "named": pl.String, "benchmark": pl.String}, orient="row")
    also = pl.format("{} The fund itself names {}.", pl.col("reason"), pl.col("named"))
    told = log.join(found.drop_nulls(), on=["fund", "benchmark"], how="left", maintain_order="left").with_columns(
        reason=pl.when(pl.col("named").is_null()).then("reason").otherwise(also)
    )
    return pl.concat([told, _unscored(log, found.filter(pl.col("benchmark").is_null()))], how="diagonal_relaxed")


def _benchmarks(log: pl.DataFrame) -> dict[str, list[str]]:
    listed = log.group_by("fund").agg(pl.col("benchmark"))
    return dict(listed.iter_rows())


def _same(named: str, benchmarks: list[str], policy: Benchmarks) -> str | None:
    """The candidate that the words name: by its own name, or by that of the index it follows."""
    for benchmark in benchmarks:
        proxies = policy.proxies_of(benchmark)
        called = [policy.name_of(benchmark), *(p.tracks for p in proxies if p.tracks and len(proxies) == 1)]
        if any(stands_in(words, named) for words in called):
            return benchmark
    return None


def _unscored(log: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    last = log.group_by("fund").agg(place=pl.col("place").max())
    reason = pl.format("The fund itself names {}. It was not weighed: the policy does not score it.", pl.col("named"))
    return named.join(last, on="fund", how="left").select(
        "fund",
        place=pl.col("place").fill_null(0) + 1,
        name=pl.col("named"),
        verdict=pl.lit("rejected"),
        ground=pl.lit("not_scored"),
        reason=reason,
        why=pl.lit(_UNSCORED),
    )
