"""Versions: Python and every package that `pyproject.toml` pins, as installed here."""

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from flows.doctor.finding import Finding, bad, ok

CHECK = "versions"
#: Those on whose version figures, files or runs depend.
NAMED = ("prefect", "duckdb", "polars", "obstore", "great-expectations", "typst", "pydantic")
_PYTHON = SpecifierSet(">=3.11,<3.14")
_AGAIN = "Install requirements.txt again."


def versions() -> Iterator[Finding]:
    """A line for each package that is missing or another, and one that names those that matter most."""
    python = ".".join(str(part) for part in sys.version_info[:3])
    if python not in _PYTHON:
        yield bad(CHECK, f"Python is {python}; Prudent needs {_PYTHON}.", "Run it with one of these.")
    asked = [Requirement(text) for text in requires("prudent") or ()]
    own = [requirement for requirement in asked if requirement.marker is None or requirement.marker.evaluate()]
    faults = [fault for requirement in own if (fault := _fault(requirement)) is not None]
    yield from faults
    if not faults:
        said = ", ".join(f"{name} {version(name)}" for name in NAMED)
        yield ok(CHECK, f"Python {python}, prudent {version('prudent')}, {said}; {len(own)} packages are as pinned.")


def _fault(requirement: Requirement) -> Finding | None:
    try:
        found = version(requirement.name)
    except PackageNotFoundError:
        return bad(CHECK, f"{requirement.name} is not installed.", _AGAIN)
    if requirement.specifier.contains(found, prereleases=True):
        return None
    return bad(CHECK, f"{requirement.name} is {found}; Prudent needs {requirement.specifier}.", _AGAIN)
