"""Workbooks: archives that lie or grow, parts that run or point elsewhere, cells that no sheet has.

Belongs here: cases of the workbook guard and of what is read of a sheet.
"""

import hashlib
import io
import struct
import zipfile
from collections.abc import Callable

from hostile_case import BAD, CHANGED, HOSTILE, READ, Case, cases

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
HI = '<row r="1"><c r="A1" t="inlineStr"><is><t>hi</t></is></c></row>'
SAVE = "; open it in a spreadsheet program and save it again."
FAR = " has a cell at A!XFD1048576, outside the 200,000 rows and 1,000 columns that are read."
OUTSIDE = f", sheet 'A': it holds cells outside of its rows{SAVE}"
DAMAGED = " is no .xlsx workbook, or is damaged; save it again as .xlsx."
MACROS = " holds macros; save it as .xlsx without them ('{}')."
BOMB = " holds 'xl/media/x.bin', which unpacks to 200 times."
TYPE = " declares a document type or entities in '{}', as no workbook does."
NAMED = " holds a part whose name leads elsewhere ('{}')."


def parts(sheet: str = f"<sheetData>{HI}</sheetData>", kind: str = KIND, head: str = "") -> dict[str, str | bytes]:
    """The parts of the smallest workbook."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
    }


def packed(content: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as an archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, body in content.items():
            archive.writestr(name, body)
    return made.getvalue()


def sheet(inside: str) -> bytes:
    """A workbook whose one sheet holds this."""
    return packed(parts(inside))


def with_part(name: str, body: str | bytes = b"x") -> bytes:
    """The smallest workbook and one part more."""
    return packed({**parts(), name: body})


def _replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    assert old in content
    return content.replace(old, new)


def _bomb(times: int) -> Callable[[], bytes]:
    return lambda: with_part("xl/media/x.bin", bytes(times * 1024 * 1024))


def _many_bombs() -> bytes:
    """Each part stays within its ratio; together they are too much."""
    body = b"".join(hashlib.sha256(b"%d" % n).digest() + bytes(2_000) for n in range(3_000))
    return packed({**parts(), **{f"xl/x{n}.bin": body for n in range(6)}})


def _flags(content: bytes, bit: int) -> bytes:
    """Every entry of the central directory with a flag set."""
    made = bytearray(content)
    at = -1
    while (at := made.find(b"PK\x01\x02", at + 1)) >= 0:
        made[at + 8] |= bit
    return bytes(made)


def _lying_size(size: int) -> bytes:
    """The directory's word on the unpacked size of each part is another one."""
    made = bytearray(packed(parts()))
    at = -1
    while (at := made.find(b"PK\x01\x02", at + 1)) >= 0:
        made[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(made)


def _overlapping() -> bytes:
    """Every entry of the directory points to the first local header."""
    made = bytearray(packed(parts()))
    at = -1
    while (at := made.find(b"PK\x01\x02", at + 1)) >= 0:
        made[at + 42 : at + 46] = bytes(4)
    return bytes(made)


def _twice() -> bytes:
    made = bytearray(packed({**parts(), "xl/worksheets/sheet2.xml": b"<x/>"}))
    return bytes(made).replace(b"sheet2.xml", b"sheet1.xml")


def _other_local_name() -> bytes:
    """The local header names another part than the directory."""
    made = packed(parts(), zipfile.ZIP_STORED)
    first = made.find(b"xl/worksheets/sheet1.xml")
    return made[:first] + b"xl/worksheets/sheet9.xml" + made[first + 24 :]


def _link() -> bytes:
    made = io.BytesIO(packed(parts()))
    with zipfile.ZipFile(made, "a") as archive:
        entry = zipfile.ZipInfo("xl/link.xml")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return made.getvalue()


def _many_entries() -> bytes:
    return packed({**parts(), **{f"xl/x{n}.bin": b"" for n in range(1_000)}})


ARCHIVES = (
    cases(
        "archives",
        "cells",
        ("a bomb of sixteen", _bomb(16), HOSTILE, BOMB),
        ("a bomb in a bomb", lambda: with_part("xl/x.bin", _bomb(64)()), READ, "hi"),
        (
            "an archive in the archive",
            lambda: with_part("xl/embeddings/x.xlsx", packed(parts())),
            HOSTILE,
            " holds an embedded object; send that as its own file ('xl/embeddings/x.xlsx').",
        ),
        ("a thousand and four parts", _many_entries, HOSTILE, " has more than 1,000 parts."),
        ("sizes that say four gigabytes", _lying_size(0xFFFFFFFE), READ, "hi"),
        (
            "sizes that say nothing",
            _lying_size(0),
            BAD,
            " is no .xlsx workbook, or is damaged; save it again as .xlsx.",
        ),
        ("parts that overlap", _overlapping, BAD, DAMAGED),
        ("two parts of one name", _twice, HOSTILE, " holds two parts of one name ('xl/worksheets/sheet1.xml')."),
        (
            "two parts that differ by case",
            with_part("XL/Worksheets/Sheet1.xml"),
            HOSTILE,
            " holds two parts of one name ('XL/Worksheets/Sheet1.xml').",
        ),
        ("another name in the local header", _other_local_name, BAD, DAMAGED),
        ("a link", _link, READ, "hi"),
        (
            "encrypted",
            _flags(packed(parts()), 1),
            HOSTILE,
            " holds an encrypted part; save it without a password ('[Content_Types].xml').",
        ),
        ("strongly encrypted", _flags(packed(parts()), 0x40), BAD, DAMAGED),
        (
            "packed with bzip2",
            packed(parts(), zipfile.ZIP_BZIP2),
            HOSTILE,
            " packs a part in a way that no spreadsheet program does ('[Content_Types].xml').",
        ),
        (
            "packed with LZMA",
            packed(parts(), zipfile.ZIP_LZMA),
            HOSTILE,
            " packs a part in a way that no spreadsheet program does ('[Content_Types].xml').",
        ),
        ("a damaged sum", _replaced(packed(parts(), zipfile.ZIP_STORED), b"<t>hi</t>", b"<t>ho</t>"), BAD, DAMAGED),
        ("cut off", packed(parts())[:-30], BAD, DAMAGED),
        ("in front of it a program", b"MZ" * 50 + packed(parts()), READ, "hi"),
        ("no archive", b"<html/>", BAD, DAMAGED),
        (
            "an old .xls",
            bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600),
            BAD,
            " is an old .xls or is locked by a password; save it as .xlsx without a password.",
        ),
        ("no bytes", b"", BAD, DAMAGED),
        (
            "an archive of nothing",
            packed({}),
            BAD,
            " has no '[Content_Types].xml', which every .xlsx workbook has; open it in a spreadsheet program and save it again.",
        ),
        (
            "parts without a workbook",
            packed({"[Content_Types].xml": parts()["[Content_Types].xml"]}),
            BAD,
            " has no 'xl/_rels/workbook.xml.rels', which every .xlsx workbook has; open it in a spreadsheet program and save it again.",
        ),
    )
    + cases(
        "archives",
        "cells within 32 MiB",
        ("many parts that are too much together", _many_bombs, HOSTILE, " unpacks to more than 33,554,432 bytes."),
    )
    + cases(
        "names that lead elsewhere",
        "cells",
        *(
            (f"a part named {name!r}", with_part(name), HOSTILE, NAMED.format(shown))
            for name, shown in (
                ("../x.xml", "../x.xml"),
                ("xl/../../x.xml", "xl/../../x.xml"),
                ("/etc/passwd", "/etc/passwd"),
                ("C:/x.xml", "C:/x.xml"),
                ("xl\\x.xml", "xl\\x.xml"),
                ("xl//x.xml", "xl//x.xml"),
                ("xl/./x.xml", "xl/./x.xml"),
                ("a/b/c/d/e/f/g/h/i.xml", "a/b/c/d/e/f/g/h/i.xml"),
            )
        ),
        (
            "a part whose name turns",
            with_part("xl/\u202ex.xml"),
            HOSTILE,
            " holds a part whose name cannot be printed ('xl/·x.xml').",
        ),
        (
            "a part of a long name",
            with_part("x" * 300),
            HOSTILE,
            " holds a part whose name cannot be printed ('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…').",
        ),
    )
)

