"""Times a quarter's review of a hundred funds beside reviewing them one by one, in one run.

The funds are copies of the shipped packets under other names, each copy with peer groups of its own, in a project of
their own. What stood before is kept as a memo's run keeps it, a quarter earlier. Seconds on the clock: the review works
in two processes. The same work is done once through the flow on a real server and once without Prefect; what the flow
takes longer is orchestration. Loading libraries and starting the server are no part of either.
"""

import asyncio
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, cast

import yaml

if TYPE_CHECKING:
    from tasks.reviewed import Quarter

ROOT = Path(__file__).parent.parent
FUNDS = 100
THEN, NOW, TODAY = date(2025, 9, 30), date(2025, 12, 31), date(2026, 11, 24)
PLAN = "example"
ALONE = 6
"""Funds that are reviewed one by one; a hundred of them would take as long as a coffee."""


class _Plain(yaml.SafeDumper):
    """Writes every value out: a policy with aliases is refused."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 -- PyYAML asks it of each value
        return True


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of one way to review the funds."""

    name: str
    seconds: float
    """On the clock."""
    processor: float
    """Of all processes."""
    funds: int


@contextmanager
def timed(name: str, funds: int) -> Iterator[list[Timed]]:
    """Time a block; what it took is put into the list."""
    made: list[Timed] = []
    began, spent = perf_counter(), used()
    yield made
    made.append(Timed(name, perf_counter() - began, used() - spent, funds))


def used() -> float:
    """Processor seconds of this process and of those that it waited for."""
    return sum(os.times()[:4])


def reviews() -> list[Timed]:
    """Through the flow, without Prefect, and one fund at a time."""
    with tempfile.TemporaryDirectory() as place:
        project = Path(place)
        funds = copied(project)
        approved(project, funds)
        for path in (project / "funds").glob(
            "*/fund.yml"
        ):  # as in any quarter, every fund's files are others than before
            path.write_text(path.read_text(encoding="utf-8") + "# looked at again\n", encoding="utf-8")
        stores = [project / f"store-{at}" for at in range(3)]
        for store in stores:
            shutil.copytree(project / "store", store)
        done = [flow(project, stores[0], funds), plain(project, stores[1], funds), alone(project, stores[2], funds)]
        same(stores)
        return done


def same(stores: list[Path]) -> None:
    """Refuse to compare answers that differ: each review that was made alone has the bytes that it has among others."""
    for review in stores[-1].glob("reviews/*/*/*/*/review.*"):
        name = review.relative_to(stores[-1])
        if any((store / name).read_bytes() != review.read_bytes() for store in stores[:-1]):
            raise RuntimeError(f"{name} is another one where the fund is reviewed alone")


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
    from prudent.code_version import code_sha256
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

    objects, code = in_folder(project / "store"), code_sha256()
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
        run.seal(Manifest(run=run.run, request=request, code_sha256=code, inputs=case.inputs, outputs=(memo, *kept)))
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


@contextmanager
def inside(project: Path, store: Path) -> Iterator[None]:
    """The flow finds its project and its store as a worker's would."""
    os.environ["PRUDENT_STORE"] = str(store)
    with chdir(project):
        yield
    del os.environ["PRUDENT_STORE"]


def flow(project: Path, store: Path, funds: tuple[str, ...]) -> Timed:
    """The deployed flow, on a real server."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    from prefect.testing.utilities import prefect_test_harness

    from flows.ending import final_state
    from flows.review_quarter import review_quarter

    with (
        inside(project, store),
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
        prefect_test_harness(server_startup_timeout=120),
        timed("The flow, in two processes", len(funds)) as made,
    ):
        state = asyncio.run(final_state(review_quarter, quarter="2025Q4", plan=PLAN))
    counted(str(state.message), funds)
    return made[0]


def counted(message: str, funds: tuple[str, ...]) -> None:
    """Refuse to time what did not work."""
    if not message.startswith(f"2025Q4: {len(funds)} funds, {len(funds)} reviewed"):
        raise RuntimeError(message)


def plain(project: Path, store: Path, funds: tuple[str, ...]) -> Timed:
    """The same work in the same two processes, without Prefect."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from flows.review_quarter import cut
    from tasks.alone import one_thread
    from tasks.review import anchor, look, portfolio, record
    from tasks.review_batch import review_batch
    from tasks.reviewed import QuarterEnd

    quarter = asked(project, store)
    with timed("The same without Prefect", len(funds)) as made:
        batches = cut(bare(look)(quarter.place, PLAN, funds).value.funds)
        with ProcessPoolExecutor(len(batches), mp_context=get_context("spawn"), initializer=one_thread) as pool:
            ended = pool.map(review_batch, [quarter] * len(batches), batches)
            outcomes = tuple(one for batch in ended for one in batch)
        for one in outcomes:
            bare(record)(quarter.place, one.made)
        bare(portfolio)(quarter, QuarterEnd(quarter="2025Q4", plan=PLAN, outcomes=outcomes, left_out=()))
        bare(anchor)(quarter.place)
    return made[0]


def alone(project: Path, store: Path, funds: tuple[str, ...]) -> Timed:
    """One fund at a time, each with all that it needs read, validated and measured for it alone."""
    from tasks.review_batch import review_batch

    quarter, some = asked(project, store), funds[:: len(funds) // ALONE][:ALONE]
    with timed("One fund at a time, in one process", len(some)) as made:
        for fund in some:
            review_batch(quarter, (fund,))
    return made[0]


def asked(project: Path, store: Path) -> "Quarter":
    """The quarter as the flow asks it."""
    from prudent.code_version import code_sha256
    from tasks.reviewed import Quarter
    from tasks.work import Place

    place = Place(root=project, store=str(store))
    return Quarter(place=place, plan=PLAN, as_of=NOW, today=TODAY, code_sha256=code_sha256())


def bare(task: object) -> Callable[..., Any]:
    """What a task does, without the task."""
    return cast("Any", task).__wrapped__


def main() -> None:
    """Time and print."""
    for item in reviews():
        print(
            f"{item.name}: {item.funds} funds, {item.seconds:.1f} s on the clock, {item.processor:.1f} s of processor"
        )


if __name__ == "__main__":
    main()
