"""Contexts of an inline XBRL page: whose a fact is, of which day, and of which part.

Belongs here: XBRL 2.1, section 4.7, and explicit members. Does not: which part is a fund's class (`inline_owner.py`).
"""

import re
from dataclasses import dataclass
from datetime import date

from prudent.ingest.edgar.inline_numbers import QName
from prudent.ingest.edgar.inline_tags import SPACE, XBRLDI, XBRLI, Names, Tag
from prudent.ingest.edgar.xml_element import Element

_SEC_CIK = "http://www.sec.gov/CIK"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CIK = re.compile(r"[0-9]{1,10}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Member:
    """One dimension of a context: the axis and where on it the context stands."""

    axis: QName
    member: QName


@dataclass(frozen=True, slots=True)
class Context:
    """Whose, of when and of which part a fact is."""

    place: str
    cik: int | None
    """None where the entity is not named by its CIK."""
    end: date | None
    """The day, or the period's last day; None where it is neither."""
    members: tuple[Member, ...]
    is_plain: bool
    """Whether the members say all: no typed dimension, no scenario, nothing else beside them."""


def context_of(node: Tag, place: str, names: Names) -> Context:
    """What an `xbrli:context` says."""
    identifier = node.find(f"{XBRLI}entity/{XBRLI}identifier")
    segment = node.find(f"{XBRLI}entity/{XBRLI}segment")
    inside = [*segment] if segment is not None else []
    members: list[Member] = []
    for child in inside:
        axis, member = names.resolved(child.get("dimension")), names.resolved(child.text)
        if child.tag == f"{XBRLDI}explicitMember" and axis is not None and member is not None:
            members.append(Member(axis, member))
    is_plain = len(members) == len(inside) and node.find(f"{XBRLI}scenario") is None
    return Context(place, _cik(identifier), _end(node), tuple(members), is_plain)


def _cik(identifier: Element | None) -> int | None:
    if identifier is None or identifier.get("scheme") != _SEC_CIK:
        return None
    text = (identifier.text or "").strip(SPACE)
    return int(text) if _CIK.fullmatch(text) else None


def _end(context: Tag) -> date | None:
    """A period's `endDate` is its last day; a time of day in it is not read."""
    period = f"{XBRLI}period"
    node = context.find(f"{period}/{XBRLI}instant")
    node = node if node is not None else context.find(f"{period}/{XBRLI}endDate")
    text = (node.text or "").strip(SPACE) if node is not None else ""
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None
