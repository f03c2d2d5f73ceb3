"""Documents of a packet: their file, its hash, its pages; and PDFs that no honest program writes."""

import hashlib
import zlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prudent.errors import DataBad, HostileInput, PrudentError
from prudent.ingest.documents import read_document
from prudent.ingest.files import Files
from prudent.ingest.fund import read_fund
from prudent.ingest.known import Known
from prudent.ingest.pdf_pages import page_count
from prudent.model.delivery import Format
from prudent.model.limits import Limits
from prudent.model.sources import Sources
from tests.unit.manager_packets.packet_builders import FUND, declared, pdf, pdf_of, put, source_file

NAME = "packet/documents/report.pdf"
TODAY = date(2026, 11, 24)
IDENTITY = """\
fund: alpha-partners
legal_name: Alpha Partners, L.P.
asset_class: private_equity
wrapper: private_fund
manager: A manager
source: made up for tests
"""
PACKET = """\
packet_format: 1
owner: alpha-partners
received: 2026-05-01
extractor: typed by hand
grade: C
note: made up for tests
documents:
  - id: report
    title: Annual report
    filed_on: 2026-03-01
"""
RETURNS = "frequency,kind,period_end,return_pct,source\nquarterly,total_net,2025-12-31,1.5,{source}\n"


def packet(root: Path, more: str = "", source: str = "report", files: dict[str, bytes] | None = None):
    put(root, "funds/alpha-partners/fund.yml", IDENTITY)
    put(root, "funds/alpha-partners/packet/packet.yml", PACKET + more)
    put(root, "funds/alpha-partners/packet/returns.csv", RETURNS.format(source=source))
    for name, content in (files or {}).items():
        put(root, f"funds/alpha-partners/{name}", content)
    return read_fund(Files(root), "alpha-partners", Known.now(TODAY), Sources(version=1), ()).packets[0]


def refused(root: Path, *arguments, **more) -> PrudentError:
    with pytest.raises(PrudentError) as caught:
        packet(root, *arguments, **more)
    return caught.value


def test_a_page_becomes_the_place_of_each_filled_cell_and_the_source_stays_an_id(tmp_path):
    read = packet(tmp_path, "    file: report.pdf\n", "report p. 3", {NAME: pdf(3)})
    (row,) = read.rows[0].frame.to_dicts()
    assert (row["source"], row["places"]) == ("report", ["page 3"] * 4)


def test_without_a_page_there_is_no_place(tmp_path):
    (row,) = packet(tmp_path, "    file: report.pdf\n", files={NAME: pdf(3)}).rows[0].frame.to_dicts()
    assert (row["source"], row["places"]) == ("report", None)


def test_a_page_of_a_document_whose_file_is_not_here_is_taken_at_its_word(tmp_path):
    (row,) = packet(tmp_path, source="report p.312").rows[0].frame.to_dicts()
    assert row["places"][0] == "page 312"


