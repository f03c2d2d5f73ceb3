"""A formula as a tree of terms, and how a spreadsheet writes it.

Belongs here: the terms. Does not: what they are worth (`worth`), and which figure has which formula (`recipes_of_…`).
"""

from dataclasses import dataclass


class Term:
    """A part of a formula. Terms are put together with Python's own signs."""

    __slots__ = ()

    def __add__(self, other: "Term | float") -> "Sign":
        return Sign("+", self, _term(other))

    def __radd__(self, other: float) -> "Sign":
        return Sign("+", _term(other), self)

    def __sub__(self, other: "Term | float") -> "Sign":
        return Sign("-", self, _term(other))

    def __rsub__(self, other: float) -> "Sign":
        return Sign("-", _term(other), self)

    def __mul__(self, other: "Term | float") -> "Sign":
        return Sign("*", self, _term(other))

    def __rmul__(self, other: float) -> "Sign":
        return Sign("*", _term(other), self)

    def __truediv__(self, other: "Term | float") -> "Sign":
        return Sign("/", self, _term(other))

    def __rtruediv__(self, other: float) -> "Sign":
        return Sign("/", _term(other), self)

    def __pow__(self, other: "Term | float") -> "Sign":
        return Sign("^", self, _term(other))

    def above(self, other: "Term") -> "Sign":
        """1 where this is the larger, else 0."""
        return Sign(">", self, other)


@dataclass(frozen=True, slots=True)
class Constant(Term):
    """A number that is written into the formula."""

    number: float


@dataclass(frozen=True, slots=True)
class Cell(Term):
    """One cell, with what stands in it."""

    sheet: str
    column: str
    row: int
    number: float


@dataclass(frozen=True, slots=True)
class Span(Term):
    """Cells of one column, one under another, with what stands in them."""

    sheet: str
    column: str
    first: int
    numbers: tuple[float, ...]

    @property
    def last(self) -> int:
        """The last cell's row."""
        return self.first + len(self.numbers) - 1

    def part(self, start: int, end: int) -> "Span":
        """The cells from the place `start` up to, not with, `end`, counted from 0."""
        return Span(self.sheet, self.column, self.first + start, self.numbers[start:end])

    def cell(self, at: int) -> Cell:
        """One of the cells, counted from 0."""
        return Cell(self.sheet, self.column, self.first + at, self.numbers[at])


@dataclass(frozen=True, slots=True)
class Sign(Term):
    """Two terms and the sign between them; of a range, each number by itself."""

    sign: str
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Function(Term):
    """A function of a spreadsheet."""

    name: str
    arguments: tuple[Term, ...]


def call(name: str, *arguments: Term) -> Function:
    """A function of terms: one of `worth.FUNCTIONS`."""
    return Function(name, arguments)


def _term(value: Term | float) -> Term:
    return value if isinstance(value, Term) else Constant(float(value))


_BINDS = {">": 0, "+": 1, "-": 1, "*": 2, "/": 2, "^": 3}


def written(term: Term) -> str:
    """The term as a spreadsheet reads it, without the sign of equality."""
    match term:
        case Constant(number):
            return repr(int(number)) if number == int(number) else repr(number)
        case Cell(sheet, column, row, _):
            return f"{sheet}!{column}{row}"
        case Span():
            return f"{term.sheet}!{term.column}{term.first}:{term.column}{term.last}"
        case Function(name, arguments):
            return f"{name}({','.join(written(argument) for argument in arguments)})"
        case Sign(sign, left, right):
            return f"{_part(left, sign, is_right=False)}{sign}{_part(right, sign, is_right=True)}"
        case _:
            raise TypeError(f"no such term: {term!r}")


def _part(term: Term, sign: str, *, is_right: bool) -> str:
    text = written(term)
    if not isinstance(term, Sign):
        return f"({text})" if text.startswith("-") else text
    binds = _BINDS[term.sign] - _BINDS[sign]
    return text if binds > 0 or (binds == 0 and not is_right and sign != "^") else f"({text})"


def needs_array(term: Term) -> bool:
    """Whether signs stand on whole ranges, so that the formula has to be entered as one over arrays."""
    match term:
        case Function(name, arguments):
            return name != "SUMPRODUCT" and any(needs_array(argument) for argument in arguments)
        case Sign(_, left, right):
            return any(isinstance(side, Span) or needs_array(side) for side in (left, right))
        case _:
            return False
