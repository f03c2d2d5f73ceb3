"""Page one, put together in its order.

Belongs here: which parts there are. Does not: what each says (the other modules of this folder), what changed
(`prudent/memo/changes.py`), nor how it is laid out, which is each format's.
"""

from prudent.memo import contrary
from prudent.memo.figures import FigureBook
from prudent.memo.first import signed
from prudent.memo.first.cost import cost
from prudent.memo.first.counts import data_quality, missing, not_known
from prudent.memo.first.leaving import leaving, liquidity
from prudent.memo.first.names import shortened
from prudent.memo.first.recommended import recommendation
from prudent.memo.first.risk import marks, risk
from prudent.memo.first.strip import strip
from prudent.memo.front import Changes, PageOne
from prudent.model.case import Case
from prudent.model.validation import RuleResult
from prudent.score.score import Score
from prudent.tables.core import CoreTables


def page_one(case: Case, core: CoreTables, score: Score, results: tuple[RuleResult, ...], book: FigureBook) -> PageOne:
    """All of page one, in its order.

    Args:
        case: the question, plan and policy.
        core: the core tables, for the document behind a suspension.
        score: findings, advice, scenarios.
        results: what validation found.
        book: the figures; the advice's own are there already (`counts.add_figures`).
    """
    findings = (*score.findings, *score.own_findings)
    return PageOne(
        recommendation=recommendation(score.advice, case, book),
        strip=strip(score.findings, book),
        not_known=not_known(missing(findings, case.policy.checks)),
        cost=cost(case, book),
        risk=risk(book),
        leaving=leaving(case, core, score, book),
        liquidity=shortened(liquidity(case, score, book), book),
        marks=marks(case, book),
        data_quality=data_quality(case, findings, results, len(contrary.contradictions(case, results))),
        changes=Changes(summary="First memo on this fund for this plan."),
        conflicts="Conflicts declared: none on file.",
        prepared=signed.prepared(case.plan),
        checked=signed.checked(case.plan),
    )
