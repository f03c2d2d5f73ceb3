"""How many pages a PDF has, in bounded time and memory. Nothing else of it is read.

Belongs here: the one place that opens a PDF. Does not: which document is cited where (`citation.py`, `documents.py`).
Import it where a PDF is at hand and not before: the library takes a while to load.
"""

import logging
from contextlib import AbstractContextManager
from io import BytesIO

from pypdf import Configuration, PasswordType, PdfReader, apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import IndirectObject, PdfObject, StreamObject

from prudent.errors import DataBad, HostileInput, PrudentError
from prudent.ingest.files import SourceFile

BEGINS = b"%PDF-"
"""How every PDF begins (ISO 32000-1, 7.5.2)."""
_UNPACKED_BYTES = 8 * 1024 * 1024
"""Of one part that is unpacked on the way to the pages. A table of 300,000 objects has under 3 MiB."""
_ALL_UNPACKED_BYTES = 32 * 1024 * 1024
"""Of all those parts. Pages and what lies among them take under 5 MiB in a report of 400 pages."""
_READS = 20_000_000
"""Times that the file may be read from: the library reads byte by byte. A report of 400 pages takes under 500,000."""
_READ_TIMES_SIZE = 4
"""Bytes that may be read, as a multiple of the file's. Pages are found by reading a small part of it once."""
_OBJECTS = 500_000
"""Objects that the file's own table may list; a large report has under 100,000."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it warns of, our own sentences say


class _TooMuchError(Exception):
    """The file makes its reader work more than any honest one does."""


class _Counted(BytesIO):
    """The file, which ends the reading once it has been read from too often."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self._reads = _READS
        self._bytes = _READ_TIMES_SIZE * len(content) + _UNPACKED_BYTES

    def read(self, size: int | None = -1, /) -> bytes:
        got = super().read(size)
        self._reads -= 1
        self._bytes -= len(got)
        if self._reads < 0 or self._bytes < 0:
            raise _TooMuchError
        return got


class _Reader(PdfReader):
    """The library's reader, which ends once it has unpacked more objects than an honest file's pages need."""

    _unpacked = 0

    def _get_object_from_stream(self, indirect_reference: IndirectObject) -> PdfObject:
        holder, _ = self.xref_objStm[indirect_reference.idnum]
        packed = IndirectObject(holder, 0, self).get_object()
        self._unpacked += len(packed.get_data()) if isinstance(packed, StreamObject) else 0
        if self._unpacked > _ALL_UNPACKED_BYTES:
            raise _TooMuchError
        return super()._get_object_from_stream(indirect_reference)


def page_count(source: SourceFile) -> int | None:
    """Pages of a PDF; None for a file of any other kind, which is not looked into.

    Raises:
        DataBad: it is locked, damaged or has no pages.
        HostileInput: it has more pages than are read, or makes its reader work more than an honest file does.
    """
    if not source.content.startswith(BEGINS):
        return None
    try:
        with _bounds(source.limits.pdf_pages):
            pages = _pages(source)
    except PrudentError:
        raise
    except (_TooMuchError, LimitReachedError, RecursionError, MemoryError) as error:
        raise _hostile(source) from error
    except Exception as error:  # whatever the library raises of a damaged file, it is a damaged file
        raise _bad(source, "is damaged: its pages cannot be counted; export it again") from error
    if pages > source.limits.pdf_pages:
        raise _hostile(source)
    if pages == 0:
        raise _bad(source, "has no pages; export it again")
    return pages


def _bounds(pages: int) -> AbstractContextManager[Configuration]:
    return apply_configuration(
        None,
        disable_legacy_handling=True,
        zlib_maximum_output_length=_UNPACKED_BYTES,
        lzw_maximum_output_length=_UNPACKED_BYTES,
        run_length_maximum_output_length=_UNPACKED_BYTES,
        stream_decoding_work_maximum_length=2 * _UNPACKED_BYTES,
        page_tree_maximum_entries=2 * pages,
    )


def _pages(source: SourceFile) -> int:
    """The pages that the file's own tree leads to; how many it claims is not asked."""
    reader = _Reader(
        _Counted(source.content), strict=True, root_object_recovery_limit=0, xref_stream_maximum_entries=_OBJECTS
    )
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise _bad(source, "is locked; save it without a password")
    return reader.get_num_pages()


def _bad(source: SourceFile, what: str) -> DataBad:
    return DataBad(f"{source.name} is a PDF that {what}.", file=source.path)


def _hostile(source: SourceFile) -> HostileInput:
    return HostileInput(
        f"{source.name} is a PDF of more than {source.limits.pdf_pages:,} pages, or is built so that counting them "
        "takes for ever; export it again.",
        file=source.path,
    )
