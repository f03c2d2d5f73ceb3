"""Blocks of series: each series whole, and the same numbers however the work is cut."""

import pytest

from bench.series import observations
from prudent.score import panel
from prudent.score.statistics import statistics


@pytest.mark.parametrize(("rows", "cells"), [(1, 1), (30, 24), (100, 1 << 16), (1 << 20, 25)])
def test_the_cut_of_the_work_changes_no_number(monkeypatch, rows, cells):
    series = observations(5, months=24)
    whole = statistics(series)
    monkeypatch.setattr(panel, "ROWS", rows)
    monkeypatch.setattr(panel, "CELLS", cells)
    assert statistics(series).equals(whole)
    assert whole["fund"].to_list() == [f"fund-{number:06d}" for number in range(5)]


def test_a_part_holds_whole_series(monkeypatch):
    monkeypatch.setattr(panel, "ROWS", 50)
    found = list(panel.parts(observations(5, months=24)))
    # a cut at row 0, at the first series from row 50 on (72) and at the first from row 100 on (none after 96)
    assert [part.height for part in found] == [72, 48]


def test_no_series_is_one_empty_part():
    empty = observations(1, months=1).clear()
    assert [part.height for part in panel.parts(empty)] == [0]
    assert statistics(empty).height == 0
