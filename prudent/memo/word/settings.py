"""Settings and properties of the file: how notes are counted, its title and language, and no machine's mark.

Belongs here: `word/settings.xml` and `docProps/`. Does not: looks.
"""

from datetime import date
from typing import Final

from prudent.memo.word.notes import RULES
from prudent.memo.word.tree import W, elements, parsed, written
from prudent.memo.word.written import DECLARATION, escaped

SETTINGS: Final = "word/settings.xml"
CORE: Final = "docProps/core.xml"
APP: Final = "docProps/app.xml"
_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
LANGUAGE: Final = "en-US"
_COUNTED: Final = '<w:pos w:val="docEnd"/><w:numFmt w:val="decimal"/>'
# What the schema puts after `endnotePr`; Word refuses settings in another order.
_AFTER: Final = frozenset(
    f"{W}{name}"
    for name in (
        "compat",
        "docVars",
        "rsids",
        "attachedSchema",
        "themeFontLang",
        "clrSchemeMapping",
        "doNotIncludeSubdocsInStats",
        "doNotAutoCompressPictures",
        "forceUpgrade",
        "captions",
        "readModeInkLockDown",
        "smartTagType",
        "shapeDefaults",
        "doNotEmbedSmartTags",
        "decimalSymbol",
        "listSeparator",
    )
)
_DROPPED: Final = frozenset({f"{W}endnotePr", f"{W}rsids", f"{W}updateFields"})


def settings(part: bytes) -> bytes:
    """The template's settings, with endnotes counted 1, 2, 3 at the end of the document.

    Word counts endnotes in Roman numerals unless it is told otherwise.
    """
    root = parsed(part)
    for child in tuple(root):
        if child.tag in _DROPPED:
            root.remove(child)
    rules = "".join(f'<w:endnote w:id="{number}"/>' for _, number in RULES)
    (made,) = elements(f"<w:endnotePr>{_COUNTED}{rules}</w:endnotePr>")
    after = next((child for child in root if child.tag in _AFTER or child.tag.endswith("mathPr")), None)
    if after is None:
        root.append(made)
    else:
        after.addprevious(made)
    return written(root)


def core(title: str, subject: str, record: str, known_at: date) -> bytes:
    """The document's properties. Its date is the day from which everything in it was known: no clock is asked."""
    when = f'xsi:type="dcterms:W3CDTF">{known_at.isoformat()}T00:00:00Z'
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escaped(title)}</dc:title>'
        f"<dc:subject>{escaped(subject)}</dc:subject><dc:creator>Prudent</dc:creator>"
        f"<dc:identifier>{escaped(record)}</dc:identifier><dcterms:created {when}</dcterms:created>"
        f"<dcterms:modified {when}</dcterms:modified><dc:language>{LANGUAGE}</dc:language></cp:coreProperties>"
    ).encode()


def app() -> bytes:
    """Which program made the file, and nothing that it counted."""
    return (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Prudent</Application></Properties>"
    ).encode()
