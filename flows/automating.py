"""Puts the automations on a Prefect server; a program that `prudent ui` and `prudent deploy` run.

Belongs here: what is made, brought up to date or left alone on the server of `PREFECT_API_URL`, and the block through
which people are told. The block is made by a person in the interface and named in `PRUDENT_NOTIFY_BLOCK` as type/name,
such as slack-webhook/committee-staff: its address and its secrets stay in it. Does not: the automations themselves.
"""

import os
import sys
from pathlib import Path
from typing import Any

import yaml
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.events.actions import SendNotification
from prefect.events.schemas.automations import AutomationCore
from prefect.exceptions import ObjectNotFound

from flows.automations import notifications, recovery
from flows.place import project_root
from prudent.errors import UsageError

NOTIFY = "PRUDENT_NOTIFY_BLOCK"
"""Environment variable that names the block through which people are told."""

_SUBJECT = "Prudent: {{ flow_run.name }}: {{ flow_run.state.name }}"
#: A run's sentence, cut where it is long, and where the run is.
_BODY = "{{ flow_run.state.message | default('', true) | truncate(1500) }}\n{{ flow_run | ui_url }}"


def put_on_server(block: str) -> str:
    """Put the automations on the server. Returns what was done, in a sentence.

    Args:
        block: type and name of the notification block; empty where people are told nothing.

    Raises:
        UsageError: there is no such block.
    """
    with get_client(sync_client=True) as client:
        see_to(client, recovery())
        if not block:
            return f"No messages are sent: make a notification block and name it in {NOTIFY}, as type/name."
        see_to(client, notifications(flow_names(project_root()), through(client, block)))
    return f"Messages go through the block {block}."


def see_to(client: SyncPrefectClient, wanted: tuple[AutomationCore, ...]) -> None:
    """Make what is missing and bring up to date what differs. What a person switched off stays off.

    An update forgets what is being waited for, so it is made only where something differs.
    """
    standing = {one.name: one for one in client.read_automations()}
    for automation in wanted:
        there = standing.get(automation.name)
        if there is None:
            client.create_automation(automation)
        elif _content(there) != _content(automation):
            client.update_automation(there.id, automation.model_copy(update={"enabled": there.enabled}))


def _content(automation: AutomationCore) -> dict[str, Any]:
    """What makes an automation, without what the server adds."""
    held: dict[str, Any] = automation.model_dump(mode="json", include={"description", "trigger", "actions", "tags"})
    # sets, which are written in any order
    return held | {
        "trigger": {**held["trigger"], **{name: sorted(held["trigger"][name]) for name in ("after", "expect")}}
    }


def through(client: SyncPrefectClient, block: str) -> SendNotification:
    """A message through one of Prefect's notification blocks.

    Args:
        client: of the server that has the block.
        block: the block's type and name, such as slack-webhook/committee-staff.

    Raises:
        UsageError: there is no such block.
    """
    kind, _, name = block.partition("/")
    try:
        document = client.read_block_document_by_name(name, kind, include_secrets=False)
    except ObjectNotFound:
        raise UsageError(
            f"{NOTIFY} is {block!r}, which the server does not have. Make it under Blocks; name it type/name."
        ) from None
    return SendNotification(block_document_id=document.id, subject=_SUBJECT, body=_BODY)


def flow_names(root: Path) -> list[str]:
    """The flows of `prefect.yaml`, which are named as their deployments are."""
    text = (root / "prefect.yaml").read_text(encoding="utf-8")
    return sorted(str(entry["name"]) for entry in yaml.safe_load(text)["deployments"])


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{put_on_server(os.environ.get(NOTIFY, ''))}\n")
    except UsageError as refused:
        sys.exit(refused.sentence)
