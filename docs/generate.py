"""Writes the generated pages, or with `--check` says which are out of date. `make fix` writes, `make check` checks.

Each page is a pure function of the code and data it documents, so one that differs was not made again.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from docs.pages import (
    catalog,
    data_dictionary,
    data_quality,
    data_rules,
    how_we_score,
    limits,
    packet_format,
    reliability,
)
from prudent.memo.schema import schema_text

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Page:
    """A generated file and what makes its text."""

    path: str
    make: Callable[[], str]


PAGES = (
    Page("docs/catalog.md", catalog.page),
    Page("docs/data-dictionary.md", data_dictionary.page),
    Page("docs/data-quality.md", data_quality.page),
    Page("docs/data-rules.md", data_rules.page),
    Page("docs/how-we-score.md", how_we_score.page),
    Page("docs/limits.md", limits.page),
    Page("docs/packet-format.md", packet_format.page),
    Page("docs/reliability.md", reliability.page),
    Page("prudent/memo/memo.schema.json", schema_text),
)


def stale() -> tuple[str, ...]:
    """Paths of the generated files that are not what would be generated now."""
    return tuple(page.path for page in PAGES if _read(ROOT / page.path) != page.make())


def write() -> None:
    """Write every generated file."""
    for page in PAGES:
        (ROOT / page.path).write_text(page.make(), encoding="utf-8")


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def main(arguments: list[str]) -> int:
    """Write, or check and name what is stale."""
    if "--check" not in arguments:
        write()
        return 0
    old = stale()
    for path in old:
        sys.stderr.write(f"{path} is out of date: run `make fix`.\n")
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
