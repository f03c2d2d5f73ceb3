"""Charts of returns: growth beside benchmark and peers, falls, reported against unsmoothed, rolling years.

Belongs here: what each shows and says. Does not: which periods are drawn (`paths.py`).
"""

from collections.abc import Iterator

from prudent.memo.chart_kinds import LineChart, Point, Series
from prudent.memo.charted.paths import START_USD, Beside, Path, Paths, beside_of, paths_of
from prudent.memo.charted.sources import Sources
from prudent.memo.format import date_text, window_text
from prudent.memo.prose import plain, ref
from prudent.model.measured import Unit
from prudent.model.period import ReturnKind, Window

_KINDS = {
    ReturnKind.TOTAL_NET: "total return at net asset value, distributions reinvested, after fund fees",
    ReturnKind.TOTAL_MARKET: "total return at market price, distributions reinvested",
}
_LEAST_YEARS = 4
"""Rolling years under which a line would show hardly more than its two ends."""


def performance_charts(sources: Sources) -> Iterator[LineChart | None]:
    """The four, in the order in which they are read; None for one that the evidence does not carry."""
    paths = paths_of(sources)
    yield growth_chart(sources, paths)
    yield drawdown_chart(sources, paths)
    yield unsmoothed_chart(sources, paths)
    yield rolling_chart(sources, paths)


def growth_chart(sources: Sources, paths: Paths) -> LineChart | None:
    """The fund, its benchmark and every peer with returns on the whole window.

    Of the fund's own record and the group's comparison window the one is taken on which more peers are in evidence.
    """
    found = [
        (name, window, own, _peers(sources, paths, window))
        for name in ("return_since_start", "return_on_horizon")
        if (window := sources.measure(name).window) is not None and (own := paths.of(sources.fund.fund, window))
    ]
    if not found:
        return None
    name, window, own, peers = max(found, key=lambda item: (len(item[3]), len(item[2].returns)))
    beside = beside_of(sources, paths, own)
    lines = [Series(label=sources.fund.legal_name, role="fund", points=own.growth())]
    lines += [] if beside is None else [Series(label=beside.chosen.name, role="beside", points=beside.path.growth())]
    return LineChart(
        id="growth",
        name="Growth of $10,000",
        title=_grew(sources, name, own, beside),
        subtitle=f"{_span(sources, name, window)}; {_KINDS[own.kind]}{_peers_said(sources, name, peers)}",
        unit=Unit.USD,
        base=START_USD,
        series=(*lines, *(peer for peer in peers if beside is None or peer.label != beside.chosen.name)),
    )


def _peers(sources: Sources, paths: Paths, window: Window) -> tuple[Series, ...]:
    drawn = ((peer.legal_name, paths.of(peer.fund, window)) for peer in sources.peers)
    return tuple(Series(label=name, role="peer", points=path.growth()) for name, path in drawn if path is not None)


def _grew(sources: Sources, name: str, own: Path, beside: Beside | None) -> str:
    book, method = sources.book, "$10,000 times each period's return plus one"
    book.measure(name)
    end = own.growth()[-1].y
    fund = book.add("charted_growth", "What $10,000 became", Unit.USD, end, method, book.locators(name))
    said = f"$10,000 became {fund} in {sources.name}"
    if beside is None:
        return said
    label = f"What $10,000 became in {beside.chosen.name}"
    other = book.add("charted_growth_benchmark", label, Unit.USD, beside.path.growth()[-1].y, method, beside.evidence)
    return f"{said} and {other} in {plain(beside.chosen.name)}"


def _span(sources: Sources, measure: str, window: Window) -> str:
    """The window, with n as a figure."""
    sources.book.ensure((ref(f"n_of_{measure}"),))
    return f"{window_text(window)}, n = {ref(f'n_of_{measure}')}"


def _peers_said(sources: Sources, measure: str, peers: tuple[Series, ...]) -> str:
    if not sources.peers:
        return ""
    cited = sources.book.locators(measure)
    drawn = sources.count("charted_peers", "Peers in the chart of growth", len(peers), cited)
    asked = sources.count("charted_peers_asked", "Peers of the fund", len(sources.peers), cited)
    return f"; peers with returns on the whole window: {drawn} of {asked}"


