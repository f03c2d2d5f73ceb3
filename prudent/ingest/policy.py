"""What a committee edits: the files of `policy/`."""

from prudent.errors import DataBad
from prudent.ingest.files import Files
from prudent.ingest.yaml_model import read_model
from prudent.model.applicability import Applicability
from prudent.model.benchmarks import Benchmarks
from prudent.model.business_days import BusinessDays
from prudent.model.costs import Costs
from prudent.model.freshness import Freshness
from prudent.model.patterns import Patterns
from prudent.model.peers import PeerGroups
from prudent.model.policy import Policy, Rule
from prudent.model.questions import Checks, Concerns
from prudent.model.reconciliation import Reconciliation
from prudent.model.scorecard import Scorecard
from prudent.model.sources import Sources
from prudent.model.stress import Stress
from prudent.model.watch_list import WatchList

POLICY = "policy"
RULES = "policy/rule"


def read_policy(files: Files) -> Policy:
    """Read all of the policy.

    Raises:
        DataBad: a file is missing or a field is wrong, or there is not exactly one rule.
        SchemaChanged, HostileInput: see the readers.
    """
    return Policy(
        scorecard=read_model(files, f"{POLICY}/scorecard.yml", Scorecard),
        checks=read_model(files, f"{POLICY}/checks.yml", Checks),
        concerns=read_model(files, f"{POLICY}/concerns.yml", Concerns),
        patterns=read_model(files, f"{POLICY}/patterns.yml", Patterns),
        peer_groups=read_peer_groups(files),
        benchmarks=read_model(files, f"{POLICY}/benchmarks.yml", Benchmarks),
        costs=read_model(files, f"{POLICY}/costs.yml", Costs),
        stress=read_model(files, f"{POLICY}/stress.yml", Stress),
        rule=read_rule(files),
        sources=read_model(files, f"{POLICY}/sources.yml", Sources),
        reconciliation=read_model(files, f"{POLICY}/reconciliation.yml", Reconciliation),
        freshness=read_model(files, f"{POLICY}/freshness.yml", Freshness),
        applicability=read_model(files, f"{POLICY}/applicability.yml", Applicability),
    )


def read_rule(files: Files) -> Rule:
    """Read the proposed rule as known today.

    Raises:
        DataBad: a field is missing or wrong, or there is not exactly one rule.
        SchemaChanged, HostileInput: see the readers.
    """
    rules = [name for name in files.entries(RULES) if name.endswith(".yml")]
    if len(rules) != 1:
        raise DataBad(f"{RULES}/ must hold exactly one rule, and it holds {', '.join(rules) or 'none'}.")
    return read_model(files, f"{RULES}/{rules[0]}", Rule)


def read_watch_list(files: Files) -> WatchList:
    """Read the triggers of the watch list. No memo rests on them, so they are no part of the policy of one.

    Raises:
        DataBad, SchemaChanged, HostileInput: see the readers.
    """
    return read_model(files, f"{POLICY}/watch_list.yml", WatchList)


def read_business_days(files: Files) -> BusinessDays:
    """Read on which days scheduled reviews run, and how long they wait. Not part of what a memo is made from.

    Raises:
        DataBad: a field is missing or wrong.
        SchemaChanged, HostileInput: see the readers.
    """
    return read_model(files, f"{POLICY}/business_days.yml", BusinessDays)


def read_peer_groups(files: Files) -> PeerGroups:
    """Read which funds are compared with which.

    Raises:
        DataBad: a field is missing or wrong.
        SchemaChanged, HostileInput: see the readers.
    """
    return read_model(files, f"{POLICY}/peer_groups.yml", PeerGroups)
