"""What holds for every test."""

import gc


def pytest_collection_finish() -> None:
    """What is loaded before the first test stays: no collection of garbage looks through it again.

    Prefect, Great Expectations and ten thousand collected tests are millions of objects, and a search takes a second. Of
    what comes after, more may pile up before a search than in a program that must stay small.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
