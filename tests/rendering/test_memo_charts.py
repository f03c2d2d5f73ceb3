"""Charts draw what they hold: places of marks by hand, words, order, the same bytes each time, nothing of a font."""

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date

import pytest
import typst
import vl_convert
from pydantic import ValidationError

from prudent.memo.chart_kinds import (
    FanChart,
    LineChart,
    Pair,
    PairChart,
    PeerValue,
    Point,
    Range,
    RangeChart,
    Scenario,
    Series,
    Stack,
    StackChart,
    Step,
    Strip,
    StripChart,
)
from prudent.memo.charts import chart_svg, chart_table
from prudent.memo.charts.axes import growth_axis, nice_ticks, spread, year_axis
from prudent.memo.charts.draw import drawn_once, picture_of
from prudent.memo.charts.drawing import drawn
from prudent.memo.charts.items import Box, Line, Mark, Rule, Words
from prudent.memo.charts.lettering import fitted, width_of, wrapped
from prudent.model.measured import Unit

HEAD = {"id": "c", "name": "Name", "title": "t", "subtitle": "s"}
SVG = "{http://www.w3.org/2000/svg}"


def all_charts(memo):
    return (*(chart for chapter in memo.chapters for chart in chapter.charts), *memo.score_charts)


def texts(svg):
    return ["".join(part.itertext()) for part in ET.fromstring(svg).iter(f"{SVG}text")]


def items(chart, kind):
    return [item for item in picture_of(chart).items if isinstance(item, kind)]


def lines_of(values, unit=Unit.USD, base=10_000, role="fund", **more):
    points = tuple(Point(x=date(2020 + place, 1, 1), y=value) for place, value in enumerate(values))
    return LineChart(**HEAD, unit=unit, base=base, series=(Series(label="x", role=role, points=points),), **more)


# --- all kinds


def test_every_kind_is_in_the_sample(memo):
    assert {chart.kind for chart in all_charts(memo)} == {"lines", "fan", "pairs", "strips", "stacks", "ranges"}


def test_the_same_chart_gives_the_same_bytes(memo):
    first = [chart_svg(chart) for chart in all_charts(memo)]
    drawn_once.cache_clear()
    assert [chart_svg(chart) for chart in all_charts(memo)] == first


def test_another_process_gives_the_same_bytes(memo):
    chart = memo.score_charts[0]
    code = (
        "import sys; from prudent.memo.chart_kinds import StripChart; from prudent.memo.charts import chart_svg;"
        "sys.stdout.buffer.write(chart_svg(StripChart.model_validate_json(sys.stdin.buffer.read())).encode())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        input=chart.model_dump_json().encode(),
        capture_output=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LANG": "C"},
    )
    assert ran.stdout.decode() == chart_svg(chart)


def test_a_drawing_holds_only_what_every_reader_of_svg_knows(memo):
    known = {"svg", "title", "desc", "g", "rect", "path", "line", "text"}
    for chart in all_charts(memo):
        root = ET.fromstring(chart_svg(chart))
        assert {part.tag.removeprefix(SVG) for part in root.iter()} <= known
        assert not any("style" in part.attrib or "-" in part.get("font-size", "") for part in root.iter())
        sizes = {part.get("font-size") for part in root.iter(f"{SVG}text")}
        assert sizes <= {"9.5px", "10px", "11px", "12px", "12.5px"}


def test_no_text_leaves_the_paper(memo):
    for chart in all_charts(memo):
        picture = picture_of(chart)
        for words in items(chart, Words):
            width = width_of(words.text, words.size, is_bold=words.is_bold)
            start = words.x - {"left": 0, "center": width / 2, "right": width}[words.align]
            assert start >= 0, words
            assert start + width <= picture.width, words
            assert 0 < words.y < picture.height, words


def test_colour_is_never_alone(memo):
    for chart in all_charts(memo):
        for mark in items(chart, Mark):
            assert (mark.rows()[0]["shape"] == "diamond") == mark.is_fund
        looks = [(line.colour, line.width, line.dash) for line in items(chart, Line)]
        heavy = [look for look in looks if look[1] > 2]
        assert all(look[2] == (1, 0) for look in heavy)
        assert len(heavy) <= 1


