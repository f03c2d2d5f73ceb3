"""What does not apply to a kind of fund is refused, whatever the evidence."""

from datetime import date
from pathlib import Path

import pytest

from prudent.errors import DataBad
from prudent.ingest.files import Files
from prudent.ingest.yaml_model import read_model
from prudent.model.applicability import Applicability, DoesNotApply, Reference
from prudent.model.fund import AssetClass, Wrapper
from prudent.model.policy import Policy
from prudent.score.applicability import stem_of

ROOT = Path(__file__).parents[3]
WHY = {"why": "It has none.", "source": "test", "since": date(2026, 1, 1)}
TODAY = date(2025, 12, 31)
TRUST = {"wrappers": (Wrapper.ETP_GRANTOR_TRUST,)}


@pytest.fixture(scope="module")
def shipped():
    return read_model(Files(ROOT), "policy/applicability.yml", Applicability)


def entry(*measures, name="an-entry", **kinds):
    return DoesNotApply(id=name, measures=measures, **kinds, **WHY)


def measured(bench, applicability, **fund):
    policy = bench.policy()
    both = Policy.model_construct(benchmarks=policy.benchmarks, applicability=applicability)
    rows = {
        "fund_returns": bench.returns([0.01 * (place % 7) for place in range(36)]),
        "market_risk_free": bench.rates(36),
        "fund_exposure": [{"as_of": TODAY, "level3_share_of_covered_frac": 0.9, "level3_coverage_frac": 1.0}],
    }
    return bench.by_name(bench.frame(funds=(bench.fund(**fund),), policy=both, **rows))


@pytest.mark.parametrize(
    ("measure", "stem"),
    [
        ("return_3y", "return"),
        ("return_since_start", "return"),
        ("return_two_years", "return"),
        ("level3_share", "level3_share"),
        ("max_drawdown_3y_peak", "max_drawdown_3y_peak"),
        ("sharpe_ratio_unsmoothed_3y", "sharpe_ratio_unsmoothed"),
    ],
)
def test_a_stem_is_the_name_without_its_window(measure, stem):
    assert stem_of(measure, ("3y", "since_start", "years", "two_years")) == stem


def test_a_number_that_means_nothing_is_taken_away(bench):
    policy = Applicability(version=1, does_not_apply=(entry("level3_share", "volatility", **TRUST),))
    found = measured(bench, policy, wrapper="etp_grantor_trust")
    for name in ("level3_share", "volatility_3y", "volatility_since_start"):
        row = found[name]
        assert (row["value"], row["refusal_code"], row["refusal_reason"], row["evidence"]) == (
            None,
            "not_applicable",
            "It has none.",
            [],
        )
    assert found["level3_share_of_all"]["value"] == 0.9
    assert found["volatility_unsmoothed_3y"]["refusal_code"] != "not_applicable"


def test_it_holds_for_its_kinds_alone(bench):
    policy = Applicability(
        version=1, does_not_apply=(entry("level3_share", asset_classes=(AssetClass.REAL_ESTATE,), **TRUST),)
    )
    assert measured(bench, policy, wrapper="etp_grantor_trust")["level3_share"]["value"] == 0.9
    assert measured(bench, policy, asset_class="real_estate")["level3_share"]["value"] == 0.9
    found = measured(bench, policy, asset_class="real_estate", wrapper="etp_grantor_trust")
    assert found["level3_share"]["refusal_code"] == "not_applicable"


def test_what_means_nothing_is_not_missing(bench):
    policy = Applicability(version=1, does_not_apply=(entry("occupancy"),))
    assert measured(bench, policy)["occupancy"]["refusal_reason"] == "It has none."


def test_a_measure_that_is_not_made_is_named(bench):
    policy = Applicability(version=1, does_not_apply=(entry("level3_shares"),))
    with pytest.raises(DataBad) as error:
        measured(bench, policy)
    assert str(error.value) == (
        "policy/applicability.yml: an-entry names level3_shares, and no measure is called that; is level3_share meant?"
    )


def test_two_reasons_for_one_measure_are_one_too_many():
    twice = (entry("occupancy"), entry("occupancy", name="another", **TRUST))
    with pytest.raises(ValueError, match="another and an-entry both say why occupancy does not apply"):
        Applicability(version=1, does_not_apply=twice)


def test_one_kind_of_trust_has_one_reference():
    one = Reference(asset_class="precious_metals", benchmark="gold", **TRUST, **WHY)
    with pytest.raises(ValueError, match="references must be named once each"):
        Applicability(version=1, references=(one, one))


def test_references_are_asked_for_once(bench):
    one = Reference(asset_class="precious_metals", benchmark="gold", **TRUST, **WHY)
    policy = Applicability(version=1, references=(one,))
    trusts = tuple(bench.fund(n, "precious_metals", "etp_grantor_trust") for n in ("a-fund", "b-fund"))
    assert policy.references_for((*trusts, bench.fund("c-fund"))) == ("gold",)


CASES = [
    ("precious_metals", "etp_grantor_trust", "level3_share", False),
    ("precious_metals", "etp_grantor_trust", "coins_held", False),
    ("precious_metals", "etp_grantor_trust", "tracking_difference_3y", True),
    ("precious_metals", "etp_grantor_trust", "premium_to_nav", True),
    ("precious_metals", "etp_grantor_trust", "custodian", True),
    ("precious_metals", "etp_grantor_trust", "ounces_held", True),
    ("digital_assets", "etp_grantor_trust", "sharpe_ratio_unsmoothed_3y", False),
    ("digital_assets", "etp_grantor_trust", "sharpe_ratio_3y", True),
    ("digital_assets", "etp_grantor_trust", "fork_terms", True),
    ("digital_assets", "etp_grantor_trust", "worst_fill", False),
    ("private_credit", "bdc_nontraded", "non_accruals_at_cost", True),
    ("private_credit", "bdc_nontraded", "asset_coverage", True),
    ("private_credit", "bdc_nontraded", "pik_share_of_debt", True),
    ("private_credit", "interval_fund", "occupancy", False),
    ("private_credit", "interval_fund", "premium_to_nav", True),
    ("real_estate", "nontraded_reit", "occupancy", True),
    ("real_estate", "nontraded_reit", "appraisals_per_year", True),
    ("real_estate", "nontraded_reit", "asset_coverage", False),
    ("private_equity", "tender_offer_fund", "day_one_markup", True),
    ("private_equity", "tender_offer_fund", "non_accruals_at_cost", False),
    ("infrastructure", "interval_fund", "occupancy", False),
    ("real_assets", "interval_fund", "appraisals_per_year", True),
    ("multi_asset", "collective_trust", "hard_to_value_share", True),
    ("multi_asset", "collective_trust", "tracking_difference_3y", False),
]


@pytest.fixture(scope="module")
def by_kind(bench, shipped):
    kinds = {(asset_class, wrapper) for asset_class, wrapper, _, _ in CASES}
    return {kind: measured(bench, shipped, asset_class=kind[0], wrapper=kind[1]) for kind in sorted(kinds)}


@pytest.mark.parametrize(("asset_class", "wrapper", "measure", "applies"), CASES)
def test_the_shipped_policy(by_kind, asset_class, wrapper, measure, applies):
    found = by_kind[(asset_class, wrapper)][measure]
    assert (found["refusal_code"] != "not_applicable") is applies


def test_every_reason_of_the_shipped_policy_is_a_sentence(shipped):
    assert [item.id for item in shipped.does_not_apply if not item.why.endswith(".")] == []
