"""Steps between facts and figures that need a row each: what a bill gave, growth, falls, unsmoothed returns.

Belongs here: the blocks of that sheet, made as formulas ask for them. Does not: how it looks (`workings_sheet`).
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from prudent.memo.document import MemoFact
from prudent.memo.sheets.places import Run
from prudent.memo.sheets.terms import Cell, Constant, Span, Term, call
from prudent.memo.sheets.worth import computed

SHEET: Final = "Workings"
RETURN, BILL, EXCESS, BESIDE, OVER, GROWTH, PEAK, FALL, TRUE, TRUE_EXCESS = "CDEFGHIJKL"
"""Columns, from the return of a period to what is left of the unsmoothed return after the bill."""
BILL_DAYS, DISCOUNT_YEAR, YEAR_DAYS = 91, 360, 365
"""Days of a three-month bill, and in the years of its discount rate and of its yield (31 CFR 356, appendix B)."""
PERIODS: Final = {"monthly": 12, "quarterly": 4, "annual": 1}


@dataclass(slots=True)
class Block:
    """Rows for the periods of one series: a title's row, then a row for each period."""

    title: str
    top: int
    """The title's row."""
    facts: tuple[MemoFact, ...]
    columns: dict[str, tuple[Term | None, ...]] = field(default_factory=dict[str, "tuple[Term | None, ...]"])
    lag: Term | None = None
    """The lag-1 autocorrelation, in the title's row."""

    def span(self, column: str) -> Span:
        """A column's cells, from the first row on that has one."""
        terms = self.columns[column]
        skipped = next(index for index, term in enumerate(terms) if term is not None)
        numbers = tuple(computed(term) for term in terms if term is not None)
        return Span(SHEET, column, self.top + 1 + skipped, numbers)

    @property
    def lag_cell(self) -> Cell:
        """Where the autocorrelation stands."""
        if self.lag is None:
            self.lag = lag_one(self.span(RETURN))
        return Cell(SHEET, TRUE, self.top, computed(self.lag))


def lag_one(returns: Span) -> Term:
    """Sample autocorrelation at lag 1, mean and variance of the whole sample (Box & Jenkins 1970)."""
    away, n = call("AVERAGE", returns), len(returns.numbers)
    later, earlier = returns.part(1, n) - away, returns.part(0, n - 1) - away
    return call("SUMPRODUCT", later, earlier) / call("DEVSQ", returns)


