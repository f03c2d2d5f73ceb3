"""The parts of a fee on one base: what they sum to, what a waiver takes off, and how far the printed total is away.

Belongs here: converting and adding parts. Does not: the printed total, which comes first (`printed.py`). A part that no
document names is missing, so a sum is of what is in evidence and says so.
"""

from datetime import date

import numpy as np
import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, locator, locators, received
from prudent.score.fees.rows import TOTAL_BASES, chosen
from prudent.score.latest import beside
from prudent.score.panel import Floats

NET_BASES = ("average_net_assets", "net_assets")
LEVERED_BASES = ("managed_assets", "gross_assets")
PARTS = ("management", "incentive", "servicing", "interest", "acquired_fund", "other", "waiver")
_RATE = received("core_fund__fees", "rate_frac")
_SHEET = "core_fund__balance_sheet"
_SUM, _TOTAL, _WAIVER = pl.col("parts_frac"), pl.col("total_frac"), pl.col("waiver_frac")


def on_net_assets(rate: Floats, assets_to_net_assets: Floats) -> Floats:
    """A rate on managed or gross assets as a rate on net assets: times the assets over the net assets.

    Args:
        rate: a year, a fraction of managed or gross assets.
        assets_to_net_assets: total assets over net assets of the nearest date; 1 without leverage.

    Returns:
        A fraction of net assets a year: 1.25 % of managed assets at 1.512 is 1.89 %.
    """
    return np.asarray(rate * assets_to_net_assets)


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
        management: each part a year as a fraction of net assets; a waiver as a positive figure.
        incentive: and so with the others.
        servicing: distribution and servicing.
        interest: of the fund's own borrowing.
        acquired_fund: fees of the funds that it holds (AFFE).
        other: everything else in the table.
        waiver: what the manager does not take, for as long as it lasts.

    Returns:
        A fraction of net assets a year. Form N-2, item 3.
    """
    paid = np.asarray(management, np.float64) + incentive + servicing + interest + acquired_fund + other
    return np.asarray(paid - waiver)


def parts_measures(funds: pl.DataFrame, fees: pl.DataFrame, sheets: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """`fee_parts_sum`, `fee_parts_gap` and `fee_before_waivers` of all funds.

    Args:
        funds: with column `fund`.
        fees: core_fund__fees.
        sheets: core_fund__balance_sheet, for the leverage that a rate on managed assets is converted with.
        as_of: the as-of date of the question.
    """
    levered = beside(funds.select("fund"), sheets, ["total_assets_usd", "net_assets_usd"], as_of).select(
        "fund",
        assets_to_net_assets=pl.col("total_assets_usd").cast(pl.Float64) / pl.col("net_assets_usd").cast(pl.Float64),
        sheet_file="file",
        sheet_row="row",
    )
    frame = funds.join(_summed(fees, levered, as_of), on="fund", how="left", maintain_order="left")
    return answered(frame, (_sum(), _gap(), _before_waivers()))


def _summed(fees: pl.DataFrame, levered: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """One row a fund: the parts of the table that counts, on net assets, and its printed total."""
    tables = chosen(fees.filter(pl.col("component") != "total"), TOTAL_BASES, as_of).select(
        "fund", "as_of", "share_class", "basis"
    )
    key = ["fund", "as_of", "share_class", "basis"]
    rows = fees.rename({"owner": "fund"}).join(tables, on=key, how="semi").join(levered, on="fund", how="left")
    is_part, is_net = pl.col("component").is_in(PARTS), pl.col("base").is_in(NET_BASES)
    factor = pl.when(is_net).then(1.0).when(pl.col("base").is_in(LEVERED_BASES)).then(pl.col("assets_to_net_assets"))
    on_net = pl.col("rate_frac") * factor
    signed = pl.when(pl.col("component") == "waiver").then(-on_net).otherwise(on_net)
    of = pl.col("component")
    return (
        rows.sort(*key, "component")
        .group_by(key, maintain_order=True)
        .agg(
            parts_frac=signed.filter(is_part).sum(),
            parts=of.filter(is_part),
            unconverted=of.filter(is_part & factor.is_null()),
            unconverted_base=pl.col("base").filter(is_part & factor.is_null()).first(),
            is_converted=(is_part & pl.col("base").is_in(LEVERED_BASES)).any(),
            total_frac=pl.col("rate_frac").filter((of == "total") & is_net).first(),
            waiver_frac=on_net.filter(of == "waiver").first(),
            file=pl.col("file").first(),
            first_row=pl.col("row").filter(is_part).min(),
            last_row=pl.col("row").filter(is_part).max(),
            total_row=pl.col("row").filter(of == "total").first(),
            waiver_row=pl.col("row").filter(of == "waiver").first(),
            sheet_file=pl.col("sheet_file").first(),
            sheet_row=pl.col("sheet_row").first(),
        )
    )


def _unsummed() -> tuple[Refuse, ...]:
    none = pl.lit("No part of a fee table or of an expense ratio is in evidence.")
    stuck = pl.format(
        "The {} fee is on {}; without total and net assets of the date it is not a rate on net assets.",
        pl.col("unconverted").list.first().str.replace_all("_", " "),
        pl.col("unconverted_base").str.replace_all("_", " ").replace("unstated", "a base that is not stated"),
    )
    return (
        Refuse(_SUM.is_null() | (pl.col("parts").list.len() == 0), RefusalCode.NOT_EVIDENCED, none),
        Refuse(pl.col("unconverted").list.len() > 0, RefusalCode.NOT_EVIDENCED, stuck),
    )


def _rows(*more: str) -> pl.Expr:
    parts = locator(pl.col("fund"), pl.col("file"), pl.col("first_row"), pl.col("last_row"), _RATE)
    others = (locator(pl.col("fund"), pl.col("file"), pl.col(row), pl.col(row), _RATE) for row in more)
    row = pl.col("sheet_row")
    sheet = (
        pl.when(pl.col("is_converted")).then(
            locator(pl.col("fund"), pl.col("sheet_file"), row, row, received(_SHEET, column))
        )
        for column in ("total_assets_usd", "net_assets_usd")
    )
    return locators(parts, *others, *sheet)


def _named() -> pl.Expr:
    converted = pl.when(pl.col("is_converted")).then(
        pl.lit(" Rates on managed or gross assets are multiplied by total over net assets.")
    )
    return pl.format(
        "Parts in evidence in the {} of {}: {}, on net assets; a part that no document names is not in the sum.{}",
        pl.col("basis").str.replace_all("_", " "),
        pl.col("as_of"),
        pl.col("parts").list.join(", ").str.replace_all("_", " "),
        converted.otherwise(pl.lit("")),
    )


def _fee(measure: str, value: pl.Expr, method: pl.Expr, refusals: tuple[Refuse, ...], evidence: pl.Expr) -> Answer:
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


def _sum() -> Answer:
    return _fee("fee_parts_sum", _SUM, _named(), _unsummed(), _rows())


def _no_total() -> Refuse:
    return Refuse(
        _TOTAL.is_null(), RefusalCode.NOT_EVIDENCED, pl.lit("No printed total on net assets stands beside the parts.")
    )


def _partial() -> Refuse:
    """Without what the table calls other, the parts in evidence are not all of it."""
    return Refuse(
        ~pl.col("parts").list.contains("other"),
        RefusalCode.NOT_EVIDENCED,
        pl.format(
            "Only these parts of the total are in evidence: {}; what is missing is no gap.",
            pl.col("parts").list.join(", ").str.replace_all("_", " "),
        ),
    )


def _gap() -> Answer:
    method = pl.format(
        "Printed total less the sum of the parts; the rule's check allows half a basis point. {}", _named()
    )
    return _fee("fee_parts_gap", _TOTAL - _SUM, method, (*_unsummed(), _no_total(), _partial()), _rows("total_row"))


def _before_waivers() -> Answer:
    none = Refuse(_WAIVER.is_null(), RefusalCode.NOT_APPLICABLE, pl.lit("No waiver is in evidence in the table."))
    method = pl.format(
        "Printed total plus the waiver of the same table, of {}: what is paid once the waiver ends.", pl.col("as_of")
    )
    return _fee(
        "fee_before_waivers",
        _TOTAL + _WAIVER,
        method,
        (_unsummed()[0], none, _no_total()),
        locators(
            *(
                locator(pl.col("fund"), pl.col("file"), pl.col(row), pl.col(row), _RATE)
                for row in ("total_row", "waiver_row")
            )
        ),
    )
