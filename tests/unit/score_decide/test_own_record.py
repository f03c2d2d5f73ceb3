from datetime import date

import polars as pl
import pytest

from prudent.score.measures import measure_all
from prudent.score.series import month_index
from prudent.score.windows import Span, own_record
from tests.unit.score_measures.conftest import Bench

AS_OF = date(2025, 12, 31)
LAST = month_index(AS_OF)
BENCH = Bench()


def runs(months: int, last: int = LAST) -> pl.DataFrame:
    return pl.DataFrame({"fund": ["aa", "bb"], "run_first": [last - months + 1, 0], "run_last": [last, LAST]})


@pytest.mark.parametrize(("months", "is_window"), [(11, False), (12, True), (35, True), (36, False)])
def test_a_record_of_one_to_three_years_is_a_window(months, is_window):
    assert own_record(runs(months), "aa", AS_OF) == ((Span("own_record", months, LAST),) if is_window else ())


@pytest.mark.parametrize(("back", "is_window"), [(18, True), (19, False)])
def test_a_record_that_ended_long_ago_is_none(back, is_window):
    assert bool(own_record(runs(24, LAST - back), "aa", AS_OF)) is is_window


@pytest.mark.parametrize("candidate", [None, "zz"])
def test_without_a_candidate_with_returns_there_is_none(candidate):
    assert own_record(runs(24), candidate, AS_OF) == ()


def measured(candidate: str | None, months: int = 20) -> dict[tuple[str, str], dict]:
    wave = [0.01, -0.005, 0.02, 0.004]
    rows = BENCH.returns((wave * 9)[:months], owner="aa") + BENCH.returns(wave[::-1] * 10, owner="bb")
    core = BENCH.core(fund_returns=rows, market_risk_free=BENCH.rates(40))
    frame = measure_all((BENCH.fund("aa"), BENCH.fund("bb")), core, BENCH.policy(), AS_OF, (), candidate)
    return {(row["fund"], row["measure"]): row for row in frame.iter_rows(named=True)}


def test_all_funds_are_measured_on_the_candidates_own_months():
    rows = measured("aa")
    for fund in ("aa", "bb"):
        found = rows[fund, "sharpe_ratio_after_unsmoothing_own_record"]
        assert found["value"] is not None
        assert (found["window_start"], found["window_end"]) == (date(2024, 5, 1), AS_OF)
    assert rows["aa", "sharpe_ratio_after_unsmoothing_3y"]["refusal_code"] == "window_not_covered"
    assert rows["bb", "sharpe_ratio_after_unsmoothing_3y"]["value"] is not None


@pytest.mark.parametrize("candidate", ["bb", None])
def test_a_peer_that_is_young_makes_no_window(candidate):
    assert ("aa", "return_own_record") not in measured(candidate)
