"""`prudent packet check` and `prudent packet new`: what is wrong with a packet or missing in it, and an empty one.

Belongs here: their words on the terminal. Does not: reading a packet (`prudent/ingest/packet_check`), what the policy
asks of it (`packet_factors.py`), and what is written (`packet_writing.py`). No Prefect here.
"""

# ruff: noqa: PLC0415 -- the readers are loaded when a question can be asked: a misspelling waits for none
# ruff: noqa: T201 -- what a command has to say, it prints

import json
import sys
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from prudent.errors import DataBad
from prudent.ingest.characters import dotted

if TYPE_CHECKING:
    from flows.packet_factors import Asked
    from prudent.ingest.packet_check.collect import Collected
    from prudent.ingest.packet_check.folder import Located
    from prudent.ingest.packet_check.lines import FileLine

_MOST_ITEMS = 12


@dataclass(frozen=True, slots=True)
class PacketAsked:
    """Which packet is to be checked, and for which memo."""

    folder: str
    as_of: date | None
    plan: str
    store: str | None


def check_packet(asked: PacketAsked, *, as_json: bool) -> int:
    """Say everything that is wrong with a packet, then what decides a memo and is missing, then what is in it.

    A packet that lies outside the project is judged by itself: what the store received of its fund, and the project's
    overrides for it, are no part of it.

    Returns the exit code of the gravest fault; 0 for a packet that can be used, even where evidence is missing.

    Raises:
        UsageError: there is no packet, plan or quarter end of that name.
    """
    from flows.commands import settle
    from flows.place import last_quarter_end, today
    from flows.progress import say_working
    from prudent.ingest.deliveries import NoDeliveries
    from prudent.ingest.files import Files
    from prudent.ingest.known import Known
    from prudent.ingest.packet_check.collect import collect
    from prudent.ingest.packet_check.folder import locate
    from prudent.ingest.policy import POLICY
    from prudent.ingest.yaml_model import read_model
    from prudent.model.sources import Sources
    from prudent.store.deliveries import StoredDeliveries
    from sources.settings import limits

    place, bounds = settle(asked.store), limits()
    known = Known.now(today())
    packet = locate(place.root, asked.folder, bounds)
    if not as_json:
        say_working(sys.stderr, dotted(f"Reading {packet.given} and asking the policy's questions of it …"))
    files = Files(place.root, bounds, packet.elsewhere)
    order = read_model(files, f"{POLICY}/sources.yml", Sources)
    deliveries = StoredDeliveries(place.objects()) if place.is_there() else NoDeliveries()
    received = () if packet.elsewhere else deliveries.of(packet.owner)
    found = collect(files, packet.owner, known, order, received)
    answers: Asked | None = None
    if found.usable is not None:
        from flows.asking import ask
        from flows.packet_factors import ask_of_packet

        request = ask(packet.owner, asked.as_of or last_quarter_end(known.today), asked.plan)
        answers = ask_of_packet(files, request, known, deliveries, found.usable)
    return _print(packet, found, answers, as_json=as_json)


def _print(packet: "Located", found: "Collected", answers: "Asked | None", *, as_json: bool) -> int:
    """Print what was found. Returns the exit code of the gravest fault."""
    code = found.faults.exit_code or (DataBad.exit_code if answers is not None and answers.stops else 0)
    if as_json:
        print(json.dumps(_as_json(packet, found, answers, code), ensure_ascii=False, indent=2))
    else:
        for line in _as_text(packet, found, answers):
            print(dotted(line))
    return code


def new_packet(fund: str) -> int:
    """Write an empty packet for one fund, with instructions. Nothing is ever written over.

    Raises:
        UsageError: the name is none, or the fund has a packet.
        DataBad: `fund.yml` is not filled in.
    """
    from flows.commands import settle
    from flows.packet_writing import write_packet
    from flows.place import today

    for line in write_packet(settle(None).root, fund, today()):
        print(line)
    return 0


def _as_json(packet: "Located", found: "Collected", answers: "Asked | None", code: int) -> dict[str, object]:
    return {
        "fund": packet.owner,
        "packet": packet.given,
        "exit_code": code,
        "faults": [{"code": fault.code, "sentence": packet.said(fault.sentence)} for fault in found.faults.in_order()],
        "more_faults": found.faults.more,
        "not_asked": None if answers is None else answers.not_asked or None,
        "factors": [] if answers is None else [asdict(factor) for factor in answers.factors],
        "stops": [] if answers is None else list(answers.stops),
        "doubts": [] if answers is None else list(answers.doubts),
        "noticed": [entry.model_dump() for entry in found.noticed],
        "files": [asdict(line) for line in found.files],
    }


def _as_text(packet: "Located", found: "Collected", answers: "Asked | None") -> list[str]:
    stops = () if answers is None else answers.stops
    sentences = [packet.said(fault.sentence) for fault in found.faults.in_order()]
    lines = _head(packet, sentences, found.faults.more, stops)
    if answers is not None:
        lines += _factors(answers)
        lines += _listed("Other rules found what a memo will print:", answers.doubts)
    noticed = tuple(
        ", ".join(part for part in (item.file, item.place) if part) + f" {item.what}." for item in found.noticed
    )
    lines += _listed("Noticed:", noticed)
    told = tuple(_gives(line) for line in found.files)
    return [*lines, *_listed("What it gives:", told or ("nothing",))]


def _gives(line: "FileLine") -> str:
    rows = "1 row" if line.rows == 1 else f"{line.rows:,} rows"
    more = " …" if len(line.documents) > _MOST_ITEMS else ""
    documents = ", ".join(line.documents[:_MOST_ITEMS])
    return f"{line.file}: {rows} of {line.table.lower()}, by {line.source_kind}, from {documents}{more}"


def _head(packet: "Located", sentences: list[str], more: int, stops: tuple[str, ...]) -> list[str]:
    """All that ends in an exit code other than 0, so that nobody reads on past it."""
    count = len(sentences) + more
    faults = [f"{count:,} {'fault' if count == 1 else 'faults'} to mend"] if count else []
    critical = ["a critical rule stops a memo"] if stops else []
    told = ", and ".join([*faults, *critical]) or "nothing in it is wrong"
    tail = [f"  … and {more:,} more of the same kind."] if more else []
    rules = _listed("A critical rule stops a memo:", stops) if count else [f"  {rule}" for rule in stops]
    return [f"{packet.given}: {told}.", *(f"  {sentence}" for sentence in sentences), *tail, *rules]


def _factors(answers: "Asked") -> list[str]:
    if answers.not_asked:
        return ["", f"Which factors can be determined was not asked: {answers.not_asked}"]
    if not answers.open:
        return ["", "Each of the six factors can be determined from what is there."]
    lines = ["", f"Not enough is there to determine {len(answers.open)} of the six factors. Missing is:"]
    for factor in answers.open:
        lines.append(f"  {factor.factor.capitalize()}")
        for item in factor.missing:
            lines += [f"    {item.item}. {item.why}", f"      {item.what_to_ask}"]
    return lines


def _listed(head: str, lines: tuple[str, ...]) -> list[str]:
    return ["", head, *(f"  {line}" for line in lines)] if lines else []
