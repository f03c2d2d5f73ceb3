"""The part on alternatives: why these peers, where the fund stands among them, and what the group leaves out.

Belongs here: the section and the list of peers. Does not: what decides on a peer (`prudent/score/peers/log.py`).
"""

import re

from prudent.memo.document import PeerEntry, Section
from prudent.memo.exhibits import MemoTable, TableColumn, place_column, quoting_columns, text_columns
from prudent.memo.figures import FigureBook
from prudent.memo.labels import label
from prudent.memo.prose import plain, quoted, ref
from prudent.memo.rows import policy_place
from prudent.model.case import Case
from prudent.model.counted import counted
from prudent.model.measured import Unit
from prudent.model.peers import PeerGroup
from prudent.score.findings.evidence_of import Comparison
from prudent.score.peers.compared import COMPARED, LEAST_PEERS
from prudent.score.peers.place import Standing, Told, place_among_peers
from prudent.score.score import Score

_ALIKE = re.compile(r"Alike in \w+: .+?\.(?= [A-Z]|$) ?")
"""A sentence of the peer log on what two funds share; the number in it may hold a point."""

_FILE = "policy/peer_groups.yml"
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
        f"{plain(group.title)}. {quoted(group.basis, _FILE)}",
        f"Window: {quoted(group.horizon.why, _FILE)}",
        f"Survivorship: {quoted(group.survivorship.note, _FILE)} {_LEANS[group.survivorship.leans]}",
        _not_chosen(case, book),
    )
    tables = (_places(case, book), _changes(group))
    return _section(said, tuple(table for table in tables if table is not None))


def _not_chosen(case: Case, book: FigureBook) -> str:
    """That a fund was compared is no reason why it was not put forward; benchmarks each have theirs."""
    peers, benchmarks = len(case.funds) - 1, len(book.benchmarks)
    funds = f"Similar funds compared: {counted(peers)}; the table says why each is in, and why near ones are left out."
    held = (
        f"Benchmarks considered: {counted(benchmarks)}; the table says which was chosen, and why each other was "
        "rejected."
        if benchmarks
        else "No benchmark was considered."
    )
    return (
        f"{funds} Why the committee is asked about this fund and not about one of them is not in evidence: no search "
        f"is on file. {held}"
    )


def _section(paragraphs: tuple[str, ...], tables: tuple[MemoTable, ...]) -> Section:
    return Section(
        id="alternatives", title="Alternatives considered and rejected", paragraphs=paragraphs, tables=tables
    )


def _places(case: Case, book: FigureBook) -> MemoTable | None:
    rule = case.policy.peer_groups.percentile
    place_of_rule = policy_place("peer_groups", "percentile")
    least = book.policy(
        "percentile_from", "Peers from which on a percentile is told", Unit.COUNT, rule.from_peers, place_of_rule
    )
    rows: list[tuple[str, ...]] = []
    for item in COMPARED:
        own, found = book.measure(item.measure), book.comparison(item.measure)
        standing = Standing(
            book.value(item.measure), found.peers_n, found.peer_median, found.rank, found.percentile_frac, item.better
        )
        place = place_among_peers(standing, rule.from_peers, _told(item.measure, found, book))
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
            f"The median leaves the fund itself out. A percentile is told from {least} peers on, a tie counted as half "
            f"a peer; from {counted(LEAST_PEERS)} on the side of the median; under {counted(LEAST_PEERS)} the rank, "
            f"one is best. {quoted(rule.why, _FILE)}"
        ),
    )


def _told(measure: str, found: Comparison, book: FigureBook) -> Told:
    """The numbers of a place as figures; the percentile is made where there is one."""
    if found.percentile_frac is not None:
        said, method = f"{label(measure)}: peers that it is better than", "share of peers, a tie counted as half"
        rests = (*book.locators(measure), *book.locators(f"rank_{measure}"))
        book.add(f"percentile_{measure}", said, Unit.FRACTION, found.percentile_frac, method, rests)
    names = (f"rank_{measure}", f"field_{measure}", f"percentile_{measure}", f"peers_n_{measure}")
    return Told(*(ref(name) for name in names))


def _changes(group: PeerGroup) -> MemoTable | None:
    """Funds of the group that are known to have ended, merged or been listed; names stand in the product map."""
    rows = tuple((plain(item.name), plain(item.what), plain(item.source)) for item in group.survivorship.changes)
    if not rows:
        return None
    return MemoTable(
        id="changes",
        title="Funds of the group that changed, as far as is in evidence",
        columns=(*text_columns("Fund"), *quoting_columns("What"), place_column("Where")),
        rows=rows,
        note="No full record of funds that ended is on file; a list is to be asked of the adviser or a data vendor.",
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
