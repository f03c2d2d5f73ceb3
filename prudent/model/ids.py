"""Identifiers, each with the one spelling that is allowed. A slug is safe as a folder's name on every file system."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def _in_its_folder(name: str) -> str:
    if any(mark in name for mark in "/\\\x00") or name in {".", ".."}:
        raise ValueError("file names a file, not a folder or the way to one: write its name alone")
    return name


#: A name as it stands on one line of a page or a terminal.
Line = Annotated[str, StringConstraints(pattern=r"^[^\n\r]+$", max_length=300)]

#: Name of a file, or a pattern of such names, which leads out of no folder.
FileName = Annotated[Line, AfterValidator(_in_its_folder)]

Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, min_length=2, max_length=64)]
FundId = Slug
PlanId = Slug
BenchmarkId = Slug
PeerGroupId = Slug

#: SEC Central Index Key: up to ten digits, written without leading zeros.
Cik = Annotated[int, Field(gt=0, lt=10_000_000_000)]

#: EDGAR accession number: filer id, two-digit year, sequence.
Accession = Annotated[str, StringConstraints(pattern=r"^[0-9]{10}-[0-9]{2}-[0-9]{6}$")]

#: EDGAR series of a registrant, and class of shares of a series.
SeriesId = Annotated[str, StringConstraints(pattern=r"^S[0-9]{9}$")]
ClassId = Annotated[str, StringConstraints(pattern=r"^C[0-9]{9}$")]

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
