"""Triggers that ask how it stands now, on both sides of each threshold; and what lasts and does not flap."""

from datetime import date

import pytest

from prudent.decide.answered import Found
from prudent.decide.triggers import fired, leads_to_watch, recorded_before, watch
from prudent.ingest.files import Files
from prudent.ingest.policy import read_watch_list
from prudent.model.period import months_before
from prudent.model.readings import QuarterBeside, Quarters, Representations, Represented
from prudent.model.standing import Effect
from tests.unit.watch_list.watch_builders import (
    Q1,
    Q3,
    Q4,
    ROOT,
    Ledger,
    decided,
    issued,
    offers,
    readings,
    reviewed,
    said,
)

SHIPPED = read_watch_list(Files(ROOT))
FEB, MAY25, APR25, MAR25 = date(2026, 2, 10), date(2025, 5, 10), date(2025, 4, 1), date(2025, 3, 31)


def one(trigger, given, on_before=()):
    return next(item for item in watch(SHIPPED, given, frozenset(on_before)) if item.trigger.id == trigger)


def offered(before, now):
    return readings({"offers": offers(*before)}, {"offers": offers(*before, *now)})


@pytest.mark.parametrize(
    ("fill", "told", "half"),
    [
        (1.0, Found.QUIET, Found.QUIET),
        (0.999, Found.SET_OFF, Found.QUIET),
        (0.5, Found.SET_OFF, Found.QUIET),
        (0.4999, Found.SET_OFF, Found.SET_OFF),
    ],
)
def test_an_offer_that_was_not_filled(fill, told, half):
    given = offered((), ((FEB, fill),))
    assert one("offer-not-filled", given).found is told
    assert one("offer-filled-below-half", given).found is half
    assert one("offers-prorated-twice", given).found is Found.QUIET


def test_not_filled_is_told_and_below_half_leads_to_watch():
    kept = fired(watch(SHIPPED, offered((), ((FEB, 0.7),)), frozenset()))
    assert [(item.trigger, item.effect) for item in kept] == [("offer-not-filled", Effect.TELL)]
    assert not leads_to_watch(kept)
    kept = fired(watch(SHIPPED, offered((), ((FEB, 0.456),)), frozenset()))
    assert [item.trigger for item in kept] == ["offer-not-filled", "offer-filled-below-half"]
    assert leads_to_watch(kept)
    assert kept[1].said.replace("\u202f", " ") == (
        "Paid of what was asked: 45.60 % on 10 February 2026. Allowed is no offer below 50 % within 12 months."
    )


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        (((APR25, 0.9),), ((FEB, 0.9),), Found.SET_OFF),
        # the window is the twelve months to 31 March 2026, so 31 March 2025 lies before it
        (((MAR25, 0.9),), ((FEB, 0.9),), Found.QUIET),
        (((MAY25, 0.9),), ((FEB, 1.0),), Found.QUIET),
        (((MAY25, 0.9), (Q4, 0.9)), ((FEB, 1.0),), Found.QUIET),
        # an offer of May that became known only now is new
        ((), ((MAY25, 0.9), (FEB, 0.9)), Found.SET_OFF),
    ],
)
def test_prorated_twice_within_a_year_and_once_of_late(before, now, found):
    assert one("offers-prorated-twice", offered(before, now)).found is found


def test_no_new_result_of_an_offer_is_not_in_evidence():
    answer = one("offer-not-filled", offered(((FEB, 0.3),), ()))
    assert answer.found is Found.NOT_IN_EVIDENCE
    assert answer.said == "No result of an offer is new since the side before; the last one is of 10 February 2026."
    assert one("offer-not-filled", readings()).said == "no offers"


def test_a_first_review_looks_at_the_offers_of_its_own_quarter():
    given = offered((), ((Q3, 0.3), (FEB, 1.0)))
    assert one("offer-not-filled", type(given)(None, given.now, None)).found is Found.QUIET
    given = offered((), ((FEB, 0.3),))
    assert one("offer-not-filled", type(given)(None, given.now, None)).found is Found.SET_OFF


@pytest.mark.parametrize(
    ("words", "on_before", "found", "effect"),
    [
        ("yes", False, Found.SET_OFF, Effect.WATCH),
        ("Yes", True, Found.STILL, Effect.TELL),
        ("no", False, Found.QUIET, Effect.TELL),
        ("no", True, Found.QUIET, Effect.TELL),
        ("in part", False, Found.NOT_IN_EVIDENCE, Effect.TELL),
        (None, False, Found.NOT_IN_EVIDENCE, Effect.TELL),
        (None, True, Found.STILL, Effect.TELL),
    ],
)
def test_suspension_leads_to_watch_once_and_lasts_until_a_document_ends_it(words, on_before, found, effect):
    given = readings({}, {"suspended": said(words, FEB)} if words else {})
    answer = one("repurchases-suspended", given, ["repurchases-suspended"] if on_before else [])
    assert (answer.found, answer.effect) == (found, effect)


