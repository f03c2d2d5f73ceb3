"""Every ledger as rows: entries, where each fund stands, and conditions with their days.

Belongs here: which field of an entry goes into which column. Does not: whether the chain is whole (`prudent verify`):
one that is not is listed as not read.
"""

import re
from dataclasses import dataclass, field

from prudent.catalog.faulty import Faulty
from prudent.catalog.issues import Row
from prudent.decide.ledger import Chain, read_chain
from prudent.decide.moves import state_of
from prudent.errors import RecordTampered
from prudent.model.ledger import Decided, Entry, Reviewed
from prudent.store.layout import LEDGER
from prudent.store.objects import Objects

_FIRST = re.compile(rf"{LEDGER}/([^/]+)/([^/]+)/[1-9]\d*\.json")


@dataclass(slots=True)
class LedgerRows:
    """Rows of the three tables that ledgers make."""

    entries: list[Row] = field(default_factory=list[Row])
    standing: list[Row] = field(default_factory=list[Row])
    conditions: list[Row] = field(default_factory=list[Row])


def ledger_rows(objects: Objects, faulty: Faulty) -> LedgerRows:
    """The rows of all chains, by plan and fund."""
    rows = LedgerRows()
    chains = {(found[1], found[2]) for key in objects.keys(LEDGER) if (found := _FIRST.fullmatch(key))}
    for plan, fund in sorted(chains):
        try:
            chain = read_chain(objects, plan, fund)
            _add(rows, chain, state_of(chain).value)
        except RecordTampered as error:
            faulty.add(f"{LEDGER}/{plan}/{fund}", error.sentence)
    return rows


def _add(rows: LedgerRows, chain: Chain, state: str) -> None:
    of: Row = {"plan": chain.plan, "fund": chain.fund}
    last = chain.entries[-1].recorded_at.replace(tzinfo=None)
    rows.standing.append(of | {"state": state, "entries": len(chain.entries), "last_recorded_at": last})
    for entry in chain.entries:
        rows.entries.append(of | _entry(entry))
        if isinstance(entry.body, Decided):
            rows.conditions.extend(
                of | {"entry": entry.number, "due": item.due, "owner": item.owner, "condition": item.text}
                for item in entry.body.decision.conditions
            )


def _entry(entry: Entry) -> Row:
    body, move = entry.body, entry.body.move
    return {
        "entry": entry.number,
        "kind": body.kind,
        # in UTC; the column is without a zone, because DuckDB needs an extension to print one
        "recorded_at": entry.recorded_at.replace(tzinfo=None),
        "recorded_by": entry.recorded_by,
        "about": body.subject.kind,
        "as_of": body.subject.as_of,
        "folder": body.subject.folder,
        "record": body.subject.record,
        "before": move.before.value if move else None,
        "after": move.after.value if move else None,
        "moved_by": move.by.value if move else None,
        "signed_with": entry.signature.key if entry.signature else None,
        **_decided(body),
        **_reviewed(body),
    }


def _decided(body: object) -> Row:
    if not isinstance(body, Decided):
        return {}
    votes = body.decision.votes
    return {
        "outcome": body.decision.outcome.value,
        "decided_on": body.decision.decided_on,
        "votes_for": len(votes.votes_for),
        "votes_against": len(votes.votes_against),
        "abstained": len(votes.abstained),
        "recused": len(votes.recused),
        "quorum": body.quorum,
    }


def _reviewed(body: object) -> Row:
    if not isinstance(body, Reviewed):
        return {}
    fired = [f"{item.trigger}: {item.said}" for item in body.fired]
    return {"unchanged": body.unchanged, "late": list(body.late), "fired": fired}
