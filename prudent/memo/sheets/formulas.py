"""For each figure of a memo: the formula that gives it, the cell that it is, or the value alone.

Belongs here: choosing, and holding every formula against the memo. Does not: the formulas (`recipes_of_…`).
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from prudent.memo.document import Memo, MemoFact
from prudent.memo.links import Linker
from prudent.memo.prose import Figure
from prudent.memo.sheets.given import Given, Recipe, given_of
from prudent.memo.sheets.places import AS_OF_COLUMN, FACTS, VALUE_COLUMN, Places, fact_number
from prudent.memo.sheets.recipes_of_fees import FEES
from prudent.memo.sheets.recipes_of_peers import PEERS, distance, needed
from prudent.memo.sheets.recipes_of_ratios import RATIOS
from prudent.memo.sheets.recipes_of_returns import RETURNS
from prudent.memo.sheets.terms import Cell, Term, written
from prudent.memo.sheets.workings import Workings
from prudent.memo.sheets.worth import computed
from prudent.model.measured import Unit

RELATIVE, ABSOLUTE = 1e-12, 1e-15
"""How near a formula comes to the memo's own value: floats lose a part in 1e16 at each step, and sums of fees that
cancel leave that part. A formula that comes less near is not written; the value is."""

_RECIPES: tuple[tuple[re.Pattern[str], Recipe], ...] = tuple(
    (re.compile(pattern), recipe) for pattern, recipe in (*RETURNS, *FEES, *RATIOS)
)
_OF_OTHERS = re.compile(rf"({'|'.join(PEERS)})_(.+)")
_OF_THRESHOLDS = re.compile(r"(needed|distance)_(.+)")


class How(StrEnum):
    """How a figure's value stands in the workbook."""

    FORMULA = "formula"
    LINK = "link to a fact"
    VALUE = "value"
    WORDS = "no number"


@dataclass(frozen=True, slots=True)
class Live:
    """A figure and what its cell holds."""

    figure: Figure
    how: How
    formula: str
    """Without the sign of equality; empty for a value."""
    term: Term | None


@dataclass(frozen=True, slots=True)
class Sheets:
    """Everything that the sheets point to each other by."""

    places: Places
    live: tuple[Live, ...]
    """By the number of their notes."""
    workings: Workings

    def count(self, how: How) -> int:
        """How many figures stand in that way."""
        return sum(line.how is how for line in self.live)


def live_figures(memo: Memo, linker: Linker) -> Sheets:
    """Formulas, links and values for all figures of a memo."""
    figures = sorted(memo.figures, key=linker.note)
    places, workings = Places(memo, {figure.name: linker.note(figure) for figure in figures}), Workings()
    return Sheets(places, tuple(_live(figure, places, workings) for figure in figures), workings)


def _live(figure: Figure, places: Places, workings: Workings) -> Live:
    if figure.refusal is not None:
        return Live(figure, How.WORDS, "", None)
    if figure.value is None:
        cell = _words(figure, places)
        return Live(figure, How.LINK if cell else How.VALUE, cell, None)
    for term in _terms(figure, places, workings):
        if math.isclose(computed(term), figure.value, rel_tol=RELATIVE, abs_tol=ABSOLUTE):
            how = How.LINK if isinstance(term, Cell) and term.sheet == FACTS else How.FORMULA
            return Live(figure, how, written(term), term)
    return Live(figure, How.VALUE, "", None)


def _terms(figure: Figure, places: Places, workings: Workings) -> Iterator[Term]:
    """What the figure may be: the one fact it rests on, then what its measure's recipe makes of the facts."""
    runs = places.runs(figure)
    cell = runs[0].cell if len(runs) == 1 else None
    if cell is not None and _same_kind(runs[0].facts[0], figure):
        yield cell
    made = _made(figure, given_of(figure, places, workings))
    if made is not None:
        yield made


def _same_kind(fact: MemoFact, figure: Figure) -> bool:
    """Whether a fact may be the figure: of one unit, or a number of the committee's policy, which states none."""
    fractions = {Unit.FRACTION.value, Unit.FRACTION_PER_YEAR.value}
    return fact.owner == "policy" or fact.unit == figure.unit.value or {fact.unit, figure.unit.value} <= fractions


def _made(figure: Figure, given: Given) -> Term | None:
    if found := _OF_THRESHOLDS.fullmatch(given.measure):
        return needed(given, figure) if found[1] == "needed" else distance(given, figure, found[2])
    if found := _OF_OTHERS.fullmatch(given.measure):
        return PEERS[found[1]](given, found[2], of_measure)
    return of_measure(given)


def of_measure(given: Given) -> Term | None:
    """The recipe of a measure on the facts of one fund; without a recipe, the one fact."""
    for pattern, recipe in _RECIPES:
        if found := pattern.fullmatch(given.measure):
            return recipe(given, found[1] if found.groups() else "")
    funds = {*given.places.peers, given.places.candidate}
    own = [run for run in given.runs if run.facts and run.facts[0].owner in funds]
    return own[0].cell if len(own) == 1 else None


def _words(figure: Figure, places: Places) -> str:
    """The cell of the fact that says a name or a date; empty where none says it so."""
    for run in places.runs(figure):
        for at, fact in enumerate(run.facts):
            if figure.unit is Unit.DATE and fact.as_of is not None and fact.as_of.isoformat() == figure.text:
                return f"{FACTS}!{AS_OF_COLUMN}{run.first + at}"
            if len(run.facts) == 1 and fact.value == figure.text and fact_number(fact) is None:
                return f"{FACTS}!{VALUE_COLUMN[FACTS]}{run.first + at}"
    return ""
