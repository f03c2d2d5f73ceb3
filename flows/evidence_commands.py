"""`prudent facts` and `prudent trace`: what was known of a fund on a day, and what a figure rests on. No Prefect here.

Belongs here: finding the run, and printing. Does not: what a fact is (`prudent/ingest`) and how a figure is followed
(`prudent/memo/trace.py`).
"""

# ruff: noqa: PLC0415 -- polars and the stages are loaded when a question can be asked: a misspelling waits for none
# ruff: noqa: T201 -- what a command has to say, it prints

import difflib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from prudent.errors import UsageError

if TYPE_CHECKING:
    import polars as pl

    from prudent.memo.document import Memo
    from prudent.memo.prose import Figure
    from prudent.memo.trace import Trace
    from prudent.model.fact import Evidence
    from prudent.store.runs import RunFolder

_NEAR = 3


@dataclass(frozen=True, slots=True)
class FactsAsked:
    """Which facts are asked for."""

    fund: str
    known_at: date | None
    field: str | None
    disagreeing: bool


def show_facts(asked: FactsAsked, store: str | None, *, as_json: bool) -> int:
    """Print the facts of one fund as they were known on a day.

    Raises:
        UsageError: there is no such fund, the day has not come, or nothing was known then.
        PrudentError: the fund's files cannot be used.
    """
    from flows.asking import check_fund
    from flows.commands import settle
    from flows.place import today
    from prudent.ingest.gather import known_facts
    from prudent.ingest.known import Known
    from prudent.store.deliveries import StoredDeliveries
    from sources.settings import limits

    place = settle(store)
    check_fund(place, asked.fund)
    now = today()
    known = Known.on(asked.known_at or now, now)
    frame = known_facts(place.root, asked.fund, known, StoredDeliveries(place.objects()), limits())
    frame = _chosen(frame, asked)
    if as_json:
        print(
            json.dumps(
                {"fund": asked.fund, "known_at": str(known.at), "facts": frame.to_dicts()}, default=str, indent=2
            )
        )
        return 0
    for line in _lines(frame, asked.fund, known.at):
        print(line)
    return 0


def _chosen(frame: "pl.DataFrame", asked: FactsAsked) -> "pl.DataFrame":
    import polars as pl

    if asked.field is not None:
        frame = frame.filter(pl.col("field").str.contains(asked.field, literal=True))
    if asked.disagreeing:
        disputed = pl.col("standing").is_in(["contradicts", "overridden"]).any().over("field", "as_of")
        frame = frame.filter(disputed)
    return frame.sort("field", "as_of", "standing", "known_at")


def _lines(frame: "pl.DataFrame", fund: str, day: date) -> list[str]:
    """A line for each field and date, and under it what other sources say."""
    lines = [f"{fund}: {frame.height:,} facts known on {day}", ""]
    for row in frame.iter_rows(named=True):
        place = row["place"] or row["locator"].partition("/")[2].rpartition(":")[0].replace(":", " row ")
        unit = "" if row["unit"] == "text" else f" {row['unit']}"
        lines.append(
            f"{row['field']}  {row['as_of']}  {row['value']}{unit}  "
            f"[{row['standing']}; {row['source_kind']}, {row['document']}, {place}, known since {row['known_at']}]"
        )
    return lines


def show_trace(fund: str, figure: str, as_of: date | None, plan: str, store: str | None, *, as_json: bool) -> int:
    """Print what one figure of the latest memo rests on, down to the cell and the file's hash.

    Raises:
        UsageError: there is no such fund, no memo yet, or no such figure; the nearest names are given.
        RecordTampered: the store does not hold what it says it holds.
    """
    from flows.asking import ask_of
    from flows.commands import settle
    from flows.place import last_quarter_end, today
    from prudent.memo.trace import Run, trace
    from prudent.memo.trace_text import as_lines
    from prudent.store.issues import latest_issue
    from prudent.store.runs import RunFolder
    from tasks.reading import read_case, read_core

    place = settle(store)
    request = ask_of(place, fund, as_of or last_quarter_end(today()), plan)
    issue = latest_issue(place.objects(), request)
    if issue is None:
        raise UsageError(
            f"There is no memo of {fund} as of {request.as_of} for {plan} yet: prudent onboard {fund} --as-of "
            f"{request.as_of} writes it."
        )
    folder = RunFolder(place.objects(), request, issue.seals or issue.run)
    run = Run(read_case(folder), read_core(folder))
    found, evidence = _figure(folder, figure)
    traced = trace(found, evidence, run)
    print(json.dumps(_plain(traced), default=str, indent=2) if as_json else "\n".join(as_lines(traced)))
    return 0


def _figure(folder: "RunFolder", name: str) -> "tuple[Figure, tuple[Evidence, ...]]":
    """A figure that the memo prints, or a measure that it does not print, with what it rests on."""
    from prudent.memo.schema import read_memo

    memo = read_memo(folder.read("memo.json"))
    printed = next((figure for figure in memo.figures if figure.name == name), None)
    if printed is None:
        return _measure(folder, memo, name)
    known = {item.locator: item for item in memo.evidence}
    return printed, tuple(known[locator] for locator in printed.evidence)


def _measure(folder: "RunFolder", memo: "Memo", name: str) -> "tuple[Figure, tuple[Evidence, ...]]":
    from prudent.memo.figures import FigureBook
    from prudent.score.findings.disagreement import resolver
    from tasks.reading import read_case, read_core, read_results, read_score

    case, core = read_case(folder), read_core(folder)
    score = read_score(folder)
    measured = score.measures.filter(score.measures["fund"] == case.candidate.fund).get_column("measure").to_list()
    if name not in measured:
        known = sorted({*measured, *(figure.name for figure in memo.figures)})
        near = difflib.get_close_matches(name, known, n=_NEAR, cutoff=0.4)
        hint = f"Is {' or '.join(near)} meant?" if near else "prudent trace FUND --help tells how they are named."
        raise UsageError(f"The memo of {case.candidate.fund} has no figure '{name}'. {hint}")
    book = FigureBook(case, score.evidence(case), resolver(case, core, read_results(folder)))
    book.measure(name)
    known_at = {item.locator: item for item in book.evidence}
    figure = next(item for item in book.figures if item.name == name)
    return figure, tuple(known_at[locator] for locator in figure.evidence)


def _plain(traced: "Trace") -> dict[str, object]:
    """The trace as JSON: one object."""
    return {
        "figure": traced.figure.model_dump(mode="json"),
        "inputs": [asdict(item) for item in traced.inputs],
        "documents": [{**item.model_dump(mode="json"), "file_sha256": sha256} for item, sha256 in traced.documents],
    }
