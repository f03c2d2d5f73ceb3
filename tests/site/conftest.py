"""Stores of made-up funds, and their rooms."""

import importlib.util
from pathlib import Path

import pytest


def _store_class():
    spec = importlib.util.spec_from_file_location("site_store_for_rooms", Path(__file__).with_name("site_store.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.SiteStore


@pytest.fixture(scope="session")
def make_store():
    """A store in a folder."""
    return _store_class()


@pytest.fixture
def store(make_store, tmp_path):
    """An empty store."""
    return make_store(tmp_path / "store")


HOSTILE = "</script><script>alert(1)</script> {{ 7*7 }} {% raw %} & \"q\" 'a' \u202e\u200b " + "W" * 240


@pytest.fixture(scope="session")
def hostile():
    return HOSTILE


@pytest.fixture
def hostile_store(store):
    """The hostile text wherever text comes from outside."""
    memo = store.memo("alpha", name=HOSTILE)
    memo["subject"] |= {"manager": HOSTILE, "former_names": [HOSTILE]}
    memo["plan"] |= {"name": HOSTILE, "note": HOSTILE}
    one = memo["page_one"]
    one["recommendation"] |= {
        "headline": HOSTILE,
        "asked": HOSTILE,
        "reasons_for": [HOSTILE],
        "would_change": [HOSTILE],
    }
    one |= {"cost": [HOSTILE], "liquidity": [HOSTILE], "marks": [HOSTILE], "conflicts": HOSTILE}
    one["strip"][0] |= {"determination": HOSTILE, "number": HOSTILE, "peers": HOSTILE}
    memo["missing"][0] |= {"item": HOSTILE, "ask": HOSTILE, "factor": HOSTILE}
    memo["contradictions"][0] |= {"subject": HOSTILE, "sentence": HOSTILE}
    for result in memo["validation"]:
        result |= {"description": HOSTILE, "detail": HOSTILE, "table": HOSTILE, "rule": HOSTILE}
    for figure in memo["figures"]:
        if figure["refusal"]:
            figure["refusal"]["reason"] = HOSTILE
    store.publish(memo)
    store.publish(store.memo("beta"))
    return store
