from datetime import date

import pytest
from decide_builders import measure, subject

from prudent.model.fact import Grade
from prudent.model.finding import CheckOutcome, Factor
from prudent.model.questions import Checks
from prudent.score.findings.margins import margins, nearest
from prudent.score.findings.propose import propose
from prudent.score.findings.reasons import side, turning
from prudent.score.findings.recommendation import advise


def asks(name: str, factor: str = "fees", **changes) -> dict:
    fields = {
        "kind": "measure", "id": name, "factor": factor, "question": "?", "item": "All-in fee", "answer": "A.",
        "measure": "fee_excluding_interest", "compare": "value", "test": "at_most", "threshold": 0.02, "what_to_ask": "Ask.",
        "why": "", "source": "", "since": date(2026, 1, 1),
    }  # fmt: skip
    return fields | changes


def policy(*checks: dict) -> Checks:
    others = [asks(f"x-{f.value}", f.value, asset_classes=()) for f in Factor]
    return Checks.model_validate({"version": 1, "checks": [*checks, *others]})


def found(check: dict, *rows):
    one, rules = subject(*rows), policy(check)
    return margins(propose(one, rules, lambda _: Grade.C), one, rules)


def fees(own: float | None, *others: float):
    peers = [measure(f"peer-{place}", "fee_excluding_interest", fee) for place, fee in enumerate(others)]
    return (measure("fund-a", "fee_excluding_interest", own), *peers)


def test_a_missed_value_says_what_is_needed_and_how_far_it_is():
    (margin,) = found(asks("fee"), *fees(0.03))
    assert (margin.outcome, margin.needed, margin.value) == (CheckOutcome.NOT_MET, 0.02, 0.03)
    assert margin.distance == pytest.approx(0.01)
    assert margin.evidence == ("fund-a/returns.csv:2-37:return_pct",)


def test_over_the_median_the_turn_is_the_peers_own_figure():
    check = asks("median", compare="over_peer_median", threshold=0.001)
    (margin,) = found(check, *fees(0.02, 0.01, 0.02, 0.04))
    assert (margin.test, margin.needed) == ("at_most", pytest.approx(0.021))
    assert len(margin.evidence) == 4


@pytest.mark.parametrize(
    ("share", "needed", "is_strict"),
    [
        # five peers at 1, 2, 3, 4 and 5 %: under 5 % beats one of five, level with 4 % one and a half
        (0.2, 0.05, True),
        (0.25, 0.04, False),
        (0.3, 0.04, False),
        (0.4, 0.04, True),
        (0.5, 0.03, False),
        (1.0, 0.01, True),
    ],
)
def test_a_share_of_peers_is_told_as_the_fee_that_reaches_it(share, needed, is_strict):
    check = asks("share", compare="peer_percentile", test="at_least", threshold=share)
    (margin,) = found(check, *fees(0.06, 0.01, 0.02, 0.03, 0.04, 0.05))
    assert (margin.test, margin.needed, margin.is_strict) == ("at_most", needed, is_strict)
    assert side(margin) == ("less than" if is_strict else "at most")


def test_the_fee_that_a_share_of_peers_asks_for_is_enough_and_one_above_it_is_not():
    check = asks("share", compare="peer_percentile", test="at_least", threshold=0.25)
    peers = (0.01, 0.02, 0.03, 0.04, 0.05)
    assert found(check, *fees(0.04, *peers))[0].outcome is CheckOutcome.MET
    assert found(check, *fees(0.0401, *peers))[0].outcome is CheckOutcome.NOT_MET


def test_where_higher_is_better_the_turn_is_at_least():
    rows = [measure("fund-a", "return_3y", 0.05)]
    rows += [measure(f"peer-{place}", "return_3y", value) for place, value in enumerate((0.04, 0.06, 0.08))]
    check = asks("share", measure="return_3y", compare="peer_percentile", test="at_least", threshold=0.5)
    (margin,) = found(check, *rows)
    assert (margin.test, margin.needed, margin.is_strict) == ("at_least", 0.06, False)


@pytest.mark.parametrize(
    "check",
    [
        asks("known", test="present", threshold=None),
        asks("worst", compare="peer_worst"),
        asks("always", compare="peer_percentile", test="at_least", threshold=0),
        asks("other-class", asset_classes=["precious_metals"]),
    ],
)
def test_where_no_value_of_the_fund_turns_the_answer_there_is_no_margin(check):
    assert found(check, *fees(0.03, 0.01, 0.02, 0.04)) == ()


def test_without_a_value_there_is_no_margin():
    assert found(asks("fee"), *fees(None, 0.01, 0.02, 0.04)) == ()


def test_a_count_of_peers_is_its_own_value():
    check = asks("peers", compare="peers_n", test="at_least", threshold=3, short_is="not in evidence")
    (margin,) = found(check, *fees(0.03, 0.01, 0.02))
    assert (margin.value, margin.needed, margin.value_figure) == (2, 3, "peers_n_fee_excluding_interest")


def test_the_nearest_met_threshold_is_the_least_change_as_a_share():
    rows = (*fees(0.019), measure("fund-a", "leverage", 1.5))
    far = asks("leverage", "complexity", measure="leverage", threshold=2.0, item="Leverage")
    one, rules = subject(*rows), policy(asks("fee"), far)
    findings = propose(one, rules, lambda _: Grade.C)
    turns = margins(findings, one, rules)
    near = nearest(turns)
    assert near is not None
    assert near.check == "fee"
    now = "now ⟨fee_excluding_interest⟩"
    assert turning(near) == f"all-in fee, {now}: not supported if it rose above ⟨needed_fee⟩"
    advice = advise(findings, rules, (), (), (), turns)
    assert advice.would_change == (f"the other way, all-in fee, {now}: not supported if it rose above ⟨needed_fee⟩",)


def test_what_turns_to_not_supported_is_told_before_a_count_that_turns_to_no_evidence():
    # one peer fewer is a third of three; the fee would have to rise by half
    count = asks("peers", compare="peers_n", test="at_least", threshold=3, short_is="not in evidence")
    one, rules = subject(*fees(0.02, 0.01, 0.02, 0.03)), policy(count, asks("fee", threshold=0.03))
    findings = propose(one, rules, lambda _: Grade.C)
    turns = margins(findings, one, rules)
    assert nearest(turns).check == "peers"
    assert advise(findings, rules, (), (), (), turns).would_change[-1].endswith("if it rose above ⟨needed_fee⟩")


def test_margins_in_different_units_are_ordered_as_shares():
    # the fee is a hundredth away, which is half of it; leverage a tenth, which is a twentieth
    rows = (*fees(0.01), measure("fund-a", "leverage", 1.9))
    one, rules = subject(*rows), policy(asks("fee"), asks("leverage", "complexity", measure="leverage", threshold=2.0))
    near = nearest(margins(propose(one, rules, lambda _: Grade.C), one, rules))
    assert near is not None
    assert near.check == "leverage"


def test_a_missed_threshold_is_said_with_its_number():
    one, rules = subject(*fees(0.03)), policy(asks("fee"))
    findings = propose(one, rules, lambda _: Grade.C)
    advice = advise(findings, rules, (), (), (), margins(findings, one, rules))
    assert advice.would_change == ("all-in fee of at most ⟨needed_fee⟩, now ⟨fee_excluding_interest⟩",)


def test_nothing_met_has_no_nearest():
    assert nearest(found(asks("fee"), *fees(0.03))) is None
