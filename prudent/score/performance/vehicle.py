"""A drawdown vehicle as its rows tell it: its flows by day, where they end, and the index level that each day has.

Belongs here: which rows count, and why a vehicle cannot be measured. Does not: the arithmetic (`cash_flows.py`,
`market_equivalent.py`), nor which measures are answered (`vehicle_measures.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np
import polars as pl

from prudent.model.measured import Refusal, RefusalCode
from prudent.model.period import month_end, months_before
from prudent.score.gaps import OLDEST_MONTHS
from prudent.score.panel import MONTHS_IN_YEAR, Floats
from prudent.score.series import month_index

MOST_DAYS_AFTER_VALUE = 92
"""A quarter. A vehicle states its value once a quarter; one that is older than that before the last flow is no end."""


@dataclass(frozen=True, slots=True)
class Vehicle:
    """Sums of each day's flows, USD, side by side in the order of time; paid in and paid out are never netted.

    `ends` says why there is no value at the end; None when the flows end with the day of the last value. `value_dates`
    and `values` are all net asset values up to there.
    """

    dates: tuple[date, ...]
    contributions: Floats
    distributions: Floats
    """Recallable ones too."""
    recallable: Floats
    value_dates: tuple[date, ...]
    values: Floats
    ends: Refusal | None
    left_out: int
    """Rows of flows after the last value, which no measure counts."""

    @property
    def net_asset_value(self) -> float:
        """The last value; it stands at the last date."""
        return float(self.values[-1])

    @property
    def net(self) -> Floats:
        """What was paid out less what was paid in, with the value at the end."""
        flows = self.distributions - self.contributions
        flows[-1] += self.net_asset_value
        return flows


def vehicle(rows: pl.DataFrame, as_of: date) -> Vehicle | Refusal:
    """What the rows of one vehicle tell up to the as-of date.

    The last net asset value up to the as-of date ends the flows. It is the value after the flows of its day; later
    flows are not counted, because what they left of it is in no document. It is no end when it is more than a quarter
    older than the last flow, or more than eighteen months older than the as-of date, unless it is zero: a vehicle that
    is wound up has no later one. Without an end the flows up to the last one are still told.

    Args:
        rows: core_fund__cash_flows of one owner, in any order.
        as_of: later rows are not seen.
    """
    seen = rows.filter(pl.col("as_of") <= as_of).sort("as_of", "kind")
    if not seen.height:
        return _none(f"No cash flow up to {as_of} is in evidence.")
    first = seen.filter(pl.col("as_of") == seen["as_of"][0])
    if "contribution" not in first["kind"]:
        kind = str(first["kind"][0]).replace("_", " ")
        return Refusal(
            code=RefusalCode.WINDOW_NOT_COVERED,
            reason=f"The first row, of {first['as_of'][0]}, is a {kind}: earlier contributions are missing.",
        )
    is_value = pl.col("kind") == "net_asset_value"
    values, flows = seen.filter(is_value), seen.filter(~is_value)
    why = _no_end(values, flows, as_of)
    end: date = flows["as_of"][-1] if why else values["as_of"][-1]
    counted = flows.filter(pl.col("as_of") <= end)
    return _by_day(counted, values.filter(pl.col("as_of") <= end), end, why, flows.height - counted.height)


def _no_end(values: pl.DataFrame, flows: pl.DataFrame, as_of: date) -> Refusal | None:
    """Why the last value cannot end the flows; None when it can."""
    if not values.height:
        return _none(f"No net asset value up to {as_of} is in evidence; a vehicle that is wound up states zero.")
    valued: date = values["as_of"][-1]
    last: date = flows["as_of"][-1]
    late = (last - valued).days
    if late > MOST_DAYS_AFTER_VALUE:
        return _none(
            f"The last net asset value in evidence, of {valued}, is {late} days older than the last flow, of {last}; "
            f"at most {MOST_DAYS_AFTER_VALUE} are allowed."
        )
    if values["amount_usd"][-1] != 0 and valued < months_before(as_of, OLDEST_MONTHS):
        return _none(
            f"The last net asset value in evidence is of {valued}, more than {OLDEST_MONTHS} months before {as_of}."
        )
    return None


def _by_day(flows: pl.DataFrame, values: pl.DataFrame, end: date, why: Refusal | None, left_out: int) -> Vehicle:
    days = pl.concat([flows.select("as_of"), pl.DataFrame({"as_of": [end]})]).unique().sort("as_of")

    def sums(*kinds: str) -> Floats:
        chosen = flows.filter(pl.col("kind").is_in(kinds)).group_by("as_of").agg(pl.col("amount_usd").sum())
        amounts = days.join(chosen, on="as_of", how="left", maintain_order="left")["amount_usd"]
        return amounts.cast(pl.Float64).fill_null(0.0).to_numpy().copy()

    return Vehicle(
        dates=tuple(days["as_of"].to_list()),
        contributions=sums("contribution"),
        distributions=sums("distribution", "recallable_distribution"),
        recallable=sums("recallable_distribution"),
        value_dates=tuple(values["as_of"].to_list()),
        values=values["amount_usd"].cast(pl.Float64).to_numpy(),
        ends=why,
        left_out=left_out,
    )


def by_value_date(whole: Vehicle) -> Vehicle | Refusal:
    """The same vehicle with each flow moved to the next net asset value, for measures that need a value beside it.

    Refused `window_not_covered` when a flow would move by more than a quarter, or two values lie further apart.
    """
    steps = [whole.dates[0], *whole.value_dates]
    for before, after in pairwise(steps):
        if (after - before).days > MOST_DAYS_AFTER_VALUE:
            return Refusal(
                code=RefusalCode.WINDOW_NOT_COVERED,
                reason=f"Needs a net asset value each quarter; none is in evidence between {before} and {after}.",
            )
    places = np.searchsorted(np.array(whole.value_dates, "datetime64[D]"), np.array(whole.dates, "datetime64[D]"))

    def moved(amounts: Floats) -> Floats:
        sums = np.zeros(len(whole.value_dates))
        np.add.at(sums, places, amounts)
        return sums

    return replace(
        whole,
        dates=whole.value_dates,
        contributions=moved(whole.contributions),
        distributions=moved(whole.distributions),
        recallable=moved(whole.recallable),
    )


def levels(monthly: pl.DataFrame, benchmark: str, dates: Sequence[date]) -> Floats | Refusal:
    """The index level of each date: that of the last month end at or before it, as a multiple of the first date's.

    No return that ends after a date is used for it, so a measure never rests on what was not yet known. A flow inside
    a month is so carried from the month's start: up to a month's return too much, for what is paid in and out alike.

    Args:
        monthly: benchmark, month and rate_frac (`prudent.score.benchmark.beside.monthly_benchmarks`).
        benchmark: the total-return proxy.
        dates: in the order of time.

    Returns:
        One level a date. Refused `window_not_covered` when a month between the first and the last is missing.
    """
    months = [month_index(day) - (day != month_end(day)) for day in dates]
    inside = pl.col("month").is_between(months[0] + 1, months[-1])
    used = monthly.filter((pl.col("benchmark") == benchmark) & inside).sort("month")
    missing = sorted(set(range(months[0] + 1, months[-1] + 1)) - set(used["month"].to_list()))
    if missing:
        return Refusal(
            code=RefusalCode.WINDOW_NOT_COVERED,
            reason=f"Needs the returns of {benchmark} for {months[-1] - months[0]} months to {_words(months[-1])}; "
            f"{len(missing)} {'is' if len(missing) == 1 else 'are'} not in evidence, the first {_words(missing[0])}.",
        )
    grown = np.concatenate([[1.0], np.cumprod(1 + used["rate_frac"].cast(pl.Float64).to_numpy())])
    return grown[np.array(months) - months[0]]


def _words(month: int) -> str:
    """A counted month as `2025-12`."""
    return f"{month // MONTHS_IN_YEAR}-{month % MONTHS_IN_YEAR + 1:02d}"


def _none(reason: str) -> Refusal:
    return Refusal(code=RefusalCode.NOT_EVIDENCED, reason=reason)
