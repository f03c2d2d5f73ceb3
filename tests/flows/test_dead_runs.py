"""A run that was cut off with its server gives its place back; a run of somebody's command is left alone."""

import asyncio
import uuid

import pytest
from prefect import flow, get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.settings import PREFECT_API_URL
from prefect.states import Pending, Running

from flows.dead_runs import bury, free_places

pytestmark = [
    pytest.mark.usefixtures("prefect"),
    # sockets that Prefect's client leaves open
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]


@flow
def idle() -> None:
    """Does nothing."""


async def cut_off() -> None:
    async with get_client() as client:
        deployment = await client.create_deployment(
            flow_id=await client.create_flow(idle), name=f"idle-{uuid.uuid4().hex}", concurrency_limit=2
        )
        dead = await client.create_flow_run_from_deployment(deployment)
        somebodys = await client.create_flow_run(idle)
        for run in (dead, somebodys):
            for state in (Pending(), Running()):
                await client.set_flow_run_state(run.id, state)
        limit = (await client.read_deployment(deployment)).global_concurrency_limit
        assert limit.active_slots == 1

        # where workers may be elsewhere the run may be alive and keeps its place; a place that no run holds is freed
        await client.update_global_concurrency_limit(limit.name, GlobalConcurrencyLimitUpdate(active_slots=2))
        await asyncio.to_thread(free_places, PREFECT_API_URL.value())
        assert (await client.read_flow_run(dead.id)).state.type.value == "RUNNING"
        assert (await client.read_deployment(deployment)).global_concurrency_limit.active_slots == 1

        assert await asyncio.to_thread(bury, PREFECT_API_URL.value()) == 1

        after = await client.read_flow_run(dead.id)
        assert (after.state.type.value, after.state.name) == ("CRASHED", "WorkerLost")
        assert (await client.read_flow_run(somebodys.id)).state.type.value == "RUNNING"
        assert (await client.read_deployment(deployment)).global_concurrency_limit.active_slots == 0
        assert await asyncio.to_thread(bury, PREFECT_API_URL.value()) == 0


def test_the_place_of_a_run_that_was_cut_off_is_free_again():
    asyncio.run(cut_off())
