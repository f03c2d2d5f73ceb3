"""The score stage: measures, comparisons, scorecard, findings and staff's advice, in that order."""

from dataclasses import dataclass

import polars as pl

from prudent.model.case import Case, LeftOut
from prudent.model.finding import Finding
from prudent.model.questions import Concern
from prudent.model.validation import Outcome, RuleResult, Severity
from prudent.score.benchmark.selection import benchmark_log
from prudent.score.findings.concerns import borne_out
from prudent.score.findings.disagreement import resolver
from prudent.score.findings.evidence_of import FundEvidence
from prudent.score.findings.propose import propose
from prudent.score.findings.recommendation import Advice, advise
from prudent.score.measures import measure_all
from prudent.score.peers.compare import compare
from prudent.score.peers.log import peer_log
from prudent.score.scorecard.assemble import assemble
from prudent.tables.core import CoreTables


@dataclass(frozen=True, slots=True)
class Score:
    """What the score stage gives."""

    measures: pl.DataFrame
    peers: pl.DataFrame
    scorecard: pl.DataFrame
    findings: tuple[Finding, ...]
    concerns: tuple[Concern, ...]
    """What the evidence gives cause to fear, from the policy."""
    advice: Advice
    peers_out: tuple[LeftOut, ...]
    """Peers that were left out because their data failed a critical rule."""
    benchmark_log: pl.DataFrame
    """Every benchmark that was considered for every fund, and what came of it."""
    peer_log: pl.DataFrame
    """Every peer and near miss of the candidate: in or out, and why."""

    def evidence(self, case: Case) -> FundEvidence:
        """The candidate's measures and comparisons."""
        horizon = case.peer_group.horizon if case.peer_group else None
        return FundEvidence(case.candidate.fund, self.measures, self.peers, horizon)


def score(case: Case, core: CoreTables, results: tuple[RuleResult, ...]) -> Score:
    """Measure every fund of the case, compare, score, and propose findings for the candidate.

    Args:
        case: the question and the policy.
        core: the core tables.
        results: what validation found; failed rules become doubts in the advice.
    """
    group = case.peer_group
    horizon = group.horizon if group else None
    measures = measure_all(case.funds, core, case.policy, case.request.as_of, (horizon,) if horizon else ())
    out = peers_out(results, tuple(fund.fund for fund in case.funds[1:]))
    compared = tuple(fund.fund for fund in case.funds if fund.fund not in {item.fund for item in out})
    peers = compare(measures, compared, horizon)
    scorecard = assemble(measures, peers, compared, case.policy.scorecard, case.candidate.asset_class)
    evidence = FundEvidence(case.candidate.fund, measures, peers, horizon)
    evidence_at = resolver(case, core, results)
    findings = propose(case.candidate, evidence, core, case.policy.checks, lambda locator: evidence_at(locator).grade)
    own = tuple(result for result in results if result.owner == case.candidate.fund)
    concerns = borne_out(case.candidate, evidence, case.policy.concerns)
    advice = advise(findings, case.policy.checks, concerns, own)
    log = benchmark_log(case.funds, core, case.policy.benchmarks, case.request.as_of)
    return Score(measures, peers, scorecard, findings, concerns, advice, out, log, peer_log(case, core, measures, out))


def peers_out(results: tuple[RuleResult, ...], peers: tuple[str, ...]) -> tuple[LeftOut, ...]:
    """Peers whose data failed a critical rule, in the order of the peers, with what the rules found."""
    failed = [r for r in results if r.outcome is Outcome.FAILED and r.severity is Severity.CRITICAL]
    told = {peer: [r.detail for r in failed if r.owner == peer] for peer in peers}
    return tuple(LeftOut(fund=peer, reason=" ".join(details)) for peer, details in told.items() if details)
