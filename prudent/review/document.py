"""A quarter's review of one fund as a typed document: `review.json` is this and nothing else.

Belongs here: the shape. Does not: how it is filled (`build.py`) and printed (`printed.py`, `page.py`, `paper.py`).
Numbers are those of `prudent.model.measured`: each with its unit, n, window, method and the places that it rests on.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from prudent.memo.document import PlanHead, RuleStatus, Subject
from prudent.model.decision import Condition
from prudent.model.fact import Evidence
from prudent.model.finding import CheckOutcome, Factor, FindingStatus
from prudent.model.ids import Line, Sha256
from prudent.model.ledger import Fired
from prudent.model.standing import FundState
from prudent.model.value import Value
from prudent.model.verdict import Verdict
from prudent.review.delta import Delta

OUTSIDE_THE_RULE = (
    "Evidence of the duty to monitor. The proposed rule speaks of selecting an alternative and not of monitoring it, "
    "so this review lies outside it and claims no safe harbor."
)


class Compared(Value):
    """What the fund is compared with: its last review, or the memo that was decided on."""

    kind: Literal["memo", "review"]
    as_of: date
    folder: str
    record: Sha256


class Walk(Value):
    """What could be held fixed between before and now, so that a change can be laid to its cause."""

    method_differs: bool | None
    """Code or policy is another one than before. None on a first review."""
    data_differs: bool | None
    """A file that the answer rests on is new, gone, or another one than before."""
    why_not: str
    """Why causes could not be told apart; empty where they were."""


class CheckChange(Value):
    """A question of a factor that is answered otherwise than before."""

    question: str
    before: CheckOutcome | None
    now: CheckOutcome | None
    """None where the policy did not ask, or no longer asks."""


class FindingChange(Value):
    """Staff's proposal on one factor, before and now."""

    factor: Annotated[Factor | Line, Field(union_mode="left_to_right")]
    """A factor of the rule, or the title of one that the committee added."""
    before: FindingStatus | None
    now: FindingStatus
    checks: tuple[CheckChange, ...]

    @property
    def is_changed(self) -> bool:
        """Whether staff propose another status than before."""
        return self.before is not None and self.before is not self.now


class Advised(Value):
    """What staff recommend, before and now. The score stands beside it and decides nothing."""

    before: Verdict | None
    now: Verdict
    score_before_frac: float | None
    score_now_frac: float | None
    """Points reached over those possible where there is evidence. Peers' changes are in it, so it has no cause."""


class Seen(Value):
    """A trigger of the watch list, and what came of it."""

    title: Line
    found: Line
    said: str


class Standing(Value):
    """Where the fund stands with the committee."""

    before: FundState
    after: FundState
    selected_anew: bool
    """A trigger says that it is to be selected from scratch, on a new full memo."""
    conditions: tuple[Condition, ...]
    """Of the last approval, as the committee set them."""
    next_review: date


class Review(Value):
    """Everything that a review says."""

    review_version: Literal[1] = 1
    title: str
    subject: Subject
    plan: PlanHead
    quarter: Line
    as_of: date
    known_at: date
    review: Sha256
    """Hash of the inputs, code, policy, what it is compared with, and where the fund stood."""
    rule: RuleStatus
    outside_the_rule: str = OUTSIDE_THE_RULE
    compared: Compared | None
    """None where what stood before is not in the store."""
    walk: Walk
    standing: Standing
    advised: Advised
    findings: tuple[FindingChange, ...]
    """The six in the rule's order, then those that the committee added."""
    measures: tuple[Delta, ...]
    fired: tuple[Fired, ...]
    watched: tuple[Seen, ...]
    """Every trigger that applies, those that were not set off too."""
    late: tuple[Line, ...]
    evidence: tuple[Evidence, ...]
    """What the figures of now rest on; those of before rest on the record that is named in `compared`."""

    @property
    def unchanged(self) -> bool:
        """Whether nothing that is looked at differs from before; never of a first review."""
        moved = any(item.is_changed or item.checks for item in self.findings) or any(
            m.is_changed for m in self.measures
        )
        return self.compared is not None and not moved and self.advised.before is self.advised.now

    @model_validator(mode="after")
    def _all_factors(self) -> Self:
        if tuple(item.factor for item in self.findings[: len(Factor)]) != tuple(Factor):
            raise ValueError("a review speaks of each of the six factors once, in the rule's order")
        return self

    @model_validator(mode="after")
    def _every_figure_has_its_evidence(self) -> Self:
        known = {item.locator for item in self.evidence}
        for delta in self.measures:
            now = delta.steps.now
            if now is not None and (lost := sorted(set(now.evidence) - known)):
                raise ValueError(f"{delta.name} rests on {lost[0]}, which is not among the review's evidence")
        return self
