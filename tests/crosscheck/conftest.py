"""Published series as arrays for us and as dated series for the other libraries."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import yaml

SPEC = Path(__file__).parent.parent / "spec" / "series"


def published(name):
    return np.array(yaml.safe_load((SPEC / f"{name}.yml").read_text(encoding="utf-8"))["values"])


@pytest.fixture(scope="session")
def ham1():
    """132 monthly returns of HAM1, with the market they were published beside."""
    own = published("managers_ham1")
    days = pd.date_range("1996-01-31", periods=len(own), freq="ME")
    # the market is made from the fund, so that nothing about an index has to be stated: half of it, and a wave
    other = 0.5 * own + 0.01 * np.sin(np.arange(len(own)))
    return SimpleNamespace(
        own=own, other=other, series=pd.Series(own, days), market=pd.Series(other, days), days=days, bill=0.035 / 12
    )
