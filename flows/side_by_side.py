"""Several funds, one after the other. Each is a flow run of its own, so that one that is refused stops no other."""

from collections.abc import Iterable
from datetime import date

from flows.ending import Ended, ended, final_state
from flows.onboard_fund import onboard_fund


async def onboard_each(funds: Iterable[str], as_of: date, plan: str, *, dry_run: bool) -> tuple[Ended, ...]:
    """Onboard the funds and say, in their order, how each ended."""
    done: list[Ended] = []
    for fund in funds:
        state = await final_state(onboard_fund, fund=fund, as_of=as_of, plan=plan, dry_run=dry_run)
        done.append(await ended(fund, state))
    return tuple(done)
