"""Charts say what they must, in order, and the same bytes each time."""

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from prudent.memo import charts
from prudent.memo.charts import chart_svg, nice_ticks, spread
from prudent.memo.exhibits import GrowthChart, PeerChart, Point, Series


def _texts(svg: str) -> list[str]:
    found = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return ["".join(part.itertext()) for part in found]


@pytest.mark.parametrize("index", [0, 1])
def test_the_same_chart_gives_the_same_bytes(memo, index):
    chart = memo.chapters[0].charts[index]
    first = chart_svg(chart)
    charts._svg.cache_clear()
    assert chart_svg(chart) == first


def test_growth_chart_labels_each_line_at_its_end(memo):
    texts = _texts(chart_svg(memo.chapters[0].charts[0]))
    assert [text for text in texts if text.startswith("$")].count("$10,000") == 1
    joined = " ".join(texts)
    last = round(memo.chapters[0].charts[0].series[0].points[-1].y)
    assert f"${last:,}" in joined
    assert "Three-month" in joined
    assert [text for text in texts if re.fullmatch(r"20\d\d", text)] == ["2021", "2022", "2023", "2024", "2025"]


def test_growth_chart_marks_the_fund_by_weight_as_well_as_colour(memo):
    svg = chart_svg(memo.chapters[0].charts[0])
    assert re.search(r'stroke="#1f4e79"[^>]*stroke-width="2.6"', svg)
    assert re.search(r'font-weight="bold"', svg)


def test_peers_are_sorted_and_the_unknown_one_stands_last_in_words(memo):
    texts = _texts(chart_svg(memo.chapters[0].charts[1]))
    percents = [text for text in texts if re.fullmatch(r"[\d.]+\u202f%", text)]
    assert (
        percents == sorted(percents, reverse=True) == [f"{x}\u202f%" for x in ("7.74", "7.24", "6.92", "6.51", "6.10")]
    )
    assert texts.index("not in evidence") > texts.index(percents[-1])
    assert "median 6.71\u202f%" in texts


def test_a_negative_value_is_drawn_left_of_zero(memo):
    chart = memo.chapters[0].charts[1]
    bars = tuple(bar.model_copy(update={"value": value}) for bar, value in zip(chart.bars, (-0.02, 0.01), strict=False))
    svg = chart_svg(chart.model_copy(update={"bars": bars, "median": None}))
    assert "\u22122.00\u202f%" not in _texts(svg)
    assert "\u22122\u202f%" in _texts(svg)


def test_a_chart_without_data_says_so():
    nothing = GrowthChart(
        id="g", title="t", subtitle="s", alt="a", series=(Series(label="x", emphasis=True, points=()),)
    )
    assert _texts(chart_svg(nothing)) == ["not in evidence"]
    empty = PeerChart(id="p", title="t", subtitle="s", alt="a", unit="ratio", bars=(), median=None)
    assert _texts(chart_svg(empty)) == ["not in evidence"]


@pytest.mark.parametrize("values", [(10_000.0,), (10_000.0, 10_000.0), (10_000.0, 120_000.0), (10_000.0, 1.0)])
def test_odd_series_are_drawn(values):
    points = tuple(Point(x=date(2025, 1 + index, 28), y=value) for index, value in enumerate(values))
    chart = GrowthChart(
        id="g", title="t", subtitle="s", alt="a", series=(Series(label="x", emphasis=True, points=points),)
    )
    assert "$10,000" in _texts(chart_svg(chart))


def test_a_series_that_grew_more_than_fourfold_has_doublings_as_steps():
    points = (Point(x=date(2015, 1, 31), y=10_000), Point(x=date(2025, 1, 31), y=70_000))
    chart = GrowthChart(
        id="g", title="t", subtitle="s", alt="a", series=(Series(label="x", emphasis=True, points=points),)
    )
    assert {"$10,000", "$20,000", "$40,000", "$80,000"} <= set(_texts(chart_svg(chart)))


def test_title_and_description_are_inside_and_escaped(memo):
    chart = memo.chapters[0].charts[0].model_copy(update={"title": "<script>", "alt": "a & b"})
    root = ET.fromstring(chart_svg(chart))
    assert root.attrib["role"] == "img"
    assert [child.text for child in root][:2] == ["<script>", "a & b"]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 10, (0, 2, 4, 6, 8, 10)),
        (9_700, 14_400, (9_000, 10_000, 11_000, 12_000, 13_000, 14_000, 15_000)),
        (1, 1, (1.0, 1.2, 1.4, 1.6, 1.8, 2.0)),
    ],
)
def test_ticks_are_round_and_cover(low, high, expected):
    assert nice_ticks(low, high) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [((10, 50), (10, 50)), ((10, 11), (10, 30)), ((99, 100), (70, 90)), ((10, 100), (10, 90)), ((), ())],
)
def test_labels_are_pushed_apart_inside_the_limit(wanted, expected):
    assert spread(wanted, (20.0,) * len(wanted), 100.0) == expected
