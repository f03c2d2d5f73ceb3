"""One fund's selection and rejection log, by hand."""

from datetime import date

import pytest
from benchmark_builders import (
    AS_OF,
    WHY,
    benchmarks,
    candidate,
    core,
    fund,
    named,
    policy,
    proxy,
    returns,
    rule,
    series,
)

from prudent.model.benchmarks import Composite, FundChoice, Part
from prudent.score.benchmark.considered import chosen_of, considered
from prudent.score.benchmark.selection import benchmark_log, chosen
from prudent.score.measures import measure_all

FLAT = [0.01] * 36


def log_of(given, tables, funds=None):
    frame = benchmark_log(funds or (fund(),), tables, given, AS_OF)
    return {item.benchmark: item for item in considered(frame, "a-fund")}


def test_the_log_of_one_fund_by_hand():
    """Eight candidates: one is chosen, and each other falls for another reason."""
    given = benchmarks(
        [
            proxy("best", heads=(3, 3, 2)),
            proxy("level", heads=(3, 3, 1)),
            proxy("nearly"),
            proxy("own", firm="Manager"),
            proxy("lender", lends_history_to=("a-fund",)),
            proxy("empty"),
            proxy("young"),
            proxy("rough", heads=(3, 0, 3)),
            proxy("closed", heads=(0, 3, 3)),
            proxy("biased", heads=(3, 3, 0)),
            proxy("far"),
        ],
        [
            candidate("best", (3, 3, 2, 1)),
            candidate("level", (2, 3, 2, 2)),
            candidate("nearly", (3, 2, 3, 0)),
            candidate("own", (3, 3, 3, 3)),
            candidate("lender", (3, 3, 3, 3)),
            candidate("empty", (3, 3, 3, 3)),
            candidate("young", (3, 3, 3, 3)),
            candidate("rough", (3, 3, 3, 3)),
            candidate("closed", (3, 3, 3, 3)),
            candidate("biased", (3, 3, 3, 3)),
            candidate("far", (1, 1, 3, 1)),
        ],
    )
    whole = ("best", "level", "nearly", "own", "lender", "rough", "closed", "biased", "far")
    tables = core(
        fund_returns=returns("a-fund", [0.01] * 40),
        benchmark_returns=[row for name in whole for row in series(name, [0.01] * 48)] + series("young", [0.01] * 30),
    )
    log = log_of(given, tables)
    assert {name: item.reason for name, item in log.items()} == {
        "best": "As similar as LEVEL, 9 of 12; independence 2 against 1 decides.",
        "level": "As similar as BEST, 9 of 12; independence 2 against 1 decides.",
        "nearly": "Similarity 8 of 12, under the 9 of BEST: strategy 2 against 3, risk 0 against 1.",
        "own": "Not independent: Manager runs it and manages the fund.",
        "lender": "Its history is lent to a-fund, and what lends its history to a fund cannot be its benchmark.",
        "empty": "No return of it is in evidence, or a part of it has none.",
        "young": (
            "It has returns for 30 of the fund's 36 months in the 36 to the as-of date; 100 % of them are asked for."
        ),
        "rough": "Data quality 0 of 3, under 1: 0 for a reason.",
        "closed": "Investability 0 of 3, under 1: 0 for a reason.",
        "biased": "Independence 0 of 3, under 1: 0 for a reason.",
        "far": "Similarity 6 of 12; under 7 none is chosen.",
    }
    assert [name for name, item in log.items() if item.is_chosen] == ["best"]
    assert {name: item.overlap_months for name, item in log.items()} == {
        **dict.fromkeys(whole, 40),
        "empty": 0,
        "young": 30,
    }
    assert (log["own"].independence, log["best"].similarity, log["best"].overlap_frequency) == (0, 9, "monthly")
    assert chosen((fund(),), tables, given, AS_OF).rows() == [("a-fund", "best")]


def two(first=(3, 3, 2, 1), second=(3, 3, 2, 1), **more):
    return benchmarks([proxy("one"), proxy("two")], [candidate("one", first), candidate("two", second)], **more)


def both(values=FLAT):
    return core(
        fund_returns=returns("a-fund", values),
        benchmark_returns=series("one", [0.01] * 36) + series("two", [0.01] * 36),
    )


