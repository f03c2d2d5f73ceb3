"""The parts behind page one that are no factor chapter, made together: they share the fund's terms and its dealing.

Belongs here: which parts there are. Does not: what each says, which is its own module's, nor their order
(`prudent/memo/outline`).
"""

from dataclasses import dataclass

from prudent.memo.document import Challenge, Section
from prudent.memo.exhibits import MemoTable
from prudent.memo.figures import FigureBook
from prudent.memo.parts.against import bad_findings
from prudent.memo.parts.case import case_against
from prudent.memo.parts.challenges import challenges
from prudent.memo.parts.disclosure import disclosure
from prudent.memo.parts.menu import drifting, menu
from prudent.memo.parts.on_file import OnFile
from prudent.memo.parts.product import product_map, terms
from prudent.memo.parts.providers import providers
from prudent.memo.parts.readiness import readiness
from prudent.memo.parts.refuted import refuted
from prudent.model.case import Case
from prudent.model.validation import RuleResult
from prudent.score.liquidity.terms import liquidity_terms
from prudent.score.score import Score
from prudent.tables.core import CoreTables


@dataclass(frozen=True, slots=True)
class Behind:
    """The parts, each a field of the memo of the same name."""

    product_map: Section
    providers: Section
    terms: Section
    menu: Section
    readiness: Section
    disclosure: Section
    case_against: Section
    challenges: tuple[Challenge, ...]
    bad_findings: MemoTable | None


def behind(case: Case, core: CoreTables, results: tuple[RuleResult, ...], score: Score, book: FigureBook) -> Behind:
    """All of them.

    Args:
        case: the question, funds, plan and policy.
        core: the core tables, for terms and offers.
        results: what validation found.
        score: measures, findings, concerns, patterns.
        book: takes the figures.
    """
    on_file = OnFile(case, core, book)
    leaving = liquidity_terms(case.candidate, core.fund_terms, case.request.as_of)
    denied = refuted(case, core, on_file, book)
    drift = "" if leaving.is_daily else drifting(case, book, is_daily=False)
    against = bad_findings(case, results, score, denied)
    book.ensure(cell for row in (() if against is None else against.rows) for cell in row)
    return Behind(
        product_map=product_map(case, book),
        providers=providers(case, on_file, book),
        terms=terms(case, core, on_file, book),
        menu=menu(case, on_file, book, is_daily=leaving.is_daily),
        readiness=readiness(case, on_file, book, leaving),
        disclosure=disclosure(case, core, score, on_file, book, leaving),
        case_against=case_against(case, score, book, is_daily=leaving.is_daily),
        challenges=challenges(case, results, score, on_file, book, refuted=denied, drift=drift),
        bad_findings=against,
    )
