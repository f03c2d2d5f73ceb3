"""The style of each fund over three years: which proxies it is given, and the two measures.

Belongs here: choosing proxies and months, and wording. Does not: the fit (`style.py`). It is a step of its own, fund by
fund, because weights that may not be negative are found by iteration.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from prudent.model.benchmarks import FURTHER_HEADS, Benchmarks, Proxy
from prudent.model.finding import Factor
from prudent.model.fund import Fund
from prudent.model.measured import Refusal, RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, locator, locators
from prudent.score.benchmark.style import LEAST_PROXIES, Style, style
from prudent.score.panel import Floats, numbers
from prudent.score.performance.returns import RETURNS_USED, WINDOW_REFUSALS
from prudent.score.series import BENCHMARK_COLUMN
from prudent.score.windows import THREE_YEARS

SHOWN = 0.005
"""A weight under half a per cent is not named: it would be printed as 0 %."""


def style_proxies(fund: Fund, policy: Benchmarks) -> tuple[str, ...]:
    """Proxies that a style of the fund may be mixed from.

    They are the fund's benchmark candidates, a composite's parts in its place, and those of `style_also`; without those
    that its own manager runs, that lend it their history, or that score under a floor. Similarity is not asked for: it
    is what the style shows.
    """
    choice = policy.choice_for(fund)
    if choice is None or not choice.candidates:
        return ()
    named = (*(candidate.benchmark for candidate in choice.candidates), *policy.style_also)
    parts = dict.fromkeys(part.benchmark for name in named for part in policy.parts(name))
    given = {proxy.benchmark: proxy for proxy in policy.proxies}
    return tuple(name for name in parts if _may_be_mixed(given[name], fund, policy))


def _may_be_mixed(proxy: Proxy, fund: Fund, policy: Benchmarks) -> bool:
    floors = [policy.selection.least(head) for head in FURTHER_HEADS]
    reaches = all(head.score >= floor for head, floor in zip(proxy.further, floors, strict=True))
    return reaches and proxy.runner_of(fund.manager) is None and fund.fund not in proxy.lends_history_to


@dataclass(frozen=True, slots=True)
class _Market:
    """The proxies' returns in the months of one window."""

    names: tuple[str, ...]
    returns: Floats
    """Proxies × months; NaN where a month is missing."""

    def of(self, wanted: list[str]) -> "_Market":
        """Those of the wanted proxies that have every month."""
        there = [
            place
            for name in wanted
            if name in self.names and np.isfinite(self.returns[place := self.names.index(name)]).all()
        ]
        return _Market(tuple(self.names[place] for place in there), self.returns[there])


def style_measures(windows: pl.DataFrame, observations: pl.DataFrame, monthly: pl.DataFrame) -> pl.DataFrame:
    """`style_3y`, the mixture in words, and `style_r_squared_3y`.

    Args:
        windows: one row for each fund, its three years (`prudent.score.statistics` beside the grid), with
            `style_proxies`.
        observations: the periods of all windows, sorted by fund and month.
        monthly: the proxies' monthly returns (`beside.monthly_benchmarks`).
    """
    inside = observations.filter((pl.col("window") == THREE_YEARS) & (pl.col("step") == 1))
    market = _market(inside, monthly)
    given: dict[str, list[str]] = dict(windows.select("fund", "style_proxies").iter_rows())
    rows = [_fitted(fund, returns, market.of(given[fund])) for fund, returns in _each(inside)]
    fitted = pl.DataFrame(rows, schema=_FITTED, orient="row")
    places = _listed(_places(inside, monthly), fitted)
    frame = windows.join(fitted, on="fund", how="left", maintain_order="left").join(
        places, on="fund", how="left", maintain_order="left"
    )
    return answered(frame, _answers())


_FITTED = {
    "fund": pl.String,
    "used": pl.List(pl.String),
    "mixture": pl.String,
    "style_r_squared": pl.Float64,
    "style_code": pl.String,
    "style_reason": pl.String,
}


def _each(inside: pl.DataFrame) -> list[tuple[str, Floats]]:
    listed = inside.group_by("fund", maintain_order=True).agg(pl.col("return_frac"))
    return [(fund, np.asarray(values, np.float64)) for fund, values in listed.iter_rows()]


