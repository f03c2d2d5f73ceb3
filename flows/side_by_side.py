"""Several funds, a few at a time. Each is a flow run of its own, so that one that is refused stops no other."""

import asyncio
from collections.abc import Iterable
from datetime import date

from flows.ending import Ended, ended, final_state
from flows.onboard_fund import onboard_fund


async def onboard_each(
    funds: Iterable[str], as_of: date, plan: str, *, dry_run: bool, at_a_time: int = 1
) -> tuple[Ended, ...]:
    """Onboard the funds and say, in their order, how each ended."""
    gate = asyncio.Semaphore(at_a_time)

    async def onboard(fund: str) -> Ended:
        async with gate:
            state = await final_state(onboard_fund, fund=fund, as_of=as_of, plan=plan, dry_run=dry_run)
        return await ended(fund, state)

    return tuple(await asyncio.gather(*(onboard(fund) for fund in funds)))
