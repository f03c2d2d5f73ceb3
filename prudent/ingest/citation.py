"""What a row of a packet names as its source: a declared document, and if it likes the page, `annual-report p. 12`.

Belongs here: that one cell. Does not: documents themselves and how many pages they have (`documents.py`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from prudent.errors import DataBad
from prudent.ingest.characters import shown
from prudent.ingest.files import SourceFile
from prudent.ingest.raw import RawRow, RawTable
from prudent.model.packet import PacketHeader

PAGE = "page "
"""How a place in a document begins that was cited by page."""
_CITED = re.compile(r"(?P<document>.+) p\. ?(?P<page>[1-9][0-9]{0,5})", re.ASCII)


def cited(source: SourceFile, row: RawRow, header: PacketHeader, pages: Mapping[str, int]) -> RawRow:
    """The row with the document's id alone as its source; a page that was cited is the place of each filled cell.

    Args:
        source: the row's file, for messages.
        row: the row as received.
        header: declares the documents.
        pages: how many pages a document has, by its id, of those whose file is at hand.

    Raises:
        DataBad: the packet declares no such document, or its file has no such page.
    """
    declared = {document.id for document in header.documents}
    said = row.cells[-1]
    if said in declared:
        return row
    found = _CITED.fullmatch(said)
    if found is None or found["document"] not in declared:
        raise _wrong(source, row, "is no document of packet.yml; declare the document there or correct its id here.")
    document, page = found["document"], int(found["page"])
    if document in pages and page > pages[document]:
        has = "one page" if pages[document] == 1 else f"{pages[document]:,} pages"
        raise _wrong(source, row, f"cites page {page:,}, and the document's file has {has}.")
    places = tuple(f"{PAGE}{page}" if cell else "" for cell in row.cells[:-1])
    return replace(row, cells=(*row.cells[:-1], document), places=places)


def cited_by_page(raws: Iterable[RawTable]) -> frozenset[str]:
    """Ids of the documents of which any row cites a page, declared or not."""
    found = {_CITED.fullmatch(row.cells[-1]) for raw in raws for row in raw.rows}
    return frozenset(each["document"] for each in found if each is not None)


def _wrong(source: SourceFile, row: RawRow, problem: str) -> DataBad:
    return DataBad(f"{source.name} row {row.row}, column source: {shown(row.cells[-1])} {problem}", file=source.path)
