"""How old the latest row of a table, the latest term of a group and the latest document of a form may be.

Belongs here: `policy/freshness.yml`, typed. Does not: how an age is judged (`expectations/crosschecks/freshness.py`).
"""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from prudent.model.fund import AssetClass, Fund, Wrapper
from prudent.model.ids import Line
from prudent.model.questions import Reasoned
from prudent.model.value import Value


class FreshItem(StrEnum):
    """What can grow old: a core table, named after it, or a group of terms. Each is one rule."""

    RETURNS = "returns"
    BALANCE_SHEET = "balance_sheet"
    FEES = "fees"
    HOLDINGS = "holdings"
    EXPOSURE = "exposure"
    TENDERS = "tenders"
    CASH_FLOWS = "cash_flows"
    FAIR_VALUE = "fair_value"
    MARKS = "marks"
    MARKET = "market"
    RESULTS = "results"
    REPRESENTATIONS = "representations"
    REPURCHASE_TERMS = "repurchase_terms"
    FEE_TERMS = "fee_terms"
    CREDIT_TERMS = "credit_terms"
    CUSTODY_TERMS = "custody_terms"
    OTHER_TERMS = "other_terms"
    BENCHMARK = "benchmark"
    RISK_FREE = "risk_free"

    @property
    def field(self) -> str:
        """The field of `CoreTables` that it speaks of."""
        if self.value.endswith("_terms"):
            return "fund_terms"
        return {"benchmark": "benchmark_returns", "risk_free": "market_risk_free"}.get(self.value, f"fund_{self.value}")

    @property
    def of_terms(self) -> bool:
        """Whether it is a group of terms and not a whole table."""
        return self.field == "fund_terms"


class FreshEntry(Reasoned):
    """How old the latest row of one item may be at the as-of date, for the kinds of fund that this is about."""

    item: FreshItem
    most_days: Annotated[int, Field(ge=1)]
    terms: tuple[str, ...] = ()
    """Of a group of terms: which ones. Of each the latest counts."""
    asset_classes: tuple[AssetClass, ...] = tuple(AssetClass)
    wrappers: tuple[Wrapper, ...] = tuple(Wrapper)

    @model_validator(mode="after")
    def _terms_of_a_group(self) -> Self:
        if self.item.of_terms != bool(self.terms):
            said = "must name its terms" if self.item.of_terms else "is a whole table and can name no terms"
            raise ValueError(f"{self.item.value} {said}")
        return self

    def applies_to(self, fund: Fund) -> bool:
        """Whether the fund is of a kind that this is about."""
        return fund.asset_class in self.asset_classes and fund.wrapper in self.wrappers


class DocumentAge(Reasoned):
    """How old the latest document of some forms may be at the as-of date."""

    forms: Annotated[tuple[Line, ...], Field(min_length=1)]
    """As the packets give them, such as `10-K`."""
    most_days: Annotated[int, Field(ge=1)]


class Freshness(Value):
    """`policy/freshness.yml`. Of the entries on one item the first that applies to a fund counts."""

    version: int
    entries: tuple[FreshEntry, ...] = ()
    documents: tuple[DocumentAge, ...] = ()

    @model_validator(mode="after")
    def _each_form_once(self) -> Self:
        forms = [form for entry in self.documents for form in entry.forms]
        if twice := sorted({form for form in forms if forms.count(form) > 1}):
            raise ValueError(f"documents must name each form once: {twice[0]} stands twice")
        return self

    def of(self, item: FreshItem, fund: Fund | None) -> FreshEntry | None:
        """What counts for a fund, or for a public series where `fund` is None; None where nothing is said."""
        entries = (entry for entry in self.entries if entry.item is item)
        return next((entry for entry in entries if fund is None or entry.applies_to(fund)), None)
