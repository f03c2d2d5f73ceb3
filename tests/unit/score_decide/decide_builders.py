"""Small frames of measures for the tests of comparing, scoring and finding."""

from datetime import date

import polars as pl

from prudent.model.fund import AssetClass, Fund, Wrapper
from prudent.tables.spec import table

MEASURES = table("score_fund__measures")


def measure(
    fund: str, name: str, value: float | None, frequency: str | None = "monthly", text: str | None = None
) -> dict:
    refused = value is None and text is None
    return {
        "fund": fund,
        "factor": "performance",
        "measure": name,
        "unit": "fraction",
        "value": value,
        "text": text,
        "refusal_code": "not_evidenced" if refused else None,
        "refusal_reason": "No document in the packet says it." if refused else None,
        "n": 36,
        "frequency": frequency,
        "window_start": date(2023, 1, 1),
        "window_end": date(2025, 12, 31),
        "method": "test",
        "evidence": [] if refused else [f"{fund}/returns.csv:2-37:return_pct"],
    }


def measures(*rows: dict) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=MEASURES.polars_schema)


def fund(name: str = "fund-a", asset_class: AssetClass = AssetClass.PRIVATE_CREDIT) -> Fund:
    return Fund(
        fund=name,
        legal_name="Fund A (fictional)",
        cik=1,
        asset_class=asset_class,
        wrapper=Wrapper.INTERVAL_FUND,
        manager="Nobody",
        source="made for the test",
    )
