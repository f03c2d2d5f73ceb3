"""Computes the formulas of a workbook again from its plain cells, by itself: no line of it is the product's.

It knows signs, ranges and the functions below, which is all that the memo's formulas may use; anything else fails.
"""

import io
import math
import re
import statistics

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula

TOKEN = re.compile(
    r"\s*(?:(?P<range>(?:'[^']+'|[A-Za-z]+)![A-Z]+\d+(?::[A-Z]+\d+)?)|(?P<name>[A-Z]+)\(|"
    r"(?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(?P<sign>[-+*/^>(),]))"
)


def flat(values):
    return [number for value in values for number in (value if isinstance(value, list) else [value])]


def pairs(left, right):
    left, right = flat([left]), flat([right])
    assert len(left) == len(right)
    return list(zip(left, right, strict=True))


FUNCTIONS = {
    "ABS": abs,
    "AVERAGE": lambda *values: statistics.fmean(flat(values)),
    "CORREL": lambda left, right: statistics.correlation(flat([left]), flat([right])),
    "COUNT": lambda *values: float(sum(isinstance(value, int | float) for value in flat(values))),
    "DEVSQ": lambda *values: statistics.pvariance(flat(values)) * len(flat(values)),
    "MAX": lambda *values: max(flat(values)),
    "MEDIAN": lambda *values: statistics.median(flat(values)),
    "MIN": lambda *values: min(flat(values)),
    "PRODUCT": lambda *values: math.prod(flat(values)),
    "SQRT": math.sqrt,
    "STDEV": lambda *values: statistics.stdev(flat(values)),
    "SUM": lambda *values: math.fsum(flat(values)),
    "SUMPRODUCT": lambda left, right: math.fsum(one * other for one, other in pairs(left, right)),
}
BINDS = {">": 1, "+": 2, "-": 2, "*": 3, "/": 3, "^": 4}
SIGNS = {
    ">": lambda left, right: float(left > right),
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": lambda left, right: left**right,
}


def each(sign, left, right, *, array):
    if isinstance(left, list) or isinstance(right, list):
        assert array, "signs on whole ranges stand only in a formula over arrays"
        count = len(left) if isinstance(left, list) else len(right)
        lefts = left if isinstance(left, list) else [left] * count
        rights = right if isinstance(right, list) else [right] * count
        return [SIGNS[sign](one, other) for one, other in zip(lefts, rights, strict=True)]
    return SIGNS[sign](left, right)


class Calculator:
    """One workbook; `value("Figures", "C2")` is what stands there after computing everything again."""

    def __init__(self, workbook: bytes):
        self.book = openpyxl.load_workbook(io.BytesIO(workbook))
        self.known = {}

    def formula(self, sheet, cell):
        """The formula of a cell with its sign of equality, or None."""
        held = self.book[sheet][cell].value
        if isinstance(held, ArrayFormula):
            return held.text
        is_formula = self.book[sheet][cell].data_type == "f"
        return held if is_formula else None

    def value(self, sheet, cell):
        if (sheet, cell) not in self.known:
            formula = self.formula(sheet, cell)
            held = self.book[sheet][cell].value
            is_array = isinstance(held, ArrayFormula)
            self.known[sheet, cell] = held if formula is None else Reading(self, formula, is_array=is_array).whole()
        return self.known[sheet, cell]


class Reading:
    """One formula, read from left to right."""

    def __init__(self, calculator, formula, *, is_array):
        assert formula.startswith("=")
        self.calculator, self.text, self.at, self.array = calculator, formula[1:], 0, is_array

    def whole(self):
        value = self.expression(0)
        assert self.at == len(self.text), f"what is {self.text[self.at :]!r} in {self.text!r}?"
        return value

    def peek(self):
        found = TOKEN.match(self.text, self.at)
        return (None, "") if found is None else (found.lastgroup, found[found.lastgroup])

    def take(self):
        found = TOKEN.match(self.text, self.at)
        assert found is not None, f"what is {self.text[self.at :]!r} in {self.text!r}?"
        self.at = found.end()
        return found.lastgroup, found[found.lastgroup]

    def expression(self, least):
        left = self.part()
        while (token := self.peek())[0] == "sign" and BINDS.get(token[1], -1) > least:
            sign = self.take()[1]
            left = each(sign, left, self.expression(BINDS[sign]), array=self.array)
        return left

    def part(self):
        kind, text = self.take()
        if kind == "number":
            return float(text)
        if kind == "range":
            return self.cells(text)
        if kind == "name":
            outer, self.array = self.array, self.array or text == "SUMPRODUCT"
            arguments = [self.expression(0)]
            while self.take()[1] == ",":
                arguments.append(self.expression(0))
            self.array = outer
            return FUNCTIONS[text](*arguments)
        assert text == "(", f"what is {text!r} in {self.text!r}?"
        inside = self.expression(0)
        assert self.take()[1] == ")"
        return inside

    def cells(self, text):
        sheet, _, cells = text.replace("'", "").partition("!")
        if ":" not in cells:
            value = self.calculator.value(sheet, cells)
            assert value is not None, f"nothing stands at {text}"
            return value
        found = self.calculator.book[sheet][cells]
        return [self.calculator.value(sheet, cell.coordinate) for row in found for cell in row]
