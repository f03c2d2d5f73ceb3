"""What a ratio or a return is of: figures that are right and are not of what they seem to be."""

import polars as pl

from expectations import engine as gxe
from expectations.crosschecks.words import per_cent
from expectations.rule import CROSSCHECK, Inputs, Rule, View
from prudent.model.validation import Severity
from prudent.validate.places import pair_of, place_of

_EXPOSURE = "core_fund__exposure"
LEAST_COVERED = 0.5
"""A Level 3 share of less than half of the holdings says nothing of the rest, which is mostly at net asset value."""
LEAST_DEBT = 0.05
"""A share of debt, where debt is under a twentieth of the holdings, is a figure about next to nothing."""
DOUBLED = 2.0
"""An expense ratio moves by a few tenths a year. One that doubles or halves has interest in it at one date only."""
DAYS_SHORT = 31
"""A fund that started within the year's first month has a year, but for its first days."""


def _covered(inputs: Inputs) -> pl.DataFrame:
    given = inputs.core.fund_exposure.drop_nulls(["level3_share_of_covered_frac", "level3_coverage_frac"])
    told = pl.format(
        "{} ({}): the Level 3 share of {} is of the {} of the holdings that carry a level, not of all of them",
        place_of(_EXPOSURE, "level3_share_of_covered_frac"), "as_of",
        per_cent("level3_share_of_covered_frac", 1), per_cent("level3_coverage_frac", 1),
    )  # fmt: skip
    return given.with_columns(told.alias("told"))


def _of_debt(inputs: Inputs) -> pl.DataFrame:
    given = inputs.core.fund_exposure.drop_nulls(["pik_share_of_debt_frac", "debt_share_frac"])
    told = pl.format(
        "{} ({}): the share in kind of {} is of debt that makes {} of the holdings, not of all of them",
        place_of(_EXPOSURE, "pik_share_of_debt_frac"), "as_of",
        per_cent("pik_share_of_debt_frac", 1), per_cent("debt_share_frac"),
    )  # fmt: skip
    return given.with_columns(told.alias("told"))


def _totals(inputs: Inputs) -> pl.DataFrame:
    """One row for each two neighbouring totals of one class and basis: the later over the earlier."""
    by = ["owner", "share_class", "basis"]
    totals = (
        inputs.core.fund_fees.filter((pl.col("component") == "total") & (pl.col("rate_frac") > 0))
        .drop_nulls([*by, "as_of"])
        .sort(*by, "as_of")
        .with_columns(
            pl.col(name).shift(1).over(by).alias(f"{name}_before") for name in ("rate_frac", "as_of", "row", "places")
        )
        .drop_nulls("rate_frac_before")
    )
    ratio = pl.col("rate_frac") / pl.col("rate_frac_before")
    told = pl.format(
        "{} (class {}, {}): the total is {} on {} and {} on {}; one leaves interest out, it seems",
        pair_of("core_fund__fees", "rate_frac"), "share_class", "basis",
        per_cent("rate_frac_before"), "as_of_before", per_cent("rate_frac"), "as_of",
    )  # fmt: skip
    return totals.with_columns(ratio.alias("times"), told.alias("told"))


def _years(inputs: Inputs) -> pl.DataFrame:
    """One row a printed year of a fund with an inception: days of that year before the fund started."""
    started = (
        inputs.core.fund_terms.filter(pl.col("term") == "inception")
        .with_columns(pl.col("value").str.to_date("%Y-%m-%d", strict=False).alias("started"))
        .drop_nulls(["owner", "started"])
        .group_by("owner", maintain_order=True)
        .agg(pl.col("started").min())
    )
    annual = inputs.core.fund_returns.filter(pl.col("frequency") == "annual").drop_nulls(["owner", "period_end"])
    years = annual.join(started, on="owner", maintain_order="left").with_columns(
        (pl.col("started") - pl.col("period_end").dt.offset_by("-12mo")).dt.total_days().alias("days_short")
    )
    told = pl.format(
        "{}: a year to {} is given for a fund that started on {}, so it is not of a year",
        place_of("core_fund__returns", "return_frac"), "period_end", "started",
    )  # fmt: skip
    return years.with_columns(told.alias("told"))


RULES: tuple[Rule, ...] = (
    Rule(
        id="level3-share-speaks-for-most",
        table=CROSSCHECK,
        severity=Severity.INFO,
        description="A Level 3 share speaks of at least half of the holdings' fair value.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="level3_coverage_frac", min_value=LEAST_COVERED),
        view=View("level 3 coverage", _covered),
    ),
    Rule(
        id="share-in-kind-has-debt-behind-it",
        table=CROSSCHECK,
        severity=Severity.INFO,
        description="A share of debt that pays in kind is of debt that makes at least 5 % of the holdings.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="debt_share_frac", min_value=LEAST_DEBT),
        view=View("debt behind the share in kind", _of_debt),
    ),
    Rule(
        id="fee-total-is-of-the-same-parts",
        table=CROSSCHECK,
        severity=Severity.WARNING,
        description="The total of a class does not double or halve from one date to the next.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="times", min_value=1 / DOUBLED, max_value=DOUBLED),
        view=View("fee totals", _totals),
    ),
    Rule(
        id="year-is-a-whole-year",
        table=CROSSCHECK,
        severity=Severity.WARNING,
        description="A printed year does not begin more than a month before the fund did.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="days_short", max_value=DAYS_SHORT),
        view=View("years since inception", _years),
    ),
)