def test_equals_are_told_apart_by_the_order_of_naming_at_last():
    log = log_of(two(), both())
    assert log["one"].reason == "As similar as TWO, 9 of 12; what the policy names first decides."
    assert (log["one"].verdict, log["two"].verdict, log["two"].ground) == ("chosen", "rejected", "tie")


def test_the_order_of_the_tie_heads_is_the_policys():
    proxies = [proxy("one", heads=(3, 2, 3)), proxy("two", heads=(3, 3, 2))]
    listed = [candidate("one", (3, 3, 2, 1)), candidate("two", (3, 3, 2, 1))]
    first = log_of(benchmarks(proxies, listed), both())
    turned = log_of(benchmarks(proxies, listed, selection=rule(ties=("data_quality", "independence"))), both())
    assert first["one"].reason == "As similar as TWO, 9 of 12; independence 3 against 2 decides."
    assert turned["two"].reason == "As similar as ONE, 9 of 12; data quality 3 against 2 decides."


def test_the_most_similar_says_by_how_much():
    log = log_of(two(second=(3, 2, 2, 1)), both())
    assert log["one"].reason == "The most similar of the 2 that stand: 9 of 12; next is TWO with 8."
    assert log["two"].reason == "Similarity 8 of 12, under the 9 of ONE: strategy 2 against 3."


def test_the_only_one_that_stands():
    log = log_of(two(second=(0, 0, 0, 0)), both())
    assert log["one"].reason == "The only candidate that stands: similarity 9 of 12."


def test_no_benchmark_where_none_stands():
    given = two(first=(1, 1, 1, 1), second=(1, 1, 1, 1))
    assert chosen_of(tuple(log_of(given, both()).values())) is None
    measured = measure_all((fund(),), both(), policy(given), AS_OF, ())
    row = measured.filter(measured["measure"] == "excess_return_over_benchmark_3y").row(0, named=True)
    assert row["refusal_code"] == "not_evidenced"


def test_no_candidates_no_log():
    given = benchmarks([], [])
    assert benchmark_log((fund(),), both(), given, AS_OF).is_empty()
    assert chosen((fund(asset_class="digital_assets"),), both(), given, AS_OF).is_empty()


def test_a_fund_may_have_candidates_of_its_own():
    own = FundChoice(fund="a-fund", candidates=(candidate("two", (2, 2, 2, 2)),), least_similarity=8, **WHY)
    given = two(funds=(own,))
    funds = (fund(), fund("b-fund"))
    tables = core(
        fund_returns=returns("a-fund", FLAT) + returns("b-fund", FLAT),
        benchmark_returns=series("one", FLAT) + series("two", FLAT),
    )
    assert list(log_of(given, tables, funds)) == ["two"]
    assert sorted(chosen(funds, tables, given, AS_OF).rows()) == [("a-fund", "two"), ("b-fund", "one")]


def test_a_mixture_is_judged_by_its_worst_part():
    mix = Composite(
        benchmark="mix",
        name="Mix",
        rebalanced="monthly",
        parts=(Part(benchmark="one", weight_frac=0.5), Part(benchmark="two", weight_frac=0.5)),
        **WHY,
    )
    given = benchmarks(
        [proxy("one", heads=(3, 2, 3)), proxy("two", firm="Manager")],
        [candidate("mix", (3, 3, 3, 3))],
        composites=(mix,),
    )
    log = log_of(given, both())
    assert (log["mix"].data_quality, log["mix"].independence) == (2, 0)
    assert log["mix"].reason == "Not independent: Manager runs it and manages the fund."
    tables = core(fund_returns=returns("a-fund", FLAT), benchmark_returns=series("one", FLAT))
    assert log_of(given, tables, (fund(manager="Other"),))["mix"].ground == "no_returns"


def test_quarters_and_years_are_covered_whole_or_not():
    given = two(second=(3, 2, 2, 1))
    tables = core(
        fund_returns=returns("a-fund", [0.01] * 12, "quarterly"),
        benchmark_returns=series("one", [0.01] * 35) + series("two", [0.01] * 36),
    )
    log = log_of(given, tables)
    assert log["one"].reason.startswith("It has returns for 33 of the fund's 36 months")
    assert (log["one"].overlap_months, log["two"].overlap_months) == (33, 36)
    assert (log["two"].verdict, log["two"].overlap_frequency) == ("chosen", "quarterly")


