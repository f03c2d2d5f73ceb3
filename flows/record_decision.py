"""Records a committee's decision on the current memo or review, and seals the memo with it.

Belongs here: the form, the order of the two steps, and how a run is called and ends. Does not: how the form is read
(`decision_form`), what may be recorded (`prudent/decide`), how a memo is sealed (`tasks/decide.py`).
"""

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed

from flows.asking import check_names
from flows.decision_form import (
    NOT_DECIDED,
    NOT_DETERMINED,
    NOT_STATED,
    Day,
    DecisionForm,
    Determined,
    Names,
    OutcomeChoice,
    Rests,
    decision_of,
    record_of,
    recorder_of,
)
from flows.onboard_fund import tag_run
from flows.place import DEFAULT_FUND, FundChoice, here, today
from prudent.decide.ledger import read_chain
from prudent.decide.recording import sealed_folder
from prudent.errors import PrudentError
from tasks.decide import BY, Recorded, Vote, decide, seal
from tasks.stage import refusal


def run_name() -> str:
    """The flow run's name: fund and plan."""
    asked = flow_run.parameters
    return f"{asked['fund']} decision · {asked['plan']}"


@flow(name="record-decision", flow_run_name=run_name, persist_result=False)
async def record_decision(
    fund: FundChoice = DEFAULT_FUND, plan: str = "example", record: str = "", decided_on: Day = "",
    outcome: OutcomeChoice = NOT_DECIDED,
    performance: Determined = NOT_DETERMINED, performance_because: str = "",
    performance_reliance: Rests = NOT_STATED, performance_relied_on: str = "",
    fees: Determined = NOT_DETERMINED, fees_because: str = "",
    fees_reliance: Rests = NOT_STATED, fees_relied_on: str = "",
    liquidity: Determined = NOT_DETERMINED, liquidity_because: str = "",
    liquidity_reliance: Rests = NOT_STATED, liquidity_relied_on: str = "",
    valuation: Determined = NOT_DETERMINED, valuation_because: str = "",
    valuation_reliance: Rests = NOT_STATED, valuation_relied_on: str = "",
    benchmark: Determined = NOT_DETERMINED, benchmark_because: str = "",
    benchmark_reliance: Rests = NOT_STATED, benchmark_relied_on: str = "",
    complexity: Determined = NOT_DETERMINED, complexity_because: str = "",
    complexity_reliance: Rests = NOT_STATED, complexity_relied_on: str = "",
    votes_for: Names = (), votes_against: Names = (), abstained: Names = (), recused: Names = (),
    attendees: Names = (), questions: Names = (), rationale: str = "", dissent: Names = (), conditions: Names = (),
    recorded_by: str = "",
) -> State[Any]:  # fmt: skip
    """Record what the committee decided, and issue the memo again with the decision on its last page.

    It ends named **Decided**. Nothing is filled in for the committee: what is left as it stands is refused. Recording
    the same decision again changes nothing; another decision on the same memo is refused, and needs a new memo. For a
    review the six determinations may be left out.

    Args:
        fund: Folder of `funds/` that was decided on.
        plan: Folder of `plans/` whose committee decided.
        record: Record of the memo or review that was voted on, as its pages print it. Twelve characters are enough.
        decided_on: Day of the decision.
        outcome: What the committee decided.
        performance: What it determined on performance.
        performance_because: Why.
        performance_reliance: Whose judgement that rests on.
        performance_relied_on: Name of the adviser or manager; empty for own judgement.
        fees: What it determined on fees.
        fees_because: Why.
        fees_reliance: Whose judgement that rests on.
        fees_relied_on: Name of the adviser or manager; empty for own judgement.
        liquidity: What it determined on liquidity.
        liquidity_because: Why.
        liquidity_reliance: Whose judgement that rests on.
        liquidity_relied_on: Name of the adviser or manager; empty for own judgement.
        valuation: What it determined on valuation.
        valuation_because: Why.
        valuation_reliance: Whose judgement that rests on.
        valuation_relied_on: Name of the adviser or manager; empty for own judgement.
        benchmark: What it determined on the benchmark.
        benchmark_because: Why.
        benchmark_reliance: Whose judgement that rests on.
        benchmark_relied_on: Name of the adviser or manager; empty for own judgement.
        complexity: What it determined on complexity.
        complexity_because: Why.
        complexity_reliance: Whose judgement that rests on.
        complexity_relied_on: Name of the adviser or manager; empty for own judgement.
        votes_for: Members who voted for the motion, a name an entry.
        votes_against: Members who voted against it.
        abstained: Members who were there and abstained. They count for the quorum.
        recused: Members who took no part, each as `Name: reason`. They do not count for the quorum.
        attendees: Everybody who was there, members and guests.
        questions: What was asked and answered, each as `Question | Answer`.
        rationale: Why the committee decided so.
        dissent: Dissent in the member's own words, each as `Name: words`.
        conditions: For an approval with conditions, each as `What | owner | YYYY-MM-DD`.
        recorded_by: Who fills in this form.
    """
    filled = {name: value for name, value in locals().items() if name in DecisionForm.model_fields}
    try:
        return await _record(fund, plan, DecisionForm.model_validate(filled))
    except PrudentError as error:
        return refusal(error)


async def _record(fund: str, plan: str, form: DecisionForm) -> State[Any]:
    place = here()
    check_names(place, fund, plan)
    vote = Vote(
        plan=plan,
        fund=fund,
        record=record_of(form),
        decision=decision_of(form),
        recorded_by=recorder_of(form),
        today=today(),
    )
    recorded = await decide(place, vote)
    await tag_run(recorded.request)
    await seal(place, plan, fund, BY)
    folder = sealed_folder(read_chain(place.objects(), plan, fund), recorded.entry.number)
    return ended(recorded.model_copy(update={"sealed": folder}))


def ended(recorded: Recorded) -> State[Any]:
    """The end of a run: what is recorded now, whether by this run or before."""
    decision = recorded.decided.decision
    before = "" if recorded.new else ", recorded before"
    sealed = "" if recorded.sealed is None else f" The sealed memo is in {recorded.sealed}."
    message = f"Entry {recorded.entry.number}: {decision.outcome.value}, {decision.decided_on}{before}.{sealed}"
    return Completed(name="Decided", message=message, data=recorded)
