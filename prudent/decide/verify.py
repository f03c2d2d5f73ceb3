"""Verification: is every byte of runs, issues, reviews and the ledger what was written, and is nothing missing?

Belongs here: the order of the checks and their sum. Does not: what makes a thing whole (`checks`). What points is read
before what it points to (anchors, then chains, then reviews and issues, then runs), so that whatever is recorded while
a verification goes on is no fault. Nothing is written.
"""

from dataclasses import dataclass

from prudent.decide.checks.checking import Checking, Tick, silent
from prudent.decide.checks.issues import check_issues
from prudent.decide.checks.ledger import Proof, check_ledger
from prudent.decide.checks.received import check_received
from prudent.decide.checks.reviews import check_reviews
from prudent.decide.checks.runs import check_runs
from prudent.decide.checks.witness import named_by, unnamed
from prudent.decide.fault import Fault, Note
from prudent.model.ids import FundId, PlanId, Sha256
from prudent.model.proof import LedgerKey
from prudent.store.layout import ANCHORS, DELIVERIES, KEYS, LEDGER, MEMOS, RECEIVED, REVIEWS, RUNS
from prudent.store.objects import Objects

CHECKED = (ANCHORS, DELIVERIES, KEYS, LEDGER, MEMOS, RECEIVED, REVIEWS, RUNS)
PASSED_OVER = ("answers", "catalog.duckdb", "catalog.duckdb.wal", "inbox", "probes", "quarantine", "site")
"""Kept for convenience, or made anew from what is checked: a change there changes no record."""


@dataclass(frozen=True, slots=True)
class Scope:
    """One fund's record in place of the whole store."""

    plan: PlanId
    fund: FundId
    runs: tuple[str, ...]
    """The folders of the runs that belong to it."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last anchor: whoever kept its hash elsewhere can tell whether the whole ledger was made anew."""

    key: str
    sha256: Sha256


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found."""

    files: int
    size_bytes: int
    chains: int
    entries: int
    anchors: int
    last_anchor: Head | None
    keys: tuple[LedgerKey, ...]
    """The first one is trusted on first use: whoever verifies holds it against what was told elsewhere."""
    faults: tuple[Fault, ...]
    """By place."""
    notes: tuple[Note, ...]


def verify(objects: Objects, scope: Scope | None = None, tick: Tick = silent) -> Report:
    """Check the whole store, or one fund's record.

    Args:
        objects: the store.
        scope: what to check; the whole store for None.
        tick: told how far it is.

    Returns:
        Every fault, each with its place. A place is told once.
    """
    checking = Checking(objects, tick)
    proof = check_ledger(checking, scope and (scope.plan, scope.fund))
    listed = {top: _listed(objects, top, scope) for top in (REVIEWS, MEMOS, RUNS)}
    checking.named = named_by(proof.chains)
    for (top, keys), check in zip(listed.items(), (check_reviews, check_issues, check_runs), strict=True):
        checking.begin(f"files of {top} checked", len(keys))
        check(checking, keys)
    if scope is None:
        received, records = objects.keys(RECEIVED), objects.keys(DELIVERIES)
        checking.begin("deliveries checked", len(received) + len(records))
        check_received(checking, received, records)
    for digest in checking.digests(sorted(set(checking.named) - checking.seen)):
        if digest.sha256 is None:
            checking.fault(digest.key, f"is missing: {checking.named[digest.key][0].by} names it.")
    checking.notes += unnamed(proof.chains, (*listed[REVIEWS], *listed[MEMOS]))
    checking.notes += _tops(objects) if scope is None else ()
    return _report(checking, proof)


def _listed(objects: Objects, top: str, scope: Scope | None) -> tuple[str, ...]:
    if scope is None:
        return objects.keys(top)
    if top == RUNS:
        return tuple(key for run in scope.runs for key in objects.keys(run))
    return objects.keys(f"{top}/{scope.plan}/{scope.fund}")


def _tops(objects: Objects) -> tuple[Note, ...]:
    known = {*CHECKED, *PASSED_OVER}
    return tuple(
        Note(top, "is no part of the store: what lies there was not checked.")
        for top in objects.tops()
        if top not in known
    )


def _report(checking: Checking, proof: Proof) -> Report:
    last = proof.anchors.held[-1] if proof.anchors.held else None
    return Report(
        files=checking.files,
        size_bytes=checking.size_bytes,
        chains=len(proof.chains),
        entries=sum(len(chain.links) for chain in proof.chains),
        anchors=len(proof.anchors.held),
        last_anchor=last and Head(last.key, last.sha256),
        keys=proof.ring.keys,
        faults=tuple(checking.faults[where] for where in sorted(checking.faults)),
        notes=tuple(sorted(checking.notes, key=lambda note: note.where)),
    )
