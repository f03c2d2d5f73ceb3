"""Every file of the corpus is refused in its sentence, or taken with nothing left that anybody would obey."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hostile_case import READ
from hostile_corpus import all_cases

CASES = all_cases()
PEAK_MIB = 350
"""Of memory that is really used by the whole corpus; the libraries alone take 135."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """The whole corpus in one process that is bounded (`run_corpus.py`); a file that never ends would end it."""
    folder = tmp_path_factory.mktemp("hostile")
    # one thread and one arena, so that the bound on addresses bounds what files take and not what threads set aside
    bounds = {"POLARS_MAX_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
    ran = subprocess.run(
        [sys.executable, "-W", "error", Path(__file__).with_name("run_corpus.py"), folder],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env={**os.environ, **bounds},
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    return [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{case.kind}: {case.name}" for case in CASES])
def test_each_file_ends_as_it_must(outcomes, number):
    case, came = CASES[number], outcomes[number]
    said = case.said if case.code == READ else f"file{case.said}"
    assert (came["kind"], came["name"], came["code"], came["said"]) == (case.kind, case.name, case.code, said)


def test_no_reader_opens_a_file_starts_a_program_or_connects(outcomes):
    assert [line for line in outcomes[:-1] if line["opened"]] == []


def test_nobody_asks_the_server_that_the_files_point_to(outcomes):
    assert outcomes[-1]["asked"] is False


def test_nothing_of_the_file_outside_comes_out(outcomes):
    assert "what lies outside" not in json.dumps(outcomes)


def test_the_whole_corpus_takes_little_memory(outcomes):
    assert outcomes[-1]["peak_mib"] < PEAK_MIB


def test_the_corpus_is_as_large_as_is_said():
    counted = Counter(case.kind for case in CASES)
    assert len(CASES) == sum(counted.values()) >= 370
    assert len({(case.kind, case.name) for case in CASES}) == len(CASES)
    least = {
        "xml entities": 20, "xml size and depth": 20, "encodings": 12, "inline XBRL": 10, "forms of EDGAR": 18,
        "formulas": 12, "markup": 17, "characters": 23, "numbers": 13, "dates": 9, "size": 9, "YAML": 25,
        "names that lead elsewhere": 40, "JSON": 25, "archives": 24, "workbooks that run": 17, "cells": 30,
        "workbooks of a format": 20, "PDF": 25,
    }  # fmt: skip
    assert {kind: counted[kind] for kind in least if counted[kind] < least[kind]} == {}
    assert set(counted) == set(least)


def test_every_refused_file_is_told_in_one_line(outcomes):
    refused = [line for line in outcomes[:-1] if line["code"] != READ]
    assert len(refused) > 250
    assert [line for line in refused if not line["said"].isprintable()] == []
