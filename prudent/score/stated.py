"""Measures that a document states as they are: a number or a word among the terms.

Belongs here: how a term becomes a measure. Does not: which terms a factor measures; that is in its modules.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, locators
from prudent.score.terms import Term


@dataclass(frozen=True, slots=True)
class Stated:
    """A measure that is a term's value."""

    factor: Factor
    measure: str
    unit: Unit
    term: Term
    method: str
    least: float = 0
    most: float = 1e9
    divisor: float = 1
    """What the stated number is divided by: 100 for a per cent."""

    def answer(self, as_of: date) -> Answer:
        """The number, or the words where the unit is text; refused where no document says it or it cannot be."""
        is_text = self.unit is Unit.TEXT
        refusals = self.term.stated(as_of) if is_text else self.term.between(self.least, self.most, as_of)
        return Answer(
            self.factor,
            self.measure,
            self.unit,
            pl.lit(None, pl.Float64) if is_text else self.term.number / self.divisor,
            pl.format(f"{self.method}{{}}", self.term.said_after.fill_null("")),
            refusals,
            text=self.term.value if is_text else pl.lit(None, pl.String),
            window_end=self.term.as_of,
            evidence=locators(self.term.evidence),
        )


def yes_or_no(term: Term) -> Refuse:
    """Refuses an answer that is neither."""
    return Refuse(
        ~(term.is_yes | term.is_no),
        RefusalCode.OUT_OF_RANGE,
        pl.format(f"{term.name} reads “{{}}”; yes or no was expected.", term.value),
    )
