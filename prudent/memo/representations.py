"""Written representations on file: what is represented, who signed it and when, and the three parts of its review."""

from datetime import date
from typing import TypedDict, cast

import polars as pl

from prudent.memo.exhibits import MemoTable, quoting_columns, text_columns
from prudent.memo.figures import FigureBook
from prudent.memo.format import date_text
from prudent.memo.prose import plain
from prudent.memo.rows import Row, policy_place, slug
from prudent.memo.where import where
from prudent.model.case import Case
from prudent.model.freshness import FreshItem
from prudent.model.measured import Unit
from prudent.tables.core import CoreTables

NONE_ON_FILE = "Written representations on the liquidity programme, the valuation process and a flat fee: none on file."

_TABLE = "core_fund__representations"


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


def representations(case: Case, core: CoreTables, book: FigureBook) -> tuple[MemoTable, ...]:
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
            columns=(
                *text_columns("Subject"),
                *quoting_columns("Document, signer and date"),
                *text_columns("Age"),
                *quoting_columns("Read", "Understood", "Contrary facts"),
            ),
            rows=tuple(_cells(row, case.request.as_of, most, book) for row in rows),
            note="A representation is the signer's word. Reading it critically and answering what speaks against it is "
            "the fiduciary's.",
        ),
    )


def _cells(row: _Row, as_of: date, most: int | None, book: FigureBook) -> tuple[str, ...]:
    signed = f"{plain(row['title'])}, signed by {plain(row['signer'])} on {date_text(row['as_of'])}"
    return (
        row["subject"].replace("_", " "),
        f"{signed} ({where(row, _TABLE, 'title')})",
        _age(row, as_of, most, book),
        _review(row),
        _understood(row),
        _contrary(row),
    )


def _age(row: _Row, as_of: date, most: int | None, book: FigureBook) -> str:
    """Days from the signature to the as-of date, and whether that is more than the policy allows."""
    days, signed = (as_of - row["as_of"]).days, Row(_TABLE, row, "", "")
    name, said = f"representation_age_{slug(row['subject'])}_{row['row']}", "Age of a representation"
    method = "days between the signature and the as-of date"
    told = book.add(name, said, Unit.DAYS, abs(days), method, signed.rests_on("as_of"))
    if days < 0:
        return f"signed {told} days after the as-of date"
    if most is None or days <= most:
        return f"{told} days"
    place = policy_place("freshness", "entries")
    allowed = book.policy("representation_age_allowed", "Age that the policy allows", Unit.DAYS, most, place)
    return f"{told} days, more than the {allowed} allowed"


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
