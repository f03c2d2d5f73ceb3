"""Fees: the printed all-in figure, with and without interest, and what it is in dollars.

Belongs here: the measures of one printed total and its parts. Does not: which row counts (`rows.py`); adding up a
total that no document prints (`parts.py`); the rule that parts sum to the total is validation's.
"""

from datetime import date
from typing import TypeVar

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, locator, locators, percent, received
from prudent.score.fees.incentive_answers import expected_measures
from prudent.score.fees.rows import (
    MANAGEMENT_BASES,
    chosen,
    dated,
    management_rates,
    no_interest_said,
    no_rate,
    no_total,
    other_classes,
    printed_totals,
    with_classes,
    with_parts,
)
from prudent.score.latest import said_after, too_old
from prudent.score.terms import Term, with_terms

STAKE_USD = 10_000
"""What the dollar figure is for."""

_RATE = received("core_fund__fees", "rate_frac")
_RATE_A_YEAR, _INTEREST, _MANAGED = pl.col("rate_frac"), pl.col("interest_frac"), pl.col("management_frac")
_WAIVER = pl.col("waiver_frac")
_DUST = 1e-9
"""What binary fractions add to a decimal one."""
_IS_UNDER_MANAGEMENT = (_MANAGED > _RATE_A_YEAR + _DUST) & ~pl.col("has_waiver")

_MANAGEMENT_PCT, _MANAGEMENT_BASE = (
    Term("management_fee_pct", "the management fee in per cent"),
    Term("management_fee_base", "what the management fee is charged on"),
)
_INCENTIVE, _INCENTIVE_PCT = (
    Term("incentive_fee", "whether there is an incentive fee"),
    Term("incentive_fee_pct", "the incentive fee in per cent of profits"),
)


Rate = TypeVar("Rate", pl.Expr, float)


def usd_a_year(rate: Rate, stake_usd: float = STAKE_USD) -> Rate:
    """Dollars a year on a stake at a rate a year (a fraction), the balance held constant; $10,000 if not said."""
    return rate * stake_usd


def without_interest(total: pl.Expr, interest: pl.Expr) -> pl.Expr:
    """All-in fee less the cost of borrowed money, both fractions a year of one base, class and date."""
    return total - interest


