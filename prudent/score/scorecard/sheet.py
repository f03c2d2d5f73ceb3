"""The whole scorecard of one question: gates, points, uncertainty and sensitivity, in that order.

Belongs here: the order of the work. Does not: any of its parts.
"""

from dataclasses import dataclass

import polars as pl

from prudent.model.case import Case
from prudent.model.scorecard import GateResult
from prudent.score.findings.conditions import Grounds
from prudent.score.findings.judge import Found
from prudent.score.scorecard.assemble import assemble, criteria_of, total
from prudent.score.scorecard.coverage import CoverageGates
from prudent.score.scorecard.drawn_scores import drawn, score_draws
from prudent.score.scorecard.gates import gates, is_ranked
from prudent.score.scorecard.observed import observed
from prudent.score.scorecard.sensitivity import sensitivity
from prudent.score.scorecard.uncertainty import uncertainty
from prudent.tables.core import CoreTables


@dataclass(frozen=True, slots=True)
class Sheet:
    """The scorecard with all that stands around it."""

    scorecard: pl.DataFrame
    gates: tuple[GateResult, ...]
    uncertainty: pl.DataFrame
    sensitivity: pl.DataFrame


def sheet(case: Case, core: CoreTables, funds: tuple[str, ...], found: Found) -> Sheet:
    """Score every fund of the comparison.

    Args:
        case: the question and the policy.
        core: the core tables, for the series that are drawn from.
        funds: the funds of the comparison, the candidate first.
        found: findings and patterns, which gates may ask.
    """
    evidence, policy = found.subject.evidence, case.policy.scorecard
    measures, peers, horizon = evidence.measures, evidence.peers, evidence.horizon
    compared = measures.filter(pl.col("fund").is_in(funds))
    criteria = criteria_of(policy, case.candidate.asset_class, funds[0], compared, peers)
    scorecard = assemble(compared, peers, funds, policy, criteria)
    grounds = Grounds((*found.findings, *found.own), found.patterns, total(scorecard, funds[0]).coverage_frac)
    stands = gates(policy.gates, found.subject, grounds)
    series = observed(funds, core, case.policy, case.request.as_of, (horizon,) if horizon else ())
    sample = drawn(series, compared, criteria, horizon, policy.resampling)
    scores = score_draws(scorecard, compared, criteria, horizon, policy, sample)
    covered = CoverageGates(policy.gates, tuple(fund for fund in case.funds if fund.fund in funds))
    return Sheet(
        scorecard=scorecard,
        gates=stands,
        uncertainty=uncertainty(scorecard, scores, policy, sample, covered, is_ranked=is_ranked(stands)),
        sensitivity=sensitivity(scorecard, funds[0], policy, covered, is_ranked=is_ranked(stands)),
    )
