"""The parts of a Word file and the archive they lie in.

Belongs here: parts by name, relations, kinds, and an archive whose bytes repeat: fixed order, fixed date, no machine's
mark. Does not: what stands in a part.
"""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Final

from prudent.memo.word.tree import elements, parsed, written
from prudent.memo.word.written import escaped

KINDS: Final = "[Content_Types].xml"
DOCUMENT: Final = "word/document.xml"
RELATIONS: Final = "word/_rels/document.xml.rels"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_FIRST: Final = (KINDS, "_rels/.rels")
"""Programs that read an archive from its start want to meet these first."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest date an archive can hold."""
_EFFORT: Final = 4
"""Of packing: higher levels save little on such texts and cost twice the time."""
_PACKED: Final = frozenset({".png", ".jpg", ".jpeg", ".gif"})


def unpacked(archive: bytes) -> dict[str, bytes]:
    """The parts of an archive by name."""
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        return {entry.filename: opened.read(entry) for entry in opened.infolist() if not entry.is_dir()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of the parts. The same parts give the same bytes, in whatever order they come."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in sorted(parts, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0
            is_packed = any(name.endswith(ending) for ending in _PACKED)
            entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name], compresslevel=_EFFORT)
    return made.getvalue()


def related(part: bytes, relations: Mapping[str, tuple[str, str]]) -> bytes:
    """A part of relations, with more of them: by id, the kind (`image`, `endnotes`) and the target.

    A kind that a document has once, such as its endnotes, replaces the template's own.
    """
    root = parsed(part)
    once = {f"{_OFFICE}/{kind}" for kind, _ in relations.values() if kind != "image"}
    for child in tuple(root):
        if child.get("Type") in once:
            root.remove(child)
    for name, (kind, target) in relations.items():
        source = f'<p:Relationship xmlns:p="{_LINKS}" Id="{name}" Type="{_OFFICE}/{kind}" Target="{escaped(target)}"/>'
        for made in elements(source):
            root.append(made)
    return written(root)


def of_kind(part: bytes, endings: Mapping[str, str], names: Mapping[str, str]) -> bytes:
    """The list of kinds, with what more endings and part names stand for."""
    root = parsed(part)
    known = {child.get("Extension") or child.get("PartName") for child in root}
    lines = [f'<t:Default xmlns:t="{_KINDS}" Extension="{ending}" ContentType="{kind}"/>'
             for ending, kind in endings.items() if ending not in known]  # fmt: skip
    lines += [f'<t:Override xmlns:t="{_KINDS}" PartName="/{name}" ContentType="{kind}"/>'
              for name, kind in names.items() if f"/{name}" not in known]  # fmt: skip
    for made in elements("".join(lines)):
        root.append(made)
    return written(root)
