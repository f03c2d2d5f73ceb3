"""The benchmark beside the fund, and the shape of the whole frame."""

from datetime import date

import polars as pl
import pytest

from prudent.model.finding import Factor
from prudent.model.measured import Unit
from prudent.model.peers import Horizon
from prudent.score.answer import Answer, answered
from prudent.score.measures import measure_all
from prudent.tables.core import CoreTables

WAVE = [0.02, -0.01, 0.03, 0.0]
BENCHMARK_MEASURES = (
    "correlation_with_benchmark_3y",
    "excess_return_over_benchmark_3y",
    "tracking_error_3y",
    "months_overlapping",
)


def test_excess_is_the_difference_of_annualised_returns(bench):
    found = bench.measures(fund_returns=bench.returns([0.01] * 36), benchmark_returns=bench.index([0.02, 0.0] * 18))
    excess = found["excess_return_over_benchmark_3y"]
    assert excess["value"] == pytest.approx(1.01**12 - 1.02**6)
    assert excess["evidence"] == ["a-fund/returns.csv:2-37:return_pct", "an-index/returns.csv:2-37:return_frac"]


def test_quarters_meet_the_benchmarks_months_linked(bench):
    index = [0.01, 0.02, -0.01] * 6 + [0.0, 0.01, 0.03] * 6
    fund = [1.01 * 1.02 * 0.99 - 1] * 6 + [1.01 * 1.03 - 1] * 6
    found = bench.measures(
        fund_returns=bench.returns(fund, frequency="quarterly"), benchmark_returns=bench.index(index)
    )
    assert found["excess_return_over_benchmark_3y"]["value"] == pytest.approx(0, abs=1e-12)
    assert found["tracking_error_3y"]["value"] == pytest.approx(0, abs=1e-12)
    assert found["correlation_with_benchmark_3y"]["value"] == pytest.approx(1)
    assert (found["months_overlapping"]["value"], found["months_overlapping"]["n"]) == (36, 12)


def test_a_benchmark_that_starts_later_is_refused_with_the_count(bench):
    found = bench.measures(fund_returns=bench.returns(WAVE * 9), benchmark_returns=bench.index(WAVE * 6))
    assert found["tracking_error_3y"]["refusal_reason"] == (
        "Needs the benchmark an-index for all 36 periods of the window; 24 are in evidence."
    )
    assert found["months_overlapping"]["value"] == 24
    assert found["months_overlapping"]["window_start"] == date(2024, 1, 1)


def test_a_benchmark_that_never_overlaps(bench):
    found = bench.measures(
        fund_returns=bench.returns(WAVE * 9), benchmark_returns=bench.index(WAVE, last=date(2020, 12, 31))
    )
    assert {found[name]["refusal_code"] for name in BENCHMARK_MEASURES} == {"window_not_covered"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("none chosen", "chooses no benchmark for private credit"),
        ("no data", "No return of the chosen benchmark an-index"),
    ],
)
def test_without_a_benchmark_nothing_is_compared(bench, given, words):
    policy = bench.policy(chosen=given != "none chosen")
    found = bench.measures(fund_returns=bench.returns(WAVE * 9), policy=policy)
    for name in BENCHMARK_MEASURES:
        assert found[name]["refusal_code"] == "not_evidenced", name
        assert words in found[name]["refusal_reason"], name


def test_a_flat_benchmark_has_no_correlation(bench):
    found = bench.measures(fund_returns=bench.returns(WAVE * 9), benchmark_returns=bench.index([0.01] * 36))
    assert found["correlation_with_benchmark_3y"]["refusal_code"] == "no_variation"
    assert found["tracking_error_3y"]["value"] == found["volatility_3y"]["value"]


def test_a_fund_with_fiscal_years_only_is_not_compared(bench):
    rows = bench.returns([0.1, 0.1, 0.1], frequency="annual", last=date(2025, 3, 31))
    found = bench.measures(fund_returns=rows, benchmark_returns=bench.index([0.01, 0.0] * 72))
    assert found["excess_return_over_benchmark_3y"]["refusal_code"] == "window_not_covered"
    assert found["months_overlapping"]["refusal_reason"] == (
        "Only annual returns of the fund are in evidence; they are not compared month by month."
    )


def test_annual_returns_add_no_months_to_monthly_ones(bench):
    rows = bench.returns([0.1] * 3, frequency="annual", last=date(2024, 12, 31)) + bench.returns(WAVE * 3)
    found = bench.measures(fund_returns=rows, benchmark_returns=bench.index(WAVE * 18))["months_overlapping"]
    assert (found["value"], found["n"], found["frequency"]) == (12, 12, "monthly")


def test_silence_gives_a_refusal_for_every_measure(bench, capfd):
    frame = bench.frame(
        funds=(bench.fund(), bench.fund("b-fund")), horizons=(Horizon(id="two-years", months=24, why="t"),)
    )
    assert frame.height == 2 * frame["measure"].n_unique()
    assert set(frame["refusal_code"]) == {"not_evidenced"}
    assert frame["value"].null_count() == frame.height
    assert frame["evidence"].list.len().sum() == 0
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("value", "code"), [(float("nan"), "out_of_range"), (float("inf"), "out_of_range"), (None, "not_evidenced")]
)
def test_no_answer_leaves_without_a_number_or_a_reason(value, code):
    answer = Answer(Factor.FEES, "all_in_fee", Unit.FRACTION, pl.lit(value, pl.Float64), "by hand")
    row = answered(pl.DataFrame({"fund": ["a-fund"]}), [answer]).row(0, named=True)
    assert (row["value"], row["refusal_code"]) == (None, code)


def test_no_funds_give_no_rows(bench):
    assert measure_all((), CoreTables.empty(), bench.policy(), bench.as_of, ()).is_empty()


def test_every_fund_has_every_measure_once_and_in_order(bench):
    funds = (bench.fund("b-fund"), bench.fund())
    frame = bench.frame(funds=funds, fund_returns=bench.returns(WAVE * 9) + bench.returns(WAVE * 9, owner="stranger"))
    assert set(frame["fund"]) == {"a-fund", "b-fund"}
    assert frame.equals(frame.sort("fund", "measure"))
    assert frame.group_by("fund").len()["len"].to_list() == [frame["measure"].n_unique()] * 2


def test_a_row_has_a_value_or_a_text_or_a_reason(bench):
    frame = bench.frame(
        fund_returns=bench.returns(WAVE * 9),
        market_risk_free=bench.rates(36),
        benchmark_returns=bench.index(WAVE * 9),
        fund_terms=[{"term": "exchange_traded", "value": "yes", "as_of": date(2025, 6, 30)}],
    )
    present = pl.sum_horizontal(pl.col("value", "text", "refusal_code").is_not_null().cast(pl.Int64))
    assert frame.select(present.eq(1).all()).item()
    assert frame.filter(pl.col("refusal_code").is_null() & (pl.col("evidence").list.len() == 0)).is_empty()
    assert frame.filter(pl.col("refusal_code").is_not_null() & pl.col("refusal_reason").is_null()).is_empty()


def test_one_funds_data_never_moves_anothers_measures(bench):
    own = bench.returns(WAVE * 9)
    alone = bench.measures(fund_returns=own)
    crowd = bench.measures(
        funds=(bench.fund(), bench.fund("b-fund")), fund_returns=own + bench.returns([0.3, -0.2] * 18, owner="b-fund")
    )
    assert {name: row["value"] for name, row in crowd.items()} == {name: row["value"] for name, row in alone.items()}
