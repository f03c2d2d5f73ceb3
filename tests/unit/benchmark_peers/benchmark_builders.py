"""Small policies and core tables for the tests of benchmarks and peers, as of 2025-12-31."""

import calendar
from datetime import date

import polars as pl

from prudent.model.benchmarks import BenchmarkCandidate, BenchmarkChoice, Benchmarks, Judged, Proxy, SelectionRule
from prudent.model.fund import Fund
from prudent.model.policy import Policy
from prudent.tables.core import CoreTables

AS_OF = date(2025, 12, 31)
WHY = {"why": "test", "source": "test", "since": date(2026, 1, 1)}
FIGURE = {
    "source": "a-document",
    "file_sha256": "0" * 64,
    "known_at": date(2026, 1, 1),
    "extractor": "by hand",
    "grade": "C",
}


def month_ends(count: int, last: date = AS_OF, step: int = 1) -> list[date]:
    final = last.year * 12 + last.month - 1
    months = [final - step * back for back in range(count)][::-1]
    return [date(m // 12, m % 12 + 1, calendar.monthrange(m // 12, m % 12 + 1)[1]) for m in months]


def table(name: str, rows: list[dict]) -> pl.DataFrame:
    """A core table; a row's place in its owner's file is counted unless it says so."""
    spec, seen, filled = CoreTables.spec(name), {}, []
    for row in rows:
        seen[row["owner"]] = seen.get(row["owner"], 1) + 1
        filled.append({**FIGURE, "file": spec.file, "row": seen[row["owner"]], **row})
    return pl.DataFrame(
        [
            pl.Series(column, [row.get(column) for row in filled], strict=False).cast(kind)
            for column, kind in spec.polars_schema.items()
        ]
    )


def core(**rows: list[dict]) -> CoreTables:
    return CoreTables(**{name: table(name, rows.get(name, [])) for name in CoreTables.names()})


def returns(owner: str, values: list[float], frequency: str = "monthly", last: date = AS_OF) -> list[dict]:
    step = {"monthly": 1, "quarterly": 3, "annual": 12}[frequency]
    return [
        {"owner": owner, "frequency": frequency, "kind": "total_net", "period_end": end, "return_frac": value}
        for end, value in zip(month_ends(len(values), last, step), values, strict=True)
    ]


def series(owner: str, values: list[float], last: date = AS_OF) -> list[dict]:
    return [
        {"owner": owner, "period_end": end, "return_frac": value}
        for end, value in zip(month_ends(len(values), last), values, strict=True)
    ]


def named(words: str, owner: str = "a-fund") -> list[dict]:
    return [{"owner": owner, "term": "benchmark_named_by_fund", "value": words, "as_of": date(2025, 6, 30)}]


def fund(name: str = "a-fund", manager: str = "Manager", asset_class: str = "private_credit", **more: object) -> Fund:
    return Fund.model_validate(
        {
            "fund": name,
            "legal_name": name,
            "cik": 1,
            "asset_class": asset_class,
            "wrapper": "interval_fund",
            "manager": manager,
            "source": "test",
            **more,
        }
    )


def proxy(name: str, firm: str = "Publisher", heads: tuple[int, int, int] = (3, 3, 3), **more: object) -> Proxy:
    judged = [Judged(score=score, why="" if score == 3 else f"{score} for a reason.") for score in heads]
    return Proxy(
        benchmark=name,
        name=name.upper(),
        returns="total_return",
        firms=(firm,),
        investability=judged[0],
        data_quality=judged[1],
        independence=judged[2],
        **more,
    )


def candidate(name: str, heads: tuple[int, int, int, int]) -> BenchmarkCandidate:
    mandate, strategy, objectives, risk = heads
    return BenchmarkCandidate(
        benchmark=name, mandate=mandate, strategy=strategy, objectives=objectives, risk=risk, **WHY
    )


def rule(**more: object) -> SelectionRule:
    given = {
        "least_investability": 1,
        "least_data_quality": 1,
        "least_independence": 1,
        "window_months": 36,
        "least_coverage_frac": 1.0,
        "ties": ("independence", "data_quality", "investability"),
        **WHY,
    }
    return SelectionRule.model_validate({**given, **more})


def benchmarks(proxies: list[Proxy], candidates: list[BenchmarkCandidate], **more: object) -> Benchmarks:
    choice = BenchmarkChoice(asset_class="private_credit", candidates=tuple(candidates), least_similarity=7)
    given = {"version": 1, "risk_free": "bills", "selection": rule(), "proxies": tuple(proxies), "choices": (choice,)}
    return Benchmarks(**{**given, **more})


def policy(given: Benchmarks) -> Policy:
    return Policy.model_construct(benchmarks=given)
