"""No second sees more requests than are allowed, whatever comes before."""

import threading

import pytest

from sources.edgar.pace import Pace, pace_of_process


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds


def test_requests_are_a_tenth_of_a_second_apart():
    time = Time()
    pace = Pace(10, time.clock, time.sleep)
    turns = []
    for _ in range(25):
        pace.wait()
        turns.append(time.now)
    assert turns[0] == 100.0
    assert turns[24] == pytest.approx(102.4)
    assert max(sum(start <= turn < start + 0.999 for turn in turns) for start in turns) == 10


def test_a_rest_saves_no_turns():
    time = Time()
    pace = Pace(2, time.clock, time.sleep)
    pace.wait()
    time.now += 60
    for _ in range(3):
        pace.wait()
    # at 160, 160.5 and 161
    assert time.now == pytest.approx(161.0)


def test_a_slow_caller_does_not_wait():
    time = Time()
    pace = Pace(10, time.clock, time.sleep)
    pace.wait()
    time.now += 5
    pace.wait()
    assert time.now == 105.0


def test_threads_share_the_turns():
    slept, lock = [], threading.Lock()

    def sleep(seconds: float) -> None:
        with lock:
            slept.append(seconds)

    pace = Pace(10, lambda: 0.0, sleep)
    threads = [threading.Thread(target=pace.wait) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(slept) == pytest.approx([turn / 10 for turn in range(1, 20)])


def test_the_process_has_one_pace():
    assert pace_of_process(3) is pace_of_process(3)