class Workings:
    """All blocks of one workbook, each made once."""

    def __init__(self) -> None:
        self._blocks: dict[tuple[int, int, int], Block] = {}
        self._next = 3

    @property
    def blocks(self) -> tuple[Block, ...]:
        """In the order in which they were asked for, which is that of their rows."""
        return tuple(self._blocks.values())

    def _block(self, key: tuple[int, int, int], run: Run, span: Span) -> Block:
        """The block of that key; a new one begins with the facts themselves, in the column of returns."""
        if key not in self._blocks:
            first, last = run.facts[0], run.facts[-1]
            title = f"{first.owner}, {first.field}, {first.as_of} to {last.as_of}"
            cells = tuple(span.cell(at) for at in range(len(run.facts)))
            self._blocks[key] = Block(title, self._next, run.facts, {RETURN: cells})
            self._next += len(run.facts) + 2
        return self._blocks[key]

    def series(self, returns: Run, beside: Run | None = None) -> Block | None:
        """The block of a series of returns; with a benchmark, one of its own."""
        span = returns.span
        if span is None or not _in_time(returns):
            return None
        return self._block((returns.first, len(returns.facts), 0 if beside is None else beside.first), returns, span)

    def _months(self, rates: Run) -> Block | None:
        """What a bill gave in each month: price 1 - d 91/360, yield (1/price)^(365/91) - 1, its twelfth root."""
        span = rates.span
        if span is None or not _in_time(rates):
            return None
        block = self._block((rates.first, len(rates.facts), -1), rates, span)
        if BILL not in block.columns:
            block.columns[BILL] = tuple(_bill_month(span.cell(at)) for at in range(len(rates.facts)))
        return block

    def excess(self, returns: Run, rates: Run) -> Block | None:
        """The series less the bill of each period."""
        block, bills = self.series(returns), self._months(rates)
        if block is None or bills is None:
            return None
        if EXCESS not in block.columns:
            chained = _chained(returns, rates, bills.span(BILL))
            if chained is None:
                return None
            block.columns[BILL] = chained
            block.columns[EXCESS] = _less(block, RETURN, BILL)
        return block

    def beside(self, returns: Run, benchmark: Run) -> Block | None:
        """The series less the benchmark of the same periods."""
        block, span = self.series(returns, benchmark), benchmark.span
        chained = None if block is None or span is None else _chained(returns, benchmark, span)
        if block is None or chained is None:
            return None
        if OVER not in block.columns:
            block.columns[BESIDE] = chained
            block.columns[OVER] = _less(block, RETURN, BESIDE)
        return block

    def falls(self, returns: Run) -> Block | None:
        """How far the series stands under its earlier peak after each period, the start counted as a peak."""
        block = self.series(returns)
        if block is None or FALL in block.columns:
            return block
        growth: list[Term] = []
        peak: list[Term] = []
        for at, number in enumerate(block.span(RETURN).numbers):
            row = block.top + 1 + at
            gained = 1 + Cell(SHEET, RETURN, row, number)
            before = Cell(SHEET, GROWTH, row - 1, computed(growth[-1])) if growth else None
            growth.append(gained if before is None else before * gained)
            grown = Cell(SHEET, GROWTH, row, computed(growth[-1]))
            highest = Cell(SHEET, PEAK, row - 1, computed(peak[-1])) if peak else Constant(1)
            peak.append(call("MAX", highest, grown))
        block.columns |= {GROWTH: tuple(growth), PEAK: tuple(peak)}
        grown, highest = block.span(GROWTH), block.span(PEAK)
        block.columns[FALL] = tuple(grown.cell(at) / highest.cell(at) - 1 for at in range(len(growth)))
        return block

    def unsmoothed(self, returns: Run) -> Block | None:
        """Geltner's returns (r - ρ r₋₁)/(1 - ρ), from the second period on."""
        block = self.series(returns)
        if block is None or TRUE in block.columns or len(returns.facts) <= 1:
            return block
        own, rho = block.span(RETURN), block.lag_cell
        later = ((own.cell(at) - rho * own.cell(at - 1)) / (1 - rho) for at in range(1, len(own.numbers)))
        block.columns[TRUE] = (None, *later)
        return block

    def unsmoothed_excess(self, returns: Run, rates: Run) -> Block | None:
        """The unsmoothed series less the bill of each period."""
        block = self.excess(returns, rates)
        if block is None or self.unsmoothed(returns) is None or TRUE not in block.columns:
            return None
        if TRUE_EXCESS not in block.columns:
            block.columns[TRUE_EXCESS] = _less(block, TRUE, BILL)
        return block


def _bill_month(rate: Term) -> Term:
    price = 1 - rate * BILL_DAYS / DISCOUNT_YEAR
    return (1 / price) ** (Constant(YEAR_DAYS) / BILL_DAYS / 12) - 1


def _less(block: Block, of: str, less: str) -> tuple[Term | None, ...]:
    """One column less another, row by row, where both have a cell."""
    found: list[Term | None] = []
    for at, (one, other) in enumerate(zip(block.columns[of], block.columns[less], strict=True)):
        row = block.top + 1 + at
        both = None if one is None or other is None else (computed(one), computed(other))
        found.append(None if both is None else Cell(SHEET, of, row, both[0]) - Cell(SHEET, less, row, both[1]))
    return tuple(found)


def _chained(returns: Run, monthly: Run, rates: Span) -> tuple[Term, ...] | None:
    """The monthly rates of each period, chain-linked; None where a month of one is not there."""
    step = 12 // PERIODS.get(_frequency(returns), 12)
    months = {_month(fact): at for at, fact in enumerate(monthly.facts)}
    found: list[Term] = []
    for fact in returns.facts:
        last = _month(fact)
        places = [months.get(month) for month in range(last - step + 1, last + 1)]
        if None in places or places[0] is None:
            return None
        part = rates.part(places[0], places[0] + step)
        found.append(part.cell(0) if step == 1 else call("PRODUCT", 1 + part) - 1)
    return tuple(found)


def _frequency(returns: Run) -> str:
    return returns.field.split("/")[1] if returns.field.count("/") else ""


def _month(fact: MemoFact) -> int:
    day = fact.as_of or date.min
    return day.year * 12 + day.month


def _in_time(run: Run) -> bool:
    """Whether the facts say one thing and stand in the order of time."""
    days = [fact.as_of or date.min for fact in run.facts]
    return bool(run.field) and days == sorted(set(days))
