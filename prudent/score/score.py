"""The score stage: measures, comparisons, scorecard, findings and staff's advice, in that order."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from prudent.model.case import Case, LeftOut
from prudent.model.costs import Costs
from prudent.model.finding import Finding, OwnFinding
from prudent.model.fund import Fund
from prudent.model.patterns import PatternResult
from prudent.model.peers import Horizon
from prudent.model.policy import Policy
from prudent.model.questions import Concern
from prudent.model.scorecard import GateResult
from prudent.model.validation import Outcome, RuleResult, Severity
from prudent.score.benchmark.selection import benchmark_log
from prudent.score.fees.alternatives import cost_measures
from prudent.score.fees.incentive_answers import incentive_measures
from prudent.score.findings.disagreement import resolver
from prudent.score.findings.evidence_of import FundEvidence
from prudent.score.findings.judge import Found, judge
from prudent.score.findings.margins import Margin
from prudent.score.findings.names import refuse_unknown
from prudent.score.findings.recommendation import Advice, advise
from prudent.score.liquidity.sleeve import sleeve_drift
from prudent.score.liquidity.stress import stress_grid, stress_outcomes
from prudent.score.liquidity.supply import supply_of
from prudent.score.measures import measure_all
from prudent.score.peers.compare import compare
from prudent.score.peers.log import peer_log
from prudent.score.scorecard.sheet import sheet
from prudent.tables.core import CoreTables


@dataclass(frozen=True, slots=True)
class Score:
    """What the score stage gives."""

    measures: pl.DataFrame
    peers: pl.DataFrame
    scorecard: pl.DataFrame
    uncertainty: pl.DataFrame
    """What other months would have done to score and rank."""
    sensitivity: pl.DataFrame
    """What other weights would do to the candidate's score and rank."""
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
    stress: pl.DataFrame
    """The plan's demand against the candidate's supply, offer by offer."""
    stress_outcomes: pl.DataFrame
    """What comes of each of those scenarios by certain days."""
    drift: pl.DataFrame
    """The candidate as a sleeve, when everything else in its host falls."""
    own_findings: tuple[OwnFinding, ...] = ()
    """On the factors that the committee added."""
    patterns: tuple[PatternResult, ...] = ()
    """The patterns that fail: triggered, not triggered, not in evidence."""
    gates: tuple[GateResult, ...] = ()
    """What stands before the points."""
    margins: tuple[Margin, ...] = ()
    """How far each number is from where its answer turns."""

    def evidence(self, case: Case) -> FundEvidence:
        """The candidate's measures and comparisons."""
        horizon = case.peer_group.horizon if case.peer_group else None
        return FundEvidence(case.candidate.fund, self.measures, self.peers, horizon)


def _advice(found: Found, policy: Policy, results: tuple[RuleResult, ...], evidence: FundEvidence) -> Advice:
    """What staff advise, with the rules that the candidate's own data failed as doubts."""
    own_data = tuple(result for result in results if result.owner == evidence.fund)
    said = (found.findings, policy.checks, found.concerns, own_data, found.own, found.margins)
    return advise(*said, measured=evidence.measure)


def score(case: Case, core: CoreTables, results: tuple[RuleResult, ...]) -> Score:
    """Measure every fund of the case, compare, score, and propose findings for the candidate.

    Args:
        case: the question and the policy.
        core: the core tables.
        results: what validation found; failed rules become doubts in the advice.

    Raises:
        DataBad: the policy names something that does not exist.
    """
    windows = (case.peer_group.horizon,) if case.peer_group else ()
    return judged(
        case, core, results, measured(case.funds, core, case.policy, case.request.as_of, windows, case.candidate.fund)
    )


def judged(case: Case, core: CoreTables, results: tuple[RuleResult, ...], alone: pl.DataFrame) -> Score:
    """The same, where every fund of the case was measured before.

    Args:
        case: the question and the policy.
        core: the core tables.
        results: what validation found.
        alone: what `measured` gives of the funds of the case.

    Raises:
        DataBad: the policy names something that does not exist.
    """
    horizon = case.peer_group.horizon if case.peer_group else None
    candidate, policy, as_of = case.candidate, case.policy, case.request.as_of
    out = peers_out(results, tuple(fund.fund for fund in case.funds[1:]))
    funds = tuple(fund.fund for fund in case.funds if fund.fund not in {item.fund for item in out})
    measures = with_costs(alone, case.funds, funds, policy.costs)
    refuse_unknown(policy, measures)
    peers = compare(measures, funds, horizon)
    evidence = FundEvidence(candidate.fund, measures, peers, horizon)
    evidence_at = resolver(case, core, results)
    log = benchmark_log(case.funds, core, policy.benchmarks, as_of)
    found = judge(case, core, evidence, log, lambda locator: evidence_at(locator).grade)
    card = sheet(case, core, funds, found)
    stressed = (candidate.fund, case.plan, policy.stress, supply_of(evidence, core.fund_terms, policy.stress, as_of))
    return Score(
        measures=measures,
        peers=peers,
        scorecard=card.scorecard,
        uncertainty=card.uncertainty,
        sensitivity=card.sensitivity,
        findings=found.findings,
        own_findings=found.own,
        patterns=found.patterns,
        gates=card.gates,
        margins=found.margins,
        concerns=found.concerns,
        advice=_advice(found, policy, results, evidence),
        peers_out=out,
        benchmark_log=log,
        peer_log=peer_log(case, core, measures, out),
        stress=stress_grid(*stressed),
        stress_outcomes=stress_outcomes(*stressed),
        drift=sleeve_drift(*stressed),
    )


def measured(
    funds: tuple[Fund, ...],
    core: CoreTables,
    policy: Policy,
    as_of: date,
    windows: tuple[Horizon, ...],
    candidate: str | None,
) -> pl.DataFrame:
    """Every measure of every fund that needs no other fund; see `measure_all`."""
    alone = measure_all(funds, core, policy, as_of, windows, candidate)
    every = alone.select("fund").unique().sort("fund")
    taken = incentive_measures(every, core.fund_terms, policy.costs, as_of)
    return pl.concat([alone, taken]).sort("fund", "measure")


def with_costs(alone: pl.DataFrame, funds: tuple[Fund, ...], compared: tuple[str, ...], costs: Costs) -> pl.DataFrame:
    """The measures of funds, and what their fees cost beside each other's.

    Args:
        alone: what `measured` gives of them.
        funds: the funds.
        compared: ids of those that are compared with each other.
        costs: growth, years and named alternatives of the policy.
    """
    return pl.concat([alone, cost_measures(alone, funds, compared, costs)]).sort("fund", "measure")


def peers_out(results: tuple[RuleResult, ...], peers: tuple[str, ...]) -> tuple[LeftOut, ...]:
    """Peers whose data failed a critical rule, in the order of the peers, with what the rules found."""
    failed = [r for r in results if r.outcome is Outcome.FAILED and r.severity is Severity.CRITICAL]
    told = {peer: [r.detail for r in failed if r.owner == peer] for peer in peers}
    return tuple(LeftOut(fund=peer, reason=" ".join(details)) for peer, details in told.items() if details)
