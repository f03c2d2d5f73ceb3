"""Whose a tagged rate is: the fund, the day and the class of shares that a context names, or why it is not the fund's.

Belongs here: which contexts are the fund's. Does not: rates (`inline_fees.py`).

A rate is the fund's where its context names the fund's CIK, no series but the fund's, at most one class of shares, and
nothing else: a context with any other axis speaks of something else than the fund's fees.
"""

import re
from dataclasses import dataclass
from datetime import date

from prudent.ingest.edgar.inline_contexts import Context
from prudent.ingest.edgar.inline_elements import is_class_axis, is_series_axis
from prudent.ingest.edgar.inline_numbers import QName
from prudent.model.fund import Fund

_SERIES = re.compile(r"(S[0-9]{9})Member", re.ASCII)
_CLASS = re.compile(r"(C[0-9]{9})Member", re.ASCII)
_WORDS = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z][a-z]+[0-9]*|[a-z]+[0-9]*|[0-9]+", re.ASCII)
_OF_ALL_CLASSES = frozenset({"Class", "Common", "Share", "Shares", "Stock"})

_LONGEST_NAME = 200
"""Characters; a name of a class of shares has under fifty."""

UNSTATED = "unstated"
"""The class of a rate that names none."""


@dataclass(frozen=True, slots=True)
class Whose:
    """The day and class that a rate speaks of."""

    as_of: date
    share_class: str
    member: QName | None
    """The class's own name in the page; None where none is named."""


@dataclass(frozen=True, slots=True)
class Strange:
    """Why a context is not the fund's, in a few words."""

    why: str


def whose(context: Context, fund: Fund) -> Whose | Strange:
    """The class and day that a context speaks of, once it is known to be the fund's."""
    if context.cik != fund.cik:
        return Strange("is another filer's")
    if context.end is None or not context.is_plain:
        return Strange("is of a context that says more than a day and explicit members")
    series = [member.member for member in context.members if is_series_axis(member.axis)]
    classes = [member.member for member in context.members if is_class_axis(member.axis)]
    if len(series) + len(classes) < len(context.members) or len(series) > 1 or len(classes) > 1:
        return Strange("is of a part that is no class of the fund's shares")
    if series and (why := _other_series(series[0], fund)):
        return Strange(why)
    return _of_class(classes[0], context.end, fund) if classes else Whose(context.end, UNSTATED, None)


def _other_series(member: QName, fund: Fund) -> str | None:
    named = _SERIES.fullmatch(member.local)
    if named is None:
        return "is of another entity than the fund"
    if fund.series_id is None:
        return f"is of series {named[1]}, and fund.yml names none"
    return f"is of series {named[1]}" if named[1] != fund.series_id else None


def _of_class(member: QName, end: date, fund: Fund) -> Whose | Strange:
    if len(member.local) > _LONGEST_NAME:
        return Strange("is of a class whose name is too long to be one")
    named = _CLASS.fullmatch(member.local)
    if named is None:
        return Whose(end, class_name(member.local), member)
    if fund.class_id is not None and named[1] != fund.class_id:
        return Strange(f"is of class {named[1]}")
    return Whose(end, named[1], member)


def class_name(member: str) -> str:
    """The name of a class of shares out of its member's: `ClassIMember` and `CommonClassIMember` are I.

    Words that every class bears are left out where another is left: `InstitutionalSharesMember` is Institutional and
    `CommonSharesMember` is Common Shares.
    """
    words = _WORDS.findall(member.removesuffix("Member"))
    own = [word for word in words if word not in _OF_ALL_CLASSES]
    return " ".join(own or words) or UNSTATED
