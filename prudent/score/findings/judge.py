"""Asks all that a policy asks about the candidate: patterns, then the six factors, then the committee's own.

Belongs here: the order of the asking. Does not: the answers.
"""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from prudent.model.case import Case
from prudent.model.fact import Grade
from prudent.model.finding import Finding, OwnFinding
from prudent.model.patterns import PatternResult
from prudent.model.questions import Concern
from prudent.score.benchmark.considered import considered
from prudent.score.findings.concerns import borne_out
from prudent.score.findings.evidence_of import FundEvidence
from prudent.score.findings.margins import Margin, margins
from prudent.score.findings.patterns import matched
from prudent.score.findings.propose import propose, propose_own
from prudent.score.findings.representations import documents_of
from prudent.score.findings.subject import Subject
from prudent.tables.core import CoreTables


@dataclass(frozen=True, slots=True)
class Found:
    """What was found about the candidate."""

    subject: Subject
    patterns: tuple[PatternResult, ...]
    findings: tuple[Finding, ...]
    own: tuple[OwnFinding, ...]
    concerns: tuple[Concern, ...]
    """What the evidence gives cause to fear."""
    margins: tuple[Margin, ...]
    """How far each number is from where its answer turns."""


def judge(
    case: Case, core: CoreTables, evidence: FundEvidence, log: pl.DataFrame, grade_of: Callable[[str], Grade]
) -> Found:
    """Ask all of it.

    Args:
        case: the question and the policy.
        core: the core tables; documents are looked for among the terms and the representations.
        evidence: the candidate's measures and comparisons.
        log: score_fund__benchmark_log.
        grade_of: the evidence grade at a locator.
    """
    fund = case.candidate
    said = documents_of(core, fund.fund)
    subject = Subject(fund, evidence, said, case.request.as_of, considered(log, fund.fund), case.plan.sleeve.host_kind)
    patterns = matched(subject, case.policy.patterns)
    findings = propose(subject, case.policy.checks, grade_of, patterns)
    own = propose_own(subject, case.policy.checks, grade_of)
    return Found(
        subject=subject,
        patterns=patterns,
        findings=findings,
        own=own,
        concerns=borne_out(fund, evidence, case.policy.concerns),
        margins=margins((*findings, *own), subject, case.policy.checks),
    )
