"""Why peers are in and near ones out, from made-up evidence; what a group may not say; a place in words."""

from datetime import date

import polars as pl
import pytest
from benchmark_builders import AS_OF, WHY, core, fund, returns

from prudent.model.case import Case, LeftOut
from prudent.model.peers import (
    Horizon,
    Member,
    PeerGroup,
    PeerGroups,
    PercentileRule,
    SizeRule,
    Survivorship,
)
from prudent.model.policy import Policy
from prudent.model.run import Request
from prudent.score.peers.log import peer_log
from prudent.score.peers.place import Standing, place_among_peers
from prudent.tables.spec import table

MEASURES = table("score_fund__measures")
SURVIVORS = Survivorship(note="Only funds that exist today.", leans="flatters_the_group")


def group(members=("a-fund", "near-alike", "refused", "broken"), near=("near-miss",), name="credit"):
    return PeerGroup(
        id=name,
        title="Credit",
        basis="test",
        members=tuple(Member(fund=fund, why=f"{fund} is in.") for fund in members),
        near_misses=tuple(Member(fund=fund, why=f"{fund} is out.", name=fund.title()) for fund in near),
        horizon=Horizon(id="one-year", months=12, why="test"),
        survivorship=SURVIVORS,
        source="test",
        since=date(2026, 1, 1),
    )


def groups(*each):
    return PeerGroups(
        version=1, percentile=PercentileRule(from_peers=5, **WHY), size=SizeRule(factor=10, **WHY), groups=each
    )


def net_assets(**values):
    rows = [
        {
            "fund": name.replace("_", "-"),
            "factor": "complexity",
            "measure": "net_assets",
            "unit": "usd",
            "value": value,
            "method": "test",
            "evidence": [],
        }
        for name, value in values.items()
    ]
    return pl.DataFrame(rows, schema=MEASURES.polars_schema)


def logged(funds, measures, rows, left_out=(), failed=(), peers=None):
    peers = peers or group()
    case = Case.model_construct(
        request=Request(fund="a-fund", as_of=AS_OF, plan="example"),
        funds=funds,
        peer_group=peers,
        policy=Policy.model_construct(peer_groups=groups(peers)),
        left_out=left_out,
    )
    frame = peer_log(case, core(fund_returns=rows), measures, failed)
    return {row["peer"]: row for row in frame.iter_rows(named=True)}


def test_the_log_of_one_group_by_hand():
    log = logged(
        (fund(), fund("near-alike"), fund("broken")),
        net_assets(a_fund=2e9, near_alike=5e9, broken=1e9),
        returns("a-fund", [0.01] * 20)
        + returns("near-alike", [0.01] * 30)
        + returns("broken", [0.01] * 6, "quarterly"),
        left_out=(LeftOut(fund="refused", reason="Its fees.csv is empty."),),
        failed=(LeftOut(fund="broken", reason="A month stands twice."),),
    )
    assert {peer: (row["verdict"], row["ground"], row["reason"]) for peer, row in log.items()} == {
        "near-alike": (
            "in",
            "member",
            (
                "Alike in class: private credit. Alike in wrapper: interval fund. Alike in size: 2.5 times the fund's net "
                "assets. Returns of 20 months in common, both monthly."
            ),
        ),
        "refused": ("out", "packet_refused", "Its packet could not be used. Its fees.csv is empty."),
        "broken": (
            "out",
            "failed_rule",
            (
                "Its data failed a critical rule. A month stands twice. Alike in class: private credit. Alike in wrapper: "
                "interval fund. Alike in size: 0.5 times the fund's net assets. Returns of 18 months in common, its "
                "quarterly, the fund's monthly."
            ),
        ),
        "near-miss": ("out", "near_miss", "A near miss of the policy, not a member of the group."),
    }
    assert [row["place"] for row in log.values()] == [1, 2, 3, 4]
    assert (log["near-alike"]["why"], log["near-miss"]["name"]) == ("near-alike is in.", "Near-Miss")
    assert (log["near-alike"]["size_ratio"], log["near-alike"]["overlap_months"]) == (2.5, 20)
    assert (log["near-miss"]["size_ratio"], log["near-miss"]["same_exit"]) == (None, None)


