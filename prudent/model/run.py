"""A run: one question, the bytes it was answered from, and the bytes of the answer."""

from datetime import date
from typing import Self

from pydantic import model_validator

from prudent.model.ids import FundId, PlanId, Sha256
from prudent.model.period import is_quarter_end
from prudent.model.value import Value

#: No series of the shipped kind is older.
FIRST_YEAR = 1990


class Request(Value):
    """The question: this fund, as of this quarter end, for this plan."""

    fund: FundId
    as_of: date
    plan: PlanId

    @model_validator(mode="after")
    def _quarter_end(self) -> Self:
        if self.as_of.year < FIRST_YEAR:
            raise ValueError(f"the as-of date must lie in {FIRST_YEAR} or later, not {self.as_of}")
        if not is_quarter_end(self.as_of):
            raise ValueError(f"the as-of date must be a quarter end such as 2025-12-31, not {self.as_of}")
        return self


class InputFile(Value):
    """A file that the answer rests on: its path under the project's root and its hash."""

    path: str
    sha256: Sha256
    size_bytes: int


class Output(Value):
    """A file of the run folder."""

    name: str
    sha256: Sha256
    size_bytes: int
    rows: int | None = None


class Manifest(Value):
    """Written last and once: a run without one does not exist."""

    manifest_version: int = 1
    run: Sha256
    question: Sha256 | None = None
    """What the run would be called if there were no memo before it: the same question asked again is known by this."""
    request: Request
    code_sha256: Sha256
    inputs: tuple[InputFile, ...]
    outputs: tuple[Output, ...]
    seals: Sha256 | None = None
    """The run whose memo this one holds with the committee's decision filled in; None for every other run."""
    known_on: date | None = None
    """The earlier day whose knowledge was asked for, when a past quarter was made later; None for every other run."""


class Issue(Value):
    """A numbered memo of a plan and a fund: which run it shows, and the hash of each of its files."""

    number: int
    request: Request
    run: Sha256
    question: Sha256 | None = None
    """As the run's manifest says it."""
    files: tuple[Output, ...]
    seals: Sha256 | None = None
    """The run whose memo is issued here again, with the committee's decision; None for a memo of its own."""
