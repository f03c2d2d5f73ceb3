"""One deed in a process of its own: `python -m tests.faults.deeds DEED STORE AT [COMMAND…]`, in a project's folder.

Belongs here: the flows as they are, their stages called at once in place of on a Prefect server, with a clock that
stands still. Does not: how the process is killed (`processes`), and what is found afterwards (`found`). It prints `ready`
when everything is loaded, so that a moment of its life is a moment of the deed. It leaves as the command does: a
sentence on standard error and the error's exit code.
"""

import asyncio
import logging
import sys
import time
from datetime import date, datetime
from importlib import import_module
from types import ModuleType

from flows.cli import run
from flows.onboard_fund import onboard_fund
from flows.place import here
from flows.record_decision import record_decision
from flows.review_command import refused
from flows.review_quarter import review_quarter
from flows.telling import tell
from flows.warm import load_stages
from prudent.decide.ledger import Stamp
from prudent.errors import PrudentError
from prudent.model.finding import Factor
from prudent.model.run import Request
from prudent.store.issues import issue_of
from prudent.store.objects import Objects

PLAN, FUND = "example", "apollo-diversified-credit"
BEFORE, AFTER = date(2025, 9, 30), date(2025, 12, 31)
TODAY = date(2027, 1, 4)
FLOWS = ("flows.onboard_fund", "flows.record_decision", "flows.review_quarter")
CODE = "c" * 64
"""The code counts as the same in every life, whoever edits it meanwhile."""


def onboarding() -> object:
    """A fund's memo as of one quarter's end, issued and recorded."""
    return _onboard(BEFORE)


def onboarding_again() -> object:
    """The same fund a quarter later."""
    return _onboard(AFTER)


def _onboard(as_of: date) -> object:
    return onboard_fund.fn(FUND, as_of, PLAN)


def deciding() -> object:
    """The committee approves the memo; it is recorded, and the memo sealed."""
    return record_decision.fn(FUND, PLAN, **form(record_in(here().objects())))


def reviewing() -> object:
    """The next quarter's review of every approved fund."""
    return review_quarter.fn("2025Q4", PLAN)


DEEDS = {"onboarding": onboarding, "onboarding again": onboarding_again, "deciding": deciding, "reviewing": reviewing}


def record_in(objects: Objects) -> str:
    """The record of the memo that is decided on: the first issue, also once it is sealed."""
    issue = issue_of(objects, Request(fund=FUND, as_of=BEFORE, plan=PLAN), 1)
    return next(file.sha256 for file in issue.files if file.name == "memo.json")


def form(record: str) -> dict[str, object]:
    """A made-up committee's decision, as the form is filled in."""
    determined = {
        name: text
        for factor in Factor
        for name, text in {
            factor.value: "supported",
            f"{factor.value}_because": "The committee read the chapter.",
            f"{factor.value}_reliance": "own judgement",
        }.items()
    }
    return determined | {
        "record": record,
        "decided_on": str(TODAY),
        "outcome": "approve",
        "votes_for": ("Member One", "Member Two"),
        "votes_against": ("Member Three",),
        "attendees": ("Member One", "Member Two", "Member Three"),
        "rationale": "The sleeve is small.",
        "recorded_by": "Recorder One",
    }


def standing_still(at: datetime, put=setattr) -> None:
    """A clock that stands still and a code that does not change, so that the same question gives the same bytes.

    Args:
        at: the time of every entry.
        put: sets an attribute; a test undoes it afterwards.
    """
    for module in map(import_module, FLOWS):
        put(module, "today", lambda: TODAY)
    put(import_module(FLOWS[2]), "latest_end", lambda: AFTER)
    for module in map(import_module, ("tasks.ingest", "tasks.decide", FLOWS[2])):
        put(module, "code_sha256", lambda: CODE)
    for module in map(import_module, ("tasks.decide", "tasks.review")):
        put(module, "stamp", lambda by: Stamp(at, by))


def without_prefect(put=setattr) -> None:
    """The flows' stages are called at once, in the order in which the flows call them."""
    for module in map(import_module, FLOWS):
        _at_once(module, put)
        put(module, "tag_run", _nothing)
    silent = logging.Logger("silent")
    silent.addHandler(logging.NullHandler())
    put(import_module("tasks.review"), "get_run_logger", lambda: silent)


def _at_once(module: ModuleType, put) -> None:
    for name, value in list(vars(module).items()):
        if hasattr(value, "__wrapped__") and value.__module__.startswith("tasks."):
            put(module, name, _called(value.__wrapped__))


def _called(work):
    async def call(*given, **named):
        done = work(*given, **named)
        if done.refused:
            raise done.refused
        return done.value

    return call


async def _nothing(*_) -> None:
    pass


def done(deed: str) -> object:
    """Do it, on the store that the environment names. Returns what the flow's last state holds.

    Raises:
        PrudentError: it was refused.
    """
    state = asyncio.run(DEEDS[deed]())
    if isinstance(state.data, Exception):
        raise state.data
    return state.data


_LOADED = {
    "onboarding": ("prudent.decide.sealing",),
    "onboarding again": ("prudent.decide.sealing",),
    "deciding": ("prudent.decide.sealing", "xlsxwriter.workbook"),
    "reviewing": ("tasks.review_batch", "prudent.review.portfolio_folder", "xlsxwriter.workbook"),
}


def loaded(deed: str) -> None:
    """Everything that a deed would import on its way, so that no moment of its life falls there."""
    if deed.startswith("onboarding"):
        load_stages()
    for module in _LOADED[deed]:
        import_module(module)


def main(deed: str, store: str, at: str, *command: str) -> int:
    """The deed, as a command does it; or a command itself, on the server that the environment names."""
    loaded(deed)
    standing_still(datetime.fromisoformat(at))
    if not command:
        without_prefect()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    born = time.process_time()
    code = run([*command, "--store", store]) if command else _alone(deed)
    sys.stdout.write(f"done {time.process_time() - born:.3f}\n")
    return code


def _alone(deed: str) -> int:
    try:
        end = done(deed)
    except PrudentError as error:
        tell(error.sentence)
        return error.exit_code
    refusals = [one for one in getattr(end, "outcomes", ()) if one.refusal is not None]
    for one in refusals:
        tell(refused(one))
    return next((one.refusal.exit_code for one in refusals), 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
