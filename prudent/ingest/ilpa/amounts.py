"""An amount of a template as a cell of ours: exact, and rounded to what money is kept in only where a formula made it.

Belongs here: that rounding, and rows made out of amounts. Does not: what an amount means.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from prudent.ingest.cells import MONEY_PLACES

_NUMBER = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,30})?", re.ASCII)
_STEP = Decimal(1).scaleb(-MONEY_PLACES)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount and where it stands."""

    value: Decimal
    place: str

    @property
    def text(self) -> str:
        """As it is put into a table."""
        return f"{self.rounded.normalize():f}" if self.rounded else "0"

    @property
    def rounded(self) -> Decimal:
        """To hundredths of a cent, in which money is kept. Formulas leave more digits than anybody paid."""
        return self.value.quantize(_STEP, ROUND_HALF_EVEN)

    @property
    def is_rounded(self) -> bool:
        """Whether rounding changed it."""
        return self.rounded != self.value


def amount_of(text: str, place: str) -> Amount | None:
    """The amount of a cell; None for text that is no number."""
    return Amount(Decimal(text), place) if _NUMBER.fullmatch(text) else None
