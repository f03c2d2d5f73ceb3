"""Rows of score_fund__measures for drawdown vehicles, and for funds of which no cash flows are in evidence.

Belongs here: each vehicle measured, and every fund answered. Does not: which measures there are
(`vehicle_measures.py`), a fund that states returns only (`lump_sum.py`). A loop over the vehicles with flows is allowed
here, because a rate of return is searched for each.
"""

from collections.abc import Iterator
from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.fund import Wrapper
from prudent.model.measured import Refusal, RefusalCode
from prudent.score.answer import Answer, Refuse, answered, count_of, locator, locators, received
from prudent.score.benchmark.relative import AGAINST
from prudent.score.panel import Floats
from prudent.score.performance.vehicle import Vehicle, by_value_date, levels, vehicle
from prudent.score.performance.vehicle_measures import VEHICLE_MEASURES, Held
from prudent.score.series import BENCHMARK_COLUMN, month_of

_DAILY = (Wrapper.ETP_GRANTOR_TRUST.value, Wrapper.OPEN_END_FUND.value)
"""Wrappers that are bought and left on any day at the day's price: nobody is called for capital."""

_AMOUNT = received("core_fund__cash_flows", "amount_usd")
_READ = {
    "fund": pl.String,
    "measure": pl.String,
    "value": pl.Float64,
    "code": pl.String,
    "reason": pl.String,
}
_SPAN = {"fund": pl.String, "first_day": pl.Date, "last_day": pl.Date, "left_out": pl.Int64}


def vehicle_measures(
    subjects: pl.DataFrame, cash_flows: pl.DataFrame, monthly: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """Every measure of `VEHICLE_MEASURES` for every fund, refused ones too.

    Args:
        subjects: fund, wrapper, asset_class, benchmark (null when the policy chose none).
        cash_flows: core_fund__cash_flows.
        monthly: benchmark, month, rate_frac, file, row (`prudent.score.benchmark.beside.monthly_benchmarks`).
        as_of: the as-of date of the question.
    """
    known = subjects.select("fund", "asset_class", "benchmark")
    mine = cash_flows.rename({"owner": "fund"}).join(known, on="fund", how="inner").sort("fund", "as_of", "kind")
    found = [(rows, vehicle(rows, as_of)) for rows in mine.partition_by("fund", maintain_order=True)]
    read = [reading for rows, seen in found for reading in _readings(rows, seen, monthly)]
    spans = [
        (rows["fund"][0], seen.dates[0], seen.dates[-1], seen.left_out)
        for rows, seen in found
        if isinstance(seen, Vehicle)
    ]
    told = pl.DataFrame(
        [(item.name, item.factor.value, item.unit.value, item.method) for item in VEHICLE_MEASURES],
        schema=["measure", "factor", "unit", "method"],
        orient="row",
    )
    frame = (
        subjects.join(_used(mine, pl.DataFrame(spans, schema=_SPAN, orient="row"), monthly), on="fund", how="left")
        .join(told, how="cross", maintain_order="left")
        .join(pl.DataFrame(read, schema=_READ, orient="row"), on=["fund", "measure"], how="left", maintain_order="left")
    )
    factors = (Factor.PERFORMANCE, Factor.BENCHMARK)
    return pl.concat(
        [answered(frame.filter(pl.col("factor") == factor.value), [_answer(factor, as_of)]) for factor in factors]
    )


def _readings(
    rows: pl.DataFrame, seen: Vehicle | Refusal, monthly: pl.DataFrame
) -> Iterator[tuple[str, str, float | None, str | None, str | None]]:
    """Rows of `_READ` of one fund."""
    fund: str = rows["fund"][0]
    if isinstance(seen, Vehicle):
        held = _held(rows, seen, monthly)
        values = [(item.name, item.read(held)) for item in VEHICLE_MEASURES]
    else:
        values = [(item.name, seen) for item in VEHICLE_MEASURES]
    for measure, value in values:
        if isinstance(value, Refusal):
            yield fund, measure, None, value.code.value, value.reason
        else:
            yield fund, measure, value, None, None


def _held(rows: pl.DataFrame, seen: Vehicle, monthly: pl.DataFrame) -> Held:
    benchmark: str | None = rows["benchmark"][0]
    if benchmark is None:
        words = str(rows["asset_class"][0]).replace("_", " ")
        none = Refusal(code=RefusalCode.NOT_EVIDENCED, reason=f"The policy chooses no benchmark for {words}.")
        return Held(seen, none, none, none)
    quarterly = seen.ends or by_value_date(seen)
    index: Floats | Refusal = (
        quarterly if isinstance(quarterly, Refusal) else levels(monthly, benchmark, quarterly.dates)
    )
    return Held(seen, levels(monthly, benchmark, seen.dates), quarterly, index)


def _used(mine: pl.DataFrame, spans: pl.DataFrame, monthly: pl.DataFrame) -> pl.DataFrame:
    """Per vehicle: its span, the flows and rows that are counted, and the rows of the index that carry them."""
    inside = mine.join(spans, on="fund").filter(pl.col("as_of") <= pl.col("last_day"))
    own = inside.group_by("fund", "benchmark", "first_day", "last_day", "left_out").agg(
        n=(pl.col("kind") != "net_asset_value").sum().cast(pl.Int64),
        file=pl.col("file").first(),
        first_row=pl.col("row").min(),
        last_row=pl.col("row").max(),
    )
    first, last = (
        month_of(day) - (day != day.dt.month_end()).cast(pl.Int64) for day in (pl.col("first_day"), pl.col("last_day"))
    )
    index = (
        own.join(monthly, on="benchmark", suffix="_index")
        .filter(pl.col("month").is_between(first + 1, last))
        .group_by("fund")
        .agg(
            index_file=pl.col("file_index").first(),
            index_first_row=pl.col("row").min(),
            index_last_row=pl.col("row").max(),
        )
    )
    return own.drop("benchmark").join(index, on="fund", how="left")


def _answer(factor: Factor, as_of: date) -> Answer:
    """All measures of one factor, over a frame with one row for each fund and measure."""
    daily = pl.col("wrapper").is_in(_DAILY) & pl.col("code").is_null() & pl.col("value").is_null()
    refusals = (
        Refuse(
            daily,
            RefusalCode.NOT_APPLICABLE,
            pl.lit("It is bought and left on any day at the day's price; no capital is called and none is paid back."),
        ),
        Refuse(
            pl.col("code").is_null() & pl.col("value").is_null(),
            RefusalCode.NOT_EVIDENCED,
            pl.lit(f"No cash flow up to {as_of} is in evidence."),
        ),
        Refuse(pl.col("code").is_not_null(), pl.col("code"), pl.col("reason")),
    )
    after = pl.format(" {} not counted.", count_of(pl.col("left_out"), "flow after it is", "flows after it are"))
    method = pl.col("method").str.replace("⟨index⟩", AGAINST, literal=True)
    flows = locator(pl.col("fund"), pl.col("file"), pl.col("first_row"), pl.col("last_row"), _AMOUNT)
    index = locator(
        pl.col("benchmark"), pl.col("index_file"), pl.col("index_first_row"), pl.col("index_last_row"), BENCHMARK_COLUMN
    )
    return Answer(
        factor,
        pl.col("measure"),
        pl.col("unit"),
        pl.col("value"),
        pl.concat_str(method, pl.when(pl.col("left_out") > 0).then(after).otherwise(pl.lit(""))),
        refusals,
        n=pl.col("n"),
        window_start=pl.col("first_day"),
        window_end=pl.col("last_day"),
        evidence=locators(flows, index) if factor is Factor.BENCHMARK else locators(flows),
    )
