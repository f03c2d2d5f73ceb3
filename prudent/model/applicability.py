"""Which measures mean something for which kind of fund: `policy/applicability.yml`.

Belongs here: what does not apply and why, and the price that an exchange-traded trust is held against. Does not: how it
is applied to measures (`prudent/score/applicability.py`).
"""

from typing import Annotated, Self

from pydantic import Field, model_validator

from prudent.model.fund import AssetClass, Fund, Wrapper
from prudent.model.ids import BenchmarkId, Slug
from prudent.model.questions import Reasoned, once
from prudent.model.value import Value


class DoesNotApply(Reasoned):
    """Measures that have no meaning for the funds of some classes in some wrappers, and why."""

    id: Slug
    asset_classes: Annotated[tuple[AssetClass, ...], Field(min_length=1)] = tuple(AssetClass)
    wrappers: Annotated[tuple[Wrapper, ...], Field(min_length=1)] = tuple(Wrapper)
    measures: Annotated[tuple[str, ...], Field(min_length=1)]
    """Stems: `volatility_unsmoothed` stands for itself on every window."""

    @property
    def kinds(self) -> tuple[tuple[str, str, str], ...]:
        """Asset class, wrapper and stem of everything that is meant, each as it is written."""
        return tuple(
            (asset_class.value, wrapper.value, measure)
            for asset_class in self.asset_classes
            for wrapper in self.wrappers
            for measure in self.measures
        )


class Reference(Reasoned):
    """The price of what a trust holds, as a public series of month-end total returns."""

    asset_class: AssetClass
    wrappers: Annotated[tuple[Wrapper, ...], Field(min_length=1)]
    benchmark: BenchmarkId | None = None
    """A folder of `benchmarks/`. None when no series of month ends is in evidence: an average of a month is none."""

    def is_for(self, fund: Fund) -> bool:
        """Whether the fund holds what this is the price of."""
        return fund.asset_class is self.asset_class and fund.wrapper in self.wrappers


class Applicability(Value):
    """`policy/applicability.yml`. Without entries every measure applies to every fund."""

    version: int
    does_not_apply: tuple[DoesNotApply, ...] = ()
    references: tuple[Reference, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        once(
            self,
            "references",
            [f"{item.asset_class.value} {wrapper.value}" for item in self.references for wrapper in item.wrappers],
        )
        return once(self, "does_not_apply", [entry.id for entry in self.does_not_apply])

    @model_validator(mode="after")
    def _each_measure_once_for_a_kind(self) -> Self:
        said: dict[tuple[str, str, str], str] = {}
        for entry in self.does_not_apply:
            for kind in entry.kinds:
                other = said.setdefault(kind, entry.id)
                if other != entry.id:
                    asset_class, wrapper, measure = kind
                    whose = f"{asset_class} in the wrapper {wrapper}"
                    raise ValueError(f"{entry.id} and {other} both say why {measure} does not apply to {whose}")
        return self

    def without(self, stems: tuple[str, ...]) -> Self:
        """The same without what is said of some measures, for work that does not make them."""
        told = [
            (entry, tuple(name for name in entry.measures if not name.startswith(stems)))
            for entry in self.does_not_apply
        ]
        kept = tuple(entry.model_copy(update={"measures": names}) for entry, names in told if names)
        return self.model_copy(update={"does_not_apply": kept})

    def references_for(self, funds: tuple[Fund, ...]) -> tuple[BenchmarkId, ...]:
        """Every series that one of the funds is held against, each once."""
        return tuple(dict.fromkeys(name for fund in funds if (name := self.reference_for(fund)) is not None))

    def reference_for(self, fund: Fund) -> BenchmarkId | None:
        """The series that the fund's price is held against; None where the policy names none."""
        return next((item.benchmark for item in self.references if item.is_for(fund)), None)
