"""The order of sources, as `policy/sources.yml` states it: of two that disagree, which one is used."""

from datetime import date
from typing import Self

from pydantic import model_validator

from prudent.model.delivery import SourceKind
from prudent.model.value import Value


class Sources(Value):
    """Best first. What is not used is kept and shown."""

    version: int
    since: date | None = None
    why: str = ""
    order: tuple[SourceKind, ...] = tuple(SourceKind)

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        if sorted(self.order) != sorted(SourceKind):
            raise ValueError(f"order must name each of {', '.join(SourceKind)} once")
        return self

    def rank(self, kind: SourceKind) -> int:
        """0 for the best."""
        return self.order.index(kind)
