"""The words of a page, out of a process that has no home of the user's and no network."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from prudent.errors import DataBad, UsageError
from prudent.model.delivery import Declared, Delivery, Format, SourceKind
from prudent.model.fact import Document
from prudent.store.deliveries import StoredDeliveries
from prudent.store.frames import sha256
from sources.edgar import edgartools_adapter
from sources.edgar.edgartools_adapter import plain_text
from sources.edgar.passages import lines_of

PAGE = """<html><head><title>x</title><style>p {color: red}</style></head><body>
<h1>Offer to purchase</h1><p>The Fund is offering to purchase up to <b>5.00%</b> of its Shares — at net asset value.</p>
<table><tr><td>Shares tendered</td><td>1,000</td></tr><tr><td>Shares accepted</td><td>500</td></tr></table>
<script>alert(1)</script></body></html>""".encode()
ACCESSION = "0001234567-26-000001"


def test_the_words_are_there_in_order_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    lines = [" ".join(line.split()) for line in plain_text(PAGE, "offer.htm").splitlines() if line.strip()]
    assert lines == [
        "Offer to purchase",
        "The Fund is offering to purchase up to 5.00% of its Shares — at net asset value.",
        "Shares tendered 1,000",
        "Shares accepted 500",
    ]
    assert list(tmp_path.iterdir()) == []


def test_plain_text_is_its_own():
    assert plain_text("Offer\r\n\r\n5 % – at NAV".encode(), "offer.txt") == "Offer\r\n\r\n5 % – at NAV"


def test_without_the_extra_it_is_said_how_to_install_it(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"Install it with: make extras"):
        plain_text(PAGE, "offer.htm")


def test_it_is_never_loaded_into_our_own_process():
    program = (
        "import sys, flows.fetch_command, sources.edgar.passages, sources.edgar.fetch;"
        "from sources.edgar.edgartools_adapter import plain_text, is_installed; plain_text(b'<p>x</p>', 'x');"
        "print(is_installed(), 'edgar' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "True False\n"


@pytest.mark.parametrize(
    ("attempt", "event"),
    [
        ("socket.socket().connect(('127.0.0.1', 9))", "socket.connect"),
        ("socket.getaddrinfo('example.org', 443)", "socket.getaddrinfo"),
        ("subprocess.run(['true'])", "subprocess.Popen"),
    ],
)
def test_its_process_opens_no_connection(attempt, event):
    program = (
        "import runpy, socket, subprocess, sys, types\n"
        "stub = types.ModuleType('edgar.documents')\n"
        f"stub.parse_html = lambda *_: {attempt}\n"
        "stub.ParserConfig = lambda **_: None\n"
        "sys.modules['edgar'], sys.modules['edgar.documents'] = types.ModuleType('edgar'), stub\n"
        f"runpy.run_path({edgartools_adapter.__file__!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-I", "-c", program], input=PAGE, capture_output=True, check=False)
    assert done.stderr.decode().splitlines()[-1] == f"RuntimeError: {event} is not for a reader of pages"


def test_a_page_that_takes_too_long_is_left():
    with pytest.raises(DataBad, match=r"offer\.htm has no plain text after 0\.001 seconds"):
        plain_text(PAGE, "offer.htm", seconds=0.001)


def test_a_page_that_cannot_be_read_is_told(monkeypatch, tmp_path):
    broken = tmp_path / "broken.py"
    broken.write_text("raise SystemExit(3)")
    monkeypatch.setattr(edgartools_adapter, "__file__", str(broken))
    with pytest.raises(DataBad, match=r"offer\.htm cannot be turned into plain text"):
        plain_text(PAGE, "offer.htm")


def test_its_folders_are_not_the_users(monkeypatch, tmp_path):
    seen = tmp_path / "seen.py"
    seen.write_text(
        "import os, sys; sys.stdout.write('\\n'.join(os.environ.get(k, '') for k in ('HOME', 'EDGAR_LOCAL_DATA_DIR', 'EDGAR_CACHE_DIR', 'EDGAR_IDENTITY')))"
    )
    monkeypatch.setattr(edgartools_adapter, "__file__", str(seen))
    monkeypatch.setenv("EDGAR_IDENTITY", "somebody a@b.org")
    home, data, cache, identity = plain_text(b"", "x").split("\n")
    assert home == data == cache
    assert home != os.environ.get("HOME")
    assert identity == ""
    assert not Path(home).exists()


def keep(objects, format: Format, content: bytes) -> None:  # noqa: A002
    declared = Declared(
        file="offer.htm", format=format, source_kind=SourceKind.REGULATOR_FILING,
        document=Document(id=f"edgar-{ACCESSION}", title="Offer", form="SC TO-I", accession=ACCESSION),
    )  # fmt: skip
    StoredDeliveries(objects).keep(
        Delivery(
            fund="example-fund", declared=declared, file="offer.htm", sha256=sha256(content), size_bytes=len(content),
            received="2026-03-02", channel="EDGAR", extractor="none",
        ),
        content,
    )  # fmt: skip


def test_a_kept_filing_is_shown_line_by_line(objects):
    keep(objects, Format.DOCUMENT, PAGE.replace(b"Shares accepted", "Shares ac\u202ecepted".encode()))
    lines = lines_of(objects, "example-fund", ACCESSION)
    assert lines[0] == (1, "Offer to purchase")
    assert [line.split() for _, line in lines[-1:]] == [["Shares", "ac·cepted", "500"]]
    assert all(line.strip() for _, line in lines)


def test_what_is_no_page_of_words_is_not_shown(objects):
    with pytest.raises(UsageError, match=f"The store has no filing '{ACCESSION}' of example-fund"):
        lines_of(objects, "example-fund", ACCESSION)
    keep(objects, Format.NPORT, b"<a></a>")
    with pytest.raises(UsageError, match=r"is data \(nport\) and no page of words"):
        lines_of(objects, "example-fund", ACCESSION)