def drawdown_chart(sources: Sources, paths: Paths) -> LineChart | None:
    """How far the fund, and its benchmark at the same dates, stood under an earlier peak."""
    name = "max_drawdown_since_start"
    deepest = sources.measure(name)
    own = None if deepest.window is None or deepest.value is None else paths.of(sources.fund.fund, deepest.window)
    if own is None or deepest.window is None:
        return None
    beside, said = beside_of(sources, paths, own), sources.book.measure(name)
    title = f"Largest fall from an earlier peak: {said} in {sources.name}"
    lines = [Series(label=sources.fund.legal_name, role="fund", points=own.fallen())]
    if beside is not None:
        fallen = beside.path.fallen()
        label = f"Largest fall of {beside.chosen.name} at the fund's dates"
        lowest = min(point.y for point in fallen)
        method = "lowest of growth over its earlier peak, less one"
        other = sources.book.add("charted_drawdown_benchmark", label, Unit.FRACTION, lowest, method, beside.evidence)
        title += f", {other} in {plain(beside.chosen.name)}"
        lines.append(Series(label=beside.chosen.name, role="beside", points=fallen))
    return LineChart(
        id="drawdown",
        name="Falls from an earlier peak",
        title=title,
        subtitle=(
            f"{_span(sources, name, deepest.window)}; at the ends of the fund's own periods, so that what happened "
            "within one is not seen. Beside each name its largest fall"
        ),
        unit=Unit.FRACTION,
        base=0,
        shown="lowest",
        series=tuple(lines),
    )


def unsmoothed_chart(sources: Sources, paths: Paths) -> LineChart | None:
    """Returns as reported and with one lag undone; None where no lag was found or too little is in evidence."""
    for window in ("3y", "since_start"):
        name = f"volatility_unsmoothed_{window}"
        reported, undone = sources.measure(f"volatility_{window}"), sources.measure(name)
        if undone.value is not None and reported.window is not None:
            own = paths.of(sources.fund.fund, reported.window)
            return None if own is None else _unsmoothed(sources, own, window, reported.window)
    return None


def _unsmoothed(sources: Sources, own: Path, window: str, span: Window) -> LineChart:
    book, name = sources.book, f"volatility_unsmoothed_{window}"
    before, after = book.measure(f"volatility_{window}"), book.measure(name)
    return LineChart(
        id="unsmoothed",
        name="Returns of each period, reported and unsmoothed",
        title=f"Volatility a year is {before} as reported and {after} with one lag of smoothing undone",
        subtitle=(
            f"{_span(sources, name, span)}; Geltner's filter with the autocorrelation of the same window. The first "
            "period drops out. Beside each name its lowest return"
        ),
        unit=Unit.FRACTION,
        base=0,
        shown="lowest",
        series=(
            Series(label="As reported", role="fund", points=own.reported()),
            Series(label="With one lag undone", role="beside", points=own.unsmoothed()),
        ),
    )


def rolling_chart(sources: Sources, paths: Paths) -> LineChart | None:
    """The return of the twelve months to each period's end, beside the benchmark's of the same months."""
    name = "return_since_start"
    window = sources.measure(name).window
    own = None if window is None else paths.of(sources.fund.fund, window)
    if own is None or window is None or len(points := own.rolling_years()) < _LEAST_YEARS:
        return None
    beside = beside_of(sources, paths, own)
    lines = [Series(label=sources.fund.legal_name, role="fund", points=points)]
    if beside is not None:
        lines.append(Series(label=beside.chosen.name, role="beside", points=beside.path.rolling_years()))
    return LineChart(
        id="rolling-return",
        name="Return of each year to a period's end",
        title=_rolled(sources, name, points),
        subtitle=(
            f"Years that end from {date_text(points[0].x)} to {date_text(points[-1].x)}; {_KINDS[own.kind]}. "
            "They overlap"
        ),
        unit=Unit.FRACTION,
        base=0,
        series=tuple(lines),
    )


def _rolled(sources: Sources, name: str, points: tuple[Point, ...]) -> str:
    book, method = sources.book, "over every twelve months to the end of a period of the series"
    book.measure(name)
    cited = book.locators(name)
    ends = [
        book.add(f"rolling_year_{which}", f"{which.capitalize()} return of a year", Unit.FRACTION, value, method, cited)
        for which, value in (("lowest", min(p.y for p in points)), ("highest", max(p.y for p in points)))
    ]
    n = sources.count("rolling_years", "Years to a period's end, each once", len(points), cited)
    return f"In {n} overlapping years {sources.name} returned from {ends[0]} to {ends[1]}"
