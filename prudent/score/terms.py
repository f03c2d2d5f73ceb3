"""Terms of a fund as expressions: the value, the number in it, its refusals and where it stands.

Belongs here: reading core_fund__terms, whose values are text. Does not: what a term means for a measure.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from prudent.model.measured import RefusalCode
from prudent.score.answer import Refuse, locator, received
from prudent.score.gaps import OLDEST_MONTHS
from prudent.score.latest import nearest

_FIELDS = ("value", "as_of", "age", "file", "row")


@dataclass(frozen=True, slots=True)
class Term:
    """One term, over a frame made by `with_terms`."""

    name: str
    words: str
    """What it states, as part of a sentence."""

    def _field(self, name: str) -> pl.Expr:
        return pl.col(f"term_{self.name}").struct.field(name)

    @property
    def value(self) -> pl.Expr:
        """The value as stated; null when no document in evidence says it."""
        return self._field("value").str.strip_chars()

    @property
    def is_yes(self) -> pl.Expr:
        """True where the document says yes, false where it says anything else or nothing."""
        return (self.value.str.to_lowercase() == "yes").fill_null(False)

    @property
    def is_no(self) -> pl.Expr:
        """True where the document says no."""
        return (self.value.str.to_lowercase() == "no").fill_null(False)

    @property
    def number(self) -> pl.Expr:
        """The value as a number in the unit of the term's name; null where it is none."""
        number = self.value.cast(pl.Float64, strict=False)
        return pl.when(number.is_finite()).then(number)

    @property
    def as_of(self) -> pl.Expr:
        """Date of the document."""
        return self._field("as_of")

    @property
    def evidence(self) -> pl.Expr:
        """Locator of the value; null when there is none."""
        return locator(
            pl.col("fund"),
            self._field("file"),
            self._field("row"),
            self._field("row"),
            received("core_fund__terms", "value"),
        )

    @property
    def said_after(self) -> pl.Expr:
        """What a method adds for a document after the as-of date; empty otherwise."""
        words = pl.format(f" A document of {{}}, after the as-of date, states {self.words}.", self.as_of)
        return pl.when(self._field("age") == "after").then(words).otherwise(pl.lit(""))

    def stated(self, as_of: date) -> tuple[Refuse, ...]:
        """Refuses a term that no document says, or only one that is too old."""
        old = f"The last document that states {self.words} is of {{}}, more than {OLDEST_MONTHS} months before {as_of}."
        return (
            Refuse(
                self.value.is_null(), RefusalCode.NOT_EVIDENCED, pl.lit(f"No document in evidence states {self.words}.")
            ),
            Refuse(self._field("age") == "old", RefusalCode.NOT_EVIDENCED, pl.format(old, self.as_of)),
        )

    def between(self, low: float, high: float, as_of: date) -> tuple[Refuse, ...]:
        """The same, and refuses a value that is no number or lies outside the bounds, both allowed."""
        no_number = pl.format(f"{self.name} reads “{{}}”, which is not a number.", self.value)
        outside = pl.format(f"{self.name} is {{}}; between {low:g} and {high:g} was expected.", self.value)
        return (
            *self.stated(as_of),
            Refuse(self.number.is_null(), RefusalCode.OUT_OF_RANGE, no_number),
            Refuse(~self.number.is_between(low, high), RefusalCode.OUT_OF_RANGE, outside),
        )


def with_terms(funds: pl.DataFrame, terms: pl.DataFrame, wanted: tuple[Term, ...], as_of: date) -> pl.DataFrame:
    """Each fund with the wanted terms, one struct column each: the latest to the as-of date, else the first after."""
    picked = nearest(terms, ["owner", "term"], as_of, [], []).rename({"owner": "fund"})
    frame = funds
    for term in wanted:
        one = picked.filter(pl.col("term") == term.name).select("fund", pl.struct(_FIELDS).alias(f"term_{term.name}"))
        frame = frame.join(one, on="fund", how="left", maintain_order="left")
    return frame
