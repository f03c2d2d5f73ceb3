"""What the charts of shipped funds show, held against sums over the packets' own rows. No chart without evidence."""

import dataclasses
import math
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from prudent.ingest.gather import gather
from prudent.memo.charted.chapters import chapter_charts
from prudent.memo.charted.paths import Path as Periods
from prudent.memo.charted.paths import paths_of
from prudent.memo.charted.performance import growth_chart, performance_charts
from prudent.memo.charted.portfolio import composition_chart, holdings_chart, level_chart
from prudent.memo.charted.ranking import score_charts
from prudent.memo.charted.sleeve import menu_charts
from prudent.memo.charted.sources import sources_of
from prudent.memo.charts import chart_svg, chart_table
from prudent.memo.figures import FigureBook
from prudent.memo.format import figure_text
from prudent.memo.prose import FIGURE_REFERENCE
from prudent.model.amounts import amounts
from prudent.model.finding import Factor
from prudent.model.run import Request
from prudent.score.benchmark.considered import considered
from prudent.score.findings.disagreement import resolver
from prudent.score.liquidity.stress import DAYS
from prudent.score.score import score

ROOT = Path(__file__).parents[2]
MONTHLY, QUARTERLY = "cliffwater-corporate-lending", "hps-corporate-lending"
AS_OF = date(2025, 12, 31)


@cache
def scored(fund):
    read = gather(ROOT, Request(fund=fund, as_of=AS_OF, plan="example"), date(2026, 11, 24))
    case = read.case.model_copy(update={"inputs": read.inputs})
    return case, read.core, score(case, read.core, ())


def sources(fund, core=None, **changed):
    case, whole, found = scored(fund)
    found = dataclasses.replace(found, **changed)
    book = FigureBook(
        case,
        found.evidence(case),
        resolver(case, whole, ()),
        considered(found.benchmark_log, fund),
    )
    return sources_of(case, core or whole, found, book)


@cache
def charts(fund):
    """All charts by id, and the book of the figures that their titles name."""
    given = sources(fund)
    made = [chart for factor in Factor for chart in chapter_charts(factor, given)]
    made += score_charts(given.case, given.core, given.score, given.book)
    return {chart.id: chart for chart in made}, given.book


def title(fund, name):
    made, book = charts(fund)
    said = {figure.name: figure_text(figure) for figure in book.figures}
    return FIGURE_REFERENCE.sub(lambda found: said[found[1]], made[name].title)


def returns(packets, fund, frequency="monthly"):
    rows = packets.fund(fund, "returns.csv")
    return {
        row["period_end"]: float(row["return_pct"]) / 100
        for row in rows
        if row["frequency"] == frequency and row["period_end"] <= AS_OF.isoformat()
    }


def compounded(rates):
    return math.prod(1 + rate for rate in rates)


def test_each_fund_has_the_charts_that_its_evidence_carries():
    every = {
        "growth", "drawdown", "unsmoothed", "rolling-return", "fee-ladder", "requested-and-paid", "stress-fan", "exit",
        "levels", "composition", "peer-strips", "weights",
    }  # fmt: skip
    assert set(charts(MONTHLY)[0]) == every
    # no document says how many offers a year it makes, nor its fair-value levels
    assert set(charts(QUARTERLY)[0]) == every - {"stress-fan", "levels"}


@pytest.mark.parametrize("fund", [MONTHLY, QUARTERLY])
def test_every_number_of_a_title_is_a_figure_and_every_chart_is_drawn_and_tabled(fund):
    made, book = charts(fund)
    known = {figure.name for figure in book.figures}
    for chart in made.values():
        for prose in (chart.title, chart.subtitle):
            assert set(FIGURE_REFERENCE.findall(prose)) <= known
            assert amounts(FIGURE_REFERENCE.sub(" ", prose)) == (), prose
        assert chart_svg(chart).startswith("<svg")
        assert chart_table(chart).rows


