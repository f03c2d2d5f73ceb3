"""What questions and conditions are asked of: one fund with its evidence.

Belongs here: looking a document up among the fund's terms. Does not: what an answer means.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from prudent.model.fund import Fund
from prudent.model.plan import HostKind
from prudent.score.benchmark.considered import Considered, chosen_of
from prudent.score.findings.evidence_of import FundEvidence

#: What stands in a packet where a document is asked for and there is none.
DENIALS = frozenset({"no", "none", "n/a", "na", "unknown", "-", "false"})


@dataclass(frozen=True, slots=True)
class Document:
    """What a document says on one term."""

    term: str
    value: str
    as_of: date
    locator: str

    @property
    def word(self) -> str:
        """The value as it is compared: without outer blanks, in small letters."""
        return self.value.strip().casefold()

    @property
    def is_denial(self) -> bool:
        """Whether it says that there is nothing."""
        return self.word in DENIALS


@dataclass(frozen=True, slots=True)
class Subject:
    """The candidate, and all that a policy can ask about it."""

    fund: Fund
    evidence: FundEvidence
    terms: pl.DataFrame
    """What documents say of the fund: its own rows of core_fund__terms, and its representations in their words, which
    name the `column` that they stand in (`representations.py`)."""
    as_of: date
    benchmarks: tuple[Considered, ...] = ()
    """The benchmarks that were considered for it."""
    host: HostKind | None = None
    """The kind of default that the sleeve would stand in; None when the plan does not say."""

    @property
    def benchmark(self) -> Considered | None:
        """The benchmark that was chosen; None when none stands."""
        return chosen_of(self.benchmarks)

    def document(self, term: str) -> Document | None:
        """The latest document that answers the term; None when none does."""
        rows = self.terms.filter(pl.col("term") == term).sort("as_of", "row")
        if rows.is_empty():
            return None
        row = rows.row(-1, named=True)
        column = row.get("column", "value")
        return Document(term, row["value"], row["as_of"], f"{row['owner']}/{row['file']}:{row['row']}:{column}")
