"""Whether a figure is what its column says: of its own date, of its own tag, of the fund under one name."""

import polars as pl

from expectations import engine as gxe
from expectations.crosschecks.words import millions, per_cent
from expectations.rule import CROSSCHECK, Inputs, Rule, View
from expectations.views import month_number
from prudent.model.fund import Fund
from prudent.model.validation import Severity
from prudent.validate.chain import chained
from prudent.validate.places import pair_of, place_of

TEN_TIMES = 10.0
"""Commitments are drawn and made over months. Ten times more or less is another quantity under the same tag."""
MOVED = 0.005
"""A share that earned half a per cent and is worth the same to the cent is seldom so by its distribution alone."""
_SHEET, _NAV = "core_fund__balance_sheet", "nav_per_share_usd"


def _commitments(inputs: Inputs) -> pl.DataFrame:
    """One row for each two neighbouring balance sheets with unfunded commitments over zero."""
    column = "unfunded_commitments_usd"
    pairs = (
        inputs.core.fund_balance_sheet.drop_nulls(["owner", "as_of", column])
        .filter(pl.col(column) > 0)
        .sort("owner", "as_of")
        .with_columns(
            pl.col(name).shift(1).over("owner").alias(f"{name}_before") for name in (column, "as_of", "row", "places")
        )
        .drop_nulls(f"{column}_before")
    )
    times = pl.col(column).cast(pl.Float64) / pl.col(f"{column}_before").cast(pl.Float64)
    told = pl.format(
        "{}: unfunded commitments are {} on {} and {} on {}; one of the two is another quantity",
        pair_of(_SHEET, column), millions(f"{column}_before"), "as_of_before", millions(column), "as_of",
    )  # fmt: skip
    return pairs.with_columns(times.alias("times"), told.alias("told"))


def _carried(inputs: Inputs) -> pl.DataFrame:
    """One row for each two neighbouring values a share that returns tile: whether the later repeats the earlier."""
    valued = (
        inputs.core.fund_balance_sheet.drop_nulls(["owner", "as_of", _NAV])
        .sort("owner", "as_of")
        .with_columns(month_number(pl.col("as_of")).alias("last_month"))
    )
    before = {
        _NAV: "nav_before",
        "last_month": "after_month",
        "as_of": "as_of_before",
        "row": "row_before",
        "places": "places_before",
    }
    pairs = valued.with_columns(pl.col(name).shift(1).over("owner").alias(new) for name, new in before.items())
    known = chained(inputs.core.fund_returns, pairs.drop_nulls("nav_before")).drop_nulls("chained_frac")
    repeats = (pl.col(_NAV) == pl.col("nav_before")) & (pl.col("chained_frac").abs() > MOVED)
    told = pl.format(
        "{}: a share is worth {} on {} and on {}, with a return of {} between; the later is carried",
        pair_of(_SHEET, _NAV), pl.col(_NAV).cast(pl.Float64), "as_of_before", "as_of", per_cent("chained_frac"),
    )  # fmt: skip
    return known.with_columns(repeats.cast(pl.Int64).alias("repeats"), told.alias("told"))


def _tied(inputs: Inputs) -> pl.DataFrame:
    """One row a value a share up to the as-of date: whether any other figure speaks of it.

    Net assets and shares do, and returns do of every value between the first and the last of them.
    """
    spans = (
        inputs.core.fund_returns.filter(pl.col("kind") == "total_net")
        .drop_nulls(["owner", "period_end"])
        .group_by("owner", maintain_order=True)
        .agg(
            pl.col("period_end").min().dt.offset_by("-12mo").alias("first"),
            pl.col("period_end").max().alias("last"),
        )
    )
    valued = (
        inputs.core.fund_balance_sheet.drop_nulls(["owner", "as_of", _NAV])
        .filter(pl.col("as_of") <= inputs.case.request.as_of)
        .join(spans, on="owner", how="left", maintain_order="left")
    )
    counted = pl.col("net_assets_usd").is_not_null() & pl.col("shares_outstanding").is_not_null()
    returned = pl.col("as_of").is_between(pl.col("first"), pl.col("last")).fill_null(value=False)
    told = pl.format(
        "{} ({}): a share is worth {}, and neither net assets with shares nor a return of that time speak of it",
        place_of(_SHEET, _NAV), "as_of", pl.col(_NAV).cast(pl.Float64),
    )  # fmt: skip
    return valued.with_columns((~counted & ~returned).cast(pl.Int64).alias("untied"), told.alias("told"))


def _names(inputs: Inputs) -> pl.DataFrame:
    """One row a fund: the other names that its figures stand under."""
    rows = [(fund.fund, len(_others(fund)), _told(fund)) for fund in inputs.case.funds]
    schema = {"owner": pl.String, "other_names": pl.Int64, "told": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _others(fund: Fund) -> tuple[str, ...]:
    return (*fund.former_names, *([fund.current_name] if fund.current_name else []))


def _told(fund: Fund) -> str:
    now = [f"now {fund.current_name}"] if fund.current_name else []
    former = [f"formerly {name}" for name in fund.former_names]
    tied = f"its figures are tied by CIK {fund.cik}, not by a name" if fund.cik else "no CIK ties its figures"
    return f"{fund.legal_name} is {', '.join([*now, *former])}; {tied}"


RULES: tuple[Rule, ...] = (
    Rule(
        id="unfunded-commitments-steady",
        table=CROSSCHECK,
        severity=Severity.WARNING,
        description="Unfunded commitments are not ten times those of the date before, nor a tenth of them.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="times", min_value=1 / TEN_TIMES, max_value=TEN_TIMES),
        view=View("unfunded commitments", _commitments),
    ),
    Rule(
        id="share-value-not-carried",
        table=CROSSCHECK,
        severity=Severity.INFO,
        description="A value of a share is not the one before again although the share earned or lost over 0.5 %.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="repeats", max_value=0),
        view=View("values carried", _carried),
    ),
    Rule(
        id="share-value-can-be-tied",
        table=CROSSCHECK,
        severity=Severity.WARNING,
        description="Net assets and shares, or returns of that time, speak of each value of a share.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="untied", max_value=0),
        view=View("values tied", _tied),
    ),
    Rule(
        id="fund-name-unchanged",
        table=CROSSCHECK,
        severity=Severity.INFO,
        description="The fund has stood under one name; where it changed, figures are tied by CIK.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="other_names", max_value=0),
        view=View("fund names", _names),
    ),
)
