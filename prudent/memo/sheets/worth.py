"""What a formula is worth, computed here from the same terms that the spreadsheet gets.

Belongs here: signs and functions as numbers. A formula is given to the workbook only where it is worth what the memo
says, so this reading and a spreadsheet's have to be the same.
"""

import math
from collections.abc import Callable, Iterable
from typing import TypeAlias

from prudent.memo.sheets.terms import Cell, Constant, Function, Sign, Span, Term

Worth: TypeAlias = float | tuple[float, ...]
"""A number, or the numbers of a range."""


def computed(term: Term) -> float:
    """What the term is worth; NaN where it is no number."""
    try:
        worth = _worth(term)
    except (ZeroDivisionError, OverflowError, ValueError):
        return math.nan
    return math.nan if isinstance(worth, tuple) else float(worth)


def _worth(term: Term) -> Worth:
    match term:
        case Constant(number) | Cell(_, _, _, number):
            return number
        case Span():
            return term.numbers
        case Function(name, arguments):
            return FUNCTIONS[name](*(_worth(argument) for argument in arguments))
        case Sign(sign, left, right):
            return _each(_SIGNS[sign], _worth(left), _worth(right))
        case _:
            raise TypeError(f"no such term: {term!r}")


def _each(sign: Callable[[float, float], float], left: Worth, right: Worth) -> Worth:
    if isinstance(left, tuple):
        others = right if isinstance(right, tuple) else (right,) * len(left)
        return tuple(sign(one, other) for one, other in zip(left, others, strict=True))
    if isinstance(right, tuple):
        return tuple(sign(left, other) for other in right)
    return sign(left, right)


_SIGNS: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": math.pow,
    ">": lambda left, right: float(left > right),
}


def _numbers(worths: Iterable[Worth]) -> list[float]:
    return [number for worth in worths for number in (worth if isinstance(worth, tuple) else (worth,))]


def _average(*worths: Worth) -> float:
    numbers = _numbers(worths)
    return math.fsum(numbers) / len(numbers)


def _squares(*worths: Worth) -> float:
    numbers = _numbers(worths)
    middle = math.fsum(numbers) / len(numbers)
    return math.fsum((number - middle) ** 2 for number in numbers)


def _median(*worths: Worth) -> float:
    numbers = sorted(_numbers(worths))
    half = len(numbers) // 2
    return numbers[half] if len(numbers) % 2 else (numbers[half - 1] + numbers[half]) / 2


def _sum_of_products(left: Worth, right: Worth) -> float:
    return math.fsum(one * other for one, other in zip(_numbers((left,)), _numbers((right,)), strict=True))


def _correlation(left: Worth, right: Worth) -> float:
    one, other = (tuple(number - _average(side) for number in _numbers((side,))) for side in (left, right))
    return _sum_of_products(one, other) / math.sqrt(_squares(left) * _squares(right))


FUNCTIONS: dict[str, Callable[..., float]] = {
    "ABS": math.fabs,
    "AVERAGE": _average,
    "CORREL": _correlation,
    "COUNT": lambda *worths: float(len(_numbers(worths))),
    "DEVSQ": _squares,
    "MAX": lambda *worths: max(_numbers(worths)),
    "MEDIAN": _median,
    "MIN": lambda *worths: min(_numbers(worths)),
    "PRODUCT": lambda *worths: math.prod(_numbers(worths)),
    "SQRT": math.sqrt,
    "STDEV": lambda *worths: math.sqrt(_squares(*worths) / (len(_numbers(worths)) - 1)),
    "SUM": lambda *worths: math.fsum(_numbers(worths)),
    "SUMPRODUCT": _sum_of_products,
}
"""What formulas are made of: functions that every spreadsheet has had from the start."""
