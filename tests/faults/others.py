"""What else goes wrong: a full disk, a store that can only be read, a clock that went back, a server that is gone.

Each with real means: a small disk in memory (where none can be mounted, a limit on the size of files), permissions, a
stamp before the last entry, a Prefect server of our own that is killed. Every one ends with the next, undisturbed life.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from docs.pages.reliability import Other
from flows.server import HOST, free_port, is_healthy, quiet_environment
from tests.faults.deeds import BEFORE, FUND
from tests.faults.found import Whole, faults_in, held, new_place
from tests.faults.processes import FIRST, Life, Tried, copied, life, may_not_override, no_file_over

SHARES = (0.05, 0.5, 0.95)
"""Of what a deed writes: so much of it finds room."""
ROOMY = 1 << 30
ONBOARD = ("onboard", FUND, "--as-of", str(BEFORE))
_HASH = re.compile(r"[0-9a-f]{64}")


def others(home: Path, wholes: dict[str, Whole]) -> Iterator[Other]:
    """Every fault but death, one after the other."""
    for whole in wholes.values():
        for share in SHARES:
            yield disk_full(home, whole, share)
    for whole in wholes.values():
        yield read_only(home, whole)
    for whole in (again(home, wholes["deciding"]), wholes["deciding"], wholes["reviewing"]):
        yield clock_back(home, whole)
    with prefect_server(home) as server:
        yield read_only(home, wholes["onboarding"], server)
    yield server_gone(home, wholes["onboarding"])


def again(home: Path, recorded: Whole) -> Whole:
    """Onboarding over a store that holds an entry."""
    store = _copied(home, recorded.base)
    end = life(Tried("onboarding again", home / "project", store))
    return Whole("onboarding again", recorded.base, held(store), end.seconds)


def disk_full(home: Path, whole: Whole, share: float) -> Other:
    """The disk is full after a share of what the deed writes."""
    before = held(whole.base)
    grows = sum(len(body) for key, body in whole.after.items() if key not in before)
    fault = f"disk full after {share:.0%} of what it writes"
    with small_disk(home) as disk:
        if disk is None:
            largest = max(len(body) for key, body in whole.after.items() if key not in before)
            limit = no_file_over(int(largest * share))
            return _tried(whole, Tried(whole.deed, home / "project", _copied(home, whole.base), under=limit),
                          f"no file over {share:.0%} of the largest", "a limit on the size of files")  # fmt: skip
        store = copied(whole.base, disk / "store")
        _resize(disk, _used(disk) + int(grows * share))
        tried = Tried(whole.deed, home / "project", store)
        return _tried(whole, tried, fault, "a small disk in memory", lambda: _resize(disk, ROOMY))


@contextmanager
def small_disk(home: Path) -> Iterator[Path | None]:
    """A disk in memory; None where this user may mount none."""
    disk = Path(tempfile.mkdtemp(dir=home))
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={ROOMY}", "tmpfs", disk], capture_output=True, check=False
    )
    if made.returncode:
        yield None
        return
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


def _resize(disk: Path, size_bytes: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size_bytes}", disk], check=True)


def _used(disk: Path) -> int:
    room = os.statvfs(disk)
    return (room.f_blocks - room.f_bfree) * room.f_frsize


def read_only(home: Path, whole: Whole, server: str | None = None) -> Other:
    """Nobody may write into the store."""
    store = _copied(home, whole.base)
    everything = [store, *store.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    command = {"command": ONBOARD, "environment": quiet_environment(home, server)} if server else {}
    tried = Tried(whole.deed, home / "project", store, under=may_not_override(), **command)

    def opened() -> None:
        for path in everything:
            path.chmod(0o755 if path.is_dir() else 0o644)

    return _tried(whole, tried, "store that can only be read", "permissions", opened)


def clock_back(home: Path, whole: Whole) -> Other:
    """The clock says an hour before the last entry was recorded."""
    tried = Tried(whole.deed, home / "project", _copied(home, whole.base), at=FIRST - timedelta(hours=1))
    return _tried(whole, tried, "clock that went back", "a stamp before the last entry")


def server_gone(home: Path, whole: Whole) -> Other:
    """Prefect's server is killed once the run has written its first file."""
    store = _copied(home, whole.base)
    with prefect_server(home, running := []) as server:
        environment = quiet_environment(home, server) | {"PREFECT_CLIENT_MAX_RETRIES": "2"}
        tried = Tried(whole.deed, home / "project", store, command=ONBOARD, environment=environment)

        def kill_it(_age: float) -> bool:
            if any(store.rglob("case.json")):
                running[0].kill()
            return False

        return _tried(whole, tried, "Prefect's server killed during the run", "SIGKILL", meanwhile=kill_it)


@contextmanager
def prefect_server(home: Path, running: list[object] | None = None) -> Iterator[str]:
    """A Prefect server on loopback: its address."""
    port = free_port()
    url = f"http://{HOST}:{port}/api"
    own = quiet_environment(home, url)
    app = ["uvicorn", "--factory", "prefect.server.api.server:create_app", "--host", HOST, "--port", str(port)]
    command = [sys.executable, "-m", *app, "--log-level", "error", "--lifespan", "on"]
    with subprocess.Popen(
        command, env=os.environ | own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        (running if running is not None else []).append(server)
        try:
            while not is_healthy(url):
                if server.poll() is not None:
                    raise RuntimeError("Prefect's server did not start")
                time.sleep(0.1)
            yield url
        finally:
            server.kill()


def _tried(whole: Whole, tried: Tried, fault: str, means: str, mend=lambda: None, meanwhile=lambda _: False) -> Other:
    """The life with the fault, a look, what mends it, the next life, and a look."""
    end = life(tried, meanwhile)
    before = faults_in(tried.store)
    where = new_place(whole.deed, held(whole.base), held(tried.store))
    mend()
    next_life = life(tried.next())
    found = Other(
        deed=f"`prudent {tried.command[0]}`" if tried.command else whole.deed,
        fault=fault,
        means=means,
        where=where,
        exit_code=end.code,
        said=shown(end, tried),
        verified=not before and not faults_in(tried.store),
        same=next_life.code == 0 and held(tried.store) == whole.after,
    )
    sys.stderr.write(f"{found}\n")
    if not (found.verified and found.same):
        sys.stderr.write(f"{before} {next_life} {sorted(set(held(tried.store)) ^ set(whole.after))}\n")
    return found


def shown(end: Life, tried: Tried) -> str:
    """What was said, without what differs by machine and code."""
    said = " ".join(line for line in end.said.splitlines() if line.startswith("prudent: ") or "Traceback" in line)
    said = said.replace(str(tried.store), "/srv/store").replace("prudent: ", "")
    return re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:4200", _HASH.sub("…", said))


def _copied(home: Path, base: Path) -> Path:
    return copied(base, Path(tempfile.mkdtemp(dir=home)) / "store")
