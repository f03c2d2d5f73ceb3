"""Words of text cells, read by the spreadsheet library (fastexcel, on calamine) out of an archive of our own making.

Belongs here: what the library is given and how far it is believed. It gets the checked sheets and shared words and
nothing else of the file, so that it sees what was looked at and not what a second reading of the archive might find.
Numbers and days are not taken from it: as text it rounds numbers to nine decimals.
"""

import re
import zipfile
from io import BytesIO
from itertools import islice, pairwise
from xml.sax.saxutils import quoteattr

from prudent.errors import DataBad, HostileInput
from prudent.ingest.workbook.guard import Package, Part
from prudent.ingest.workbook.number_format import Kind
from prudent.ingest.workbook.scanned import MOST_CELLS, Scan

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_SHARED = "xl/sharedstrings.xml"
_WORDS_BEGIN = re.compile(rb"<(?:[^\s<>/:!?]+:)?si[\s/>]")


def word_lengths(package: Package) -> tuple[int, ...]:
    """Length of each of the words that cells share, in bytes with their marks, in their order.

    Raises:
        HostileInput: there are more than cells that are read, or comments and sections among them.
    """
    part = package.part(_SHARED)
    if part is None:
        return ()
    if b"<!" in part.content:
        raise HostileInput(
            f"{package.source.name} holds comments or sections among its words, which no spreadsheet program writes.",
            file=package.source.path,
        )
    starts = [found.start() for found in islice(_WORDS_BEGIN.finditer(part.content), MOST_CELLS + 1)]
    if len(starts) > MOST_CELLS:
        raise HostileInput(f"{package.source.name} has more than {MOST_CELLS:,} words.", file=package.source.path)
    return tuple(end - start for start, end in pairwise([*starts, len(part.content)]))


def put_words(package: Package, sheets: tuple[Part, ...], scans: tuple[Scan, ...]) -> None:
    """Fill the text cells of the scans with their words, as stored.

    Raises:
        DataBad: the library cannot read the workbook.
    """
    wanted = [index for index, found in enumerate(scans) if any(Kind.TEXT in kinds for kinds in found.kinds)]
    if not wanted:
        return
    try:
        words = _words(_archive(package, sheets), wanted)
    except _LibraryError as error:
        raise DataBad(
            f"{package.source.name} cannot be read as a workbook; open it in a spreadsheet program and save it again.",
            file=package.source.path,
        ) from error
    for index, (first, rows) in zip(wanted, words, strict=True):
        _put(scans[index], first, rows)


def _put(found: Scan, first: int, rows: list[tuple[str | None, ...]]) -> None:
    for texts, kinds, words in zip(found.rows, found.kinds, rows, strict=False):
        for column, kind in enumerate(kinds):
            if kind == Kind.TEXT:
                texts[column] = (words[column - first] if 0 <= column - first < len(words) else None) or ""
                if not texts[column]:
                    kinds[column] = Kind.EMPTY


class _LibraryError(Exception):
    """The library failed, in whichever way."""


def _words(archive: bytes, wanted: list[int]) -> list[tuple[int, list[tuple[str | None, ...]]]]:
    """Of each sheet its first column, from 0, and every row from the first on, as text.

    Raises:
        _LibraryError: see there. A panic inside the library is no ordinary exception, and is one here.
    """
    import fastexcel  # noqa: PLC0415 -- most questions need no spreadsheet

    try:
        reader = fastexcel.read_excel(archive)
        given: list[tuple[int, list[tuple[str | None, ...]]]] = []
        for index in wanted:
            # One overload, which is not used here, needs the types of a library that is not installed.
            sheet = reader.load_sheet(  # pyright: ignore[reportUnknownMemberType]
                index, header_row=None, skip_rows=0, dtypes="string"
            )
            columns = sheet.available_columns()
            given.append((columns[0].absolute_index if columns else 0, sheet.to_polars().rows()))
    except BaseException as error:
        if isinstance(error, fastexcel.FastExcelError) or type(error).__name__ == "PanicException":
            raise _LibraryError from error
        raise
    return given


def _archive(package: Package, sheets: tuple[Part, ...]) -> bytes:
    made = BytesIO()
    shared = package.part(_SHARED)
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", _types(len(sheets), shared=shared is not None))
        archive.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        listed = "".join(
            f'<sheet name={quoteattr(f"S{number}")} sheetId="{number}" r:id="rId{number}"/>'
            for number in range(1, len(sheets) + 1)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        )
        targets = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
        archive.writestr("xl/_rels/workbook.xml.rels", _relations([*targets, ("sharedStrings", "sharedStrings.xml")]))
        for number, sheet in enumerate(sheets, start=1):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", sheet.content)
        if shared is not None:
            archive.writestr("xl/sharedStrings.xml", shared.content)
    return made.getvalue()


def _relations(targets: list[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _types(sheets: int, *, shared: bool) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    named = [
        ("workbook", "sheet.main"),
        *((f"worksheets/sheet{number}", "worksheet") for number in range(1, sheets + 1)),
    ]
    named += [("sharedStrings", "sharedStrings")] if shared else []
    listed = "".join(f'<Override PartName="/xl/{part}.xml" ContentType="{kind}.{what}+xml"/>' for part, what in named)
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{listed}</Types>'
