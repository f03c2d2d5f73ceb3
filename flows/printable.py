"""What may reach a terminal: one line, without characters that a terminal obeys. Everything else is shown as a dot."""

#: Unseen and harmless: the space between a number and its sign.
_SPACES = "\u202f\u00a0"


def printable(sentence: str) -> str:
    """The sentence on one line, with every control or invisible character as a dot."""
    return "".join(char if char.isprintable() or char in _SPACES else "·" for char in sentence)
