"""All measures of all funds: the order of the work, and nothing else.

Belongs here: which frame each factor's module is given. Does not: definitions, which stand in those modules.
"""

from datetime import date

import polars as pl

from prudent.model.benchmarks import Benchmarks
from prudent.model.fund import Fund
from prudent.model.peers import Horizon
from prudent.model.policy import Policy
from prudent.score.answer import TABLE, Answer, answered
from prudent.score.applicability import applied
from prudent.score.benchmark.beside import monthly_benchmarks, months_overlapping, overlap, with_benchmark
from prudent.score.benchmark.composite import of_parts, with_composites
from prudent.score.benchmark.market_line import market_line_answers
from prudent.score.benchmark.named import named_measures
from prudent.score.benchmark.relative import relative_answers
from prudent.score.benchmark.selection import chosen
from prudent.score.benchmark.style_answers import style_measures, style_proxies
from prudent.score.complexity.measures import complexity_measures
from prudent.score.fees.parts_answers import parts_measures
from prudent.score.fees.printed import fee_measures
from prudent.score.fees.share_class import class_measures
from prudent.score.gaps import SINCE_START
from prudent.score.liquidity.programme import liquidity_measures
from prudent.score.panel import KEY
from prudent.score.performance.autocorrelation import autocorrelation_answers
from prudent.score.performance.downside import downside_answers
from prudent.score.performance.drawdown_answers import drawdown_answers
from prudent.score.performance.honest_sharpe_answers import (
    deflated_sharpe_answers,
    honest_sharpe_answers,
    with_trials,
)
from prudent.score.performance.lump_sum import lump_sum_answers
from prudent.score.performance.moving_average_answers import FITTED, moving_average_measures
from prudent.score.performance.returns import history_answers, last_runs, return_answers
from prudent.score.performance.risk import risk_answers
from prudent.score.performance.tails_answers import tails_answers
from prudent.score.performance.unsmoothed_risk import unsmoothed_risk_answers
from prudent.score.performance.vehicle_answers import vehicle_measures
from prudent.score.series import monthly_risk_free, periods, with_rates
from prudent.score.statistics import statistics
from prudent.score.valuation.measures import valuation_measures
from prudent.score.valuation.stale import stale_answers
from prudent.score.valuation.tracking import tracking_measures
from prudent.score.windows import OWN_RECORD, THREE_YEARS, own_record, spans, windowed
from prudent.tables.check import check
from prudent.tables.core import CoreTables


def measure_all(
    funds: tuple[Fund, ...],
    core: CoreTables,
    policy: Policy,
    as_of: date,
    horizons: tuple[Horizon, ...],
    candidate: str | None = None,
    *,
    fits: bool = True,
) -> pl.DataFrame:
    """Measure every fund.

    Args:
        funds: the funds to measure; rows of others are not looked at.
        core: the core tables, any order of rows.
        policy: names the benchmark of each asset class, the risk-free series and what does not apply to which fund.
        as_of: what lies after it is not seen, except where a measure's method says so.
        horizons: comparison windows; each gives a measure `return_<id>`.
        candidate: the fund whose own record is a window too, when it is under three years; None: no fund's is.
        fits: whether smoothing weights are fitted, which takes longer than all the rest; without, the measures that
            rest on them are left out.

    Returns:
        score_fund__measures: one row for each fund and measure, refused ones too, sorted by fund and measure.

    Raises:
        DataBad: one horizon id stands for two windows, or the policy names a measure that is not made.
    """
    subjects = subjects_of(funds, core, policy.benchmarks, as_of)
    frames = (
        series_measures(subjects, core, policy.benchmarks, as_of, horizons, candidate, fits=fits),
        fee_measures(subjects, core.fund_fees, core.fund_terms, as_of),
        parts_measures(subjects, core.fund_fees, core.fund_balance_sheet, as_of),
        class_measures(subjects, core.fund_fees, core.fund_terms, as_of),
        liquidity_measures(subjects, core.fund_terms, core.fund_tenders, as_of),
        valuation_measures(subjects, core, as_of),
        tracking_measures(funds, core.fund_returns, core.benchmark_returns, policy.applicability, as_of, candidate),
        complexity_measures(subjects, core, as_of),
        named_measures(subjects, core.fund_terms, as_of),
    )
    names = (*(span.window for span in spans(as_of, horizons)), OWN_RECORD, SINCE_START)
    applicability = policy.applicability if fits else policy.applicability.without(FITTED)
    measured = applied(pl.concat(frames), subjects, applicability, names)
    return check(measured.sort(TABLE.key), TABLE)


