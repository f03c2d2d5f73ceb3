"""Whether what EDGAR answers is this fund's: the filer by CIK and name, a filing by series and class.

Belongs here: refusing another's. Does not: reading a filing's body, whose readers hold the same guard
(`prudent/ingest/edgar`).
"""

import re
from dataclasses import dataclass

from prudent.errors import DataBad
from prudent.ingest.characters import shown
from prudent.model.fund import Fund
from sources.edgar.submissions import Registrant

_STATE = re.compile(r"\s*/[A-Z]{2,3}/?\s*$")
"""EDGAR tells filers of one name apart by their state: `ARES FUND /MD/`."""
_KEYS = re.compile(rb"<(OWNER-CIK|SERIES-ID|CLASS-CONTRACT-ID)>\s*([SC]?\d{9,10})\b")


def check_registrant(registrant: Registrant, fund: Fund) -> tuple[str, ...]:
    """Hold the index's filer against the fund. Returns what must be told: EDGAR knows it by another name.

    Raises:
        DataBad: the CIK is another's, or the name is a look-alike's.
    """
    if registrant.cik != fund.cik:
        raise DataBad(f"EDGAR answers for CIK {registrant.cik} where CIK {fund.cik} of {fund.fund} was asked for.")
    theirs = plain_name(registrant.name)
    if theirs in {plain_name(other.name) for other in fund.look_alikes}:
        raise DataBad(
            f"CIK {fund.cik} belongs to {shown(registrant.name)}, which fund.yml of {fund.fund} names as a look-alike. "
            "One of the two is wrong."
        )
    ours = {plain_name(name) for name in (fund.legal_name, *fund.former_names, fund.current_name) if name}
    if theirs in ours:
        return ()
    if ours & {plain_name(name) for name in registrant.former_names}:
        return (f"EDGAR now calls CIK {fund.cik} {shown(registrant.name)}. If that is right, add it to fund.yml.",)
    contradiction = (
        f"Contradiction: EDGAR calls CIK {fund.cik} {shown(registrant.name)}, and fund.yml says "
        f"{shown(fund.legal_name)}. Find out whether this is the fund before anything rests on it."
    )
    return (contradiction,)


def plain_name(name: str) -> str:
    """A name without case, punctuation, spaces and EDGAR's mark of the state."""
    return "".join(char for char in _STATE.sub("", name).casefold() if char.isalnum())


@dataclass(frozen=True, slots=True)
class Scope:
    """The series that a filing's header names, each with the classes that it names; none for a fund without series."""

    series: tuple[tuple[str, frozenset[str]], ...]

    def why_not(self, fund: Fund, *, by_class: bool) -> str | None:
        """Why the filing is not this fund's; None if it is.

        Args:
            fund: the fund.
            by_class: the form is filed for single classes, as a prospectus is.
        """
        named = dict(self.series)
        if fund.series_id is None:
            several = ", ".join(sorted(named))
            return f"it is for the series {several}, and fund.yml names no series_id" if named else None
        if not named:
            return f"its header names no series, so that nothing says that it is for {fund.series_id}"
        if fund.series_id not in named:
            return "another series"
        classes = named[fund.series_id]
        if by_class and fund.class_id and classes and fund.class_id not in classes:
            return "another class"
        return None


OTHERS = frozenset({"another series", "another class"})
"""Reasons that are no news: a trust files for each of its series."""


def read_scope(header: bytes, cik: int) -> Scope:
    """The series and classes that a filing's header names for a filer, new ones included.

    Several filers can share a filing; in `<SERIES-AND-CLASSES-CONTRACTS-DATA>` each series follows its `<OWNER-CIK>`,
    and its classes follow it.
    """
    found: dict[str, set[str]] = {}
    ours, series = True, ""
    for key, value in _KEYS.findall(header):
        match key:
            case b"OWNER-CIK":
                ours = int(value.lstrip(b"SC")) == cik
            case b"SERIES-ID":
                series = value.decode()
                if ours:
                    found.setdefault(series, set())
            case _:
                if series in found:
                    found[series].add(value.decode())
    return Scope(tuple((name, frozenset(classes)) for name, classes in found.items()))
