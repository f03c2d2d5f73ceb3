"""What the command says of what went wrong: one line, without characters that a terminal obeys."""

# ruff: noqa: T201 -- what a command has to say, it prints

import sys

from prudent.ingest.characters import dotted


def tell(sentence: str) -> None:
    """One plain line on standard error. A character that is not seen on paper is a dot."""
    print(f"prudent: {dotted(sentence)}", file=sys.stderr)
