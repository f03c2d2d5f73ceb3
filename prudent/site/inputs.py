"""What a page was made from, in words that change when it does: so an unchanged page is not made again.

Belongs here: naming inputs. Does not: comparing them with what is there (`folder`).
"""

from collections.abc import Iterable

from prudent.site.catalogue import Candidate, Catalogue
from prudent.site.shelf import NotRead, Shelved


def of_issues(issues: Iterable[Shelved]) -> tuple[str, ...]:
    """Each issue by its place, the hash of its memo and the files beside it."""
    return tuple(f"{one.folder} {one.record} {' '.join(one.files)}" for one in issues)


def of_refused(refused: Iterable[NotRead]) -> tuple[str, ...]:
    """Each issue that was not read, with the reason."""
    return tuple(f"{one.folder} {one.tampered} {one.reason} {' '.join(one.files)}" for one in refused)


def of_candidate(one: Candidate) -> tuple[str, ...]:
    """One fund before one plan's committee."""
    return (*of_issues(one.issues), *of_refused(one.not_read), repr(one.standing))


def of_all(catalogue: Catalogue) -> tuple[str, ...]:
    """Everything."""
    standings = tuple(repr(one.standing) for one in catalogue.candidates)
    record = (*standings, repr(catalogue.problems), repr(catalogue.calendar is not None))
    return (*of_issues(catalogue.issues), *of_refused(catalogue.not_read), *record)