def test_title_and_words_for_those_who_do_not_see_it_are_inside_and_escaped():
    chart = lines_of((10_000.0, 12_500.0)).model_copy(update={"name": "<script>", "id": '"><b>'})
    root = ET.fromstring(chart_svg(chart))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == 'chart-"><b>-title chart-"><b>-desc'
    assert root[0].text == "<script>"
    assert root[1].text == "<script>, 1 January 2020 to 1 January 2021. x: $12,500 at the end."


HOSTILE = '</text><script>alert(1)</script> & font-size="-9px" ⟨all_in_fee⟩ \u202e{{ 7*7 }} 漢\x00'


def hostile_charts():
    whole, part = {"label": HOSTILE, "emphasis": True}, {"label": HOSTILE}
    head = {**HEAD, "name": HOSTILE}
    point = (Point(x=date(2020, 1, 1), y=10_000.0), Point(x=date(2021, 1, 1), y=11_000.0))
    yield LineChart(**head, unit="usd", base=10_000, series=(Series(**part, role="fund", points=point),))
    yield FanChart(**head, days=(0, 365), scenarios=(Scenario(**part, steps=(Step(day=90, share=0.5),)),))
    yield PairChart(
        **head,
        unit="fraction",
        first=HOSTILE,
        second="b",
        tick="c",
        ratio="d",
        rows=(Pair(**whole, first=1, second=1),),
    )
    yield StripChart(
        **head, fund=HOSTILE,
        rows=(
            Strip(**part, unit="ratio", better="higher", own=1, median=None, rank=1,
                  peers=(PeerValue(**part, value=2),)),
        ),
    )  # fmt: skip
    yield StackChart(**head, unit="usd_per_year", parts=(HOSTILE, "b"), rows=(Stack(**whole, parts=(1, 2)),))
    yield RangeChart(**head, rows=(Range(**whole, at=50, best=1, worst=1),))


@pytest.mark.parametrize("chart", tuple(hostile_charts()), ids=lambda chart: chart.kind)
def test_hostile_words_are_text(chart):
    svg = chart_svg(chart)
    root = ET.fromstring(svg)
    assert {part.tag.removeprefix(SVG) for part in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "g",
        "rect",
        "path",
        "line",
        "text",
    }
    said = " ".join(texts(svg))
    assert "</text><script>" in said.replace(" ", "")
    assert "\u202e" not in svg
    assert "漢" not in said
    assert "⟨" not in chart.alt
    table = chart_table(chart)
    assert not any("⟨" in cell for row in table.rows for cell in row)


def test_typst_reads_every_drawing_with_its_own_fonts(memo, tmp_path):
    for place, chart in enumerate(all_charts(memo)):
        (tmp_path / f"{place}.svg").write_text(chart_svg(chart), encoding="utf-8")
        source = tmp_path / f"{place}.typ"
        source.write_text(f'#image("{place}.svg", alt: "a")', encoding="utf-8")
        fonts = typst.Fonts(include_system_fonts=False)
        _, warnings = typst.compile_with_warnings(str(source), font_paths=fonts, ignore_system_fonts=True)
        assert warnings == []


# --- lines


def test_growth_stands_where_its_dollars_are():
    chart = lines_of((10_000.0, 12_500.0, 15_000.0))
    (line,) = items(chart, Line)
    # the plot is 62 to 454 across and 256 up to 16, here from $10,000 to $15,000
    assert line.points[0] == (62, 256)
    assert line.points[1] == pytest.approx((62 + 392 * 366 / 731, 136), abs=0.3)  # 2020 is a leap year
    assert line.points[2] == (454, 16)
    assert [words.text for words in items(chart, Words)][:2] == ["$10,000", "$11,000"]


def test_lines_are_named_at_their_ends_and_the_fund_is_heavy_and_on_top(memo):
    chart = memo.chapters[0].charts[0]
    drawn_lines = items(chart, Line)
    assert [line.width for line in drawn_lines] == [1.0] * 5 + [1.5] * 2 + [2.6]
    assert [line.dash for line in drawn_lines][5:] == [(6, 3), (2, 2), (1, 0)]
    said = [words for words in items(chart, Words) if words.x > 470]
    last = f"${round(chart.series[0].points[-1].y):,}"
    assert next(words.text for words in said if words.is_bold) == last
    assert sum(words.text.startswith("$") for words in said) == len(chart.series)
    assert [text for text in texts(chart_svg(chart)) if re.fullmatch(r"20\d\d", text)] == [
        "2021", "2022", "2023", "2024", "2025",
    ]  # fmt: skip


