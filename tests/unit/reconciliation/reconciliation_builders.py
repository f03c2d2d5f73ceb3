"""Core tables by hand, with an origin, and a case with the shipped policy."""

import hashlib
from datetime import date
from pathlib import Path

import polars as pl

from prudent.ingest.files import Files
from prudent.ingest.policy import read_policy
from prudent.model.case import Case
from prudent.model.fund import AssetClass, Fund, Wrapper
from prudent.model.run import Request
from prudent.tables.core import CoreTables

ROOT = Path(__file__).parents[3]
FUND = Fund(
    fund="fund-a",
    legal_name="Fund A (fictional)",
    cik=1,
    asset_class=AssetClass.PRIVATE_CREDIT,
    wrapper=Wrapper.INTERVAL_FUND,
    manager="A manager",
    source="made for the test",
)
CASE = Case.model_construct(
    request=Request(fund="fund-a", as_of=date(2025, 12, 31), plan="example"),
    funds=(FUND,),
    policy=read_policy(Files(ROOT)),
)
ORIGIN = {"owner": "fund-a", "source": "report", "known_at": date(2026, 5, 1), "grade": "C"}


def core(**tables):
    """Core tables from rows; a column that a row does not name is null."""
    frames = {name: CoreTables.spec(name).empty() for name in CoreTables.names()}
    for name, rows in tables.items():
        spec = CoreTables.spec(name)
        full = [
            {
                **dict.fromkeys(spec.polars_schema),
                **ORIGIN,
                "file": spec.file,
                "file_sha256": hashlib.sha256(spec.file.encode()).hexdigest(),
                "row": place,
                "extractor": "by hand",
                **row,
            }
            for place, row in enumerate(rows, start=2)
        ]
        columns = [
            pl.Series(column, [row[column] for row in full], dtype=_plain(kind), strict=False).cast(kind)
            for column, kind in spec.polars_schema.items()
        ]
        frames[name] = pl.DataFrame(columns)
    return CoreTables(**frames)


def _plain(kind):
    return pl.Float64() if kind.is_decimal() else kind
