"""Formulas of the workbook: computed again by a calculator of the tests' own, on a memo whose values are worked by hand."""

import importlib.util
import math
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from prudent.memo.document import MemoFact
from prudent.memo.links import Linker
from prudent.memo.prose import Figure
from prudent.memo.sheets.formulas import How, live_figures
from prudent.memo.sheets.terms import Cell, Constant, Span, call, needs_array, written
from prudent.memo.sheets.workbook import render_xlsx
from prudent.memo.sheets.worth import computed
from prudent.model.fact import Document, Evidence, Grade
from prudent.model.measured import Unit
from prudent.model.period import month_end

RETURNS = (0.011, 0.014, -0.006, 0.009, 0.012, 0.002, -0.013, -0.004, 0.016, 0.011, 0.008, 0.003)
OTHERS = (0.004, 0.021, -0.011, 0.013, 0.007, -0.002, -0.021, 0.008, 0.019, 0.004, 0.012, -0.001)
BENCHMARK = (0.009, 0.018, -0.014, 0.011, 0.004, 0.006, -0.017, 0.002, 0.013, 0.014, 0.006, 0.001)
BILLS = (0.0421, 0.0422, 0.042, 0.0421, 0.0425, 0.0423, 0.0422, 0.0412, 0.0398, 0.0382, 0.0378, 0.0362)
OWN, PEER, INDEX, BILL = "sample-credit", "peer-0", "index", "bills"


def fact(owner, place, field, value, unit="fraction", as_of=date(2025, 12, 31)):
    return MemoFact(
        locator=f"{owner}/{place}", owner=owner, field=field, as_of=as_of, value=value, unit=unit, document="doc",
        grade=Grade.C,
    )  # fmt: skip


def series(owner, file, column, field, values, unit="fraction"):
    """A month of 2025 each, from row 2 on."""
    return [
        fact(owner, f"{file}:{month + 1}:{column}", field, repr(value), unit, month_end(date(2025, month, 1)))
        for month, value in enumerate(values, start=1)
    ]


def facts():
    monthly = "returns/monthly/total_net/return_frac"
    made = [
        *series(INDEX, "returns.csv", "return_frac", "returns/return_frac", BENCHMARK),
        *series(BILL, "rates.csv", "annual_rate_pct", "risk_free/annual_rate_frac", BILLS, "fraction_per_year"),
        *series(OWN, "returns.csv", "return_pct", monthly, RETURNS),
        *series(PEER, "returns.csv", "return_pct", monthly, OTHERS),
        fact(OWN, "fees.csv:7:rate_pct", "fees/unstated/expense_ratio/total/rate_frac", "0.0363", "fraction_per_year"),
        fact(OWN, "fees.csv:8:rate_pct", "fees/unstated/expense_ratio/interest/rate_frac", "0.0118", "fraction_per_year"),
        fact(OWN, "balance_sheet.csv:9:net_assets_usd", "balance_sheet/net_assets_usd", "1600000000", "usd"),
        fact(OWN, "balance_sheet.csv:9:total_assets_usd", "balance_sheet/total_assets_usd", "2240000000", "usd"),
        fact(OWN, "balance_sheet.csv:9:borrowings_usd", "balance_sheet/borrowings_usd", "500000000", "usd"),
        fact(OWN, "exposure.csv:2:level3_share_of_covered_frac", "exposure/level3_share_of_covered_frac", "0.75"),
        fact(OWN, "exposure.csv:2:level3_coverage_frac", "exposure/level3_coverage_frac", "0.6"),
        fact(OWN, "terms.csv:4:value", "terms/repurchase_cap_pct/value", "5", "text"),
        fact(OWN, "terms.csv:5:value", "terms/repurchases_per_year/value", "4", "text"),
        fact(OWN, "terms.csv:6:value", "terms/auditor/value", "=1+1", "text"),
        *(
            fact("example", f"plan.yml:0:{key}", f"plan/{key}", value, unit, None)
            for key, value, unit in (
                ("net_assets_usd", "800000000", "usd"), ("target_date_share_frac", "0.6", "fraction"),
                ("sleeve_weight_frac", "0.1", "fraction"), ("saver_balance_usd", "50000", "usd"),
            )
        ),
        fact("policy", "checks.yml:0:enough", "checks/enough", "2", "ratio", None),
    ]  # fmt: skip
    return tuple(
        sorted(made, key=lambda one: (one.owner, *one.locator.rsplit(":", 2)[::2], int(one.locator.split(":")[1])))
    )


