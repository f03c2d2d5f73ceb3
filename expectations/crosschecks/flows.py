"""Net assets against returns and flows, so that a doubled filing is caught and a real inflow is not.

What came or went is implied: net assets less the earlier ones grown by the return between. Money can come in at any
pace: a young fund trebles in a quarter. It can only leave through offers, and it does not come and go at once.
"""

import polars as pl

from expectations import engine as gxe
from expectations.crosschecks.words import millions, per_cent
from expectations.owners import funds_that_repurchase
from expectations.rule import CROSSCHECK, Inputs, Rule, View
from expectations.views import month_number
from prudent.model.validation import Severity
from prudent.validate.chain import chained
from prudent.validate.places import pair_of

MOST_LEAVING = 0.27
"""Rule 23c-3 lets an interval fund repurchase 25 % of its shares in an offer, and 2 % more; no offer of the other
funds in this project's packets exceeds 7.5 %. Over two quarters the second is of what the first has left."""
JUMP_LEAST, JUMP_MOST = 1.6, 2.5
"""A filing added to its amendment doubles; the quarter's own growth or shrinking moves that to between these."""
UNDONE = 0.5
"""A real inflow stays: no fund gives back half of a jump in the next quarter, as MOST_LEAVING shows."""
NEWEST_LEAST, NEWEST_MOST = 1.8, 2.2
"""The newest quarter has no next one to revert in, so the band is narrower and the holdings must speak against it."""
NOT_HELD = 0.15
"""Cash and receivables of a fund that is invested are under 15 % of net assets, and borrowing raises the holdings."""


def steps_of_net_assets(inputs: Inputs) -> pl.DataFrame:
    """One row for each two neighbouring balance sheets with net assets, of funds that take shares back by offers.

    Withdrawn figures are null and skipped, so that the comparison then spans two quarters. Where no returns tile the
    span it is taken as without return and says so; the patterns are far larger than a return.
    """
    sheets = (
        inputs.core.fund_balance_sheet.filter(pl.col("owner").is_in(list(funds_that_repurchase(inputs))))
        .drop_nulls(["as_of", "net_assets_usd"])
        .filter(pl.col("net_assets_usd") > 0)
        .sort("owner", "as_of")
        .with_columns(
            pl.col("net_assets_usd").cast(pl.Float64).alias("net"), month_number(pl.col("as_of")).alias("last_month")
        )
    )
    before = {
        "net": "net_before",
        "last_month": "after_month",
        "as_of": "as_of_before",
        "row": "row_before",
        "places": "places_before",
    }
    pairs = sheets.with_columns(
        *(pl.col(column).shift(1).over("owner").alias(name) for column, name in before.items()),
        pl.col("net").shift(-1).over("owner").alias("net_next"),
    ).drop_nulls("net_before")
    known = chained(inputs.core.fund_returns, pairs)
    grown = pl.col("net_before") * (1 + pl.col("chained_frac").fill_null(0))
    return known.with_columns((pl.col("net") / grown).alias("growth"), (pl.col("net") - grown).alias("flow_usd"))


def _move(inputs: Inputs) -> tuple[pl.DataFrame, pl.Expr]:
    returned = pl.when(pl.col("chained_frac").is_null()).then(pl.lit("no return in evidence"))
    told = pl.format(
        "{}: net assets are {} on {} and {} on {}, with {} between",
        pair_of("core_fund__balance_sheet", "net_assets_usd"),
        millions("net_before"), "as_of_before", millions("net"), "as_of",
        returned.otherwise(pl.format("a return of {}", per_cent("chained_frac"))),
    )  # fmt: skip
    return steps_of_net_assets(inputs), told


def _leaving(inputs: Inputs) -> pl.DataFrame:
    moves, told = _move(inputs)
    quarters = ((pl.col("last_month") - pl.col("after_month")) / 3).clip(lower_bound=1)
    judged = moves.with_columns(
        (-pl.col("flow_usd") / pl.col("net_before")).clip(lower_bound=0).alias("left_frac"),
        (1 - (1 - MOST_LEAVING) ** quarters).alias("most_leaving_frac"),
    )
    why = pl.format(
        "an outflow of {} would be needed and at most {} can leave",
        per_cent("left_frac", 0),
        per_cent("most_leaving_frac", 0),
    )
    return judged.with_columns(pl.format("{}; {}, so one of the two is wrong", told, why).alias("told"))


def _reverting(inputs: Inputs) -> pl.DataFrame:
    moves, told = _move(inputs)
    undone = (pl.col("net") - pl.col("net_next")) / (pl.col("net") - pl.col("net_before"))
    jumped = pl.col("growth").is_between(JUMP_LEAST, JUMP_MOST)
    judged = moves.drop_nulls("net_next").with_columns(pl.when(jumped).then(undone).otherwise(0.0).alias("undone_frac"))
    why = pl.format("the next figure is {}, so the one of {} looks summed twice", millions("net_next"), "as_of")
    return judged.with_columns(pl.format("{}; {}", told, why).alias("told"))


def _newest(inputs: Inputs) -> pl.DataFrame:
    """The last step of each fund, with the holdings of the same month."""
    moves, told = _move(inputs)
    month = pl.col("as_of").dt.month_end().alias("month_end")
    held = inputs.core.fund_exposure.select(
        "owner", month, pl.col("total_fair_value_usd").cast(pl.Float64)
    ).drop_nulls()
    last = (
        moves.filter(pl.col("net_next").is_null()).with_columns(month).join(held, on=["owner", "month_end"], how="left")
    )
    jumped = pl.col("growth").is_between(NEWEST_LEAST, NEWEST_MOST)
    not_held = 1 - pl.col("total_fair_value_usd") / pl.col("net")
    judged = last.with_columns(pl.when(jumped).then(not_held).otherwise(0.0).alias("not_held_frac"))
    why = pl.format("holdings of that date are {}, so net assets look summed twice", millions("total_fair_value_usd"))
    return judged.with_columns(pl.format("{}; {}", told, why).alias("told"))


RULES: tuple[Rule, ...] = (
    Rule(
        id="outflow-possible",
        table=CROSSCHECK,
        severity=Severity.CRITICAL,
        description="No more than 27 % of net assets leave in a quarter: an interval fund may repurchase no more.",
        expectation=gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="most_leaving_frac", column_B="left_frac", or_equal=True, ignore_row_if="either_value_is_missing"
        ),
        view=View("outflows", _leaving),
    ),
    Rule(
        id="jump-does-not-revert",
        table=CROSSCHECK,
        severity=Severity.CRITICAL,
        description="Net assets that grow 1.6 to 2.5 times beyond the return do not lose half of that at once.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="undone_frac", max_value=UNDONE),
        view=View("reverting jumps", _reverting),
    ),
    Rule(
        id="newest-jump-is-held",
        table=CROSSCHECK,
        severity=Severity.CRITICAL,
        description="Net assets that double in the newest quarter are matched by holdings of at least 85 % of them.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="not_held_frac", max_value=NOT_HELD),
        view=View("newest jumps", _newest),
    ),
)