def fee_measures(funds: pl.DataFrame, fees: pl.DataFrame, terms: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """All fee measures of all funds.

    Args:
        funds: with column `fund`.
        fees: core_fund__fees.
        terms: core_fund__terms.
        as_of: the as-of date of the question.
    """
    total = printed_totals(fees, as_of)
    frame = with_parts(funds.join(total, on="fund", how="left", maintain_order="left"), fees)
    rates = management_rates(fees)
    management = with_classes(chosen(rates, MANAGEMENT_BASES, as_of), rates)
    wanted = (_MANAGEMENT_PCT, _MANAGEMENT_BASE, _INCENTIVE, _INCENTIVE_PCT)
    agreed = with_terms(funds, terms, wanted, as_of).join(management, on="fund", how="left", maintain_order="left")
    printed = answered(frame, _total_answers(as_of))
    return pl.concat(
        [
            printed,
            answered(agreed, (_management(as_of), _incentive(as_of))),
            expected_measures(funds, printed, terms, as_of),
        ]
    )


def _where(classes: pl.Expr | None = None) -> pl.Expr:
    """Where a rate was printed: what kind of figure, its date as far as it is known, class and other classes, base."""
    return pl.format(
        "{}, share class {}{}, on {}.{}",
        dated(),
        pl.col("share_class"),
        pl.lit("") if classes is None else classes,
        pl.col("base").str.replace_all("_", " ").replace("unstated", "a base that is not stated"),
        said_after(),
    )


def _at(*rows: str) -> pl.Expr:
    return locators(*(locator(pl.col("fund"), pl.col("file"), pl.col(row), pl.col(row), _RATE) for row in rows))


def _under_management() -> Refuse:
    """A total cannot be less than a part of it, unless a waiver lowers the total."""
    return Refuse(
        _IS_UNDER_MANAGEMENT,
        RefusalCode.CONTRADICTED,
        pl.format(
            "The printed total of {} is less than the management fee of {} of the same date, and no waiver is in "
            "evidence.",
            percent(_RATE_A_YEAR, 2),
            percent(_MANAGED, 2),
        ),
    )


def _unsplit() -> tuple[Refuse, ...]:
    return (
        Refuse(
            _INTEREST.is_null(),
            RefusalCode.NOT_EVIDENCED,
            pl.format("The total of {} is in evidence; what of it is interest is not.", percent(_RATE_A_YEAR, 2)),
        ),
        no_rate("The printed interest", _INTEREST),
        Refuse(
            _INTEREST > _RATE_A_YEAR,
            RefusalCode.CONTRADICTED,
            pl.format(
                "Interest of {} is more than the printed total of {}.", percent(_INTEREST, 2), percent(_RATE_A_YEAR, 2)
            ),
        ),
    )


def _total_answers(as_of: date) -> tuple[Answer, ...]:
    """The printed total and its parts, over a frame with one row a fund."""
    missing = no_total(as_of)
    total, interest = (*missing, _under_management()), (*missing, *_unsplit())
    dollars = f"All-in fee on ${STAKE_USD:,} held for a year. Printed total"
    rest = without_interest(_RATE_A_YEAR, _INTEREST)
    yearly, rows = Unit.FRACTION_PER_YEAR, ("row", "interest_row")
    return (
        _printed("all_in_fee", yearly, _RATE_A_YEAR, "Printed total", total, "row"),
        _printed("usd_per_10000_a_year", Unit.USD_PER_YEAR, usd_a_year(_RATE_A_YEAR), dollars, total, "row"),
        _printed("interest_fee", yearly, _INTEREST, "Printed interest part", interest, *rows),
        _printed(
            "fee_excluding_interest",
            yearly,
            rest,
            "Printed total less printed interest",
            (*total, *_unsplit()),
            *rows,
        ),
        _before_waivers(total),
    )


def _before_waivers(total: tuple[Refuse, ...]) -> Answer:
    none = pl.format(
        "The total of {} is in evidence; whether a waiver lowers it, and by how much, is not.", percent(_RATE_A_YEAR, 2)
    )
    return _printed(
        "fee_before_waivers",
        Unit.FRACTION_PER_YEAR,
        _RATE_A_YEAR + _WAIVER,
        "Printed total plus the waiver of the same table, which is what is paid once the waiver ends",
        (*total, Refuse(_WAIVER.is_null(), RefusalCode.NOT_EVIDENCED, none), no_rate("The printed waiver", _WAIVER)),
        "row",
        "waiver_row",
    )


def _printed(measure: str, unit: Unit, value: pl.Expr, what: str, refusals: tuple[Refuse, ...], *rows: str) -> Answer:
    """A measure of the printed total; `rows` are the columns that hold the rows it rests on."""
    contradiction = pl.when(_IS_UNDER_MANAGEMENT).then(_at("row", "management_row"))
    more = no_interest_said() if "interest_row" in rows else pl.lit("")
    where = pl.format("{}{}", _where(other_classes() if value is _RATE_A_YEAR else None), more)
    return Answer(
        Factor.FEES,
        measure,
        unit,
        value,
        pl.coalesce([pl.format(f"{what}: {{}}", where), pl.lit(f"{what}.")]),
        refusals,
        window_end=pl.col("as_of"),
        evidence=pl.coalesce([contradiction, _at(*rows)]),
    )


def _management(as_of: date) -> Answer:
    """From the fee rows; where there is none, from the terms."""
    rate, is_row = pl.col("rate_frac"), pl.col("rate_frac").is_not_null()
    base = _MANAGEMENT_BASE.value.fill_null("a base that is not stated").str.replace_all("_", " ")
    term_refusals = _MANAGEMENT_PCT.between(0, 100, as_of)
    stated = pl.format("Rate in the terms, on {}.{}", base, _MANAGEMENT_PCT.said_after)
    return Answer(
        Factor.FEES,
        "management_fee",
        Unit.FRACTION_PER_YEAR,
        pl.when(is_row).then(rate).otherwise(_MANAGEMENT_PCT.number / 100),
        pl.coalesce([pl.format("Rate of the {}", _where(other_classes())), stated]),
        (
            too_old("management fee", as_of),
            no_rate("The management fee", rate),
            *(Refuse(item.when & ~is_row, item.code, item.reason) for item in term_refusals),
        ),
        window_end=pl.coalesce([pl.col("as_of"), _MANAGEMENT_PCT.as_of]),
        evidence=pl.when(is_row)
        .then(_at("row"))
        .otherwise(locators(_MANAGEMENT_PCT.evidence, _MANAGEMENT_BASE.evidence)),
    )


def _incentive(as_of: date) -> Answer:
    """A share of profits. A document that says there is none gives zero; silence gives a refusal."""
    none = _INCENTIVE.is_no & _INCENTIVE_PCT.value.is_null()
    refusals = tuple(
        Refuse(item.when & ~none, item.code, item.reason) for item in _INCENTIVE_PCT.between(0, 100, as_of)
    )
    return Answer(
        Factor.FEES,
        "incentive_fee_pct",
        Unit.FRACTION,
        pl.when(none).then(0.0).otherwise(_INCENTIVE_PCT.number / 100),
        pl.format(
            "Share of profits that the manager takes, over any hurdle; not a rate on assets.{}{}",
            pl.when(none).then(pl.lit(" The terms say that there is no incentive fee.")).otherwise(pl.lit("")),
            _INCENTIVE_PCT.said_after.fill_null(""),
        ),
        (*(Refuse(item.when & none, item.code, item.reason) for item in _INCENTIVE.stated(as_of)), *refusals),
        window_end=pl.coalesce([_INCENTIVE_PCT.as_of, _INCENTIVE.as_of]),
        evidence=locators(_INCENTIVE_PCT.evidence, _INCENTIVE.evidence),
    )
