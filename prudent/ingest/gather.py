"""Gathers all that one question needs: the candidate, its peers, the series to compare with, the plan and the policy.

Belongs here: which folders are read, in which order, and whose fault stops the run. Does not: how a file is read.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

import polars as pl

from prudent.errors import DataBad, PrudentError, UsageError
from prudent.ingest.benchmark import needed
from prudent.ingest.book import Book
from prudent.ingest.deliveries import Deliveries, NoDeliveries
from prudent.ingest.disputes import disputes, seams, set_aside
from prudent.ingest.facts import facts, joined
from prudent.ingest.files import Files
from prudent.ingest.fund import FUNDS, FundPackets, check_folder
from prudent.ingest.known import Known
from prudent.ingest.packet import Packet
from prudent.ingest.policy import POLICY
from prudent.ingest.reading import Head, Reading, Reads, read_head
from prudent.ingest.yaml_model import read_model
from prudent.model.benchmarks import Benchmarks
from prudent.model.case import Case, LeftOut
from prudent.model.limits import Limits
from prudent.model.packet import Noticed
from prudent.model.peers import PeerGroup
from prudent.model.run import InputFile, Request
from prudent.model.sources import Sources
from prudent.tables.core import CoreTables


@dataclass(frozen=True, slots=True)
class Gathered:
    """The question with all that answers it, and every file that was read for it, by path."""

    case: Case
    core: CoreTables
    inputs: tuple[InputFile, ...]
    refused: tuple[PrudentError, ...] = ()
    """Why peers were left out; each knows its file, so that it can be put aside."""
    template: bytes | None = None
    """The plan's own Word template for its memos; None for a plan without one."""

    @property
    def facts(self) -> pl.DataFrame:
        """Every figure that any source gives of the funds, used or not."""
        return self.core.fund_facts


def gather(
    root: Path,
    request: Request,
    today: date,
    deliveries: Deliveries | None = None,
    limits: Limits | None = None,
    known_on: date | None = None,
) -> Gathered:
    """Read what the question needs.

    The candidate comes first, then the other members of its peer group that have a folder, in the policy's order. A
    peer that is refused is left out with the reason.

    Args:
        root: the project's folder, with `funds/`, `benchmarks/`, `plans/` and `policy/`.
        request: the question.
        today: nothing may have been received, or be asked for, after this day; what the store received later is not
            known yet.
        deliveries: what the store has received; None for a project without a store.
        limits: how large and deep files may be; the shipped bounds for None.
        known_on: the earlier day whose knowledge is asked for: what came later, of funds, series and the plan, is left
            out. Policy, method and rule are those of today all the same. None for all that is known today.

    Raises:
        UsageError: there is no such fund or plan, the as-of date had not come, or too little was known on that day.
        DataBad, SchemaChanged, HostileInput: the candidate's packet, a benchmark, the plan or the policy is refused.
    """
    files = Files(root, limits)
    known = Known.now(today) if known_on is None else Known.on(known_on, today)
    if request.as_of > known.at:
        which = "today" if known_on is None else "the day whose knowledge is asked for"
        raise UsageError(f"The as-of date {request.as_of} lies after {which}, {known.at}.")
    check_folder(files, FUNDS, request.fund, "fund")
    head = read_head(files, request.plan, today)
    if head.plan.as_of > known.at:
        raise UsageError(
            f"Of the plan {request.plan} nothing was known on {known.at}: its facts are of {head.plan.as_of}."
        )
    reading = Reading(files, deliveries or NoDeliveries(), known, head.policy.sources)
    candidate = reading.fund(request.fund)
    if known_on is not None:
        _check_begun(request, reading.facts(candidate))
    return assembled(request, head, reading, candidate, known_on)


def _check_begun(request: Request, known: pl.DataFrame) -> None:
    """A memo of a quarter of which no figure speaks would say nothing but that.

    Raises:
        UsageError: every figure of the fund is of a later day.
    """
    first = cast("date | None", known.get_column("as_of").min())
    if first is None or first > request.as_of:
        since = "there is none" if first is None else f"the first is of {first}"
        raise UsageError(f"No figure of {request.fund} is of {request.as_of} or before: {since}.")


def gather_around(
    files: Files, request: Request, today: date, deliveries: Deliveries, candidate: FundPackets
) -> Gathered:
    """The same, where the candidate has been read already, as a check of its packet reads it.

    Raises:
        See `gather`.
    """
    head = read_head(files, request.plan, today)
    reading = Reading(files, deliveries, Known.now(today), head.policy.sources)
    return assembled(request, head, reading, candidate)


