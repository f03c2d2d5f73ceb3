"""One fund of a Form N-CEN: its terms, the value and price of a share, and what no table holds.

Belongs here: the items, as `ncen.py` lists them with their columns. Does not: which fund of the report it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from prudent.ingest.edgar.form_xml import Form, collapsed, place
from prudent.ingest.edgar.tagged_rows import Placed, written
from prudent.ingest.edgar.xml_element import Element
from prudent.model.fund import Fund, Wrapper
from prudent.model.packet import Noticed

_REGISTRANT = "formData/registrantInfo"
_ACCOUNTANTS = f"{_REGISTRANT}/publicAccountants/publicAccountant"
_CLOSED_END = "formData/closedEndManagementInvestment"
_CUSTODIANS = "custodians/custodian[isSubCustodian!='Y']"
_COMMON_STOCKS = f"{_CLOSED_END}/securityRelatedItems/securityRelatedItem"
_INTERVAL = "Interval Fund"
_EXCHANGE_TRADED = ("Exchange-Traded Fund", "Exchange-Traded Managed Fund")
_COMMON = "Common stock"


@dataclass(frozen=True, slots=True)
class _Service:
    """Firms that serve the fund: the term they become, their elements, and which of them only serve for another."""

    term: str
    path: str
    name: str
    affiliated: str
    section: str
    sub: str = ""


_SERVICES = (
    _Service(
        "transfer_agent",
        "transferAgents/transferAgent",
        "transferAgentName",
        "isTransferAgentAffiliated",
        "Item C.10",
        "isTransferAgentSubAgent",
    ),
    _Service(
        "pricing_agent",
        "pricingServices/pricingService",
        "pricingServiceName",
        "isPricingServiceAffiliated",
        "Item C.11",
    ),
    _Service("administrator", "admins/admin", "adminName", "isAdminAffiliated", "Item C.14", "isAdminSubAdmin"),
)


@dataclass(frozen=True, slots=True)
class Report:
    """One fund of a report: the form, its part on the fund, and what both are said to speak of."""

    form: Form
    part: Element
    path: str
    day: Placed

    def terms(self) -> tuple[Mapping[str, Placed], ...]:
        """The terms that the report answers."""
        given = (
            self._names(
                "auditor", _ACCOUNTANTS, "publicAccountantName", "Item B.17.a", self.form.elements(_ACCOUNTANTS)
            ),
            self._names("custodian", f"{self.path}/{_CUSTODIANS}", "custodianName", "Item C.12.a", self._custodians()),
            *(self._service(service) for service in _SERVICES),
            self._classes(),
            self._exchange(),
        )
        return tuple(row for row in given if row is not None)

    def balance(self) -> Mapping[str, Placed] | None:
        """Net asset value a share of a closed-end fund (Item D.11); None where several classes could be meant."""
        value = self.form.money(f"{_CLOSED_END}/netAssetValuePerShare")
        if not value.text or len(self._common()) > 1:
            return None
        return {"as_of": self.day, "nav_per_share_usd": value}

    def market(self) -> Mapping[str, Placed] | None:
        """Market price a share of a closed-end fund and the value beside it (Items D.10 and D.11)."""
        price = self.form.money(f"{_CLOSED_END}/marketPricePerShare")
        if not price.text:
            return None
        value = self.form.money(f"{_CLOSED_END}/netAssetValuePerShare")
        return {"as_of": self.day, "price_usd": price, "nav_per_share_usd": value}

    def told(self, fund: Fund) -> tuple[Noticed, ...]:
        """What the report says that no table holds, and where it is at odds with `fund.yml`."""
        told = [
            self._rate("managementFee", "D.8", "The advisory fee"),
            self._rate("netOperatingExpenses", "D.9", "Expenses"),
        ]
        is_interval, is_said = _INTERVAL in self._types(), fund.wrapper is Wrapper.INTERVAL_FUND
        if is_interval != is_said:
            marks = "marks it as an interval fund" if is_interval else "does not mark it as an interval fund"
            what = f"Item C.3.d {marks}, and fund.yml says {fund.wrapper.value}."
            told.append(self.form.noticed(place(f"{self.path}/fundTypes"), what))
        if len(self._common()) > 1 and self.form.text(f"{_CLOSED_END}/netAssetValuePerShare"):
            what = "There are several classes of common stock, and Item D.11 does not say whose value it gives."
            told.append(self.form.noticed(place(f"{_CLOSED_END}/netAssetValuePerShare"), what))
        return tuple(item for item in told if item is not None)

    def _rate(self, element: str, item: str, what: str) -> Noticed | None:
        path = f"{_CLOSED_END}/{element}"
        text = self.form.text(path)
        if not text:
            return None
        rate = written(self.form.number(text, path))
        words = f"{what} of the year: {rate} % of net assets at its end (Item {item}). No column means that."
        return self.form.noticed(place(path), words)

    def _names(
        self, term: str, path: str, element: str, section: str, found: tuple[Element, ...]
    ) -> Mapping[str, Placed] | None:
        names = dict.fromkeys(self.form.text(element, of) for of in found)
        return self._term(term, "; ".join(name for name in names if name), f"{path}/{element}", section)

    def _service(self, service: _Service) -> Mapping[str, Placed] | None:
        """The firms' names; one that the form calls an affiliated person of the fund or its adviser is marked so."""
        named: dict[str, None] = {}
        for firm in self.form.elements(service.path, self.part):
            name = self.form.text(service.name, firm)
            if name and not (service.sub and self.form.text(service.sub, firm) == "Y"):
                is_affiliated = self.form.text(service.affiliated, firm) == "Y"
                named[f"{name} (affiliated)" if is_affiliated else name] = None
        path = f"{self.path}/{service.path}/{service.name}"
        return self._term(service.term, "; ".join(named), path, service.section)

    def _custodians(self) -> tuple[Element, ...]:
        found = self.form.elements("custodians/custodian", self.part)
        return tuple(item for item in found if self.form.text("isSubCustodian", item) != "Y")

    def _classes(self) -> Mapping[str, Placed] | None:
        number = len(self.form.elements("sharesOutstandings/sharesOutstanding", self.part))
        path = f"{self.path}/sharesOutstandings/sharesOutstanding"
        return self._term("share_classes", str(number) if number else "", path, "Item C.2.d")

    def _exchange(self) -> Mapping[str, Placed] | None:
        if any(kind in _EXCHANGE_TRADED for kind in self._types()):
            return self._term("exchange_traded", "yes", f"{self.path}/fundTypes/fundType", "Item C.3.a")
        listed = [
            stock
            for item in self._common()
            for stock in self.form.elements("commonStocks/commonStock", item)
            if collapsed(stock.get("commonStockExchange"))
        ]
        path = f"{_COMMON_STOCKS}/commonStocks/commonStock/@commonStockExchange"
        return self._term("exchange_traded", "yes" if listed else "", path, "Item D.1")

    def _types(self) -> tuple[str, ...]:
        return tuple(
            self.form.text_of(item, "fundType") for item in self.form.elements("fundTypes/fundType", self.part)
        )

    def _common(self) -> tuple[Element, ...]:
        found = self.form.elements(_COMMON_STOCKS)
        return tuple(item for item in found if self.form.text("description", item) == _COMMON)

    def _term(self, term: str, value: str, path: str, section: str) -> Mapping[str, Placed] | None:
        if not value:
            return None
        where = place(path)
        return {
            "term": Placed(term, where),
            "value": Placed(value, where),
            "as_of": self.day,
            "section": Placed(section, where),
        }
