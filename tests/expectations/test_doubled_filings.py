"""Filings that were summed with their amendment, among real figures as received: caught, and no real inflow with them."""

import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import yaml

from expectations.crosschecks import flows
from expectations.rule import Inputs
from expectations.validate import run
from prudent.model.fund import Fund
from prudent.model.validation import Outcome
from prudent.tables.core import CoreTables

FUNDS = Path(__file__).parents[2] / "funds"
CLIFFWATER = [
    ("2022-09-30", 17534933915.96), ("2022-12-31", 10060194148.09), ("2023-03-31", 11063268303.83),
    ("2023-06-30", 12011878429.57), ("2023-09-30", 13863554300.91), ("2023-12-31", 15512921756.24),
    ("2024-03-31", 17429999409.97), ("2024-06-30", 20638846902.57), ("2024-09-30", 43413487621.99),
    ("2024-12-31", 24568449993.62), ("2025-03-31", 27852339734.14), ("2025-06-30", 29653780452.58),
    ("2025-09-30", 31452795851.04), ("2025-12-31", 62982913471.67),
]  # fmt: skip
CASCADE = [
    ("2022-09-30", 338221238.74), ("2022-12-31", 116025433.82), ("2023-03-31", 124931134.10),
    ("2023-06-30", 146321074.70), ("2023-09-30", 147297066.05), ("2023-12-31", 156144007.88),
    ("2024-03-31", 473912195.56), ("2024-06-30", 970114288.82), ("2024-09-30", 1419990015.32),
    ("2024-12-31", 1935314965.90), ("2025-03-31", 2615769383.40), ("2025-06-30", 3365172979.19),
    ("2025-09-30", 4238158377.94), ("2025-12-31", 9074632268.51),
]  # fmt: skip


def _tables(figures, held):
    return {
        "fund_balance_sheet": [{"as_of": day, "net_assets_usd": figure} for day, figure in figures],
        "fund_exposure": [{"total_fair_value_usd": held}],
    }


def _failing_rows(inputs):
    """Rule and rows of each failure that is told."""
    return {
        (result.rule, rows)
        for result in run(flows.RULES, inputs)
        for rows in re.findall(r"rows \d+ and \d+", result.detail)
    }


def test_cliffwater_is_caught_at_three_quarters(build):
    assert _failing_rows(build(_tables(CLIFFWATER, 49481458000))) == {
        ("outflow-possible", "rows 2 and 3"),  # 2022-09-30 to 2022-12-31
        ("outflow-possible", "rows 10 and 11"),  # 2024-09-30 to 2024-12-31
        ("jump-does-not-revert", "rows 9 and 10"),  # 2024-09-30
        ("newest-jump-is-held", "rows 14 and 15"),  # 2025-12-31
    }


def test_cascade_is_caught_at_its_ends_and_its_inflows_are_not(build):
    assert _failing_rows(build(_tables(CASCADE, 5199352647))) == {
        ("outflow-possible", "rows 2 and 3"),  # 2022-09-30 to 2022-12-31
        ("newest-jump-is-held", "rows 14 and 15"),  # 2025-12-31
    }


@pytest.mark.parametrize(
    ("figures", "held", "doubled"),
    [
        (CLIFFWATER, 49481458000, {"2022-09-30", "2024-09-30", "2025-12-31"}),
        (CASCADE, 5199352647, {"2022-09-30", "2025-12-31"}),
    ],
)
def test_with_the_doubled_figures_withdrawn_all_is_well(figures, held, doubled, build):
    mended = [(day, None if day in doubled else figure) for day, figure in figures]
    results = [result for result in run(flows.RULES, build(_tables(mended, held))) if result.owner == "fund"]
    assert [result.outcome for result in results] == [Outcome.PASSED] * 3


def test_among_all_packets_as_received_only_those_two_funds_are_caught(build):
    """Read without ingest, so that declared corrections do not withdraw anything."""
    funds, frames = [], {name: [] for name in ("fund_returns", "fund_balance_sheet", "fund_exposure")}
    for home in sorted(path.parent for path in FUNDS.glob("*/fund.yml")):
        funds.append(_fund(home))
        for name, parts in frames.items():
            parts.extend(_received(home, name))
    base = build({})
    filled = {name: pl.concat(parts) for name, parts in frames.items()}
    others = {name: base.core.frame(name) for name in CoreTables.names() if name not in filled}
    case = base.case.model_copy(update={"funds": tuple(funds)})
    results = run(flows.RULES, Inputs(case, CoreTables(**others, **filled)))
    assert sum(result.outcome is Outcome.PASSED for result in results) > 30
    assert {(result.owner, result.rule, result.rows_failed) for result in results if result.rows_failed} == {
        ("cliffwater-corporate-lending", "outflow-possible", 2),
        ("cliffwater-corporate-lending", "jump-does-not-revert", 1),
        ("cliffwater-corporate-lending", "newest-jump-is-held", 1),
        ("cascade-private-capital", "outflow-possible", 1),
        ("cascade-private-capital", "newest-jump-is-held", 1),
    }


def _fund(home):
    return Fund.model_validate(yaml.safe_load((home / "fund.yml").read_text(encoding="utf-8")), strict=False)


def _received(home, name):
    spec = CoreTables.spec(name)
    path = home / "packet" / spec.file
    if not path.exists():
        return []
    raw = pl.read_csv(path, infer_schema=False).with_row_index("row", offset=2)
    names = {column.received: column for column in spec.columns}
    return [
        raw.select(
            pl.lit(home.name).alias("owner"),
            *(_cast(received, column) for received, column in names.items()),
            pl.col("source"),
            pl.lit(spec.file).alias("file"),
            pl.col("row").cast(pl.Int64),
            pl.lit("0" * 64).alias("file_sha256"),
            pl.lit(date(2026, 11, 1)).alias("known_at"),
            pl.lit("as received").alias("extractor"),
            pl.lit("C").alias("grade"),
            pl.lit(None, dtype=pl.List(pl.String)).alias("places"),
        )
    ]


def _cast(received, column):
    kind = column.dtype.polars
    if kind == pl.String():
        return pl.col(received).alias(column.name)
    if kind == pl.Date():
        return pl.col(received).str.to_date("%Y-%m-%d").alias(column.name)
    return (pl.col(received).cast(pl.Float64) * 10.0**column.scale).cast(kind).alias(column.name)
