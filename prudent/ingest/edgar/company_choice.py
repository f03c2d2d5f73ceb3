"""Of several values of one period, which is used: never two added, never one guessed.

Belongs here: restatements, values that contradict each other inside one filing, and which of several elements fills a
column. Does not: what an element means (`company_elements.py`).

The latest filed value of a period is used, an amendment after what it amends. A filing that gives two values for one
period has lost what told them apart, and nothing is taken for that period.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from prudent.ingest.edgar.company_elements import Element
from prudent.ingest.edgar.company_tree import CompanyTree, TaggedFact
from prudent.model.packet import Noticed

Period: TypeAlias = tuple[date | None, date]
"""First day, None for a fact of one day, and last day."""

MATERIAL = Decimal("0.001")
"""Of the value used. A figure given in thousands first and in millions later moves by less; a restatement by more."""
_SHOWN = 3
"""Earlier values that one sentence names."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The value of each period in one column, and what must be known of it."""

    column: str
    facts: Mapping[Period, TaggedFact]
    noticed: tuple[Noticed, ...]


def chosen(tree: CompanyTree, elements: Iterable[Element], *, instant: bool) -> tuple[Chosen, ...]:
    """One `Chosen` for each column that the elements fill, in their order.

    Raises:
        SchemaChanged, DataBad: see `CompanyTree.tagged`.
    """
    columns: dict[str, list[Element]] = {}
    for element in elements:
        columns.setdefault(element.column, []).append(element)
    return tuple(_column(tree, name, of, instant=instant) for name, of in columns.items())


def _column(tree: CompanyTree, column: str, elements: list[Element], *, instant: bool) -> Chosen:
    used: dict[Period, TaggedFact] = {}
    closed: set[Period] = set()
    noticed: list[Noticed] = []
    for element in elements:
        tagged = tree.tagged(element, instant=instant)
        noticed += tagged.noticed
        latest, unclear, told = _latest(tree.source.name, tagged.facts)
        noticed += told
        noticed += _against(tree.source.name, used, latest)
        new = {period: fact for period, fact in latest.items() if period not in used and period not in closed}
        if new and element.caution:
            first = next(iter(new.values()))
            noticed.append(_told(tree.source.name, first.place, f"us-gaap/{element.name} {element.caution}."))
        used |= new
        closed |= unclear
    return Chosen(column, used, tuple(noticed))


def _latest(name: str, facts: tuple[TaggedFact, ...]) -> tuple[dict[Period, TaggedFact], set[Period], list[Noticed]]:
    groups: dict[Period, list[TaggedFact]] = {}
    for fact in sorted(facts, key=lambda fact: (fact.filed, fact.form.endswith("/A"), fact.accession)):
        groups.setdefault((fact.start, fact.end), []).append(fact)
    used: dict[Period, TaggedFact] = {}
    unclear: set[Period] = set()
    noticed: list[Noticed] = []
    for period, group in groups.items():
        last = [fact for fact in group if fact.accession == group[-1].accession]
        values = {fact.value for fact in last}
        if len(values) > 1:
            unclear.add(period)
            both = " and ".join(f"{value:f}" for value in sorted(values)[:_SHOWN])
            what = f"Filing {last[0].accession} gives {both} for {last[0].period}; neither is taken."
            noticed.append(_told(name, last[0].place, what))
            continue
        used[period] = last[0]
        noticed += _restated(name, last[0], group)
    return used, unclear, noticed


def _restated(name: str, used: TaggedFact, group: list[TaggedFact]) -> list[Noticed]:
    earlier = {fact.value: fact for fact in group if _differs(fact.value, used.value)}
    if not earlier:
        return []
    before = ", ".join(f"{fact.value:f} ({fact.form} of {fact.filed})" for fact in [*earlier.values()][:_SHOWN])
    what = f"{used.period}: {used.value:f} is used, from the {used.form} of {used.filed}; filed before: {before}."
    return [_told(name, used.place, what)]


def _against(name: str, used: Mapping[Period, TaggedFact], others: Mapping[Period, TaggedFact]) -> list[Noticed]:
    """What a later element of the same column says differently, in one sentence for all periods."""
    unlike = [
        (used[period], other)
        for period, other in others.items()
        if period in used and _differs(other.value, used[period].value)
    ]
    if not unlike:
        return []
    first, other = unlike[0]
    what = f"{first.value:f} is used, and {other.place} says {other.value:f}"
    return [_told(name, first.place, f"{first.period}: {what} (first of {len(unlike)}).")]


def _differs(value: Decimal, used: Decimal) -> bool:
    return abs(value - used) > MATERIAL * abs(used)


def _told(name: str, place: str, what: str) -> Noticed:
    return Noticed(file=name, place=place, what=what)
