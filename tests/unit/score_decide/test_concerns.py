from datetime import date

import pytest
from decide_builders import fund, measure, measures

from prudent.model.finding import Factor
from prudent.model.fund import AssetClass
from prudent.model.questions import Concern, Concerns
from prudent.score.findings.concerns import borne_out
from prudent.score.findings.evidence_of import FundEvidence
from prudent.score.peers.compare import compare


def concern(**changes) -> Concern:
    fields = {
        "id": "fear", "factor": Factor.LIQUIDITY, "measure": "worst_fill_known", "test": "at_most", "threshold": 0.9,
        "sentence": "⟨worst_fill_known⟩", "why": "", "source": "", "since": date(2026, 1, 1),
    }  # fmt: skip
    return Concern(**(fields | changes))


def found(one: Concern, *rows):
    frame = measures(*rows)
    evidence = FundEvidence("fund-a", frame, compare(frame, ("fund-a", "fund-b", "fund-c"), None), None)
    return [item.id for item in borne_out(fund(), evidence, Concerns(version=1, concerns=(one,)))]


@pytest.mark.parametrize(("value", "ids"), [(0.9, ["fear"]), (0.91, []), (None, [])])
def test_a_concern_needs_a_measure_that_reaches_its_threshold(value, ids):
    assert found(concern(), measure("fund-a", "worst_fill_known", value)) == ids


def test_the_worst_peer_is_a_concern_even_where_the_fund_itself_has_no_figure():
    rows = [measure("fund-a", "worst_fill_known", None), measure("fund-b", "worst_fill_known", 1.0)]
    rows.append(measure("fund-c", "worst_fill_known", 0.45))
    assert found(concern(compare="peer_worst"), *rows) == ["fear"]
    assert found(concern(compare="peer_worst", threshold=0.4), *rows) == []


def test_the_worst_of_a_measure_that_is_better_lower_is_the_highest():
    rows = [
        measure("fund-a", "fee_excluding_interest", 0.01),
        measure("fund-b", "fee_excluding_interest", 0.02),
        measure("fund-c", "fee_excluding_interest", 0.05),
    ]
    dear = concern(measure="fee_excluding_interest", compare="peer_worst", test="at_least", threshold=0.05)
    assert found(dear, *rows) == ["fear"]


def test_a_concern_of_another_asset_class_is_none_of_this_funds():
    assert found(concern(asset_classes=(AssetClass.PRECIOUS_METALS,)), measure("fund-a", "worst_fill_known", 0.1)) == []
