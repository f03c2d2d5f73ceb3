"""Keeps a process, and all that it starts, no longer than whoever asked for it: `python tether.py COMMAND …`.

The asker holds this program's standard input. When it closes, because the asker ended it or is gone, however it went,
the command's process group is asked to end and, after a grace, made to. Standard library only: it starts in no time.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading

GRACE_SECONDS = 8


def main(command: list[str]) -> int:
    """Run the command until it ends by itself, standard input closes, or a signal comes. Returns its exit code."""
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda _number, _frame: over.set())
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 -- ours

    def until_closed() -> None:
        # read through the descriptor: a buffered reader would hold a lock when the interpreter ends
        while os.read(0, 4096):
            pass
        over.set()

    def until_ended() -> None:
        child.wait()
        over.set()

    for wait in (until_closed, until_ended):
        threading.Thread(target=wait, daemon=True).start()
    over.wait()
    _end(child)
    return child.wait()


def _end(child: "subprocess.Popen[bytes]") -> None:
    _signal_group(child.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(timeout=GRACE_SECONDS)
    _signal_group(child.pid, signal.SIGKILL)


def _signal_group(group: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
