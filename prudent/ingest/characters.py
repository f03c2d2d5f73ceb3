"""Characters that no honest cell holds: they are not seen on paper, or they turn the text around them.

Belongs here: what is looked for in any text from outside. Does not: what a cell means.
"""

import unicodedata

# Control, format (zero-width and direction-changing), surrogate and private-use characters; line and paragraph
# separators. Categories that grow with each edition of Unicode are left out, so every Python says the same.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_SHOWN = 40

#: With these the memo names its figures; no filing uses them, and only the policy may.
FIGURE_BRACKETS = frozenset("⟨⟩")


def unseen_character(text: str, allowed: str = "") -> str | None:
    """The first character of `text` that no honest cell holds, as `U+202E`; None when there is none."""
    if text.isascii() and text.isprintable():
        return None
    refused = (char for char in text if unicodedata.category(char) in _UNSEEN or char in FIGURE_BRACKETS)
    found = next((char for char in refused if char not in allowed), None)
    return None if found is None else f"U+{ord(found):04X}"


def dotted(text: str) -> str:
    """The text with a dot for every character that is not seen on paper, line breaks among them."""
    return "".join("·" if unicodedata.category(char) in _UNSEEN else char for char in text)


def shown(text: str) -> str:
    """The text in quotes for a message: one line, at most forty characters."""
    seen = dotted(text[: _SHOWN + 1])
    return f"'{seen[:_SHOWN]}…'" if len(seen) > _SHOWN else f"'{seen}'"
