"""The form of a committee's decision: flat fields as a person fills them in, and the decision that they make.

Belongs here: the fields, the spelling of a list's entries, and one plain sentence for everything that is filled in
wrongly, with the field's name. Does not: whether the decision may be recorded (`prudent.decide.recording`). The flow's
form and the file of `prudent decide` have these fields. No default decides anything: left as it is, it is refused.
"""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from flows.decision_entries import asked, choice, condition, day, dissent, entries, line, names, once, recusal, words
from prudent.errors import UsageError
from prudent.ingest.characters import shown
from prudent.model.decision import Decision, Determination, Outcome, Reliance, Votes
from prudent.model.finding import Factor, FindingStatus
from prudent.model.value import Value

NOT_DECIDED, NOT_DETERMINED, NOT_STATED = "not decided", "not determined", "not stated"
"""What stands in the drop-downs before anybody chose; each is refused."""
MOST_ENTRIES = 200
"""Of one list. A committee has at most a hundred voting members (`prudent.model.plan`)."""
MOST_CHARACTERS = 200_000
"""Of the whole form: seventy pages of minutes. Prefect takes no parameters of more than half a MiB."""
_RECORD = re.compile(r"[0-9a-f]{12,64}")


def _one_of(nothing: str, kind: type[StrEnum]) -> object:
    return Field(json_schema_extra={"enum": [nothing, *(item.value for item in kind)]})


OutcomeChoice = Annotated[str, _one_of(NOT_DECIDED, Outcome)]
Determined = Annotated[str, _one_of(NOT_DETERMINED, FindingStatus)]
Rests = Annotated[str, _one_of(NOT_STATED, Reliance)]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
"""A day from a calendar that shows none at first: text, because a date would need a day to begin with."""
Names = tuple[str, ...]


class DecisionForm(Value):
    """Every field, empty. The flow's parameters are these, beside fund and plan."""

    record: str = ""
    decided_on: str = ""
    outcome: str = NOT_DECIDED
    performance: str = NOT_DETERMINED
    performance_because: str = ""
    performance_reliance: str = NOT_STATED
    performance_relied_on: str = ""
    fees: str = NOT_DETERMINED
    fees_because: str = ""
    fees_reliance: str = NOT_STATED
    fees_relied_on: str = ""
    liquidity: str = NOT_DETERMINED
    liquidity_because: str = ""
    liquidity_reliance: str = NOT_STATED
    liquidity_relied_on: str = ""
    valuation: str = NOT_DETERMINED
    valuation_because: str = ""
    valuation_reliance: str = NOT_STATED
    valuation_relied_on: str = ""
    benchmark: str = NOT_DETERMINED
    benchmark_because: str = ""
    benchmark_reliance: str = NOT_STATED
    benchmark_relied_on: str = ""
    complexity: str = NOT_DETERMINED
    complexity_because: str = ""
    complexity_reliance: str = NOT_STATED
    complexity_relied_on: str = ""
    votes_for: Names = ()
    votes_against: Names = ()
    abstained: Names = ()
    recused: Names = ()
    attendees: Names = ()
    questions: Names = ()
    rationale: str = ""
    dissent: Names = ()
    conditions: Names = ()
    recorded_by: str = ""


def record_of(form: DecisionForm) -> str:
    """The record that was voted on: all of it, or its beginning.

    Raises:
        UsageError: it is empty, or is none.
    """
    text = form.record.strip().lower()
    if not text:
        raise UsageError("record is empty: give the record that stands on the memo's pages; 12 characters are enough.")
    if _RECORD.fullmatch(text) is None:
        raise UsageError(f"record {shown(form.record)} is no record: it has 12 to 64 characters out of 0-9 and a-f.")
    return text


def recorder_of(form: DecisionForm) -> str:
    """Who records the decision, as that person names himself or herself.

    Raises:
        UsageError: nobody is named.
    """
    return line("recorded_by", form.recorded_by)


