"""A plan's own Word template for its memos: `plans/<plan>/memo-template.docx`, where there is one.

Belongs here: the look that a template gets before anything is made with it. Does not: filling it in
(`prudent/memo/word`), which has its own walls. A template is opened on the desks of a committee, so that it may hold no
code, and nothing that a word processor would fetch from elsewhere.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from prudent.errors import HostileInput
from prudent.ingest.characters import shown
from prudent.ingest.files import Files, SourceFile
from prudent.ingest.plan import PLANS
from prudent.ingest.workbook.guard import DOCUMENT, Package, Part, unpack
from prudent.ingest.workbook.markup import Element, attribute, elements, local

TEMPLATE: Final = "memo-template.docx"
MIB: Final = 1024 * 1024
MOST: Final = 8 * MIB
"""Bytes of a template. A letterhead with a logo is under one MiB, and every memo carries it."""
_PART: Final = 4 * MIB
"""Bytes of one part that is read. The text of the shipped template has 20 KiB."""
_PARTS: Final = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|docprops/(?:core|app|custom)\.xml|docprops/thumbnail\.(?:jpe?g|png|wmf|emf)"
    r"|word/(?:document|styles|styleswitheffects|settings|websettings|fonttable|numbering|endnotes|footnotes|comments"
    r"|people|header\d*|footer\d*)\.xml"
    r"|word/theme/theme\d*\.xml|word/fonts/font\d*\.odttf|word/media/[^/]+\.(?:png|jpe?g|gif|svg|emf|wmf)"
    r"|word/(?:theme/)?_rels/[^/]+\.xml\.rels|customxml/(?:item|itemprops)\d+\.xml|customxml/_rels/item\d+\.xml\.rels"
)
"""Names of the parts that a word processor writes for a page with a letterhead."""
_FIELDS: Final = frozenset(
    {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "TITLE", "SUBJECT", "TOC", "PAGEREF", "REF", "NOTEREF"}
)
"""Fields that only count, or repeat what the document says. Others read files, ask the machine or run something."""
_LOOKED_AT: Final = (
    "fldChar", "instrText", "delInstrText", "fldSimple", "altChunk", "subDoc", "object", "OLEObject", "control",
    "endnoteReference",
)  # fmt: skip
_BROUGHT_IN: Final = {
    "altChunk": "another document",
    "subDoc": "another document",
    "object": "an embedded object",
    "OLEObject": "an embedded object",
    "control": "an ActiveX control",
    "endnoteReference": "endnotes of its own, where the memo's notes will stand",
}


def template_name(plan: str) -> str:
    """Where a plan's template lies under the project's root."""
    return f"{PLANS}/{plan}/{TEMPLATE}"


def read_template(files: Files, plan: str) -> bytes | None:
    """The plan's template, looked at; None for a plan without one.

    Raises:
        DataBad: it is no .docx document.
        HostileInput: it is too large, or holds macros, links to elsewhere, fields that read elsewhere, embedded objects
            or parts that no template needs.
    """
    name = template_name(plan)
    if not files.exists(name):
        return None
    source = files.read(name, MOST)
    package = unpack(source, DOCUMENT)
    for part in package.parts:
        _check_part(package, part)
    return source.content


def _check_part(package: Package, part: Part) -> None:
    if _PARTS.fullmatch(part.name) is None:
        raise _hostile(package.source, f"holds a part that no template needs ({shown(part.name)})")
    if not part.name.endswith((".xml", ".rels")):
        return
    if len(part.content) > _PART:
        raise _hostile(package.source, f"holds {shown(part.name)}, which is larger than {_PART:,} bytes")
    if part.name.endswith(".rels"):
        _check_relations(package.source, part)
    elif part.name.startswith("word/"):
        _check_fields(package.source, part)


def _check_relations(source: SourceFile, part: Part) -> None:
    for relation in elements(source, part, "Relationship"):
        if (attribute(relation, "TargetMode") or "").lower() == "external":
            kind = (attribute(relation, "Type") or "").rpartition("/")[2] or "a link"
            raise _hostile(source, f"leads to another file or to the web ({shown(kind)}); remove that link in Word")


def _check_fields(source: SourceFile, part: Part) -> None:
    found = tuple(elements(source, part, *_LOOKED_AT))
    if brought := next((name for item in found if (name := _BROUGHT_IN.get(local(item.tag)))), None):
        raise _hostile(source, f"holds {brought}; take that out in Word")
    simple = (attribute(item, "instr") or "" for item in found if local(item.tag) == "fldSimple")
    for field in (*simple, *_fields(found)):
        word = (field.split() or [""])[0].upper()
        if word not in _FIELDS:
            raise _hostile(source, f"holds a field that a memo needs not ({shown(word)}); remove it in Word")


def _fields(found: Iterable[Element]) -> Iterator[str]:
    """The instructions of fields that are cut into runs; a field may stand in another's."""
    opened: list[str] = []
    for element in found:
        name, kind = local(element.tag), attribute(element, "fldCharType")
        if kind == "begin":
            opened.append("")
        elif kind == "end" and opened:
            yield opened.pop()
        elif name in {"instrText", "delInstrText"}:
            opened = opened or [""]
            opened[-1] += element.text or ""
    yield from opened


def _hostile(source: SourceFile, why: str) -> HostileInput:
    return HostileInput(f"{source.name} {why}.", file=source.path)
