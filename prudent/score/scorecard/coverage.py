"""How much of the weight has evidence, and which funds have enough of it to be ranked.

Belongs here: coverage under any weights, the score that counts a missing criterion as none, and the gates on coverage
asked of every fund of the comparison. Does not: the candidate's other gates (`gates.py`).

A score is reached over the criteria that have evidence. Two funds' scores may therefore rest on different criteria, and
a rank over them says less the less their criteria overlap. So only funds with enough evidence are ranked, and beside
the rank stands the one that they would have if every missing criterion had given no points.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prudent.model.conditions import CoverageCondition
from prudent.model.fund import Fund
from prudent.model.questions import slack
from prudent.model.scorecard import Gate
from prudent.score.panel import Floats


@dataclass(frozen=True, slots=True)
class CoverageGates:
    """What the policy asks of coverage, and of whom."""

    gates: tuple[Gate, ...]
    funds: tuple[Fund, ...]

    def passed(self, names: tuple[str, ...], coverage_frac: Floats) -> NDArray[np.bool_]:
        """Whether no gate on coverage that is for the fund's kind fails, the same shape as the coverage.

        Args:
            names: the funds along the last axis.
            coverage_frac: as `coverage` gives it.
        """
        is_passed = np.ones(np.shape(coverage_frac), dtype=bool)
        for fund in self.funds:
            at = names.index(fund.fund)
            for gate in self.gates:
                if gate.applies_to(fund):
                    is_passed[..., at] &= ~_is_failed(gate, coverage_frac[..., at])
        return is_passed


def _is_failed(gate: Gate, coverage_frac: Floats) -> NDArray[np.bool_]:
    failed = np.zeros(np.shape(coverage_frac), dtype=bool)
    for asked in gate.failed_when:
        if isinstance(asked, CoverageCondition):
            is_enough = coverage_frac >= asked.threshold - slack(asked.threshold)
            failed |= ~is_enough if asked.test == "below" else is_enough
    return failed


def coverage(reached: Floats, weights: Floats) -> Floats:
    """The share of the weight that has evidence, from 0 to 1; 0 where no criterion has a weight.

    Args:
        reached: funds × criteria: points over points possible; NaN without evidence.
        weights: of the criteria, or vectors × criteria.

    Returns:
        One share for each fund, with the vectors in front.
    """
    known = ~np.isnan(reached)
    shape = (*weights.shape[:-1], reached.shape[0])
    with_evidence, whole = np.zeros(shape), np.zeros(shape)
    # one criterion after the other, so that the sum has one order on every machine
    for place in range(reached.shape[-1]):
        weight = weights[..., place][..., None]
        with_evidence = with_evidence + weight * known[..., place]
        whole = whole + weight
    return np.divide(with_evidence, whole, out=np.zeros(shape), where=whole > 0)


def counting_missing_as_zero(given: Floats, coverage_frac: Floats) -> Floats:
    """The score if a criterion without evidence gave no points: score times coverage. NaN stays NaN."""
    return given * coverage_frac
