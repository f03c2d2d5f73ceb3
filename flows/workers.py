"""The workers of `prudent ui`: each runs one flow at a time, in a process of its own.

Belongs here: how many there are, what they are told, and what happens when one ends. Does not: how a process is kept
(`server`), and what becomes of the run that a lost worker had (`automations`).
"""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.deploy import POOL, PREFECT
from flows.server import Running, home, start
from flows.telling import tell
from prudent.errors import PrudentError

#: Flows that a worker has going at once: a memo keeps a core busy.
RUNS_AT_ONCE = 1
#: A worker that ends is started anew this many times in all; after that something is wrong with this machine.
FRESH_STARTS = 5
_SETTINGS = {
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "INFO",
    # a person waits at a form: with Prefect's own ten seconds a worker would be idle for most of a short run's time
    "PREFECT_WORKER_QUERY_SECONDS": "2",
}


@dataclass(slots=True)
class Fleet:
    """The workers of one `prudent ui`."""

    root: Path
    running: list[Running]
    fresh_starts: int = 0

    def look(self) -> None:
        """Start a worker anew for each one that has ended.

        Raises:
            PrudentError: they end again and again.
        """
        for place, worker in enumerate(self.running):
            if worker.is_alive():
                continue
            self.fresh_starts += 1
            if self.fresh_starts > FRESH_STARTS:
                raise PrudentError(f"Prefect's workers end by themselves. Their own words are in {home(self.root)}.")
            tell(f"worker {place + 1} ended by itself and is started anew; a run that it had is run again.")
            self.running[place] = started(self.root, place + 1, again=self.fresh_starts)


@contextmanager
def fleet(root: Path, workers: int) -> Generator[Fleet]:
    """So many workers; gone, with their runs, at the end of the block."""
    with ExitStack() as stack:
        them = Fleet(root, [])
        stack.callback(lambda: [worker.stop() for worker in them.running])
        for number in range(1, workers + 1):
            them.running.append(started(root, number))
        yield them


def started(root: Path, number: int, *, again: int = 0) -> Running:
    """One worker. Each start has a name and a log of its own, so that what the one before said is kept."""
    name = f"ui-worker-{number}" + (f"-{again}" if again else "")
    command = [*PREFECT, "worker", "start", "--pool", POOL, "--type", "process", "--limit", str(RUNS_AT_ONCE)]
    return start([*command, "--name", f"prudent-{name}"], home(root) / f"{name}.log", _SETTINGS)