PDF = pdf(3)
WRONG = [
    ("a page beyond the last", "    file: report.pdf\n", "report p. 4", {NAME: PDF}, "'report p. 4' cites page 4, and the document's file has 3 pages."),
    ("a page that the tree claims", "    file: report.pdf\n", "report p. 4", {NAME: pdf(3, claimed=9)}, "has 3 pages."),
    ("an unknown document", "", "repport p. 3", {}, "'repport p. 3' is no document of packet.yml"),
    ("page 0", "", "report p. 0", {}, "'report p. 0' is no document of packet.yml"),
    ("no file", "    file: report.pdf\n", "report", {}, "report.pdf is not there; put the file of document 'report' there"),
    ("another file", f"    file: report.pdf\n    sha256: {'0' * 64}\n", "report", {NAME: PDF}, f"its sha256 is {hashlib.sha256(PDF).hexdigest()}"),
    ("a hash of nothing", f"    sha256: {'0' * 64}\n", "report", {}, "gives a sha256 and no file"),
    ("a way out of the folder", "    file: ../packet.yml\n", "report", {}, "entry 1, file must match pattern"),
    ("no PDF", "    file: notes.txt\n", "report p. 1", {"packet/documents/notes.txt": b"words"}, "is no PDF, so no page of it can be cited"),
    ("a damaged PDF", "    file: report.pdf\n", "report p. 1", {NAME: PDF[:-200]}, "is damaged"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "source", "files", "says"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_wrong_citation_or_file_is_refused(tmp_path, more, source, files, says):
    error = refused(tmp_path, more, source, files)
    assert isinstance(error, DataBad)
    assert says in error.sentence


def test_a_damaged_pdf_is_kept_where_no_page_is_cited(tmp_path):
    assert packet(tmp_path, "    file: report.pdf\n", files={NAME: PDF[:-200]}).rows


def test_the_declared_hash_lets_its_own_file_pass(tmp_path):
    sha256 = hashlib.sha256(PDF).hexdigest()
    assert packet(tmp_path, f"    file: report.pdf\n    sha256: {sha256}\n", "report p. 1", {NAME: PDF}).rows


@pytest.mark.parametrize("grade", ["A", "B"])
def test_a_packet_cannot_grade_itself_above_c(tmp_path, grade):
    put(tmp_path, "funds/alpha-partners/fund.yml", IDENTITY)
    put(tmp_path, "funds/alpha-partners/packet/packet.yml", PACKET.replace("grade: C", f"grade: {grade}"))
    with pytest.raises(DataBad) as caught:
        read_fund(Files(tmp_path), "alpha-partners", Known.now(TODAY), Sources(version=1), ())
    assert caught.value.sentence == (
        f"funds/alpha-partners/packet/packet.yml line 5: grade is {grade}, which a packet cannot give itself: A and B "
        "are for figures that were reconciled or re-checked here. Write C, or D for figures that are stale or estimated."
    )


def test_a_kept_document_says_how_long_it_is_and_gives_no_figure():
    delivered = read_document(source_file(PDF, "factsheet.pdf"), FUND, declared(Format.DOCUMENT))
    assert delivered.raws == ()
    assert [item.what for item in delivered.noticed] == ["is kept as evidence (3 pages); no figure is read from it"]
    other = read_document(source_file(b"<html>", "page.html"), FUND, declared(Format.DOCUMENT))
    assert [item.what for item in other.noticed] == ["is kept as evidence; no figure is read from it"]


def test_an_empty_and_a_too_large_document_are_refused():
    with pytest.raises(DataBad, match="is empty"):
        read_document(source_file(b""), FUND, declared(Format.DOCUMENT))
    with pytest.raises(HostileInput, match="at most 100 are kept"):
        read_document(source_file(PDF, limits=Limits(document_bytes=100)), FUND, declared(Format.DOCUMENT))


def nested(depth: int) -> bytes:
    return pdf_of(["<< /Type /Catalog /Pages " + "[" * depth + "]" * depth + " >>"])


def deep_tree(depth: int) -> bytes:
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>"]
    bodies += [f"<< /Type /Pages /Kids [{number} 0 R] /Count 1 >>" for number in range(3, 3 + depth)]
    return pdf_of([*bodies, "<< /Type /Page >>"])


def packed(holders: int, objects: int, filler: int) -> bytes:
    """A PDF whose pages lie in packed holders; each unpacks to `filler` bytes and more."""
    made = bytearray(b"%PDF-1.7\n")
    rows = [(0, 0, 0), (1, len(made), 0)]
    made += b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    first_page = 3 + holders
    kids = " ".join(f"{number} 0 R" for number in range(first_page, first_page + holders * objects))
    rows.append((1, len(made), 0))
    made += f"2 0 obj\n<< /Type /Pages /Kids [{kids}] >>\nendobj\n".encode()
    for holder in range(holders):
        numbers = range(first_page + holder * objects, first_page + (holder + 1) * objects)
        page = b"<< /Type /Page /Parent 2 0 R >>"
        index = " ".join(f"{number} {place * (len(page) + 1)}" for place, number in enumerate(numbers)).encode() + b" "
        body = zlib.compress(index + (page + b" ") * objects + b" " * filler)
        rows.append((1, len(made), 0))
        head = f"{3 + holder} 0 obj\n<< /Type /ObjStm /N {objects} /First {len(index)} /Filter /FlateDecode"
        made += f"{head} /Length {len(body)} >>\nstream\n".encode() + body + b"\nendstream\nendobj\n"
    rows += [(2, 3 + holder, place) for holder in range(holders) for place in range(objects)]
    table = b"".join(kind.to_bytes(1, "big") + a.to_bytes(4, "big") + b.to_bytes(2, "big") for kind, a, b in rows)
    start, number = len(made), len(rows)
    table += (1).to_bytes(1, "big") + start.to_bytes(4, "big") + bytes(2)
    head = f"{number} 0 obj\n<< /Type /XRef /Size {number + 1} /W [1 4 2] /Root 1 0 R /Length {len(table)} >>\nstream\n"
    return bytes(made + head.encode() + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)


def test_pages_that_lie_packed_are_counted():
    assert page_count(source_file(packed(2, 5, 0))) == 10


LOOP = pdf_of(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"])
CYCLE = pdf_of(
    ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] >>", "<< /Type /Pages /Kids [2 0 R] >>"]
)
HOSTILE = {
    "not one page": pdf(0),
    "a tree that leads to itself": LOOP,
    "a tree in a circle": CYCLE,
    "ten thousand arrays in each other": nested(10_000),
    "a tree of ten thousand floors": deep_tree(10_000),
    "one part that unpacks to ten megabytes": packed(1, 1, 10_000_000),
    "forty parts that unpack to a megabyte each": packed(40, 1, 1_000_000),
    "a table of a billion objects": PDF.replace(b"xref\n0 6", b"xref\n0 999999999"),
    "a start beyond the end": PDF.replace(b"startxref\n", b"startxref\n9999"),
    "a start below zero": PDF.replace(b"startxref\n", b"startxref\n-9"),
    "no root": PDF.replace(b"/Root 1 0 R", b"/Boot 1 0 R"),
    "a root that is a number": pdf_of(["42"]),
    "kids that are a name": pdf_of(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids /Kids >>"]),
    "only its first line": b"%PDF-1.7\n",
    "NUL bytes": b"%PDF-1.7\n" + b"\x00" * 100_000,
    "a string that never ends": b"%PDF-1.7\n1 0 obj\n(" + b"(" * 100_000,
    "an unknown lock": pdf_of(["<< /Type /Catalog >>", "<< /Filter /Own >>"], "/Root 1 0 R /Encrypt 2 0 R"),
    "a lock that is a number": PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 7"),
}  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_pdf_is_refused_in_one_sentence(content):
    with pytest.raises((DataBad, HostileInput)) as caught:
        page_count(source_file(content, "factsheet.pdf"))
    assert caught.value.sentence.startswith("factsheet.pdf is a PDF ")


def test_a_table_that_says_it_continues_at_itself_ends():
    assert page_count(source_file(PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 340"))) == 3


def counted(content: bytes) -> int | str | None:
    try:
        return page_count(source_file(content))
    except PrudentError as error:
        return error.code


@pytest.mark.parametrize("cut", range(0, len(PDF), 37))
def test_a_pdf_cut_off_anywhere_is_refused_or_counted(cut):
    assert counted(PDF[:cut]) in {None, 3, "DATA_BAD", "HOSTILE_INPUT"}


@given(st.integers(0, len(PDF) - 1), st.binary(min_size=1, max_size=6))
@settings(derandomize=True, database=None, deadline=None, max_examples=300)
def test_a_pdf_with_any_bytes_in_it_is_refused_or_counted(at, put_in):
    found = counted(PDF[:at] + put_in + PDF[at + len(put_in) :])
    assert found in {None, "DATA_BAD", "HOSTILE_INPUT"} or isinstance(found, int)


def test_more_pages_than_are_read_are_refused():
    assert page_count(source_file(pdf(12), limits=Limits(pdf_pages=12))) == 12
    with pytest.raises(HostileInput, match="more than 11 pages"):
        page_count(source_file(pdf(12), limits=Limits(pdf_pages=11)))
