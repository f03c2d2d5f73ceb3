"""Feeds a reader with mutated files, guided by what code they reach. Any exception but ours is a find.

    python tests/fuzz/fuzz_readers.py READER -runs=2000
    python tests/fuzz/fuzz_readers.py READER -max_total_time=60

READER is one of the doors of `tests/hostile/hostile_doors.py`; what follows is libFuzzer's. Not collected by pytest;
`test_fuzzed_shortly.py` runs each reader for a moment, `make fuzz` for a minute. A find is written to `crash-…` in the
current folder, or where `-artifact_prefix=` says, and is given again as `fuzz_readers.py READER FILE`.
"""

import sys
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import atheris

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE.parent / "hostile")]

with atheris.instrument_imports(include=["prudent.ingest"]):
    from hostile_corpus import all_cases
    from hostile_doors import DOORS

    import prudent.ingest.documents
    import prudent.ingest.edgar.company_facts
    import prudent.ingest.edgar.form_d
    import prudent.ingest.edgar.inline_xbrl
    import prudent.ingest.edgar.ncen
    import prudent.ingest.edgar.nport
    import prudent.ingest.pdf_pages
    import prudent.ingest.questionnaire
    import prudent.ingest.return_series
    import prudent.ingest.workbook.read  # noqa: F401 -- instrumented while it is loaded
    from prudent.errors import PrudentError
    from prudent.ingest.characters import dotted

_ARCHIVES = frozenset(
    {"cells", "cells within 32 MiB", "workbook", "questionnaire", "ilpa_reporting", "ilpa_performance"}
)
_LARGEST = 4 * 1024
"""Bytes of a seed: larger ones of the corpus are about size alone."""


def main(reader: str, arguments: list[str]) -> None:
    """Fuzz one reader, from its own cases in the corpus of hostile files."""
    read = DOORS[reader]

    def one(content: bytes) -> None:
        given = _packed(content) if reader in _ARCHIVES else content
        try:
            read(given)
        except PrudentError as error:
            if dotted(error.sentence) != error.sentence:
                raise ValueError(f"the sentence holds what a terminal obeys: {error.sentence!r}") from error

    with tempfile.TemporaryDirectory() as seeds:
        for number, content in enumerate(_seeds(reader)):
            (Path(seeds) / f"{number:04d}").write_bytes(content)
        fixed = [] if any(item.startswith("-seed=") for item in arguments) else ["-seed=1"]
        # a file given by name is run alone, without the seeds
        folder = [] if any(not item.startswith("-") for item in arguments) else [seeds]
        atheris.Setup([sys.argv[0], *fixed, "-max_len=4096", *arguments, *folder], one)
        atheris.Fuzz()


def _seeds(reader: str) -> list[bytes]:
    made = [
        case.make() for case in all_cases() if case.door == reader and case.kind not in {"size", "xml size and depth"}
    ]
    small = [content for content in made if len(content) <= _LARGEST]
    return [sheet for content in small if (sheet := _sheet(content))] if reader in _ARCHIVES else small


def _sheet(content: bytes) -> bytes | None:
    """The sheet of a workbook: what is mutated is the XML inside, since mutated archives fail at their sums."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return archive.read("xl/worksheets/sheet1.xml")
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError):
        return None


def _packed(inside: bytes) -> bytes:
    from hostile_archives import packed, parts  # noqa: PLC0415 -- of the corpus, needed for workbooks alone

    return packed({**parts(), "xl/worksheets/sheet1.xml": inside}, zipfile.ZIP_STORED)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
