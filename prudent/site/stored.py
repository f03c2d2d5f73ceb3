"""The few fields of a `memo.json` that the reading room shows, typed, and nothing else of it.

Belongs here: what is read of a file that a run has written and checked. Does not: the memo itself
(`prudent.memo.document`): a room of hundreds of funds would spend its time on validating what was validated, and would
refuse a memo for a field that it does not show. Fields that are not named here are passed over.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from prudent.memo.exhibits import TableColumn
from prudent.memo.prose import Figure
from prudent.model.fact import Grade
from prudent.model.finding import Factor, FindingStatus
from prudent.model.fund import AssetClass, Wrapper
from prudent.model.ids import FundId, PlanId
from prudent.model.validation import Outcome
from prudent.model.verdict import Verdict

SCHEMA_READ = 2
"""The version of `memo.json` that these fields are those of."""


class Stored(BaseModel):
    """Frozen, and open to fields that it does not name."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class Version(Stored):
    """What is asked first of a file that cannot be read as a memo of today."""

    schema_version: int


class StoredFigure(Figure):
    """A figure as it was written."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class StoredColumn(TableColumn):
    """A column's head as it was written."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class StoredTable(Stored):
    """A table of page one."""

    title: str
    columns: tuple[StoredColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


class StoredSubject(Stored):
    """The fund."""

    fund: FundId
    legal_name: str
    asset_class: AssetClass
    wrapper: Wrapper
    manager: str
    former_names: tuple[str, ...]
    current_name: str | None


class StoredPlan(Stored):
    """The plan whose committee decides."""

    plan: PlanId
    name: str
    fictional: bool
    note: str


class StoredRule(Stored):
    """The regulation as known at a date."""

    citation: str
    status: str
    status_as_of: date


class StoredRow(Stored):
    """A line of the six-factor strip."""

    factor: Factor
    status: FindingStatus
    determination: str
    number: str
    grade: Grade | None
    peers: str


class StoredRecommendation(Stored):
    """What staff recommend, and why."""

    verdict: Verdict
    headline: str
    asked: str
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    would_change: tuple[str, ...]


class StoredQuality(Stored):
    """The counts of page one."""

    items_in_evidence: int
    items_asked: int
    stale: int = 0
    overridden: int = 0
    rules_passed: int
    rules_failed: int
    rules_broke: int
    withdrawn: int
    contradictions: int


class StoredChanges(Stored):
    """What differs from the memo before."""

    summary: str


class StoredPageOne(Stored):
    """Page one."""

    recommendation: StoredRecommendation
    strip: tuple[StoredRow, ...]
    cost: tuple[str, ...]
    risk: StoredTable
    leaving: StoredTable
    liquidity: tuple[str, ...]
    marks: tuple[str, ...]
    data_quality: StoredQuality
    changes: StoredChanges
    conflicts: str


class StoredMissing(Stored):
    """Something that the packet does not hold."""

    item: str
    factor: str
    """One of the six factors, or another part of the record that has no factor."""
    ask: str


class StoredContradiction(Stored):
    """Two sources that disagree."""

    subject: str
    sentence: str


class StoredRuleResult(Stored):
    """How one data rule came out."""

    owner: str
    table: str
    rule: str
    severity: str
    outcome: Outcome
    description: str
    detail: str


class StoredMemo(Stored):
    """A memo of the version that is read here."""

    schema_version: Literal[2]
    subject: StoredSubject
    plan: StoredPlan
    as_of: date
    known_at: date
    rule: StoredRule
    page_one: StoredPageOne
    missing: tuple[StoredMissing, ...]
    contradictions: tuple[StoredContradiction, ...]
    validation: tuple[StoredRuleResult, ...]
    figures: tuple[StoredFigure, ...]
