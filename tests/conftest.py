"""What holds for every test."""

import gc


def pytest_collection_finish() -> None:
    """What is loaded before the first test stays: no collection of garbage looks through it again.

    Prefect, Great Expectations and ten thousand collected tests are millions of objects, and a search takes a second.
    """
    gc.collect()
    gc.freeze()
