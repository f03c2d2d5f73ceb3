"""The steps between before and now, recomputed from small tables: a fee beside the cheapest alternative's.

The fund pays 2 %. The cheapest alternative is the least of what the policy names and what the peer pays, so the policy,
a restated file and a new date can each move it alone.
"""

from dataclasses import replace

import pytest

import prudent.review.walk as walking
from prudent.errors import DataBad
from prudent.model.run import InputFile
from prudent.review.delta import Cause
from prudent.review.deltas import deltas
from prudent.review.pool import Question, pooled
from tests.unit.review.review_builders import NEW_CODE, NOW, OLD_CODE, THEN, fee, pair, policy, side

FILES = {
    "policy/costs.yml": "1" * 64,
    "funds/a-fund/packet/fees.csv": "2" * 64,
    "funds/a-peer/packet/fees.csv": "3" * 64,
}
OWN = (fee(0.02, THEN), fee(0.02, NOW))


_MADE = {}


def made(bench, as_of, *, named=0.01, then=0.012, now=0.012, **files):
    """A side where the policy names one fee, and the peer pays another at each of the two dates; each made once."""
    asked = (as_of, named, then, now)
    if asked not in _MADE:
        _MADE[asked] = scored(bench, *asked)
    inputs = tuple(InputFile(path=path, sha256=sha256, size_bytes=1) for path, sha256 in (FILES | files).items())
    return replace(_MADE[asked], case=_MADE[asked].case.model_copy(update={"inputs": inputs}))


def scored(bench, as_of, named, then, now):
    peer = (fee(then, THEN, "a-peer"), fee(now, NOW, "a-peer"))
    return side(bench, as_of, [*OWN, *peer], policy(bench, named), {})


def cheapest(bench, was, now, code=(OLD_CODE, OLD_CODE)):
    """The steps of the cheapest alternative's fee, its causes, and the parts."""
    both = pair(was, now, code)
    found = walking.walk([both], pooled([Question(now.case, now.core)]))["a-fund"]
    assert not found.why_not, found.why_not
    (told,) = [item for item in deltas(was, now, found) if item.name == "cheapest_alternative_fee"]
    steps = told.steps
    values = [step.value for step in (steps.before, steps.on_method, steps.on_data, steps.now)]
    return values, told.causes, told.parts


def test_our_method_alone(bench):
    was = made(bench, THEN)
    now = made(bench, NOW, named=0.009, **{"policy/costs.yml": "4" * 64})
    values, causes, _ = cheapest(bench, was, now)
    assert (values, causes) == ([0.01, 0.009, 0.009, 0.009], (Cause.METHOD,))


def test_the_data_alone(bench):
    was = made(bench, THEN, now=0.008, then=0.012)
    # the peer's fee at the date of before was restated to what it pays now
    now = made(bench, NOW, now=0.008, then=0.008, **{"funds/a-peer/packet/fees.csv": "4" * 64})
    values, causes, _ = cheapest(bench, was, now)
    assert (values, causes) == ([0.01, 0.01, 0.008, 0.008], (Cause.DATA,))


def test_the_fund_alone(bench):
    values, causes, _ = cheapest(bench, made(bench, THEN, now=0.007), made(bench, NOW, now=0.007))
    assert (values, causes) == ([0.01, 0.01, 0.01, 0.007], (Cause.FUND,))


def test_all_three_in_the_order_of_the_walk(bench):
    was = made(bench, THEN)
    changed = {"policy/costs.yml": "4" * 64, "funds/a-peer/packet/fees.csv": "5" * 64}
    now = made(bench, NOW, named=0.009, then=0.008, now=0.007, **changed)
    values, causes, parts = cheapest(bench, was, now, (OLD_CODE, NEW_CODE))
    assert (values, causes) == ([0.01, 0.009, 0.008, 0.007], tuple(Cause))
    assert [str(part) for part in (parts.change, parts.method, parts.data, parts.fund)] == [
        "-0.003",
        "-0.001",
        "-0.001",
        "-0.001",
    ]


def test_nothing_is_measured_where_hashes_prove_that_nothing_can_differ(bench, monkeypatch):
    asked = []
    real = walking.measured_together

    def counted(questions, core, rules, as_of, **more):
        asked.append(as_of)
        return real(questions, core, rules, as_of, **more)

    monkeypatch.setattr(walking, "measured_together", counted)
    was, now = made(bench, THEN), made(bench, NOW)
    cheapest(bench, was, now)
    assert asked == []
    cheapest(bench, was, now, (OLD_CODE, NEW_CODE))
    cheapest(bench, was, made(bench, NOW, **{"funds/a-fund/packet/fees.csv": "6" * 64}))
    assert asked == [THEN, THEN]
    # late data of the same date: what was measured for now is the second step
    cheapest(bench, made(bench, NOW), made(bench, NOW, **{"funds/a-fund/packet/fees.csv": "6" * 64}))
    assert asked == [THEN, THEN]


def test_funds_whose_data_of_before_agrees_are_measured_in_one_pass(bench, monkeypatch):
    passes = []
    real = walking.measured_together
    monkeypatch.setattr(
        walking,
        "measured_together",
        lambda asked, *rest, **more: passes.append(len(asked)) or real(asked, *rest, **more),
    )
    was, now = made(bench, THEN), made(bench, NOW)
    other = made(bench, THEN, **{"funds/a-peer/packet/fees.csv": "7" * 64})
    pairs = [pair(was, now, (OLD_CODE, NEW_CODE)), pair(was, now, (OLD_CODE, NEW_CODE))]
    walking.walk(pairs, pooled([Question(now.case, now.core)]))
    assert passes == [2]
    walking.walk([pairs[0], replace(pairs[1], was=other)], pooled([Question(now.case, now.core)]))
    # they disagree on a file, so each of them is measured apart; and of the second its data differs from today's too
    assert passes == [2, 1, 1, 1]


def test_a_policy_that_cannot_measure_the_date_of_before_is_said(bench, monkeypatch):
    def refuse(*_, **__):
        raise DataBad("policy/applicability.yml names a measure that is not made.")

    monkeypatch.setattr(walking, "measured_together", refuse)
    was, now = made(bench, THEN), made(bench, NOW)
    both = pair(was, now, (OLD_CODE, NEW_CODE))
    found = walking.walk([both], pooled([Question(now.case, now.core)]))["a-fund"]
    assert found.why_not == (
        "The figures of before cannot be measured again: policy/applicability.yml names a measure that is not made."
    )
    told = deltas(was, now, found)
    assert told
    assert all(item.causes == () and item.parts is None for item in told)


@pytest.mark.parametrize(("left_out", "differs"), [((), False), (("gone",), True)])
def test_a_peer_that_is_left_out_is_other_data(bench, left_out, differs):
    was, now = made(bench, THEN), made(bench, NOW)
    case = now.case.model_copy(update={"left_out": left_out})
    assert pair(was, replace(now, case=case)).data_differs is differs
