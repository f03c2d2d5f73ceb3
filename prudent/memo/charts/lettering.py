"""How wide words are, and how they are broken, without a font at hand.

Belongs here: an estimate of widths that is the same on every machine, wrapping, cutting. The estimate is of the widest
of the typefaces that stand in for each other, so that no label leaves the paper.
"""

from prudent.memo.charts.items import SIZE
from prudent.memo.links import drawable

_NARROW, _WIDE = frozenset("iljtfrI|!.,:;'’()[]/-·\u202f "), frozenset("mwMW@%&—…")
_EASTERN = 0x2E80
"""From here on letters are as wide as they are high."""


def width_of(text: str, size: float = SIZE, *, is_bold: bool = False) -> float:
    """Pixels that a line takes, at the most."""
    return sum(map(_width, text)) * size * (1.08 if is_bold else 1.0)


def _width(letter: str) -> float:
    """Of one letter, as a part of its size."""
    if letter in _NARROW:
        return 0.32
    if ord(letter) >= _EASTERN:
        return 1.0
    return 0.86 if letter in _WIDE else 0.68 if letter.isupper() else 0.5


def fitted(text: str, room: float, size: float = SIZE, *, is_bold: bool = False) -> str:
    """One line that fits; what does not fit ends in an ellipsis."""
    return wrapped(text, room, 1, size, is_bold=is_bold)[0]


def wrapped(text: str, room: float, most: int = 2, size: float = SIZE, *, is_bold: bool = False) -> tuple[str, ...]:
    """At most so many lines that fit the room, broken between words and inside of a word that is too long."""
    lines: list[str] = [""]
    for word in drawable(text).split():
        for part in _pieces(word, room, size, is_bold=is_bold):
            longer = f"{lines[-1]} {part}".strip()
            if width_of(longer, size, is_bold=is_bold) <= room:
                lines[-1] = longer
            else:
                lines.append(part)
    if len(lines) > most:
        lines[most - 1 :] = [_cut(" ".join(lines[most - 1 :]), room, size, is_bold=is_bold)]
    return tuple(lines)


def _pieces(word: str, room: float, size: float, *, is_bold: bool) -> tuple[str, ...]:
    """A word, or pieces of it that fit."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size, is_bold=is_bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return tuple(pieces)


def _cut(line: str, room: float, size: float, *, is_bold: bool) -> str:
    while line and width_of(f"{line} …", size, is_bold=is_bold) > room:
        line = line[:-1].rstrip()
    return f"{line} …"
