"""A function in a process of its own: what it gives, what it raises, and that it can be ended."""

import threading

import pytest

from prudent.errors import DataBad, PrudentError
from tasks import apart
from tasks.apart import end_processes, run_apart


def test_what_it_gives_comes_back_and_it_computes_on_one_thread():
    assert run_apart("os", "getenv", "POLARS_MAX_THREADS") == "1"


def test_what_it_raises_is_raised_here():
    with pytest.raises(ZeroDivisionError):
        run_apart("operator", "truediv", 1, 0)
    with pytest.raises(DataBad, match="A sentence"):
        run_apart("tests.unit.review.test_apart", "refuse")


def refuse():
    raise DataBad("A sentence.")


def test_who_waits_for_one_that_is_ended_is_told_so():
    told = []

    def wait():
        try:
            run_apart("time", "sleep", 600)
        except PrudentError as error:
            told.append(error.sentence)

    waiting = threading.Thread(target=wait)
    waiting.start()
    while not apart._RUNNING:
        assert waiting.is_alive()
    end_processes()
    waiting.join(60)
    assert told == ["A process that computed was ended before it was done. Start again; it goes on."]
    assert not apart._RUNNING
