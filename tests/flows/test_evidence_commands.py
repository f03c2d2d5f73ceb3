"""`prudent facts` and `prudent trace` as they are typed: what they print, and how they refuse."""

import json
import subprocess
import sys

import pytest

from flows.cli import run

FUND = "apollo-debt-solutions"


def said(capsys, *arguments: str) -> tuple[int, str, str]:
    code = run(arguments)
    out = capsys.readouterr()
    return code, out.out, out.err


def test_facts_are_told_with_their_document_their_place_and_how_they_stand(project, capsys):
    code, out, _ = said(capsys, "facts", FUND, "--field", "asset_coverage", "--known-at", "2026-11-23")
    lines = out.splitlines()
    assert code == 0
    assert lines[2] == (
        "balance_sheet/asset_coverage_ratio  2022-12-31  1.992 ratio  "
        "[used; transcription, 10-k-10-q-facts, balance_sheet.csv row 2, known since 2026-11-23]"
    )
    assert lines[0] == f"{FUND}: {len(lines) - 2} facts known on 2026-11-23"


def test_an_override_was_not_known_before_it_was_declared(project, capsys):
    (project / "funds" / FUND / "overrides.yml").write_text(
        'overrides:\n  - {file: balance_sheet.csv, column: asset_coverage_ratio, key: {as_of: "2022-12-31"},\n'
        '     expect: "1.992", value: "2.1", who: The adviser, why: A made-up reason, declared: 2026-11-24,\n'
        "     expires: 2099-01-01}\n",
        encoding="utf-8",
    )
    values = {}
    for day in ("2026-11-23", "2026-11-24"):
        code, out, _ = said(capsys, "facts", FUND, "--field", "asset_coverage", "--known-at", day, "--json")
        facts = [fact for fact in json.loads(out)["facts"] if fact["as_of"] == "2022-12-31"]
        values[day] = sorted((fact["value"], fact["standing"]) for fact in facts)
        assert code == 0
    assert values == {
        "2026-11-23": [("1.992", "used")],
        "2026-11-24": [("1.992", "overridden"), ("2.1", "used")],
    }
    _, out, _ = said(capsys, "facts", FUND, "--disagreeing")
    assert len(out.splitlines()) == 4


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("facts", FUND, "--known-at", "2026-11-22"), f"Nothing was known of {FUND} on 2026-11-22: its packet was received on 2026-11-23."),
        (("facts", "apolo-debt-solutions"), "There is no fund 'apolo-debt-solutions'. Is apollo-debt-solutions"),
        (("facts", FUND, "--known-at", "2999-01-01"), "2999-01-01 lies after today"),
        (("trace", FUND, "all_in_fee", "--as-of", "2025-12-31"), f"There is no memo of {FUND} as of 2025-12-31 for example yet"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_one_sentence_and_exit_code_2(project, capsys, arguments, says):
    code, out, err = said(capsys, *arguments)
    assert (code, out) == (2, "")
    assert says in err
    assert len(err.strip().splitlines()) == 1


def test_a_reader_that_leaves_early_ends_the_command_without_a_word(project):
    command = [sys.executable, "-c", "from flows.cli import main; main()", "facts", FUND, "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as started:
        started.stdout.readline()
        started.stdout.close()
        told = started.stderr.read()
    assert (told, started.returncode) == ("", 141)