def _market(inside: pl.DataFrame, monthly: pl.DataFrame) -> _Market:
    """All proxies in the months of the window, which are the same for every fund."""
    months = inside.select("month").unique().sort("month")
    names = tuple(monthly["benchmark"].unique().sort().to_list())
    grid = pl.DataFrame({"benchmark": names}, schema={"benchmark": pl.String}).join(months, how="cross")
    cells = grid.join(monthly, on=["benchmark", "month"], how="left", maintain_order="left")["rate_frac"]
    return _Market(names, numbers(cells).reshape(len(names), months.height))


def _fitted(fund: str, returns: Floats, market: _Market) -> tuple[object, ...]:
    found = style(returns, market.returns)
    if isinstance(found, Refusal):
        return (fund, list(market.names), None, None, found.code.value, found.reason)
    return (fund, list(market.names), _mixture(found, market.names), found.r_squared, None, None)


def _mixture(found: Style, names: tuple[str, ...]) -> str:
    """`BKLN 62 %, HYG 38 %`, the largest first."""
    parts = sorted(zip(found.weights, names, strict=True), key=lambda part: (-part[0], part[1]))
    return ", ".join(f"{name.upper()} {weight * 100:.0f} %" for weight, name in parts if weight >= SHOWN)


def _places(inside: pl.DataFrame, monthly: pl.DataFrame) -> pl.DataFrame:
    """Where each proxy's returns of the window stand."""
    used = (
        monthly.join(inside.select("month").unique(), on="month", how="semi")
        .group_by("benchmark", "file")
        .agg(first=pl.col("row").min(), last=pl.col("row").max())
    )
    place = locator(pl.col("benchmark"), pl.col("file"), pl.col("first"), pl.col("last"), BENCHMARK_COLUMN)
    return used.select("benchmark", place=place)


def _listed(places: pl.DataFrame, fitted: pl.DataFrame) -> pl.DataFrame:
    """The places of the proxies that each fund's style was mixed from."""
    each = fitted.select("fund", benchmark="used").explode("benchmark").drop_nulls()
    return (
        each.join(places, on="benchmark", how="left", maintain_order="left")
        .group_by("fund", maintain_order=True)
        .agg(style_places=pl.col("place"))
    )


def _answers() -> tuple[Answer, ...]:
    monthly = pl.format(
        "Needs 36 monthly returns; the fund's over these three years are {}.", pl.col("frequency").fill_null("missing")
    )
    refusals = (
        *WINDOW_REFUSALS,
        Refuse(
            pl.col("style_proxies").list.len() < LEAST_PROXIES,
            RefusalCode.NOT_APPLICABLE,
            pl.lit("The policy names fewer than two proxies that a style could be mixed from."),
        ),
        Refuse(pl.col("frequency") != "monthly", RefusalCode.TOO_FEW_OBSERVATIONS, monthly),
        Refuse(pl.col("style_code").is_not_null(), pl.col("style_code"), pl.col("style_reason")),
    )
    method = pl.format(
        "Weights of {}, at least 0 and 1 in sum, for which the variance of the fund's monthly return less the "
        "mixture's is least; R² is 1 less that variance over the fund's (Sharpe 1992).",
        pl.col("used").list.eval(pl.element().str.to_uppercase()).list.join(", ").fill_null("the candidates"),
    )
    nothing = pl.lit(None, pl.Float64)
    return (
        _of_style("style_3y", Unit.TEXT, nothing, method, refusals, pl.col("mixture")),
        _of_style("style_r_squared_3y", Unit.RATIO, pl.col("style_r_squared"), method, refusals),
    )


def _of_style(
    name: str,
    unit: Unit,
    value: pl.Expr,
    method: pl.Expr,
    refusals: tuple[Refuse, ...],
    text: pl.Expr | None = None,
) -> Answer:
    return Answer(
        Factor.BENCHMARK,
        name,
        unit,
        value,
        method,
        refusals,
        text=pl.lit(None, pl.String) if text is None else text,
        n=pl.col("n"),
        frequency=pl.col("frequency"),
        window_start=pl.col("window_start"),
        window_end=pl.col("window_end"),
        evidence=locators(*RETURNS_USED, pl.col("style_places")),
    )