R = {
    "own": f"{OWN}/returns.csv:2-13:return_pct",
    "peer": f"{PEER}/returns.csv:2-13:return_pct",
    "index": f"{INDEX}/returns.csv:2-13:return_frac",
    "bills": f"{BILL}/rates.csv:2-13:annual_rate_pct",
}
FEE, INTEREST = (f"{OWN}/fees.csv:{row}:rate_pct" for row in (7, 8))
NET, TOTAL, DEBT = (f"{OWN}/balance_sheet.csv:9:{what}_usd" for what in ("net_assets", "total_assets", "borrowings"))
SHARE, COVER = (f"{OWN}/exposure.csv:2:level3_{what}_frac" for what in ("share_of_covered", "coverage"))
CAP, OFFERS, AUDITOR = (f"{OWN}/terms.csv:{row}:value" for row in (4, 5, 6))
PLAN = {
    key: f"example/plan.yml:0:{key}"
    for key in ("net_assets_usd", "target_date_share_frac", "sleeve_weight_frac", "saver_balance_usd")
}
ENOUGH = "policy/checks.yml:0:enough"


def by_hand():
    """Name, unit, value as worked out here, and what it rests on. No function of the product is used."""
    own, peer, index, discount = (np.array(values) for values in (RETURNS, OTHERS, BENCHMARK, BILLS))
    bills = (1 / (1 - discount * 91 / 360)) ** (365 / 91 / 12) - 1
    root, fraction, ratio = math.sqrt(12), Unit.FRACTION_PER_YEAR, Unit.RATIO
    away = own - own.mean()
    rho = (away[1:] * away[:-1]).sum() / (away**2).sum()
    true = (own[1:] - rho * own[:-1]) / (1 - rho)
    growth = np.cumprod(1 + own)
    fall = (growth / np.maximum(np.maximum.accumulate(growth), 1) - 1).min()
    grown, kept, stake = 1.05, 1.05 * (1 - 0.0363), 10_000
    volatility = {name: values.std(ddof=1) * root for name, values in (("own", own), ("peer", peer))}

    def sharpe(excess):
        return excess.mean() / excess.std(ddof=1) * root

    usd = "at 5 % growth a year before fees"
    return (
        ("return_1y", fraction, growth[-1] - 1, (R["own"],)),
        ("growth_of_10000_1y", Unit.USD, stake * growth[-1], (R["own"],)),
        ("volatility_1y", fraction, volatility["own"], (R["own"],)),
        ("volatility_1y__peer_0", fraction, volatility["peer"], (R["peer"],)),
        ("median_volatility_1y", fraction, volatility["peer"], (R["peer"],)),
        ("rank_return_3y", Unit.COUNT, 1.0, (R["own"], R["peer"])),
        ("return_3y", fraction, (1 + growth[-1] - 1) - 1, (R["own"],)),
        ("sharpe_ratio_1y", ratio, sharpe(own - bills), (R["own"], R["bills"])),
        ("median_sharpe_ratio_1y", ratio, sharpe(peer - bills), (R["peer"], R["bills"])),
        ("autocorrelation_lag1_1y", ratio, rho, (R["own"],)),
        ("volatility_unsmoothed_1y", fraction, true.std(ddof=1) * root, (R["own"],)),
        ("sharpe_ratio_unsmoothed_1y", ratio, sharpe(true - bills[1:]), (R["own"], R["bills"])),
        ("max_drawdown_1y", Unit.FRACTION, fall, (R["own"],)),
        ("tracking_error_1y", fraction, (own - index).std(ddof=1) * root, (R["own"], R["index"])),
        ("correlation_with_benchmark_1y", ratio, np.corrcoef(own, index)[0, 1], (R["own"], R["index"])),
        ("excess_return_over_benchmark_1y", fraction, growth[-1] - np.prod(1 + index), (R["own"], R["index"])),
        ("n_of_volatility_unsmoothed_1y", Unit.COUNT, 11.0, (R["own"],)),
        ("months_of_history", Unit.MONTHS, 12.0, (R["own"],)),
        ("all_in_fee", fraction, 0.0363, (FEE,)),
        ("fee_excluding_interest", fraction, 0.0363 - 0.0118, (FEE, INTEREST)),
        ("usd_per_10000_a_year", Unit.USD_PER_YEAR, 363.0, (FEE,)),
        ("cost_10y_usd_per_10000", Unit.USD, stake * (grown**10 - kept**10), (FEE,), usd),
        ("fees_paid_10y_usd_per_10000", Unit.USD, sum(stake * kept**t * grown * 0.0363 for t in range(10)), (FEE,), usd),
        ("leverage_assets_to_net_assets", Unit.MULTIPLE, 1.4, (TOTAL, NET)),
        ("asset_coverage_of_borrowings", ratio, 4.2, (DEBT, NET)),
        ("hard_to_value_share", Unit.FRACTION, 0.85, (SHARE, COVER)),
        ("repurchase_cap", Unit.FRACTION, 0.05, (CAP,)),
        ("repurchases_per_year", Unit.COUNT, 4.0, (OFFERS,)),
        ("share_redeemable_a_year", Unit.FRACTION, 0.2, (CAP, OFFERS)),
        ("saver_sleeve_usd", Unit.USD, 5_000.0, (PLAN["saver_balance_usd"], PLAN["sleeve_weight_frac"])),
        ("saver_fee_usd", Unit.USD_PER_YEAR, 181.5, (PLAN["saver_balance_usd"], PLAN["sleeve_weight_frac"], FEE)),
        ("plan_sleeve_usd", Unit.USD, 48e6, tuple(PLAN[key] for key in list(PLAN)[:3])),
        ("plan_share_of_fund", Unit.FRACTION, 0.03, (*(PLAN[key] for key in list(PLAN)[:3]), NET)),
        ("needed_enough", Unit.COUNT, 2.0, (ENOUGH, OFFERS)),
        ("distance_enough", Unit.COUNT, 2.0, (ENOUGH, OFFERS)),
    )  # fmt: skip


