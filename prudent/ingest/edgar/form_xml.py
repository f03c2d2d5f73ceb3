"""What the SEC's XML forms share: one root, texts at paths, and numbers as XML Schema writes them.

Belongs here: how a text, a number or a date is taken out of a form. Does not: whose form it is (`form_owner.py`),
which item fills which column (each form's own reader), and parsing (`xml_guard.py`).
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal

from prudent.errors import DataBad, PrudentError, SchemaChanged
from prudent.ingest.cells import MONEY_PLACES
from prudent.ingest.characters import shown
from prudent.ingest.edgar.tagged_rows import NOTHING, Placed, written
from prudent.ingest.edgar.xml_element import Element
from prudent.ingest.files import SourceFile
from prudent.model.packet import Noticed

ROOT = "edgarSubmission"
NOT_APPLICABLE = "N/A"
"""What the forms write where nothing applies."""
EXACT = Context(prec=80, rounding=ROUND_HALF_EVEN)
"""Sums of half a million numbers of 24 digits, the most that the forms allow, are exact in eighty."""

NUMBER = re.compile(r"[+-]?(?:[0-9]{1,24}(?:\.[0-9]{0,24})?|\.[0-9]{1,24})", re.ASCII)
"""A decimal of XML Schema; the forms allow 24 digits."""
_SPACES = re.compile(r"[ \t\r\n]+")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII)
_TENTHS_OF_MILLIS = Decimal(1).scaleb(-MONEY_PLACES)


@dataclass(frozen=True, slots=True)
class Form:
    """A form as filed: its name, the namespace of its elements (`""` for none), and its root."""

    name: str
    namespace: str
    source: SourceFile
    root: Element | None = None
    """None while it is read; then only what does not start from it may be asked."""

    def elements(self, path: str, of: Element | None = None) -> tuple[Element, ...]:
        """The elements at a path of local names, from the root or from `of`."""
        start = self.root if of is None else of
        return () if start is None else tuple(start.iterfind(self._path(path)))

    def text(self, path: str, of: Element | None = None) -> str:
        """The text at a path, white space collapsed; `""` where the element is missing, empty or not applicable.

        Raises:
            SchemaChanged: the element stands there twice, or holds other elements.
        """
        found = self.elements(path, of)
        if len(found) > 1:
            raise self.changed(f"{path} stands there {len(found)} times", found[1])
        return self.text_of(found[0], path) if found else ""

    def text_of(self, element: Element, path: str) -> str:
        """The text of one element, as `text` gives it."""
        if len(element):
            raise self.changed(f"{path} holds other elements where a value was expected", element)
        return collapsed(element.text)

    def needed(self, path: str) -> str:
        """The text at a path that every such form has.

        Raises:
            SchemaChanged: it is not there.
        """
        text = self.text(path)
        if not text:
            raise self.changed(f"{place(path)} is missing")
        return text

    def money(self, path: str) -> Placed:
        """An amount, as a cell of four decimal places at most; empty where there is none."""
        text = self.text(path)
        return Placed(money(self.number(text, path)), place(path)) if text else NOTHING

    def number(self, text: str, path: str, element: Element | None = None) -> Decimal:
        """A number as the form writes it.

        Raises:
            DataBad: it is none.
        """
        if not NUMBER.fullmatch(text):
            raise self.wrong(f"{path} is {shown(text)}, and a number was expected", element)
        return Decimal(text)

    def day(self, text: str, path: str) -> date:
        """A date as the form writes it, also with a month or day of one digit.

        Raises:
            DataBad: it is none.
        """
        found = _DATE.fullmatch(text)
        try:
            day = date(*(int(part) for part in found.groups())) if found else None
        except ValueError:
            day = None
        if day is None:
            raise self.wrong(f"{path} is {shown(text)}, and a date such as 2025-12-31 was expected")
        return day

    def noticed(self, path: str, what: str) -> Noticed:
        """Something that is no error and must be known."""
        return Noticed(file=self.source.name, place=path, what=what)

    def wrong(self, problem: str, element: Element | None = None) -> DataBad:
        """The error for a figure, with its line where it is known."""
        return DataBad(f"{self._where(element)}: {problem}.", file=self.source.path)

    def changed(self, problem: str, element: Element | None = None) -> PrudentError:
        """The error for a shape that is not the documented one."""
        return SchemaChanged(f"{self._where(element)}: {problem}, unlike Form {self.name}.", file=self.source.path)

    def check_root(self) -> None:
        """Refuse a document that is no such form.

        Raises:
            SchemaChanged: its root is another.
        """
        tag = "" if self.root is None else self.root.tag
        if tag != self._path(ROOT):
            raise self.changed(f"the root is {shown(tag)}")

    def _where(self, element: Element | None) -> str:
        line = None if element is None else element.sourceline
        return f"{self.source.name} line {line}" if line else self.source.name

    def _path(self, path: str) -> str:
        if not self.namespace:
            return path
        return "/".join(f"{{{self.namespace}}}{step}" for step in path.split("/"))


def place(path: str) -> str:
    """The XPath of a path from the root, namespaces left out."""
    return f"/{ROOT}/{path}"


def collapsed(text: str | None) -> str:
    """A text with its white space collapsed, as XML Schema reads a token; `""` for not applicable."""
    plain = _SPACES.sub(" ", text or "").strip(" ")
    return "" if plain == NOT_APPLICABLE else plain


def money(amount: Decimal) -> str:
    """An amount with four decimal places at most, which is what is kept of money; filers write up to twelve."""
    return written(amount.quantize(_TENTHS_OF_MILLIS, context=EXACT))
