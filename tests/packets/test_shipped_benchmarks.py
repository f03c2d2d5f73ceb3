"""The shipped policy on the shipped evidence: which benchmark each kind of fund gets, and which are not independent."""

from datetime import date

import pytest

from prudent.ingest.gather import gather
from prudent.model.run import Request
from prudent.score.benchmark.considered import chosen_of, considered
from prudent.score.benchmark.selection import benchmark_log

AS_OF, TODAY = date(2025, 12, 31), date(2026, 12, 31)


@pytest.fixture(scope="module")
def log(request):
    """The log of a fund as of the end of 2025."""
    root = request.path.parents[2]

    def of(fund):
        gathered = gather(root, Request(fund=fund, as_of=AS_OF, plan="example"), TODAY)
        case = gathered.case
        return considered(benchmark_log(case.funds, gathered.core, case.policy.benchmarks, AS_OF), fund)

    return of


@pytest.mark.parametrize(
    ("fund", "benchmark", "not_independent"),
    [
        ("apollo-diversified-credit", "bkln", set()),
        ("blackstone-private-credit", "bkln", {"srln"}),
        ("hps-corporate-lending", "bkln", {"hyg", "agg"}),
        ("partners-group-private-equity", "psp", set()),
        ("blackstone-reit", "vnq", set()),
        ("stepstone-private-infrastructure", "nfra", set()),
        ("harrison-street-infrastructure-income", "bkln", set()),
        ("harrison-street-real-assets", "nfra", set()),
        ("ishares-gold-trust", "gld", {"iau", "tip"}),
        ("spdr-gold-shares", "iau", {"gld"}),
    ],
)
def test_the_benchmark_of_a_fund_and_what_its_manager_runs(log, fund, benchmark, not_independent):
    found = log(fund)
    assert chosen_of(found).benchmark == benchmark
    assert {item.benchmark for item in found if item.ground == "not_independent"} == not_independent
    assert all(item.why and item.reason for item in found)


def test_a_bitcoin_trust_has_no_benchmark(log):
    assert log("ishares-bitcoin-trust") == ()


def test_large_us_equity_is_the_benchmark_of_no_private_equity_fund(log):
    spy = next(item for item in log("amg-pantheon") if item.benchmark == "spy")
    assert (spy.verdict, spy.overlap_months, spy.overlap_frequency) == ("rejected", 108, "annual")
