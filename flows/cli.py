"""The `prudent` command. It starts the same flows as the schedule does, and says in plain words how they ended.

Belongs here: arguments, help and exit codes. Does not: what a command does (`commands`). Nothing heavy is imported, so
that help is there at once.
"""

import signal
import sys
import warnings
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

from cyclopts import App, CycloptsError, Parameter

from flows.commands import Options, onboard_funds, review_funds, run_ui
from flows.telling import tell
from prudent.errors import PrudentError, UsageError

INTERRUPTED = 128 + signal.SIGINT
LAST_PORT = 65_535


def _examples(*lines: str) -> str:
    return "\n".join(["Examples:", *(f"  {line}" for line in lines)])


app = App(
    name="prudent",
    version=lambda: version("prudent"),
    help_format="plaintext",
    suppress_keyboard_interrupt=False,
    help="From a fund's documents to a memo that can be checked figure by figure, for a plan's investment committee.",
    help_epilogue=_examples(
        "prudent onboard apollo-diversified-credit --as-of 2025-12-31",
        "prudent review --quarter 2025Q4",
        "prudent onboard --help",
    ),
)

Funds = Annotated[str, Parameter(help="Folder of funds/, such as apollo-diversified-credit.")]
AsOf = Annotated[date | None, Parameter(name="--as-of", help="Quarter end, such as 2025-12-31. Default: the last one.")]
PlanName = Annotated[str, Parameter(name="--plan", help="Folder of plans/ whose committee decides.")]
DryRun = Annotated[bool, Parameter(name="--dry-run", negative="", help="Do everything but publish.")]
Store = Annotated[Path | None, Parameter(name="--store", help="Folder of the store. Default: store/ in the project.")]
AsJson = Annotated[bool, Parameter(name="--json", negative="", help="Print one JSON document instead of text.")]
Quarter = Annotated[str, Parameter(name="--quarter", help="Such as 2025Q4, or latest.")]
Port = Annotated[int, Parameter(name="--port", help="Loopback port of the server.")]


@app.command(
    usage="Usage: prudent onboard FUND... [OPTIONS]",
    help_epilogue=_examples(
        "prudent onboard apollo-diversified-credit --as-of 2025-12-31",
        "prudent onboard apollo-diversified-credit partners-group-private-equity --as-of 2025-12-31",
        "prudent onboard apollo-diversified-credit --as-of 2025-12-31 --dry-run --json",
    ),
)
def onboard(
    *funds: Funds, as_of: AsOf = None, plan: PlanName = "example", dry_run: DryRun = False,
    store: Store = None, as_json: AsJson = False,
) -> int:  # fmt: skip
    """Write the memo of one fund or several. Safe to start again: what has not changed is not written again."""
    if not funds:
        raise UsageError("Name one fund or several: the folders of funds/. See prudent onboard --help.")
    return onboard_funds(funds, as_of, Options(plan=plan, dry_run=dry_run, store=store, as_json=as_json))


@app.command(help_epilogue=_examples("prudent review --quarter 2025Q4", "prudent review --quarter latest --dry-run"))
def review(
    *, quarter: Quarter = "latest", plan: PlanName = "example", dry_run: DryRun = False,
    store: Store = None, as_json: AsJson = False,
) -> int:  # fmt: skip
    """Write the memos of every fund as of one quarter's end. A fund that is refused does not stop the others.

    This is evidence of the duty to monitor. It lies outside the proposed rule, which speaks of selecting only.
    """
    return review_funds(quarter, Options(plan=plan, dry_run=dry_run, store=store, as_json=as_json))


@app.command(help_epilogue=_examples("prudent ui", "prudent ui --port 4300"))
def ui(*, port: Port = 4200, store: Store = None) -> int:
    """Run Prefect's server with a worker and every deployment, on this machine only. Ctrl-C ends all of it."""
    if not 0 < port <= LAST_PORT:
        raise UsageError(f"The port must lie between 1 and {LAST_PORT}, not {port}.")
    return run_ui(port, store)


def main() -> None:
    """The command: runs it and leaves with its exit code."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line. Returns the exit code; what a user can cause is one or two plain lines."""
    try:
        code: int | None = app(arguments, exit_on_error=False, print_error=False, result_action="return_value")
    except KeyboardInterrupt:
        tell("stopped. What was published stays; start the command again to go on.")
        return INTERRUPTED
    except CycloptsError as error:
        tell(f"{' '.join(str(error).split())} See prudent --help.")
        return UsageError.exit_code
    except PrudentError as error:
        tell(error.sentence)
        return error.exit_code
    return code or 0
