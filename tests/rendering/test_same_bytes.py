"""Two builds on different days, in different time zones, with different seeds of hashing: the same bytes in all five."""

import json
import os
import subprocess
import sys
from pathlib import Path

from prudent.memo.schema import memo_bytes

HERE = Path(__file__).parent
FIVE = {"memo.json", "memo.html", "memo.pdf", "memo.docx", "memo.xlsx"}


def started(path, days, zone, seed):
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
    command = [sys.executable, HERE / "build_five.py", path, str(days)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_day_zone_and_seed_change_no_byte(memo, tmp_path):
    path = tmp_path / "memo.json"
    path.write_bytes(memo_bytes(memo))
    runs = [started(path, 0, "Pacific/Kiritimati", "1"), started(path, 431, "America/St_Johns", "2")]
    said = [run.communicate(timeout=120) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    one, two = (json.loads(out) for out, _ in said)
    assert one == two
    assert set(one) == FIVE
