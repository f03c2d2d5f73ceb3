"""A change taken apart: each cause alone, all three, and what is no number. Every figure is worked out by hand."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from prudent.model.measured import RefusalCode, Unit
from prudent.review.delta import Cause, Parts, is_same
from tests.unit.review.review_builders import REFUSED, delta, reading


def parts(found):
    return tuple(str(getattr(found.parts, name)) for name in ("change", "method", "data", "fund"))


@pytest.mark.parametrize(
    ("walk", "causes", "said"),
    [
        ((0.03, 0.031, 0.031, 0.031), (Cause.METHOD,), ("0.001", "0.001", "0.000", "0.000")),
        ((0.03, 0.03, 0.028, 0.028), (Cause.DATA,), ("-0.002", "0.00", "-0.002", "0.000")),
        ((0.03, 0.03, 0.03, 0.035), (Cause.FUND,), ("0.005", "0.00", "0.00", "0.005")),
        ((0.03, 0.031, 0.029, 0.034), tuple(Cause), ("0.004", "0.001", "-0.002", "0.005")),
        # method and data take each other back: the change is none, and both are told
        ((0.03, 0.04, 0.03, 0.03), (Cause.METHOD, Cause.DATA), ("0.00", "0.01", "-0.01", "0.00")),
    ],
)
def test_each_cause_alone_and_all_three(walk, causes, said):
    found = delta(*walk)
    assert (found.causes, parts(found)) == (causes, said)


def test_parts_of_floats_of_any_size_sum_exactly():
    found = delta(0.1, 0.1 + 0.2, 1.2345678901234567e-10, 1.2345678901234567e15).parts
    assert str(found.method) == "0.20000000000000004"
    assert str(found.data) == "-0.29999999987654325098765432"
    # 42 digits, where decimals usually keep 28
    assert str(found.fund) == "1234567890123456.79999999987654321098765432"
    assert str(found.change) == "1234567890123456.7"


def test_parts_that_do_not_sum_are_refused():
    with pytest.raises(ValidationError, match="must sum to it exactly"):
        Parts(change=Decimal(1), method=Decimal(1), data=Decimal(0), fund=Decimal("1e-300"))


def test_what_came_into_evidence_has_a_cause_and_no_parts():
    found = delta(REFUSED, REFUSED, REFUSED, 0.5)
    assert (found.causes, found.parts, found.is_changed) == ((Cause.FUND,), None, True)
    found = delta(REFUSED, 0.5, REFUSED, 0.5)
    assert found.causes == (Cause.METHOD, Cause.DATA, Cause.FUND)
    assert delta(0.5, 0.5, None, None).causes == (Cause.DATA,)


def test_words_and_kinds_of_refusal_are_compared_and_not_their_reasons():
    other = reading(code=RefusalCode.NOT_APPLICABLE, evidence=())
    assert not is_same(REFUSED, other)
    assert is_same(REFUSED, REFUSED.model_copy(update={"n": 3}))
    words = delta(*(reading(text=text, unit=Unit.TEXT) for text in ("A", "A", "A", "B")), unit=Unit.TEXT)
    assert (words.causes, words.parts) == ((Cause.FUND,), None)
    assert not is_same(reading(0.0), REFUSED)  # missing is never zero


def test_sums_in_another_order_are_no_cause():
    found = delta(0.3, 0.1 + 0.2, 0.3, 0.3)
    assert (found.causes, found.is_changed) == ((), False)


def test_without_the_walk_the_change_is_told_and_no_cause():
    found = delta(0.03, None, None, 0.04, is_walked=False)
    assert (found.is_changed, found.causes, found.parts) == (True, (), None)


def test_a_first_review_has_nothing_to_differ_from():
    assert not delta(None, None, None, 0.04, is_walked=False).is_changed
