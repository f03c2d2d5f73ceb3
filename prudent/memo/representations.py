"""Written representations on file: what is represented, who signed it and when, and the three parts of its review."""

from datetime import date
from typing import TypedDict, cast

import polars as pl

from prudent.memo.exhibits import MemoTable, text_columns
from prudent.memo.format import date_text
from prudent.memo.prose import plain
from prudent.memo.where import where
from prudent.model.case import Case
from prudent.model.freshness import FreshItem
from prudent.tables.core import CoreTables

NONE_ON_FILE = "Written representations on the liquidity programme, the valuation process and a flat fee: none on file."


class _Row(TypedDict):
    """The cells of core_fund__representations that are printed."""

    subject: str
    title: str
    signer: str
    as_of: date
    reviewed_by: str | None
    reviewed_on: date | None
    understood: str | None
    professional: str | None
    contrary_facts: str | None
    contrary_note: str | None
    file: str
    row: int


def representations(case: Case, core: CoreTables) -> tuple[MemoTable, ...]:
    """The candidate's representations, the latest of each subject first; none where none is on file."""
    own = core.fund_representations.filter(pl.col("owner") == case.candidate.fund)
    if own.is_empty():
        return ()
    rows = cast("list[_Row]", own.sort("subject", "as_of", descending=[False, True]).to_dicts())
    entry = case.policy.freshness.of(FreshItem.REPRESENTATIONS, case.candidate)
    most = None if entry is None else entry.most_days
    return (
        MemoTable(
            id="representations",
            title="Written representations on file",
            columns=text_columns("Subject", "Document, signer and date", "Age", "Read", "Understood", "Contrary facts"),
            rows=tuple(_cells(row, case.request.as_of, most) for row in rows),
            note="A representation is the signer's word. Reading it critically and answering what speaks against it is "
            "the fiduciary's.",
        ),
    )


def _cells(row: _Row, as_of: date, most: int | None) -> tuple[str, ...]:
    signed = f"{plain(row['title'])}, signed by {plain(row['signer'])} on {date_text(row['as_of'])}"
    return (
        row["subject"].replace("_", " "),
        f"{signed} ({where(row, 'core_fund__representations', 'title')})",
        _age(row["as_of"], as_of, most),
        _review(row),
        _understood(row),
        _contrary(row),
    )


def _age(signed: date, as_of: date, most: int | None) -> str:
    days = (as_of - signed).days
    if days < 0:
        return f"signed {-days} days after the as-of date"
    return f"{days} days, more than the {most} allowed" if most is not None and days > most else f"{days} days"


def _review(row: _Row) -> str:
    if row["reviewed_by"] is None or row["reviewed_on"] is None:
        return "not in evidence"
    return f"by {plain(row['reviewed_by'])} on {date_text(row['reviewed_on'])}"


def _understood(row: _Row) -> str:
    said = {None: "not in evidence", "with_professional": "with a professional"}.get(
        row["understood"], row["understood"]
    )
    return f"{said}: {plain(row['professional'])}" if row["professional"] else f"{said}"


def _contrary(row: _Row) -> str:
    said = row["contrary_facts"] or "not in evidence"
    return f"{said}: {plain(row['contrary_note'])}" if row["contrary_note"] else said
