"""The days of one fund that documents name: offers, fee waivers, and representations that must be given again.

Belongs here: reading them from the core tables. Does not: days that are recorded (`dated`). A term that should name a
day and does not is handed back: it is told, and no day is made of it.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from prudent.decide.dated import Dated, DatedKind
from prudent.decide.ledger import Chain
from prudent.model.ledger import Entry
from prudent.model.period import months_before
from prudent.model.readings import Represented
from prudent.score.findings.representations import on_file
from prudent.tables.core import CoreTables

_OPENS, _CLOSES, _WAIVER = "repurchase_offer_opens", "repurchase_offer_closes", "fee_waiver_ends"


@dataclass(frozen=True, slots=True)
class NotADay:
    """A term that should name a day and does not."""

    term: str
    value: str


def by_evidence(
    chain: Chain, core: CoreTables, name: str, *, known: Entry, months: int
) -> tuple[tuple[Dated, ...], tuple[NotADay, ...]]:
    """The days that documents name: of offers, of fee waivers, and of representations that must be given again.

    Args:
        chain: of the fund.
        core: the core tables of the record that the entry is about.
        name: what the fund is called.
        known: the entry of that record; its time is when the days were recorded.
        months: after how many months a representation is old (`policy/watch_list.yml`).

    Returns:
        The days, and the terms that should have named one.
    """
    terms = core.fund_terms.filter((pl.col("owner") == chain.fund) & pl.col("term").is_in([_OPENS, _CLOSES, _WAIVER]))
    rows = [_Term(row["term"], row["value"].strip(), row["as_of"]) for row in terms.sort("as_of").iter_rows(named=True)]
    days = [row for row in rows if row.day is not None]
    found = (*_offers(days), *_waivers(days), *_again(on_file(core, chain.fund), months))
    made = tuple(
        Dated(kind, chain.plan, chain.fund, key, first, last, f"{title}: {name}", words, known.recorded_at)
        for kind, key, first, last, title, words in found
    )
    return made, tuple(NotADay(row.term, row.value) for row in rows if row.day is None)


@dataclass(frozen=True, slots=True)
class _Term:
    term: str
    value: str
    as_of: date

    @property
    def day(self) -> date | None:
        try:
            return date.fromisoformat(self.value)
        except ValueError:
            return None


_Found = tuple[DatedKind, str, date, date, str, str]


def _offers(rows: list[_Term]) -> list[_Found]:
    """One for each document that names a day of an offer; one that names no opening is a single day, the closing."""
    found: dict[date, dict[str, date]] = {}
    for row in rows:
        if row.term in {_OPENS, _CLOSES} and row.day is not None:
            found.setdefault(row.as_of, {})[row.term] = row.day
    offers: list[_Found] = []
    for as_of, days in found.items():
        first, last = days.get(_OPENS), days.get(_CLOSES)
        said = f"As a document of {as_of} says."
        if first is not None and last is not None and first <= last:
            words = f"The offer is open from {first} to {last}. {said}"
            offers.append((DatedKind.OFFER, f"{first}-{last}", first, last, "Repurchase offer open", words))
            continue
        for day, what in ((first, "opens"), (last, "closes")):
            if day is not None:
                words = f"The offer {what} on {day}. {said}"
                offers.append((DatedKind.OFFER, f"{what}-{day}", day, day, f"Repurchase offer {what}", words))
    return offers


def _waivers(rows: list[_Term]) -> list[_Found]:
    """The last one that a document names: a later document takes the place of an earlier one."""
    return [
        (DatedKind.WAIVER, f"{row.day}", row.day, row.day, "Fee waiver ends", f"As a document of {row.as_of} says.")
        for row in [row for row in rows if row.term == _WAIVER][-1:]
        if row.day is not None
    ]


def _again(held: tuple[Represented, ...], months: int) -> list[_Found]:
    """When each representation becomes old."""
    found: list[_Found] = []
    for one in held:
        due = _later(one.signed_on, months)
        words = f"The representation on the {one.subject} is of {one.signed_on}; after {months} months it is old."
        key = f"{one.subject}-{one.signed_on}"
        found.append((DatedKind.REPRESENTATION, key, due, due, "Representation due again", words))
    return found


def _later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    end = months_before(day, -months)
    return end.replace(day=min(day.day, end.day))