def subjects_of(funds: tuple[Fund, ...], core: CoreTables, policy: Benchmarks, as_of: date) -> pl.DataFrame:
    """The funds as a frame: fund, asset_class, wrapper, benchmark (null when no candidate stands), nav_n.

    `style_proxies` are what a style may be mixed from.
    """
    texts = dict.fromkeys(("fund", "asset_class", "wrapper"), pl.String)
    frame = pl.DataFrame(
        [(fund.fund, fund.asset_class.value, fund.wrapper.value, list(style_proxies(fund, policy))) for fund in funds],
        schema={**texts, "style_proxies": pl.List(pl.String)},
        orient="row",
    ).join(chosen(funds, core, policy, as_of), on="fund", how="left")
    values = (
        core.fund_balance_sheet.filter((pl.col("as_of") <= as_of) & pl.col("nav_per_share_usd").is_not_null())
        .group_by(fund="owner")
        .agg(nav_n=pl.len().cast(pl.Int64))
    )
    return frame.join(values, on="fund", how="left").with_columns(pl.col("nav_n").fill_null(0)).sort("fund")


def series_measures(
    subjects: pl.DataFrame,
    core: CoreTables,
    policy: Benchmarks,
    as_of: date,
    horizons: tuple[Horizon, ...],
    candidate: str | None = None,
    *,
    fits: bool = True,
) -> pl.DataFrame:
    """All that rests on return series and flows: performance, risk, smoothing, stale returns, the benchmark.

    Args:
        subjects: as `subjects_of` gives them.
        core: the core tables.
        policy: names the risk-free series.
        as_of: the as-of date of the question.
        horizons: comparison windows.
        candidate: the fund whose own record is a window too.
        fits: whether smoothing weights are fitted, which takes some ten milliseconds a fund and window.
    """
    rows = periods(core.fund_returns, subjects, as_of)
    runs = last_runs(rows)
    found = windowed(rows, subjects, (*spans(as_of, horizons), *own_record(runs, candidate, as_of)), as_of)
    bills = monthly_risk_free(core.market_risk_free, policy.risk_free)
    received = monthly_benchmarks(core.benchmark_returns)
    proxies = with_composites(received, policy)
    with_bills = with_rates(found.observations, bills, policy.risk_free)
    grid = _described(found.grid, subjects, proxies)
    observed = with_benchmark(with_bills, subjects, proxies)
    measured = statistics(observed)
    windows = grid.join(measured, on=KEY, how="left", maintain_order="left")
    since = windows.filter(pl.col("window") == SINCE_START).join(runs, on="fund", how="left")
    three = windows.filter(pl.col("window") == THREE_YEARS)
    ever = overlap(with_benchmark(rows.filter("is_counted"), subjects, proxies))
    overlapping = grid.filter(pl.col("window") == SINCE_START).join(ever, on="fund", how="left", maintain_order="left")
    made = pl.concat(
        [
            *_of_windows(windows, observed, fits=fits),
            answered(since, history_answers()),
            answered(overlapping, (months_overlapping(),)),
            style_measures(three, found.observations, received),
            vehicle_measures(subjects, core.fund_cash_flows, proxies, as_of),
        ]
    )
    return of_parts(made, received, policy)


def _of_windows(windows: pl.DataFrame, observed: pl.DataFrame, *, fits: bool) -> list[pl.DataFrame]:
    """Returns on every window, all else on the long ones; stale prices and the deflated ratio on three years."""
    three = windows.filter(pl.col("window") == THREE_YEARS)
    longest = windows.filter(pl.col("window").is_in([THREE_YEARS, OWN_RECORD, SINCE_START]))
    return [
        answered(windows, return_answers()),
        answered(longest, (*risk_answers(), *_more_of_series())),
        *([moving_average_measures(longest, observed)] if fits else []),
        answered(three, stale_answers()),
        answered(with_trials(three), deflated_sharpe_answers()),
    ]


def _more_of_series() -> tuple[Answer, ...]:
    """Smoothing, honest Sharpe ratios, falls, the downside, the distribution, and the benchmark beside the fund."""
    own = (*drawdown_answers(), *downside_answers(), *tails_answers())
    smooth = (*autocorrelation_answers(), *unsmoothed_risk_answers(), *honest_sharpe_answers())
    return (*own, *smooth, *relative_answers(), *market_line_answers(), *lump_sum_answers())


def _described(grid: pl.DataFrame, subjects: pl.DataFrame, proxies: pl.DataFrame) -> pl.DataFrame:
    """The grid of windows with what each fund is, and how many months its benchmark has."""
    known = proxies.group_by("benchmark").agg(benchmark_n=pl.len().cast(pl.Int64))
    return grid.join(subjects.drop("nav_n"), on="fund", maintain_order="left").join(
        known, on="benchmark", how="left", maintain_order="left"
    )
