"""Counts of what a committee has to follow: layers of fees, vehicles, classes, affiliates; and derivatives.

Belongs here: what documents state, and the parts of a fee table. Does not: how high fees are (`prudent/score/fees`).
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import Unit
from prudent.score.answer import Answer, answered, count_of, locator, locators, received
from prudent.score.latest import AGE_ORDER, aged, dated_refusals
from prudent.score.stated import Stated, yes_or_no
from prudent.score.terms import Term, with_terms

_C = Factor.COMPLEXITY
_STATED = (
    Stated(
        _C,
        "fee_layers",
        Unit.COUNT,
        Term("fee_layers", "at how many levels somebody is paid out of the same money"),
        "Levels at which somebody is paid out of the same money, as stated: the fund, funds above and below it, the "
        "manager of the assets.",
        most=100,
    ),
    Stated(
        _C,
        "vehicles",
        Unit.COUNT,
        Term("vehicles", "how many legal entities stand between a holder and an asset"),
        "Legal entities between a holder and an asset, the fund among them, as stated.",
        most=10_000,
    ),
    Stated(
        _C,
        "share_classes",
        Unit.COUNT,
        Term("share_classes", "how many classes of shares there are"),
        "Classes of shares, as stated.",
        most=1000,
    ),
    Stated(
        _C,
        "affiliated_providers",
        Unit.COUNT,
        Term("affiliated_providers", "how many firms of the manager's group the fund pays"),
        "Firms of the manager's group that the fund pays, the adviser among them, as stated.",
        most=1000,
    ),
    Stated(
        _C,
        "derivatives_notional_to_net_assets",
        Unit.MULTIPLE,
        Term("derivatives_notional_ratio", "gross notional of derivatives over net assets"),
        "Gross notional of derivatives over net assets, as stated; hedges are counted too (17 CFR 270.18f-4).",
        most=1000,
    ),
)
_DERIVATIVES = Term("derivatives_used", "whether derivatives are used")

_FEES = "core_fund__fees"
_TABLE_BASIS, _NOT_COUNTED = "fee_table", ("total", "waiver")


def count_measures(funds: pl.DataFrame, terms: pl.DataFrame, fees: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The counts, `derivatives_used`, `fee_components` and `share_classes_in_fee_table`, of all funds.

    Args:
        funds: with column `fund`.
        terms: core_fund__terms.
        fees: core_fund__fees.
        as_of: the as-of date of the question.
    """
    stated = with_terms(funds, terms, (*(item.term for item in _STATED), _DERIVATIVES), as_of)
    printed = funds.join(_fee_tables(fees, as_of), on="fund", how="left", maintain_order="left")
    return pl.concat(
        [
            answered(stated, (*(item.answer(as_of) for item in _STATED), _derivatives(as_of))),
            answered(printed, _of_fee_table(as_of)),
        ]
    )


def _fee_tables(fees: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Per fund its fee table nearest the as-of date, an earlier one first: parts above zero, and classes."""
    table = aged(fees.filter(pl.col("basis") == _TABLE_BASIS), as_of).sort("owner", AGE_ORDER, "days_away", "row")
    nearest = table.filter(pl.col("as_of") == pl.col("as_of").first().over("owner"))
    part = ~pl.col("component").is_in(_NOT_COUNTED) & (pl.col("rate_frac") > 0)
    return nearest.group_by(fund="owner", maintain_order=True).agg(
        parts=pl.col("component").filter(part).n_unique().cast(pl.Int64),
        classes=pl.col("share_class").n_unique().cast(pl.Int64),
        rows=pl.len().cast(pl.Int64),
        as_of=pl.col("as_of").first(),
        age=pl.col("age").first(),
        file=pl.col("file").first(),
        first_row=pl.col("row").min(),
        last_row=pl.col("row").max(),
    )


def _derivatives(as_of: date) -> Answer:
    return Answer(
        _C,
        "derivatives_used",
        Unit.TEXT,
        pl.lit(None, pl.Float64),
        pl.format("Whether derivatives are used, as stated.{}", _DERIVATIVES.said_after.fill_null("")),
        (*_DERIVATIVES.stated(as_of), yes_or_no(_DERIVATIVES)),
        text=_DERIVATIVES.value.str.to_lowercase(),
        window_end=_DERIVATIVES.as_of,
        evidence=locators(_DERIVATIVES.evidence),
    )


def _of_fee_table(as_of: date) -> tuple[Answer, ...]:
    after = pl.when(pl.col("age") == "after").then(
        pl.format(" The table is of {}, after the as-of date.", pl.col("as_of"))
    )
    rows = pl.format("{} of it", count_of(pl.col("rows"), "row", "rows")).fill_null("rows of it")
    said = after.fill_null("")

    def counted(measure: str, column: str, words: str, of: str) -> Answer:
        used = (pl.col("file"), pl.col("first_row"), pl.col("last_row"), received(_FEES, of))
        return Answer(
            _C,
            measure,
            Unit.COUNT,
            pl.col(column),
            pl.format(f"{words}, {{}}.{{}}", rows, said),
            dated_refusals("fee table with its parts", as_of),
            window_end=pl.col("as_of"),
            evidence=locators(locator(pl.col("fund"), *used)),
        )

    return (
        counted(
            "fee_components",
            "parts",
            "Parts of the prospectus fee table above zero in any class, without the total and waivers",
            "component",
        ),
        counted(
            "share_classes_in_fee_table",
            "classes",
            "Classes that the prospectus fee table in evidence names; the fund may have more",
            "share_class",
        ),
    )