def decision_of(form: DecisionForm) -> Decision:
    """The decision that the form describes.

    Raises:
        UsageError: a field is empty that may not be, or is filled in wrongly; the sentence names it.
    """
    _check_size(form)
    outcome = choice("outcome", form.outcome, Outcome, NOT_DECIDED)
    votes = _votes(form)
    attendees = names("attendees", form.attendees)
    if absent := [name for name in votes.present if name not in attendees]:
        raise UsageError(f"attendees lacks {absent[0]}, who voted or abstained.")
    conditions = entries("conditions", form.conditions, condition)
    if (outcome is Outcome.APPROVE_WITH_CONDITIONS) != bool(conditions):
        told = "conditions is empty" if not conditions else f"conditions holds {len(conditions)}"
        raise UsageError(f"{told}, but outcome is {outcome.value!r}.")
    return Decision(
        decided_on=day("decided_on", form.decided_on),
        outcome=outcome,
        determinations=_determinations(form),
        votes=votes,
        attendees=attendees,
        questions=entries("questions", form.questions, asked),
        rationale=words("rationale", form.rationale),
        dissent=entries("dissent", form.dissent, dissent),
        conditions=conditions,
    )


def _check_size(form: DecisionForm) -> None:
    lists: dict[str, Names] = {name: value for name, value in form if isinstance(value, tuple)}
    if long := [name for name, value in lists.items() if len(value) > MOST_ENTRIES]:
        raise UsageError(f"{long[0]} has more than {MOST_ENTRIES} entries.")
    texts = (value for _, value in form if isinstance(value, str))
    held = sum(len(text) for text in (*texts, *(item for value in lists.values() for item in value)))
    if held > MOST_CHARACTERS:
        raise UsageError(f"The form holds {held:,} characters; at most {MOST_CHARACTERS:,} are recorded.")


def _determinations(form: DecisionForm) -> tuple[Determination, ...]:
    """One for each factor; none where no factor is determined, as on a review."""
    if any(_of(form, factor) != NOT_DETERMINED for factor in Factor):
        return tuple(_determination(form, factor) for factor in Factor)
    # nothing that somebody typed is dropped unsaid
    empty = (("_because", ""), ("_reliance", NOT_STATED), ("_relied_on", ""))
    for factor, (part, nothing) in ((factor, pair) for factor in Factor for pair in empty):
        if _of(form, factor, part).strip() != nothing:
            raise UsageError(f"{factor.value}{part} is filled in, but {factor.value} is {NOT_DETERMINED!r}.")
    return ()


def _determination(form: DecisionForm, factor: Factor) -> Determination:
    name = factor.value
    status = choice(name, _of(form, factor), FindingStatus, NOT_DETERMINED)
    reliance = choice(f"{name}_reliance", _of(form, factor, "_reliance"), Reliance, NOT_STATED)
    given = _of(form, factor, "_relied_on").strip()
    if reliance is Reliance.OWN and given:
        raise UsageError(f"{name}_relied_on names {shown(given)}, but {name}_reliance is {reliance.value!r}.")
    return Determination(
        factor=factor,
        status=status,
        because=words(f"{name}_because", _of(form, factor, "_because")),
        reliance=reliance,
        relied_on=None if reliance is Reliance.OWN else line(f"{name}_relied_on", given),
    )


def _of(form: DecisionForm, factor: Factor, part: str = "") -> str:
    return str(getattr(form, f"{factor.value}{part}"))


def _votes(form: DecisionForm) -> Votes:
    lists = {name: names(name, getattr(form, name)) for name in ("votes_for", "votes_against", "abstained")}
    recused = entries("recused", form.recused, recusal)
    once("recused", tuple(item.member for item in recused))
    places: dict[str, str] = {}
    for name, field in ((name, field) for field, listed in lists.items() for name in listed):
        if (first := places.setdefault(name, field)) != field:
            raise UsageError(f"{name} is in {first} and in {field}: a member has one vote.")
    if twice := next((item.member for item in recused if item.member in places), None):
        raise UsageError(f"{twice} is in recused and in {places[twice]}: who is recused takes no part.")
    return Votes(**lists, recused=recused)
