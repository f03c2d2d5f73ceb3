"""The size of page one: smaller where it has more to say, so that it stays one page.

Belongs here: one estimate. A word processor lays out the page when it is opened, so nothing can be measured before;
what is known is how many characters there are, and that half the area takes a type smaller by the root of two.
"""

from collections.abc import Iterator
from dataclasses import astuple, fields
from math import sqrt
from typing import Final

from prudent.memo.front import PageOne
from prudent.memo.links import Linker
from prudent.memo.word.page_one import PageOneWords, StripWords
from prudent.memo.word.tree import W, parsed, written

CAPACITY: Final = 3_600
"""Characters that page one of the shipped template holds at the size its style says."""
SMALLEST: Final = 13
"""Half points: under 6.5 points nobody reads."""
_STYLE: Final = "memo page one"
_ELSEWHERE: Final = frozenset(
    {"running_fund", "running_plan", "record", "record_short", "fund", "plan", "risk_table", "leaving_table", "body"}
)


def characters(words: PageOneWords, page: PageOne, linker: Linker) -> int:
    """How many characters page one prints."""
    tables = (cell for table in (page.risk, page.leaving) for row in table.rows for cell in row)
    notes = (page.risk.note, page.leaving.note)
    return sum(len(linker.flat(text)) for text in (*_texts(words), *tables, *notes))


def _texts(words: PageOneWords) -> Iterator[str]:
    for field in fields(words):
        value = getattr(words, field.name)
        if isinstance(value, str):
            yield "" if field.name in _ELSEWHERE else value
        else:
            for item in value:
                yield from astuple(item) if isinstance(item, StripWords) else (item,)


def fitted(styles: bytes, count: int) -> bytes:
    """`word/styles.xml` with Memo Page One in the largest size, up to its own, that holds so many characters."""
    if count <= CAPACITY:
        return styles
    root = parsed(styles)
    for style in root.iter(f"{W}style"):
        name, look = style.find(f"{W}name"), style.find(f"{W}rPr")
        if name is None or look is None or (name.get(f"{W}val") or "").lower() != _STYLE:
            continue
        for size in (look.find(f"{W}sz"), look.find(f"{W}szCs")):
            if size is not None:
                own = int(size.get(f"{W}val") or 0)
                size.set(f"{W}val", str(min(own, max(SMALLEST, int(own * sqrt(CAPACITY / count))))))
    return written(root)
