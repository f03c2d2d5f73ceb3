"""The strip of six: per factor the proposed determination, the one number behind it, its evidence, its place."""

from prudent.memo.figures import FigureBook
from prudent.memo.first.names import shortened
from prudent.memo.front import StripRow
from prudent.memo.labels import label
from prudent.memo.prose import ref
from prudent.memo.rows import policy_place
from prudent.model.counted import counted
from prudent.model.finding import CheckOutcome, Factor, Finding, FindingStatus
from prudent.model.measured import Unit

#: The measure whose rank stands in the strip's last column.
_RANKED = {
    Factor.PERFORMANCE: "return_on_horizon",
    Factor.FEES: "all_in_fee",
    Factor.LIQUIDITY: "worst_fill_known",
    Factor.VALUATION: "hard_to_value_share",
    Factor.BENCHMARK: None,
    Factor.COMPLEXITY: "leverage_assets_to_net_assets",
}

_BY_EXCHANGE = {
    Factor.LIQUIDITY: "dealt on an exchange each business day",
    Factor.VALUATION: "priced on an exchange each business day",
}

_PROPOSED = {
    FindingStatus.SUPPORTED: "Staff would so determine.",
    FindingStatus.NOT_SUPPORTED: "Staff would not so determine.",
    FindingStatus.NOT_APPLICABLE: "Nothing to determine for this kind of fund.",
}


def strip(findings: tuple[Finding, ...], book: FigureBook) -> tuple[StripRow, ...]:
    """One row a factor."""
    return tuple(
        StripRow(
            factor=finding.factor,
            status=finding.status,
            determination=_determination(finding),
            number=shortened((_number(finding.factor, book),), book)[0],
            grade=finding.grade,
            peers=_place(finding.factor, book),
        )
        for finding in findings
    )


def _determination(finding: Finding) -> str:
    missing = sum(check.outcome is CheckOutcome.NOT_IN_EVIDENCE for check in finding.checks)
    asked = sum(check.outcome is not CheckOutcome.NOT_APPLICABLE for check in finding.checks)
    if finding.status is not FindingStatus.INSUFFICIENT_EVIDENCE:
        return _PROPOSED[finding.status]
    if missing == asked:
        return "None of its questions has evidence." if asked > 1 else "Its one question has no evidence."
    have = "has" if missing == 1 else "have"
    return f"{counted(missing).capitalize()} of {counted(asked)} questions {have} no evidence."


def _number(factor: Factor, book: FigureBook) -> str:
    if factor is Factor.BENCHMARK:
        return _benchmark(book)
    book.measure("dealt_daily")
    listed = book.text("dealt_daily") == "yes"
    if listed and factor in _BY_EXCHANGE:
        return _BY_EXCHANGE[factor]
    return {
        Factor.PERFORMANCE: lambda: _earned(book, listed=listed),
        Factor.FEES: lambda: _cost(book),
        Factor.LIQUIDITY: lambda: _fill(book),
        Factor.VALUATION: lambda: _hard_to_value(book),
        Factor.COMPLEXITY: lambda: f"assets over net assets: {book.measure('leverage_assets_to_net_assets')}",
    }[factor]()


def _benchmark(book: FigureBook) -> str:
    chosen = book.benchmark
    if chosen is None:
        count = len(book.benchmarks)
        return f"none of {counted(count)} candidates stands" if count else "the policy names no candidate"
    cited = (policy_place("benchmarks", "choices"),)
    name = book.add_text("benchmark_name", "Benchmark", Unit.TEXT, chosen.name, "chosen among the candidates", cited)
    points, method = f"{chosen.similarity} of 12", "points of mandate, strategy, objectives and risk, three each"
    alike = book.add_text("benchmark_similarity", "Similarity of the benchmark", Unit.TEXT, points, method, cited)
    return f"{name}, similarity {alike}; correlation {book.measure('correlation_with_benchmark_3y')}"


def _earned(book: FigureBook, *, listed: bool) -> str:
    earned = book.measure("return_on_horizon")
    if book.value("return_on_horizon") is None:
        return f"return on the comparison window: {earned}"
    median = ref("median_return_on_horizon") if book.comparison("return_on_horizon").peer_median is not None else "none"
    how = "at market price" if listed else "net"
    return f"{earned} a year {how}, {book.window('return_on_horizon')}; peers' median {median}"


def _cost(book: FigureBook) -> str:
    fee = book.measure("all_in_fee")
    if book.value("all_in_fee") is None:
        return f"all-in fee: {fee}"
    return f"{fee} all-in; {book.measure('usd_per_10000_a_year')} per $10,000 a year"


def _hard_to_value(book: FigureBook) -> str:
    """The share with its denominator: what was not read may be priced in any way."""
    share, read = book.measure("hard_to_value_share"), book.measure("holdings_to_total_assets")
    said = f"Level 3 or no level, of the holdings read: {share}"
    both = (book.value(name) for name in ("hard_to_value_share", "holdings_to_total_assets"))
    return said if None in both else f"{said}; these are {read} of total assets"


def _fill(book: FigureBook) -> str:
    """What the worst offer known paid; without one, the cap, which is a promise."""
    fill = book.measure("worst_fill_known")
    if book.value("worst_fill_known") is not None:
        book.ensure(("⟨date_of_worst_fill_known⟩", "⟨n_of_worst_fill_known⟩"))
        which = "the one offer known" if book.value("n_of_worst_fill_known") == 1 else "worst offer known"
        return f"{which} paid {fill} of what was asked, ⟨date_of_worst_fill_known⟩"
    cap = book.measure("repurchase_cap")
    return f"worst fill: {fill}; cap of one offer: {cap}"


def _place(factor: Factor, book: FigureBook) -> str:
    """`3 of 8` as a figure; a dash where there is no place."""
    measure = _RANKED[factor]
    place = None if measure is None else book.comparison(measure).place
    if measure is None or place is None:
        return "–"
    said, method = f"{label(measure)}: place", "rank in the field; 1 is best, ties share the better rank"
    return book.add_text(f"place_{measure}", said, Unit.TEXT, place, method, book.locators(f"rank_{measure}"))
