"""How much of the weight has evidence, and who has enough of it to be ranked."""

import numpy as np
import pytest
from decide_builders import coverage_gate, fund

from prudent.model.fund import Wrapper
from prudent.score.scorecard.coverage import CoverageGates, counting_missing_as_zero, coverage
from prudent.score.scorecard.points import scores

NONE = np.nan
REACHED = np.array([[1.0, NONE, 0.5], [0.0, 1.0, 1.0], [NONE, NONE, NONE]])


def test_coverage_is_the_share_of_the_weight_with_evidence():
    assert coverage(REACHED, np.array([0.2, 0.5, 0.3])) == pytest.approx([0.5, 1, 0])


def test_each_vector_of_weights_has_its_own_coverage_and_no_weight_has_none():
    vectors = np.array([[0.2, 0.5, 0.3], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]])
    assert coverage(REACHED, vectors) == pytest.approx(np.array([[0.5, 1, 0], [0, 1, 0], [0, 0, 0]]))


def test_weights_need_not_sum_to_one():
    assert coverage(REACHED, np.array([0.1, 0.2, 0.1])) == pytest.approx([0.5, 1, 0])


def test_a_missing_criterion_that_counts_as_zero_gives_its_weight_no_points():
    weights = np.array([0.2, 0.5, 0.3])
    found = counting_missing_as_zero(scores(REACHED, weights), coverage(REACHED, weights))
    # 0.2 · 1 + 0.3 · 0.5; 0.5 · 1 + 0.3 · 1; a fund without any evidence has no score either way
    assert found == pytest.approx([0.35, 0.8, np.nan], nan_ok=True)


AA, BB = fund("fund-aa"), fund("fund-bb")
NAMES = ("fund-aa", "fund-bb")


@pytest.mark.parametrize(
    ("covered", "is_in"), [(0.5, True), (0.1 + 0.1 + 0.3 - 1e-12, True), (0.49, False), (0.0, False)]
)
def test_at_the_threshold_is_enough(covered, is_in):
    gates = CoverageGates((coverage_gate(0.5),), (AA, BB))
    assert gates.passed(NAMES, np.array([covered, 1.0])).tolist() == [is_in, True]


def test_the_hardest_gate_decides_and_each_vector_is_asked():
    gates = CoverageGates((coverage_gate(0.4), coverage_gate(0.8)), (BB, AA))
    found = gates.passed(NAMES, np.array([[0.7, 0.9], [0.9, 0.3]]))
    assert found.tolist() == [[False, True], [True, False]]


def test_a_gate_for_another_wrapper_is_not_asked_of_a_fund():
    listed = AA.model_copy(update={"wrapper": Wrapper.ETP_GRANTOR_TRUST})
    gates = CoverageGates((coverage_gate(0.5, wrappers=[Wrapper.ETP_GRANTOR_TRUST]),), (listed, BB))
    assert gates.passed(NAMES, np.array([0.1, 0.1])).tolist() == [False, True]


def test_a_gate_that_asks_something_else_takes_no_rank_of_a_peer():
    asked = {"kind": "term", "term": "repurchases_suspended", "says": ["yes"]}
    gates = CoverageGates((coverage_gate(0.5, failed_when=[asked]),), (AA, BB))
    assert gates.passed(NAMES, np.array([0.1, 0.1])).all()