def test_growth_is_the_product_of_the_months_and_of_the_same_months_of_benchmark_and_peers(packets):
    chart = charts(MONTHLY)[0]["growth"]
    months = [rate for day, rate in returns(packets, MONTHLY).items() if day > "2022-12-31"]
    own, benchmark, *peers = chart.series
    assert len(months) == 36
    assert own.points[0].x == date(2022, 12, 31)
    assert own.points[-1].x == AS_OF
    assert own.points[-1].y == pytest.approx(10_000 * compounded(months))
    rows = packets.rows(ROOT / "benchmarks" / "bkln" / "packet" / "returns.csv")
    beside = [float(r["return_frac"]) for r in rows if "2022-12-31" < r["period_end"] <= AS_OF.isoformat()]
    assert benchmark.role == "beside"
    assert benchmark.points[-1].y == pytest.approx(10_000 * compounded(beside))
    assert len(peers) == 7
    quarters = [r for day, r in returns(packets, QUARTERLY, "quarterly").items() if day > "2022-12-31"]
    (hps,) = [line for line in peers if line.label == "HPS Corporate Lending Fund"]
    assert len(hps.points) == 13
    assert hps.points[-1].y == pytest.approx(10_000 * compounded(quarters))
    assert title(MONTHLY, "growth") == (
        f"$10,000 became ${round(own.points[-1].y):,} in Cliffwater Corporate Lending Fund and "
        f"${round(benchmark.points[-1].y):,} in Invesco Senior Loan ETF"
    )


def test_the_kind_of_return_is_told():
    assert "at net asset value, distributions reinvested, after fund fees" in charts(MONTHLY)[0]["growth"].subtitle
    core = scored(MONTHLY)[1]
    priced = core.fund_returns.with_columns(kind=pl.lit("total_market"))
    growth = growth_chart(given := sources(MONTHLY, dataclasses.replace(core, fund_returns=priced)), paths_of(given))
    assert "at market price, distributions reinvested" in growth.subtitle


def test_falls_are_from_the_highest_level_before_and_end_at_the_measure(packets):
    chart = charts(MONTHLY)[0]["drawdown"]
    level, peak, fallen = 1.0, 1.0, [0.0]
    for rate in returns(packets, MONTHLY).values():
        level *= 1 + rate
        peak = max(peak, level)
        fallen.append(level / peak - 1)
    assert [point.y for point in chart.series[0].points] == pytest.approx(fallen, abs=1e-12)
    measure = sources(MONTHLY).value("max_drawdown_since_start")
    assert chart.series[0].shown("lowest") == measure < 0


def test_unsmoothed_returns_spread_as_the_measure_says(packets):
    reported, undone = charts(MONTHLY)[0]["unsmoothed"].series
    months = [rate for day, rate in returns(packets, MONTHLY).items() if day > "2022-12-31"]
    assert [point.y for point in reported.points] == pytest.approx(months[1:])
    rates = [point.y for point in undone.points]
    mean = sum(rates) / 35
    spread = math.sqrt(sum((rate - mean) ** 2 for rate in rates) / 34 * 12)
    assert spread == pytest.approx(sources(MONTHLY).value("volatility_unsmoothed_3y"))


def test_rolling_years_are_twelve_months_each(packets):
    own = charts(MONTHLY)[0]["rolling-return"].series[0]
    months = list(returns(packets, MONTHLY).items())
    assert len(own.points) == len(months) - 11 == 31
    assert own.points[0].x.isoformat() == months[11][0]
    assert own.points[0].y == pytest.approx(compounded(rate for _, rate in months[:12]) - 1)
    assert own.points[-1].y == pytest.approx(compounded(rate for _, rate in months[-12:]) - 1)
    quarters = charts(QUARTERLY)[0]["rolling-return"].series[0]
    assert len(quarters.points) == 13 - 3


def test_the_ladder_stands_in_order_with_interest_apart():
    ladder = charts(MONTHLY)[0]["fee-ladder"]
    rows = {row.label: row for row in ladder.rows}
    assert ladder.parts == (
        "Fees and expenses without interest", "Total of which the interest is not known", "Interest on borrowings",
    )  # fmt: skip
    assert rows["Cliffwater Corporate Lending Fund"].parts == (152, None, 175)  # 3.27 %, 1.75 % of it interest
    assert rows["BlackRock Credit Strategies Fund"].parts == (None, 171, None)
    assert rows["BlackRock Credit Strategies Fund"].note == "cheapest other"
    assert rows["HPS Corporate Lending Fund"].total is None
    totals = [row.total for row in ladder.rows]
    assert totals == [171, 327, 363, 550, 599, 707, None, None]
    assert title(MONTHLY, "fee-ladder") == (
        "$327 a year of each $10,000 goes to the fees and expenses of the fund; $175 of it is interest; "
        "BlackRock Credit Strategies Fund takes $171"
    )


