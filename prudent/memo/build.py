"""Builds the memo from the case, the tables, the validation results and the score. Reads like the memo's contents."""

from datetime import date

from prudent.memo import contrary, scorecard_tables
from prudent.memo.alternatives import alternatives, peer_entries
from prudent.memo.before import Before, with_before
from prudent.memo.changes import changes
from prudent.memo.chapters import chapters
from prudent.memo.charted.ranking import score_charts
from prudent.memo.charted.sleeve import menu_charts
from prudent.memo.document import Memo, PlanHead, RegimeEntry, RuleStatus, Subject
from prudent.memo.facts import memo_facts
from prudent.memo.figures import FigureBook
from prudent.memo.first.counts import add_figures, missing
from prudent.memo.first.page import page_one
from prudent.memo.known_then import as_known
from prudent.memo.parts.behind import behind
from prudent.memo.parts.conflicts import conflicts
from prudent.memo.parts.files import noticed, withdrawn
from prudent.memo.parts.glossary import glossary
from prudent.memo.parts.plan import decision_asked, plan_facts
from prudent.memo.reconciled import reconciled
from prudent.model.case import Case
from prudent.model.delivery import SourceKind
from prudent.model.policy import RegimeDate
from prudent.model.validation import RuleResult
from prudent.score.benchmark.considered import considered
from prudent.score.findings.disagreement import resolver
from prudent.score.score import Score
from prudent.tables.core import CoreTables

_TRANSCRIBED = (
    "Figures were transcribed from public filings and series by people and by machine and were not "
    "re-checked against them: grade C at best. "
)
_SEVERAL = (
    "Figures come from {kinds}, as each one's evidence says; none was re-checked by hand: grade C at best. Of two that "
    "disagree the one is used that the committee's order of sources puts first. "
)
_GRADES = (
    "A would be re-checked or reconciled to an independent total, B reconciled, D stale, contradicted or estimated."
)

METHOD_NOTES = (
    (
        "Returns are linked over time from the periods in evidence and annualised only from twelve months on. "
        "A window counts only when periods fill it without a gap."
    ),
    (
        "Volatility is the sample standard deviation times the root of periods a year. The Sharpe ratio is "
        "the mean excess over the three-month Treasury bill of the same period, over the standard deviation "
        "of the excess (Sharpe 1994)."
    ),
    (
        "Unsmoothed figures undo one lag (Geltner 1991, 1993) with the sample autocorrelation of the same "
        "window. Where that is not above zero no lag was found, which so few returns can miss, and that is said."
    ),
    (
        "A peer's median leaves the fund itself out. Under three peers there is a rank and no median. Ties "
        "share the better rank."
    ),
    (
        "Fees are the printed ratio of total expenses to average net assets, or the printed fee table where "
        "one is on file; the class is named where the document names it."
    ),
    (
        "Missing is never zero. A figure that the evidence does not carry is refused, with the reason, in the "
        "list of figures."
    ),
)


def build_memo(
    case: Case,
    core: CoreTables,
    results: tuple[RuleResult, ...],
    score: Score,
    run: str,
    before: Before | None = None,
) -> Memo:
    """The whole memo.

    Args:
        case: the question, funds, plan and policy.
        core: the core tables.
        results: what validation found.
        score: measures, comparisons, findings, advice.
        run: the run's hash.
        before: the memo before this one; None for a first memo.

    Raises:
        pydantic.ValidationError: prose names a figure that does not exist, or a figure has no evidence. Both are bugs.
    """
    considered_for = considered(score.benchmark_log, case.candidate.fund)
    book = FigureBook(case, score.evidence(case), with_before(resolver(case, core, results), before), considered_for)
    scorecard_tables.add_figures(score, book)
    add_figures(score, book)
    first = page_one(case, core, score, results, book)
    lacking = missing((*score.findings, *score.own_findings), case.policy.checks)
    first = first.model_copy(update={"changes": as_known(case, changes(before, first, lacking, book))})
    factor_chapters = chapters(case, core, score, book)
    asked, facts, compared = decision_asked(case, book), plan_facts(case, book), alternatives(case, book)
    rest = behind(case, core, results, score, book)
    beside_score = scorecard_tables.beside(case, score, book)
    made = Memo(
        schema_version=2,
        title=f"Prudent process memo: {case.candidate.legal_name}",
        subject=subject_of(case),
        plan=plan_head(case),
        as_of=case.request.as_of,
        known_at=case.known_at,
        run=run,
        rule=rule_status(case),
        grading_note=grading_note(case),
        page_one=first,
        missing=lacking,
        decision_asked=asked,
        plan_facts=facts,
        product_map=rest.product_map,
        providers=rest.providers,
        terms=rest.terms,
        alternatives=compared,
        chapters=factor_chapters,
        peers=peer_entries(score),
        gates=scorecard_tables.gates_table(score),
        scorecard=scorecard_tables.points_table(case, score, book),
        beside_score=beside_score,
        score_charts=score_charts(case, core, score, book),
        own_factors=scorecard_tables.own_factor_tables(score),
        conflicts=conflicts(),
        menu=rest.menu.model_copy(update={"charts": menu_charts(case, core, score, book)}),
        readiness=rest.readiness,
        disclosure=rest.disclosure,
        case_against=rest.case_against,
        challenges=rest.challenges,
        bad_findings=rest.bad_findings,
        subsequent_events=contrary.subsequent_events(case, core, book),
        contradictions=contrary.contradictions(case, results),
        reconciled=reconciled(case, core, book),
        withdrawn=withdrawn(case),
        overridden=contrary.overridden(case),
        noticed=noticed(case),
        validation=results,
        regime=tuple(RegimeEntry(when=r.when, what=r.what, source=r.source) for r in _regime(case)),
        figures=book.figures,
        evidence=book.evidence,
        method_notes=METHOD_NOTES,
    ).with_used_figures()
    facts_behind = memo_facts(made.evidence, case, core, before)
    return made.model_copy(update={"facts": facts_behind, "glossary": glossary(made)})


def grading_note(case: Case) -> str:
    """What the grades rest on: who says the figures of the case, and that nobody re-checked them."""
    kinds = sorted({header.source_kind.value for header in case.headers})
    if kinds == [SourceKind.TRANSCRIPTION.value]:
        return _TRANSCRIBED + _GRADES
    said = " and ".join(f"{kind.replace('_', ' ')}s" for kind in kinds)
    return _SEVERAL.format(kinds=said) + _GRADES


def subject_of(case: Case) -> Subject:
    """The fund, as `fund.yml` says it."""
    return Subject.model_validate(case.candidate.model_dump(exclude={"notes", "source"}))


def plan_head(case: Case) -> PlanHead:
    """The plan whose committee decides."""
    return PlanHead(plan=case.plan.plan, name=case.plan.name, fictional=case.plan.fictional, note=case.plan.note)


def rule_status(case: Case) -> RuleStatus:
    """The regulation as known at a date."""
    rule = case.policy.rule
    return RuleStatus(
        citation=rule.citation,
        title=rule.title,
        status=rule.status,
        status_as_of=rule.status_as_of,
        sentence=rule.status_sentence,
    )


def _regime(case: Case) -> list[RegimeDate]:
    """Entries up to the day from which everything in the memo was known."""
    known: date = case.known_at
    return [entry for entry in case.policy.rule.regime if entry.when <= known]
