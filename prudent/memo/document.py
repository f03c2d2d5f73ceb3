"""The memo as a typed document. `memo.json` is this and nothing else; every format is made from it alone.

Prose is `Text`: plain characters in which `⟨name⟩` stands for the figure of that name, so that a number is written
once, is formatted once, and links to what it rests on. Units are those of `prudent.model.measured`.
"""

from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from prudent.memo.exhibits import Chart, MemoTable
from prudent.memo.prose import FIGURE_REFERENCE, Figure, Text
from prudent.model.fact import Evidence, Grade
from prudent.model.finding import CheckResult, Factor, FindingStatus
from prudent.model.fund import AssetClass, LookAlike, Wrapper
from prudent.model.ids import Cik, ClassId, FundId, PlanId, SeriesId, Sha256
from prudent.model.validation import RuleResult
from prudent.model.value import Value
from prudent.model.verdict import Verdict


class RuleStatus(Value):
    """The regulation as known at a date. Never a conclusion about it."""

    citation: str
    title: str
    status: str
    """proposed, final, vacated …"""
    status_as_of: date
    sentence: str


class Subject(Value):
    """The fund, as `fund.yml` says it."""

    fund: FundId
    legal_name: str
    cik: Cik | None
    asset_class: AssetClass
    wrapper: Wrapper
    manager: str
    former_names: tuple[str, ...]
    current_name: str | None
    series_id: SeriesId | None = None
    class_id: ClassId | None = None
    look_alikes: tuple[LookAlike, ...]


class PlanHead(Value):
    plan: PlanId
    name: str
    fictional: bool
    note: str


class StripRow(Value):
    """One line of the six-factor strip on page one."""

    factor: Factor
    status: FindingStatus
    determination: Text
    """The proposed determination, one short sentence."""
    number: Text
    """The number behind it."""
    grade: Grade | None
    peers: str
    """`3 of 6`: rank among the fund and its peers, or a dash."""


class Recommendation(Value):
    """Page one's first lines."""

    verdict: Verdict
    headline: Text
    asked: Text
    reasons_for: tuple[Text, ...]
    reasons_against: tuple[Text, ...]
    would_change: tuple[Text, ...]


class Missing(Value):
    """Something the committee would need and the packet does not hold."""

    item: str
    factor: Factor
    ask: str
    """Whom to ask for what."""


class DataQuality(Value):
    """Counts for page one; the rules themselves are in `Memo.validation`."""

    items_in_evidence: int
    items_asked: int
    rules_passed: int
    rules_failed: int
    rules_broke: int
    withdrawn: int
    """Figures as received that a declared correction withdrew."""
    contradictions: int


class Chapter(Value):
    """One factor."""

    factor: Factor
    question: str
    """What the rule asks, from `policy/rule`."""
    status: FindingStatus
    determination: Text
    analysis: tuple[Text, ...]
    tables: tuple[MemoTable, ...]
    charts: tuple[Chart, ...]
    checks: tuple[CheckResult, ...]
    grade: Grade | None
    judgement: str


class PeerEntry(Value):
    """Why a peer is in, or why a near one is out."""

    fund: str
    name: str
    included: bool
    reason: str


class Contradiction(Value):
    """Two sources that disagree, both kept."""

    subject: str
    sentence: Text


class RegimeEntry(Value):
    """One date of the regulatory history, as known at the memo's date."""

    when: date
    what: str
    source: str


class Section(Value):
    """A part that is no factor chapter: plan facts, product map, the menu, conflicts."""

    id: str
    title: str
    paragraphs: tuple[Text, ...]
    tables: tuple[MemoTable, ...]


class Memo(Value):
    """Everything that a memo prints, in its order."""

    schema_version: Literal[1]
    title: str
    subject: Subject
    plan: PlanHead
    as_of: date
    known_at: date
    run: Sha256
    """Hash of the inputs, code and policy that the memo was made from."""
    rule: RuleStatus
    grading_note: str
    """What the grades rest on: transcribed figures, not re-checked."""
    recommendation: Recommendation
    strip: tuple[StripRow, ...]
    participant: tuple[Text, ...]
    """Dollars: per $10,000 and for one saver."""
    risk: MemoTable
    """Reported against unsmoothed, side by side."""
    conflicts_declared: Text
    """One sentence for page one."""
    liquidity: tuple[Text, ...]
    """Liquidity as it was, the worst fill known."""
    data_quality: DataQuality
    missing: tuple[Missing, ...]
    decision_asked: Section
    plan_facts: Section
    product_map: Section
    alternatives: Section
    chapters: tuple[Chapter, ...]
    peers: tuple[PeerEntry, ...]
    gates: MemoTable | None = None
    """What stands before the points."""
    scorecard: MemoTable
    beside_score: tuple[MemoTable, ...] = ()
    """What other months, other weights and other numbers would do."""
    own_factors: tuple[MemoTable, ...] = ()
    """Factors that the committee added to the six; they change none of them."""
    conflicts: Section
    menu: Section
    disclosure: Section
    case_against: Section
    subsequent_events: Section
    reconciled: Section | None = None
    """Totals against independent totals."""
    contradictions: tuple[Contradiction, ...]
    withdrawn: tuple[Text, ...]
    overridden: tuple[Text, ...] = ()
    """Figures that a person put in place of what the sources say."""
    noticed: tuple[Text, ...] = ()
    """What readers saw in the files that is no error."""
    validation: tuple[RuleResult, ...]
    regime: tuple[RegimeEntry, ...]
    figures: tuple[Figure, ...]
    evidence: tuple[Evidence, ...]
    method_notes: tuple[Text, ...]

    def _named(self) -> set[str]:
        """Names of all figures that stand anywhere in the prose."""
        return set(FIGURE_REFERENCE.findall(self.model_dump_json(exclude={"figures", "evidence"})))

    def with_used_figures(self) -> Self:
        """The same memo with only those figures that its prose names, and only what they rest on."""
        named = self._named()
        figures = tuple(figure for figure in self.figures if figure.name in named)
        needed = {locator for figure in figures for locator in figure.evidence}
        evidence = tuple(item for item in self.evidence if item.locator in needed)
        return self.model_copy(update={"figures": figures, "evidence": evidence})

    @model_validator(mode="after")
    def _all_factors(self) -> Self:
        for part in (self.strip, self.chapters):
            if tuple(row.factor for row in part) != tuple(Factor):
                raise ValueError("a memo speaks of each of the six factors once, in the rule's order")
        return self

    @model_validator(mode="after")
    def _every_figure_exists(self) -> Self:
        if missing := sorted(self._named() - {figure.name for figure in self.figures}):
            raise ValueError(f"the memo's prose names figures that do not exist: {', '.join(missing)}")
        return self

    @model_validator(mode="after")
    def _every_figure_has_its_evidence(self) -> Self:
        known = {item.locator for item in self.evidence}
        for figure in self.figures:
            if lost := sorted(set(figure.evidence) - known):
                raise ValueError(f"figure {figure.name} rests on {lost[0]}, which is not among the memo's evidence")
        return self