def test_falls_hang_from_zero_and_name_their_lowest(memo):
    chart = memo.chapters[0].charts[1]
    lowest = min(point.y for point in chart.series[0].points)
    assert lowest < 0
    assert f"−{abs(lowest) * 100:.2f}\u202f%" in texts(chart_svg(chart))
    assert max(y for line in items(chart, Line) for _, y in line.points) <= 256
    assert min(y for line in items(chart, Line) for _, y in line.points) == 16


@pytest.mark.parametrize("values", [(10_000.0,), (10_000.0, 10_000.0), (10_000.0, 120_000.0), (10_000.0, 1.0)])
def test_odd_series_are_drawn(values):
    assert "$10,000" in texts(chart_svg(lines_of(values)))


def test_a_series_that_grew_more_than_fourfold_has_doublings_as_steps():
    assert {"$10,000", "$20,000", "$40,000", "$80,000"} <= set(texts(chart_svg(lines_of((10_000.0, 70_000.0)))))
    axis = growth_axis((10_000, 80_000), 10_000, 256, 16)
    assert [round(axis.at(value), 6) for value in (10_000, 20_000, 40_000, 80_000)] == [256, 176, 96, 16]


def test_under_a_year_the_two_ends_are_dated():
    points = (Point(x=date(2025, 3, 31), y=0.01), Point(x=date(2025, 6, 30), y=0.02))
    chart = LineChart(**HEAD, unit="fraction", base=0, series=(Series(label="x", role="fund", points=points),))
    assert {"31 March 2025", "30 June 2025"} <= set(texts(chart_svg(chart)))


def test_the_table_behind_lines_has_a_row_a_date_and_holes_where_nothing_is_known():
    def series(label, role, *points):
        return Series(label=label, role=role, points=tuple(Point(x=date(2025, m, 28), y=y) for m, y in points))

    chart = LineChart(
        **HEAD, unit="usd", base=10_000,
        series=(series("A", "fund", (1, 10_000), (2, 10_050.4)), series("B", "peer", (1, 10_000), (3, 9_900.6))),
    )  # fmt: skip
    table = chart_table(chart)
    assert [column.heading for column in table.columns] == ["Date", "A", "B"]
    assert table.rows == (
        ("28 January 2025", "$10,000", "$10,000"),
        ("28 February 2025", "$10,050", ""),
        ("28 March 2025", "", "$9,901"),
    )
    assert (table.id, table.title) == ("c-data", "Name")


def test_a_line_without_a_point_is_refused():
    with pytest.raises(ValidationError, match="at least 1 item"):
        Series(label="x", role="fund", points=())
    with pytest.raises(ValidationError, match="at least 1 item"):
        LineChart(**HEAD, unit="usd", base=0, series=())


# --- fan


FAN = FanChart(
    **HEAD,
    days=(0, 30, 90, 180, 365),
    scenarios=(
        Scenario(label="Base", steps=(Step(day=90, share=0.1), Step(day=180, share=0.19), Step(day=400, share=0.3))),
        Scenario(label="Other", steps=()),
    ),
)


def test_a_fan_rises_only_at_payments_and_its_axis_is_all_of_it():
    base, other = items(FAN, Line)
    # 62 to 440 is day 0 to 365; 236 up to 16 is nothing to all
    at_90, at_180 = 62 + 378 * 90 / 365, 62 + 378 * 180 / 365
    expected = [(62, 236), (at_90, 236), (at_90, 214), (at_180, 214), (at_180, 194.2), (440, 194.2)]
    assert [number for point in base.points for number in point] == pytest.approx(
        [n for point in expected for n in point]
    )
    assert other.points == ((62, 236), (440, 236))
    assert (base.dash, other.dash) == ((1, 0), (6, 3))


def test_the_table_of_a_fan_reads_the_steps_and_interpolates_nothing():
    assert chart_table(FAN).rows == (
        ("Base", "0.00\u202f%", "0.00\u202f%", "10.00\u202f%", "19.00\u202f%", "19.00\u202f%"),
        ("Other", *("0.00\u202f%",) * 5),
    )
    assert [column.heading for column in chart_table(FAN).columns] == [
        "Scenario", "Day 0", "Day 30", "Day 90", "Day 180", "Day 365",
    ]  # fmt: skip


