from datetime import date

import pytest
from decide_builders import measure, measures

from prudent.model.finding import Factor
from prudent.model.fund import AssetClass
from prudent.model.policy import Criterion, CutOff, FactorWeight, Scorecard
from prudent.score.peers.compare import compare
from prudent.score.scorecard.assemble import assemble, total

BASE = {"why": "test", "source": "test", "since": date(2026, 1, 1)}
WEIGHTS = {"performance": 0.5, "fees": 0.5}


def policy(*criteria: Criterion) -> Scorecard:
    weights = tuple(FactorWeight(factor=f, weight_frac=WEIGHTS.get(f.value, 0.0)) for f in Factor)
    return Scorecard(version=1, weights=weights, criteria=criteria)


LEVERAGE = Criterion(
    id="leverage", factor=Factor.FEES, measure="leverage", compare="value", better="lower",
    cut_offs=(CutOff(at_least=1.1, points=3), CutOff(at_least=1.5, points=1)), **BASE,
)  # fmt: skip
MONTHS = Criterion(
    id="months", factor=Factor.PERFORMANCE, measure="months", compare="value", better="higher",
    cut_offs=(CutOff(at_least=60, points=4), CutOff(at_least=36, points=2)), **BASE,
)  # fmt: skip
NOTHING = Criterion(
    id="nothing", factor=Factor.PERFORMANCE, measure="nothing", compare="value", better="higher",
    cut_offs=(CutOff(at_least=1, points=2),), **BASE,
)  # fmt: skip


def score(rows, criteria):
    frame = measures(*rows)
    return assemble(frame, compare(frame, ("aa",), None), ("aa",), policy(*criteria), AssetClass.PRIVATE_CREDIT)


@pytest.mark.parametrize(("value", "points"), [(1.0, 3), (1.1, 3), (1.2, 1), (1.5, 1), (1.6, 0)])
def test_lower_is_better_reads_cut_offs_as_at_most(value, points):
    frame = score([measure("aa", "leverage", value)], [LEVERAGE])
    assert frame["points"].to_list() == [points]


@pytest.mark.parametrize(("value", "points"), [(35, 0), (36, 2), (59, 2), (60, 4)])
def test_the_best_cut_off_reached_counts(value, points):
    assert score([measure("aa", "months", value)], [MONTHS])["points"].to_list() == [points]


def test_missing_evidence_lowers_coverage_and_not_the_score():
    frame = score([measure("aa", "months", 36), measure("aa", "leverage", 1.0)], [MONTHS, NOTHING, LEVERAGE])
    # weights: months 0.25, nothing 0.25, leverage 0.5; reached 0.25 × 2/4 + 0.5 × 3/3 = 0.625 of 0.75
    found = total(frame, "aa")
    assert found.score_frac == pytest.approx(0.625 / 0.75)
    assert found.coverage_frac == pytest.approx(0.75)
    assert frame.filter(frame["criterion"] == "nothing")["points"].to_list() == [None]


def test_no_evidence_at_all_is_no_score():
    found = total(score([measure("aa", "other", 1.0)], [MONTHS]), "aa")
    assert (found.score_frac, found.coverage_frac) == (None, 0.0)


def test_weights_that_do_not_sum_to_one_are_refused():
    weights = tuple(FactorWeight(factor=f, weight_frac=0.1) for f in Factor)
    with pytest.raises(ValueError, match=r"weights must sum to 1, not 0\.6"):
        Scorecard(version=1, weights=weights, criteria=(MONTHS,))
