"""The tree of a company facts file: whose it is, and the tagged facts of one element.

Belongs here: the documented shape of `data.sec.gov/api/xbrl/companyfacts`, and nothing else's. Does not: which of
several filings' values is used (`company_choice.py`). `frame`, `fy` and `fp` are not read: they speak of the filing a
fact stood in, so that a comparative figure of last year bears this year's.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from prudent.errors import DataBad, SchemaChanged
from prudent.ingest.characters import shown
from prudent.ingest.edgar.company_elements import Element
from prudent.ingest.edgar.json_guard import JsonValue, guarded_json
from prudent.ingest.files import SourceFile
from prudent.model.fund import Fund
from prudent.model.packet import Noticed

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_ACCESSION = re.compile(r"[0-9]{10}-[0-9]{2}-[0-9]{6}", re.ASCII)
_CIK = re.compile(r"[0-9]{1,10}", re.ASCII)

#: Annual and quarterly reports, those of a changed year end among them, and their amendments.
FORMS = frozenset(form + amended for form in ("10-K", "10-KT", "10-Q", "10-QT") for amended in ("", "/A"))


@dataclass(frozen=True, slots=True)
class TaggedFact:
    """One value of one element as one filing gives it."""

    place: str
    start: date | None
    """None for a fact of one day."""
    end: date
    value: Decimal
    accession: str
    form: str
    filed: date

    @property
    def period(self) -> str:
        """The days it speaks of, in words."""
        return f"{self.end}" if self.start is None else f"{self.start} to {self.end}"


@dataclass(frozen=True, slots=True)
class Tagged:
    """The facts of one element, and what was passed over."""

    facts: tuple[TaggedFact, ...] = ()
    noticed: tuple[Noticed, ...] = ()


@dataclass(frozen=True, slots=True)
class CompanyTree:
    """The us-gaap facts of one filer."""

    source: SourceFile
    elements: dict[str, JsonValue]

    def tagged(self, element: Element, *, instant: bool) -> Tagged:
        """All facts of one element from annual and quarterly reports, in its unit and of its kind of period.

        Args:
            element: the element and its unit.
            instant: facts of one day; else of a period.

        Raises:
            SchemaChanged: a fact is not of the documented shape. DataBad: a period ends before it starts.
        """
        if element.name not in self.elements:
            return Tagged()
        base = f"us-gaap/{element.name}"
        units = self._object(self._object(self.elements[element.name], base).get("units"), f"{base}/units")
        listed = units.get(element.unit, [])
        if not isinstance(listed, list):
            raise self._changed(element.path, "a list of facts")
        facts = [self._fact(node, f"{element.path}[{index}]") for index, node in enumerate(listed)]
        other_form = [fact for fact in facts if fact.form not in FORMS]
        other_kind = [fact for fact in facts if fact.form in FORMS and (fact.start is None) is not instant]
        taken = [fact for fact in facts if fact.form in FORMS and (fact.start is None) is instant]
        kind = "of a period and not of a day" if instant else "of a day and not of a period"
        noticed = [
            *self._other_units(element, units),
            *self._passed(base, "in another form than a 10-K or 10-Q", other_form),
            *self._passed(base, kind, other_kind),
        ]
        return Tagged(tuple(taken), tuple(noticed))

    def _other_units(self, element: Element, units: dict[str, JsonValue]) -> list[Noticed]:
        others = sorted(unit for unit in units if unit != element.unit)
        if not others:
            return []
        base = f"us-gaap/{element.name}"
        return [self._told(base, f"{base} is read in {element.unit} alone; it is in {shown(others[0])} too.")]

    def _passed(self, base: str, why: str, facts: list[TaggedFact]) -> list[Noticed]:
        if not facts:
            return []
        what = f"{base}: {len(facts):,} left out, {why}; the first is of {facts[0].period}."
        return [self._told(facts[0].place, what)]

    def _told(self, place: str, what: str) -> Noticed:
        return Noticed(file=self.source.name, place=place, what=what)

    def _fact(self, node: JsonValue, place: str) -> TaggedFact:
        fields = self._object(node, place)
        value, accession, form = fields.get("val"), fields.get("accn"), fields.get("form")
        if not isinstance(value, Decimal):
            raise self._changed(f"{place}/val", "a number")
        if not isinstance(accession, str) or not _ACCESSION.fullmatch(accession):
            raise self._changed(f"{place}/accn", "an accession number")
        if not isinstance(form, str):
            raise self._changed(f"{place}/form", "the name of a form")
        start = self._day(fields["start"], f"{place}/start") if "start" in fields else None
        end = self._day(fields.get("end"), f"{place}/end")
        if start is not None and start > end:
            raise DataBad(f"{self.source.name}, {place}: the period ends before it starts.", file=self.source.path)
        return TaggedFact(place, start, end, value, accession, form, self._day(fields.get("filed"), f"{place}/filed"))

    def _day(self, value: JsonValue, place: str) -> date:
        if isinstance(value, str) and _DATE.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        raise self._changed(place, "a date such as 2025-12-31")

    def _object(self, value: JsonValue, place: str) -> dict[str, JsonValue]:
        if not isinstance(value, dict):
            raise self._changed(place, "an object")
        return value

    def _changed(self, place: str, expected: str) -> SchemaChanged:
        return SchemaChanged(
            f"{self.source.name}, {place}: {expected} was expected there, as company facts are documented.",
            file=self.source.path,
        )


def company_tree(source: SourceFile, fund: Fund) -> CompanyTree:
    """The facts of the file, once it is known to be the fund's.

    Raises:
        DataBad: it is another filer's, the fund has no CIK, or there are no us-gaap facts in it: an empty answer is an
            error and no absence of figures. SchemaChanged: it is no company facts file. HostileInput: see
            `json_guard.py`.
    """
    root = guarded_json(source)
    if not isinstance(root, dict) or not isinstance(facts := root.get("facts"), dict):
        raise SchemaChanged(
            f"{source.name} is no company facts file: an object with cik and facts was expected.", file=source.path
        )
    _check_filer(source, root.get("cik"), fund)
    elements = facts.get("us-gaap")
    if not isinstance(elements, dict) or not elements:
        raise DataBad(f"{source.name} holds no us-gaap facts: fetch it again, or remove it.", file=source.path)
    return CompanyTree(source, elements)


def _check_filer(source: SourceFile, cik: JsonValue, fund: Fund) -> None:
    text = f"{cik:f}" if isinstance(cik, Decimal) else cik
    if not isinstance(text, str) or not _CIK.fullmatch(text):
        raise SchemaChanged(f"{source.name}, cik: a number of up to ten digits was expected.", file=source.path)
    if fund.cik is None:
        raise DataBad(f"{source.name} is a filer's and {fund.fund} has no CIK in fund.yml.", file=source.path)
    if int(text) != fund.cik:
        raise DataBad(
            f"{source.name} holds the facts of CIK {int(text)} and {fund.fund} is CIK {fund.cik}: "
            "it is another filer's and is not read.",
            file=source.path,
        )
