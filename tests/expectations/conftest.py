"""A small case by hand: one candidate, `fund`, one peer, `peer`, the proxy `proxy` and the rate `bill`."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from expectations.registry import all_rules
from expectations.rule import Inputs
from expectations.validate import run
from prudent.ingest.files import Files
from prudent.ingest.yaml_model import read_model
from prudent.model.benchmarks import BenchmarkCandidate, BenchmarkChoice, Benchmarks, Judged, Proxy, SelectionRule
from prudent.model.case import Case
from prudent.model.freshness import Freshness
from prudent.model.fund import AssetClass, Fund, Wrapper
from prudent.model.policy import Policy
from prudent.model.reconciliation import Reconciliation
from prudent.model.run import Request
from prudent.model.validation import RuleResult
from prudent.tables.core import CoreTables

AS_OF = date(2025, 12, 31)
SHIPPED = Files(Path(__file__).parents[2])
RECONCILIATION = read_model(SHIPPED, "policy/reconciliation.yml", Reconciliation)
FRESHNESS = read_model(SHIPPED, "policy/freshness.yml", Freshness)
OWNER = {"benchmark_returns": "proxy", "market_risk_free": "bill"}
BASE = {
    "fund_returns": {"frequency": "monthly", "kind": "total_net", "period_end": "2025-12-31", "return_frac": 0.01},
    "fund_balance_sheet": {"as_of": "2025-12-31"},
    "fund_fees": {
        "as_of": "2025-12-31",
        "share_class": "I",
        "basis": "fee_table",
        "component": "management",
        "rate_frac": 0.0125,
        "base": "average_net_assets",
    },
    "fund_terms": {"term": "auditor", "value": "An auditor", "as_of": "2025-12-31"},
    "fund_holdings": {"as_of": "2025-12-31", "rank": 1, "issuer": "An issuer", "fair_value_usd": 100},
    "fund_exposure": {"as_of": "2025-12-31"},
    "fund_tenders": {"as_of": "2025-12-31"},
    "fund_cash_flows": {"as_of": "2025-12-31", "kind": "contribution", "amount_usd": 100},
    "fund_fair_value": {
        "as_of": "2025-12-31",
        "level1_usd": 10,
        "level2_usd": 20,
        "level3_usd": 30,
        "nav_expedient_usd": 40,
    },
    "fund_marks": {"as_of": "2025-12-31", "holding": "A holding", "kind": "secondary", "fair_value_usd": 100},
    "fund_market": {"as_of": "2025-12-31", "price_usd": 50},
    "fund_results": {"period_start": "2025-01-01", "as_of": "2025-12-31"},
    "fund_representations": {
        "subject": "liquidity_programme",
        "title": "A programme",
        "signer": "The adviser",
        "as_of": "2025-12-31",
        "reviewed_by": "The adviser to the plan",
        "reviewed_on": "2026-01-15",
        "understood": "yes",
        "contrary_facts": "none",
    },
    "benchmark_returns": {"period_end": "2025-12-31", "return_frac": 0.01},
    "market_risk_free": {"month_end": "2025-12-31", "annual_rate_frac": 0.04},
}
Rows = Sequence[dict[str, object]]


def _fund(name: str, cik: int, wrapper: Wrapper, asset_class: AssetClass) -> Fund:
    return Fund(
        fund=name,
        legal_name=name,
        cik=cik,
        asset_class=asset_class,
        wrapper=wrapper,
        manager="A manager",
        source="by hand",
    )


def _case(wrapper: Wrapper, asset_class: AssetClass) -> Case:
    why = {"why": "by hand", "source": "by hand", "since": AS_OF}
    heads = dict.fromkeys(("investability", "data_quality", "independence"), Judged(score=3))
    proxy = Proxy(benchmark="proxy", name="Proxy", returns="total_return", firms=("Publisher",), **heads)
    floors = {"least_investability": 0, "least_data_quality": 0, "least_independence": 0, "least_coverage_frac": 0}
    rule = SelectionRule(window_months=36, ties=(), **floors, **why)
    candidate = BenchmarkCandidate(benchmark="proxy", mandate=3, strategy=3, objectives=3, risk=3, **why)
    choice = BenchmarkChoice(asset_class=asset_class, candidates=(candidate,), least_similarity=1)
    benchmarks = Benchmarks(version=1, risk_free="bill", selection=rule, proxies=(proxy,), choices=(choice,))
    return Case.model_construct(
        request=Request(fund="fund", as_of=AS_OF, plan="example"),
        funds=(_fund("fund", 1, wrapper, asset_class), _fund("peer", 2, wrapper, asset_class)),
        policy=Policy.model_construct(benchmarks=benchmarks, reconciliation=RECONCILIATION, freshness=FRESHNESS),
        headers=(),
    )


def table_frame(field: str, rows: Rows) -> pl.DataFrame:
    """Rows over the base row of the table, with an origin; a column that neither names is null."""
    spec = CoreTables.spec(field)
    origin = {
        "owner": OWNER.get(field, "fund"),
        "source": "document",
        "file": spec.file,
        "file_sha256": hashlib.sha256((spec.file or field).encode()).hexdigest(),
        "known_at": "2026-11-01",
        "extractor": "by hand",
        "grade": "C",
    }
    full = [{**origin, "row": place, **BASE[field], **row} for place, row in enumerate(rows, start=2)]
    columns = {
        name: pl.Series(name, [_cell(row.get(name), kind) for row in full], dtype=_plain(kind), strict=False).cast(kind)
        for name, kind in spec.polars_schema.items()
    }
    return pl.DataFrame(columns)


def _plain(kind: pl.DataType) -> pl.DataType:
    return pl.Float64() if kind.is_decimal() else kind


def _cell(value: object, kind: pl.DataType) -> object:
    return date.fromisoformat(value) if isinstance(value, str) and kind == pl.Date() else value


Build = Callable[..., Inputs]


@pytest.fixture(scope="session")
def build() -> Build:
    """Inputs from rows by field name; tables that are not named are empty."""

    def inputs(
        tables: dict[str, Rows],
        wrapper: Wrapper = Wrapper.INTERVAL_FUND,
        asset_class: AssetClass = AssetClass.PRIVATE_CREDIT,
    ) -> Inputs:
        frames = {name: table_frame(name, tables.get(name, ())) for name in CoreTables.names()}
        return Inputs(_case(wrapper, asset_class), CoreTables(**frames))

    return inputs


@pytest.fixture(scope="session")
def result_of() -> Callable[[str, Inputs], RuleResult]:
    """The result of one rule for the owner that the built rows speak of."""
    by_id = {rule.id: rule for rule in all_rules()}
    owners = {"core_benchmark__returns": "proxy", "core_market__risk_free": "bill"}

    def result(rule: str, inputs: Inputs) -> RuleResult:
        owner = owners.get(by_id[rule].table, "fund")
        return next(item for item in run([by_id[rule]], inputs) if item.owner == owner)

    return result
