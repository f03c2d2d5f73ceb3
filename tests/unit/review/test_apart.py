"""A function in a process of its own: what it gives, what it raises, and that it can be ended."""

import os
import threading
import time

import pytest

from prudent.errors import DataBad, PrudentError
from tasks import apart
from tasks.apart import end_processes, run_apart

HERE = "tests.unit.review.test_apart"


def told(name, tell):
    tell("half of it")
    return os.getenv(name)


def refuse(tell):
    raise DataBad("A sentence.")


def last(tell):
    time.sleep(600)


def test_what_it_tells_and_gives_comes_back_and_it_computes_on_one_thread():
    lines = []
    assert run_apart(HERE, "told", "POLARS_MAX_THREADS", tell=lines.append) == "1"
    assert lines == ["half of it"]


def test_what_it_raises_is_raised_here():
    with pytest.raises(DataBad, match="A sentence"):
        run_apart(HERE, "refuse", tell=print)


def test_who_waits_for_one_that_is_ended_is_told_so():
    said = []

    def wait():
        try:
            run_apart(HERE, "last", tell=print)
        except PrudentError as error:
            said.append(error.sentence)

    waiting = threading.Thread(target=wait)
    waiting.start()
    while not apart._RUNNING:
        assert waiting.is_alive()
    end_processes()
    waiting.join(60)
    assert said == ["A process that computed was ended before it was done. Start again; it goes on."]
    assert not apart._RUNNING
