"""What a picture is made of: boxes, rules, lines, marks and words at places in pixels; the colours and sizes.

Belongs here: each kind of item and its row of data. Does not: how rows become SVG (`drawing.py`), and where things
stand (the module of each kind of chart).
"""

from dataclasses import dataclass
from typing import Final, Literal

from prudent.memo.links import drawable

ACCENT: Final = "#1f4e79"
QUIET: Final = "#6b6b6b"
FAINT: Final = "#a3a3a3"
TEXT: Final = "#333333"
RULE: Final = "#d9d9d9"
PAPER: Final = "#ffffff"
SOLID: Final = (1, 0)
DASHES: Final = ((6, 3), (2, 2), (8, 3, 2, 3), (12, 3), (4, 2, 1, 2))
SIZE: Final = 12.5
SMALL: Final = 11.0
_MIDDLE: Final = 0.32
"""Of a letter's size, from the middle of a line down to its baseline."""

Dash = tuple[int, ...]
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle between two corners."""

    x: float
    y: float
    x2: float
    y2: float
    fill: str = ACCENT
    edge: str = PAPER

    layer = "boxes"

    def rows(self) -> tuple[Row, ...]:
        """The rows of its layer."""
        corners = {"x": _px(self.x), "y": _px(self.y), "x2": _px(self.x2), "y2": _px(self.y2)}
        return ({**corners, "fill": self.fill, "edge": self.edge},)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line between two points."""

    x: float
    y: float
    x2: float
    y2: float
    colour: str = QUIET
    width: float = 1.0
    dash: Dash = SOLID
    is_grid: bool = False
    """Beneath everything else."""

    @property
    def layer(self) -> str:
        """The grid's, or that of the rules."""
        return "grid" if self.is_grid else "rules"

    def rows(self) -> tuple[Row, ...]:
        """The rows of its layer."""
        ends = {"x": _px(self.x), "y": _px(self.y), "x2": _px(self.x2), "y2": _px(self.y2)}
        return ({**ends, "colour": self.colour, "width": self.width, "dash": self.dash},)


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    colour: str = QUIET
    width: float = 1.0
    dash: Dash = SOLID

    layer = "lines"

    def rows(self) -> tuple[Row, ...]:
        """One row a point, in order."""
        look = {"colour": self.colour, "width": self.width, "dash": self.dash}
        return tuple({"order": order, "x": _px(x), "y": _px(y), **look} for order, (x, y) in enumerate(self.points))


@dataclass(frozen=True, slots=True)
class Mark:
    """A filled diamond for the fund, a hollow circle for another."""

    x: float
    y: float
    is_fund: bool = False
    size: float = 60

    layer = "marks"

    def rows(self) -> tuple[Row, ...]:
        """The rows of its layer."""
        look = (
            {"shape": "diamond", "fill": ACCENT, "edge": ACCENT}
            if self.is_fund
            else {"shape": "circle", "fill": PAPER, "edge": QUIET}
        )
        return ({"x": _px(self.x), "y": _px(self.y), "size": self.size, **look},)


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, its middle at x, y. Bold text is the fund's, in the accent colour unless told otherwise."""

    text: str
    x: float
    y: float
    align: Literal["left", "center", "right"] = "left"
    is_bold: bool = False
    size: float = SIZE
    colour: str | None = None

    layer = "words"

    def rows(self) -> tuple[Row, ...]:
        """The rows of its layer. The size is written below zero: see `drawing.py`."""
        look = {"align": self.align, "weight": "bold" if self.is_bold else "normal", "size": -self.size}
        colour = self.colour or (ACCENT if self.is_bold else TEXT)
        return (
            {
                "text": drawable(self.text),
                "x": _px(self.x),
                "y": _px(self.y + _MIDDLE * self.size),
                "colour": colour,
                **look,
            },
        )


Item = Box | Rule | Line | Mark | Words
LAYERS: Final = ("grid", "boxes", "lines", "rules", "marks", "words")
"""From the bottom to the top."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn, and the size of the paper in pixels. Of one layer the later items stand on top."""

    width: float
    height: float
    items: tuple[Item, ...]


def _px(value: float) -> float:
    """Hundredths of a pixel: what a logarithm's last digit says on one machine and not on another is not drawn."""
    return round(value, 2) + 0.0
