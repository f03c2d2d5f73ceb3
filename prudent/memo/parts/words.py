"""Small words that parts share: lists inside a sentence, and what staff propose."""

from collections.abc import Sequence


def joined(items: Sequence[str], last: str = "and") -> str:
    """`a, b and c`; empty for nothing."""
    if len(items) < 2:  # noqa: PLR2004 -- two are joined by the last word
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def opened(sentence: str) -> str:
    """The sentence with a capital at its start."""
    return sentence[:1].upper() + sentence[1:]
