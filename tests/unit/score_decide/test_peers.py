import pytest
from decide_builders import measure, measures

from prudent.model.peers import Horizon
from prudent.score.findings.evidence_of import FundEvidence
from prudent.score.peers.compare import compare

HORIZON = Horizon(id="three-years", months=36, why="test")


def row(frame, fund, name):
    return frame.filter((frame["fund"] == fund) & (frame["measure"] == name)).row(0, named=True)


def returns(**values):
    return measures(*(measure(fund.replace("_", "-"), "return_three_years", value) for fund, value in values.items()))


def test_median_leaves_the_fund_itself_out_and_ties_share_the_better_rank():
    frame = compare(returns(aa=0.10, bb=0.20, cc=0.20, dd=0.05), ("aa", "bb", "cc", "dd"), HORIZON)
    a, b, d = (row(frame, fund, "return_on_horizon") for fund in ("aa", "bb", "dd"))
    assert (a["peers_n"], a["peer_median"], a["rank"], a["percentile_frac"]) == (3, 0.20, 3, pytest.approx(1 / 3))
    assert (b["peer_median"], b["rank"], b["percentile_frac"]) == (0.10, 1, pytest.approx(2.5 / 3))
    assert (d["peer_median"], d["rank"], d["percentile_frac"]) == (0.20, 4, 0.0)
    assert a["peers"] == ["bb", "cc", "dd"]


def test_under_three_peers_there_is_a_rank_and_no_median():
    frame = compare(returns(aa=0.10, bb=0.20, cc=0.05), ("aa", "bb", "cc"), HORIZON)
    found = row(frame, "aa", "return_on_horizon")
    assert (found["peers_n"], found["rank"]) == (2, 2)
    assert found["peer_median"] is None
    assert found["percentile_frac"] is None


def test_a_lower_fee_is_better():
    fees = (("aa", 0.01), ("bb", 0.02), ("cc", 0.03), ("dd", 0.04))
    for name in ("management_fee", "fee_excluding_interest"):
        frame = compare(
            measures(*(measure(fund, name, value) for fund, value in fees)), ("aa", "bb", "cc", "dd"), HORIZON
        )
        assert row(frame, "aa", name)["rank"] == 1
        assert row(frame, "aa", name)["percentile_frac"] == 1.0
        assert row(frame, "dd", name)["rank"] == 4


def totals(**interest):
    """All-in fees of 1, 2, 3, … %, and of each its interest part; None where it is not in evidence."""
    rows = [measure(fund, "all_in_fee", place / 100) for place, fund in enumerate(interest, start=1)]
    rows += [measure(fund, "interest_fee", part) for fund, part in interest.items()]
    return compare(measures(*rows), tuple(interest), HORIZON)


def test_totals_are_ranked_only_where_the_interest_part_of_both_is_known():
    frame = totals(aa=None, bb=0.01, cc=0.0, dd=0.02, ee=0.01)
    known = row(frame, "cc", "all_in_fee")
    # the cheapest total, of unknown parts, is no peer
    assert known["peers"] == ["bb", "dd", "ee"]
    assert (known["rank"], known["peer_median"], known["percentile_frac"]) == (2, 0.04, pytest.approx(2 / 3))


def test_a_total_of_unknown_parts_has_no_place_and_keeps_its_value():
    unknown = row(totals(aa=None, bb=0.01, cc=0.0, dd=0.02, ee=None), "aa", "all_in_fee")
    assert (unknown["value"], unknown["peers_n"], unknown["rank"]) == (0.01, 0, None)
    assert (unknown["peer_median"], unknown["percentile_frac"]) == (None, None)


def test_volatility_is_compared_only_at_the_same_frequency():
    rows = [measure(fund, "volatility_3y", 0.01) for fund in ("aa", "bb", "cc")]
    rows.append(measure("dd", "volatility_3y", 0.05, frequency="quarterly"))
    frame = compare(measures(*rows), ("aa", "bb", "cc", "dd"), HORIZON)
    assert row(frame, "aa", "volatility_3y")["peers_n"] == 2
    assert row(frame, "dd", "volatility_3y")["peers_n"] == 0


def test_a_return_is_compared_across_frequencies():
    rows = [measure(fund, "return_three_years", 0.1) for fund in ("aa", "bb", "cc")]
    rows.append(measure("dd", "return_three_years", 0.2, frequency="annual"))
    frame = compare(measures(*rows), ("aa", "bb", "cc", "dd"), HORIZON)
    assert row(frame, "aa", "return_on_horizon")["peers_n"] == 3


def test_a_refused_measure_neither_ranks_nor_counts():
    frame = compare(returns(aa=0.10, bb=None, cc=0.20, dd=0.05), ("aa", "bb", "cc", "dd"), HORIZON)
    assert row(frame, "aa", "return_on_horizon")["peers_n"] == 2
    refused = row(frame, "bb", "return_on_horizon")
    assert (refused["value"], refused["rank"]) == (None, None)


def test_a_fund_left_out_is_no_peer():
    frame = compare(returns(aa=0.10, bb=0.20, cc=0.20, dd=0.05), ("aa", "bb", "dd"), HORIZON)
    assert row(frame, "aa", "return_on_horizon")["peers"] == ["bb", "dd"]


def test_shuffled_rows_give_the_same_table(capfd):
    frame = returns(aa=0.10, bb=0.20, cc=0.20, dd=0.05)
    first = compare(frame, ("aa", "bb", "cc", "dd"), HORIZON)
    second = compare(frame.reverse(), ("dd", "aa", "cc", "bb"), HORIZON)
    assert first.equals(second)
    assert capfd.readouterr() == ("", "")


def test_a_fund_without_the_measure_still_has_its_peers_median_and_no_rank():
    frame = compare(returns(aa=None, bb=0.10, cc=0.20, dd=0.40), ("aa", "bb", "cc", "dd"), HORIZON)
    found = row(frame, "aa", "return_on_horizon")
    assert (found["peers_n"], found["peer_median"], found["rank"], found["percentile_frac"]) == (3, 0.20, None, None)


def test_peers_with_the_same_value_are_counted_as_tied():
    frame = compare(returns(aa=0.1, bb=0.1, cc=0.1, dd=0.1), ("aa", "bb", "cc", "dd"), HORIZON)
    found = row(frame, "aa", "return_on_horizon")
    assert (found["rank"], found["tied_n"], found["percentile_frac"]) == (1, 3, 0.5)


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"aa": 0.1, "bb": 0.2, "cc": 0.3}, "3 of 3"),
        ({"aa": 0.3, "bb": 0.3, "cc": 0.1}, "1 of 3, tied"),
        ({"aa": 0.3, "bb": 0.3, "cc": 0.3}, "all 3 alike"),
        ({"aa": 0.3, "bb": 0.3}, "both alike"),
        ({"aa": 0.3}, None),
        ({"aa": None, "bb": 0.3}, None),
    ],
)
def test_the_place_in_words(values, place):
    frame = returns(**values)
    peers = compare(frame, tuple(values), HORIZON)
    assert FundEvidence("aa", frame, peers, HORIZON).comparison("return_on_horizon").place == place
