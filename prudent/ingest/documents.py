"""Documents that are kept as evidence: factsheets, reports, policies. They are hashed, and their pages are counted.

Belongs here: whether a document's file is there, is the declared one, and has the pages that are cited. Does not: what
it says; nothing here reads words or figures out of it.
"""

from collections.abc import Collection
from functools import partial

from prudent.errors import DataBad, HostileInput
from prudent.ingest.characters import shown
from prudent.ingest.delivered import Delivered
from prudent.ingest.faults import Refuse, refused, told
from prudent.ingest.files import Files, SourceFile
from prudent.model.delivery import Declared
from prudent.model.fact import Document
from prudent.model.fund import Fund
from prudent.model.packet import Noticed, PacketHeader

DOCUMENTS = "documents"
"""The folder of a packet in which documents lie."""


def read_document(source: SourceFile, fund: Fund, declared: Declared) -> Delivered:  # noqa: ARG001 -- a reader's
    """Keep a document as evidence. It gives no figures, and says so.

    Raises:
        DataBad: it is empty, or a PDF that is locked or damaged.
        HostileInput: it is larger than is kept, or a PDF that no honest program writes.
    """
    limit = source.limits.document_bytes
    if len(source.content) > limit:
        raise HostileInput(
            f"{source.name} has {len(source.content):,} bytes; at most {limit:,} are kept.", file=source.path
        )
    if not source.content:
        raise DataBad(f"{source.name} is empty; send the document again.", file=source.path)
    pages = _page_count(source)
    length = "" if pages is None else f" ({pages:,} {'page' if pages == 1 else 'pages'})"
    what = f"is kept as evidence{length}; no figure is read from it"
    return Delivered(noticed=(Noticed(file=source.name.rpartition("/")[2], place="", what=what),))


def check_documents(
    files: Files, folder: str, header: PacketHeader, cited: Collection[str], refuse: Refuse = refused
) -> dict[str, int]:
    """Hold the documents that give a file against what lies in `folder/packet/documents`.

    Args:
        files: the project's folder.
        folder: the owner's folder, such as `funds/<fund>`.
        header: declares the documents.
        cited: ids of the documents of which a page is cited; only theirs are counted.
        refuse: what becomes of a fault.

    Returns:
        Pages of the documents that are cited by page, by id. A document without a file is taken at its word.

    Raises:
        DataBad: a file is not there, is not the declared one, or is no PDF whose pages can be counted.
        HostileInput: see `Files.read` and `page_count`.
    """
    counts: dict[str, int] = {}
    for document in header.documents:
        if document.file is None:
            continue
        source = told(refuse, partial(_read, files, folder, document), None)
        if source is not None and document.id in cited:
            pages = told(refuse, partial(_citable, source, document), None)
            counts |= {} if pages is None else {document.id: pages}
    return counts


def _citable(source: SourceFile, document: Document) -> int:
    pages = _page_count(source)
    if pages is None:
        raise DataBad(
            f"{source.name} is no PDF, so no page of it can be cited; name {shown(document.id)} alone as the source.",
            file=source.path,
        )
    return pages


def _read(files: Files, folder: str, document: Document) -> SourceFile:
    name = f"{folder}/packet/{DOCUMENTS}/{document.file}"
    if not files.exists(name):
        raise DataBad(f"{name} is not there; put the file of document {shown(document.id)} there, or leave out file.")
    source = files.read(name, files.limits.document_bytes)
    if document.sha256 is not None and document.sha256 != source.sha256:
        raise DataBad(
            f"{name} is not the declared file: its sha256 is {source.sha256}, and packet.yml says {document.sha256}.",
            file=source.path,
        )
    return source


def _page_count(source: SourceFile) -> int | None:
    from prudent.ingest.pdf_pages import page_count  # noqa: PLC0415 -- loads a library that few packets need

    return page_count(source)
