"""The shipped policy on the shipped evidence: which benchmark each kind of fund gets, and which are not independent."""

import shutil
from datetime import date

import pytest

from prudent.ingest.gather import gather
from prudent.memo.build import build_memo
from prudent.model.run import Request
from prudent.score.benchmark.considered import chosen_of, considered
from prudent.score.benchmark.selection import benchmark_log
from prudent.score.score import score

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


def test_a_fund_held_against_a_mixture_has_a_memo_that_rests_on_the_parts(request, tmp_path):
    root = request.path.parents[2]
    for folder in ("policy", "plans", "benchmarks", "funds/apollo-diversified-credit"):
        shutil.copytree(root / folder, tmp_path / folder)
    policy = tmp_path / "policy" / "benchmarks.yml"
    own = (
        "funds:\n  - fund: apollo-diversified-credit\n    least_similarity: 7\n    why: test\n    source: test\n"
        "    since: 2026-11-24\n    candidates:\n      - {benchmark: global-60-40, mandate: 2, strategy: 2, objectives: 2, "
        "risk: 2, why: test, source: test, since: 2026-11-24}\n"
    )
    policy.write_text(policy.read_text(encoding="utf-8").replace("\nfunds:\n", f"\n{own}"), encoding="utf-8")
    gathered = gather(tmp_path, Request(fund="apollo-diversified-credit", as_of=AS_OF, plan="example"), TODAY)
    scored = score(gathered.case, gathered.core, ())
    memo = build_memo(gathered.case, gathered.core, (), scored, "0" * 64)
    tracked = next(figure for figure in memo.figures if figure.name == "tracking_error_3y")
    assert tracked.evidence == (
        "apollo-diversified-credit/returns.csv:8-43:return_pct",
        "acwi/returns.csv:110-145:return_frac",
        "bnd/returns.csv:110-145:return_frac",
    )
    growth = next(chart for chapter in memo.chapters for chart in chapter.charts if chart.id == "growth")
    assert growth.series[1].label == "Global shares 60 %, US bonds 40 %"
    assert len(growth.series[1].points) == len(growth.series[0].points)
