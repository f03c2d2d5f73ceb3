"""Made-up series of the size that is timed. Seeded, so that every run times the same numbers."""

import numpy as np
import polars as pl

MONTHS = 240
FIRST_MONTH = 2006 * 12
SEED = 404


def observations(funds: int, months: int = MONTHS) -> pl.DataFrame:
    """Monthly returns of so many funds with their bills and their benchmark, as `prudent.score.statistics` takes them."""
    dice = np.random.default_rng(SEED)
    n = funds * months
    market = dice.normal(0.006, 0.04, months)
    own = 0.6 * np.tile(market, funds) + dice.normal(0.003, 0.02, n)
    places = np.tile(np.arange(months), funds)
    return pl.DataFrame(
        {
            "fund": np.repeat([f"fund-{number:06d}" for number in range(funds)], months),
            "window": pl.repeat("since_start", n, eager=True),
            "frequency": pl.repeat("monthly", n, eager=True),
            "kind": pl.repeat("total_net", n, eager=True),
            "step": np.ones(n, dtype=np.int64),
            "month": FIRST_MONTH + places,
            "return_frac": own,
            "file": pl.repeat("returns.csv", n, eager=True),
            "row": places + 2,
            "rate_frac": np.full(n, 0.002),
            "rate_owner": pl.repeat("bills", n, eager=True),
            "rate_file": pl.repeat("rates.csv", n, eager=True),
            "rate_first_row": places + 2,
            "rate_last_row": places + 2,
            "months_missing": np.zeros(n, dtype=np.int64),
            "first_missing": pl.repeat(None, n, dtype=pl.Int64, eager=True),
            "benchmark": pl.repeat("index", n, eager=True),
            "benchmark_frac": np.tile(market, funds),
            "bench_file": pl.repeat("returns.csv", n, eager=True),
            "bench_first_row": places + 2,
            "bench_last_row": places + 2,
        }
    )
