"""The part on alternatives: why these peers, where the fund stands among them, and what the group leaves out.

Belongs here: the section and the list of peers. Does not: what decides on a peer (`prudent/score/peers/log.py`).
"""

import re

from prudent.memo.document import PeerEntry, Section
from prudent.memo.exhibits import MemoTable, TableColumn
from prudent.memo.figures import FigureBook
from prudent.memo.labels import label
from prudent.memo.prose import plain, ref
from prudent.model.case import Case
from prudent.model.peers import PeerGroup
from prudent.score.peers.compared import COMPARED, LEAST_PEERS
from prudent.score.peers.place import Standing, place_among_peers
from prudent.score.score import Score

_ALIKE = re.compile(r"Alike in \w+: .+?\.(?= [A-Z]|$) ?")
"""A sentence of the peer log on what two funds share; the number in it may hold a point."""

_LEANS = {
    "flatters_the_group": "What is missing flatters the group.",
    "hurts_the_group": "What is missing makes the group look worse than it was.",
    "not_known": "Which way what is missing leans is not known.",
}


def alternatives(case: Case, book: FigureBook) -> Section:
    """Why these peers, on which window, the fund's place among them, and what the group leaves out."""
    group = case.peer_group
    if group is None:
        said = (
            (
                "The policy puts this fund in no peer group, so no alternatives are compared. The rule asks "
                "for a reasonable number."
            ),
        )
        return _section(said, ())
    said = (
        f"{group.title}. {group.basis}",
        f"Window: {group.horizon.why}",
        f"Survivorship: {group.survivorship.note} {_LEANS[group.survivorship.leans]}",
    )
    tables = (_places(case, book), _changes(case, group))
    return _section(said, tuple(table for table in tables if table is not None))


def _section(paragraphs: tuple[str, ...], tables: tuple[MemoTable, ...]) -> Section:
    return Section(
        id="alternatives", title="Alternatives considered and rejected", paragraphs=paragraphs, tables=tables
    )


def _places(case: Case, book: FigureBook) -> MemoTable | None:
    rule = case.policy.peer_groups.percentile
    rows: list[tuple[str, ...]] = []
    for item in COMPARED:
        own, found = book.measure(item.measure), book.comparison(item.measure)
        standing = Standing(
            book.value(item.measure), found.peers_n, found.peer_median, found.rank, found.percentile_frac, item.better
        )
        place = place_among_peers(standing, rule.from_peers)
        if place is not None:
            median = "–" if found.peer_median is None else ref(f"median_{item.measure}")
            rows.append((label(item.measure), own, median, place))
    if not rows:
        return None
    return MemoTable(
        id="places",
        title="The fund among its peers",
        columns=(
            TableColumn(heading="Measure"),
            TableColumn(heading="The fund", align="right"),
            TableColumn(heading="Peers' median", align="right"),
            TableColumn(heading="Place"),
        ),
        rows=tuple(rows),
        note=(
            f"The median leaves the fund itself out. A percentile is told from {rule.from_peers} peers on, a tie "
            f"counted as half a peer; from {LEAST_PEERS} on the side of the median; under {LEAST_PEERS} the rank, 1 is "
            f"best. {plain(rule.why)}"
        ),
    )


def _changes(case: Case, group: PeerGroup) -> MemoTable | None:
    """Funds of the group that are known to have ended, merged, been listed or changed their names."""
    rows = [(plain(item.name), plain(item.what), plain(item.source)) for item in group.survivorship.changes]
    for fund in case.funds:
        names = [f"Formerly {name}." for name in fund.former_names]
        names += [f"Now named {fund.current_name}."] if fund.current_name else []
        if names:
            rows.append((plain(fund.legal_name), plain(" ".join(names)), f"fund.yml of {fund.fund}"))
    if not rows:
        return None
    return MemoTable(
        id="changes",
        title="Funds of the group that changed, as far as is in evidence",
        columns=(TableColumn(heading="Fund"), TableColumn(heading="What"), TableColumn(heading="Where")),
        rows=tuple(rows),
        note="No record of funds that ended is on file; a list of them is to be asked of the adviser or a data vendor.",
    )


def peer_entries(score: Score) -> tuple[PeerEntry, ...]:
    """Every peer and near miss: in or out, the committee's words, and what the evidence says."""
    rows = score.peer_log.sort("place").select("peer", "name", "verdict", "why", "reason")
    return tuple(
        PeerEntry(
            fund=peer,
            name=plain(name),
            included=verdict == "in",
            reason=plain(f"{why} {_unlike(reason)}".strip() if verdict == "in" else f"{reason} {why}"),
        )
        for peer, name, verdict, why, reason in rows.iter_rows()
    )


def _unlike(reason: str) -> str:
    """What sets a peer apart, and the months in common: that the others are alike is said once, under the table."""
    return _ALIKE.sub("", reason).strip()
