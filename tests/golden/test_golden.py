"""Golden cases: a folder with a question and the page one that must come out of the shipped packets, word for word.

Run this file as a program to write the pages again; read the difference before you commit it.
"""

import sys
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from expectations.validate import validate
from prudent.ingest.gather import gather
from prudent.memo.build import build_memo
from prudent.memo.format import status_text
from prudent.memo.links import Linker
from prudent.memo.schema import memo_bytes
from prudent.model.run import Request
from prudent.score.score import score

ROOT = Path(__file__).parent.parent.parent
CASES = sorted((Path(__file__).parent / "cases").iterdir())
TODAY = date(2026, 11, 24)
RUN = "0" * 64


@cache
def memo_of(case: Path):
    request = Request.model_validate(yaml.safe_load((case / "question.yml").read_text(encoding="utf-8")))
    gathered = gather(ROOT, request, TODAY)
    results = validate(gathered.case, gathered.core)
    return build_memo(gathered.case, gathered.core, results, score(gathered.case, gathered.core, results), RUN)


def page_one(memo) -> str:
    flat = Linker(memo).flat
    said = memo.page_one.recommendation
    lines = [memo.title, f"as of {memo.as_of}, known at {memo.known_at}", memo.rule.sentence, ""]
    lines += [f"{said.verdict.value.upper()}: {flat(said.headline)}", flat(said.asked), ""]
    lines += [
        f"{row.factor.value} | {status_text(row.status)} | {flat(row.determination)} | {flat(row.number)} | {row.grade} | {row.peers}"
        for row in memo.page_one.strip
    ]
    for head, sentences in (
        ("for", said.reasons_for),
        ("against", said.reasons_against),
        ("would change", said.would_change),
        ("participant", memo.page_one.cost),
        ("liquidity", memo.page_one.liquidity),
    ):
        lines += ["", f"{head}:", *(f"- {flat(sentence)}" for sentence in sentences)]
    lines += [
        "",
        "risk:",
        *(" | ".join(flat(cell) for cell in row) for row in memo.page_one.risk.rows),
        flat(memo.page_one.risk.note),
    ]
    quality = memo.page_one.data_quality
    lines += ["", (f"data: {quality.items_in_evidence} of {quality.items_asked} in evidence; rules {quality.rules_passed} passed, "
              f"{quality.rules_failed} failed, {quality.rules_broke} broke; {quality.withdrawn} withdrawn, "
              f"{quality.contradictions} contradictions")]  # fmt: skip
    lines += ["", "missing:", *(f"- {item.factor.value}: {item.item}. {item.ask}" for item in memo.missing)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_page_one_is_as_it_was_read_and_approved(case):
    assert page_one(memo_of(case)) == (case / "page-one.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_memo_never_says_that_the_rule_is_met_and_never_votes(case):
    memo = memo_of(case)
    text = memo_bytes(memo).decode().lower()
    for phrase in ("safe harbor is", "safe harbor has", "satisfies the", "complies with", "is prudent", "presumed"):
        assert phrase not in text
    assert memo.rule.status == "proposed"
    assert str(memo.rule.status_as_of) == "2026-10-04"


def test_two_builds_of_one_question_give_the_same_bytes():
    case = CASES[0]
    first = memo_bytes(memo_of(case))
    memo_of.cache_clear()
    assert memo_bytes(memo_of(case)) == first


if __name__ == "__main__":
    for folder in CASES:
        (folder / "page-one.txt").write_text(page_one(memo_of(folder)), encoding="utf-8")
        sys.stdout.write(f"{folder.name}\n")
