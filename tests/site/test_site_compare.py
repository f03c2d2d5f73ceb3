"""The comparison's figures as data, and the small lines over time."""

import json
import re
from datetime import date

import pytest

from prudent.memo.labels import label
from prudent.model.measured import Unit
from prudent.site.measures import MEASURES, NAMES, unit_words
from prudent.site.trend import Mark, trend_svg


def data(store, path="compare.html"):
    return json.loads(re.search(r'id="data">(.*?)</script>', store.page(path), re.DOTALL)[1])["compare"]


def figure(compare, fund, name):
    place = [measure[0] for measure in compare["measures"]].index(name)
    cell = next(one for one in compare["funds"] if one["id"] == fund)["figures"][place]
    if cell is None:
        return None
    text, n, *rest = cell
    return [compare["words"][text], n, *(compare["words"][place] for place in rest)]


def test_a_figure_brings_its_words_n_window_day_unit_and_the_reason_for_none(store):
    store.publish(store.memo("alpha", figures={"all_in_fee": {"value": 0.05}}))
    store.publish(store.memo("beta", figures={"return_on_horizon": {"n": 48}}))
    store.build()
    compare = data(store)
    window = "January 2021 to December 2025"
    assert figure(compare, "alpha", "return_on_horizon") == ["7.24\u202f%", 60, window, "", "% a year", ""]
    assert figure(compare, "beta", "return_on_horizon") == ["7.24\u202f%", 48, window, "", "% a year", ""]
    assert figure(compare, "alpha", "all_in_fee") == ["5.00\u202f%", None, "", "", "% a year", ""]  # beside 3.63 %
    assert figure(compare, "alpha", "tracking_error_3y") == [
        "too few points", None, "", "", "% a year", "Five annual points carry no volatility."
    ]  # fmt: skip
    assert figure(compare, "alpha", "return_10y") is None


def test_only_funds_of_one_plan_and_date_stand_together_each_with_its_latest_issue(store):
    store.publish(store.memo("alpha"))
    store.publish(store.memo("alpha", figures={"all_in_fee": {"value": 0.0201}}), number=2)
    store.publish(store.memo("beta", as_of="2025-09-30"))
    store.publish(store.memo("gamma", plan="other"))
    store.build()
    for path, fund in (("example_2025-12-31", "alpha"), ("example_2025-09-30", "beta"), ("other_2025-12-31", "gamma")):
        assert [one["id"] for one in data(store, f"compare/{path}.html")["funds"]] == [fund]
    assert figure(data(store, "compare/example_2025-12-31.html"), "alpha", "all_in_fee")[0] == "2.01\u202f%"


def test_the_table_of_all_says_what_a_column_rests_on_or_that_it_differs(store):
    store.publish(store.memo("alpha"))
    store.publish(store.memo("beta", figures={"return_on_horizon": {"n": 48}}))
    store.build()
    page = re.sub(
        r"[ \n]+", " ", re.sub(r"<[^>]+>", "", store.page("compare.html").split("All funds, figure by figure")[1])
    )
    assert "Net return a year on the comparison window, % a year bases differ" in page
    assert "Volatility a year, 3 years, % a year n 36, January 2023 to December 2025" in page
    assert "7.24\u202f% n 48, January 2021 to December 2025" in page


def test_every_measure_has_a_name_of_its_own_and_words():
    assert len(set(NAMES)) == len(MEASURES)
    made_up = [name for name in NAMES if label(name) == name.replace("_", " ").capitalize()]
    assert made_up == ["worst_fill_known", "net_assets"]  # whose names are their words
    assert all(unit_words(unit) for unit in Unit)


QUARTERS = (date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31))


def trend(*values):
    marks = tuple(Mark(day, f"{value}", value) for day, value in zip(QUARTERS, values, strict=False))
    return str(trend_svg("A fee", marks))


def test_a_line_stands_on_zero_and_ends_at_its_last_value():
    # 60 of 84 pixels are the drawing's: zero stands at 74 and the largest value at 14
    drawn = trend(2.0, 4.0)
    assert re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', drawn) == [("8.0", "44.0"), ("168.0", "14.0")]
    assert 'y1="74.0"' in drawn
    assert ">4.0</text>" in drawn
    assert 'aria-label="A fee, from 2.0 to 4.0; the table has every date"' in drawn


def test_values_below_zero_hang_from_it():
    assert re.findall(r'cy="([\d.]+)"', trend(-3.0, 3.0)) == ["74.0", "14.0"]
    assert 'y1="44.0"' in trend(-3.0, 3.0)


def test_a_date_without_a_number_is_a_gap():
    drawn = trend(1.0, None, 1.0, 2.0)
    assert (drawn.count("<circle"), drawn.count("<path")) == (3, 1)


def test_days_keep_their_distance():
    marks = (Mark(date(2025, 1, 1), "a", 1.0), Mark(date(2025, 1, 2), "b", 1.0), Mark(date(2025, 1, 11), "c", 1.0))
    assert re.findall(r'cx="([\d.]+)"', str(trend_svg("x", marks))) == ["8.0", "24.0", "168.0"]


@pytest.mark.parametrize("value", [0.0])
def test_a_line_of_zeros_lies_on_the_axis(value):
    assert re.findall(r'cy="([\d.]+)"', trend(value, value)) == ["74.0", "74.0"]


def test_words_in_a_drawing_are_escaped():
    drawn = str(trend_svg('"><script>', (Mark(QUARTERS[0], "<b>", 1.0), Mark(QUARTERS[1], "<i>", 1.0))))
    assert "<script" not in drawn
    assert "<i>" not in drawn
