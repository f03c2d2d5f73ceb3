"""What a transaction type of the Performance Template is to those who invested.

Belongs here: the words of types. Does not: amounts, signs and days (`performance.py`).

A type is known only if every word of it is. One word more can turn a name round ("recallable: no", "gross of",
"rebate", "excluding", "reinvested"), so a name with a word that is not here is refused, never guessed; the word is
added here when a template shows it. The names are those that public descriptions of the
template and programs that follow it use.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from prudent.ingest.ilpa.labels import normal


class Flow(StrEnum):
    """What a transaction type is to those who invested."""

    CONTRIBUTION = "contribution"
    DISTRIBUTION = "distribution"
    RECALLABLE = "recallable_distribution"
    NET_ASSET_VALUE = "net_asset_value"
    UNUSED = ""
    """Nothing is paid in or out, or not by investors: noticed and not used."""


_SEPARATORS = re.compile(r"[\s,;.]+")
_SHORT = 2
"""Words no longer than this have no plural: `is`."""


@dataclass(frozen=True, slots=True)
class _Type:
    """A type by the words that its name must hold and those that it may hold. No other word may stand in it."""

    must: frozenset[str]
    may: frozenset[str]
    flow: Flow


def _type(must: str, flow: Flow, may: str = "") -> _Type:
    return _Type(_words(must), _words(may), flow)


def _words(text: str) -> frozenset[str]:
    """The words without the ending of a plural."""
    return frozenset(word.removesuffix("s") if len(word) > _SHORT else word for word in _SEPARATORS.split(text) if word)


_PURPOSES = (
    "investment follow on management fee partnership fund operating organizational organisational expense offering "
    "syndication placement cost working capital of for from and to the cash investor limited partner"
)
"""What is called is called for these; none of them takes anything back."""
_RETURNED = "of and management fee partnership expense capital return"
_TYPES = (
    _type("deemed contribution", Flow.UNUSED, _PURPOSES),
    _type("deemed distribution", Flow.UNUSED, _PURPOSES),
    _type("carry clawback", Flow.UNUSED),
    _type("carried interest clawback", Flow.UNUSED),
    _type("gp clawback", Flow.UNUSED),
    _type("capital call", Flow.CONTRIBUTION, _PURPOSES),
    _type("contribution", Flow.CONTRIBUTION, _PURPOSES),
    _type("distribution income", Flow.DISTRIBUTION, "cash of dividend interest permanent"),
    _type("distribution gain", Flow.DISTRIBUTION, "cash of loss losses realized realised capital permanent"),
    _type("distribution in specie", Flow.DISTRIBUTION, "permanent"),
    _type("distribution in kind", Flow.DISTRIBUTION, "permanent"),
    _type("distribution permanent", Flow.DISTRIBUTION, _RETURNED + " excess"),
    _type("distribution recallable", Flow.RECALLABLE, _RETURNED + " excess income gain loss losses in specie kind"),
    _type("distribution return excess capital", Flow.RECALLABLE, "of"),
)
_NET_ASSET_VALUES = frozenset(
    {
        "ending nav",
        "net asset value",
        "ending net asset value",
        "ending nav net of incentive allocation",
        "ending nav net of accrued incentive allocation",
    }
)
"""Whole names: "change in", "beginning" and "gross of" would make another figure of the same words."""
_PERMANENT = re.compile(r"\bnon ?recallable\b")


def flow_of(transaction: str) -> Flow | None:
    """What a transaction type is; None for one that is not known. Two types never share a name."""
    text = _PERMANENT.sub("permanent", normal(transaction))
    if text in _NET_ASSET_VALUES:
        return Flow.NET_ASSET_VALUE
    said = _words(text)
    return next((each.flow for each in _TYPES if each.must <= said <= each.must | each.may), None)
