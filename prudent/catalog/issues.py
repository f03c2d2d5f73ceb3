"""Every issue as rows: the issue, its findings, its figures, what is missing. Read from `memo.json` alone.

Belongs here: which field of a memo goes into which column. Does not: files of the run (`parquet`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from pydantic import ValidationError

from prudent.catalog.faulty import Faulty
from prudent.model.run import Issue, Request
from prudent.site.stored import StoredFigure, StoredMemo
from prudent.site.telling import tell_memo
from prudent.site.told import Memo
from prudent.store.frames import sha256
from prudent.store.layout import ISSUE, MEMOS
from prudent.store.objects import Objects
from prudent.store.reading import bodies

Row = dict[str, object]
_ISSUE = re.compile(rf"({MEMOS}/[^/]+/[^/]+/[^/]+/[1-9]\d*)/{re.escape(ISSUE)}")
_MEMO = "memo.json"
_AT_A_TIME = 50
"""Memos whose rows are in memory at a time: some thirty thousand figures."""


@dataclass(frozen=True, slots=True)
class Published:
    """An issue, where it lies, and whether it is the latest of its plan, fund and date."""

    issue: Issue
    folder: str
    is_latest: bool

    @property
    def key(self) -> Row:
        """The columns that say which issue a row is of."""
        asked = self.issue.request
        return {"plan": asked.plan, "fund": asked.fund, "as_of": asked.as_of, "number": self.issue.number}


MEMO_TABLES = ("issues", "findings", "figures", "missing")


@dataclass(slots=True)
class IssueRows:
    """Rows of the four tables that memos make."""

    issues: list[Row] = field(default_factory=list[Row])
    findings: list[Row] = field(default_factory=list[Row])
    figures: list[Row] = field(default_factory=list[Row])
    missing: list[Row] = field(default_factory=list[Row])


def published(objects: Objects, faulty: Faulty) -> tuple[Published, ...]:
    """Every issue of the store, by plan, fund, date and number."""
    folders = tuple(found[1] for key in objects.keys(MEMOS) if (found := _ISSUE.fullmatch(key)))
    read = zip(folders, bodies(objects, tuple(f"{folder}/{ISSUE}" for folder in folders)), strict=True)
    issues: dict[str, Issue] = {}
    for folder, body in read:
        try:
            issues[folder] = Issue.model_validate_json(body or b"")
        except ValidationError:
            faulty.add(f"{folder}/{ISSUE}", "It is not as it was written.")
    last: dict[Request, int] = {}
    for issue in issues.values():
        last[issue.request] = max(issue.number, last.get(issue.request, 0))
    found = (Published(issue, folder, issue.number == last[issue.request]) for folder, issue in issues.items())
    return tuple(sorted(found, key=_order))


def _order(one: Published) -> tuple[str, str, date, int]:
    asked = one.issue.request
    return asked.plan, asked.fund, asked.as_of, one.issue.number


def issue_rows(objects: Objects, issues: tuple[Published, ...], faulty: Faulty) -> Iterator[IssueRows]:
    """The rows of all memos, some memos at a time. One that is not what was published, or was written by another
    version, is listed as not read.
    """
    rows = IssueRows()
    read = bodies(objects, tuple(f"{one.folder}/{_MEMO}" for one in issues))
    for one, body in zip(issues, read, strict=True):
        record = next((file.sha256 for file in one.issue.files if file.name == _MEMO), None)
        if body is None or record is None or sha256(body) != record:
            faulty.add(one.folder, f"{_MEMO} is not what was published.")
            continue
        try:
            stored = StoredMemo.model_validate_json(body)
            _add(rows, one, stored, tell_memo(stored), record)
        except ValueError:
            faulty.add(one.folder, "Its memo was written by another version of Prudent.", tampered=False)
        if len(rows.issues) == _AT_A_TIME:
            yield rows
            rows = IssueRows()
    yield rows


def _add(rows: IssueRows, one: Published, stored: StoredMemo, told: Memo, record: str) -> None:
    of = one.key | {"is_latest": one.is_latest}
    rows.issues.append(of | {"record": record} | _issue(one, stored, told))
    rows.findings.extend(
        of
        | {
            "factor": finding.factor.value,
            "status": finding.status.value,
            "determination": finding.determination,
            "figure": finding.number,
            "peers": finding.peers,
            "grade": finding.grade.value if finding.grade else None,
        }
        for finding in told.findings
    )
    rows.missing.extend(of | {"item": item.item, "factor": item.factor, "ask": item.ask} for item in told.missing)
    rows.figures.extend(of | _figure(figure) for figure in stored.figures)


def _issue(one: Published, stored: StoredMemo, told: Memo) -> Row:
    quality = told.quality
    return {
        "run": one.issue.run,
        "seals": one.issue.seals,
        "folder": one.folder,
        "legal_name": told.legal_name,
        "manager": told.manager,
        "asset_class": stored.subject.asset_class.value,
        "wrapper": stored.subject.wrapper.value,
        "known_at": told.known_at,
        "rule_status": told.rule_status,
        "recommendation": told.verdict.value,
        "headline": told.headline,
        "items_in_evidence": quality.items_in_evidence,
        "items_asked": quality.items_asked,
        "rules_failed": quality.rules_failed,
        "changes": told.page_one.changes,
    }


def _figure(figure: StoredFigure) -> Row:
    refusal, window = figure.refusal, figure.window
    return {
        "figure": figure.name,
        "label": figure.label,
        "unit": figure.unit.value,
        "value": figure.value,
        "text": figure.text,
        "refusal_code": refusal.code.value if refusal else None,
        "refusal_reason": refusal.reason if refusal else None,
        "n": figure.n,
        "window_start": window.start if window else None,
        "window_end": window.end if window else None,
        "method": figure.method,
        "grade": figure.grade.value if figure.grade else None,
    }
