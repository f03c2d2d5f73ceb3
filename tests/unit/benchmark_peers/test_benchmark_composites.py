"""Mixtures of proxies: their returns by hand, what is missing, and what a measure of them rests on."""

import pytest
from benchmark_builders import AS_OF, WHY, benchmarks, candidate, core, fund, policy, proxy, returns, rule, series

from prudent.model.benchmarks import Benchmarks, Composite, FundChoice, Judged, Part, Proxy
from prudent.score.benchmark.beside import monthly_benchmarks
from prudent.score.benchmark.composite import with_composites
from prudent.score.measures import measure_all


def mix(weights, rebalanced="monthly"):
    parts = tuple(Part(benchmark=name, weight_frac=weight) for name, weight in weights.items())
    return Composite(benchmark="mix", name="Mix", rebalanced=rebalanced, parts=parts, **WHY)


def given(weights, **more):
    proxies = [proxy("one"), proxy("two")]
    return benchmarks(proxies, [candidate("mix", (3, 3, 3, 3))], composites=(mix(weights),), **more)


def mixed(policy_given, rows):
    monthly = monthly_benchmarks(core(benchmark_returns=rows).benchmark_returns)
    found = with_composites(monthly, policy_given)
    return found.filter(found["benchmark"] == "mix").sort("month")["rate_frac"].to_list()


def test_a_month_is_the_weighted_mean_of_its_parts():
    rows = series("one", [0.10, -0.05, 0.02]) + series("two", [0.00, 0.05, -0.02])
    assert mixed(given({"one": 0.75, "two": 0.25}), rows) == pytest.approx([0.075, -0.025, 0.01])


def test_set_back_each_month_and_not_held():
    """Bought once half and half, 100 % up and 0 % up and then the same again make 2.5; set back each month 2.25."""
    rows = series("one", [1.0, 1.0]) + series("two", [0.0, 0.0])
    first, second = mixed(given({"one": 0.5, "two": 0.5}), rows)
    assert (1 + first) * (1 + second) == pytest.approx(2.25)


def test_a_month_in_which_a_part_is_missing_has_no_return():
    rows = series("one", [0.10, 0.20, 0.30]) + series("two", [0.01, 0.03])
    assert len(mixed(given({"one": 0.5, "two": 0.5}), rows)) == 2
    without_june = [row for row in series("two", [0.01] * 36) if row["period_end"].month != 6]
    tables = core(
        fund_returns=returns("a-fund", [0.01, 0.02] * 18),
        benchmark_returns=series("one", [0.01] * 36) + without_june,
    )
    for least, code in ((1.0, "not_evidenced"), (0.0, "window_not_covered")):
        asked = given({"one": 0.5, "two": 0.5}, selection=rule(least_coverage_frac=least))
        measured = measure_all((fund(),), tables, policy(asked), AS_OF, ())
        row = measured.filter(measured["measure"] == "tracking_error_3y").row(0, named=True)
        assert row["refusal_code"] == code


def test_a_measure_against_a_mixture_rests_on_its_parts():
    one, two, own = [0.02, -0.01] * 18, [0.00, 0.01] * 18, [0.01, 0.00] * 18
    tables = core(
        fund_returns=returns("a-fund", own), benchmark_returns=series("one", one) + series("two", [0.5, *two])
    )
    measured = measure_all((fund(),), tables, policy(given({"one": 0.5, "two": 0.5})), AS_OF, ())
    row = measured.filter(measured["measure"] == "excess_return_over_benchmark_3y").row(0, named=True)
    assert row["value"] == pytest.approx(0, abs=1e-12)
    assert row["evidence"] == [
        "a-fund/returns.csv:2-37:return_pct",
        "one/returns.csv:2-37:return_frac",
        "two/returns.csv:3-38:return_frac",
    ]
    alone = measured.filter(measured["measure"] == "return_3y").row(0, named=True)
    assert alone["evidence"] == ["a-fund/returns.csv:2-37:return_pct"]
    assert measured["evidence"].explode().drop_nulls().str.contains("composite").sum() == 0


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: mix({"one": 0.5, "two": 0.4}), "must each be above 0 and sum to 1, not 0.9"),
        (lambda: mix({"one": 1.0, "two": 0.0}), "must each be above 0"),
        (lambda: mix({"one": 1.0}), "at least 2 items"),
        (lambda: mix({"one": 0.5, "two": 0.5}, "yearly"), "Input should be 'monthly'"),
        (lambda: given({"one": 0.5, "three": 0.5}), "names three, which is not described under proxies"),
        (lambda: benchmarks([proxy("one")], [candidate("two", (1, 1, 1, 1))]), "names two, which is not described"),
        (lambda: benchmarks([proxy("one")], [], style_also=("two",)), "style_also names two"),
        (lambda: benchmarks([proxy("one"), proxy("one")], []), "one stands twice"),
        (lambda: benchmarks([proxy("one")], [candidate("one", (1, 1, 1, 1))] * 2), "one stands twice"),
        (lambda: Judged(score=2), "a score of 2 needs its why"),
        (
            lambda: Proxy(**{**proxy("one").model_dump(), "returns": "price_return"}),
            "Input should be 'total_return'",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def lending(own, composites=()) -> Benchmarks:
    choice = FundChoice(fund="a-fund", candidates=(candidate(own, (3, 3, 3, 3)),), least_similarity=7, **WHY)
    lender = proxy("one", lends_history_to=("a-fund",))
    return benchmarks([lender, proxy("two")], [], funds=(choice,), composites=composites)


def test_what_lends_its_history_to_a_fund_is_refused_as_its_benchmark():
    with pytest.raises(ValueError, match="one lends its history to a-fund, so it cannot be a candidate"):
        lending("one")
    with pytest.raises(ValueError, match="mix lends its history to a-fund"):
        lending("mix", (mix({"one": 0.5, "two": 0.5}),))
    assert lending("two").borrowers("one") == {"a-fund"}