def evidence(place):
    return Evidence(
        locator=place, owner=place.partition("/")[0], value_as_received=None, as_of_first=None, as_of_last=None,
        documents=(Document(id="doc", title="A document"),), file_sha256="a" * 64, known_at=date(2026, 3, 9),
        extractor="by hand", grade=Grade.C,
    )  # fmt: skip


@pytest.fixture(scope="module")
def worked(make_memo):
    base = make_memo()
    figures = [
        Figure(
            name=name,
            label=name,
            unit=unit,
            value=float(value),
            method=" ".join(more) or "by hand",
            evidence=rests,
            grade=Grade.C,
        )
        for name, unit, value, rests, *more in by_hand()
    ]
    said = Figure(
        name="term_auditor", label="Auditor", unit=Unit.TEXT, text="=1+1", method="as stated", evidence=(AUDITOR,)
    )
    other = Figure(
        name="score_of_nothing", label="x", unit=Unit.RATIO, value=0.123, method="a search", evidence=(R["own"],)
    )
    ours = {figure.name for figure in (*figures, said, other)}
    kept = [figure for figure in base.figures if figure.name not in ours]
    places = sorted({place for figure in (*figures, said, other) for place in figure.evidence})
    return make_memo(
        figures=(*kept, *figures, said, other), evidence=(*base.evidence, *map(evidence, places)), facts=facts()
    )


@pytest.fixture(scope="module")
def calculator(worked):
    path = Path(__file__).with_name("sheet_calculator.py")
    spec = importlib.util.spec_from_file_location("sheet_calculator", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Calculator(render_xlsx(worked, "ab" * 32))


def line(calculator, name):
    sheet = calculator.book["Figures"]
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 13).value == name)


@pytest.mark.parametrize("name", [row[0] for row in by_hand()])
def test_each_formula_gives_the_value_worked_by_hand(calculator, name):
    row = line(calculator, name)
    expected = float(next(found[2] for found in by_hand() if found[0] == name))
    assert calculator.formula("Figures", f"C{row}") is not None
    assert calculator.value("Figures", f"C{row}") == pytest.approx(expected, rel=1e-12, abs=1e-15)
    assert calculator.book["Figures"].cell(row, 10).value == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("volatility_1y", r"=STDEV(Facts!D"),
        ("return_1y", r"=PRODUCT(1+Facts!D"),
        ("median_volatility_1y", "=MEDIAN(Figures!C"),
        ("usd_per_10000_a_year", "=10000*Figures!C"),
        ("all_in_fee", "=Facts!D"),
        ("repurchases_per_year", "=Facts!D"),
        ("max_drawdown_1y", "=MIN(Workings!J"),
        ("distance_enough", "=ABS(Figures!C"),
    ],
)
def test_a_formula_points_to_where_its_numbers_come_from(calculator, name, said):
    assert calculator.formula("Figures", f"C{line(calculator, name)}").startswith(said)


