"""The number that an `ix:nonFraction` states: its text, by the rule that it names, its scale and its sign.

Belongs here: Inline XBRL 1.1, section 10.1, and the transformation rules that numbers of US filings name. Does not:
what the number is of. A rule that is not known gives no number: it is never guessed.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

_RULES = "http://www.xbrl.org/inlineXBRL/transformation/"
_SECOND, _THIRD = _RULES + "2011-07-31", _RULES + "2015-02-26"
_FOURTH, _FIFTH = _RULES + "2020-02-12", _RULES + "2022-02-16"
_SEC = "http://www.sec.gov/inlineXBRL/transformation/2015-08-31"

LONGEST = 24
"""Characters of one rate. `12,345.678` has ten; more digits than a decimal computes with would be rounded."""
MOST_SCALE = 20

_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+", re.ASCII)
_DOT = re.compile(r"(?:[0-9]{1,3}(?:[, \xa0][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+", re.ASCII)
_COMMA = re.compile(r"(?:[0-9]{1,3}(?:[. \xa0][0-9]{3})+|[0-9]+)(?:,[0-9]+)?|,[0-9]+", re.ASCII)
_DASH = re.compile(r"[-‐‑‒–—―−﹘﹣－]")
_NONE = re.compile(r"no|none|nil|zero", re.IGNORECASE)
_SPACE = " \t\r\n\xa0"


@dataclass(frozen=True, slots=True)
class QName:
    """A name with its namespace: a prefix is each document's own choice."""

    namespace: str
    local: str


@dataclass(frozen=True, slots=True)
class Stated:
    """How a number stands in the page."""

    text: str
    rule: QName | None
    """None where the text is a plain number."""
    scale: int
    negative: bool


_BY_DOT = frozenset(
    {
        QName(_SECOND, "numdotdecimal"),
        QName(_THIRD, "numdotdecimal"),
        QName(_FOURTH, "num-dot-decimal"),
        QName(_FIFTH, "num-dot-decimal"),
    }
)
_BY_COMMA = frozenset(
    {
        QName(_SECOND, "numcommadecimal"),
        QName(_THIRD, "numcommadecimal"),
        QName(_FOURTH, "num-comma-decimal"),
        QName(_FIFTH, "num-comma-decimal"),
    }
)
_ZERO_DASHES = frozenset({QName(_SECOND, "zerodash"), QName(_THIRD, "zerodash")})
_FIXED_ZEROS = frozenset({QName(_FOURTH, "fixed-zero"), QName(_FIFTH, "fixed-zero")})
_IN_WORDS = QName(_SEC, "numwordsen")


def number_of(stated: Stated) -> Decimal | None:
    """The number, exactly; None where the text is not what its rule reads, or the rule is not known here.

    The value is the transformed text times ten to the scale, below zero where the sign says so: a text has no sign of
    its own, and brackets around it are no part of it.
    """
    text = stated.text.strip(_SPACE)
    if len(text) > LONGEST or abs(stated.scale) > MOST_SCALE:
        return None
    digits = _digits(text, stated.rule)
    if digits is None:
        return None
    value = Decimal(digits).scaleb(stated.scale)
    return -value if stated.negative and value else value


def _digits(text: str, rule: QName | None) -> str | None:
    if rule is None:
        return text if _PLAIN.fullmatch(text) else None
    if rule in _FIXED_ZEROS:
        return "0"
    if rule in _BY_DOT and _DOT.fullmatch(text):
        return re.sub(r"[, \xa0]", "", text)
    if rule in _BY_COMMA and _COMMA.fullmatch(text):
        return re.sub(r"[. \xa0]", "", text).replace(",", ".")
    is_zero = (rule in _ZERO_DASHES and _DASH.fullmatch(text)) or (rule == _IN_WORDS and _NONE.fullmatch(text))
    return "0" if is_zero else None
