from datetime import date
from functools import cache
from pathlib import Path

import pytest
from decide_builders import fund

from prudent.errors import DataBad
from prudent.ingest.files import Files
from prudent.ingest.policy import read_policy
from prudent.model.questions import SpeaksWhen
from prudent.score.findings.names import refuse_unknown
from prudent.score.measures import measure_all
from prudent.tables.core import CoreTables

ROOT = Path(__file__).parents[3]


@cache
def shipped():
    policy = read_policy(Files(ROOT))
    return policy, measure_all((fund(),), CoreTables.empty(), policy, date(2025, 12, 31), ())


def changed(part: str, listed: str, at: int, **changes):
    """The shipped policy with one entry of one list changed."""
    policy, measures = shipped()
    whole = getattr(policy, part)
    items = list(getattr(whole, listed))
    items[at] = type(items[at]).model_validate(items[at].model_dump() | changes)
    return policy.model_copy(update={part: whole.model_copy(update={listed: tuple(items)})}), measures


def test_the_shipped_policy_names_only_what_exists():
    refuse_unknown(*shipped())


def place(part: str, listed: str, name: str) -> int:
    return [item.id for item in getattr(getattr(shipped()[0], part), listed)].index(name)


@pytest.mark.parametrize(
    ("part", "listed", "name", "changes", "said"),
    [
        ("checks", "checks", "all-in-fee", {"measure": "all_in_fees"},
         "policy/checks.yml: check all-in-fee names the measure all_in_fees, which does not exist; is all_in_fee meant?"),
        ("checks", "checks", "not-in-dearest-quarter", {"measure": "incentive_fee_pct"},
         "policy/checks.yml: check not-in-dearest-quarter names the compared measure incentive_fee_pct, which does not exist"),
        ("checks", "checks", "all-in-fee", {"answer": "It is ⟨all_in_feee⟩."},
         "check all-in-fee names the figure all_in_feee, which does not exist; is all_in_fee meant?"),
        ("checks", "checks", "all-in-fee", {"answer": "It is ⟨median_net_assets⟩."}, "names the figure median_net_assets"),
        ("checks", "checks", "all-in-fee", {"answer": "It is ⟨needed_all_in_fees⟩."}, "names the figure needed_all_in_fees"),
        ("checks", "checks", "risk-adjusted-above-cash", {"else_measure": "sharpe_own"}, "names the measure sharpe_own"),
        ("checks", "checks", "risk-adjusted-above-cash",
         {"else_speaks_when": SpeaksWhen(measure="sharpe_sure", test="at_least", threshold=0.95)},
         "check risk-adjusted-above-cash names the measure sharpe_sure"),
        ("checks", "checks", "share-classes", {"term": "share_class"}, "check share-classes names the term share_class"),
        ("concerns", "concerns", "levered", {"measure": "leverage"}, "policy/concerns.yml: concern levered names the measure leverage"),
        ("concerns", "concerns", "levered", {"sentence": "⟨leverage⟩"}, "concern levered names the figure leverage"),
        ("patterns", "patterns", "ages-only", {"cleared_when": [{"kind": "term", "term": "inputs"}]},
         "policy/patterns.yml: pattern ages-only names the term inputs"),
        ("scorecard", "criteria", "leverage", {"measure": "leverage"}, "policy/scorecard.yml: criterion leverage names the measure leverage"),
        ("scorecard", "gates", "share-class",
         {"passed_when": [{"kind": "pattern", "pattern": "dearer", "outcome": "not triggered"}]}, "gate share-class names the pattern dearer"),
        ("scorecard", "gates", "share-class",
         {"passed_when": [{"kind": "check", "check": "all-in", "outcome": "met"}]}, "gate share-class names the check all-in"),
    ],
)  # fmt: skip
def test_a_name_that_nothing_has_is_refused_with_its_file_and_its_owner(part, listed, name, changes, said):
    with pytest.raises(DataBad) as refused:
        refuse_unknown(*changed(part, listed, place(part, listed, name), **changes))
    assert said in str(refused.value)
    assert str(refused.value).count("policy/") == 1


@pytest.mark.parametrize(
    "figure",
    [
        "median_all_in_fee",
        "n_of_all_in_fee",
        "date_of_peer_worst_all_in_fee",
        "needed_all_in_fee",
        "sharpe_ratio_own_record",
    ],
)
def test_figures_that_a_memo_makes_of_others_are_known(figure):
    refuse_unknown(*changed("checks", "checks", place("checks", "checks", "all-in-fee"), answer=f"It is ⟨{figure}⟩."))


def test_a_term_whose_age_is_asked_for_must_exist():
    policy, measures = shipped()
    entries = [entry for entry in policy.freshness.entries if entry.terms]
    slipped = entries[0].model_copy(update={"terms": ("repurchase_cap",)})
    freshness = policy.freshness.model_copy(update={"entries": (slipped,)})
    with pytest.raises(
        DataBad, match=r"policy/freshness\.yml: entry repurchase_terms names the term repurchase_cap, which"
    ):
        refuse_unknown(policy.model_copy(update={"freshness": freshness}), measures)


def test_an_item_of_a_route_is_looked_at_too():
    at = place("checks", "checks", "valuation-process")
    routes = [route.model_dump() for route in shipped()[0].checks.checks[at].any_of]
    routes[1]["all_of"][0]["terms"] = ("written_process",)
    with pytest.raises(DataBad, match="check valuation-process names the term written_process"):
        refuse_unknown(*changed("checks", "checks", at, any_of=tuple(routes)))
