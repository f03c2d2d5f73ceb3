"""Each reader under a thousand mutated files, the same ones on every machine. `make fuzz` goes on for a minute each."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

RUNS = 1_000
READERS = (
    "returns", "terms", "header", "xml", "parts", "json", "cells", "workbook", "facts", "page", "document", "series",
    "nport", "ncen", "form_d", "ilpa_reporting", "ilpa_performance", "questionnaire",
)  # fmt: skip
"""All but where the fuzzer does not run: it is there for Linux alone."""
HERE = Path(__file__).parent
#: A shell between: a process counts the memory of the one that it was made from, which here may be large by now.
IN_A_SHELL = ("sh", "-c", '"$@"; exit $?', "sh")


@pytest.mark.parametrize("reader", READERS if importlib.util.find_spec("atheris") else ())
def test_no_reader_breaks(reader, tmp_path):
    ran = subprocess.run(
        [
            *IN_A_SHELL,
            sys.executable,
            HERE / "fuzz_readers.py",
            reader,
            f"-runs={RUNS}",
            "-seed=1",
            "-rss_limit_mb=1024",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert f"Done {RUNS} runs" in ran.stderr


def test_every_reader_is_fuzzed():
    spec = importlib.util.spec_from_file_location("doors_of_the_corpus", HERE.parent / "hostile" / "hostile_doors.py")
    doors = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(doors)
    assert set(doors.DOORS) - {"cells within 32 MiB"} == set(READERS)
