"""The memo as a typed document. `memo.json` is this and nothing else; every format is made from it alone.

Prose is `Text`: plain characters in which `⟨name⟩` stands for the figure of that name, so that a number is written
once, is formatted once, and links to what it rests on. Units are those of `prudent.model.measured`.
"""

from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from prudent.memo.chart_kinds import Chart
from prudent.memo.exhibits import MemoTable
from prudent.memo.front import PageOne
from prudent.memo.prose import Figure, Text
from prudent.memo.sealed import Sealed
from prudent.memo.spoken import named
from prudent.memo.uncited import Uncited, refuse_uncited, uncited
from prudent.model.fact import Evidence, Grade
from prudent.model.finding import CheckResult, Factor, FindingStatus
from prudent.model.fund import AssetClass, LookAlike, Wrapper
from prudent.model.ids import Cik, ClassId, FundId, Line, PlanId, SeriesId, Sha256
from prudent.model.validation import RuleResult
from prudent.model.value import Value


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


class Missing(Value):
    """Something the committee would need and the packet does not hold."""

    item: str
    factor: Annotated[Factor | Line, Field(union_mode="left_to_right")]
    """A factor of the rule, or the title of one that the committee added."""
    ask: str
    """Whom to ask for what."""


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
    open_questions: tuple[Text, ...] = ()
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


class Challenge(Value):
    """What an opponent's counsel would ask, and what the evidence answers or that it does not."""

    question: str
    """Names no figure."""
    answer: Text


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
    charts: tuple[Chart, ...] = ()
    tables: tuple[MemoTable, ...]


class GlossaryEntry(Value):
    """A term of the field that the memo uses, in plain words."""

    term: str
    meaning: str


class MemoFact(Value):
    """One cell that a figure rests on, as it was received and as it is computed with."""

    locator: str
    """Owner, file, one row and column: `fund/returns.csv:7:return_pct`."""
    owner: str
    field: str
    as_of: date | None
    value: str
    """In the unit given beside it, written out in full."""
    unit: str
    document: str
    """Ids of the documents behind it."""
    place: str = ""
    """A cell of a sheet, an XPath, a page; empty where the locator says it."""
    grade: Grade


def _is_none(decision: Sealed | None) -> bool:
    return decision is None


class Memo(Value):
    """Everything that a memo prints, in its order."""

    schema_version: Literal[2]
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
    page_one: PageOne
    missing: tuple[Missing, ...]
    decision_asked: Section
    plan_facts: Section
    product_map: Section
    providers: Section | None = None
    """Service providers: who they are, what they are paid, whether affiliated."""
    terms: Section | None = None
    """The terms on file, each with where it stands."""
    alternatives: Section
    chapters: tuple[Chapter, ...]
    peers: tuple[PeerEntry, ...]
    gates: MemoTable | None = None
    """What stands before the points."""
    scorecard: MemoTable
    beside_score: tuple[MemoTable, ...] = ()
    """What other months, other weights and other numbers would do."""
    score_charts: tuple[Chart, ...] = ()
    own_factors: tuple[MemoTable, ...] = ()
    """Factors that the committee added to the six; they change none of them."""
    conflicts: Section
    menu: Section
    readiness: Section
    """Whether recordkeeper and trustee can hold, price and pay it out."""
    disclosure: Section
    """Facts that 29 CFR 2550.404a-5 asks to disclose."""
    case_against: Section
    challenges: tuple[Challenge, ...] = ()
    """The strongest questions that an opponent would ask, the strongest first."""
    bad_findings: MemoTable | None = None
    """What the evidence shows against the fund; what is missing stands apart, in `missing`."""
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
    glossary: tuple[GlossaryEntry, ...] = ()
    facts: tuple[MemoFact, ...] = ()
    """Every cell that a figure rests on: what a spreadsheet recomputes from."""
    figures: tuple[Figure, ...]
    evidence: tuple[Evidence, ...]
    method_notes: tuple[Text, ...]
    decision: Sealed | None = Field(default=None, exclude_if=_is_none)
    """What the committee decided on this memo. None until it has, and then no part of the bytes, so that a sealed memo
    without it is the memo that was decided on, byte for byte. Every number in it is the committee's own."""

    def _named(self) -> set[str]:
        """Names of all figures that stand anywhere in the prose."""
        return set(named(self))

    def with_used_figures(self) -> Self:
        """The same memo with only those figures that its prose names, and only what they rest on."""
        used = self._named()
        figures = tuple(figure for figure in self.figures if figure.name in used)
        needed = {locator for figure in figures for locator in figure.evidence}
        evidence = tuple(item for item in self.evidence if item.locator in needed)
        return self.model_copy(update={"figures": figures, "evidence": evidence})

    @model_validator(mode="after")
    def _all_factors(self) -> Self:
        for part in (self.page_one.strip, self.chapters):
            if tuple(row.factor for row in part) != tuple(Factor):
                raise ValueError("a memo speaks of each of the six factors once, in the rule's order")
        return self

    @model_validator(mode="after")
    def _every_figure_exists(self) -> Self:
        if missing := sorted(self._named() - {figure.name for figure in self.figures}):
            raise ValueError(f"the memo's prose names figures that do not exist: {', '.join(missing)}")
        return self

    @model_validator(mode="after")
    def _every_number_is_a_figure(self) -> Self:
        refuse_uncited(self.uncited)
        return self

    @cached_property
    def uncited(self) -> tuple[Uncited, ...]:
        """Numbers without a figure, looked for once: every format prints how many there are."""
        return uncited(self)

    @model_validator(mode="after")
    def _every_figure_has_its_evidence(self) -> Self:
        known = {item.locator for item in self.evidence}
        for figure in self.figures:
            if lost := sorted(set(figure.evidence) - known):
                raise ValueError(f"figure {figure.name} rests on {lost[0]}, which is not among the memo's evidence")
        return self
