"""Whether a text says that amounts are in thousands, millions or another multiple of a unit.

Belongs here: the ways in which people write that. Does not: which cells are asked (`head.py`).

One such word is enough. A file refused by mistake is sent again with a clearer head; one that is read by mistake puts
every figure wrong a thousandfold, and nothing later would tell.
"""

import re

_DATE_FORM = re.compile(r"\b(?:dd?|mmm?|yyyy|yy|hh|ss)(?:[/.:\- ](?:dd?|mmm?|yyyy|yy|hh|ss)){1,5}\b")
"""`mm/dd/yyyy` and `hh:mm` speak of months and minutes."""
_THOUSAND_AS_UNIT = re.compile(
    r"(?<![\d.,])1[,.' ]?000'?s\b|(?:\b(?:in|of|x|per|nearest)|×)[ (]{0,2}(?:us ?\$|usd|\$)? ?1[,.' ]?000(?!\d|[,.']\d)"
)
_NUMBER = re.compile(r"\d{1,3}(?:[ ,.']\d{3})+")
"""`10,000,000`: zeros that are part of a number."""
_SIGN = r"(?:us ?\$|usd|us dollars?|\$|€|£)"
_SHORT = r"(?:k|m|mm|mn|mln|mio|bn|b|t|th|tsd)"
_ROUNDED = re.compile(
    r"thousand|million|billion|lakh|crore"
    r"|\b(?:thous?|thds?|tsd|mm|mn|mln|mio|bn|kusd|musd)\b"
    r"|(?<!\d)(?<!\d[.,])000(?!\d)"
    rf"|{_SIGN}[ (),.:/'\[\-]{{0,3}}{_SHORT}\b(?! ?&)"
    rf"|\b{_SHORT}[ (/]{{0,2}}{_SIGN}"
    r"|\bin (?:k|m)\b"
    r"|^[\W_]*[km][\W_]*$"
)


def says_rounded(text: str) -> bool:
    """Whether a text names a multiple in which amounts are given.

    Args:
        text: plain (`head.py`), with one form of each quote, dash and space.
    """
    text = _DATE_FORM.sub(" ", text.casefold())
    return bool(_THOUSAND_AS_UNIT.search(text) or _ROUNDED.search(_NUMBER.sub(" ", text)))
