"""Every finished run and every finished review as rows. A run without a manifest does not exist and has none.

Belongs here: manifests. Does not: what a run wrote (`parquet`).
"""

import re
from collections import Counter
from datetime import date

from pydantic import ValidationError

from prudent.catalog.faulty import Faulty
from prudent.catalog.issues import Row
from prudent.model.run import Manifest
from prudent.store.layout import MANIFEST, REVIEWS, RUNS
from prudent.store.objects import Objects
from prudent.store.reading import bodies

_RUN = re.compile(rf"({RUNS}/[^/]+/[^/]+/[0-9a-f]{{64}})/{re.escape(MANIFEST)}")
_REVIEW = re.compile(rf"{REVIEWS}/([^/]+)/([^/]+)/(\d{{4}}-\d\d-\d\d)/([^/]+)/(.+)")
_PORTFOLIO = "portfolio"
"""Stands in a fund's place for the page on all funds."""


def run_rows(objects: Objects, faulty: Faulty) -> tuple[Row, ...]:
    """A row for each finished run, by folder."""
    folders = tuple(found[1] for key in objects.keys(RUNS) if (found := _RUN.fullmatch(key)))
    rows: list[Row] = []
    for folder, body in zip(folders, bodies(objects, tuple(f"{one}/{MANIFEST}" for one in folders)), strict=True):
        try:
            rows.append(_run(folder, Manifest.model_validate_json(body or b"")))
        except ValidationError:
            faulty.add(f"{folder}/{MANIFEST}", "It is not as it was written.")
    return tuple(rows)


def _run(folder: str, manifest: Manifest) -> Row:
    asked = manifest.request
    return {
        "plan": asked.plan,
        "fund": asked.fund,
        "as_of": asked.as_of,
        "run": manifest.run,
        "known_on": manifest.known_on,
        "question": manifest.question,
        "code_sha256": manifest.code_sha256,
        "seals": manifest.seals,
        "inputs": len(manifest.inputs),
        "outputs": len(manifest.outputs),
        "output_bytes": sum(output.size_bytes for output in manifest.outputs),
        "folder": folder,
    }


def review_rows(objects: Objects) -> tuple[Row, ...]:
    """A row for each finished review, by folder."""
    found = [match for key in objects.keys(REVIEWS) if (match := _REVIEW.fullmatch(key))]
    counted = Counter(match[0].removesuffix(f"/{match[5]}") for match in found)
    return tuple(
        {
            "plan": match[1],
            "fund": None if match[2] == _PORTFOLIO else match[2],
            "as_of": date.fromisoformat(match[3]),
            "review": match[4],
            "files": counted[match[0].removesuffix(f"/{match[5]}")],
            "folder": match[0].removesuffix(f"/{match[5]}"),
        }
        for match in found
        if match[5] == MANIFEST
    )
