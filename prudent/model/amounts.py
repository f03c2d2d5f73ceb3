"""Numbers as prose says them: an amount with a unit, a share, a count of something, a decimal.

Belongs here: finding them in a sentence. Does not: who may say one without a figure behind it (`prudent/memo/uncited`).
A number that names something is none of them: a date, a year, a paragraph of a law, a row of a file, a class of shares,
`Level 3`, `S&P 500`.
"""

import re

YARDSTICK = "$10,000"
"""What the dollars of a fee are told for, as in the fee table of a prospectus. A unit of measure, and no finding."""

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NAMES = re.compile(
    rf"\b\d{{1,2}} {_MONTH} \d{{4}}\b"  # 31 December 2025
    rf"|\b(?:\d{{1,2}} )?{_MONTH}(?: \d{{4}})?\b"
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{4}-\d{2}\b"
    r"|\b\d+ (?:CFR|FR|USC|U\.S\.C\.)(?: §)? ?[\w.()-]*"  # 17 CFR 240.13e-4(f)(1)(ii)
    r"|\b(?:[Rr]ules?|[Ss]ections?|§|[Pp]aragraph|[Ii]tem|[Pp]art|[Cc]hapter|[Pp]age|[Rr]ows?|[Nn]ote|[Ff]igure|CIK|ASC"
    r"|[Oo]rder|[Rr]elease|[Ll]evels?|[Ll]ag|[Ff]orm|[Ss]chedule|[Ss]eed)[ \u202f]?\d[\d.]*(?: (?:and|to|or) \d+)?"
    r"|\b(?:19|20)\d\d [A-Z]\w*"  # 1940 Act
    r"|\bproposed \d[\w.-]+"
    rf"|{re.escape(YARDSTICK)}"
)
"""Forms in which a number names something. They are taken out before amounts are looked for."""

_COUNTED = (
    "months?|days?|years?|quarters?|weeks?|offers?|funds?|peers?|holders?|participants?|ones?|people|members?|savers?"
    "|observations?|returns?|periods?|shares?|points?|draws?|vectors?|items?|questions?|things?|candidates?|rules?"
    "|warnings?|parts?|benchmarks?|companies|positions?|holdings?|documents?|figures?|rejected|times|dollars?"
    "|percentage|million|billion|thousand"
)
_AMOUNTS = re.compile(
    r"[\-−]?[$€£]\s?\d[\d,.]*\d|[\-−]?[$€£]\s?\d"
    r"|[\-−]?\d[\d,.]*[\s\u00a0\u202f]?(?:%|×|per cent|basis points?|bps?\b)"
    r"|\b\d[\d,.]*(?: (?:to|–|-) \d[\d,.]*)? of (?:the )?\d+"
    rf"|\b\d[\d,.]*(?:[ \u202f](?:[a-z]+[ -]){{0,2}}(?:{_COUNTED})\b)"
    r"|\b\d{1,3}(?:,\d{3})+(?:\.\d+)?\b"
    r"|(?<![\w.\-/])[\-−]?\d+\.\d+(?![\w\-/]|\.\d)"
)
_ALONE = re.compile(
    r"(?:[:=]|\b(?:under|over|above|below|than|about|nearly|almost|least|most|from|between|against|by|with|ranks?|median"
    r"|were|was|is|are|of))[ \u202f]([\-−]?\d[\d,]*)(?=[\s.,;:)]|$)"
)
"""A number without a unit, after a word or a sign that makes it one."""


def amounts(prose: str) -> tuple[str, ...]:
    """The amounts that stand in a sentence, as they are written; those without a unit last.

    Args:
        prose: a sentence without the figures that it names.
    """
    said = _NAMES.sub(" ", prose)
    found = tuple(amount[0] for amount in _AMOUNTS.finditer(said))
    return (*found, *(alone[1] for alone in _ALONE.finditer(_AMOUNTS.sub(" ", said))))


def digits(cell: str) -> tuple[str, ...]:
    """Every number that stands in a cell of a column of numbers, dates apart."""
    return tuple(re.findall(r"\d[\d,.]*", _NAMES.sub(" ", cell)))
