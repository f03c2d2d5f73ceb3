"""Gives every file of the corpus to its reader, in a process whose memory, time and files are bounded, and prints what
came of each as a line of JSON.

Belongs here: the bounds and the watching. Does not: cases, and what must come of them (`test_hostile_corpus.py`).
Run it as `python tests/hostile/run_corpus.py FOLDER`, with an empty folder.
"""

# ruff: noqa: PLC0415, T201 -- the path is set first; what came is printed

import json
import os
import re
import resource
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

MEMORY_MIB = 1_024
"""Of addresses: libraries and threads alone take 600. What is really used is asserted beside it, far below."""
CPU_SECONDS = 60
"""The whole corpus takes about ten; one file that never ends is ended here."""
RECEIVED = re.compile(r"received/[0-9a-f]{12}/file")
SECRET = "what lies outside of the project"


def main(folder: Path) -> None:
    """Run everything."""
    import hostile_corpus
    import hostile_doors

    load()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MIB << 20, MEMORY_MIB << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    secret, pipe = folder / "secret", folder / "pipe"
    secret.write_text(SECRET, encoding="utf-8")
    os.mkfifo(pipe)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        opened: list[str] = []
        sys.addaudithook(lambda event, given: opened.append(f"{event} {given[0]}") if event in WATCHED else None)
        for case in hostile_corpus.all_cases(str(secret), str(pipe), server.getsockname()[1]):
            content = case.make()
            opened.clear()
            code, said = outcome(hostile_doors.DOORS[case.door], content)
            print(json.dumps({"kind": case.kind, "name": case.name, "code": code, "said": said, "opened": opened[:3]}))
        print(json.dumps({"asked": asked(server), "peak_mib": peak_mib()}))


def peak_mib() -> int:
    """The most that this program has held. The system's own count of a process begins with what started it."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = re.findall(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
        return int(line) >> 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


WATCHED = frozenset(
    {
        "open",
        "os.listdir",
        "os.system",
        "os.exec",
        "subprocess.Popen",
        "socket.connect",
        "socket.getaddrinfo",
        "exec",
        "import",
        "compile",
    }
)
"""What a reader may do with no file of the corpus."""


def load() -> None:
    """Load every reader and its libraries, so that what is opened later was opened for a file's sake."""
    from hostile_doors import DOORS
    from hostile_warm import WARM

    for read in DOORS.values():
        for content in WARM:
            outcome(read, content)


def outcome(read, content: bytes) -> tuple[str, str]:
    """What came of one file: READ and its text, or the error's code and sentence; a traceback is what must not be."""
    from prudent.errors import PrudentError

    try:
        return "READ", RECEIVED.sub("file", read(content))
    except PrudentError as error:
        return error.code, RECEIVED.sub("file", error.sentence)
    except Exception as error:  # noqa: BLE001 -- this is what is looked for
        return "TRACEBACK", f"{type(error).__name__}: {error}"


def asked(server: socket.socket) -> bool:
    """Whether anybody came to the server that the files point to."""
    try:
        server.accept()
    except BlockingIOError:
        return False
    return True


if __name__ == "__main__":
    main(Path(sys.argv[1]))
