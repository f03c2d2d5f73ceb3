"""What every stage's task shares: a thread, retries, one log line, artifacts, and plain refusals.

Belongs here: how a stage becomes a Prefect task. Does not: what a stage does, which lies in the file of its name.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar, cast

from obstore.exceptions import GenericError, JoinError
from prefect import Task, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.states import Failed

from prudent.errors import PrudentError, StoreUnreachable
from tasks.artifacts import Artifact

P = ParamSpec("P")
R = TypeVar("R")

#: What a network does, and a bad file does not. Everything else fails at once.
TRANSPORT = (GenericError, JoinError, ConnectionError, TimeoutError, StoreUnreachable)


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """What a stage gives back: its value, the line that says what it did (empty: nothing to tell), what to show."""

    value: R
    line: str
    artifacts: tuple[Artifact, ...] = ()
    refused: PrudentError | None = None
    """The run must not go on, and why; what the stage has to show is shown all the same."""


def stage(work: Callable[P, Done[R]]) -> Callable[P, Coroutine[Any, Any, R]]:
    """An async function that runs the work as a Prefect task, in a thread.

    A `PrudentError` ends the task in a failed state with the error's code as its name and its sentence as the message,
    without a traceback, and is raised to the caller. A transport error is retried, at most three times.
    """

    async def run(*args: P.args, **kwargs: P.kwargs) -> R:
        began = time.monotonic()
        try:
            done = await asyncio.to_thread(work, *args, **kwargs)
        except PrudentError as error:
            return _refused(error)
        if done.line:
            # the attribute tells our one line from Prefect's own
            get_run_logger().info(f"{done.line}, {time.monotonic() - began:.1f} s", extra={"stage": work.__name__})
        for artifact in done.artifacts:
            await artifact.create()
        return _refused(done.refused) if done.refused else done.value

    update_wrapper(run, work)
    as_task = task(
        name=work.__name__,
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=3,
        retry_delay_seconds=[1, 5, 15],
        retry_condition_fn=is_transport_error,
    )
    # Prefect's types do not follow `return_state`
    started = cast("Callable[..., Coroutine[Any, Any, State[R]]]", as_task(run))

    async def call(*args: P.args, **kwargs: P.kwargs) -> R:
        state = await started(*args, **kwargs, return_state=True)
        # a state that failed holds the error, and raises it
        return await state.aresult()

    return update_wrapper(call, work)


def _refused(error: PrudentError) -> Any:  # noqa: ANN401 -- Prefect takes a state in place of a value
    """The outcome of a task that was refused: a state that holds the error."""
    get_run_logger().error(error.sentence)
    return refusal(error)


def refusal(error: PrudentError) -> State[Any]:
    """The failed state that says what the error says: its code as the name, its sentence as the message."""
    return Failed(name=error.code, message=error.sentence, data=error)


def is_transport_error(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """True for a failure that may be gone on the next try."""
    return isinstance(state.data, TRANSPORT)