def test_offers_are_as_the_final_amendments_say():
    offers = charts(QUARTERLY)[0]["requested-and-paid"]
    own, other = offers.rows[0], offers.rows[1]
    assert own.label == "1 May 2026 (after the as-of date)"
    assert own.emphasis
    assert (own.first, own.second, own.tick) == (0.0925, pytest.approx(0.0925 * 0.5404), 0.05)
    assert offers.ratio_text(own) == "54.04\u202f%"
    assert other.label == "Apollo Debt Solutions BDC, 6 May 2026 (after the as-of date)"
    assert not other.emphasis
    assert title(QUARTERLY, "requested-and-paid") == (
        "At the worst offer known HPS Corporate Lending Fund paid 54.04\u202f% of what holders asked for"
    )
    assert title(MONTHLY, "requested-and-paid").endswith("is not in evidence; of peers it is")


def test_the_fan_says_what_the_outcomes_say():
    fan = charts(MONTHLY)[0]["stress-fan"]
    outcomes = scored(MONTHLY)[2].stress_outcomes.filter(pl.col("demand") == "everything")
    told = {tuple(round(row[f"paid_by_day_{day}_frac"], 9) for day in DAYS) for row in outcomes.to_dicts()}
    drawn = [tuple(round(item.paid_by(day), 9) for day in DAYS) for item in fan.scenarios]
    assert set(drawn) == told  # the one that says the same as another in other words is told once
    assert len(drawn) == outcomes.height - 1
    # 5 % of the fund at each quarter's offer, asked for by half of it: a tenth, and of what is left a tenth
    assert fan.scenarios[0].label == "Half of all holders leave, at the cap"
    assert drawn[0][:4] == (0, 0, 0.1, 0.195)


def test_exits_are_counted_in_offers_where_nothing_has_a_date():
    exits = charts(QUARTERLY)[0]["exit"]
    assert exits.unit.value == "count"
    assert (exits.rows[0].label, exits.rows[0].first, exits.rows[0].second) == ("Half of all holders leave", 6, 12)
    assert title(QUARTERLY, "exit") == "Half of all holders leave: half of the holding is out after 6 offers"
    assert charts(MONTHLY)[0]["exit"].unit.value == "months"


def test_levels_and_kinds_are_shares_of_the_whole_and_add_up():
    levels = charts(MONTHLY)[0]["levels"]
    assert levels.parts == ("Level 3", "No level, mostly at net asset value")  # nobody has anything easier
    assert levels.rows[0].parts == (pytest.approx(0.8694), pytest.approx(0.1306))
    kinds = charts(MONTHLY)[0]["composition"]
    assert kinds.rows[0].parts[:5] == (0.7285, 0.0976, 0.0952, 0.0399, 0.0387)
    assert kinds.rows[0].parts[5] is None  # 0.0001 is rounding
    assert all(row.total == pytest.approx(1, abs=0.001) for row in kinds.rows)


def test_levels_in_dollars_are_told_apart():
    core = scored(MONTHLY)[1]
    dollars = pl.DataFrame(
        {
            "owner": [MONTHLY], "as_of": [AS_OF], "level1_usd": [10.0], "level2_usd": [20.0], "level3_usd": [50.0],
            "nav_expedient_usd": [20.0], "file": ["fair_value.csv"], "row": [2],
        }
    )  # fmt: skip
    changed = dataclasses.replace(core, fund_fair_value=dollars)
    chart = level_chart(sources(MONTHLY, changed))
    assert chart.parts == ("Level 3", "No level, mostly at net asset value", "Level 2", "Level 1")
    assert chart.rows[0].parts == (0.5, 0.2, 0.2, 0.1)


