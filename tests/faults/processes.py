"""A deed's process: where it works, its start, its death at a moment or its end, and how it ended."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 900
"""Seconds on the clock after which a life hangs, and is killed."""
_LOOK_SECONDS = 0.001
_PROC = Path("/proc")


FIRST = datetime(2027, 1, 4, 9, tzinfo=UTC)
_ORDER = ("onboarding", "deciding", "reviewing", "onboarding again")
"""Each deed is done an hour after the one before."""


def project_in(folder: Path, fund: str) -> Path:
    """A project of one fund, whose peers are not there: what is stored of it is small, and its way is whole."""
    for name in ("plans", "policy", "benchmarks"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(ROOT / "funds" / fund, folder / "funds" / fund)
    return folder


def copied(base: Path, to: Path) -> Path:
    """A copy of a store."""
    return Path(shutil.copytree(base, to))


@dataclass(frozen=True, slots=True)
class Tried:
    """A deed that is to be done."""

    deed: str
    project: Path
    store: Path
    at: datetime | None = None
    """None for the deed's own hour."""
    command: tuple[str, ...] = ()
    """The command that does it on a server; empty without one."""
    environment: dict[str, str] = field(default_factory=dict)
    under: tuple[str, ...] = ()
    """The program that starts the process with less than we have."""

    def next(self) -> "Tried":
        """The same deed again, with nothing in its way and no server."""
        return replace(self, at=None, under=(), command=(), environment={})


@dataclass(frozen=True, slots=True)
class Life:
    """How a process ended."""

    code: int
    said: str
    seconds: float
    """Its age when the deed was done, since everything was loaded: what an interpreter does at its end is no part of it.
    0 for one that did not come so far."""
    was_killed: bool


def life(tried: Tried, killed_when: Callable[[float], bool] = lambda _: False) -> Life:
    """Let a process live.

    Args:
        tried: what it does.
        killed_when: asked again and again while it lives, with its age in seconds since it was ready, whether it is to
            be killed with SIGKILL now.
    """
    with started(tried) as process:
        if process.stdout.readline() != "ready\n":
            raise RuntimeError(process.communicate()[1])
        born = _age(process.pid)
        over = time.monotonic() + LONGEST
        while process.poll() is None:
            if killed_when(_age(process.pid) - born) or time.monotonic() > over:
                process.kill()
                break
            time.sleep(_LOOK_SECONDS)
        told, said = process.communicate()
        ended = told.rpartition("done ")[2].strip()
        return Life(process.returncode, said, float(ended or 0), process.returncode == -signal.SIGKILL)


def _age(pid: int) -> float:
    """Seconds of the processor that a process has used, where the system tells: however busy the machine is, a moment is
    the same share of a life. Else seconds on the clock. 0 for a process that is gone."""
    if not _PROC.is_dir():
        return time.monotonic()
    with contextlib.suppress(OSError):
        used = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[11:13]
        return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")
    return 0


def started(tried: Tried) -> "subprocess.Popen[str]":
    """The process, on its way."""
    at = tried.at or FIRST + timedelta(hours=_ORDER.index(tried.deed))
    quiet = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL", "PREFECT_LOGGING_HANDLERS_DEBUG_LEVEL": "CRITICAL"}
    own = {
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PREFECT_HOME": str(tried.project.parent / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PRUDENT_STORE": str(tried.store),
        "DO_NOT_TRACK": "1",
    }
    deed = (sys.executable, "-m", "tests.faults.deeds")
    return subprocess.Popen(
        [*tried.under, *deed, tried.deed, str(tried.store), at.isoformat(), *tried.command],
        cwd=tried.project,
        env=os.environ | quiet | own | tried.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def may_not_override() -> tuple[str, ...]:
    """How a process is started in which root obeys permissions as everybody does, who has nothing to give up."""
    return () if os.geteuid() else ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--")


def no_file_over(size_bytes: int) -> tuple[str, ...]:
    """How a process is started in which no file may grow larger: what is left where no small disk can be mounted."""
    return "prlimit", f"--fsize={size_bytes}", "--"
