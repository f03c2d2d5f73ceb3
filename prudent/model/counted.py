"""Small counts in words: how many of a list that stands elsewhere in the memo.

Belongs here: whole numbers of a sentence that counts its own parts. Does not: figures, which are cited
(`prudent/memo/figures.py`).
"""

from typing import Final

_ONES: Final = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_HUNDRED: Final = 100


def counted(count: int) -> str:
    """A count in words: `no`, `one`, `twenty-one`.

    Args:
        count: from 0 to 99.

    Raises:
        ValueError: for more, which nobody reads as a word.
    """
    if not 0 <= count < _HUNDRED:
        raise ValueError(f"{count} is no count for words")
    if count < len(_ONES):
        return _ONES[count]
    tens, ones = divmod(count, 10)
    return f"{_TENS[tens - 2]}-{_ONES[ones]}" if ones else _TENS[tens - 2]