def test_fiscal_years_that_end_before_the_window_are_counted_and_do_not_reject():
    march = date(2022, 3, 31)
    tables = core(
        fund_returns=returns("a-fund", [0.1, 0.1], "annual", march),
        benchmark_returns=series("one", [0.01] * 24, march) + series("two", [0.01] * 24, march),
    )
    log = log_of(two(), tables)
    assert (log["one"].verdict, log["one"].overlap_months, log["one"].overlap_frequency) == ("chosen", 24, "annual")


def test_a_fund_without_returns_is_no_fault_of_the_candidate():
    tables = core(benchmark_returns=series("one", FLAT) + series("two", FLAT))
    log = log_of(two(), tables)
    assert (log["one"].verdict, log["one"].overlap_months, log["one"].overlap_frequency) == ("chosen", 0, None)


def test_a_gap_in_the_fund_is_no_gap_of_the_candidate():
    rows = returns("a-fund", FLAT)
    tables = core(
        fund_returns=[row for place, row in enumerate(rows) if place not in {3, 20}],
        benchmark_returns=series("one", FLAT) + series("two", FLAT),
    )
    assert log_of(two(), tables)["one"].overlap_months == 34


def test_months_after_the_as_of_date_are_not_seen():
    late = date(2026, 6, 30)
    tables = core(
        fund_returns=returns("a-fund", [0.01] * 42, last=late),
        benchmark_returns=series("one", [0.01] * 42, late) + series("two", FLAT),
    )
    log = log_of(two(), tables)
    assert (log["one"].overlap_months, log["two"].overlap_months) == (36, 36)


@pytest.mark.parametrize(
    ("words", "suffix"),
    [
        ("the ONE Index", " The fund itself names the ONE Index."),
        ("Made-Up Loan Index, net", " The fund itself names Made-Up Loan Index, net."),
    ],
)
def test_what_the_fund_names_is_found_among_the_candidates(words, suffix):
    given = benchmarks(
        [proxy("one", tracks="Made-Up Loan Index"), proxy("two")],
        [candidate("one", (3, 3, 2, 1)), candidate("two", (3, 2, 2, 1))],
    )
    tables = core(
        fund_returns=returns("a-fund", FLAT),
        benchmark_returns=series("one", FLAT) + series("two", FLAT),
        fund_terms=named(words),
    )
    log = log_of(given, tables)
    assert log["one"].reason == "The most similar of the 2 that stand: 9 of 12; next is TWO with 8." + suffix
    assert list(log) == ["one", "two"]


def test_what_the_fund_names_and_nobody_scored_is_said():
    tables = core(
        fund_returns=returns("a-fund", FLAT),
        benchmark_returns=series("one", FLAT) + series("two", FLAT),
        fund_terms=named("Another Index"),
    )
    log = log_of(two(), tables)
    assert log[None].name == "Another Index"
    assert (log[None].verdict, log[None].ground, log[None].similarity) == ("rejected", "not_scored", None)
    assert log[None].reason == "The fund itself names Another Index. It was not weighed: the policy does not score it."
    alone = log_of(benchmarks([], []), tables)
    assert list(alone) == [None]
    measured = measure_all((fund(),), tables, policy(two()), AS_OF, ())
    row = measured.filter(measured["measure"] == "benchmark_named_by_fund").row(0, named=True)
    assert (row["text"], row["evidence"]) == ("Another Index", ["a-fund/terms.csv:2:value"])


def test_shuffled_rows_give_the_same_log():
    tables = both([0.01, -0.02] * 18)
    turned = core(
        fund_returns=returns("a-fund", [0.01, -0.02] * 18)[::-1],
        benchmark_returns=series("two", FLAT)[::-1] + series("one", FLAT)[::-1],
    )
    funds = (fund("b-fund"), fund())
    first = benchmark_log(funds, tables, two(), AS_OF)
    assert first.equals(benchmark_log(funds[::-1], turned, two(), AS_OF))