def test_a_change_of_one_fact_goes_through_to_the_figures(worked, calculator):
    sheet = calculator.book["Facts"]
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 9).value == FEE)
    changed = type(calculator)(render_xlsx(worked, "ab" * 32))
    changed.book["Facts"].cell(row, 4).value = 0.0463
    assert changed.value("Figures", f"C{line(changed, 'usd_per_10000_a_year')}") == pytest.approx(463, rel=1e-12)
    assert changed.value("Figures", f"C{line(changed, 'saver_fee_usd')}") == pytest.approx(231.5, rel=1e-12)


def test_a_formula_that_would_not_give_the_memos_value_is_not_written(worked):
    off = [
        figure.model_copy(update={"value": figure.value * (1 + 1e-9)}) if figure.name == "volatility_1y" else figure
        for figure in worked.figures
    ]
    memo = worked.model_copy(update={"figures": tuple(off)})
    how = {each.figure.name: each.how for each in live_figures(memo, Linker(memo)).live}
    assert (how["volatility_1y"], how["return_1y"]) == (How.VALUE, How.FORMULA)


def test_words_and_numbers_without_a_recipe_stand_by_themselves(worked):
    live = {each.figure.name: each for each in live_figures(worked, Linker(worked)).live}
    assert live["score_of_nothing"].how is How.VALUE
    assert live["term_auditor"].how is How.LINK
    assert live["all_in_fee"].how is How.LINK
    assert live["level3"].how is How.VALUE, "a figure whose cells the memo does not hold"


def test_no_formula_without_the_cells_that_it_needs(worked):
    memo = worked.model_copy(update={"facts": tuple(one for one in worked.facts if one.owner != BILL)})
    live = {each.figure.name: each.how for each in live_figures(memo, Linker(memo)).live}
    assert live["sharpe_ratio_1y"] is How.VALUE
    gap = tuple(one for one in worked.facts if one.locator != f"{OWN}/returns.csv:5:return_pct")
    short = worked.model_copy(update={"facts": gap})
    assert {each.figure.name: each.how for each in live_figures(short, Linker(short)).live}["return_1y"] is How.VALUE


def test_terms_are_written_with_the_brackets_they_need():
    one, two, span = Cell("Facts", "D", 2, 3.0), Cell("Facts", "D", 3, 4.0), Span("Facts", "D", 5, (1.0, 2.0, 4.0))
    cases = (
        ((one + two) * 2, "(Facts!D2+Facts!D3)*2", 14.0),
        (1 - (one - two), "1-(Facts!D2-Facts!D3)", 2.0),
        (one - two - 1, "Facts!D2-Facts!D3-1", -2.0),
        (one / (two / 2), "Facts!D2/(Facts!D3/2)", 1.5),
        ((one**2) ** 2, "(Facts!D2^2)^2", 81.0),
        (one * Constant(-1.5), "Facts!D2*(-1.5)", -4.5),
        (call("PRODUCT", 1 + span) - 1, "PRODUCT(1+Facts!D5:D7)-1", 29.0),
        (call("MEDIAN", span, one), "MEDIAN(Facts!D5:D7,Facts!D2)", 2.5),
        (1 + one.above(two) + two.above(one), "1+(Facts!D2>Facts!D3)+(Facts!D3>Facts!D2)", 2.0),
    )
    for term, text, worth in cases:
        assert (written(term), computed(term)) == (text, pytest.approx(worth, rel=1e-15))
    assert math.isnan(computed(one / (two - 4)))
    assert math.isnan(computed(span))


def test_signs_on_ranges_need_a_formula_over_arrays():
    span = Span("Facts", "D", 5, (1.0, 2.0))
    assert needs_array(call("PRODUCT", 1 + span) - 1)
    assert not needs_array(call("SUMPRODUCT", span - 1, span - 1))
    assert not needs_array(call("STDEV", span) * call("SQRT", Constant(12)))
