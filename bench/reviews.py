"""Times a quarter's review of a hundred funds beside reviewing them one by one, in one run.

The funds are copies of the shipped packets under other names, each copy with peer groups of its own, in a project of
their own. What stood before is kept as a memo's run keeps it, a quarter earlier. Seconds on the clock: the review works
in two processes. The same work is done once through the flow on a real server and once without Prefect; what the flow
takes longer is orchestration. Starting the two processes is part of both; starting the server is part of neither.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, cast
from unittest.mock import patch

from bench.review_project import CODE, PLAN, TODAY, approved, copied

if TYPE_CHECKING:
    from tasks.reviewed import Quarter

NOW = date(2025, 12, 31)
ALONE = 6
"""Funds that are reviewed one by one; a hundred of them would take as long as a coffee."""


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of one way to review the funds."""

    name: str
    seconds: float
    """On the clock."""
    processor: float
    """Of all processes."""
    funds: int


@contextmanager
def timed(name: str, funds: int) -> Iterator[list[Timed]]:
    """Time a block; what it took is put into the list."""
    made: list[Timed] = []
    began, spent = perf_counter(), used()
    yield made
    made.append(Timed(name, perf_counter() - began, used() - spent, funds))


def used() -> float:
    """Processor seconds of this process and of those that it waited for."""
    return sum(os.times()[:4])


def reviews() -> list[Timed]:
    """Through the flow, without Prefect, and one fund at a time."""
    with tempfile.TemporaryDirectory() as place:
        project = Path(place)
        funds = copied(project)
        approved(project, funds)
        for path in (project / "funds").glob(
            "*/fund.yml"
        ):  # as in any quarter, every fund's files are others than before
            path.write_text(path.read_text(encoding="utf-8") + "# looked at again\n", encoding="utf-8")
        stores = [project / f"store-{at}" for at in range(3)]
        for store in stores:
            shutil.copytree(project / "store", store)
        done = [flow(project, stores[0], funds), plain(project, stores[1], funds), alone(project, stores[2], funds)]
        same(stores)
        return done


def same(stores: list[Path]) -> None:
    """Refuse to compare answers that differ: each review that was made alone has the bytes that it has among others."""
    for review in stores[-1].glob("reviews/*/*/*/*/review.*"):
        name = review.relative_to(stores[-1])
        if any((store / name).read_bytes() != review.read_bytes() for store in stores[:-1]):
            raise RuntimeError(f"{name} is another one where the fund is reviewed alone")


@contextmanager
def inside(project: Path, store: Path) -> Iterator[None]:
    """The flow finds its project and its store as a worker's would."""
    os.environ["PRUDENT_STORE"] = str(store)
    with chdir(project):
        yield
    del os.environ["PRUDENT_STORE"]


def flow(project: Path, store: Path, funds: tuple[str, ...]) -> Timed:
    """The deployed flow, on a real server."""
    from prefect.settings import (
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
        PREFECT_LOGGING_LEVEL,
        PREFECT_SERVER_LOGGING_LEVEL,
        temporary_settings,
    )
    from prefect.testing.utilities import prefect_test_harness

    from flows.ending import final_state
    from flows.review_quarter import review_quarter

    # a server that is told to end says at length what it had not written yet
    levels = {PREFECT_LOGGING_LEVEL: "ERROR", PREFECT_SERVER_LOGGING_LEVEL: "CRITICAL"}
    quiet = {PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None, **levels}
    with (
        patch("flows.review_quarter.code_sha256", lambda: CODE),
        inside(project, store),
        temporary_settings(quiet),
        prefect_test_harness(server_startup_timeout=120),
        timed("The flow, in two processes", len(funds)) as made,
    ):
        state = asyncio.run(final_state(review_quarter, quarter="2025Q4", plan=PLAN))
    counted(str(state.message), funds)
    return made[0]


def counted(message: str, funds: tuple[str, ...]) -> None:
    """Refuse to time what did not work."""
    if not message.startswith(f"2025Q4: {len(funds)} funds, {len(funds)} reviewed"):
        raise RuntimeError(message)


def plain(project: Path, store: Path, funds: tuple[str, ...]) -> Timed:
    """The same work in the same two processes, without Prefect."""
    from concurrent.futures import ThreadPoolExecutor

    from flows.review_quarter import cut
    from tasks.apart import run_apart
    from tasks.review import anchor, look, portfolio, record
    from tasks.reviewed import QuarterEnd

    quarter = asked(project, store)
    with timed("The same without Prefect", len(funds)) as made:
        batches = cut(bare(look)(quarter.place, PLAN, funds).value.funds)
        with ThreadPoolExecutor(len(batches)) as waiting:
            ended = waiting.map(
                lambda batch: run_apart("tasks.review_batch", "review_batch", quarter, batch, tell=unheard), batches
            )
            outcomes = tuple(one for batch in ended for one in batch)
        for one in outcomes:
            bare(record)(quarter.place, one.made)
        bare(portfolio)(quarter, QuarterEnd(quarter="2025Q4", plan=PLAN, outcomes=outcomes, left_out=()))
        bare(anchor)(quarter.place)
    return made[0]


def alone(project: Path, store: Path, funds: tuple[str, ...]) -> Timed:
    """One fund at a time, each with all that it needs read, validated and measured for it alone."""
    from tasks.review_batch import review_batch

    quarter, some = asked(project, store), funds[:: len(funds) // ALONE][:ALONE]
    with timed("One fund at a time, in one process", len(some)) as made:
        for fund in some:
            review_batch(quarter, (fund,), unheard)
    return made[0]


def asked(project: Path, store: Path) -> "Quarter":
    """The quarter as the flow asks it."""
    from tasks.reviewed import Quarter
    from tasks.work import Place

    place = Place(root=project, store=str(store))
    return Quarter(place=place, plan=PLAN, as_of=NOW, today=TODAY, code_sha256=CODE)


def unheard(_line: str) -> None:
    """Nobody listens."""


def bare(task: object) -> Callable[..., Any]:
    """What a task does, without the task."""
    return cast("Any", task).__wrapped__


def main() -> None:
    """Time and print."""
    for item in reviews():
        print(
            f"{item.name}: {item.funds} funds, {item.seconds:.1f} s on the clock, {item.processor:.1f} s of processor"
        )


if __name__ == "__main__":
    main()
