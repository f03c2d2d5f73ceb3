"""The last calendar quarters of a fund with those of its benchmark.

Belongs here: quarters made of the periods that both have. Does not: which benchmark is the fund's
(`prudent/score/benchmark`), and what being behind leads to (`prudent/decide`).
"""

from datetime import date

import polars as pl

from prudent.model.period import months_before
from prudent.model.readings import QuarterBeside, Quarters
from prudent.review.side import Side
from prudent.score.benchmark.beside import monthly_benchmarks, with_benchmark
from prudent.score.benchmark.composite import with_composites
from prudent.score.series import month_index, periods

_MONTHS = 3


def quarters_beside(side: Side, count: int) -> Quarters:
    """The quarters up to the as-of date in which both have a return, as many as follow on each other.

    Args:
        side: whose benchmark log says which benchmark is the fund's.
        count: the most that are wanted.

    Returns:
        Oldest first. The last one ends on the as-of date; where it is missing there are none, with the reason.
    """
    fund, as_of = side.case.candidate.fund, side.case.request.as_of
    log = side.score.benchmark_log.filter((pl.col("fund") == fund) & (pl.col("verdict") == "chosen"))
    if log.is_empty():
        return Quarters("", (), "The policy chooses no benchmark for the fund.")
    row = log.row(0, named=True)
    rows = _by_quarter(side, str(row["benchmark"]), count)
    last = month_index(as_of) // _MONTHS
    kept: list[QuarterBeside] = []
    for back, item in enumerate(reversed(rows)):
        if item[0] != last - back:
            break
        kept.append(QuarterBeside(months_before(as_of, _MONTHS * back), item[1], item[2]))
    none = f"No return of the fund and of {row['name']} for the quarter that ends on {as_of} is in evidence."
    return Quarters(str(row["name"]), tuple(reversed(kept)), "" if kept else none)


def _by_quarter(side: Side, benchmark: str, count: int) -> list[tuple[int, float, float]]:
    """Counted quarter, return of the fund, return of the benchmark; whole quarters only, in order."""
    subject = pl.DataFrame({"fund": [side.case.candidate.fund], "benchmark": [benchmark]})
    as_of: date = side.case.request.as_of
    since = month_index(as_of) - _MONTHS * count
    own = periods(side.core.fund_returns, subject, as_of).filter(
        pl.col("is_counted") & (pl.col("step") <= _MONTHS) & (pl.col("month") > since)
    )
    proxies = with_composites(monthly_benchmarks(side.core.benchmark_returns), side.case.policy.benchmarks)
    other = pl.col("benchmark_frac")
    quarters = (
        with_benchmark(own, subject, proxies)
        .filter(other.is_finite())
        .group_by(quarter=pl.col("month") // _MONTHS)
        .agg(
            months=pl.col("step").sum(),
            own=(1 + pl.col("return_frac")).product() - 1,
            other=(1 + other).product() - 1,
        )
        .filter((pl.col("months") == _MONTHS) & (pl.col("quarter") > since // _MONTHS))
        .sort("quarter")
    )
    return [(row["quarter"], row["own"], row["other"]) for row in quarters.iter_rows(named=True)]
