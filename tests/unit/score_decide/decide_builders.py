"""Small frames of measures for the tests of comparing, scoring and finding."""

from datetime import date

import polars as pl

from prudent.model.fund import AssetClass, Fund, Wrapper
from prudent.model.scorecard import Gate
from prudent.score.findings.evidence_of import FundEvidence
from prudent.score.findings.subject import Subject
from prudent.score.peers.compare import compare
from prudent.tables.core import CoreTables
from prudent.tables.spec import table

MEASURES = table("score_fund__measures")


def measure(
    fund: str,
    name: str,
    value: float | None,
    frequency: str | None = "monthly",
    text: str | None = None,
    code: str = "not_evidenced",
) -> dict:
    refused = value is None and text is None
    return {
        "fund": fund,
        "factor": "performance",
        "measure": name,
        "unit": "fraction",
        "value": value,
        "text": text,
        "refusal_code": code if refused else None,
        "refusal_reason": "No document in the packet says it." if refused else None,
        "n": 36,
        "frequency": frequency,
        "window_start": date(2023, 1, 1),
        "window_end": date(2025, 12, 31),
        "method": "test",
        "evidence": [] if refused else [f"{fund}/returns.csv:2-37:return_pct"],
    }


def measures(*rows: dict) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=MEASURES.polars_schema)


def fund(
    name: str = "fund-a",
    asset_class: AssetClass = AssetClass.PRIVATE_CREDIT,
    wrapper: Wrapper = Wrapper.INTERVAL_FUND,
) -> Fund:
    return Fund(
        fund=name,
        legal_name="Fund A (fictional)",
        cik=1,
        asset_class=asset_class,
        wrapper=wrapper,
        manager="Nobody",
        source="made for the test",
    )


AS_OF = date(2025, 12, 31)


def documents(**values: str | tuple[str, date]) -> pl.DataFrame:
    """Terms of fund-a; a value may bring its date, which else is the as-of date."""
    rows = [
        {
            "owner": "fund-a",
            "term": term,
            "value": value if isinstance(value, str) else value[0],
            "as_of": AS_OF if isinstance(value, str) else value[1],
            "section": None,
            "source": "x",
            "file": "terms.csv",
            "row": row,
            "file_sha256": "0" * 64,
            "known_at": date(2026, 1, 1),
            "extractor": "test",
            "grade": "C",
        }
        for row, (term, value) in enumerate(values.items(), start=2)
    ]
    return pl.DataFrame(rows, schema=CoreTables.empty().fund_terms.schema)


def subject(*rows: dict, of: Fund | None = None, terms: pl.DataFrame | None = None, **more) -> Subject:
    """fund-a with these measures and documents, compared with every other fund among the measures."""
    frame = measures(*rows)
    peers = compare(frame, tuple(sorted({"fund-a", *frame["fund"]})), None)
    return Subject(
        of or fund(),
        FundEvidence("fund-a", frame, peers, None),
        documents() if terms is None else terms,
        AS_OF,
        **more,
    )


def coverage_gate(least: float, **changes) -> Gate:
    """At least so much of the scorecard's weight must have evidence."""
    asked = {"kind": "coverage", "threshold": least}
    return Gate.model_validate({
        "id": "enough", "title": "Enough evidence", "failed_when": [asked | {"test": "below"}],
        "passed_when": [asked | {"test": "at_least"}], "failed": "Too little.", "passed": "Enough.",
        "what_to_ask": "Ask.", "why": "", "source": "", "since": date(2026, 1, 1), **changes,
    })  # fmt: skip