@pytest.mark.parametrize(
    ("signed", "found"),
    [(date(2025, 3, 31), Found.QUIET), (date(2025, 3, 30), Found.SET_OFF), (date(2026, 3, 1), Found.QUIET)],
)
def test_a_representation_of_more_than_twelve_months(signed, found):
    held = Representations((Represented("liquidity programme", signed),), "")
    answer = one("stale-representation", readings({}, {"representations": held}))
    assert (answer.found, answer.effect) == (found, Effect.TELL)
    assert "liquidity programme signed on" in answer.said


def test_without_a_representation_its_age_is_not_in_evidence():
    assert one("stale-representation", readings()).found is Found.NOT_IN_EVIDENCE


def beside(*apart):
    """Quarters of which each is so far above the benchmark, whose return is always 2 %."""
    ends = [months_before(Q1, 3 * back) for back in range(len(apart))][::-1]
    rows = tuple(QuarterBeside(end, 0.02 + by, 0.02) for end, by in zip(ends, apart, strict=True))
    return readings({}, {"quarters": Quarters("An index", rows, "")})


ON = ["behind-benchmark"]


@pytest.mark.parametrize(
    ("apart", "on_before", "found"),
    [
        # seven quarters are four spans of four: all behind
        ([-0.01] * 7, (), Found.SET_OFF),
        ([-0.01] * 7, ON, Found.STILL),
        # level with it is not behind
        ([0.0] * 7, (), Found.QUIET),
        # the last span, +0.04 - 3 x 0.01, is ahead: three in a row do not set it off, and one does not end it
        ([-0.01] * 6 + [0.05], (), Found.QUIET),
        ([-0.01] * 6 + [0.05], ON, Found.STILL),
        # the last two spans are ahead: that ends it
        ([-0.01] * 5 + [0.05, 0.0], ON, Found.QUIET),
        # one ahead, one behind again: it lasts
        ([-0.01] * 3 + [0.05, -0.01, -0.01, -0.01, -0.05], ON, Found.STILL),
        # six quarters are three spans: all behind, which is too few to tell
        ([-0.01] * 6, (), Found.NOT_IN_EVIDENCE),
        # a span that is not behind tells already that it is not set off
        ([-0.01] * 5 + [0.05], (), Found.QUIET),
        # four quarters are one span: ahead, which is too few to end it
        ([0.01] * 4, ON, Found.STILL),
        ([0.01] * 3, (), Found.NOT_IN_EVIDENCE),
        ([], ON, Found.STILL),
    ],
)
def test_behind_for_four_quarter_ends_sets_it_off_and_two_that_are_not_end_it(apart, on_before, found):
    assert one("behind-benchmark", beside(*apart), on_before).found is found


def test_being_behind_is_told_with_both_returns():
    # 1.01 ^ 4 - 1 = 4.0604 %, 1.02 ^ 4 - 1 = 8.2432 %
    assert one("behind-benchmark", beside(*[-0.01] * 7)).said.replace("\u202f", " ") == (
        "Over 4 quarters to 31 March 2026: 4.06 %, its benchmark An index 8.24 %. "
        "Behind at 4 of the last 4; 4 quarter ends in a row set it off, 2 end it."
    )


def test_a_fund_that_swings_around_its_benchmark_does_not_flap():
    """Quarter by quarter, the state kept in what each review recorded."""
    apart = [-0.01] * 8 + [0.05] + [-0.01] * 3 + [-0.05] + [0.03] * 8
    on, seen = frozenset(), []
    for end in range(7, len(apart) + 1):
        watched = watch(SHIPPED, beside(*apart[end - 7 : end]), on)
        kept = fired(watched)
        on = frozenset(item.trigger for item in kept)
        seen.append(next(item.found for item in watched if item.trigger.id == "behind-benchmark"))
    assert seen.count(Found.SET_OFF) == 1
    last_on = max(at for at, found in enumerate(seen) if found is Found.STILL)
    assert Found.QUIET not in seen[: seen.index(Found.STILL)]
    assert set(seen[last_on + 1 :]) == {Found.QUIET}


def test_what_was_recorded_is_that_of_the_last_earlier_quarter_so_a_review_again_says_the_same():
    ledger = Ledger().add(
        issued(), decided(),
        reviewed(Effect.TELL, as_of=Q4, trigger="of-the-year-end"),
        reviewed(Effect.TELL, as_of=Q3, trigger="filled-in-afterwards"),
        reviewed(Effect.TELL, as_of=Q1, trigger="of-this-quarter"),
    )  # fmt: skip
    assert recorded_before(ledger.chain, readings()) == {"of-the-year-end"}
    assert recorded_before(Ledger().chain, readings()) == frozenset()
