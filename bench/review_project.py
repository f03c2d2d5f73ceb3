"""A project of a hundred funds that a committee approved a quarter ago: what `reviews.py` reviews.

Belongs here: copies of the shipped packets under other names, and what a memo of each left behind. Does not: timing.
"""

import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
FUNDS = 100
THEN, TODAY = date(2025, 9, 30), date(2026, 11, 24)
PLAN = "example"
CODE = "c" * 64
"""The code counts as the same for all of them, whoever is editing it."""


class _Plain(yaml.SafeDumper):
    """Writes every value out: a policy with aliases is refused."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 -- PyYAML asks it of each value
        return True


def copied(project: Path) -> tuple[str, ...]:
    """A project of so many funds: copies of the shipped ones, in turn."""
    for folder in ("plans", "policy", "benchmarks"):
        shutil.copytree(ROOT / folder, project / folder)
    shipped = sorted(path.parent.name for path in (ROOT / "funds").glob("*/fund.yml"))
    rounds = -(-FUNDS // len(shipped))
    for at in range(rounds):
        for fund in shipped:
            copy_fund(project, fund, at)
    for name, key in (("peer_groups", "groups"), ("benchmarks", "funds")):
        path = project / f"policy/{name}.yml"
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
        held[key] = [renamed(entry, at) for at in range(rounds) for entry in held.get(key, [])]
        path.write_text(yaml.dump(held, Dumper=_Plain, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return tuple(called(fund, at) for at in range(rounds) for fund in shipped)[:FUNDS]


def called(fund: str, at: int) -> str:
    """The name of a copy."""
    return f"{fund}-c{at}"


def copy_fund(project: Path, fund: str, at: int) -> None:
    """One fund under another name."""
    to = project / "funds" / called(fund, at)
    shutil.copytree(ROOT / "funds" / fund, to)
    for path in to.rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(rf"^(fund|owner): {fund}$", rf"\1: {called(fund, at)}", text, flags=re.MULTILINE), "utf-8"
        )


def renamed(entry: dict[str, object], at: int) -> dict[str, object]:
    """A peer group, or a fund's choice of benchmarks, of one round of copies."""
    made = dict(entry)
    if isinstance(fund := made.get("fund"), str):
        made["fund"] = called(fund, at)
    if isinstance(group := made.get("id"), str):
        made["id"] = called(group, at)
    for key in ("members", "near_misses"):
        if isinstance(members := made.get(key), list):
            made[key] = [{**member, "fund": called(member["fund"], at)} for member in members]
    return made


def approved(project: Path, funds: tuple[str, ...]) -> None:
    """What a memo of the quarter before kept of each fund, and a committee's decision on it."""
    from expectations.group import validate_group
    from prudent.ingest.library import Library
    from prudent.model.run import Issue, Manifest, Request
    from prudent.review.folder import write_question
    from prudent.review.measuring import measured_together, wanted
    from prudent.review.pool import Question, pooled
    from prudent.score.score import judged
    from prudent.store.frames import json_bytes
    from prudent.store.layout import ISSUE, issue_folder
    from prudent.store.objects import in_folder
    from prudent.store.runs import RunFolder

    objects = in_folder(project / "store")
    library = Library(project, PLAN, TODAY)
    read = [library.gather(Request(fund=fund, as_of=THEN, plan=PLAN)) for fund in funds]
    pool = pooled([Question(item.case, item.core) for item in read])
    policy = pool.case.policy
    measures = measured_together([wanted(item, policy) for item in pool.questions], pool.core, policy, THEN)
    for question, results, alone_measures in zip(pool.questions, validate_group(pool), measures, strict=True):
        request, case = question.case.request, question.case
        run = RunFolder(objects, request, f"{len(question.fund):064x}")
        memo = run.write("memo.json", b"{}\n")
        score = judged(case, question.core, results, alone_measures)
        kept = write_question(run, question, score, results)
        run.seal(Manifest(run=run.run, request=request, code_sha256=CODE, inputs=case.inputs, outputs=(memo, *kept)))
        issue = Issue(number=1, request=request, run=run.run, files=(memo,))
        folder = issue_folder(request, 1)
        objects.create(f"{folder}/{ISSUE}", json_bytes(issue))
        decide(project, question.fund, folder, memo.sha256)


def decide(project: Path, fund: str, folder: str, record: str) -> None:
    """Record that the committee approved the fund."""
    from prudent.decide.ledger import Stamp, append
    from prudent.decide.moves import after_decision, state_of
    from prudent.model.decision import Decision, Determination, Outcome, Reliance, Votes
    from prudent.model.finding import Factor, FindingStatus
    from prudent.model.ledger import Decided, Subject
    from prudent.store.objects import in_folder

    members = ("Member One", "Member Two", "Member Three")
    decision = Decision(
        decided_on=date(2025, 11, 10),
        outcome=Outcome.APPROVE,
        determinations=tuple(
            Determination(factor=factor, status=FindingStatus.SUPPORTED, because="Bench.", reliance=Reliance.OWN)
            for factor in Factor
        ),
        votes=Votes(votes_for=members, votes_against=(), abstained=(), recused=()),
        attendees=members,
        questions=(),
        rationale="Bench.",
        dissent=(),
        conditions=(),
    )
    subject = Subject(kind="memo", as_of=THEN, folder=folder, record=record)
    append(
        in_folder(project / "store"),
        PLAN,
        fund,
        lambda chain: Decided(
            subject=subject,
            decision=decision,
            rule_status="proposed",
            quorum=3,
            move=after_decision(state_of(chain), Outcome.APPROVE),
        ),
        Stamp(datetime(2025, 11, 10, tzinfo=UTC), "bench"),
    )
