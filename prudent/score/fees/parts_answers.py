"""The sum of a fee's parts beside the printed total, and the management fee on net assets.

Belongs here: the measures. Does not: converting and adding (`bases.py`, `parts.py`).
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, locator, locators, received
from prudent.score.fees.bases import unconverted, with_factor
from prudent.score.fees.parts import summed
from prudent.score.fees.rows import MANAGEMENT_BASES, chosen, management_rates, no_rate
from prudent.score.latest import aged, said_after, too_old

_PARTS, _SUM, _TOTAL = pl.col("parts"), pl.col("parts_frac"), pl.col("total_frac")


def parts_measures(funds: pl.DataFrame, fees: pl.DataFrame, sheets: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """`all_in_fee_from_parts`, `fee_parts_gap` and `management_fee_on_net_assets` of all funds.

    Args:
        funds: with column `fund`.
        fees: core_fund__fees.
        sheets: core_fund__balance_sheet, for the leverage that a rate on managed assets is converted with.
        as_of: the as-of date of the question.
    """
    tables = aged(summed(fees, sheets, as_of), as_of)
    frame = funds.join(tables, on="fund", how="left", maintain_order="left")
    rates = with_factor(chosen(management_rates(fees), MANAGEMENT_BASES, as_of), sheets, as_of)
    managed = funds.join(rates, on="fund", how="left", maintain_order="left")
    return pl.concat([answered(frame, (_sum(as_of), _gap(as_of))), answered(managed, (_management(as_of),))])


def _refusals(as_of: date) -> tuple[Refuse, ...]:
    none = pl.lit("No part of a fee table or of an expense ratio is in evidence.")
    some = pl.format(
        "Only these parts of a fee are in evidence: {}. A sum needs the management fee and interest or other expenses.",
        _PARTS.list.join(", "),
    )
    return (
        Refuse(_PARTS.list.len().fill_null(0) == 0, RefusalCode.NOT_EVIDENCED, none),
        too_old("parts of the fee", as_of),
        Refuse(~pl.col("is_whole"), RefusalCode.NOT_EVIDENCED, some),
        Refuse(pl.col("stuck").is_not_null(), RefusalCode.NOT_EVIDENCED, pl.col("stuck")),
        no_rate(pl.format("The {} fee", pl.col("odd_part")), pl.col("odd_frac")),
    )


def _named() -> pl.Expr:
    return pl.format(
        "Parts in evidence in the {} of {}, share class {}: {}, on net assets, a waiver taken off; a part that no "
        "document names is not in the sum.{}{}",
        pl.col("basis").str.replace_all("_", " "),
        pl.col("as_of"),
        pl.col("share_class"),
        _PARTS.list.join(", "),
        pl.when(pl.col("factors").list.len() > 0)
        .then(pl.format(" {}", pl.col("factors").list.join(" ")))
        .otherwise(pl.lit("")),
        said_after(),
    )


def _answer(measure: str, value: pl.Expr, method: pl.Expr, refusals: tuple[Refuse, ...], evidence: pl.Expr) -> Answer:
    return Answer(
        Factor.FEES,
        measure,
        Unit.FRACTION_PER_YEAR,
        value,
        pl.coalesce([method, pl.lit("From the parts of the fee in evidence.")]),
        refusals,
        window_end=pl.col("as_of"),
        evidence=evidence,
    )


def _sum(as_of: date) -> Answer:
    evidence = pl.concat_list("parts_at", "factors_at")
    return _answer("all_in_fee_from_parts", _SUM, _named(), _refusals(as_of), evidence)


def _gap(as_of: date) -> Answer:
    """Parts without what the table calls other are not all of it: what is missing is no gap."""
    refusals = (
        *_refusals(as_of),
        Refuse(
            _TOTAL.is_null(),
            RefusalCode.NOT_EVIDENCED,
            pl.lit("No printed total on net assets stands beside the parts."),
        ),
        no_rate("The printed total", _TOTAL),
        Refuse(
            ~_PARTS.list.contains("other"),
            RefusalCode.NOT_EVIDENCED,
            pl.format(
                "Only these parts of the total are in evidence: {}; what is missing is no gap.", _PARTS.list.join(", ")
            ),
        ),
    )
    method = pl.format(
        "Printed total less the sum of the parts; the rule's check allows half a basis point. {}", _named()
    )
    evidence = pl.concat_list(pl.col("parts_at"), pl.col("total_at"), pl.col("factors_at"))
    return _answer("fee_parts_gap", _TOTAL - _SUM, method, refusals, evidence)


def _management(as_of: date) -> Answer:
    rate, factor = pl.col("rate_frac"), pl.col("to_net_assets")
    none = pl.lit("No management fee with its base is in evidence in an agreement, a fee table or an expense ratio.")
    stuck = pl.format("The management fee {}.", unconverted())
    at = locator(pl.col("fund"), pl.col("file"), pl.col("row"), pl.col("row"), received("core_fund__fees", "rate_frac"))
    method = pl.format(
        "Management fee of the {} of {} as a rate on net assets.{}{}",
        pl.col("basis").str.replace_all("_", " "),
        pl.col("as_of"),
        pl.coalesce([pl.format(" {}", pl.col("factor_said")), pl.lit("")]),
        said_after(),
    )
    return _answer(
        "management_fee_on_net_assets",
        rate * factor,
        method,
        (
            Refuse(rate.is_null(), RefusalCode.NOT_EVIDENCED, none),
            too_old("management fee", as_of),
            no_rate("The management fee", rate),
            Refuse(factor.is_null(), RefusalCode.NOT_EVIDENCED, stuck),
        ),
        pl.concat_list(locators(at), pl.col("factor_evidence")),
    )
