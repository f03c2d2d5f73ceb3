"""Gathers all that one question needs: the candidate, its peers, the series to compare with, the plan and the policy.

Belongs here: which folders are read, in which order, and whose fault stops the run. Does not: how a file is read.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from prudent.errors import DataBad, PrudentError, UsageError
from prudent.ingest.benchmark import needed, read_benchmark
from prudent.ingest.files import Files
from prudent.ingest.fund import FUNDS, FundPacket, check_folder, read_fund
from prudent.ingest.packet import Packet
from prudent.ingest.plan import read_plan
from prudent.ingest.policy import read_policy
from prudent.model.benchmarks import Benchmarks
from prudent.model.case import Case, LeftOut
from prudent.model.peers import PeerGroup
from prudent.model.run import InputFile, Request
from prudent.tables.core import CoreTables


@dataclass(frozen=True, slots=True)
class Gathered:
    """The question with all that answers it, and every file that was read for it, by path."""

    case: Case
    core: CoreTables
    inputs: tuple[InputFile, ...]
    refused: tuple[PrudentError, ...] = ()
    """Why peers were left out; each knows its file, so that it can be put aside."""


def gather(root: Path, request: Request, today: date) -> Gathered:
    """Read what the question needs.

    The candidate comes first, then the other members of its peer group that have a folder, in the policy's order. A
    peer that is refused is left out with the reason.

    Args:
        root: the project's folder, with `funds/`, `benchmarks/`, `plans/` and `policy/`.
        request: the question.
        today: nothing may have been received, or be asked for, after this day.

    Raises:
        UsageError: there is no such fund or plan, or the as-of date has not come.
        DataBad, SchemaChanged, HostileInput: the candidate's packet, a benchmark, the plan or the policy is refused.
    """
    files = Files(root)
    if request.as_of > today:
        raise UsageError(f"The as-of date {request.as_of} lies after today, {today}.")
    check_folder(files, FUNDS, request.fund, "fund")
    plan = read_plan(files, request.plan, today)
    candidate = read_fund(files, request.fund, today)
    policy = read_policy(files)
    group = policy.peer_groups.of(request.fund)
    peers, refused = _peers(files, request.fund, group, today)
    funds = (candidate, *peers)
    references = policy.applicability.references_for(tuple(entry.fund for entry in funds))
    benchmarks = _benchmarks(files, policy.benchmarks, funds, references, today)
    packets = (*(entry.packet for entry in funds), *benchmarks)
    case = Case(
        request=request,
        funds=tuple(entry.fund for entry in funds),
        plan=plan,
        policy=policy,
        peer_group=group,
        headers=tuple(packet.header for packet in packets),
        left_out=tuple(LeftOut(fund=fund, reason=error.sentence) for fund, error in refused),
        withdrawn=tuple(entry for packet in packets for entry in packet.withdrawn),
        inputs=files.inputs,
    )
    return Gathered(case, _core(packets), files.inputs, tuple(error for _, error in refused))


def _peers(
    files: Files, candidate: str, group: PeerGroup | None, today: date
) -> tuple[tuple[FundPacket, ...], tuple[tuple[str, PrudentError], ...]]:
    members = () if group is None else (member.fund for member in group.members)
    peers: list[FundPacket] = []
    refused: list[tuple[str, PrudentError]] = []
    for fund in members:
        if fund == candidate:
            continue
        try:
            if not files.is_folder(f"{FUNDS}/{fund}"):
                raise DataBad(f"There is no folder {FUNDS}/{fund}.")
            peers.append(read_fund(files, fund, today))
        except PrudentError as error:
            refused.append((fund, error))
    return tuple(peers), tuple(refused)


def _benchmarks(
    files: Files, policy: Benchmarks, funds: tuple[FundPacket, ...], references: tuple[str, ...], today: date
) -> tuple[Packet, ...]:
    ids = dict.fromkeys([*needed(policy, tuple(entry.fund for entry in funds)), *references])
    both = next((name for name in ids if any(entry.fund.fund == name for entry in funds)), None)
    if both is not None:
        raise DataBad(f"{both} names a fund and a benchmark; a figure's place would not say which. Rename one.")
    return tuple(
        read_benchmark(
            files, name, "core_market__risk_free" if name == policy.risk_free else "core_benchmark__returns", today
        )
        for name in ids
    )


def _core(packets: tuple[Packet, ...]) -> CoreTables:
    """The packets' rows, a frame a table, sorted by its key, so that the order of the packets leaves no trace."""
    frames: dict[str, pl.DataFrame] = {}
    for name in CoreTables.names():
        table = CoreTables.spec(name)
        parts = [rows.frame for packet in packets for rows in packet.rows if rows.table == table.table]
        frames[name] = pl.concat([table.empty(), *parts]).sort(table.key)
    return CoreTables(**frames).checked()