# --- pairs


def test_pairs_stand_on_one_axis_from_zero(memo):
    offers = memo.chapters[2].charts[0]
    # 234 to 520 is 0 to 15 %
    marks = [mark for mark in items(offers, Mark) if mark.y > 30]
    assert [round(mark.x, 2) for mark in marks[:2]] == [round(234 + 286 * 0.04 / 0.15, 2)] * 2
    assert marks[2].x == pytest.approx(234 + 286 * 0.1105 / 0.15)
    assert [mark.is_fund for mark in marks] == [False, True, False, True, False]
    said = texts(chart_svg(offers))
    assert said.count("not in evidence") == 1
    assert "45.02\u202f%" in said
    assert "100\u202f%" in said


def test_pairs_say_what_a_missing_value_means(memo):
    leaving = memo.chapters[2].charts[2]
    assert chart_table(leaving).rows == (
        ("Half of all holders leave", "18", "never"),
        ("Worst fill on record", "6", "12"),
        ("All holders leave, at the cap", "never", "never"),
    )
    assert len([mark for mark in items(leaving, Mark) if mark.y > 30]) == 3
    assert "Half of all holders leave: half out 18, nine tenths out never" in leaving.alt


# --- strips


def test_each_strip_has_its_own_scale_with_both_ends_printed(memo):
    strips = memo.score_charts[0]
    marks = [mark for mark in items(strips, Mark) if mark.y > 30]
    first = marks[:6]
    # 268 to 430 is 6.10 % to 7.74 %, the lowest and the highest of the six
    assert [round(mark.x, 2) for mark in first[:5]] == [268, 308.5, 349, 389.5, 430]
    assert first[5].is_fund
    assert first[5].x == pytest.approx(268 + 162 * (0.0724 - 0.061) / 0.0164, abs=0.01)
    said = texts(chart_svg(strips))
    assert [said.count(text) for text in ("6.10\u202f%", "7.74\u202f%", "2 of 6", "5 of 5", "1 of 2, tied")] == [1] * 5
    (tick,) = [rule for rule in items(strips, Rule) if rule.x == rule.x2 and 40 < rule.y < 60]
    assert tick.x == pytest.approx(268 + 162 * (0.0671 - 0.061) / 0.0164)


def test_a_strip_of_one_value_stands_in_the_middle_and_a_missing_fund_has_no_diamond(memo):
    strips = memo.score_charts[0]
    assert [mark.x for mark in items(strips, Mark)][-2:] == [349, 349]
    lonely = strips.model_copy(update={"rows": strips.rows[2:3]})
    assert [mark.is_fund for mark in items(lonely, Mark) if mark.y > 30] == [False, False]


def test_the_table_of_strips_has_every_peer(memo):
    table = chart_table(memo.score_charts[0])
    assert len(table.columns) == 2 + 1 + 5 + 2
    assert table.rows[1][1:] == (
        "lower", "3.63\u202f%", "2.34\u202f%", "2.75\u202f%", "3.16\u202f%", "3.57\u202f%", "", "2.75\u202f%", "5 of 5",
    )  # fmt: skip
    assert table.rows[2][2] == "not in evidence"


# --- stacks


def test_parts_stand_end_to_end_and_the_fund_has_the_tall_bar(memo):
    ladder = memo.chapters[1].charts[0]
    bars = [box for box in items(ladder, Box) if box.y2 - box.y != 10]
    # 234 to 590 is $0 to $600
    assert [(round(box.x, 2), round(box.x2, 2)) for box in bars[1:3]] == [(234, 379.37), (379.37, 449.38)]
    assert [round(box.y2 - box.y) for box in bars] == [13, 20, 20, 13, 13]
    assert len({box.fill for box in bars}) == 3
    said = texts(chart_svg(ladder))
    assert {"$245", "$118", "$363", "cheapest other", "not in evidence"} <= set(said)


def test_shares_of_a_whole_end_at_all_of_it(memo):
    levels = memo.chapters[3].charts[0]
    bars = [box for box in items(levels, Box) if box.y2 - box.y != 10]  # those of the legend are 10 high
    assert [round(box.x2, 2) for box in bars[:3]] == [round(234 + 356 * share, 2) for share in (0.6054, 0.9341, 1)]
    assert chart_table(levels).rows[2][1:] == ("2.00\u202f%", "0.00\u202f%", "98.00\u202f%")
    assert chart_table(levels).rows[1][1:] == ("100.00\u202f%", "–", "–")


