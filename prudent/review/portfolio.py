"""All funds of one quarter on a page: `portfolio.json`, and the pages made from it alone.

Belongs here: a line for each fund, and for those that have none yet. Does not: a fund's own review (`document.py`).
"""

from datetime import date
from typing import Final, Literal

from prudent.decide.allowed import SEVERITY
from prudent.memo.document import PlanHead, RuleStatus
from prudent.memo.first.names import clipped
from prudent.memo.format import rule_text, status_text
from prudent.model.finding import Factor
from prudent.model.ids import FundId, Line, Sha256
from prudent.model.standing import FundState
from prudent.model.value import Value
from prudent.model.verdict import Verdict
from prudent.review.delta import Cause, Delta
from prudent.review.document import OUTSIDE_THE_RULE, Review
from prudent.review.rows import moved_text

_MOVED: Final = 2
"""Measures named of each fund; the rest are counted."""
_ORDER: Final = (
    Factor.FEES,
    Factor.LIQUIDITY,
    Factor.VALUATION,
    Factor.COMPLEXITY,
    Factor.PERFORMANCE,
    Factor.BENCHMARK,
)
"""Of factors whose measures move seldom first."""


class FundLine(Value):
    """One reviewed fund."""

    fund: FundId
    name: str
    before: FundState
    after: FundState
    staff: Verdict
    findings: tuple[str, ...]
    """Those that changed, in words."""
    moved: tuple[str, ...]
    """The first measures that changed, in words."""
    changed_n: int
    """Measures that changed."""
    causes: tuple[Cause, ...]
    late_n: int
    fired: tuple[str, ...]
    """Titles of the triggers that were set off."""
    folder: str
    record: Sha256


class Waiting(Value):
    """A fund whose sources have not come, before the grace date, or whose data was refused: it has no review."""

    fund: FundId
    why: Literal["waiting", "refused"]
    said: tuple[str, ...]


class Portfolio(Value):
    """`portfolio.json`."""

    portfolio_version: Literal[1] = 1
    title: str
    plan: PlanHead
    quarter: Line
    as_of: date
    rule: RuleStatus
    outside_the_rule: str = OUTSIDE_THE_RULE
    funds: tuple[FundLine, ...]
    """The state that is the most severe first, then by name."""
    without: tuple[Waiting, ...]
    left_out_n: int
    """Funds that the committee never approved, or that it declined or removed: they are not monitored."""

    @property
    def rule_line(self) -> str:
        """The rule's citation and status."""
        return rule_text(self.rule.citation, self.rule.status, self.rule.status_as_of)


def portfolio_of(
    reviews: tuple[tuple[Review, str, Sha256], ...], without: tuple[Waiting, ...], left_out_n: int
) -> Portfolio:
    """The page on all funds of a quarter.

    Args:
        reviews: at least one, each with its folder in the store and its record.
        without: the funds that have no review, and why.
        left_out_n: how many funds the committee has not approved.
    """
    first = reviews[0][0]
    lines = sorted(
        (fund_line(*item) for item in reviews), key=lambda line: (-SEVERITY.get(line.after, 0), line.name, line.fund)
    )
    return Portfolio(
        title=f"Quarterly review {first.quarter}: all funds",
        plan=first.plan,
        quarter=first.quarter,
        as_of=first.as_of,
        rule=first.rule,
        funds=tuple(lines),
        without=tuple(sorted(without, key=lambda item: (item.why, item.fund))),
        left_out_n=left_out_n,
    )


def fund_line(review: Review, folder: str, record: Sha256) -> FundLine:
    """One fund's line."""
    changed = sorted((delta for delta in review.measures if delta.is_changed), key=_told_first)
    findings = [
        f"{item.factor}: {status_text(item.before)} → {status_text(item.now)}"
        for item in review.findings
        if item.is_changed and item.before is not None
    ]
    titles = {item.said: item.title for item in review.watched}
    causes = {cause for delta in changed for cause in delta.causes}
    return FundLine(
        fund=review.subject.fund,
        name=clipped(review.subject.legal_name),
        before=review.standing.before,
        after=review.standing.after,
        staff=review.advised.now,
        findings=tuple(findings),
        moved=tuple(moved_text(delta) for delta in changed[:_MOVED]),
        changed_n=len(changed),
        causes=tuple(cause for cause in Cause if cause in causes),
        late_n=len(review.late),
        fired=tuple(titles.get(item.said, item.trigger) for item in review.fired),
        folder=folder,
        record=record,
    )


def _told_first(delta: Delta) -> tuple[bool, int]:
    """Numbers before what came into evidence or left it, and what seldom moves before what moves each quarter."""
    return delta.parts is None, _ORDER.index(delta.factor)
