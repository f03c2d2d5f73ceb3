"""Part C of Form N-PORT, the schedule of portfolio investments, added up while it is read.

Belongs here: one investment after the other, into sums of those that the form describes alike, and the largest. Does
not: what the form's codes mean to us (`nport_codes.py`). Nothing else of an investment is kept.

This is the inner loop of our slowest reader, so it asks lxml for as little as it can. The schema fixes the order of an
investment's elements: of one with as many as an earlier one it looks where that one had its figures, and searches only
if something else stands there.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from prudent.errors import PrudentError
from prudent.ingest.characters import shown
from prudent.ingest.edgar.form_xml import NOT_APPLICABLE, NUMBER, Form, collapsed
from prudent.ingest.edgar.nport_codes import OTHER, Kind
from prudent.ingest.edgar.xml_element import Element

NAMESPACE = "http://www.sec.gov/edgar/nport"
LARGEST = 10

_N = f"{{{NAMESPACE}}}"
INVESTMENT = f"{_N}invstOrSec"
_NAME, _VALUE, _LEVEL, _DEBT = f"{_N}name", f"{_N}valUSD", f"{_N}fairValLevel", f"{_N}debtSec"
_ASSET, _ASSET_TOLD = f"{_N}assetCat", f"{_N}assetConditional"
_ISSUER, _ISSUER_TOLD = f"{_N}issuerCat", f"{_N}issuerConditional"
_COUPON, _IN_KIND = f"{_N}couponKind", f"{_N}isPaidKind"
_ZERO = Decimal(0)
_TO_ASSET = 3
"""From an investment's value to its asset type: per cent of net assets and payoff profile stand between them."""
_COUPON_AT, _IN_KIND_AT = 1, 5
"""In a debt security, after its maturity, and after rate, default and arrears."""

