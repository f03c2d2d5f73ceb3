"""Whether this command was told to end, also where the telling was lost on its way.

Belongs here: the signal that a service manager sends. An interrupt that is raised inside of a library can come out of
it as an error of that library's; so it is remembered, and asked for before anything is reported.
"""

import signal
from types import FrameType

_told: list[int] = []


def listen() -> None:
    """Take a request to end as an interrupt from the keyboard."""
    signal.signal(signal.SIGTERM, _stop)


def _stop(number: int, _frame: FrameType | None) -> None:
    _told.append(number)
    raise KeyboardInterrupt


def end_if_told() -> None:
    """Raise the interrupt that was told and lost.

    Raises:
        KeyboardInterrupt: the command was told to end.
    """
    if _told:
        raise KeyboardInterrupt
