"""Formulas of what a return series says: growth, spread, falls, ratios to the bill and to a benchmark.

Belongs here: the arithmetic of `prudent/score/performance` and `prudent/score/benchmark` as a spreadsheet writes it.
Does not: what needs a search or a fit (likelihoods, styles), which stays a value.
"""

from prudent.memo.sheets import workings as steps
from prudent.memo.sheets.given import Given, Recipe
from prudent.memo.sheets.terms import Constant, Term, call

MONTHS_IN_YEAR = 12


def chained(given: Given, _: str) -> Term | None:
    """Π(1 + r) - 1, a year from twelve months on."""
    found = given.span
    if found is None or not found[1]:
        return None
    span, periods = found
    grown, months = call("PRODUCT", 1 + span), len(span.numbers) * MONTHS_IN_YEAR // periods
    return grown - 1 if months <= MONTHS_IN_YEAR else grown ** (Constant(MONTHS_IN_YEAR) / months) - 1


def grown(given: Given, _: str) -> Term | None:
    """$10,000 at the start."""
    found = given.span
    return None if found is None else 10_000 * call("PRODUCT", 1 + found[0])


def volatility(given: Given, _: str) -> Term | None:
    """Sample standard deviation times the root of the periods a year."""
    found = given.span
    return None if found is None else call("STDEV", found[0]) * call("SQRT", Constant(found[1]))


def volatility_unsmoothed(given: Given, _: str) -> Term | None:
    """The same of Geltner's returns."""
    returns, found = given.returns, given.block
    if returns is None or found is None or given.workings.unsmoothed(returns) is None:
        return None
    return call("STDEV", found[0].span(steps.TRUE)) * call("SQRT", Constant(found[1]))


def sharpe_ratio(given: Given, _: str) -> Term | None:
    """Mean over sample standard deviation of the excess, times the root of the periods a year."""
    found = given.excess
    if found is None:
        return None
    excess = found[0].span(steps.EXCESS)
    return call("AVERAGE", excess) / call("STDEV", excess) * call("SQRT", Constant(found[1]))


def sharpe_ratio_unsmoothed(given: Given, _: str) -> Term | None:
    """The same of Geltner's returns."""
    returns, found, rates = given.returns, given.excess, given.said("risk_free/annual_rate_frac")
    if returns is None or found is None or rates is None:
        return None
    if given.workings.unsmoothed_excess(returns, rates) is None:
        return None
    excess = found[0].span(steps.TRUE_EXCESS)
    return call("AVERAGE", excess) / call("STDEV", excess) * call("SQRT", Constant(found[1]))


def sharpe_ratio_after_unsmoothing(given: Given, window: str) -> Term | None:
    """Geltner's where a lag is found, else the reported one."""
    found = given.block
    if found is None:
        return None
    is_smoothed = found[0].lag_cell.number > 0
    return sharpe_ratio_unsmoothed(given, window) if is_smoothed else sharpe_ratio(given, window)


def max_drawdown(given: Given, _: str) -> Term | None:
    """Largest fall from an earlier peak."""
    returns = given.returns
    block = None if returns is None else given.workings.falls(returns)
    return None if block is None else call("MIN", block.span(steps.FALL))


def autocorrelation(given: Given, _: str) -> Term | None:
    """Sample autocorrelation at lag 1."""
    found = given.block
    return None if found is None else found[0].lag_cell


def tracking_error(given: Given, _: str) -> Term | None:
    """Sample standard deviation of the return over the benchmark, a year."""
    found = given.beside
    return None if found is None else call("STDEV", found[0].span(steps.OVER)) * call("SQRT", Constant(found[1]))


def information_ratio(given: Given, _: str) -> Term | None:
    """Mean over sample standard deviation of the return over the benchmark, a year."""
    found = given.beside
    if found is None:
        return None
    over = found[0].span(steps.OVER)
    return call("AVERAGE", over) / call("STDEV", over) * call("SQRT", Constant(found[1]))


def correlation(given: Given, _: str) -> Term | None:
    """Pearson's correlation with the benchmark."""
    found = given.beside
    return None if found is None else call("CORREL", found[0].span(steps.RETURN), found[0].span(steps.BESIDE))


def excess_return(given: Given, _: str) -> Term | None:
    """Compound return a year less that of the benchmark on the same periods."""
    found = given.beside
    if found is None:
        return None
    block, periods = found
    own, other = block.span(steps.RETURN), block.span(steps.BESIDE)
    power = Constant(periods) / len(own.numbers)
    return call("PRODUCT", 1 + own) ** power - call("PRODUCT", 1 + other) ** power


def months(given: Given, _: str) -> Term | None:
    """Months that the fund's periods cover."""
    found = given.span
    if found is None or not found[1]:
        return None
    count, step = call("COUNT", found[0]), MONTHS_IN_YEAR // found[1]
    return count if step == 1 else count * step


_WINDOW = r"(\d+y|since_start|own_record|on_horizon)"
RETURNS: tuple[tuple[str, Recipe], ...] = (
    (r"months_overlapping", months),
    (r"months_of_history", months),
    (rf"return_{_WINDOW}", chained),
    (rf"growth_of_10000_{_WINDOW}", grown),
    (rf"volatility_{_WINDOW}", volatility),
    (rf"volatility_unsmoothed_{_WINDOW}", volatility_unsmoothed),
    (rf"sharpe_ratio_{_WINDOW}", sharpe_ratio),
    (rf"sharpe_ratio_unsmoothed_{_WINDOW}", sharpe_ratio_unsmoothed),
    (rf"sharpe_ratio_after_unsmoothing_{_WINDOW}", sharpe_ratio_after_unsmoothing),
    (rf"max_drawdown_{_WINDOW}", max_drawdown),
    (rf"autocorrelation_lag1_{_WINDOW}", autocorrelation),
    (rf"tracking_error_{_WINDOW}", tracking_error),
    (rf"information_ratio_{_WINDOW}", information_ratio),
    (rf"correlation_with_benchmark_{_WINDOW}", correlation),
    (rf"excess_return_over_benchmark_{_WINDOW}", excess_return),
)
"""Measures by name; what the brackets find is the window."""
