"""How many statements of the memo are figures, and that each of them is cited.

Belongs here: the count. Does not: the refusal of an uncited figure, which is `Memo`'s own validation.
"""

from dataclasses import dataclass

from prudent.memo.document import Memo
from prudent.memo.spoken import named


@dataclass(frozen=True, slots=True)
class Claims:
    """Counts over one memo."""

    uses: int
    """Places where a figure stands."""
    figures: int
    """Different figures."""
    refused: int
    """Of them, those that say why there is no number."""
    evidence: int
    """Places in files that they rest on."""
    uncited: int
    """Numbers that are no figure: none, or `Memo` would have refused them."""


def claims(memo: Memo) -> Claims:
    """Count the figures where they stand and what they rest on."""
    return Claims(
        uses=len(named(memo)),
        figures=len(memo.figures),
        refused=sum(figure.refusal is not None for figure in memo.figures),
        evidence=len(memo.evidence),
        uncited=len(memo.uncited),
    )


def claims_sentence(memo: Memo) -> str:
    """The count in words, for the back matter."""
    count = claims(memo)
    return (
        f"Claims: figures stand in {count.uses:,} places. They are {count.figures:,} different ones, of which "
        f"{count.refused:,} say why there is no number. All are cited, to {count.evidence:,} places in the files. "
        f"Numbers without a figure: {count.uncited:,}."
    )


def claims_line(memo: Memo) -> str:
    """The same in a few words, for a log and for page one."""
    count = claims(memo)
    return f"{count.figures:,} figures in {count.uses:,} places, {count.uncited:,} uncited"
