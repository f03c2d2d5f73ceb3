"""Written representations in the words of the policy's questions, which ask for terms: the one place that joins them.

Belongs here: what the latest representation on each subject states, as documents. Does not: which documents a route
needs (`policy/checks.yml`), and whether a representation is complete (`expectations/`).
"""

import polars as pl

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


def _stated(own: pl.DataFrame, column: str, term: str) -> pl.DataFrame:
    words = {
        "title": pl.format("{}, signed by {}", "title", "signer"),
        "reviewed_by": pl.format("{}, {}", "reviewed_by", "reviewed_on"),
        "understood": pl.col("understood").replace("with_professional", "with a professional"),
        "contrary_facts": pl.col("contrary_facts"),
    }
    stated = own.with_columns(pl.lit(term).alias("term"), words[column].alias("value"), pl.lit(column).alias("column"))
    return stated.drop_nulls("value").select(_COLUMNS)