RUNS = cases(
    "workbooks that run",
    "cells",
    ("macros", with_part("xl/vbaProject.bin"), HOSTILE, MACROS.format("xl/vbaProject.bin")),
    (
        "macros by kind",
        packed(parts(kind="application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
        HOSTILE,
        " is a workbook with macros; save it as .xlsx without them.",
    ),
    (
        "old macros",
        with_part("xl/macrosheets/sheet1.xml"),
        HOSTILE,
        " holds macros; save it as .xlsx without them ('xl/macrosheets/sheet1.xml').",
    ),
    (
        "a dialog",
        with_part("xl/dialogsheets/sheet1.xml"),
        HOSTILE,
        " holds macros; save it as .xlsx without them ('xl/dialogsheets/sheet1.xml').",
    ),
    (
        "an object",
        with_part("xl/embeddings/oleObject1.bin"),
        HOSTILE,
        " holds an embedded object; send that as its own file ('xl/embeddings/oleObject1.bin').",
    ),
    (
        "a control",
        with_part("xl/activeX/activeX1.xml"),
        HOSTILE,
        " holds an embedded object; send that as its own file ('xl/activeX/activeX1.xml').",
    ),
    (
        "a ribbon",
        with_part("customUI/customUI.xml"),
        HOSTILE,
        " changes the program that opens it; save it as a plain .xlsx ('customUI/customUI.xml').",
    ),
    ("a link to a workbook elsewhere", with_part("xl/externalLinks/externalLink1.xml", "<externalLink/>"), READ, "hi"),
    (
        "a call to a program",
        sheet(f'<sheetData>{HI}<row r="2"><c r="A2" t="str"><f>cmd|\'/C calc\'!A0</f><v>4</v></c></row></sheetData>'),
        READ,
        "hi|4",
    ),
    (
        "a formula without a value",
        sheet('<sheetData><row r="1"><c r="A1"><f>1+1</f></c></row></sheetData>'),
        READ,
        "; A!A1 is a formula that was never computed; open the file in a spreadsheet program, save it, and send it again",
    ),
    (
        "a formula of another workbook",
        sheet('<sheetData><row r="1"><c r="A1"><f>[1]S!A1</f><v>4</v></c></row></sheetData>'),
        READ,
        "4; A!A1 is a link to another workbook; its value is the one last seen there",
    ),
    (
        "entities in a sheet",
        packed({**parts(), "xl/worksheets/sheet1.xml": '<!DOCTYPE a [<!ENTITY x "y">]><worksheet/>'}),
        HOSTILE,
        TYPE.format("xl/worksheets/sheet1.xml"),
    ),
    (
        "entities in the words",
        with_part("xl/sharedStrings.xml", '<!DOCTYPE a [<!ENTITY x "y">]><sst/>'),
        HOSTILE,
        TYPE.format("xl/sharedstrings.xml"),
    ),
    (
        "entities in UTF-16",
        with_part("xl/theme/x.xml", '<!DOCTYPE a [<!ENTITY x "y">]><a/>'.encode("utf-16")),
        HOSTILE,
        TYPE.format("xl/theme/x.xml"),
    ),
    (
        "a sheet in UTF-7",
        packed(parts(head='<?xml version="1.0" encoding="UTF-7"?>')),
        HOSTILE,
        " holds 'xl/worksheets/sheet1.xml' in another encoding than UTF-8.",
    ),
    (
        "a sheet in UTF-16",
        packed({**parts(), "xl/worksheets/sheet1.xml": "<worksheet/>".encode("utf-16")}),
        HOSTILE,
        " holds 'xl/worksheets/sheet1.xml' in another encoding than UTF-8.",
    ),
    (
        "a sheet of depth",
        sheet("<a>" * 100_000 + "</a>" * 100_000),
        HOSTILE,
        " holds 'xl/worksheets/sheet1.xml', which unpacks to 200 times.",
    ),
)

LAST = '<row r="1048576"><c r="XFD1048576" {}</c></row>'


def _last(cell: str) -> bytes:
    """A workbook with a cell in the last place that a sheet has."""
    return sheet(f"<sheetData>{HI}{LAST.format(cell)}</sheetData>")


CELLS = cases(
    "cells",
    "cells",
    ("a number in the last cell", _last("><v>1</v>"), HOSTILE, FAR),
    ("an error in the last cell", _last('t="e"><v>#N/A</v>'), HOSTILE, FAR),
    ("an empty text in the last cell", _last('t="str"><v></v>'), HOSTILE, FAR),
    ("a formula in the last cell", _last("><f>1+1</f>"), HOSTILE, FAR),
    ("nothing in the last cell", _last(">"), READ, "hi"),
    (
        "a cell outside of its row",
        sheet(f'<sheetData>{HI}<x><c r="XFD1048576"><v>1</v></c></x></sheetData>'),
        BAD,
        OUTSIDE,
    ),
    (
        "a row in a part of its own",
        sheet(f"<sheetData>{HI}<x>{LAST.format('><v>1</v>')}</x></sheetData>"),
        BAD,
        ", sheet 'A': it holds a row outside of its table of cells" + SAVE,
    ),
    ("a size that is claimed", sheet(f'<dimension ref="A1:XFD1048576"/><sheetData>{HI}</sheetData>'), READ, "hi"),
    (
        "a row of ten million",
        sheet('<sheetData><row r="10000000"><c r="A10000000"><v>1</v></c></row></sheetData>'),
        BAD,
        ", sheet 'A': a row has no number, or stands before or beside itself ('10000000'); open it in a spreadsheet program and save it again.",
    ),
    (
        "a cell twice",
        sheet('<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>'),
        BAD,
        ", sheet 'A': a cell of row 1 has no address, or stands twice ('A1'); open it in a spreadsheet program and save it again.",
    ),
    (
        "a cell without a place",
        sheet('<sheetData><row r="1"><c><v>1</v></c></row></sheetData>'),
        BAD,
        ", sheet 'A': a cell of row 1 has no address, or stands twice (''); open it in a spreadsheet program and save it again.",
    ),
    (
        "two tables of cells",
        sheet("<sheetData/><sheetData/>"),
        BAD,
        ", sheet 'A': it holds two tables of cells; open it in a spreadsheet program and save it again.",
    ),
    (
        "a number that is none",
        sheet('<sheetData><row r="1"><c r="A1"><v>NaN</v></c></row></sheetData>'),
        BAD,
        ", sheet 'A': A1 holds 'NaN', which is no number; open it in a spreadsheet program and save it again.",
    ),
    (
        "a number beyond all",
        sheet('<sheetData><row r="1"><c r="A1"><v>1e999</v></c></row></sheetData>'),
        BAD,
        ", sheet 'A': A1 holds '1e999', which is no number; open it in a spreadsheet program and save it again.",
    ),
    (
        "a number in other digits",
        sheet('<sheetData><row r="1"><c r="A1"><v>١</v></c></row></sheetData>'),
        BAD,
        ", sheet 'A': A1 holds '١', which is no number; open it in a spreadsheet program and save it again.",
    ),
    (
        "a number in underscores",
        sheet('<sheetData><row r="1"><c r="A1"><v>1_000</v></c></row></sheetData>'),
        BAD,
        ", sheet 'A': A1 holds '1_000', which is no number; open it in a spreadsheet program and save it again.",
    ),
    (
        "words that are not there",
        sheet('<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData>'),
        BAD,
        ", sheet 'A': a cell points to the shared words '99', which are not there; open it in a spreadsheet program and save it again.",
    ),
    (
        "words below zero",
        sheet('<sheetData><row r="1"><c r="A1" t="s"><v>-1</v></c></row></sheetData>'),
        BAD,
        ", sheet 'A': a cell points to the shared words '-1', which are not there; open it in a spreadsheet program and save it again.",
    ),
    (
        "hidden columns without end",
        sheet(f'<cols><col min="1" max="9999999" hidden="1"/></cols><sheetData>{HI}</sheetData>'),
        READ,
        "hi; A has hidden columns (A); they were read",
    ),
    (
        "columns hidden a hundred thousand times",
        lambda: sheet(
            "<cols>"
            + "".join(f'<col min="1" max="1000" hidden="1" width="{n}"/>' for n in range(100_000))
            + f"</cols><sheetData>{HI}</sheetData>"
        ),
        READ,
        "hi; A has hidden columns (A); they were read",
    ),
    (
        "a million merged areas",
        lambda: sheet(
            f"<sheetData>{HI}</sheetData><mergeCells>" + '<mergeCell ref="A1:B2"/>' * 1_000_000 + "</mergeCells>"
        ),
        HOSTILE,
        " holds 'xl/worksheets/sheet1.xml', which unpacks to 200 times.",
    ),
    (
        "errors without end",
        lambda: sheet(
            "<sheetData>"
            + "".join(f'<row r="{n}"><c r="A{n}" t="e"><v>x{n}</v></c></row>' for n in range(1, 20_001))
            + "</sheetData>"
        ),
        READ,
        "; "
        + "; ".join(f"A!A{n} shows x{n}: its value is lost; mend it and send it again" for n in range(1, 21))
        + "; A has 19,980 more cells that hold something else than a value",
    ),
) + cases(
    "cells",
    "series",
    (
        "a series in a workbook of another",
        sheet(f"<sheetData>{HI}</sheetData>"),
        CHANGED,
        ": there is no column 'Date', there is no column 'Return'. The names 'Date' and 'Return' are declared and must stand in one row.",
    ),
    (
        "a series of ten million rows",
        lambda: b"D,R\n" * 10_000_000,
        HOSTILE,
        " has 40,000,000 bytes; at most 8,388,608 are read.",
    ),
    (
        "a series of formulas",
        b"Date,Return\n2025-12-31,=1+1\n",
        BAD,
        " row 2, column Return: '=1+1' is not a plain number; write it without the plus.",
    ),
    (
        "a series of one that is infinite",
        b"Date,Return\n2025-12-31,1e999\n",
        BAD,
        " row 2, column Return: '1e999' is not a plain number; write it out without an exponent.",
    ),
    (
        "a series with a day twice",
        b"Date,Return\n2025-12-31,1\n2025-12-31,2\n",
        BAD,
        ": row 2, column Date and row 3, column Date both speak of 2025-12-31; keep one.",
    ),
    (
        "a series without a year",
        b"Date,Return\n0000-00-00,1\n",
        BAD,
        ": row 2, column Date, '0000-00-00', is not a date written as 2025-12-31; declare dates: text and its date_format, such as %d/%m/%Y, if it is written in another way.",
    ),
    (
        "a series of a thousand years",
        b"Date,Return\n1025-12-31,1\n2025-12-31,2\n",
        BAD,
        ": row 2, column Date and row 3, column Date are 12000 months apart, which a monthly series, as declared, has nowhere.",
    ),
    (
        "a series that turns the text",
        "Date,Return\n2025-12-31,\u202e1\n".encode(),
        BAD,
        " row 2, column Return: '·1' is not a plain number; write digits with a point before the decimals, such as 1234.5.",
    ),
    (
        "a series with its column twice",
        b"Date,Return,Return\n2025-12-31,1,2\n",
        BAD,
        " row 1: the column 'Return' stands twice; keep one.",
    ),
    (
        "a series in UTF-16",
        "Date,Return\n2025-12-31,1\n".encode("utf-16"),
        HOSTILE,
        " holds NUL bytes: it is no text file.",
    ),
)

UNLIKE = {
    "workbook": (
        ": the sheet 'A' is unknown. Known are Instructions, Fund, Lists, Returns, Balance sheet, Fees, Terms, Holdings, "
        "Exposure, Tenders, Cash flows, Fair value, Marks, Market, Results, Representations; ask for the workbook anew if "
        "need be."
    ),
    "questionnaire": ": the sheet Questionnaire is missing; ask for the questionnaire anew.",
    "ilpa_reporting": (
        " is no ILPA Reporting Template: no sheet has columns headed QTD, YTD or Since Inception and the line 'Ending NAV "
        "- Net of Incentive Allocation'."
    ),
    "ilpa_performance": " is no ILPA Performance Template of one methodology, Granular or Gross Up: no cell says so.",
}
OTHERS = tuple(
    case
    for door, unlike in UNLIKE.items()
    for case in cases(
        "workbooks of a format",
        door,
        (f"{door}: another workbook", sheet(f"<sheetData>{HI}</sheetData>"), CHANGED, unlike),
        (f"{door}: macros", with_part("xl/vbaProject.bin"), HOSTILE, MACROS.format("xl/vbaProject.bin")),
        (f"{door}: a bomb", _bomb(16), HOSTILE, BOMB),
        (f"{door}: a cell far out", _last('t="e"><v>x</v>'), HOSTILE, FAR),
        (f"{door}: no archive", b"\x89PNG\r\n", BAD, DAMAGED),
    )
)
ALL: tuple[Case, ...] = (*ARCHIVES, *RUNS, *CELLS, *OTHERS)
