"""The parts of a fee on one base: what they sum to.

Belongs here: converting and adding parts. Does not: the printed total, which comes first (`printed.py`), nor how far it
is from the sum (`parts_answers.py`). A part that no document names is missing, so a sum is of what is in evidence.
"""

from datetime import date

import numpy as np
import polars as pl

from prudent.score.answer import locator, received
from prudent.score.fees.bases import NET_BASES, unconverted, with_factor
from prudent.score.fees.rows import TOTAL_BASES, chosen, is_rate
from prudent.score.panel import Floats

PARTS = ("management", "incentive", "servicing", "interest", "acquired_fund", "other", "waiver")
_TABLE = ["fund", "as_of", "share_class", "basis"]
_OF = pl.col("component")


def all_in(
    management: Floats | float = 0.0,
    incentive: Floats | float = 0.0,
    servicing: Floats | float = 0.0,
    interest: Floats | float = 0.0,
    acquired_fund: Floats | float = 0.0,
    other: Floats | float = 0.0,
    waiver: Floats | float = 0.0,
) -> Floats:
    """Management + incentive + servicing + interest + acquired funds + other − waiver.

    Args:
        management: each part a year as a fraction of net assets (`bases.on_net_assets` converts); NaN where it is not
            known, which makes the sum unknown.
        incentive: and so with the others.
        servicing: distribution and servicing.
        interest: of the fund's own borrowing; left out, the sum is the fee without interest.
        acquired_fund: fees of the funds that it holds (AFFE).
        other: everything else in the table.
        waiver: what the manager does not take, as a positive figure; left out, the sum is the fee once it has ended.

    Returns:
        A fraction of net assets a year. Form N-2, item 3.
    """
    paid = np.asarray(management, np.float64) + incentive + servicing + interest + acquired_fund + other
    return np.asarray(paid - waiver)


def summed(fees: pl.DataFrame, sheets: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """One row a fund: the parts of the table that counts, on net assets, and its printed total.

    The table that counts is chosen as the printed total is, first among those that are whole enough to be summed: with
    a management fee and interest or other expenses. Of a fund without one, the parts that there are, so that a refusal
    can name them.

    Args:
        fees: core_fund__fees.
        sheets: core_fund__balance_sheet.
        as_of: the as-of date of the question.

    Returns:
        fund, the table's key, parts (names, sorted), parts_frac, is_whole, stuck (why the first part that is not
        converted is not), odd_part and odd_frac (the first that cannot be a rate), factors (how others were),
        total_frac on net assets, total_row, at (locators).
    """
    whole = (_OF == "management").any() & _OF.is_in(["interest", "other"]).any()
    parts = fees.filter(_OF.is_in(PARTS)).with_columns(is_whole=whole.over("owner", "as_of", "share_class", "basis"))
    best = chosen(parts.filter("is_whole"), TOTAL_BASES, as_of)
    rest = chosen(parts.join(best.select(owner="fund"), on="owner", how="anti"), TOTAL_BASES, as_of)
    tables = pl.concat([best, rest]).select(*_TABLE, "is_whole")
    rows = fees.rename({"owner": "fund"}).join(tables, on=_TABLE, how="inner")
    return _added(with_factor(rows, sheets, as_of).sort(*_TABLE, "component"))


def _added(rows: pl.DataFrame) -> pl.DataFrame:
    rate = pl.col("rate_frac") * pl.col("to_net_assets")
    is_part = _OF.is_in(PARTS)
    stuck = pl.format("The {} fee {}.", _OF.str.replace_all("_", " "), unconverted())
    place = locator(
        pl.col("fund"), pl.col("file"), pl.col("row"), pl.col("row"), received("core_fund__fees", "rate_frac")
    )
    is_total = (_OF == "total") & pl.col("base").is_in(NET_BASES)
    return (
        rows.with_columns(stuck=pl.when(pl.col("to_net_assets").is_null()).then(stuck), place=place)
        .group_by(_TABLE, maintain_order=True)
        .agg(
            parts=_OF.filter(is_part).str.replace_all("_", " "),
            parts_frac=pl.when(_OF == "waiver").then(-rate).otherwise(rate).filter(is_part).sum(),
            is_whole=pl.col("is_whole").first(),
            stuck=pl.col("stuck").filter(is_part).drop_nulls().first(),
            factors=pl.col("factor_said").filter(is_part).drop_nulls().unique(maintain_order=True),
            odd_part=_OF.filter(is_part & ~is_rate(pl.col("rate_frac"))).str.replace_all("_", " ").first(),
            odd_frac=pl.col("rate_frac").filter(is_part & ~is_rate(pl.col("rate_frac"))).first(),
            total_frac=pl.col("rate_frac").filter(is_total).first(),
            total_at=pl.col("place").filter(is_total).first(),
            parts_at=pl.col("place").filter(is_part),
            factors_at=pl.col("factor_evidence")
            .filter(is_part)
            .list.explode()
            .drop_nulls()
            .unique(maintain_order=True),
        )
    )
