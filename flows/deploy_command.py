"""`prudent deploy`: everything of Prudent on a server that others run."""

# ruff: noqa: T201 -- what a command has to say, it prints

import os

from prudent.errors import UsageError


def deploy_all() -> int:
    """Put pool, deployments and automations on the server of `PREFECT_API_URL`, else on that of `prudent ui`.

    Raises:
        UsageError: no server is named, and none of ours runs.
    """
    from flows.deploy import deploy  # noqa: PLC0415 -- the command's help waits for nothing
    from flows.place import here  # noqa: PLC0415
    from flows.server import quiet_environment, ui_address  # noqa: PLC0415

    root = here().root
    url = os.environ.get("PREFECT_API_URL") or ui_address(root)
    if not url:
        raise UsageError("Name the server: PREFECT_API_URL=http://127.0.0.1:4200/api prudent deploy.")
    os.environ.update(quiet_environment(root, url))
    said = deploy(root, url)
    print(f"The deployments of prefect.yaml are on {url}. {said}")
    return 0
