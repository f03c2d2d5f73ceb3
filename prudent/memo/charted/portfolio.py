"""Charts of what a fund holds: fair-value levels and what has none, and what kinds of assets.

Belongs here: what each shows and says. Does not: which row is the latest (`prudent/score/latest.py`) and the arithmetic
of the hierarchy (`prudent/score/valuation`).
"""

from datetime import date

import polars as pl

from prudent.memo.chart_kinds import Stack, StackChart
from prudent.memo.charted.sources import Sources
from prudent.memo.format import date_text
from prudent.model.fund import Fund
from prudent.model.measured import Unit
from prudent.score.latest import latest
from prudent.score.valuation.hierarchy import EXPEDIENT, LEVELS
from prudent.score.valuation.levels import levels_of

_LEVELS = ("Level 3", "No level, mostly at net asset value", "Level 1 or 2, not told apart", "Level 2", "Level 1")
_SHARE, _COVERAGE = "level3_share_of_covered_frac", "level3_coverage_frac"
_KINDS = ("debt", "structured", "fund", "equity", "other")
_SAID = ("Debt", "Structured products", "Other funds", "Equity", "Other", "Not told")
_IN_WORDS = {
    "debt": "debt",
    "structured": "in structured products",
    "fund": "in other funds",
    "equity": "equity",
    "other": "of other kinds",
}
_DUST = 0.0005
"""Shares are printed to four places, so that a whole may be short or over by rounding."""
_OVER = 1.005
"""Shares that add up to more contradict each other, and are not drawn."""
Row = dict[str, object]


def level_chart(sources: Sources) -> StackChart | None:
    """Level 3 first, then what carries no level, then the rest; None without levels of the fund itself."""
    levels = levels_of(sources.core.fund_exposure, sources.core.fund_fair_value)
    found = latest(levels, [_SHARE, _COVERAGE], sources.as_of)
    fresh = {str(row["fund"]): row for row in found.filter(pl.col("age") == "fresh").to_dicts()}
    rows = tuple(
        _stack(fund, sources, _levels(fresh[fund.fund], sources)) for fund in sources.funds if fund.fund in fresh
    )
    if sources.value("hard_to_value_share") is None or sources.fund.fund not in fresh:
        return None
    return _chart(
        sources,
        "levels",
        "Fair-value levels of the portfolio",
        f"{sources.book.measure('hard_to_value_share')} of the portfolio is Level 3 or has no level",
        _LEVELS,
        rows,
        fresh[sources.fund.fund]["as_of"],
    )


def _levels(row: Row, sources: Sources) -> tuple[float | None, ...]:
    """Shares of all fair value, from dollars where they are given."""
    if row["in_dollars"]:
        fair = sources.core.fund_fair_value.filter(pl.col("owner") == row["fund"], pl.col("as_of") == row["as_of"])
        one, two, three, outside = (float(fair[name][0]) for name in (*LEVELS, EXPEDIENT))
        whole = one + two + three + outside
        return (three / whole, outside / whole, None, two / whole, one / whole)
    share, coverage = float(str(row[_SHARE])), float(str(row[_COVERAGE]))
    return (share * coverage, 1 - coverage, (1 - share) * coverage, None, None)


def composition_chart(sources: Sources) -> StackChart | None:
    """Kinds of assets of the fund and its peers; the fund's largest holdings where its kinds are not in evidence."""
    columns = [f"{kind}_share_frac" for kind in _KINDS]
    known = sources.core.fund_exposure.filter(pl.any_horizontal(pl.col(columns).is_not_null()))
    found = {row["fund"]: row for row in latest(known, [], sources.as_of).filter(pl.col("age") == "fresh").to_dicts()}
    parts = {fund.fund: _kinds(found[fund.fund]) for fund in sources.funds if fund.fund in found}
    rows = tuple(_stack(fund, sources, given) for fund in sources.funds if (given := parts.get(fund.fund)) is not None)
    if parts.get(sources.fund.fund) is None:
        return holdings_chart(sources)
    own = found[sources.fund.fund]
    largest = max(_KINDS, key=lambda kind: own[f"{kind}_share_frac"] or 0.0)
    said = _IN_WORDS[largest]
    share = sources.book.add(
        "charted_largest_kind", f"Share that is {said}", Unit.FRACTION, own[f"{largest}_share_frac"], "as received",
        (f"{sources.fund.fund}/{own['file']}:{own['row']}:{largest}_share_frac",),
    )  # fmt: skip
    title = f"{share} of the holdings read is {said}"
    name = "Kinds of assets in the portfolio"
    return _chart(sources, "composition", name, title, _SAID, rows, own["as_of"])


def _kinds(row: Row) -> tuple[float | None, ...] | None:
    """The five shares, and what is left; None where they contradict each other."""
    shares = tuple(None if (cell := row[f"{kind}_share_frac"]) is None else float(str(cell)) for kind in _KINDS)
    left = 1 - sum(share or 0.0 for share in shares)
    if 1 - left > _OVER:
        return None
    return (*shares, left if left > _DUST else None)


def holdings_chart(sources: Sources) -> StackChart | None:
    """The fund's largest holdings, by their share of the portfolio; None where no share is in evidence."""
    rows = sources.core.fund_holdings.filter(
        pl.col("owner") == sources.fund.fund,
        pl.col("as_of") <= sources.as_of,
        pl.col("share_of_portfolio_frac").is_not_null(),
    )
    newest = rows.filter(pl.col("as_of") == pl.col("as_of").max()).sort("rank").head(10)
    if newest.is_empty():
        return None
    first, last, day = newest.row(0, named=True), newest.row(-1, named=True), newest["as_of"][0]
    lines = f"{first['row']}" if first["row"] == last["row"] else f"{first['row']}-{last['row']}"
    evidence = (f"{sources.fund.fund}/{first['file']}:{lines}:share_of_portfolio_frac",)
    together = float(newest["share_of_portfolio_frac"].sum())
    share = sources.book.add(
        "charted_holdings", "Largest holdings, together", Unit.FRACTION, together, "sum of the shares drawn", evidence
    )
    n = sources.count("charted_holdings_n", "Holdings drawn", newest.height, evidence)
    return StackChart(
        id="holdings-shares",
        name="Largest holdings",
        title=f"The largest holdings are {share} of the portfolio",
        subtitle=f"{date_text(day)}; share of the fair value of all holdings; n = {n}, as printed in the filing",
        unit=Unit.FRACTION,
        parts=("Share of the portfolio",),
        rows=tuple(Stack(label=row["issuer"], parts=(row["share_of_portfolio_frac"],)) for row in newest.to_dicts()),
    )


def _stack(fund: Fund, sources: Sources, parts: tuple[float | None, ...]) -> Stack:
    return Stack(label=fund.legal_name, emphasis=fund == sources.fund, parts=parts)


def _chart(
    sources: Sources, key: str, name: str, title: str, parts: tuple[str, ...], rows: tuple[Stack, ...], day: date
) -> StackChart:
    """Shares of a whole."""
    own = sources.measure("hard_to_value_share" if key == "levels" else "top10_share").evidence
    cited = own or (f"{sources.fund.fund}/fund.yml:0:legal_name",)
    n = sources.count(f"charted_{key}", f"Funds in the chart of {name.lower()}", len(rows), cited)
    return StackChart(
        id=key,
        name=name,
        title=title,
        subtitle=f"Shares of fair value of the holdings read, {date_text(day)}; of peers their latest; n = {n} funds",
        unit=Unit.FRACTION,
        parts=parts,
        whole=1,
        rows=rows,
    ).without_empty_parts()
