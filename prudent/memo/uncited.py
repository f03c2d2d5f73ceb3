"""Numbers that stand in a memo and are no figure: what nobody could look up.

Belongs here: finding and refusing them. Does not: whose word a text is (`spoken.py`), nor what counts as a number
(`prudent/model/amounts.py`).
"""

from dataclasses import dataclass

from pydantic import BaseModel

from prudent.memo.prose import FIGURE_REFERENCE, QUOTATION
from prudent.memo.spoken import Spoken, quotations, texts
from prudent.model.amounts import amounts, digits

_REPEATED = 12
"""Characters from which on words that repeat a quoted field are taken for it; fewer may stand anywhere by chance."""


@dataclass(frozen=True, slots=True)
class Uncited:
    """A number without a figure."""

    field: str
    text: str
    number: str

    def __str__(self) -> str:
        """Where, which number, and the sentence."""
        return f"{self.field}: {self.number!r} in {self.text!r}"


def uncited(memo: BaseModel) -> tuple[Uncited, ...]:
    """Every number that stands in the memo's own prose outside of a figure.

    Words that repeat a quoted field of the same memo are quoted, and so are those in quotation marks with their place.
    """
    doubted = [item for item in texts(memo) if item.says is None and _numbers(item)]
    if not doubted:
        return ()
    others = sorted(quotations(memo), key=len, reverse=True)
    known = tuple(text[1:].rstrip(".") for text in others if len(text) >= _REPEATED)
    left = ((item, _numbers(_without(item, known))) for item in doubted)
    return tuple(Uncited(item.field, item.text, number) for item, numbers in left for number in numbers)


def refuse_uncited(found: tuple[Uncited, ...]) -> None:
    """Refuse a memo in which numbers without a figure were found.

    Raises:
        ValueError: the first of them, with its field and its sentence, and how many more there are.
    """
    if found:
        first, *others = found
        more = f"; {len(others)} more" if others else ""
        raise ValueError(f"a number without a figure in {first}{more}")


def _numbers(item: Spoken) -> tuple[str, ...]:
    said = QUOTATION.sub(" ", FIGURE_REFERENCE.sub(" ", item.text))
    if not any(sign.isdigit() for sign in said):
        return ()
    return digits(said) if item.is_number else amounts(said)


def _without(item: Spoken, known: tuple[str, ...]) -> Spoken:
    """The text without what it repeats of the memo's quoted fields."""
    text = item.text
    for other in known:
        text = text.replace(other, " ")
    return Spoken(item.field, text, item.says, item.is_number)
