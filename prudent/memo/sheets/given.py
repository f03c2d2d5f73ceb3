"""What a formula can be made of: the facts behind one figure, the figures beside it, and steps of the sheet Workings.

Belongs here: finding a fact by what it says. Does not: formulas (`recipes_of_returns` and its neighbours).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from prudent.memo.prose import Figure
from prudent.memo.sheets.places import Places, Run, fact_number
from prudent.memo.sheets.terms import Cell, Span, Term
from prudent.memo.sheets.workings import Block, Workings

RATES: Final = "risk_free/annual_rate_frac"
BESIDE: Final = "returns/return_frac"
"""What the bills and the benchmarks say, as facts name it; a fund's returns name their frequency and kind too."""


@dataclass(frozen=True, slots=True)
class Given:
    """One measure of one fund, and what it rests on."""

    measure: str
    """Its name without the fund's."""
    owner: str
    """`__` and the fund, where the figure is another fund's; else empty."""
    method: str
    runs: tuple[Run, ...]
    places: Places
    workings: Workings

    @property
    def returns(self) -> Run | None:
        """The fund's own return series."""
        return next((run for run in self.runs if run.field.startswith("returns/") and run.field != BESIDE), None)

    def said(self, field: str) -> Run | None:
        """The first run of which every fact says this."""
        return next((run for run in self.runs if run.field == field), None)

    def cell(self, ending: str) -> Cell | None:
        """The one fact whose field ends so, or has it between slashes."""
        whole = f"/{ending}"
        return next((run.cell for run in self.runs if run.field.endswith(whole) or f"{whole}/" in run.field), None)

    def figure(self, measure: str) -> Cell | None:
        """Another figure of the same fund."""
        return self.places.figure(f"{measure}{self.owner}")

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every fact, each a cell; empty where one of them is no number."""
        spans = [run.span for run in self.runs]
        if not spans or None in spans:
            return ()
        return tuple(span.cell(at) for span in spans if span is not None for at in range(len(span.numbers)))

    @property
    def block(self) -> tuple[Block, int] | None:
        """The steps of the fund's series, and periods a year."""
        returns = self.returns
        return None if returns is None else _with_periods(self.workings.series(returns), returns)

    @property
    def span(self) -> tuple[Span, int] | None:
        """The fund's series where it stands on Facts, and periods a year."""
        returns = self.returns
        span = None if returns is None else returns.span
        return None if returns is None or span is None else (span, periods_a_year(returns))

    @property
    def excess(self) -> tuple[Block, int] | None:
        """The steps down to the return over the bill."""
        returns, rates = self.returns, self.said(RATES)
        if returns is None or rates is None:
            return None
        return _with_periods(self.workings.excess(returns, rates), returns)

    @property
    def beside(self) -> tuple[Block, int] | None:
        """The steps down to the return over the benchmark."""
        returns, benchmark = self.returns, self.said(BESIDE)
        if returns is None or benchmark is None:
            return None
        return _with_periods(self.workings.beside(returns, benchmark), returns)

    def of(self, measure: str) -> "Given":
        """The same facts for another measure."""
        return replace(self, measure=measure)


Recipe: TypeAlias = Callable[[Given, str], Term | None]
"""Facts and the variable part of the measure's name, such as a window, to a formula; None where the facts lack it."""


def given_of(figure: Figure, places: Places, workings: Workings) -> Given:
    """What one figure of the memo can be made of."""
    measure, mark, owner = figure.name.partition("__")
    return Given(measure, mark + owner, figure.method, places.runs(figure), places, workings)


def periods_a_year(returns: Run) -> int:
    """12, 4 or 1, as the facts say their frequency; 0 where they say none."""
    return {"monthly": 12, "quarterly": 4, "annual": 1}.get(returns.field.split("/")[1], 0)


def _with_periods(block: Block | None, returns: Run) -> tuple[Block, int] | None:
    return None if block is None or not periods_a_year(returns) else (block, periods_a_year(returns))


def term_number(run: Run, ending: str) -> tuple[Cell, bool] | None:
    """A term's cell, and whether its name says that it is in per cent."""
    if len(run.facts) != 1 or not run.field.startswith("terms/") or ending not in run.field:
        return None
    cell = run.cell if fact_number(run.facts[0]) is not None else None
    return None if cell is None else (cell, "_pct/" in run.field)
