"""Which months each draw holds: a circular block bootstrap, the same blocks for every fund.

Belongs here: the draws. Does not: what is computed on them (`redrawn.py`).
"""

import math

import numpy as np

from prudent.score.panel import Floats, Whole


def uniforms(seed: int, draws: int, blocks: int) -> Floats:
    """Numbers in [0, 1), draws × blocks: the only dice of the core.

    Philox counts, so that the same seed gives the same numbers on every machine and in every version of numpy that
    keeps the bit generator (Salmon, Moraes, Dror & Shaw 2011). Decision 12 says why there are dice at all.

    Args:
        seed: from the policy, so that it is part of the question.
        draws: how many samples are drawn.
        blocks: how many blocks one sample needs.
    """
    return np.random.Generator(np.random.Philox(seed)).random((draws, blocks))


def drawn_months(places: Floats, months: int, block_months: int, step: int) -> Whole:
    """The months of each draw, counted from 0: blocks that follow on each other, wrapped at the end of the window.

    Args:
        places: numbers in [0, 1), draws × blocks; where each block starts.
        months: length of the window, a multiple of `step`.
        block_months: length of a block, a multiple of 3.
        step: blocks start at multiples of this many months: 3 where a quarterly series is drawn too, so that its
            quarters and the months of the others are the same; else 1.

    Returns:
        draws × months. Politis & Romano 1992: every month is drawn with the same probability. One draw serves all
        funds, so what they share in a month is kept. Order is kept within a block only: of the autocorrelation at lag k
        about 1 − k / L is left, L periods in a block, which for quarters in blocks of half a year is half of lag 1. So
        nothing that rests on a lag may be estimated on drawn months (`redrawn.py`).
    """
    needed = math.ceil(months / block_months)
    starts = np.floor(places[:, :needed] * (months // step)).astype(np.int64) * step
    within = starts[:, :, None] + np.arange(block_months)
    return within.reshape(len(places), -1)[:, :months] % months


def drawn_periods(months: Whole, step: int) -> Whole:
    """The same draws in periods of `step` months: the period of every `step`-th month."""
    return months[:, ::step] // step
