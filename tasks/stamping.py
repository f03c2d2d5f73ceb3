"""Who records, when, and with which private key: what the core may not ask for itself.

Belongs here: the clock, the environment and Prefect's secret. Does not: whether the key may sign
(`prudent.decide.ring`). The key is read when something is recorded; it stands in no parameter, no log, no store.
"""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from prudent.decide.ledger import Stamp
from prudent.decide.signing import signer_of
from prudent.errors import UsageError

if TYPE_CHECKING:
    from prefect.blocks.system import Secret

    from prudent.decide.signing import Signer

SIGNING_KEY: Final = "PRUDENT_SIGNING_KEY"
"""Environment variable that holds the private key: PEM text, or the path of a file with it."""
BLOCK: Final = "prudent-signing-key"
"""Prefect's Secret block with the PEM text, looked into by a flow or a task where the variable is not set."""
_PEM: Final = "-----BEGIN"
LARGEST_KEY: Final = 10_000
"""Bytes of a key file: an Ed25519 key has 119. What is larger is another file, and is not read."""


def stamp(by: str, at: datetime | None = None) -> Stamp:
    """What is recorded with.

    Args:
        by: the person or the flow that records, as it names itself.
        at: when; now for None.

    Raises:
        UsageError: the private key cannot be read.
    """
    return Stamp(at or datetime.now(UTC), by, signer())


def signer() -> "Signer | None":
    """The private key from the environment, else from Prefect's secret; None where neither holds one.

    Raises:
        UsageError: it cannot be read, or is no Ed25519 key.
    """
    text = _from_environment() or _from_prefect()
    return signer_of(text) if text else None


def _from_environment() -> str | None:
    given = os.environ.get(SIGNING_KEY, "").strip()
    if not given or given.startswith(_PEM):
        return given or None
    return read_key(Path(given), f"{SIGNING_KEY} names")


def read_key(path: Path, who: str) -> str:
    """The text of a key file.

    Args:
        path: the file.
        who: how the sentence of a refusal begins.

    Raises:
        UsageError: there is no such file, it cannot be read, or is too large to be a key.
    """
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST_KEY + 1)
    except OSError as error:
        raise UsageError(f"{who} a file that cannot be read: {error.strerror}. Nothing was recorded.") from error
    if len(text) > LARGEST_KEY:
        raise UsageError(f"{who} a file that is too large to be a key. Nothing was recorded.")
    return text.decode("ascii", "replace")


def _from_prefect() -> str | None:
    """The secret, inside a flow or a task: elsewhere no server is there to be asked, and Prefect is not even loaded."""
    if "prefect.context" not in sys.modules:
        return None
    from prefect.context import FlowRunContext, TaskRunContext  # noqa: PLC0415 -- it is loaded already

    return None if FlowRunContext.get() is None and TaskRunContext.get() is None else _secret()


def _secret() -> str | None:
    from prefect.blocks.system import Secret  # noqa: PLC0415 -- as above

    # in a thread of an async task Prefect would give a coroutine; `_sync`, which its types leave out, says not to
    load = cast("Callable[..., Secret[str]]", Secret.load)
    try:
        return str(load(BLOCK, _sync=True).get())
    except ValueError:
        return None  # there is no such block
