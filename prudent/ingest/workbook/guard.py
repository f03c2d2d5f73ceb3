"""Unpacks an office file, so that no library sees one that was not counted, named and looked at before.

Belongs here: the archive, its names and sizes, what neither figures nor a memo's template need, and what its XML may
not declare. Does not: what a sheet says (`scan.py`, `cells.py`), or a template (`../memo_template.py`). The archive's
own word on sizes is never taken.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from prudent.errors import DataBad, HostileInput
from prudent.ingest.characters import shown, unseen_character
from prudent.ingest.files import SourceFile

_OLD_OR_LOCKED = bytes.fromhex("D0CF11E0A1B11AE1")
_ENTRY = b"PK\x01\x02"
_CHUNK = 64 * 1024
_SMALL = 64 * 1024
"""Bytes up to which a part may grow as it likes: no harm is in it, and an empty style sheet packs well."""
_DEEPEST = 8
"""Folders in a part's name; spreadsheets use three."""
_LONGEST = 200
_ENCRYPTED = 0x1
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)

# What figures and templates never need: code, and files inside the file.
_REFUSED = (
    (
        re.compile(r"vbaproject|vbadata|(?:^|/)(?:macro|dialog)sheets/"),
        "holds macros; save it as {ending} without them",
    ),
    (re.compile(r"(?:^|/)(?:embeddings|activex)/|oleobject"), "holds an embedded object; send that as its own file"),
    (re.compile(r"(?:^|/)customui/"), "changes the program that opens it; save it as a plain {ending}"),
)
_XML, _READ = (".xml", ".rels"), ("xl/", "word/", "customxml/", "_rels/", "[content_types]")
_KINDS = re.compile(rb"application/[^\"']*(?:main\+xml|macroEnabled[^\"']*)", re.IGNORECASE)
_DECLARES = re.compile(
    rb"<\x00{0,3}!\x00{0,3}(?:D\x00{0,3}O\x00{0,3}C\x00{0,3}T\x00{0,3}Y\x00{0,3}P\x00{0,3}E"
    rb"|E\x00{0,3}N\x00{0,3}T\x00{0,3}I\x00{0,3}T\x00{0,3}Y)",
    re.IGNORECASE,
)
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{1,40})[\"']", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of office file, in the words of its messages."""

    document: str
    ending: str
    program: str
    old: str
    """The ending before 2007."""
    main: str
    """How the content type of the part that all others hang from ends."""


WORKBOOK = Kind("workbook", ".xlsx", "spreadsheet", ".xls", "spreadsheetml.sheet.main+xml")
DOCUMENT = Kind("document", ".docx", "word-processing", ".doc", "wordprocessingml.document.main+xml")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the archive, unpacked. `name` is in lower case: part names differ by no case (OPC, ECMA-376-2)."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Package:
    """An unpacked office file."""

    source: SourceFile
    parts: tuple[Part, ...]
    kind: Kind = WORKBOOK

    def part(self, name: str) -> Part | None:
        """The part of that name, in any case."""
        return next((part for part in self.parts if part.name == name.lower()), None)

    def needed(self, name: str) -> Part:
        """The part of that name.

        Raises:
            DataBad: there is none.
        """
        if (part := self.part(name)) is None:
            raise DataBad(
                f"{self.source.name} has no {shown(name)}, which every {self.kind.ending} {self.kind.document} has; "
                f"open it in a {self.kind.program} program and save it again.",
                file=self.source.path,
            )
        return part


def is_workbook(source: SourceFile) -> bool:
    """Whether a file is to be opened as a workbook: an archive, or an old or locked workbook, which is then refused."""
    return source.content.startswith((b"PK", _OLD_OR_LOCKED))


def unpack(source: SourceFile, kind: Kind = WORKBOOK) -> Package:
    """Unpack an office file after the look that each gets, in bounded time and memory.

    Raises:
        DataBad: it is of another kind (an old .xls, a template, a damaged archive), or is locked by a password.
        HostileInput: it is larger than the limits, holds macros, embedded objects, names that lead elsewhere, encrypted
            parts, or XML that declares a document type or entities.
    """
    limits = source.limits
    if len(source.content) > limits.workbook_bytes:
        raise _hostile(source, f"has {len(source.content):,} bytes; at most {limits.workbook_bytes:,} are read")
    if source.content.startswith(_OLD_OR_LOCKED):
        raise _bad(
            source, f"is an old {kind.old} or is locked by a password; save it as {kind.ending} without a password"
        )
    if source.content.count(_ENTRY) > limits.workbook_parts:
        raise _hostile(source, f"has more than {limits.workbook_parts:,} parts")
    try:
        with zipfile.ZipFile(BytesIO(source.content)) as archive:
            _check_names(source, archive.infolist(), kind)
            package = Package(source, _unpacked(source, archive), kind)
    except _DAMAGED as error:
        raise _bad(
            source, f"is no {kind.ending} {kind.document}, or is damaged; save it again as {kind.ending}"
        ) from error
    _check_kind(package)
    for part in package.parts:
        _check_xml(source, part, kind)
    return package


def _check_names(source: SourceFile, entries: list[zipfile.ZipInfo], kind: Kind) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if why := _wrong_name(name) or _wrong_packing(entry):
            raise _hostile(source, f"{why.format(ending=kind.ending, program=kind.program)} ({shown(name)})")
        if (lower := name.lower()) in seen:
            raise _hostile(source, f"holds two parts of one name ({shown(name)})")
        seen.add(lower)


def _wrong_name(name: str) -> str | None:
    if unseen_character(name) or len(name) > _LONGEST:
        return "holds a part whose name cannot be printed"
    steps = name.rstrip("/").split("/")
    if "\\" in name or ":" in name or not all(step.strip(". ") for step in steps) or len(steps) > _DEEPEST:
        return "holds a part whose name leads elsewhere"
    return next((why for pattern, why in _REFUSED if pattern.search(name.lower())), None)


def _wrong_packing(entry: zipfile.ZipInfo) -> str | None:
    if entry.flag_bits & _ENCRYPTED:
        return "holds an encrypted part; save it without a password"
    return None if entry.compress_type in _PACKED else "packs a part in a way that no {program} program does"


def _unpacked(source: SourceFile, archive: zipfile.ZipFile) -> tuple[Part, ...]:
    parts: list[Part] = []
    left = source.limits.workbook_unpacked_bytes
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        content = _read(source, archive, entry, left)
        left -= len(content)
        parts.append(Part(entry.filename.lower(), content))
    return tuple(parts)


def _read(source: SourceFile, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """One part. Stops as soon as it is larger than what is left, or has grown further than honest figures do."""
    limits = source.limits
    most = max(_SMALL, limits.workbook_ratio * max(entry.compress_size, 1))
    unpacked = bytearray()
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            unpacked += chunk
            if len(unpacked) > left:
                raise _hostile(source, f"unpacks to more than {limits.workbook_unpacked_bytes:,} bytes")
            if len(unpacked) > most:
                raise _hostile(source, f"holds {shown(entry.filename)}, which unpacks to {limits.workbook_ratio} times")
    return bytes(unpacked)


def _check_kind(package: Package) -> None:
    kind = package.kind
    found = [name.decode("ascii", "replace") for name in _KINDS.findall(package.needed("[Content_Types].xml").content)]
    if any("macroenabled" in name.lower() for name in found):
        raise _hostile(package.source, f"is a {kind.document} with macros; save it as {kind.ending} without them")
    if not any(name.endswith(kind.main) for name in found):
        raise _bad(package.source, f"is no {kind.ending} {kind.document}; save it as an ordinary {kind.ending}")


def may_be_read(part: Part) -> bool:
    """Whether `unpack` has refused document types, entities and other encodings in a part: by its name, as here."""
    return part.name.endswith(_XML) and part.name.startswith(_READ)


def _check_xml(source: SourceFile, part: Part, kind: Kind) -> None:
    """Entities and document types are refused in every part; what we read must be UTF-8, as spreadsheets write it."""
    if not part.name.endswith(_XML):
        return
    if _DECLARES.search(part.content):
        raise _hostile(
            source, f"declares a document type or entities in {shown(part.name)}, as no {kind.document} does"
        )
    if not may_be_read(part):
        return
    declared = _ENCODING.match(part.content.removeprefix(b"\xef\xbb\xbf"))
    if b"\x00" in part.content or (declared and declared[1].lower() not in {b"utf-8", b"us-ascii"}):
        raise _hostile(source, f"holds {shown(part.name)} in another encoding than UTF-8")


def _hostile(source: SourceFile, why: str) -> HostileInput:
    return HostileInput(f"{source.name} {why}.", file=source.path)


def _bad(source: SourceFile, why: str) -> DataBad:
    return DataBad(f"{source.name} {why}.", file=source.path)
