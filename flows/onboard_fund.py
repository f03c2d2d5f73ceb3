"""Onboards one fund: from its packet to a memo that awaits the committee's decision.

Belongs here: the order of the stages, and how a run is called and ends. Does not: what a stage does (`tasks/`).
"""

from datetime import date
from typing import Any

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed

from flows.asking import ask
from flows.ending import Onboarded
from flows.place import DEFAULT_AS_OF, DEFAULT_FUND, FundChoice, here, today
from prudent.errors import PrudentError
from prudent.model.period import quarter_label
from prudent.model.run import Issue, Manifest, Request
from prudent.store.layout import issue_folder, run_folder
from tasks.decide import record_issue, seal
from tasks.ingest import Ingested, ingest
from tasks.memo import memo
from tasks.publish import publish
from tasks.score import score
from tasks.stage import refusal
from tasks.validate import validate

BY = "onboard-fund"
"""How the flow names itself in the ledger."""


def run_name() -> str:
    """The flow run's name: fund, quarter and plan."""
    asked = flow_run.parameters
    as_of = date.fromisoformat(str(asked["as_of"]))
    return f"{asked['fund']} {quarter_label(as_of)} · {asked['plan']}"


@flow(name="onboard-fund", flow_run_name=run_name, persist_result=False)
async def onboard_fund(
    fund: FundChoice = DEFAULT_FUND, as_of: date = DEFAULT_AS_OF, plan: str = "example", *, dry_run: bool = False
) -> State[Any]:
    """Write the memo of one fund, as of a quarter end, for one plan. It ends named **AwaitingDecision**.

    The same question over the same files gives the same run, so starting it again is safe: when nothing has changed it
    says so and writes nothing. Bad data ends the run under the name of the fault, with one sentence on what to do.

    Args:
        fund: Folder of `funds/` that holds the candidate.
        as_of: Quarter end that the memo speaks of, such as 2025-12-31.
        plan: Folder of `plans/` that holds the plan whose committee decides.
        dry_run: Do everything but publish, and say what would be published.
    """
    try:
        return await _onboard(ask(fund, as_of, plan), dry_run=dry_run)
    except PrudentError as error:
        return refusal(error)


async def _onboard(request: Request, *, dry_run: bool) -> State[Any]:
    place = here()
    await tag_run(request)
    if not dry_run:
        # before anything else: a memo that was decided on is sealed before a newer one is issued
        await seal(place, request.plan, request.fund, BY)

    read = await ingest(place, request, today())
    if read.standing:
        if not dry_run:
            # an earlier run may have ended after the issue and before its entry in the ledger
            await record_issue(place, read.standing, BY)
        return unchanged(read.standing)

    manifest = await made(read)
    if dry_run:
        return would_publish(manifest, read.next_number)
    published = await publish(place, manifest)
    await record_issue(place, published.issue, BY)
    return awaiting_decision(published.issue)


async def made(read: Ingested) -> Manifest:
    """The finished run: as it was made before, or after each stage that is left."""
    if read.finished is not None:
        return read.finished
    checked = await validate(read.work)
    scored = await score(read.work)
    written = await memo(read.work, read.outputs + checked.outputs + scored.outputs)
    return written.manifest


async def tag_run(request: Request) -> None:
    """Tag the flow run with fund, quarter and plan, beside the tags that it has."""
    tags = {f"fund:{request.fund}", f"quarter:{quarter_label(request.as_of)}", f"plan:{request.plan}"}
    async with get_client() as client:
        await client.update_flow_run(flow_run.id, tags=sorted(tags | set(flow_run.tags)))


def awaiting_decision(issue: Issue) -> State[Any]:
    """The end of a run that published: the committee is next."""
    folder = issue_folder(issue.request, issue.number)
    end = Onboarded(request=issue.request, run=issue.run, ending="published", folder=folder, number=issue.number)
    return Completed(name="AwaitingDecision", message=f"Issue {issue.number} is in {folder}.", data=end)


def unchanged(issue: Issue) -> State[Any]:
    """The end of a run that had nothing to do."""
    folder = issue_folder(issue.request, issue.number)
    end = Onboarded(request=issue.request, run=issue.run, ending="unchanged", folder=folder, number=issue.number)
    message = f"Nothing changed: issue {issue.number} in {folder} stands."
    return Completed(name="AwaitingDecision" if issue.seals is None else "Decided", message=message, data=end)


def would_publish(manifest: Manifest, number: int) -> State[Any]:
    """The end of a dry run: the files are in the run's folder, and no issue was made."""
    folder = run_folder(manifest.request, manifest.run)
    end = Onboarded(request=manifest.request, run=manifest.run, ending="dry run", folder=folder, number=number)
    message = f"Dry run: this would be issue {number}. Its files are in {folder}."
    return Completed(name="DryRun", message=message, data=end)
