"""Staff's recommendation, what the committee is asked, and the reasons on both sides."""

from prudent.memo.figures import FigureBook
from prudent.memo.first.names import outside, shortened
from prudent.memo.front import Recommendation
from prudent.model.case import Case
from prudent.model.measured import Unit
from prudent.score.findings.reasons import REASONS
from prudent.score.findings.recommendation import Advice

_NEXT = {1: "second", 2: "third"}


def recommendation(advice: Advice, case: Case, book: FigureBook) -> Recommendation:
    """The first lines. Fewer than three reasons are said to be fewer; none is made up."""
    sleeve = case.plan.sleeve
    weight = book.plan("sleeve_weight_frac", "Sleeve weight asked", Unit.FRACTION)
    alone = "and as a stand-alone option" if sleeve.stand_alone else "not as a stand-alone option"
    return Recommendation(
        verdict=advice.verdict,
        headline=advice.headline,
        asked=f"Whether to admit it as a {weight} sleeve of the {outside(sleeve.host)}; {alone}.",
        reasons_for=shortened(advice.reasons_for, book),
        reasons_against=shortened(advice.reasons_against, book),
        for_note=_short_of(advice.reasons_for, "for"),
        against_note=_short_of(advice.reasons_against, "against"),
        would_change=shortened(advice.would_change, book),
    )


def _short_of(reasons: tuple[str, ...], side: str) -> str:
    """What is said under a list of fewer than three; empty under a full one."""
    if len(reasons) >= REASONS:
        return ""
    if not reasons:
        return f"The evidence carries no reason {side} it."
    return f"The evidence carries no {_NEXT[len(reasons)]} reason {side} it."