def test_strips_are_the_comparisons_and_the_title_counts_them(packets):
    strips = {row.label: row for row in charts(MONTHLY)[0]["peer-strips"].rows}
    fee = strips["Management fee a year"]
    rank = 1 + sum(peer.value < fee.own for peer in fee.peers)
    assert (fee.own, fee.rank, fee.place) == (0.01, rank, f"{rank} of {len(fee.peers) + 1}")
    values = sorted(peer.value for peer in fee.peers)
    assert fee.median == pytest.approx((values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2)
    judged = [row for row in strips.values() if row.own is not None and row.median is not None]
    better = sum((row.own - row.median) * (1 if row.better == "higher" else -1) > 0 for row in judged)
    assert title(MONTHLY, "peer-strips") == (
        f"Of {len(judged)} measures with a peers' median Cliffwater Corporate Lending Fund is better than it on {better}"
    )
    assert "Total return a year, 3 years" not in strips  # the comparison window is these very three years


def test_weights_are_the_sensitivity_table():
    rows = {row.label: row for row in charts(MONTHLY)[0]["weights"].rows}
    table = scored(MONTHLY)[2].sensitivity
    policy = table.filter(pl.col("kind") == "policy").row(0, named=True)
    assert rows["The policy's weights"].at == pytest.approx(policy["score_frac"] * 100)
    assert rows["The policy's weights"].best == policy["rank"]
    grid = table.filter(pl.col("kind") == "grid")
    assert rows["Every split of the weights"].high == pytest.approx(grid["score_frac"].max() * 100)
    assert rows["Every split of the weights"].worst == grid["rank"].max()
    drawn = scored(MONTHLY)[2].uncertainty.filter(pl.col("fund") == MONTHLY).row(0, named=True)
    assert rows["Months drawn again"].low == pytest.approx(drawn["score_p05_frac"] * 100)


def test_the_sleeve_is_drawn_before_and_after_each_fall():
    given = sources(MONTHLY)
    (chart,) = menu_charts(given.case, given.core, given.score, given.book)
    rows = {row.label: row for row in chart.rows}
    first = rows["Everything else falls by 25.7 %, the sleeve's marks have not moved"]
    assert (first.first, first.second) == (0.1, pytest.approx(0.1 / (0.1 + 0.9 * 0.743)))
    stands = rows["Everything else falls by 40 %, the sleeve's marks have not moved"]
    assert stands.second == pytest.approx(0.1 / (0.1 + 0.9 * 0.6)) == max(row.second for row in chart.rows)
    assert chart.title == (
        "A sleeve of ⟨plan_sleeve_weight_frac⟩ becomes up to ⟨charted_drift⟩ of the default when everything else falls"
    )


def test_no_evidence_no_chart():
    case, core, found = scored(MONTHLY)
    names = [field.name for field in dataclasses.fields(core)]
    empty = dataclasses.replace(core, **{name: getattr(core, name).clear() for name in names})
    tables = (
        "measures",
        "peers",
        "scorecard",
        "uncertainty",
        "sensitivity",
        "benchmark_log",
        "stress",
        "stress_outcomes",
        "drift",
    )
    nothing = {name: getattr(found, name).clear() for name in tables}
    given = sources(MONTHLY, empty, **nothing)
    assert [chart for factor in Factor for chart in chapter_charts(factor, given)] == []
    assert score_charts(case, given.core, given.score, given.book) == ()
    assert menu_charts(case, given.core, given.score, given.book) == ()


def test_a_series_with_a_gap_is_not_drawn():
    core = scored(MONTHLY)[1]
    holes = core.fund_returns.filter(~((pl.col("owner") == MONTHLY) & (pl.col("period_end") == date(2024, 6, 30))))
    given = sources(MONTHLY, dataclasses.replace(core, fund_returns=holes))
    assert [chart for chart in performance_charts(given) if chart is not None] == []


def test_the_largest_holdings_stand_in_where_kinds_are_not_in_evidence():
    core = scored(MONTHLY)[1]
    without = dataclasses.replace(core, fund_exposure=core.fund_exposure.filter(pl.col("owner") != MONTHLY))
    chart = composition_chart(sources(MONTHLY, without))
    if core.fund_holdings.filter(pl.col("owner") == MONTHLY).is_empty():
        assert chart is None
    else:
        shares = [row.total for row in chart.rows]
        assert shares == sorted(shares, reverse=True)
        assert chart == holdings_chart(sources(MONTHLY))


def test_a_path_is_of_its_own_periods():
    path = Periods((0.1, -0.5, 1.0, 0.0), 3, date(2025, 12, 31))
    assert [day.isoformat() for day in path.days] == [
        "2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31",
    ]  # fmt: skip
    assert [round(point.y, 6) for point in path.growth()] == [10_000, 11_000, 5_500, 11_000, 11_000]
    assert [round(point.y, 6) for point in path.fallen()] == [0, 0, -0.5, 0, 0]
    assert [(point.x, round(point.y, 6)) for point in path.rolling_years()] == [(date(2025, 12, 31), 0.1)]
    assert Periods((0.1, 0.2), 12, AS_OF).rolling_years() == ()
