"""A decision as a person fills in its form: the way back from what the form makes."""

from flows.decision_form import DecisionForm
from tests.unit.decide.decided_sample import DECISION, MEMO


def form_of(decision=DECISION, record=MEMO, by="Recorder One", **changes) -> DecisionForm:
    """The form that makes the decision; `changes` are filled in afterwards."""
    fields: dict[str, object] = {
        "record": record,
        "decided_on": decision.decided_on.isoformat(),
        "outcome": decision.outcome.value,
        "votes_for": decision.votes.votes_for,
        "votes_against": decision.votes.votes_against,
        "abstained": decision.votes.abstained,
        "recused": tuple(f"{item.member}: {item.reason}" for item in decision.votes.recused),
        "attendees": decision.attendees,
        "questions": tuple(f"{item.question} | {item.answer}" for item in decision.questions),
        "rationale": decision.rationale,
        "dissent": tuple(f"{item.member}: {item.words}" for item in decision.dissent),
        "conditions": tuple(f"{item.text} | {item.owner} | {item.due}" for item in decision.conditions),
        "recorded_by": by,
    }
    for item in decision.determinations:
        name = item.factor.value
        fields[name] = item.status.value
        fields[f"{name}_because"] = item.because
        fields[f"{name}_reliance"] = item.reliance.value
        fields[f"{name}_relied_on"] = item.relied_on or ""
    return DecisionForm(**fields | changes)
