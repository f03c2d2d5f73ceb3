"""What a trust holds of the one thing that it holds, and the price that its net assets imply.

Belongs here: coins and ounces. Does not: who keeps them (`prudent/score/complexity/custody.py`), and their price over
time (`tracking.py`).
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, locator, locators, received
from prudent.score.stated import Stated
from prudent.score.terms import Term, with_terms

_UNITS = (
    ("coin", "coins_held", Term("coins_held", "how many coins the trust holds")),
    ("ounce", "ounces_held", Term("ounces_held", "how many ounces of metal the trust holds")),
)
_V = Factor.VALUATION
_SHEET = "core_fund__balance_sheet"


def holding_measures(
    funds: pl.DataFrame, terms: pl.DataFrame, balance_sheet: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """`coins_held`, `ounces_held`, `net_assets_per_coin` and `net_assets_per_ounce`, of all funds.

    Args:
        funds: with column `fund`.
        terms: core_fund__terms.
        balance_sheet: core_fund__balance_sheet.
        as_of: the as-of date of the question.
    """
    stated = with_terms(funds, terms, tuple(term for _, _, term in _UNITS), as_of)
    sheets = balance_sheet.drop_nulls("net_assets_usd").select(
        "net_assets_usd", fund="owner", day="as_of", sheet_file="file", sheet_row="row"
    )
    parts: list[pl.DataFrame] = []
    for unit, measure, term in _UNITS:
        same_day = stated.with_columns(day=term.as_of).join(
            sheets, on=["fund", "day"], how="left", maintain_order="left"
        )
        held = Stated(_V, measure, Unit.COUNT, term, f"{unit.capitalize()}s held by the trust, as stated.", most=1e12)
        parts.append(answered(same_day, (held.answer(as_of), _implied(unit, term, as_of))))
    return pl.concat(parts)


def _implied(unit: str, term: Term, as_of: date) -> Answer:
    row, net = pl.col("sheet_row"), pl.col("net_assets_usd").cast(pl.Float64)
    sheet = locator(pl.col("fund"), pl.col("sheet_file"), row, row, received(_SHEET, "net_assets_usd"))
    alone = Refuse(
        net.is_null(),
        RefusalCode.NOT_EVIDENCED,
        pl.format(f"No net assets of {{}}, the day of the {unit}s stated, are in evidence.", term.as_of),
    )
    nothing = Refuse(term.number == 0, RefusalCode.OUT_OF_RANGE, pl.lit(f"The trust holds no {unit}s."))
    return Answer(
        _V,
        f"net_assets_per_{unit}",
        Unit.USD,
        net / term.number,
        pl.format(
            f"Net assets over {unit}s held on the same day: the price at which the trust values what it holds. Trusts "
            "of one day can be held against each other.{}",
            term.said_after.fill_null(""),
        ),
        (*term.between(0, 1e12, as_of), nothing, alone),
        window_end=term.as_of,
        evidence=locators(sheet, term.evidence),
    )
