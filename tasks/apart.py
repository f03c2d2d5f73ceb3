"""Runs a function in a process of its own, on one thread, and ends that process when it is told to.

Belongs here: starting, answering and ending. Does not: what is run. Nothing heavy is imported, since settings that a
library reads when it is loaded are made first. A batch of reviews works on small tables: threads of its own would only
wait for each other and for those of the other batch.
"""

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, cast

from prudent.errors import PrudentError

_RUNNING: set[BaseProcess] = set()


@dataclass(frozen=True, slots=True)
class _Told:
    """How far the work is: what comes before the answer."""

    line: str


Tell = Callable[[str], None]
"""Told how far the work is, in a few words."""


def run_apart(module: str, function: str, *arguments: object, tell: Tell) -> Any:  # noqa: ANN401 -- what it gives
    """Call a function in a process of its own and give back what it gives, or raise what it raises.

    Args:
        module: where the function is defined; it is imported there and not here.
        function: its name. After its arguments it is given a function that it tells how far it is.
        arguments: values that can be pickled.
        tell: told the same, here.

    Raises:
        PrudentError: the process was ended before it answered.
    """
    # started anew and not forked: this process has threads, and locks that they hold
    context = get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    given = (sending, module, function, pickle.dumps(arguments))
    process = context.Process(target=answer, args=given, daemon=True)
    process.start()
    _RUNNING.add(process)
    sending.close()
    try:
        while isinstance(answered := cast("object", receiving.recv()), _Told):
            tell(answered.line)
    except EOFError as error:
        raise PrudentError("A process that computed was ended before it was done. Start again; it goes on.") from error
    finally:
        receiving.close()
        process.join()
        _RUNNING.discard(process)
    if isinstance(answered, Exception):
        raise answered
    return answered


def answer(sending: Connection, module: str, function: str, arguments: bytes) -> None:
    """What the process does: compute on one thread, and send what came of it. An interrupt is its starter's matter."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # with all that is done at a process's end, so that no library leaves anything behind
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for name in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"

    def tell(line: str) -> None:
        sending.send(_Told(line))

    try:
        given = pickle.loads(arguments)  # noqa: S301 -- from the process that started this one
        made = getattr(import_module(module), function)(*given, tell)
    except Exception as error:  # noqa: BLE001 -- it is raised again where the answer is waited for
        made = error
    sending.send(made)
    sending.close()


def _end_with_parent() -> None:
    """End when the process that waits for the answer is gone, however it went."""
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def end_processes() -> None:
    """End the processes that are still computing; whoever waits for one of them is told that it was ended."""
    for process in tuple(_RUNNING):
        process.terminate()
