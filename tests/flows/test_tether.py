"""A tethered process, and what it started, ends when the one who asked for it does."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks processes up in /proc")

TETHER = Path(__file__).resolve().parents[2] / "flows/tether.py"

#: Starts a grandchild, says both process ids, and sleeps; deaf to SIGTERM if told so.
CHILD = """
import os, signal, subprocess, sys, time
if sys.argv[1] == "deaf":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(os.getpid(), grandchild.pid, flush=True)
time.sleep(600)
"""


def tethered(*command: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, str(TETHER), *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone(pids) -> bool:
    """True once all are gone; waits for what was killed to be seen so."""
    for _ in range(200):
        if not any(is_alive(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def close(tether) -> None:
    tether.stdin.close()


def terminate(tether) -> None:
    tether.terminate()


@pytest.mark.parametrize("end", [close, terminate])
def test_child_and_grandchild_end(end):
    with tethered(sys.executable, "-c", CHILD, "mild") as tether:
        pids = [int(pid) for pid in tether.stdout.readline().split()]
        assert len(pids) == 2
        assert all(is_alive(pid) for pid in pids)
        end(tether)
        assert tether.wait(timeout=60) == -signal.SIGTERM % 256 or tether.returncode != 0
        assert gone(pids)


def test_they_end_when_the_asker_is_killed():
    asker = (
        "import subprocess, sys, time\n"
        f"t = subprocess.Popen([sys.executable, {str(TETHER)!r}, sys.executable, '-c', {CHILD!r}, 'mild'],"
        " stdin=subprocess.PIPE)\n"
        "time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", asker], stdout=subprocess.PIPE, text=True) as process:
        pids = [int(pid) for pid in process.stdout.readline().split()]
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert gone(pids)


def test_one_that_is_deaf_is_made_to_end(tmp_path: Path):
    impatient = tmp_path / "impatient.py"
    impatient.write_text(TETHER.read_text().replace("GRACE_SECONDS = 8", "GRACE_SECONDS = 0.2"))
    command = [sys.executable, str(impatient), sys.executable, "-c", CHILD, "deaf"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as tether:
        pids = [int(pid) for pid in tether.stdout.readline().split()]
        tether.stdin.close()
        tether.wait(timeout=60)
        assert gone(pids)


def test_a_command_that_ends_by_itself_ends_the_tether_with_its_code():
    with tethered(sys.executable, "-c", "raise SystemExit(7)") as tether:
        assert tether.wait(timeout=60) == 7
