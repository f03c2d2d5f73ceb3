"""A fact: one figure as one document gives it, with where it stands and when we had it."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from prudent.model.ids import Accession, FundId, Sha256
from prudent.model.value import Value

_LOCATOR = re.compile(
    r"^(?P<owner>[a-z0-9-]+)/(?P<file>[^:/]+)"
    r":(?P<first>\d+)(?:-(?P<last>\d+))?:(?P<column>\w+)$"
)


DocumentFile = Annotated[
    str, StringConstraints(pattern=r"^[^./\\\s:][^/\\\r\n:]*(/[^./\\\s:][^/\\\r\n:]*){0,3}$", max_length=300)
]
"""A path inside a folder, with forward slashes: no step begins with a dot, so none leads out of the folder."""


class Grade(StrEnum):
    """Evidence grade. The grade of a finding is the worst among the facts it rests on.

    A packet says C or D of itself: whoever took the figures down cannot vouch that they were held against something
    independent. A and B are found, where a figure was reconciled.
    """

    A = "A"
    """Regulator filing or audited; re-checked by hand or reconciled to an independent total. Never claimed."""
    B = "B"
    """Filing, machine-read or transcribed, reconciled. Never claimed."""
    C = "C"
    """Transcribed and not re-checked, or from the manager or a third party; unreconciled."""
    D = "D"
    """Stale, contradicted or estimated."""

    @staticmethod
    def worst(grades: "list[Grade] | tuple[Grade, ...]") -> "Grade | None":
        """The worst of the grades; None for no grades at all."""
        return max(grades, default=None)


class Locator(Value):
    """Where figures stand as received: owner, file, rows and column, written `fund/returns.csv:7-42:return_pct`.

    Rows count as a spreadsheet shows them: the header is row 1. In a YAML file the key names the place, and the row
    is 0.
    """

    owner: str
    file: str
    first_row: int
    last_row: int
    column: str

    def __str__(self) -> str:
        rows = str(self.first_row) if self.first_row == self.last_row else f"{self.first_row}-{self.last_row}"
        return f"{self.owner}/{self.file}:{rows}:{self.column}"

    @classmethod
    def parse(cls, text: str) -> "Locator":
        """Read a locator from its written form.

        Raises:
            ValueError: the text is not of the form `owner/file:row[-row]:column`.
        """
        found = _LOCATOR.match(text)
        if found is None:
            raise ValueError(f"{text!r} is not a locator such as fund/returns.csv:7-42:return_pct")
        first = int(found["first"])
        return cls(
            owner=found["owner"],
            file=found["file"],
            first_row=first,
            last_row=int(found["last"] or first),
            column=found["column"],
        )


class Document(Value):
    """A document that figures were taken from, as the packet declares it. What is not known is None."""

    id: str
    title: str
    form: str | None = None
    period: str | None = None
    accession: Accession | None = None
    filed_on: date | None = None
    file: DocumentFile | None = None
    """Its file under `packet/documents/`, kept as evidence: `factsheet.pdf`. Pages that are cited must be in it."""
    sha256: Sha256 | None = None
    """Of that file, where whoever sent it said so: another file is refused."""

    @model_validator(mode="after")
    def _hash_is_a_files(self) -> Self:
        if self.sha256 is not None and self.file is None:
            raise ValueError(f"document {self.id} gives a sha256 and no file that it is the hash of")
        return self


class Evidence(Value):
    """What a printed figure rests on: rows of one received file, with the file's hash and the documents behind them."""

    locator: str
    owner: FundId
    value_as_received: str | None
    places: tuple[str, ...] = ()
    """Where it stands in its document: a cell of a sheet, an XPath, a page; of rows that several files made, one entry
    a file with its hash. Empty where the locator says it."""
    as_of_first: date | None
    as_of_last: date | None
    documents: tuple[Document, ...]
    file_sha256: Sha256 | None
    """Of the received file; None where cells of several files were put together, each of which `places` names."""
    known_at: date
    extractor: str
    grade: Grade
