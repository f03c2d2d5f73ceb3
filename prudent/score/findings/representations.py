"""Written representations in the words of the policy's questions, which ask for terms: the one place that joins them.

Belongs here: what the latest representation on each subject states, as documents. Does not: which documents a route
needs (`policy/checks.yml`), and whether a representation is complete (`expectations/`).
"""

from datetime import date

import polars as pl

from prudent.model.readings import Represented
from prudent.tables.core import CoreTables

STATES = {
    "liquidity_programme": {
        "title": "written_liquidity_programme",
        "reviewed_by": "liquidity_representation_reviewed",
        "understood": "liquidity_representation_understood",
        "contrary_facts": "liquidity_contrary_facts",
    },
    "valuation_process": {
        "title": "written_valuation_process",
        "reviewed_by": "valuation_representation_reviewed",
        "understood": "valuation_representation_understood",
        "contrary_facts": "valuation_contrary_facts",
    },
    "flat_fee": {"title": "written_fee_statement"},
}
"""Of each subject: the column of core_fund__representations that answers a term."""
_COLUMNS = ["owner", "term", "value", "as_of", "file", "row", "column"]


def documents_of(core: CoreTables, fund: str) -> pl.DataFrame:
    """What documents say about one fund: its terms, and its latest representation on each subject in their place.

    A subject on which there is a representation is answered by the latest one alone: an older review is none of a newer
    representation, and a term that was typed beside it does not complete it.

    Args:
        core: the core tables.
        fund: the fund.

    Returns:
        owner, term, value, as_of, file, row and column (as received), by term, date and row.
    """
    latest = (
        core.fund_representations.filter(pl.col("owner") == fund)
        .sort("subject", "as_of")
        .unique("subject", keep="last", maintain_order=True)
    )
    taken = [term for subject in latest.get_column("subject") for term in STATES[subject].values()]
    terms = core.fund_terms.filter((pl.col("owner") == fund) & ~pl.col("term").is_in(taken))
    parts = [terms.with_columns(pl.lit("value").alias("column")).select(_COLUMNS)]
    for subject, states in STATES.items():
        own = latest.filter(pl.col("subject") == subject)
        parts += [_stated(own, column, term) for column, term in states.items()]
    return pl.concat(parts).sort("term", "as_of", "row")


def on_file(core: CoreTables, fund: str, up_to: date | None = None) -> tuple[Represented, ...]:
    """The latest written representation on each subject, from its own table or else from the terms, by subject.

    Args:
        core: the core tables.
        fund: the fund.
        up_to: what was signed later is not seen; None sees all.
    """
    subjects = {states["title"]: subject.replace("_", " ") for subject, states in STATES.items()}
    rows = documents_of(core, fund).filter(pl.col("term").is_in(list(subjects)))
    if up_to is not None:
        rows = rows.filter(pl.col("as_of") <= up_to)
    refused = pl.col("value").str.strip_chars().str.to_lowercase().is_in(["no", "none"])
    latest = rows.filter(~refused).unique("term", keep="last", maintain_order=True).sort("term")
    return tuple(Represented(subjects[row["term"]], row["as_of"]) for row in latest.iter_rows(named=True))


def _stated(own: pl.DataFrame, column: str, term: str) -> pl.DataFrame:
    words = {
        "title": pl.format("{}, signed by {}", "title", "signer"),
        "reviewed_by": pl.format("{}, {}", "reviewed_by", "reviewed_on"),
        "understood": pl.col("understood").replace("with_professional", "with a professional"),
        "contrary_facts": pl.col("contrary_facts"),
    }
    stated = own.with_columns(pl.lit(term).alias("term"), words[column].alias("value"), pl.lit(column).alias("column"))
    return stated.drop_nulls("value").select(_COLUMNS)
