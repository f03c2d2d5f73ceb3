"""Runs every case under `cases/`: an input, the values that must come out, and where they were published.

A case measures a fund from core tables, or calls one function of `prudent.score` (`function: module:name`) with the input as
its arguments: lists become arrays, `{series: name}` too, a list of ISO dates stays dates. What a function gives is a number, an
array (expected as a list), a refusal (`{refused: code}`) or a value with fields (expected by name). `published` names the
worked examples of the literature that the case reproduces.

A case is a YAML file with title, method, source, input, expect, tolerance and note. Tables of the input are columns side by
side; one value stands for the whole column, `{month_ends_from: 2023-01-31, step: 3, count: 8}` for month ends, and
`{series: name}` for the values of `series/name.yml`. `{smoothed_normal: {seed, count, mean, deviation, thetas}}` is a moving average of normal
numbers from NumPy's default generator. `{incentive: {rate, hurdle, catch_up}}` is the terms of a fee on income. What is expected is a number, a text or `{refused: code}`.
"""

import calendar
import importlib
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import yaml

from prudent.model.benchmarks import BenchmarkCandidate, BenchmarkChoice, Benchmarks, Judged, Proxy, SelectionRule
from prudent.model.fund import AssetClass, Fund
from prudent.model.measured import Refusal
from prudent.model.peers import Horizon
from prudent.model.policy import Policy
from prudent.score.fees.incentive import Incentive
from prudent.score.measures import measure_all
from prudent.tables.core import CoreTables

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*/*.yml"))
FUND, RISK_FREE, BENCHMARK = "a-fund", "bills", "an-index"
OWNERS = {"market_risk_free": RISK_FREE, "benchmark_returns": BENCHMARK}
KEYS = {"title", "method", "source", "input", "expect", "tolerance", "note"}
PUBLISHED = [
    "bacon-drawdown",
    "bacon-omega",
    "directalpha-edda",
    "directalpha-identity",
    "directalpha-wiki",
    "dsr-100",
    "dsr-88",
    "fee-bcred",
    "fee-cclfx",
    "glm-synthetic",
    "ham1-dd",
    "ham1-geltner",
    "ham1-sharpe",
    "incentive-bcred",
    "insead-irr-1",
    "insead-mirr",
    "kspme-insead",
    "level3-bcred",
    "level3-hlpaf",
    "lnpme-wiki",
    "lo2002-table2",
    "mintrl-frequency",
    "moddietz-bloomberg",
    "mpme-wiki",
    "multiples-1",
    "multiples-2",
    "pmeplus-insead",
    "polen-fund-1",
    "polen-fund-2",
    "proration-generic",
    "proration-hlend",
    "proration-industry",
    "psr-full",
    "queue-derived",
    "sortino-redrock",
    "xirr-msexcel-1",
    "xirr-msexcel-neg",
]
MAY_HAVE = {"function", "published"}
QUESTION = {"as_of", "asset_class", "wrapper", "horizons"}


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case_gives_the_published_values(path):
    case = read(path)
    measures = called(case) if "function" in case else measured(case["input"])
    wrong = {
        name: (found, wanted)
        for name, wanted in case["expect"].items()
        if not agrees(found := measures[name], wanted, tolerance_of(case, name))
    }
    assert wrong == {}


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case_says_all_that_the_docs_print(path):
    case = read(path)
    assert set(case) - MAY_HAVE == KEYS
    assert all(isinstance(case[key], str) and case[key].strip() for key in ("title", "method", "source", "note"))
    if "function" not in case:
        assert set(case["input"]) - QUESTION <= set(CoreTables.names())


def test_every_case_is_about_the_measure_of_its_folder():
    assert CASES
    strays = [
        str(path.relative_to(HERE))
        for path in CASES
        if "function" not in read(path) and not any(name.startswith(path.parent.name) for name in read(path)["expect"])
    ]
    assert strays == []


def called(case):
    """What the case's function gives, by name; `value` when it has no fields."""
    module, _, name = case["function"].partition(":")
    found = getattr(importlib.import_module(f"prudent.score.{module}"), name)(
        **{key: argument(value) for key, value in case["input"].items()}
    )
    if isinstance(found, Refusal):
        return {key: {"refused": found.code.value} for key in case["expect"]}
    if isinstance(found, tuple | float | int | np.ndarray | np.generic | str):
        return {"value": found}
    return {key: getattr(found, key) for key in case["expect"]}


def argument(value):
    """Numbers side by side as an array; dates, and what is alone, as they are."""
    value = listed(value)
    is_numbers = isinstance(value, list) and all(isinstance(item, int | float | list) for item in value)
    return np.array(value, dtype=float) if is_numbers else tuple(value) if isinstance(value, list) else value


def test_every_worked_example_of_the_literature_is_reproduced():
    named = [name for path in CASES for name in read(path).get("published", ())]
    assert sorted(set(named)) == sorted(PUBLISHED)


def measured(given):
    """Every measure of the case's fund, by name: a number, a text or the code of a refusal."""
    as_of = given["as_of"]
    tables = {name: inline(name, columns) for name, columns in given.items() if name not in QUESTION}
    core = CoreTables(
        **{name: tables.get(name, CoreTables.spec(name).empty()) for name in CoreTables.names()}
    ).checked()
    asset_class = AssetClass(given.get("asset_class", "private_credit"))
    horizons = tuple(Horizon(why="spec", **horizon) for horizon in given.get("horizons", ()))
    fund = Fund(
        fund=FUND,
        legal_name="A Fund",
        cik=1,
        asset_class=asset_class,
        wrapper=given.get("wrapper", "interval_fund"),
        manager="A manager",
        source="spec",
    )
    frame = measure_all((fund,), core, policy_for(asset_class), as_of, horizons)
    return {
        row["measure"]: {"refused": row["refusal_code"]}
        if row["refusal_code"]
        else row["text"]
        if row["text"] is not None
        else row["value"]
        for row in frame.iter_rows(named=True)
    }


def policy_for(asset_class):
    why = {"why": "spec", "source": "spec", "since": date(2026, 1, 1)}
    best = Judged(score=3)
    proxy = Proxy(
        benchmark=BENCHMARK,
        name="An index",
        returns="total_return",
        firms=("A publisher",),
        investability=best,
        data_quality=best,
        independence=best,
    )
    rule = SelectionRule(
        least_investability=0,
        least_data_quality=0,
        least_independence=0,
        window_months=36,
        least_coverage_frac=0,
        ties=(),
        **why,
    )
    candidate = BenchmarkCandidate(benchmark=BENCHMARK, mandate=3, strategy=3, objectives=3, risk=3, **why)
    choice = BenchmarkChoice(asset_class=asset_class, candidates=(candidate,), least_similarity=1)
    benchmarks = Benchmarks(version=1, risk_free=RISK_FREE, selection=rule, proxies=(proxy,), choices=(choice,))
    return Policy.model_construct(benchmarks=benchmarks)


def inline(name, columns):
    """A core table from columns side by side, with the provenance that ingest would have given."""
    spec = CoreTables.spec(name)
    values = {column: listed(value) for column, value in columns.items()}
    height = max(len(value) for value in values.values() if isinstance(value, list))
    values = {
        column: month_ends(value, height)
        if isinstance(value, dict)
        else value
        if isinstance(value, list)
        else [value] * height
        for column, value in values.items()
    }
    provenance = {
        "owner": [OWNERS.get(name, FUND)] * height,
        "source": ["a-document"] * height,
        "file": [spec.file] * height,
        "row": list(range(2, height + 2)),
        "file_sha256": ["0" * 64] * height,
        "known_at": [date(2026, 1, 1)] * height,
        "extractor": ["by hand"] * height,
        "grade": ["C"] * height,
    }
    schema = spec.polars_schema
    cells = {column: (provenance | values).get(column, [None] * height) for column in schema}
    return pl.DataFrame(
        [pl.Series(column, cells[column], strict=False).cast(dtype) for column, dtype in schema.items()]
    )


def listed(value):
    """The values of a named series; month ends of a stated count; anything else as it is."""
    if isinstance(value, dict) and "series" in value:
        return read(HERE / "series" / f"{value['series']}.yml")["values"]
    if isinstance(value, dict) and "smoothed_normal" in value:
        return smoothed_normal(**value["smoothed_normal"])
    if isinstance(value, dict) and "incentive" in value:
        return Incentive(**value["incentive"])
    if isinstance(value, dict) and "count" in value:
        return month_ends(value, value["count"])
    return value


def smoothed_normal(seed, count, mean, deviation, thetas):
    before = len(thetas) - 1
    true = np.random.default_rng(seed).normal(mean, deviation, count + before)
    return list(sum(theta * true[before - lag : before - lag + count] for lag, theta in enumerate(thetas)))


def month_ends(value, count):
    first, step = value["month_ends_from"], value.get("step", 1)
    months = [first.year * 12 + first.month - 1 + step * place for place in range(count)]
    return [date(m // 12, m % 12 + 1, calendar.monthrange(m // 12, m % 12 + 1)[1]) for m in months]


def tolerance_of(case, name):
    tolerance = case["tolerance"]
    return tolerance[name] if isinstance(tolerance, dict) else tolerance


def agrees(found, wanted, tolerance):
    if isinstance(found, Refusal):
        found = {"refused": found.code.value}
    if isinstance(wanted, dict | str) or isinstance(found, dict | str):
        return found == wanted
    if isinstance(wanted, list):
        return list(np.ravel(found)) == pytest.approx(wanted, abs=tolerance)
    return found == pytest.approx(wanted, abs=tolerance)
