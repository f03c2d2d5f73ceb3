from datetime import date

import pytest
from decide_builders import measure, measures

from prudent.model.finding import Factor
from prudent.model.fund import AssetClass
from prudent.model.scorecard import Criterion, CutOff, FactorWeight, Resampling, Scorecard, WeightGrid
from prudent.score.peers.compare import compare
from prudent.score.scorecard.assemble import assemble, criteria_of, total

BASE = {"why": "test", "source": "test", "since": date(2026, 1, 1)}
WEIGHTS = {"performance": 0.5, "fees": 0.5}


RESAMPLING = Resampling(seed=1, draws=100, block_months=6, least_observations=12, **BASE)
GRID = WeightGrid(steps=10, **BASE)


def policy(*criteria: Criterion, **changes) -> Scorecard:
    weights = tuple(FactorWeight(factor=f, weight_frac=WEIGHTS.get(f.value, 0.0)) for f in Factor)
    fields = {"version": 1, "weights": weights, "criteria": criteria, "resampling": RESAMPLING, "weight_grid": GRID}
    return Scorecard(**(fields | changes))


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
    peers, rules = compare(frame, ("aa",), None), policy(*criteria)
    applied = criteria_of(rules, AssetClass.PRIVATE_CREDIT, "aa", frame, peers)
    return assemble(frame, peers, ("aa",), rules, applied)


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
        policy(MONTHS, weights=weights)


@pytest.mark.parametrize(("value", "points"), [(0.3 + 0.3 + 0.3, 3), (0.8999, 0)])
def test_a_cut_off_is_reached_within_the_tolerance_of_every_threshold(value, points):
    fill = LEVERAGE.model_copy(update={"better": "higher", "cut_offs": (CutOff(at_least=0.9, points=3),)})
    assert score([measure("aa", "leverage", value)], [fill])["points"].to_list() == [points]


def test_a_short_record_is_held_against_the_cut_offs_on_its_own_months():
    rows = [measure("aa", "months", None, code="window_not_covered"), measure("aa", "months_own", 40)]
    either = MONTHS.model_copy(update={"else_measure": "months_own"})
    frame = score(rows, [either])
    assert (frame["measure"].to_list(), frame["points"].to_list()) == (["months_own"], [2])
    assert score([measure("aa", "months", 60), rows[1]], [either])["measure"].to_list() == ["months"]
    assert score([rows[0], measure("aa", "months_own", None)], [either])["measure"].to_list() == ["months"]


def test_a_criterion_that_does_not_apply_lowers_no_coverage():
    rows = [measure("aa", "months", 60), measure("aa", "leverage", None, code="not_applicable")]
    frame = score(rows, [MONTHS, LEVERAGE])
    assert frame["criterion"].to_list() == ["months"]
    assert total(frame, "aa").coverage_frac == 1.0


def test_where_no_criterion_applies_all_stand_without_points():
    frame = score([measure("aa", "leverage", None, code="not_applicable")], [LEVERAGE])
    assert total(frame, "aa").score_frac is None


@pytest.mark.parametrize(
    ("better", "cut_offs"),
    [
        ("higher", ((0.25, 1), (0.5, 2))),  # the easier one first
        ("higher", ((0.5, 2), (0.25, 2))),  # no fewer points
        ("higher", ((0.5, 2), (0.5, 1))),  # the same cut-off twice
        ("lower", ((1.5, 3), (1.1, 1))),
        ("higher", ((0.5, 0),)),  # no points at all
    ],
)
def test_cut_offs_out_of_order_are_refused(better, cut_offs):
    cuts = tuple({"at_least": at_least, "points": points} for at_least, points in cut_offs)
    with pytest.raises(ValueError, match="criterion leverage"):
        Criterion.model_validate(LEVERAGE.model_dump() | {"better": better, "cut_offs": cuts})


def test_a_class_that_could_have_no_score_is_refused():
    only = MONTHS.model_copy(update={"asset_classes": (AssetClass.PRIVATE_CREDIT,)})
    with pytest.raises(ValueError, match="applies to private equity, so it could have no score"):
        policy(only)


def test_weight_on_factors_without_a_criterion_alone_is_refused():
    with pytest.raises(ValueError, match="could have no score"):
        policy(MONTHS, weights=tuple(FactorWeight(factor=f, weight_frac=float(f is Factor.FEES)) for f in Factor))


@pytest.mark.parametrize("what", ["criteria", "gates"])
def test_a_line_that_stands_twice_is_refused(what):
    gate = {
        "id": "open", "title": "t", "failed": "f", "passed": "p", "what_to_ask": "w", **BASE,
        "failed_when": ({"kind": "coverage", "test": "below", "threshold": 0.5},),
        "passed_when": ({"kind": "coverage", "test": "at_least", "threshold": 0.5},),
    }  # fmt: skip
    twice = {"criteria": (MONTHS, MONTHS)} if what == "criteria" else {"gates": (gate, gate)}
    with pytest.raises(ValueError, match=f"{what} must be named once each"):
        policy(MONTHS, **twice)
