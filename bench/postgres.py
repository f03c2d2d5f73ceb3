"""A PostgreSQL of one's own, for as long as a block lasts: what `make soak` and the tests of several workers run on.

Belongs here: finding the programs, an empty cluster in a folder that goes away, on loopback. Does not: what is kept in
it. Prefect asks for the `pg_trgm` extension, which Debian ships in the server's package.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

#: The programs refuse to run as root, as which containers run; nobody owns nothing else.
_NOT_ROOT = "nobody"
#: A cluster that is thrown away need not outlive a power cut.
_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "100"}


def programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl`; None where PostgreSQL is not installed."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    # Debian keeps each version's programs in a folder of its own, off the path
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def postgresql() -> Generator[str]:
    """An empty database. Gives the address by which Prefect reaches it; gone at the end of the block."""
    folder = Path(tempfile.mkdtemp(prefix="prudent-postgresql-"))
    data, port = folder / "data", _free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, _NOT_ROOT)
    _run("initdb", "--pgdata", str(data), "--username", "prudent", "--auth", "trust", "--encoding", "UTF8", "--no-sync")
    told = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} {told}"
    _run("pg_ctl", "--pgdata", str(data), "--log", str(folder / "log"), "--options", options, "--wait", "start")
    try:
        yield f"postgresql+asyncpg://prudent@127.0.0.1:{port}/postgres"
    finally:
        _run("pg_ctl", "--pgdata", str(data), "--mode", "immediate", "--wait", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str) -> None:
    where = programs()
    if where is None:
        raise FileNotFoundError("PostgreSQL is not installed. On Debian: apt-get install postgresql")
    subprocess.run(
        [where / program, *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
        user=_NOT_ROOT if os.geteuid() == 0 else None,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
