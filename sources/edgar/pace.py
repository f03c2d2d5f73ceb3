"""The pace of requests: each waits for its turn, so that no second sees more than the SEC allows.

Belongs here: spacing alone. Does not: waiting before another attempt (`web.py`).
"""

import threading
import time
from collections.abc import Callable
from functools import cache


class Pace:
    """Turns that lie at least `1 / per_second` apart, handed out to any number of threads.

    Requests are spaced and never come in bursts: with a store of saved-up turns, twenty could fall into one second.
    """

    def __init__(
        self,
        per_second: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._spacing = 1 / per_second
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        self._next = clock()

    def wait(self) -> None:
        """Return when the next request may be made."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next)
            self._next = turn + self._spacing
        if turn > now:
            self._sleep(turn - now)


@cache
def pace_of_process(per_second: float) -> Pace:
    """The one pace that every client of this process keeps."""
    return Pace(per_second)
