"""What the flows' tests stand in with, for deaths in this process."""

import pytest

from tests.faults.dying import Disk, remember, remembered
from tests.flows.conftest import answers, project, quick, same_code

__all__ = ["answers", "project", "quick", "same_code"]


@pytest.fixture(scope="module")
def kept():
    """What was spelled and parsed."""
    return remembered()


@pytest.fixture
def disk(quick, kept, monkeypatch) -> Disk:
    """A store in memory, stages that answer at once, and files of a few bytes."""
    remember(monkeypatch, kept)
    return Disk(monkeypatch)