@pytest.mark.parametrize(
    ("peer", "said", "flags"),
    [
        (
            {"asset_class": "real_estate", "wrapper": "nontraded_reit"},
            (
                "Differs in class: real estate, the fund is private credit. Another wrapper, non-traded REIT, left in the "
                "same way: by periodic offers."
            ),
            ("no", "yes"),
        ),
        (
            {"wrapper": "etp_grantor_trust"},
            (
                "Alike in class: private credit. Differs in how holders leave: exchange-traded trust, through an exchange; "
                "the fund by periodic offers."
            ),
            ("yes", "no"),
        ),
    ],
)
def test_what_differs_is_said(peer, said, flags):
    both = group(("a-fund", "b-fund"), ())
    log = logged((fund(), fund("b-fund", **peer)), net_assets(), returns("a-fund", [0.01]), peers=both)["b-fund"]
    assert log["reason"] == (
        f"{said} Size not compared: net assets of one of the two are not in evidence. No returns of it are in evidence."
    )
    assert (log["same_asset_class"], log["same_exit"], log["same_frequency"]) == (*flags, None)


@pytest.mark.parametrize(
    ("own", "other", "said"),
    [
        (1e9, 1e10, "Alike in size: 10 times"),
        (1e9, 1.01e10, "Differs in size: 10.1 times"),
        (1e9, 1e8, "Alike in size: 0.1 times"),
        (1e9, 0.9e8, "Differs in size: 0.09 times"),
        (1e9, 0.0, "Differs in size: 0 times"),
        (1e9, 1e5, "Differs in size: under 0.001 times"),
        (1e6, 1.2345e9, "Differs in size: 1,234 times"),
        (0.0, 1e9, "Size not compared"),
        (1e9, -1e9, "Size not compared"),
    ],
)
def test_size_is_alike_within_the_policys_factor(own, other, said):
    both = group(("a-fund", "b-fund"), ())
    log = logged((fund(), fund("b-fund")), net_assets(a_fund=own, b_fund=other), [], peers=both)["b-fund"]
    assert said in log["reason"]
    assert "No returns of the fund are in evidence." in log["reason"]


def test_no_group_no_log():
    case = Case.model_construct(peer_group=None)
    assert peer_log(case, core(), net_assets(), ()).is_empty()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: group(near=("refused",)), "refused is both a member and a near miss of credit; it can be one of them"),
        (lambda: group(members=("a-fund", "a-fund")), "members of credit must be named once each: a-fund stands twice"),
        (lambda: group(near=("b-fund", "b-fund")), "near misses of credit must be named once each"),
        (lambda: groups(group(), group(("x-fund",))), "groups must be named once each: credit stands twice"),
        (lambda: groups(group(), group(name="other")), "funds in groups must be named once each: a-fund stands twice"),
        (lambda: PercentileRule(from_peers=2, **WHY), "greater than or equal to 3"),
        (lambda: SizeRule(factor=0.5, **WHY), "greater than or equal to 1"),
    ],
)
def test_a_group_that_contradicts_itself_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_a_near_miss_of_one_group_may_be_a_member_of_another():
    assert groups(group(), group(("near-miss",), ("a-fund",), "other")).of("near-miss").id == "other"


@pytest.mark.parametrize(
    ("standing", "place"),
    [
        (Standing(0.1, 3, 0.05, 1, 1.0, "higher"), "above the median of 3"),
        (Standing(0.1, 4, 0.2, 4, 0.25, "higher"), "below the median of 4"),
        (Standing(0.1, 3, 0.1, 2, 0.5, "higher"), "at the median of 3"),
        (Standing(0.1, 3, 0.05, 3, 0.0, "lower"), "above the median of 3, lower is better"),
        (Standing(0.1, 3, 0.1, 2, 0.5, "lower"), "at the median of 3"),
        (Standing(0.1, 5, 0.05, 2, 0.8, "higher"), "better than 80 % of 5"),
        (Standing(0.1, 7, 0.05, 3, 5 / 7, "lower"), "better than 71 % of 7"),
        (Standing(0.1, 2, None, 2, None, "higher"), "2 of 3"),
        (Standing(0.1, 1, None, 1, None, "higher"), "1 of 2"),
        (Standing(0.1, 0, None, 1, None, "higher"), None),
        (Standing(None, 5, 0.1, None, None, "higher"), None),
    ],
)
def test_a_place_in_words_that_the_number_of_peers_can_bear(standing, place):
    assert place_among_peers(standing, 5) == place