def assembled(
    request: Request, head: Head, reads: Reads, candidate: FundPackets, known_on: date | None = None
) -> Gathered:
    """One question out of what is read for it, its peers and series included.

    Raises:
        See `gather`.
    """
    policy, group = head.policy, head.policy.peer_groups.of(request.fund)
    peers, refused = _peers(reads, request.fund, group)
    funds = (candidate, *peers)
    references = policy.applicability.references_for(tuple(entry.fund for entry in funds))
    benchmarks = _benchmarks(reads, policy.benchmarks, funds, references)
    packets = (*(packet for entry in funds for packet in entry.packets), *benchmarks)
    books = tuple(entry.book for entry in funds)
    given = joined(tuple(reads.facts(entry) for entry in funds))
    received = (file for entry in funds for file in entry.inputs)
    inputs = tuple(sorted((*reads.inputs, *received), key=lambda item: item.path))
    case = Case(
        request=request,
        funds=tuple(entry.fund for entry in funds),
        plan=head.plan,
        policy=policy,
        peer_group=group,
        headers=tuple(packet.header for packet in packets),
        left_out=tuple(LeftOut(fund=fund, reason=error.sentence) for fund, error in refused),
        withdrawn=tuple(entry for packet in packets for entry in packet.withdrawn),
        overridden=tuple(entry for fund in funds for entry in fund.book.overridden),
        noticed=_noticed(packets, books, given),
        disputed=disputes(given),
        inputs=inputs,
        known_on=known_on,
    )
    left_out = tuple(error for _, error in refused)
    return Gathered(case, _core(books, benchmarks, given), inputs, left_out, head.template)


def _noticed(packets: tuple[Packet, ...], books: tuple[Book, ...], given: pl.DataFrame) -> tuple[Noticed, ...]:
    """What readers saw in the files, and what several sources of one fund do to each other."""
    seen = (_of(packet.header.owner, entry) for packet in packets for entry in packet.noticed)
    again = (_of(book.owner, entry) for book in books for entry in book.noticed)
    return (*seen, *again, *set_aside(given), *seams(given))


def _of(owner: str, entry: Noticed) -> Noticed:
    """The same with whose file it is: a reader knows its file and not whom it is about."""
    return entry.model_copy(update={"owner": owner})


def known_facts(
    root: Path, fund: str, known: Known, deliveries: Deliveries | None = None, limits: Limits | None = None
) -> pl.DataFrame:
    """The facts of one fund as they were known on a day: what came later, corrections and overrides too, is left out.

    Args:
        root: the project's folder.
        fund: the fund's folder.
        known: the day that is asked for.
        deliveries: what the store has received.
        limits: how large and deep files may be.

    Raises:
        UsageError: nothing was known of the fund on that day.
        DataBad, SchemaChanged, HostileInput: the fund's files, or the policy's order of sources, cannot be used.
    """
    files = Files(root, limits)
    order = read_model(files, f"{POLICY}/sources.yml", Sources)
    return facts((Reading(files, deliveries or NoDeliveries(), known, order).fund(fund).book,))


def _peers(
    reads: Reads, candidate: str, group: PeerGroup | None
) -> tuple[tuple[FundPackets, ...], tuple[tuple[str, PrudentError], ...]]:
    members = () if group is None else (member.fund for member in group.members)
    peers: list[FundPackets] = []
    refused: list[tuple[str, PrudentError]] = []
    for fund in members:
        if fund == candidate:
            continue
        try:
            if not reads.is_fund(fund):
                raise DataBad(f"There is no folder {FUNDS}/{fund}.")
            peers.append(reads.fund(fund))
        except PrudentError as error:
            refused.append((fund, error))
    return tuple(peers), tuple(refused)


def _benchmarks(
    reads: Reads, policy: Benchmarks, funds: tuple[FundPackets, ...], references: tuple[str, ...]
) -> tuple[Packet, ...]:
    ids = dict.fromkeys([*needed(policy, tuple(entry.fund for entry in funds)), *references])
    both = next((name for name in ids if any(entry.fund.fund == name for entry in funds)), None)
    if both is not None:
        raise DataBad(f"{both} names a fund and a benchmark; a figure's place would not say which. Rename one.")
    return tuple(
        reads.series(name, "core_market__risk_free" if name == policy.risk_free else "core_benchmark__returns")
        for name in ids
    )


def _core(books: tuple[Book, ...], benchmarks: tuple[Packet, ...], given: pl.DataFrame) -> CoreTables:
    """All rows that are used, a frame a table, sorted by its key, so that no order of reading leaves a trace."""
    frames: dict[str, pl.DataFrame] = {}
    for name in CoreTables.names():
        table = CoreTables.spec(name)
        of_funds = [item.frame for book in books for item in book.used if item.table.table == table.table]
        of_series = [rows.frame for packet in benchmarks for rows in packet.rows if rows.table == table.table]
        frames[name] = pl.concat([table.empty(), *of_funds, *of_series]).sort(table.key)
    return CoreTables(**frames, fund_facts=given).checked()
