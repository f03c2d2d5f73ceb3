"""What each stage of an onboarding shows beside its run in Prefect: rows in and out, and what did not agree.

Belongs here: the artifacts of several stages. Does not: how Prefect keeps one (`artifacts`). Every table is bounded and
says so where rows are left out: the whole of it is a file of the run.
"""

import os
from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import polars as pl

from prudent.model.run import Issue, Output, Request
from prudent.store.layout import issue_folder
from tasks.artifacts import MarkdownArtifact, TableArtifact, artifact_key, cell
from tasks.work import Place

FILES_URL = "PRUDENT_FILES_URL"
"""Environment variable: where people reach the store's files with a browser, such as a bucket's pages. Prefect's pages
may be on another machine than the store, and a browser follows no link from a page to a file on a disk."""

MOST_ROWS = 100
"""Of one table: what a person reads through; Prefect's pages draw all of it at once."""
MOST_CHARACTERS = 600
"""Of one cell: a sentence with the first rows that a rule names."""

Row = dict[str, Any]


def bounded(key: str, said: str, rows: Iterable[Row]) -> TableArtifact:
    """A table of the first rows, with how many there are where some are left out."""
    every = tuple(rows)
    shown = tuple({name: _short(value) for name, value in row.items()} for row in every[:MOST_ROWS])
    more = f" The first {MOST_ROWS} of {len(every)}." if len(every) > MOST_ROWS else ""
    return TableArtifact(key=key, description=f"{said}{more}", rows=shown)


def _short(value: object) -> object:
    if not isinstance(value, str):
        return value
    return cell(value if len(value) <= MOST_CHARACTERS else f"{value[:MOST_CHARACTERS]} …")


def written(stage: str, request: Request, taken: str, outputs: tuple[Output, ...]) -> TableArtifact:
    """What went into a stage, and each file that came out of it with its rows.

    Args:
        stage: the stage's word.
        request: the question.
        taken: what went in, in words.
        outputs: the files that the stage wrote.
    """
    rows = ({"file": one.name, "rows": one.rows, "bytes": one.size_bytes, "sha256": one.sha256[:12]} for one in outputs)
    out = sum(one.rows or 0 for one in outputs)
    files = "file" if len(outputs) == 1 else "files"
    said = f"{stage}: in {taken}; out {out:,} rows in {len(outputs)} {files}."
    return bounded(artifact_key(f"rows-{stage}", request), said, rows)


def rows_of(outputs: Iterable[Output]) -> str:
    """How much the files hold that a stage took in."""
    every = tuple(outputs)
    return f"{sum(one.rows or 0 for one in every):,} rows in {len(every)} {'file' if len(every) == 1 else 'files'}"


def refused(request: Request, files: Iterable[tuple[str, str, str]]) -> TableArtifact | None:
    """Files that were put aside while the run went on without them; None where none was.

    Args:
        request: the question.
        files: name, code and reason of each.
    """
    rows = [{"file": name, "code": code, "reason": reason} for name, code, reason in files]
    if not rows:
        return None
    said = f"{len(rows)} refused; the run went on without, and quarantine has them."
    return bounded(artifact_key("refused", request), said, rows)


def reconciliation(request: Request, totals: pl.DataFrame) -> TableArtifact:
    """Figures that must agree and do not, the candidate's first; how many do."""
    counted = Counter(totals["outcome"].to_list())
    said = ", ".join(f"{number} {outcome.replace('_', ' ')}" for outcome, number in sorted(counted.items()))
    apart = totals.filter(pl.col("outcome").is_in(["breaks", "incomplete"])).sort(
        pl.col("fund") != request.fund, pl.col("stops") != "yes", "fund", "item", "as_of", maintain_order=True
    )
    rows = (
        {
            "fund": row["fund"],
            "item": row["item"],
            "as of": str(row["as_of"]),
            "outcome": row["outcome"],
            "stops": row["stops"],
            "said": row["sentence"],
        }
        for row in apart.iter_rows(named=True)
    )
    return bounded(artifact_key("reconciliation", request), f"Reconciliation: {said or 'nothing to compare'}.", rows)


def scorecard(request: Request, points: pl.DataFrame, verdict: str) -> TableArtifact:
    """The candidate's points, criterion by criterion. A criterion without evidence has none, which is not zero."""
    own = points.filter(pl.col("fund") == request.fund)
    rows = (
        {
            "factor": row["factor"],
            "criterion": row["criterion"],
            "points": "no evidence" if row["points"] is None else f"{row['points']:g} of {row['points_possible']:g}",
            "value": None if row["value"] is None else f"{row['value']:.4g}",
            "weight": f"{row['weight_frac']:.4g}",
            "measure": row["measure"],
        }
        for row in own.iter_rows(named=True)
    )
    missing = own["points"].null_count()
    said = f"Scorecard of {request.fund}: staff say {verdict}; {missing} of {own.height} criteria without evidence."
    return bounded(artifact_key("scorecard", request), said, rows)


def memo_files(place: Place, issue: Issue) -> MarkdownArtifact:
    """Where the memo lies, as a link where one is known to work: the formats, the record's hash, the rules' report."""
    folder = issue_folder(issue.request, issue.number)
    base, why_not = _base()
    lines = [f"Issue {issue.number} of **{cell(issue.request.fund)}** as of {issue.request.as_of}:", ""]
    for file in issue.files:
        key = f"{folder}/{file.name}"
        where = f"[{cell(file.name)}]({base}/{key})" if base else cell(place.at(key))
        lines.append(f"* {where}, SHA-256 {file.sha256[:12]}")
    lines += ["", why_not] if why_not else []
    said = f"Issue {issue.number} of {issue.request.fund}"
    return MarkdownArtifact(key=artifact_key("memo", issue.request), description=said, text="\n".join(lines))


def _base() -> tuple[str | None, str | None]:
    """The address of the store's files, if one is set that a link can be made of; else why there is none."""
    given = os.environ.get(FILES_URL, "").strip().rstrip("/")
    if not given:
        return None, f"Paths are of the worker's machine. {FILES_URL} makes links of them."
    parts = urlsplit(given)
    if parts.scheme not in {"http", "https"} or not parts.netloc or any(char in given for char in " ()<>[]\"'\\"):
        return None, f"{FILES_URL} is no address of web pages, so these are paths of the worker's machine."
    return given, None
