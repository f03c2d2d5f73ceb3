"""Core tables by hand, with an origin, and a case with the shipped policy."""

import hashlib
from datetime import date
from pathlib import Path

import polars as pl

from prudent.ingest.files import Files
from prudent.ingest.policy import read_policy
from prudent.memo.figures import FigureBook
from prudent.memo.format import figure_text
from prudent.memo.prose import FIGURE_REFERENCE
from prudent.model.case import Case
from prudent.model.fact import Evidence, Grade
from prudent.model.fund import AssetClass, Fund, Wrapper
from prudent.model.packet import PacketHeader
from prudent.model.plan import Plan
from prudent.model.run import InputFile, Request
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
HEADER = PacketHeader.model_construct(owner="fund-a", received=date(2026, 5, 1))
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


def book():
    """A book of figures for the case: a locator of the fund is taken as it stands."""
    inputs = tuple(
        InputFile.model_construct(path=f"policy/{name}.yml", sha256="0" * 64)
        for name in ("reconciliation", "freshness")
    )
    case = CASE.model_copy(
        update={"inputs": inputs, "plan": Plan.model_construct(plan="example"), "headers": (HEADER,)}
    )
    return FigureBook(case, None, _evidence)


def _evidence(locator):
    return Evidence.model_construct(locator=locator, grade=Grade.C)


def shown(cell, figures):
    """A cell as it is printed, from the figures of a book."""
    by_name = {figure.name: figure for figure in figures.figures}
    return FIGURE_REFERENCE.sub(lambda found: figure_text(by_name[found[1]]), cell)
