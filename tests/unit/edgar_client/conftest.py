"""EDGAR on loopback: a real HTTP server that answers as each test says, and documents that the tests make."""

import contextlib
import gzip
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
import stamina

from prudent.model.fund import Fund
from prudent.model.limits import Limits
from prudent.store.objects import in_folder
from sources.edgar.client import open_edgar
from sources.edgar.pace import Pace
from sources.edgar.settings import EdgarSettings
from sources.edgar.web import Web

AGENT = "Example Pension Committee staff@example.org"
CIK = 1234567
TODAY = date(2026, 3, 2)


@dataclass
class Reply:
    """One answer of the server."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    #: bytes that are announced and never sent
    missing: int = 0
    #: sent without saying how long it is
    unannounced: bool = False
    #: never answered
    silent: bool = False


class Site:
    """What stands at each path: one reply for ever, or several, of which the last stays."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.over = threading.Event()
        self.url = ""

    def at(self, path: str, *replies: Reply | bytes) -> None:
        self.replies[path] = [reply if isinstance(reply, Reply) else Reply(reply) for reply in replies]

    def next(self, path: str) -> Reply:
        found = self.replies.get(path, [Reply(b"<html>nothing</html>", 404)])
        return found.pop(0) if len(found) > 1 else found[0]


def handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers.append({name.lower(): value for name, value in self.headers.items()})
            reply = site.next(self.path)
            if reply.silent:
                site.over.wait()
                return
            etag = reply.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if not reply.unannounced:
                self.send_header("Content-Length", str(len(reply.body) + reply.missing))
            self.end_headers()
            with contextlib.suppress(ConnectionError):
                self.wfile.write(reply.body)

        def log_message(self, *_) -> None:
            pass

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    """The server. It is there for one test."""
    made = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(made))
    server.daemon_threads = False
    made.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.over.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Other attempts come at once."""
    with stamina.set_testing(True, attempts=10, cap=True):
        yield


@pytest.fixture
def pace() -> Pace:
    """A pace whose time stands still and whose waits take none."""
    return Pace(10, clock=lambda: 0.0, sleep=lambda _: None)


@pytest.fixture
def settings(site, monkeypatch):
    """A function: settings that lead to the server."""

    def made(**more) -> EdgarSettings:
        fixed = {"user_agent": AGENT, "data_url": site.url, "archive_url": site.url, "timeout_seconds": 20}
        return EdgarSettings(**(fixed | more))

    return made


@pytest.fixture
def web(settings, pace) -> Iterator[Web]:
    with Web(settings(attempts=3), pace) as made:
        yield made


@pytest.fixture
def objects(tmp_path):
    return in_folder(tmp_path / "store")


@pytest.fixture
def edgar(settings, objects, pace):
    """EDGAR as the server has it, with answers kept in a store."""
    with open_edgar(settings(attempts=2), objects, Limits(), TODAY, pace) as made:
        yield made


def fund(**more) -> Fund:
    fixed = {
        "fund": "example-fund", "legal_name": "Example Income Fund", "cik": CIK, "asset_class": "private_credit",
        "wrapper": "interval_fund", "manager": "Example", "source": "made up for a test",
    }  # fmt: skip
    return Fund.model_validate(fixed | more)


def filing(
    number: int,
    form: str,
    filed: str,
    report: str = "",
    document: str = "xslFormNPORT-P_X01/primary_doc.xml",
    inline: int = 0,
    file: str = "811-00001",
) -> dict:
    """One row of the index."""
    return {
        "accessionNumber": f"0001234567-{filed[2:4]}-{number:06d}", "form": form, "filingDate": filed,
        "reportDate": report, "primaryDocument": document, "isInlineXBRL": inline, "fileNumber": file,
    }  # fmt: skip


def columns(rows: list[dict]) -> dict:
    """Rows as EDGAR stores them: by columns, among others that are not read."""
    names = list(filing(1, "D", "2026-01-01"))
    return {name: [row[name] for row in rows] for name in names} | {"size": [1 for _ in rows]}


def index(
    rows: list[dict], files: tuple = (), name: str = "EXAMPLE INCOME FUND", cik: int = CIK, former: tuple = ()
) -> bytes:
    return json.dumps({
        "cik": f"{cik:010d}", "name": name, "tickers": [], "formerNames": [{"name": one} for one in former],
        "filings": {"recent": columns(rows), "files": list(files)},
    }).encode()  # fmt: skip


def header(*series: tuple[str, tuple[str, ...]], owner: int = CIK) -> bytes:
    """A filing's header, with the series that it is for and their classes."""
    lines = ["<SEC-HEADER>0001234567-26-000001.hdr.sgml : 20260101", "<ACCESSION-NUMBER>0001234567-26-000001"]
    if series:
        lines += ["<SERIES-AND-CLASSES-CONTRACTS-DATA>", "<EXISTING-SERIES-AND-CLASSES-CONTRACTS>"]
        for one, classes in series:
            lines += ["<SERIES>", f"<OWNER-CIK>{owner:010d}", f"<SERIES-ID>{one}", "<SERIES-NAME>Example"]
            for each in classes:
                lines += ["<CLASS-CONTRACT>", f"<CLASS-CONTRACT-ID>{each}", "</CLASS-CONTRACT>"]
            lines += ["</SERIES>"]
        lines += ["</EXISTING-SERIES-AND-CLASSES-CONTRACTS>", "</SERIES-AND-CLASSES-CONTRACTS-DATA>"]
    return "\n".join([*lines, "</SEC-HEADER>"]).encode()


def folder(row: dict) -> str:
    return f"/Archives/edgar/data/{CIK}/{row['accessionNumber'].replace('-', '')}"


SUBMISSIONS = f"/submissions/CIK{CIK:010d}.json"
FACTS = f"/api/xbrl/companyfacts/CIK{CIK:010d}.json"


@pytest.fixture
def make(site):
    """What tests make documents with, and `stands`: a filing at its place, with its header."""

    def stands(row: dict, body: bytes, head: bytes | None = None) -> None:
        site.at(f"{folder(row)}/{row['primaryDocument'].rsplit('/', 1)[-1]}", body)
        site.at(f"{folder(row)}/{row['accessionNumber']}.hdr.sgml", head or header())

    return SimpleNamespace(
        reply=Reply, fund=fund, filing=filing, columns=columns, index=index, header=header, folder=folder, stands=stands,
        submissions=SUBMISSIONS, facts=FACTS, cik=CIK, today=TODAY, gzip=gzip.compress, agent=AGENT,
    )  # fmt: skip
