"""What a fund owes and has promised, against what it has: the 1940 Act's asset coverage, and commitments not yet drawn.

Belongs here: leverage by definitions other than the balance sheet's own. Does not: total assets over net assets and
borrowings over net assets (`structure.py`). The definitions give different numbers, so each states its own.
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.model.period import months_before
from prudent.score.answer import Answer, Refuse, answered
from prudent.score.complexity.structure import NET, net_evidence, net_words, no_net, unbelieved_zero
from prudent.score.gaps import OLDEST_MONTHS
from prudent.score.latest import beside

_BORROWED, _UNFUNDED = (pl.col(name).cast(pl.Float64) for name in ("borrowings_usd", "unfunded_commitments_usd"))
_C = Factor.COMPLEXITY

MOST_APART = 10.0
"""A fund's commitments do not change tenfold in eighteen months; figures so far apart count different things."""


def asset_coverage(net_assets: pl.Expr, borrowings: pl.Expr) -> pl.Expr:
    """Asset coverage of senior debt: total assets less liabilities that are no senior securities, over those that are.

    Args:
        net_assets: dollars.
        borrowings: dollars, taken for all senior securities; preferred shares and what is exempt are not told apart.

    Returns:
        A ratio: net assets and borrowings over borrowings, which is the same; 1940 Act, section 18(h). Section 18 asks
        3.00 of a closed-end fund that borrows, section 61 of a business development company 2.00, or 1.50 if approved.
    """
    return (net_assets + borrowings) / borrowings


def obligation_measures(funds: pl.DataFrame, balance_sheet: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """`asset_coverage_of_borrowings` and `unfunded_commitments_to_net_assets`, of all funds.

    Args:
        funds: with column `fund`.
        balance_sheet: core_fund__balance_sheet.
        as_of: the as-of date of the question.
    """
    sheet = balance_sheet.with_columns(net=NET)
    promised = (
        sheet.filter(
            (pl.col("as_of") <= as_of) & (pl.col("as_of") >= months_before(as_of, OLDEST_MONTHS)) & (_UNFUNDED > 0)
        )
        .group_by(fund="owner")
        .agg(least=_UNFUNDED.min(), most=_UNFUNDED.max())
    )
    unfunded = beside(funds, sheet, ["unfunded_commitments_usd", "net"], as_of)
    return pl.concat(
        [
            answered(beside(funds, sheet, ["borrowings_usd", "net"], as_of), (_asset_coverage(as_of),)),
            answered(unfunded.join(promised, on="fund", how="left", maintain_order="left"), (_unfunded(as_of),)),
        ]
    )


def _asset_coverage(as_of: date) -> Answer:
    nothing = Refuse(
        _BORROWED == 0,
        RefusalCode.NOT_APPLICABLE,
        pl.format("No borrowings on {}, so there is nothing to be covered.", pl.col("as_of")),
    )
    return Answer(
        _C,
        "asset_coverage_of_borrowings",
        Unit.RATIO,
        asset_coverage(pl.col("net"), _BORROWED),
        pl.format(
            "Net assets and borrowings over borrowings of one date (1940 Act, section 18(h)), borrowings taken for all "
            "senior securities; what the fund prints stands beside it.{}",
            net_words(),
        ),
        (*no_net(as_of), unbelieved_zero(), nothing),
        window_end=pl.col("as_of"),
        evidence=net_evidence("borrowings_usd"),
    )


def _unfunded(as_of: date) -> Answer:
    apart = Refuse(
        pl.col("most") > MOST_APART * pl.col("least"),
        RefusalCode.CONTRADICTED,
        pl.format(
            f"Between ${{}} and ${{}} are given within {OLDEST_MONTHS} months, more than {MOST_APART:g} times apart: "
            "two different things are counted.",
            *(pl.col(name).round(0).cast(pl.Int64) for name in ("least", "most")),
        ),
    )
    return Answer(
        _C,
        "unfunded_commitments_to_net_assets",
        Unit.MULTIPLE,
        _UNFUNDED / pl.col("net"),
        pl.format("Commitments to lend or invest, not yet drawn, over net assets of the same date.{}", net_words()),
        (*no_net(as_of), apart),
        window_end=pl.col("as_of"),
        evidence=net_evidence("unfunded_commitments_usd"),
    )
