"""What Prefect's server does by itself: a lost worker's run goes to another one, and people are told what matters.

Belongs here: the automations as values. Does not: how they get on a server (`automating`), and a channel of our own: a
message goes through one of Prefect's notification blocks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from prefect.client.schemas.objects import StateType
from prefect.events.actions import ActionTypes, ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

from flows.dead_runs import WORKER_LOST
from prudent.errors import SourceLate

#: A run says every thirty seconds that it is alive (`HEARTBEAT_SECONDS` of `server`). Three missed ones are too many.
LOST_AFTER = timedelta(seconds=100)
#: A run that was taken and does not start: loading the project and its libraries takes seconds.
STARTS_WITHIN = timedelta(minutes=5)
#: A run is started anew after its first and second loss. One that takes its worker down three times is left alone.
STARTED_ANEW_AFTER_RUNS = ["0", "1", "2"]
#: The name of the state in which `awaiting-decision` ends when a committee has kept a memo waiting.
DECISION_OVERDUE = "DecisionOverdue"

_ANY = "prefect.flow-run.*"
_EACH_RUN = {"prefect.resource.id"}
_TAGS = ["prudent"]
#: A run's signs of life. Its start counts as one: what dies right after it has not sent its first yet.
_ALIVE = {"Running", "Retrying", "heartbeat"}
#: Prefect's names for a run that a worker has taken and that has not started.
_TAKEN = {"Pending", "Submitting", "InfrastructurePending"}


def recovery(
    lost_after: timedelta = LOST_AFTER, starts_within: timedelta = STARTS_WITHIN
) -> tuple[AutomationCore, ...]:
    """What brings back a run whose worker is gone.

    Args:
        lost_after: after its last sign of life a run counts as lost.
        starts_within: a run that was taken and has not started by then counts as lost.
    """
    return (
        AutomationCore(
            name="prudent: a run gives no sign of life",
            description="Marks a run as lost when its worker, or the worker's machine, is gone.",
            tags=_TAGS,
            trigger=_silence(_ALIVE, lost_after),
            actions=[_lost()],
        ),
        AutomationCore(
            name="prudent: a run was taken and does not start",
            description="Marks a run as lost when the worker that took it is gone before it started.",
            tags=_TAGS,
            trigger=_silence(_TAKEN, starts_within),
            actions=[_lost()],
        ),
        _start_anew(),
    )


def _silence(after: set[str], within: timedelta) -> EventTrigger:
    """After one of these events of a run no other comes in time."""
    return EventTrigger(
        after={f"prefect.flow-run.{name}" for name in after},
        # our flows end in states with names of their own, so any event of the run will do
        expect={_ANY},
        match=ResourceSpecification({"prefect.resource.id": _ANY}),
        for_each=_EACH_RUN,
        posture=Posture.Proactive,
        threshold=1,
        within=within,
    )


def _lost() -> ChangeFlowRunState:
    said = "The worker that had this run gives no sign of life."
    return ChangeFlowRunState(state=StateType.CRASHED, name=WORKER_LOST, message=said, force=False)


def _start_anew() -> AutomationCore:
    # a flow within a flow has no deployment: it is started anew by the one around it
    deployed = {"prefect.resource.role": "deployment", "prefect.resource.id": "prefect.deployment.*"}
    said = "Its worker was lost; another one takes it."
    return AutomationCore(
        name="prudent: a lost run is started anew",
        description="Gives a lost run to another worker, three times at most. Every flow is safe to start again.",
        tags=_TAGS,
        trigger=_each_time(f"prefect.flow-run.{WORKER_LOST}", {"prefect.run-count": STARTED_ANEW_AFTER_RUNS}, deployed),
        actions=[ChangeFlowRunState(state=StateType.SCHEDULED, name="AwaitingRetry", message=said, force=False)],
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What people are told of: an event of a run, and what of the run's state must be so."""

    name: str
    description: str
    event: str
    only: dict[str, list[str]] = field(default_factory=dict[str, list[str]])


_TOLD = (
    Told(
        "prudent: a run failed",
        "Says that a run failed or crashed, with its sentence.",
        _ANY,
        {"prefect.state-type": ["FAILED", "CRASHED"], "prefect.state-name": [f"!{SourceLate.code}"]},
    ),
    Told(
        "prudent: a source is late",
        "Says which expected file has not come.",
        f"prefect.flow-run.{SourceLate.code}",
    ),
    Told(
        "prudent: a memo awaits its decision too long",
        "Says which memos a committee has had for more than fourteen days (flow awaiting-decision).",
        f"prefect.flow-run.{DECISION_OVERDUE}",
    ),
)


def notifications(flows: list[str], send: ActionTypes) -> tuple[AutomationCore, ...]:
    """Who is told of what.

    Args:
        flows: names of our flows, whose runs are looked at, also where one runs within another.
        send: how it is said.
    """
    ours: dict[str, str | list[str]] = {"prefect.resource.role": "flow", "prefect.resource.name": flows}
    return tuple(
        AutomationCore(
            name=told.name,
            description=told.description,
            tags=_TAGS,
            trigger=_each_time(told.event, told.only, ours),
            actions=[send],
        )
        for told in _TOLD
    )


def _each_time(event: str, only: dict[str, list[str]], related: Mapping[str, str | list[str]]) -> EventTrigger:
    """At once, for each such event of a run."""
    return EventTrigger(
        expect={event},
        match=ResourceSpecification({"prefect.resource.id": _ANY, **only}),
        match_related=ResourceSpecification(dict(related)),
        for_each=_EACH_RUN,
        posture=Posture.Reactive,
        threshold=1,
        within=timedelta(0),
    )
