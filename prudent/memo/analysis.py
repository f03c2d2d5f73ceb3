"""What each chapter says in prose, by factor. Nothing is claimed that the evidence does not carry."""

from collections.abc import Callable

from prudent.memo.figures import FigureBook
from prudent.memo.format import date_text
from prudent.memo.parts.on_file import means_something
from prudent.memo.prose import plain, quoted
from prudent.model.case import Case
from prudent.model.counted import counted
from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode


def analysis(factor: Factor, case: Case, book: FigureBook) -> tuple[str, ...]:
    """The paragraphs of one chapter."""
    return _BY_FACTOR[factor](case, book)


def _performance(case: Case, book: FigureBook) -> tuple[str, ...]:
    group = case.peer_group
    if group is None:
        compared = "The fund is in no peer group of the policy, so nothing is compared."
    else:
        book.measure("return_on_horizon")
        why = quoted(group.horizon.why, "policy/peer_groups.yml")
        compared = f"Returns are compared over {book.window('return_on_horizon')}. {why}"
    one, three = book.measure("return_1y"), book.measure("return_3y")
    since = book.window_start("return_since_start")
    returned = (
        f"Return in the year to the as-of date: {one}; a year over three years: {three}. The series that is measured "
        f"starts on {since}."
    )
    return (f"{compared} {returned}", *_whole_history(book), _expected(book))


def _expected(book: FigureBook) -> str:
    """What the record can bear, and that the rule asks for an expected return, which is no record."""
    ratio, error = book.measure("sharpe_ratio_3y"), book.measure("sharpe_ratio_standard_error_3y")
    sure = "" if book.value("sharpe_ratio_standard_error_3y") is None else (
        f"The Sharpe ratio of {ratio} over three years has a standard error of {error}, were returns independent. "
    )  # fmt: skip
    return (
        f"{sure}The rule asks for the return that is expected: no document on file states one, nor on which "
        "assumptions. What stands here is the past."
    )


def _whole_history(book: FigureBook) -> tuple[str, ...]:
    """Risk over all periods in evidence, unsmoothed where a lag is found."""
    reported = book.measure("volatility_since_start")
    if book.value("volatility_since_start") is None:
        return ()
    rho, undone = book.measure("autocorrelation_lag1_since_start"), book.measure("volatility_unsmoothed_since_start")
    found = book.value("volatility_unsmoothed_since_start") is not None
    smoothing = f", and {undone} once smoothing is undone" if found else "; no lag was found to undo"
    span = book.window("volatility_since_start")
    return (f"Over {span} the volatility is {reported} a year with a lag-1 autocorrelation of {rho}{smoothing}.",)


def _fees(case: Case, book: FigureBook) -> tuple[str, ...]:
    interest, incentive = book.measure("interest_fee"), book.measure("incentive_fee_pct")
    asked = means_something("incentive_fee_pct", case.candidate, case.policy)
    profits = f" Incentive fee, as a share of profits: {incentive}." if asked else ""
    return (
        (
            "The all-in fee is the printed ratio of total expenses to average net assets, or the printed fee "
            f"table; its parts are shown where a document gives them. Interest: {interest}.{profits}"
        ),
        (
            "The note of the ratio says which share class it belongs to. Where the document names none, the class is "
            "unstated and the plan's class may cost more or less. Other value that the fee may buy, such as benefits, "
            "features or services, is not in evidence."
        ),
    )


def _liquidity(case: Case, _: FigureBook) -> tuple[str, ...]:
    later = f"Fills are those known on {date_text(case.known_at)}, later ones than the as-of date among them."
    return (
        (
            "The base is what holders asked for and what they were paid, not the cap in the prospectus. Where no offer "
            "in evidence was cut short, what rests on the cap is marked so."
        ),
        later,
    )


def _valuation(_: Case, book: FigureBook) -> tuple[str, ...]:
    share, covered = book.measure("level3_share"), book.measure("level3_coverage")
    hard, read = book.measure("hard_to_value_share"), book.measure("holdings_to_total_assets")
    stale = book.measure("zero_return_share")
    if book.refusal("hard_to_value_share") is RefusalCode.NOT_APPLICABLE:
        return (book.reason("hard_to_value_share"), *_stale(stale, book))
    if book.value("hard_to_value_share") is None:
        return (
            f"How much is Level 3 or carries no level: {hard}. {book.reason('hard_to_value_share')}",
            *_stale(stale, book),
        )
    return (
        (
            f"Level 3 or without a level: {hard} of the holdings read from the filing. Those with a level are "
            f"{covered} of them, and of these {share} are Level 3. What is measured at the net asset value of "
            "another fund has no level and is no easier to value."
        ),
        f"The holdings read over total assets: {read}. What was not read is not in any of these shares.",
        *_stale(stale, book),
    )


def _stale(stale: str, book: FigureBook) -> tuple[str, ...]:
    if book.refusal("zero_return_share") is RefusalCode.NOT_APPLICABLE:
        return ()
    return (f"Share of months with a zero or repeated return over three years: {stale}.",)


def _benchmark(_: Case, book: FigureBook) -> tuple[str, ...]:
    chosen, named = book.benchmark, f"Benchmark that the fund itself names: {book.measure('benchmark_named_by_fund')}."
    if chosen is None:
        return (
            (
                "No candidate of the policy stands, so no comparison is made. A committee may add candidates in "
                "policy/benchmarks.yml, with reasons."
            ),
            named,
        )
    overlap = book.measure("months_overlapping")
    return (
        (
            f"{plain(chosen.name)} is chosen of {counted(len(book.benchmarks))} candidates. {plain(chosen.reason)} "
            f"Months in common with the fund: {overlap}. It is a public proxy, total return after its own fee, used "
            "as a comparator; no history is borrowed from it."
        ),
        named,
        (
            f"The mixture of candidates that moved most like the fund over three years: {book.measure('style_3y')}; "
            f"share of its variance that the mixture explains: {book.measure('style_r_squared_3y')}."
        ),
    )


def _complexity(_: Case, book: FigureBook) -> tuple[str, ...]:
    net, held, top = book.measure("net_assets"), book.measure("positions"), book.measure("top10_share")
    size = f"Net assets: {net}"
    if book.value("net_assets") is not None:
        size = f"Net assets: {net} at ⟨date_of_net_assets⟩"
        book.ensure((size,))
    holdings = f" Holdings read from the filing: {held}, the ten largest {top} of them by value."
    return (
        f"{size}.{'' if book.refusal('positions') is RefusalCode.NOT_APPLICABLE else holdings}",
        (
            "Layers and firms stand in the product map, as far as they are on file. Which skills and capacity the "
            "committee has to follow the fund, and from whom it would seek help, is not in evidence."
        ),
    )


_BY_FACTOR: dict[Factor, Callable[[Case, FigureBook], tuple[str, ...]]] = {
    Factor.PERFORMANCE: _performance,
    Factor.FEES: _fees,
    Factor.LIQUIDITY: _liquidity,
    Factor.VALUATION: _valuation,
    Factor.BENCHMARK: _benchmark,
    Factor.COMPLEXITY: _complexity,
}
