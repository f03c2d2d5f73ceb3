"""How flows end: the state of a flow that was called, and the value or the error that it holds."""

from typing import Any, Literal, cast

from prefect import Flow
from prefect.client.schemas.objects import State

from prudent.errors import PrudentError
from prudent.model.run import Request
from prudent.model.value import Value


class Onboarded(Value):
    """How an onboarding ended well, and the folder of the store in which its memo lies."""

    request: Request
    run: str
    ending: Literal["published", "unchanged", "dry run"]
    folder: str
    number: int | None = None


class Ended(Value):
    """How one fund's onboarding ended: its result, or the code, the exit code and the sentence of its refusal."""

    fund: str
    onboarded: Onboarded | None
    code: str
    exit_code: int
    sentence: str


async def final_state(flow: Flow[..., Any], **parameters: object) -> State[Any]:
    """Run an async flow to its end. A failed state is given back, not raised."""
    # Prefect's types say that `return_state` gives a state; of an async flow it gives a coroutine of one
    call = cast("Any", flow)
    state: State[Any] = await call(**parameters, return_state=True)
    return state


async def ended(fund: str, state: State[Any]) -> Ended:
    """How one fund's onboarding ended, from the final state of its flow run."""
    code, sentence = state.name or state.type.value, state.message or ""
    held: object = await state.aresult(raise_on_failure=False)
    match held:
        case Onboarded():
            return Ended(fund=fund, onboarded=held, code=code, exit_code=0, sentence=sentence)
        case PrudentError():
            return Ended(fund=fund, onboarded=None, code=code, exit_code=held.exit_code, sentence=sentence)
        case _:
            return Ended(fund=fund, onboarded=None, code="FAILED", exit_code=1, sentence=sentence)
