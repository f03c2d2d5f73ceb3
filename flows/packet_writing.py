"""Writes an empty packet: who the fund is, what came, a workbook and a questionnaire to fill in, and how.

Belongs here: files and their words. Does not: the workbook and the questionnaire (`prudent/ingest`). Every file is
created and none is written over, so a second start goes on where the first stopped.
"""

from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from prudent.errors import UsageError
from prudent.ingest.characters import shown
from prudent.ingest.files import Files
from prudent.ingest.fund import FUNDS, read_identity
from prudent.ingest.packet import HEADER
from prudent.ingest.packet_check.folder import IDENTITY, PACKET
from prudent.ingest.questionnaire_sheet import questionnaire_bytes
from prudent.ingest.workbook.write import workbook_bytes
from prudent.model.fund import AssetClass, Fund, Wrapper
from prudent.model.ids import FundId

WORKBOOK = "workbook.xlsx"
QUESTIONNAIRE = "questionnaire.xlsx"
INSTRUCTIONS = "INSTRUCTIONS.md"

_FUND_YML = """\
# Who the fund is. Fill in every line, then start `prudent packet new {fund}` again.
fund: {fund}
legal_name:
# The SEC's Central Index Key. A collective trust or a private fund that files nothing leaves this line out.
cik:
# One of {classes}.
asset_class:
# One of {wrappers}.
wrapper:
manager:
# Where these lines were taken from.
source:
"""
_PACKET_YML = """\
# What came with this packet: who sent what, when, and from which documents the figures were taken.
packet_format: 1
owner: {fund}
{cik}# The day on which the files came back filled in. No figure may speak of a later day.
received: {today}
# How the figures were taken out of their documents.
extractor: filled in by the manager or trustee, in the workbook and the questionnaire
# C, or D for figures that are stale or estimated. A and B are not a packet's to give.
grade: C
# Who says it: administrator, manager, or transcription for what was copied from filings.
source_kind: manager
note: Empty packet, to be filled in.
# Documents that rows of CSV files name as their source. A file lies under documents/ and can be cited by page:
#   - id: factsheet
#     title: Factsheet of the fourth quarter
#     filed_on: 2026-01-20
#     file: factsheet.pdf
# A row then says `factsheet p. 2` in its column source.
documents: []
# Files of other formats, each with how it is to be read. Take out what did not come back.
files:
  - file: {workbook}
    format: workbook
    source_kind: manager
    document: {{id: workbook, title: Workbook filled in for this packet}}
  - file: {questionnaire}
    format: questionnaire
    source_kind: manager
    document: {{id: questionnaire, title: Questionnaire filled in for this packet}}
"""
_INSTRUCTIONS = """\
# How to fill in the packet of {name}

1. Send `packet/{workbook}` and `packet/{questionnaire}` to the manager or trustee. Each explains itself on its first
   sheet.
2. Put what comes back under the same names into `packet/`, and write the day into `received` of `packet/packet.yml`.
3. Put documents (factsheets, reports, policies) into `packet/documents/` and declare them under `documents`.
4. Figures that come in other ways are welcome: CSV files of our own format beside `packet.yml`, and plain return
   series, ILPA templates and documents declared under `files`. The formats are described in `docs/packet-format.md`.
5. Run `prudent packet check {fund}`. It names every fault with its row or cell, and what is missing for each factor.

What is not known stays empty. A zero says that it is nothing. Nothing is filled in for anybody.
"""


def write_packet(root: Path, fund: str, today: date) -> tuple[str, ...]:
    """Write what is missing of an empty packet, and say what was written and what comes next.

    Args:
        root: the project's folder.
        fund: the name of the fund's folder.
        today: stands in `packet.yml` until the day of receipt is known.

    Raises:
        UsageError: the name is no fund's, leads out of the project, or the fund has a packet.
        DataBad: `fund.yml` is there and not filled in.
    """
    folder = _folder(root, fund)
    if not (folder / IDENTITY).exists():
        kinds = {"classes": ", ".join(AssetClass), "wrappers": ", ".join(Wrapper)}
        _create(folder / IDENTITY, _FUND_YML.format(fund=fund, **kinds).encode())
        name = f"{FUNDS}/{fund}/{IDENTITY}"
        return (f"Written: {name}", f"Fill it in, then start `prudent packet new {fund}` again for the packet.")
    identity = read_identity(Files(root), fund)
    made = _files(identity, today)
    for name, content in made.items():
        _create(folder / name, content)
    written = tuple(f"Written: {FUNDS}/{fund}/{name}" for name in made)
    return (*written, f"Fill it in as {INSTRUCTIONS} says, then run `prudent packet check {fund}`.")


def _folder(root: Path, fund: str) -> Path:
    try:
        TypeAdapter(FundId).validate_python(fund, strict=True)
    except ValidationError:
        words = "small letters and digits, with single hyphens between them"
        raise UsageError(f"{shown(fund)} is no name of a fund's folder: write {words}.") from None
    folder = (root / FUNDS / fund).resolve()
    if folder.parent != (root / FUNDS).resolve() or (root / FUNDS / fund).is_symlink():
        raise UsageError(f"{FUNDS}/{fund} leads out of the project, so nothing is written there.")
    if (folder / PACKET / HEADER).exists():
        raise UsageError(
            f"{FUNDS}/{fund} has a packet, and nothing is written over. Check it: prudent packet check {fund}"
        )
    return folder


def _files(fund: Fund, today: date) -> dict[str, bytes]:
    """The files of an empty packet; `packet.yml` last, so that a packet that has one is whole."""
    names = {"fund": fund.fund, "workbook": WORKBOOK, "questionnaire": QUESTIONNAIRE}
    cik = "" if fund.cik is None else f"cik: {fund.cik}\n"
    return {
        INSTRUCTIONS: _INSTRUCTIONS.format(name=fund.legal_name, **names).encode(),
        f"{PACKET}/{WORKBOOK}": workbook_bytes(fund),
        f"{PACKET}/{QUESTIONNAIRE}": questionnaire_bytes(fund),
        f"{PACKET}/documents/.gitkeep": b"",
        f"{PACKET}/{HEADER}": _PACKET_YML.format(cik=cik, today=today, **names).encode(),
    }


def _create(path: Path, content: bytes) -> None:
    """Create a file. One that is there stays as it is: a start that was cut short is gone on with."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as made:
            made.write(content)
    except FileExistsError:
        return
