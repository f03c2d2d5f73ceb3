"""Rebuilds the catalog of the store: tables for people, in one DuckDB file.

Belongs here: how the run is called and ends. Does not: what is in the catalog (`prudent/catalog`).
"""

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed

from flows.place import here, now
from prudent.errors import PrudentError
from tasks.artifacts import MarkdownArtifact, cell
from tasks.catalog import Rebuilt, catalog
from tasks.stage import refusal


def run_name() -> str:
    """The flow run's name: the time for which it was scheduled."""
    start = flow_run.scheduled_start_time or now()
    return f"catalog {start:%Y-%m-%d %H:%M}"


@flow(name="rebuild-catalog", flow_run_name=run_name, persist_result=False)
async def rebuild_catalog() -> State[Any]:
    """Build `catalog.duckdb` in the store anew: every issue, finding, figure, run, entry and review as tables.

    It is for people and made from the store alone; nothing of Prudent reads it. Whoever has the old one open reads on
    in it. It ends named **Rebuilt**, also where something of the store could not be read: its table `not_read` says
    what and why.
    """
    try:
        done = await catalog(here(), now())
    except PrudentError as error:
        return refusal(error)
    if done.not_read:
        lines = [f"* {cell(line)}" for line in done.not_read]
        await MarkdownArtifact(key="catalog-not-read", description="Not read.", text="\n".join(lines)).create()
    return Completed(name="Rebuilt", message=message(done), data=done)


def message(done: Rebuilt) -> str:
    """What the catalog holds, and how much could not be read."""
    left = f" {len(done.not_read)} could not be read; the table not_read says which and why." if done.not_read else ""
    return f"{done.at}: {done.tables} tables, {done.issues} issues, {done.runs} runs, {done.entries} entries.{left}"
