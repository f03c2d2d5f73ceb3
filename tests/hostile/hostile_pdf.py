"""PDF files that run, fetch, hold other files or never end. Only their pages are counted; nothing of them is run.

Belongs here: cases of documents that are kept as evidence.
"""

import zlib
from collections.abc import Callable

from hostile_case import BAD, HOSTILE, READ, cases

FEWER = " is a PDF of more than 5,000 pages, or is built so that counting them takes for ever; export it again."
DAMAGED = " is a PDF that is damaged: its pages cannot be counted; export it again."
ONE = "is kept as evidence (1 page); no figure is read from it"
KEPT = "is kept as evidence; no figure is read from it"


def pdf(*objects: bytes, root: bytes = b"<< /Type /Catalog /Pages 2 0 R >>", trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 2, with its table of places."""
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate((root, *objects), start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    return made + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, trailer, len(made)
    )  # fmt: skip


PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"


def _catalog(more: bytes) -> bytes:
    return pdf(PAGES, PAGE, root=b"<< /Type /Catalog /Pages 2 0 R %s >>" % more)


def _stream(dictionary: bytes, body: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (dictionary, len(body), body)


def _packed_objects(times: int) -> Callable[[], bytes]:
    """The page tree lies in a packed part that unpacks to many times its size."""

    def make() -> bytes:
        inside = b"2 0 3 %d " % len(PAGES) + PAGES + PAGE
        first = inside.index(b"<<")
        body = zlib.compress(inside + bytes(times * 1024 * 1024), 9)
        packed = _stream(b"/Type /ObjStm /N 2 /First %d /Filter /FlateDecode" % first, body)
        made = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        at_packed = len(made)
        made += b"4 0 obj\n" + packed + b"\nendobj\n"
        at_table = len(made)
        rows = [(0, 0, 65535), (1, 9, 0), (2, 4, 0), (2, 4, 1), (1, at_packed, 0), (1, at_table, 0)]
        table = b"".join(
            bytes([kind]) + place.to_bytes(4, "big") + last.to_bytes(2, "big") for kind, place, last in rows
        )
        made += b"5 0 obj\n" + _stream(b"/Type /XRef /Size 6 /W [1 4 2] /Root 1 0 R", table) + b"\nendobj\n"
        return made + b"startxref\n%d\n%%%%EOF" % at_table

    return make


PACKED = _packed_objects(1)()
"""An honest one whose pages lie in a packed part."""


def _loop_of_tables() -> bytes:
    made = pdf(PAGES, PAGE)
    at = int(made.rsplit(b"startxref\n", 1)[1].split(b"\n", 1)[0])
    return pdf(PAGES, PAGE, trailer=b"/Prev %d " % at)


def _deep_tree(depth: int) -> bytes:
    nodes = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 3) for number in range(depth)]
    return pdf(*nodes, PAGE)


PDF = cases(
    "PDF",
    "document",
    ("a plain one", pdf(PAGES, PAGE), READ, ONE),
    ("script on opening", _catalog(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), READ, ONE),
    ("a program on opening", _catalog(b"/OpenAction << /S /Launch /F (/bin/sh) >>"), READ, ONE),
    ("an address on opening", _catalog(b"/OpenAction << /S /URI /URI (http://127.0.0.1/) >>"), READ, ONE),
    ("a form that is sent", _catalog(b"/AA << /WC << /S /SubmitForm /F (http://127.0.0.1/) >> >>"), READ, ONE),
    ("a file inside", _catalog(b"/Names << /EmbeddedFiles << /Names [(x) 3 0 R] >> >>"), READ, ONE),
    (
        "a tree that is its own branch",
        pdf(b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>", PAGE),
        BAD,
        " is a PDF that is damaged: its pages cannot be counted; export it again.",
    ),
    (
        "two branches that hold each other",
        pdf(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        BAD,
        " is a PDF that is damaged: its pages cannot be counted; export it again.",
    ),
    ("a tree of ten thousand levels", _deep_tree(10_000), HOSTILE, FEWER),
    (
        "a page a hundred thousand times",
        lambda: pdf(b"<< /Type /Pages /Kids [" + b"3 0 R " * 100_000 + b"] /Count 100000 >>", PAGE),
        HOSTILE,
        FEWER,
    ),
    ("a count that is claimed", pdf(b"<< /Type /Pages /Kids [3 0 R] /Count 999999999 >>", PAGE), READ, ONE),
    ("a count below zero", pdf(b"<< /Type /Pages /Kids [3 0 R] /Count -1 >>", PAGE), READ, ONE),
    ("tables that lead back to themselves", _loop_of_tables, READ, ONE),
    ("a packed part within bounds", PACKED, READ, ONE),
    ("a packed part that grows to thirty-two", _packed_objects(32), HOSTILE, FEWER),
    ("an array of a million levels", lambda: pdf(b"[" * 1_000_000, PAGE), HOSTILE, FEWER),
    ("a table of a billion entries", pdf(PAGES, PAGE).replace(b"xref\n0 4", b"xref\n0 999999999"), HOSTILE, FEWER),
    (
        "locked",
        pdf(PAGES, PAGE, trailer=b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -1 >> "),
        BAD,
        " is a PDF that is locked; save it without a password.",
    ),
    ("a root that is missing", pdf(PAGES, PAGE).replace(b"/Root 1 0 R", b"/Root 9 0 R"), BAD, DAMAGED),
    ("no pages", pdf(b"<< /Type /Pages /Kids [] /Count 0 >>"), BAD, " is a PDF that has no pages; export it again."),
    ("cut off", pdf(PAGES, PAGE)[:60], BAD, DAMAGED),
    ("a name alone", b"%PDF-1.7\n", BAD, DAMAGED),
    ("no PDF", b"<script>alert(1)</script>", READ, KEPT),
    ("a PDF behind something else", b"GIF89a" + pdf(PAGES, PAGE), READ, KEPT),
    ("nothing", b"", BAD, " is empty; send the document again."),
)
