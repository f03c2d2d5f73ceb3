"""The workbook of a shipped fund: every formula computed again from the cells of the received files gives the memo's value."""

import importlib.util
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from prudent.ingest.gather import gather
from prudent.memo.build import build_memo
from prudent.memo.links import Linker
from prudent.memo.sheets.formulas import How, live_figures
from prudent.memo.sheets.workbook import render_xlsx
from prudent.model.run import Request
from prudent.score.score import score

ROOT = Path(__file__).resolve().parents[2]
FUND = "blackstone-private-credit"
WINDOW = r"_(?:\d+y|since_start|own_record|on_horizon)"
LIVE = (
    rf"return{WINDOW}", rf"volatility{WINDOW}", rf"volatility_unsmoothed{WINDOW}", rf"sharpe_ratio{WINDOW}",
    rf"sharpe_ratio_unsmoothed{WINDOW}", rf"max_drawdown{WINDOW}", rf"tracking_error{WINDOW}",
    rf"correlation_with_benchmark{WINDOW}", rf"excess_return_over_benchmark{WINDOW}", "all_in_fee", "usd_per_10000_a_year",
    r"cost_\d+y_usd_per_10000", r"fees_paid_\d+y_usd_per_10000", r"cost_over_cheapest_\d+y_usd_per_10000", "saver_sleeve_usd",
    "saver_fee_usd", "plan_share_of_fund", "leverage_assets_to_net_assets", "hard_to_value_share", "repurchase_cap",
    "share_redeemable_a_year", r"median_(?:return_on_horizon|leverage_assets_to_net_assets)", "net_assets", "positions",
)  # fmt: skip
"""Measures whose figures, of the fund and of its peers, are never mere values where they are numbers."""


@pytest.fixture(scope="module")
def memo():
    read = gather(ROOT, Request(fund=FUND, as_of=date(2025, 12, 31), plan="example"), date(2099, 12, 31))
    return build_memo(read.case, read.core, (), score(read.case, read.core, ()), "0" * 64)


@pytest.fixture(scope="module")
def made(memo):
    return render_xlsx(memo, "ab" * 32)


@pytest.fixture(scope="module")
def calculator(made):
    path = Path(__file__).with_name("sheet_calculator.py")
    spec = importlib.util.spec_from_file_location("sheet_calculator", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Calculator(made)


def test_every_figure_is_what_its_formula_gives_from_the_facts_alone(memo, calculator):
    sheet, figures = calculator.book["Figures"], {figure.name: figure for figure in memo.figures}
    for row in range(2, sheet.max_row + 1):
        figure = figures[sheet.cell(row, 13).value]
        if figure.value is not None:
            there = calculator.value("Figures", f"C{row}")
            assert there == pytest.approx(figure.value, rel=1e-12, abs=1e-15), figure.name


def test_every_formula_carries_the_value_that_it_gives(made, calculator, tmp_path):
    path = tmp_path / "memo.xlsx"
    path.write_bytes(made)
    shown = openpyxl.load_workbook(path, data_only=True)
    count = 0
    for sheet in calculator.book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" or isinstance(cell.value, ArrayFormula):
                    value, told = (
                        calculator.value(sheet.title, cell.coordinate),
                        shown[sheet.title][cell.coordinate].value,
                    )
                    is_number = isinstance(value, int | float)
                    assert told == (pytest.approx(value, rel=1e-12, abs=1e-15) if is_number else value), cell.coordinate
                    count += 1
    assert count > 1_000


def test_the_measures_that_can_be_are_live(memo):
    live = live_figures(memo, Linker(memo)).live
    dead = [
        line.figure.name
        for line in live
        if line.how is How.VALUE and any(re.fullmatch(rf"(?:{name})(?:__\w+)?", line.figure.name) for name in LIVE)
    ]
    assert dead == []
    for name in LIVE[:4]:
        assert any(re.fullmatch(name, line.figure.name) and line.how is How.FORMULA for line in live), name


def test_the_facts_are_the_cells_of_the_memo(memo, calculator):
    sheet = calculator.book["Facts"]
    assert [sheet.cell(row, 9).value for row in range(2, sheet.max_row + 1)] == [fact.locator for fact in memo.facts]
    for row, fact in enumerate(memo.facts, start=2):
        told = sheet.cell(row, 4).value
        if fact.unit in {"text", "date"} and not isinstance(told, int | float):
            assert told == (fact.value or "(an empty cell)")
        else:
            assert told == float(fact.value)
