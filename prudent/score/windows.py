"""Windows of return series: which periods of a fund tile a window exactly.

Belongs here: windows and tilings. Does not: the sentence for a gap (`gaps.py`), and what is computed inside a window.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from prudent.errors import DataBad
from prudent.model.peers import Horizon
from prudent.score.gaps import OLDEST_MONTHS, SINCE_START, gap_code, gap_reason, gaps
from prudent.score.series import month_first, month_index, month_last

ONE_YEAR, THREE_YEARS, FIVE_YEARS, TEN_YEARS = "1y", "3y", "5y", "10y"
_YEARS = {ONE_YEAR: 12, THREE_YEARS: 36, FIVE_YEARS: 60, TEN_YEARS: 120}

OWN_RECORD = "own_record"
"""The candidate's unbroken record where it is under three years: a window on which all funds are measured."""

LEAST_OWN_MONTHS, FULL_RECORD_MONTHS = 12, 36
"""Under a year there are no ratios at all; from three years on the window of three years serves."""


@dataclass(frozen=True, slots=True)
class Span:
    """So many months that end with a counted month."""

    window: str
    months: int
    last_month: int


@dataclass(frozen=True, slots=True)
class Windowed:
    """Windows of funds, and the periods that tile them.

    `grid`: one row for each fund and window: frequency, kind, step of the chosen series, or gap_code and gap_reason.
    `observations`: the periods of the chosen series, sorted by fund, window, month.
    """

    grid: pl.DataFrame
    observations: pl.DataFrame


def spans(as_of: date, horizons: tuple[Horizon, ...]) -> tuple[Span, ...]:
    """One, three, five and ten years to the as-of date, and each horizon of the policy, once.

    Raises:
        DataBad: one horizon id stands for two different windows.
    """
    last = month_index(as_of)
    found = {name: Span(name, months, last) for name, months in _YEARS.items()}
    for horizon in horizons:
        name = horizon.id.replace("-", "_")
        back = 0 if horizon.end_month is None else (as_of.month - horizon.end_month) % 12
        span = Span(name, horizon.months, last - back)
        if found.setdefault(name, span) != span or name in {SINCE_START, OWN_RECORD}:
            raise DataBad(
                f"policy/peer_groups.yml: horizon {horizon.id} stands for two different windows. Give each its own id."
            )
    return tuple(found.values())


def own_record(runs: pl.DataFrame, candidate: str | None, as_of: date) -> tuple[Span, ...]:
    """The candidate's record as a window for all funds, when it is of 12 to 35 months; else none.

    A young fund is measured, with its error printed, on the only months that it has. Its peers are measured on the same
    months, because a comparison of different months compares months.

    Args:
        runs: fund, run_first, run_last: the first and last counted month of each fund's last unbroken run of periods.
        candidate: the fund that the question is about; None where there is none.
        as_of: the as-of date; a record that ended more than eighteen months before it is none.
    """
    mine = runs.filter(pl.col("fund") == candidate) if candidate else runs.clear()
    if mine.is_empty():
        return ()
    first, last = (int(mine[name].item()) for name in ("run_first", "run_last"))
    months = last - first + 1
    if last < month_index(as_of) - OLDEST_MONTHS or not LEAST_OWN_MONTHS <= months < FULL_RECORD_MONTHS:
        return ()
    return (Span(OWN_RECORD, months, last),)


def windowed(periods: pl.DataFrame, funds: pl.DataFrame, fixed: tuple[Span, ...], as_of: date) -> Windowed:
    """Choose for each fund and window the series that tiles it: shortest periods first, then the order of the kinds.

    Args:
        periods: as `prudent.score.series.periods` gives them.
        funds: fund, nav_n (net asset values a share in evidence).
        fixed: windows that are the same for all funds. Each fund's own since its start is added.
        as_of: the as-of date.
    """
    wanted = _wanted(periods, funds, fixed)
    inside = _inside(periods, wanted)
    chosen = _tilings(inside)
    keys = ["fund", "window", "frequency", "kind"]
    observations = inside.join(chosen.select(keys), on=keys, how="semi").sort("fund", "window", "month")
    missing = gaps(inside, wanted.join(chosen, on=["fund", "window"], how="anti"), periods)
    grid = (
        wanted.join(chosen.drop("first_month", "last_month"), on=["fund", "window"], how="left")
        .join(missing, on=["fund", "window"], how="left")
        .join(funds.select("fund", "nav_n"), on="fund")
        .with_columns(gap_code(as_of), gap_reason(as_of))
        .with_columns(
            window_start=month_first(pl.col("first_month")),
            window_end=month_last(pl.col("last_month")),
        )
        .sort("fund", "window")
    )
    return Windowed(grid, observations)


def _wanted(periods: pl.DataFrame, funds: pl.DataFrame, fixed: tuple[Span, ...]) -> pl.DataFrame:
    """fund, window, first_month, last_month; a fund without returns has null months since its start."""
    frame = pl.DataFrame(
        [(span.window, span.last_month - span.months + 1, span.last_month) for span in fixed],
        schema={"window": pl.String, "first_month": pl.Int64, "last_month": pl.Int64},
        orient="row",
    )
    own = (
        periods.filter(pl.col("is_finest"))
        .group_by("fund")
        .agg(first_month=(pl.col("month") - pl.col("step") + 1).min(), last_month=pl.col("month").max())
    )
    since = funds.select("fund", window=pl.lit(SINCE_START)).join(own, on="fund", how="left")
    return pl.concat([funds.select("fund").join(frame, how="cross"), since])


def _inside(periods: pl.DataFrame, wanted: pl.DataFrame) -> pl.DataFrame:
    """The periods that lie wholly inside each window. Since the start, only the finest series is looked at."""
    return periods.join(wanted, on="fund").filter(
        (pl.col("month") - pl.col("step") + 1 >= pl.col("first_month"))
        & (pl.col("month") <= pl.col("last_month"))
        & (pl.col("is_finest") | (pl.col("window") != SINCE_START))
    )


def _tilings(inside: pl.DataFrame) -> pl.DataFrame:
    """For each fund and window the best series whose periods follow on each other and fill the window."""
    step, month = pl.col("step").first(), pl.col("month").sort()
    follow_on = (month.diff().drop_nulls() == step).all()
    filled = pl.len() * step == pl.col("last_month").first() - pl.col("first_month").first() + 1
    return (
        inside.group_by("fund", "window", "frequency", "kind", "step", "kind_rank")
        .agg(
            tiles=follow_on & filled, first_month=pl.col("first_month").first(), last_month=pl.col("last_month").first()
        )
        .filter(pl.col("tiles"))
        .sort("fund", "window", "step", "kind_rank")
        .unique(["fund", "window"], keep="first", maintain_order=True)
        .drop("tiles", "kind_rank")
    )
