"""What must hold of any style, any mixture and any place among peers."""

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from prudent.model.benchmarks import Benchmarks, Composite, Judged, Part, Proxy, SelectionRule
from prudent.score.benchmark.composite import with_composites
from prudent.score.benchmark.style import Style, style
from prudent.score.peers.place import Standing, place_among_peers

BY_RULE = settings(derandomize=True, database=None, deadline=None, max_examples=100)
SEED = st.integers(0, 2**32 - 1)
WHY = {"why": "test", "source": "test", "since": "2026-01-01"}


def made(seed, count=3, months=36):
    """A fund and proxies that move more or less together."""
    dice = np.random.default_rng(seed)
    common = dice.normal(0.004, 0.02, months)
    proxies = common * dice.uniform(0, 1, (count, 1)) + dice.normal(0.002, 0.015, (count, months))
    own = dice.dirichlet(np.ones(count)) @ proxies + dice.normal(0, 0.01, months)
    return own, proxies


def fitted(own, proxies):
    found = style(own, proxies)
    assert isinstance(found, Style)
    return np.array(found.weights), found.r_squared


@BY_RULE
@given(SEED, st.integers(2, 6))
def test_weights_could_be_held(seed, count):
    weights, r_squared = fitted(*made(seed, count))
    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1)
    assert r_squared <= 1


@BY_RULE
@given(SEED, SEED)
def test_no_other_mixture_leaves_less(seed, other):
    own, proxies = made(seed)
    weights, _ = fitted(own, proxies)
    rival = np.random.default_rng(other).dirichlet(np.ones(3))
    assert np.var(own - weights @ proxies) <= np.var(own - rival @ proxies) + 1e-15


@BY_RULE
@given(SEED, st.floats(-0.05, 0.05))
def test_a_steady_gain_changes_no_weight(seed, gain):
    own, proxies = made(seed)
    weights, r_squared = fitted(own, proxies)
    again, same = fitted(own + gain, proxies)
    assert again == pytest.approx(weights, abs=1e-8)
    assert same == pytest.approx(r_squared, abs=1e-8)


@BY_RULE
@given(SEED, st.permutations(range(3)), st.permutations(range(36)))
def test_neither_the_order_of_proxies_nor_of_months_counts(seed, order, months):
    own, proxies = made(seed)
    weights, r_squared = fitted(own, proxies)
    again, same = fitted(own[list(months)], proxies[list(order)][:, list(months)])
    assert again == pytest.approx(weights[list(order)], abs=1e-8)
    assert same == pytest.approx(r_squared, abs=1e-8)


def mixture(first_weight):
    best = Judged(score=3)
    proxies = tuple(
        Proxy(
            benchmark=name,
            name=name,
            returns="total_return",
            firms=("Publisher",),
            investability=best,
            data_quality=best,
            independence=best,
        )
        for name in ("one", "two")
    )
    rule = SelectionRule(
        least_investability=0,
        least_data_quality=0,
        least_independence=0,
        window_months=36,
        least_coverage_frac=0,
        ties=(),
        **WHY,
    )
    parts = (Part(benchmark="one", weight_frac=first_weight), Part(benchmark="two", weight_frac=1 - first_weight))
    mix = Composite(benchmark="mix", name="Mix", rebalanced="monthly", parts=parts, **WHY)
    return Benchmarks(version=1, risk_free="bills", selection=rule, proxies=proxies, composites=(mix,), choices=())


@BY_RULE
@given(st.floats(0.01, 0.99), st.lists(st.tuples(st.floats(-0.9, 2), st.floats(-0.9, 2)), min_size=1, max_size=20))
def test_a_mixture_lies_between_its_parts(weight, pairs):
    rows = [("f.csv", m, name, m, pair[at]) for m, pair in enumerate(pairs) for at, name in enumerate(("one", "two"))]
    monthly = pl.DataFrame(rows, schema=["file", "row", "benchmark", "month", "rate_frac"], orient="row")
    found = with_composites(monthly, mixture(weight)).filter(pl.col("benchmark") == "mix").sort("month")
    assert found["month"].to_list() == list(range(len(pairs)))
    for value, pair in zip(found["rate_frac"], pairs, strict=True):
        assert min(pair) - 1e-12 <= value <= max(pair) + 1e-12


@BY_RULE
@given(
    st.floats(-1, 1),
    st.lists(st.floats(-1, 1), max_size=8),
    st.sampled_from(["higher", "lower"]),
    st.integers(3, 8),
)
def test_a_percentile_is_never_told_of_few(own, peers, better, least):
    sign = 1 if better == "higher" else -1
    won = [0.5 if peer == own else float(sign * own > sign * peer) for peer in peers]
    rank = 1 + sum(sign * peer > sign * own for peer in peers)
    median = float(np.median(peers)) if len(peers) >= 3 else None
    assume(median is None or abs(own - median) > 1e-9 or own == median)
    standing = Standing(own, len(peers), median, rank, float(np.mean(won)) if median is not None else None, better)
    place = place_among_peers(standing, least)
    if not peers:
        assert place is None
    elif len(peers) < 3:
        assert place == f"{rank} of {len(peers) + 1}"
    elif len(peers) < least:
        assert "%" not in place
        assert place.startswith("above") == (own > median)
        assert place.startswith("below") == (own < median)
    else:
        assert f"% of {len(peers)}" in place
