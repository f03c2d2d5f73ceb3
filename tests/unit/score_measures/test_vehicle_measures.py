"""A made-up drawdown vehicle: which of its rows count, which level a day has, and when there is no answer."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from prudent.model.measured import Refusal
from prudent.score.benchmark.beside import monthly_benchmarks
from prudent.score.performance.vehicle import by_value_date, levels, vehicle
from prudent.score.performance.vehicle_answers import vehicle_measures
from prudent.score.performance.vehicle_measures import VEHICLE_MEASURES

AS_OF = date(2025, 12, 31)
PAID, OUT, RECALLABLE, VALUE = "contribution", "distribution", "recallable_distribution", "net_asset_value"
ROWS = [
    (date(2021, 12, 31), PAID, 100),
    (date(2022, 12, 31), PAID, 50),
    (date(2022, 12, 31), OUT, 20),
    (date(2023, 12, 31), RECALLABLE, 30),
    (date(2025, 12, 31), VALUE, 160),
]
DECEMBERS = [0.0] * 11 + [0.1]
"""A year in which the index makes all of its 10 % in December."""
ALONE = ("irr_since_start", "dpi", "recallable_to_paid_in", "rvpi", "tvpi")
AGAINST = ("ks_pme", "direct_alpha", "direct_alpha_continuous", "pme_long_nickels", "pme_plus", "mpme")
WRAPPERS = ("interval_fund", "bdc_nontraded", "nontraded_reit", "collective_trust", "private_fund")


def table(bench, rows):
    return bench.table("fund_cash_flows", [{"as_of": day, "kind": kind, "amount_usd": usd} for day, kind, usd in rows])


@pytest.fixture(scope="module")
def measured(bench):
    def of(rows, *, index=DECEMBERS * 4, as_of=AS_OF, wrapper="private_fund", benchmark="an-index"):
        subjects = pl.DataFrame(
            {"fund": ["a-fund"], "wrapper": [wrapper], "asset_class": ["private_equity"], "benchmark": [benchmark]},
            schema_overrides={"benchmark": pl.String},
        )
        monthly = monthly_benchmarks(bench.table("benchmark_returns", bench.index(index)))
        return bench.by_name(vehicle_measures(subjects, table(bench, rows), monthly, as_of))

    return of


@pytest.fixture(scope="module")
def told(measured):
    return measured(ROWS)


def codes(found):
    return {name: row["refusal_code"] for name, row in found.items()}


def test_every_measure_has_its_row(told):
    assert sorted(told) == sorted(item.name for item in VEHICLE_MEASURES) == sorted((*ALONE, *AGAINST))
    assert {told[name]["factor"] for name in ALONE} == {"performance"}
    assert {told[name]["factor"] for name in AGAINST} == {"benchmark"}


def test_multiples_by_hand(told):
    assert told["dpi"]["value"] == pytest.approx(50 / 150)
    assert told["recallable_to_paid_in"]["value"] == pytest.approx(30 / 150)
    assert told["rvpi"]["value"] == pytest.approx(160 / 150)
    assert told["tvpi"]["value"] == pytest.approx(210 / 150)
    assert {told[name]["unit"] for name in ALONE[1:]} == {"multiple"}


def test_the_rate_brings_the_flows_to_zero(told):
    rate = told["irr_since_start"]["value"]
    flows = ((-100, 0), (-50 + 20, 365), (30, 730), (160, 1461))
    assert sum(amount * (1 + rate) ** (-days / 365) for amount, days in flows) == pytest.approx(0, abs=1e-9)


def test_the_ratio_by_hand(told):
    # 10 % a year: 100 grew by 1.4641, what moved a year later by 1.331, two years later by 1.21
    paid, out = 100 * 1.4641 + 50 * 1.331, 20 * 1.331 + 30 * 1.21
    assert told["ks_pme"]["value"] == pytest.approx((out + 160) / paid)
    assert (told["ks_pme"]["unit"], told["ks_pme"]["value"] > 1) == ("ratio", True)


def test_direct_alpha_brings_the_carried_flows_to_zero(told):
    alpha = told["direct_alpha"]["value"]
    carried = ((-146.41, 0), (-30 * 1.331, 365), (36.3, 730), (160, 1461))
    assert sum(amount * (1 + alpha) ** (-days / 365) for amount, days in carried) == pytest.approx(0, abs=1e-9)
    assert told["direct_alpha_continuous"]["value"] == pytest.approx(np.log(1 + alpha))
    assert told["direct_alpha"]["unit"] == "fraction_per_year"


def test_the_index_in_place_of_the_vehicle(told):
    # what the flows had left in the index: 212.96 − 62.92
    left = 100 * 1.4641 + 50 * 1.331 - 20 * 1.331 - 30 * 1.21
    for name, flows in (
        ("pme_long_nickels", ((-100, 0), (-30, 365), (30, 730), (left, 1461))),
        # λ = (212.96 − 160) / 62.92
        ("pme_plus", ((-100, 0), (-50 + 20 * 52.96 / 62.92, 365), (30 * 52.96 / 62.92, 730), (160, 1461))),
    ):
        rate = told[name]["value"]
        assert sum(amount * (1 + rate) ** (-days / 365) for amount, days in flows) == pytest.approx(0, abs=1e-9)


def test_a_measure_says_its_span_its_flows_and_where_they_stand(told, measured):
    assert {(row["window_start"], row["window_end"], row["n"]) for row in told.values()} == {
        (date(2021, 12, 31), AS_OF, 4)
    }
    assert told["tvpi"]["evidence"] == ["a-fund/cash_flows.csv:2-6:amount_usd"]
    assert told["ks_pme"]["evidence"] == [
        "a-fund/cash_flows.csv:2-6:amount_usd",
        "an-index/returns.csv:2-49:return_frac",
    ]
    longer = measured(ROWS, index=DECEMBERS * 5)
    assert longer["ks_pme"]["evidence"][1] == "an-index/returns.csv:14-61:return_frac"
    inside = measured([(date(2021, 12, 15), PAID, 1), *ROWS[2:4], (date(2025, 12, 30), VALUE, 1)], index=DECEMBERS * 5)
    assert inside["ks_pme"]["evidence"][1] == "an-index/returns.csv:13-60:return_frac"
    assert "total returns of an-index" in told["ks_pme"]["method"]
    assert "not counted" not in told["ks_pme"]["method"]


def test_the_modified_equivalent_needs_a_value_each_quarter(told):
    assert told["mpme"]["refusal_code"] == "window_not_covered"
    assert told["mpme"]["refusal_reason"] == (
        "Needs a net asset value each quarter; none is in evidence between 2021-12-31 and 2025-12-31."
    )


def test_the_modified_equivalent_by_hand(measured):
    rows = [
        (date(2024, 12, 31), PAID, 100),
        (date(2025, 3, 31), VALUE, 90),
        (date(2025, 4, 15), OUT, 30),
        (date(2025, 6, 30), VALUE, 70),
        (date(2025, 9, 30), VALUE, 80),
        (date(2025, 12, 31), VALUE, 85),
    ]
    rate = measured(rows, index=DECEMBERS)["mpme"]["value"]
    # 100 moves to the first value; 30/(30 + 70) of it goes on 30 June; the rest makes 10 % in December
    flows = ((-100, 0), (30, 91), (70 * 1.1, 275))
    assert sum(amount * (1 + rate) ** (-days / 365) for amount, days in flows) == pytest.approx(0, abs=1e-9)


def test_a_flow_moves_by_no_more_than_a_quarter(bench):
    rows = [(date(2025, 1, 1), PAID, 100), (date(2025, 4, 3), VALUE, 100), (date(2025, 7, 4), VALUE, 100)]
    assert by_value_date(vehicle(table(bench, rows), AS_OF)).dates == (date(2025, 4, 3), date(2025, 7, 4))
    late_first = [rows[0], (date(2025, 4, 4), VALUE, 100)]
    late_next = [*rows[:2], (date(2025, 7, 5), VALUE, 100)]
    for late in (late_first, late_next):
        assert by_value_date(vehicle(table(bench, late), AS_OF)).code.value == "window_not_covered"


@pytest.mark.parametrize("rows", [ROWS[::-1], ROWS[2:] + ROWS[:2]])
def test_the_order_of_the_rows_changes_nothing(measured, told, rows):
    found = measured(rows)
    assert {name: row["value"] for name, row in found.items()} == {name: row["value"] for name, row in told.items()}


def test_flows_after_the_last_value_are_not_counted_and_this_is_said(measured, told):
    found = measured([*ROWS[:4], (date(2025, 9, 30), VALUE, 160), (date(2025, 12, 31), OUT, 25)])
    assert found["dpi"]["value"] == told["dpi"]["value"]
    assert found["tvpi"]["window_end"] == date(2025, 9, 30)
    assert found["tvpi"]["method"].endswith(" 1 flow after it is not counted.")


def test_flows_on_the_day_of_the_value_are_counted(measured):
    found = measured([*ROWS, (AS_OF, OUT, 25)])
    assert found["dpi"]["value"] == pytest.approx(75 / 150)
    assert found["rvpi"]["value"] == pytest.approx(160 / 150)


def test_a_value_more_than_a_quarter_before_the_last_flow_is_no_end(measured):
    found = measured([*ROWS[:4], (date(2025, 9, 29), VALUE, 160), (date(2025, 12, 30), OUT, 25)])
    assert codes(found)["tvpi"] is None
    found = measured([*ROWS[:4], (date(2025, 9, 29), VALUE, 160), (date(2025, 12, 31), OUT, 25)])
    assert {name for name, code in codes(found).items() if code is None} == {"dpi", "recallable_to_paid_in"}
    assert found["tvpi"]["refusal_reason"] == (
        "The last net asset value in evidence, of 2025-09-29, is 93 days older than the last flow, of 2025-12-31; at "
        "most 92 are allowed."
    )
    assert found["dpi"]["value"] == pytest.approx(75 / 150)
    assert found["dpi"]["window_end"] == AS_OF


def test_without_a_value_only_what_came_back_is_told(measured):
    found = measured(ROWS[:4])
    assert {name for name, code in codes(found).items() if code is None} == {"dpi", "recallable_to_paid_in"}
    assert found["dpi"]["value"] == pytest.approx(50 / 150)
    assert (found["irr_since_start"]["refusal_code"], found["irr_since_start"]["refusal_reason"]) == (
        "not_evidenced",
        "No net asset value up to 2025-12-31 is in evidence; a vehicle that is wound up states zero.",
    )


def test_an_old_value_is_refused_and_a_vehicle_that_is_wound_up_is_not(measured):
    old = [(date(2021, 12, 31), PAID, 100), (date(2024, 6, 29), VALUE, 120)]
    assert codes(measured([*old[:1], (date(2024, 6, 30), VALUE, 120)]))["tvpi"] is None
    found = measured(old)
    assert found["tvpi"]["refusal_reason"] == (
        "The last net asset value in evidence is of 2024-06-29, more than 18 months before 2025-12-31."
    )
    over = measured([(date(2021, 12, 31), PAID, 100), (date(2023, 12, 31), OUT, 121), (date(2023, 12, 31), VALUE, 0)])
    assert over["irr_since_start"]["value"] == pytest.approx(0.1, abs=1e-9)
    assert over["rvpi"]["value"] == 0


def test_what_lies_after_the_as_of_date_is_not_seen(measured):
    found = measured([*ROWS[:4], (date(2024, 12, 31), VALUE, 150), ROWS[4]], as_of=date(2025, 6, 30))
    assert found["rvpi"]["value"] == pytest.approx(1.0)
    found = measured(ROWS, as_of=date(2021, 12, 30))
    assert set(codes(found).values()) == {"not_evidenced"}
    assert found["dpi"]["refusal_reason"] == "No cash flow up to 2021-12-30 is in evidence."


@pytest.mark.parametrize(
    ("first", "kind"),
    [((date(2021, 6, 30), VALUE, 80), "net asset value"), ((date(2021, 6, 30), OUT, 5), "distribution")],
)
def test_a_history_that_does_not_begin_with_a_contribution_is_refused(measured, first, kind):
    found = measured([first, *ROWS])
    assert set(codes(found).values()) == {"window_not_covered"}
    assert found["tvpi"]["refusal_reason"] == (
        f"The first row, of 2021-06-30, is a {kind}: earlier contributions are missing."
    )


def test_two_rates_are_refused_with_both(measured):
    rows = [
        (date(2022, 12, 31), PAID, 100),
        (date(2023, 12, 31), OUT, 230),
        (date(2024, 12, 30), PAID, 132),
        (date(2024, 12, 30), VALUE, 0),
    ]
    found = measured(rows)
    assert found["irr_since_start"]["refusal_code"] == "not_unique"
    assert "(10.00 %, 20.00 %)" in found["irr_since_start"]["refusal_reason"]
    assert found["tvpi"]["value"] == pytest.approx(230 / 232)


def test_less_than_a_year_has_no_rate_a_year(measured):
    found = measured([(date(2025, 1, 1), PAID, 100), (AS_OF, VALUE, 110)], index=DECEMBERS)
    assert found["irr_since_start"]["refusal_code"] == found["direct_alpha"]["refusal_code"] == "too_few_observations"
    assert found["irr_since_start"]["refusal_reason"] == (
        "The flows in evidence span 364 days; a rate a year needs 365."
    )
    assert found["ks_pme"]["value"] == pytest.approx(1.0)
    assert found["tvpi"]["value"] == pytest.approx(1.1)
    a_day_more = measured([(date(2024, 12, 31), PAID, 100), (AS_OF, VALUE, 110)], index=DECEMBERS)
    assert a_day_more["irr_since_start"]["value"] == pytest.approx(0.1)


def test_only_contributions_and_no_value_left_have_no_rate(measured):
    found = measured([(date(2022, 12, 31), PAID, 100), (AS_OF, VALUE, 0)])
    assert found["irr_since_start"]["refusal_code"] == "one_signed"
    assert (found["tvpi"]["value"], found["ks_pme"]["value"]) == (0, 0)


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_a_fund_without_cash_flows_is_asked_for_them(measured, wrapper):
    found = measured([], wrapper=wrapper)
    assert set(codes(found).values()) == {"not_evidenced"}
    assert found["tvpi"]["refusal_reason"] == "No cash flow up to 2025-12-31 is in evidence."
    assert found["tvpi"]["evidence"] == []


@pytest.mark.parametrize("wrapper", ["etp_grantor_trust", "open_end_fund"])
def test_a_fund_that_is_dealt_in_each_day_calls_no_capital(measured, wrapper):
    found = measured([], wrapper=wrapper)
    assert set(codes(found).values()) == {"not_applicable"}
    assert measured(ROWS, wrapper=wrapper)["tvpi"]["value"] == pytest.approx(1.4)


def test_without_a_benchmark_the_flows_alone_are_measured(measured):
    found = measured(ROWS, benchmark=None)
    assert {codes(found)[name] for name in ALONE} == {None}
    assert {codes(found)[name] for name in AGAINST} == {"not_evidenced"}
    assert found["ks_pme"]["refusal_reason"] == "The policy chooses no benchmark for private equity."


def test_an_index_that_does_not_cover_the_flows_is_refused(measured):
    found = measured(ROWS, index=(DECEMBERS * 4)[1:])
    assert {codes(found)[name] for name in AGAINST} == {"window_not_covered"}
    assert found["ks_pme"]["refusal_reason"] == (
        "Needs the returns of an-index for 48 months to 2025-12; 1 is not in evidence, the first 2022-01."
    )
    assert {codes(found)[name] for name in ALONE} == {None}
    assert "0 are" not in measured(ROWS, index=[])["ks_pme"]["refusal_reason"]


def test_an_index_that_lost_everything_carries_nothing(measured):
    found = measured(ROWS, index=[*(DECEMBERS * 3), *DECEMBERS[:-1], -1.0])
    assert found["ks_pme"]["refusal_code"] == found["direct_alpha"]["refusal_code"] == "out_of_range"


def test_the_level_of_a_day_is_that_of_the_last_month_end(bench):
    index = monthly_benchmarks(bench.table("benchmark_returns", bench.index([0.1, 0.2, 0.3], last=date(2022, 3, 31))))
    days = [date(2022, 1, 15), date(2022, 1, 31), date(2022, 2, 1), date(2022, 2, 28), date(2022, 3, 30)]
    assert levels(index, "an-index", days).tolist() == pytest.approx([1, 1.1, 1.1, 1.32, 1.32])
    # the return of March ends after the last day, so it is not asked for
    assert levels(index.filter(pl.col("rate_frac") < 0.3), "an-index", days).tolist() == pytest.approx(
        [1, 1.1, 1.1, 1.32, 1.32]
    )
    assert isinstance(levels(index, "another-index", days), Refusal)
    assert levels(index, "another-index", days[:1]).tolist() == [1.0]


def test_a_hole_in_the_index_is_named(bench):
    index = monthly_benchmarks(bench.table("benchmark_returns", bench.index([0.1] * 12, last=date(2022, 12, 31))))
    held = index.filter(~pl.col("month").is_in([2022 * 12 + 4, 2022 * 12 + 6]))
    found = levels(held, "an-index", [date(2021, 12, 31), date(2022, 12, 31)])
    assert found.reason == (
        "Needs the returns of an-index for 12 months to 2022-12; 2 are not in evidence, the first 2022-05."
    )


def test_gross_flows_of_a_day_stand_side_by_side(bench):
    seen = vehicle(table(bench, ROWS), AS_OF)
    assert seen.dates == (date(2021, 12, 31), date(2022, 12, 31), date(2023, 12, 31), AS_OF)
    assert seen.contributions.tolist() == [100, 50, 0, 0]
    assert seen.distributions.tolist() == [0, 20, 30, 0]
    assert seen.recallable.tolist() == [0, 0, 30, 0]
    assert seen.net.tolist() == [-100, -30, 30, 160]


def test_each_flow_moves_to_the_next_value(bench):
    rows = [
        (date(2025, 1, 10), PAID, 60),
        (date(2025, 3, 31), PAID, 40),
        (date(2025, 3, 31), VALUE, 101),
        (date(2025, 4, 1), OUT, 7),
        (date(2025, 6, 30), VALUE, 99),
    ]
    moved = by_value_date(vehicle(table(bench, rows), date(2025, 6, 30)))
    assert moved.dates == (date(2025, 3, 31), date(2025, 6, 30))
    assert (moved.contributions.tolist(), moved.distributions.tolist()) == ([100, 0], [0, 7])


def test_other_funds_are_not_looked_at(bench):
    rows = [
        {"owner": owner, "as_of": day, "kind": kind, "amount_usd": usd * factor}
        for owner, factor in (("a-fund", 1), ("b-fund", 3), ("stranger", 7))
        for day, kind, usd in ROWS
    ]
    subjects = pl.DataFrame(
        {
            "fund": ["a-fund", "b-fund", "c-fund"],
            "wrapper": ["private_fund"] * 3,
            "asset_class": ["private_equity"] * 3,
            "benchmark": ["an-index"] * 3,
        }
    )
    monthly = monthly_benchmarks(bench.table("benchmark_returns", bench.index(DECEMBERS * 4)))
    found = vehicle_measures(subjects, bench.table("fund_cash_flows", rows), monthly, AS_OF)
    assert found.height == 3 * len(VEHICLE_MEASURES)
    one, three, none = (bench.by_name(found.filter(pl.col("fund") == fund)) for fund in subjects["fund"])
    assert one["ks_pme"]["value"] == pytest.approx(three["ks_pme"]["value"])
    assert one["irr_since_start"]["value"] == pytest.approx(three["irr_since_start"]["value"], abs=1e-12)
    assert set(codes(none).values()) == {"not_evidenced"}