_Codes: TypeAlias = tuple[str | None, str | None, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Alike:
    """The investments of one kind whose value is zero or more, together."""

    kind: Kind
    value: Decimal


@dataclass(frozen=True, slots=True)
class Holding:
    """One of the largest investments: its place in the list, from 1, and its issuer."""

    number: int
    name: str
    named_by: str
    """Its element: `title` where the form gives no issuer's name."""
    value: Decimal


@dataclass(slots=True)
class Holdings:
    """The running sums, in dollars. The sums are exact in `form_xml.EXACT`."""

    form: Form
    """Without its root, which is known last."""
    count: int = 0
    without_value: int = 0
    below_zero: int = 0
    below_zero_value: Decimal = _ZERO
    _places: dict[int, tuple[int, int]] = field(default_factory=dict[int, tuple[int, int]])
    _sums: dict[_Codes, Decimal] = field(default_factory=dict[_Codes, Decimal])
    _kinds: dict[_Codes, Kind] = field(default_factory=dict[_Codes, Kind])
    _least: Decimal = _ZERO
    """The least of the largest, of which there are ten in the end."""
    _largest: list[tuple[Decimal, int, str, str]] = field(default_factory=list[tuple[Decimal, int, str, str]])

    @property
    def summed(self) -> int:
        """Investments that are in the sums: those with a value of zero or more."""
        return self.count - self.without_value - self.below_zero

    def take(self, investments: Sequence[Element]) -> None:
        """Add investments, in order.

        Raises:
            SchemaChanged: what every investment has is missing, stands twice or elsewhere, or a code is none of the
                schema's. DataBad: a value is no number.
        """
        places, sums, number = self._places, self._sums, NUMBER.fullmatch
        for investment in investments:
            self.count += 1
            value_at, level_at = places.get(len(investment)) or self._search(investment)
            valued, level = investment[value_at], investment[level_at]
            if valued.tag != _VALUE or level.tag != _LEVEL:
                value_at, level_at = self._search(investment)
                valued, level = investment[value_at], investment[level_at]
            text = valued.text
            value = Decimal(text) if text and number(text) and not len(valued) else self._odd_value(valued)
            if value is None or value < _ZERO:
                self._leave_out(value)
                continue
            asset = investment[value_at + _TO_ASSET]
            issuer, debt = asset.getnext(), level.getnext()
            coupon = in_kind = None
            if debt is not None and debt.tag == _DEBT:
                coupon, in_kind = self._debt(debt)
            codes = asset.text, None if issuer is None else issuer.text, level.text, coupon, in_kind
            if codes not in sums:
                codes = self._checked(investment, asset, issuer, codes)
            sums[codes] += value
            if value > self._least or len(self._largest) < LARGEST:
                self._keep(investment, value)

    def alike(self) -> tuple[Alike, ...]:
        """The sums, by kind."""
        return tuple(Alike(self._kinds[codes], value) for codes, value in self._sums.items())

    def largest(self) -> tuple[Holding, ...]:
        """The ten largest above zero, the largest first; of two of one size the one that is listed first."""
        ordered = sorted(self._largest, reverse=True)
        return tuple(Holding(-number, collapsed(name), by, value) for value, number, name, by in ordered if value > 0)

    def _leave_out(self, value: Decimal | None) -> None:
        if value is None:
            self.without_value += 1
        else:
            self.below_zero += 1
            self.below_zero_value += value

    def _odd_value(self, element: Element) -> Decimal | None:
        text = self.form.text_of(element, "valUSD")
        return self.form.number(text, "valUSD", element) if text else None

    def _debt(self, debt: Element) -> tuple[str | None, str | None]:
        if len(debt) <= _IN_KIND_AT or debt[_COUPON_AT].tag != _COUPON or debt[_IN_KIND_AT].tag != _IN_KIND:
            raise self.form.changed("debtSec has no couponKind and isPaidKind where they stand", debt)
        return debt[_COUPON_AT].text, debt[_IN_KIND_AT].text

    def _checked(self, investment: Element, asset: Element, issuer: Element | None, codes: _Codes) -> _Codes:
        """The codes, with `OTHER` for what is told in words, once they are known to be the schema's."""
        if issuer is None or asset.tag not in {_ASSET, _ASSET_TOLD} or issuer.tag not in {_ISSUER, _ISSUER_TOLD}:
            raise self._misses(investment, "its asset and issuer type after valUSD, pctVal and payoffProfile")
        told = (OTHER if asset.tag == _ASSET_TOLD else codes[0], OTHER if issuer.tag == _ISSUER_TOLD else codes[1])
        codes = (*told, *codes[2:])
        if codes not in self._kinds:
            self._kinds[codes] = self._kind(codes, investment)
            self._sums[codes] = _ZERO
        return codes

    def _kind(self, codes: _Codes, investment: Element) -> Kind:
        asset, issuer, level, coupon, in_kind = codes
        kind = Kind(
            collapsed(asset), collapsed(issuer), collapsed(level) or "N/A", collapsed(coupon), collapsed(in_kind)
        )
        if unknown := kind.unknown():
            raise self.form.changed(f"{shown(unknown)} is no code that is known there", investment)
        return kind

    def _keep(self, investment: Element, value: Decimal) -> None:
        first, named_by = investment[0], "name"
        name = first.text if first.tag == _NAME else self.form.text("name", investment)
        if not name or name == NOT_APPLICABLE:
            name, named_by = self.form.text("title", investment), "title"
        item = (value, -self.count, name, named_by)
        if len(self._largest) < LARGEST:
            heapq.heappush(self._largest, item)
        else:
            heapq.heapreplace(self._largest, item)
        self._least = self._largest[0][0]

    def _search(self, investment: Element) -> tuple[int, int]:
        tags = [element.tag for element in investment]
        if tags.count(_VALUE) != 1 or tags.count(_LEVEL) != 1:
            raise self._misses(investment, "one valUSD and one fairValLevel")
        value_at, level_at = tags.index(_VALUE), tags.index(_LEVEL)
        if level_at <= value_at + _TO_ASSET + 1:
            raise self._misses(investment, "its fair-value level after its kind")
        self._places[len(tags)] = value_at, level_at
        return value_at, level_at

    def _misses(self, investment: Element, what: str) -> PrudentError:
        return self.form.changed(f"investment {self.count} has not {what}", investment)
