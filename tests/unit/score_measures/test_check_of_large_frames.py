"""The check at the end of a stage, on a frame that polars works on in parts."""

import polars as pl
import pytest

from prudent.errors import DataBad
from prudent.tables.check import check
from prudent.tables.spec import table

FUNDS = 200_000


def frame(value):
    spec = table("score_fund__measures")
    constant = {
        "factor": "fees",
        "measure": "all_in_fee",
        "unit": "fraction_per_year",
        "method": "by hand",
        "evidence": [],
        "value": value,
    }
    columns = {
        name: pl.lit(constant.get(name), kind).alias(name)
        for name, kind in spec.polars_schema.items()
        if name != "fund"
    }
    funds = pl.select(fund=pl.int_range(FUNDS).cast(pl.String))
    return funds.select("fund", *columns.values()), spec


def test_a_large_frame_passes():
    large, spec = frame(0.01)
    assert check(large, spec).height == FUNDS


def test_a_large_frame_with_no_number_is_caught():
    large, spec = frame(float("nan"))
    with pytest.raises(DataBad, match="value is nan, out of bounds"):
        check(large, spec)