def test_a_bar_has_a_value_or_none_for_each_part_and_parts_that_nobody_has_are_left_out():
    with pytest.raises(ValidationError, match="for each of 2 parts"):
        StackChart(**HEAD, unit="fraction", parts=("a", "b"), rows=(Stack(label="x", parts=(1,)),))
    chart = StackChart(**HEAD, unit="fraction", parts=("a", "b"), rows=(Stack(label="x", parts=(None, 1)),))
    assert chart.without_empty_parts().parts == ("b",)
    assert chart.without_empty_parts().rows[0].parts == (1,)


# --- ranges


def test_scores_stand_on_the_whole_axis_from_0_to_100(memo):
    weights = memo.score_charts[1]
    marks = items(weights, Mark)
    assert [mark.x for mark in marks] == pytest.approx([234 + 326 * 0.614, 234 + 326 * 0.48])
    assert [mark.is_fund for mark in marks] == [True, False]
    grid, draws = items(weights, Box)
    assert (grid.x, grid.x2) == pytest.approx((234 + 326 * 0.125, 234 + 326 * 0.83))
    assert (draws.x, draws.x2) == pytest.approx((234 + 326 * 0.55, 234 + 326 * 0.64))
    assert chart_table(weights).rows == (
        ("The policy's weights", "61", "2"),
        ("Without performance", "48", "–"),
        ("Every split of the weights", "12 to 83", "1 to 6"),
        ("Months drawn again", "55 to 64", "1 to 3"),
    )


# --- parts


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 10, (0, 2, 4, 6, 8, 10)),
        (9_700, 14_400, (9_000, 10_000, 11_000, 12_000, 13_000, 14_000, 15_000)),
        (1, 1, (1.0, 1.2, 1.4, 1.6, 1.8, 2.0)),
        (0, 0.3, (0, 0.1, 0.2, 0.3)),
    ],
)
def test_ticks_are_round_and_cover(low, high, expected):
    assert nice_ticks(low, high, 3 if high < 1 else 5) == expected


def test_years_are_ticked_on_their_first_day():
    axis = year_axis((date(2020, 7, 2), date(2022, 7, 2)), 0, 100)
    assert axis.ticks == (2021, 2022)
    assert axis.at(2021) == pytest.approx(25, abs=0.2)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ((20, 60), (20, 60)),
        ((50, 52), (41, 61)),
        ((99, 100), (70, 90)),
        ((0, 1), (10, 30)),
        ((20, 21, 90), (10.5, 30.5, 90)),
        ((), ()),
    ],
)
def test_labels_are_pushed_apart_about_what_they_want(wanted, expected):
    assert spread(wanted, (20.0,) * len(wanted), 0.0, 100.0) == expected


def test_words_are_broken_and_cut_to_the_room():
    assert wrapped("Senior loan exchange-traded proxy (fictional)", 180) == (
        "Senior loan exchange-traded",
        "proxy (fictional)",
    )
    assert fitted("Senior loan exchange-traded proxy (fictional)", 120) == "Senior loan exchan …"
    long = wrapped("W" * 300, 100)
    assert len(long) == 2
    assert all(width_of(line) <= 100 for line in long)
    assert wrapped("", 100) == ("",)


def test_places_are_hundredths_of_a_pixel_and_zero_has_no_sign():
    (row,) = Box(1 / 3, -0.001, 2, 3).rows()
    assert (row["x"], str(row["y"])) == (0.33, "0.0")


def test_no_font_of_the_machine_is_measured(monkeypatch, memo):
    seen = []
    real = vl_convert.vega_to_svg
    monkeypatch.setattr(vl_convert, "vega_to_svg", lambda spec: seen.append(json.loads(spec)) or real(spec))
    svg = drawn(picture_of(memo.score_charts[0]))
    (words,) = [data["values"] for data in seen[0]["data"] if data["name"] == "words"]
    assert len(words) > 30
    assert all(row["size"] < 0 for row in words)
    assert seen[0]["autosize"] == "none"
    assert 'font-size="-' not in svg
