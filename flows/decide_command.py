"""What `prudent decide` does: print the empty form, or read the one that was filled in and run the flow with it.

Belongs here: the form as a file, and the command's words. Does not: what a field may hold (`decision_form`), and what
may be recorded (`prudent/decide`).
"""

# ruff: noqa: PLC0415 -- what is heavy is imported while the server starts; help and a misspelling wait for none
# ruff: noqa: T201 -- what a command has to say, it prints

import json
import textwrap
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from flows.commands import on_server, settle
from prudent.errors import PrudentError, UsageError

if TYPE_CHECKING:
    from flows.decision_form import DecisionForm
    from tasks.decide import Recorded
    from tasks.work import Place

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class DecisionFlags:
    """Fields of the form that are given on the command line; each goes before what the file says."""

    record: str | None = None
    decided_on: str | None = None
    outcome: str | None = None
    votes_for: tuple[str, ...] = ()
    votes_against: tuple[str, ...] = ()
    abstained: tuple[str, ...] = ()
    attendees: tuple[str, ...] = ()
    rationale: str | None = None
    recorded_by: str | None = None

    def filled(self) -> dict[str, object]:
        """Those that were given, by the field's name."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class DecideAsked:
    """Which fund was decided on, for which plan, and what the form says."""

    fund: str
    plan: str
    file: Path | None
    store: str | None
    flags: DecisionFlags = DecisionFlags()


def print_form(asked: DecideAsked) -> int:
    """Print the empty form, with the record of what can be decided on now.

    Raises:
        UsageError: there is no such fund or plan, or nothing has been issued that could be decided on.
    """
    from flows.asking import check_names

    place = settle(asked.store)
    check_names(place, asked.fund, asked.plan)
    print(_form(asked, _current_record(place, asked)), end="")
    return 0


def decide_on(asked: DecideAsked, *, as_json: bool) -> int:
    """Record the decision of a filled-in form and print what stands in the ledger.

    Raises:
        UsageError: no form is named, a field is filled in wrongly, or the decision may not be recorded.
    """
    from flows.asking import check_names

    place = settle(asked.store)
    check_names(place, asked.fund, asked.plan)
    form = _read_form(asked)
    recorded = on_server(place, lambda: _run(asked, form))
    _report(recorded, as_json=as_json)
    return 0


def _read_form(asked: DecideAsked) -> "DecisionForm":
    """The form, read before anything is started: a slip of the pen waits for no server."""
    from flows.decision_form import DecisionForm, decision_of, record_of, recorder_of

    filled = asked.flags.filled()
    if asked.file is None and not filled:
        raise UsageError(
            f"Name the filled-in form: prudent decide {asked.fund} --file decision.yml. "
            f"prudent decide {asked.fund} --template prints an empty one."
        )
    form = DecisionForm() if asked.file is None else _from_file(asked.file)
    form = form.model_copy(update=filled)
    record_of(form)
    recorder_of(form)
    decision_of(form)
    return form


def _from_file(file: Path) -> "DecisionForm":
    from flows.decision_entries import WORDS
    from flows.decision_form import DecisionForm
    from prudent.ingest.files import Files
    from prudent.ingest.yaml_model import parse_model
    from sources.settings import limits

    if not file.is_file():
        raise UsageError(f"There is no file {file}.")
    # a member's words are longer than any cell of a packet
    files = Files(file.resolve().parent, limits().model_copy(update={"cell_characters": WORDS}))
    return parse_model(files.read(file.resolve().name, files.limits.yaml_bytes), DecisionForm)


async def _run(asked: DecideAsked, form: "DecisionForm") -> "Recorded":
    from flows.ending import final_state
    from flows.record_decision import record_decision
    from tasks.decide import Recorded

    state = await final_state(record_decision, fund=asked.fund, plan=asked.plan, **dict(form))
    held: object = await state.aresult(raise_on_failure=False)
    match held:
        case Recorded():
            return held
        case PrudentError():
            raise held
        case _:
            raise PrudentError(f"Recording the decision broke: {state.message}")


def _report(recorded: "Recorded", *, as_json: bool) -> None:
    entry, decision, move = recorded.entry, recorded.decided.decision, recorded.decided.move
    if as_json:
        plain = {
            "plan": entry.plan,
            "fund": entry.fund,
            "entry": entry.number,
            "key": recorded.key,
            "sha256": recorded.sha256,
            "new": recorded.new,
            "sealed": recorded.sealed,
            "body": recorded.decided.model_dump(mode="json"),
        }
        print(json.dumps(plain, ensure_ascii=False, indent=2))
        return
    votes = decision.votes
    print(f"{decision.outcome.value.capitalize()}, {decision.decided_on}{'' if recorded.new else ', recorded before'}.")
    print(
        f"  votes    {len(votes.votes_for)} for, {len(votes.votes_against)} against, {len(votes.abstained)} abstained, "
        f"{len(votes.recused)} recused; quorum {recorded.decided.quorum}"
    )
    print(f"  state    {'as before' if move is None else f'{move.before.value} before, {move.after.value} now'}")
    print(f"  entry    {recorded.key}, sha256 {recorded.sha256}")
    if recorded.sealed is not None:
        print(f"  sealed   {recorded.sealed}")


def _current_record(place: "Place", asked: DecideAsked) -> str:
    """The record of the current memo or review; of the latest memo where the ledger knows none yet."""
    from prudent.decide.issuing import issued_memo
    from prudent.decide.ledger import read_chain
    from prudent.decide.recording import current
    from tasks.decide import latest_to_decide

    objects = place.objects()
    subject = current(read_chain(objects, asked.plan, asked.fund))
    if subject is not None:
        return subject.record
    issue = latest_to_decide(objects, asked.plan, asked.fund)
    if issue is not None:
        return issued_memo(objects, issue).record
    raise UsageError(
        f"No memo of {asked.fund} has been issued for {asked.plan}: prudent onboard {asked.fund} --plan {asked.plan}."
    )


def _form(asked: DecideAsked, record: str) -> str:
    """The form as YAML: every field with what it asks and what it can hold, and nothing filled in but the record."""
    from prefect.utilities.callables import parameter_schema

    from flows.decision_form import DecisionForm
    from flows.record_decision import record_decision

    asks = parameter_schema(record_decision).properties
    lines = [
        f"# The decision of the committee of {asked.plan} on {asked.fund}. Fill in every field that applies, then run",
        f"# prudent decide {asked.fund} --plan {asked.plan} --file <this file>",
        "# Nothing is filled in for the committee. What is left as it stands is refused.",
    ]
    for name, field in DecisionForm.model_fields.items():
        said = str(asks[name]["description"])
        choices = [choice for choice in asks[name].get("enum", ()) if choice != field.default]
        told = f"{said} One of: {'; '.join(choices)}." if choices else said
        lines += ["", *textwrap.wrap(told, _WIDTH, initial_indent="# ", subsequent_indent="# ")]
        lines.append(f"{name}: {json.dumps(record if name == 'record' else field.default)}")
    return "\n".join(lines) + "\n"
