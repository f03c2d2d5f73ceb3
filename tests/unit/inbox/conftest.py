"""A small project with an inbox on each kind of file system: a folder, S3 on loopback, SFTP on loopback."""

import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import boto3
import paramiko
import pytest
from botocore.config import Config
from moto.server import ThreadedMotoServer

from sources.inbox.receipt import Receipt
from tasks.receive import receive
from tasks.work import Place

#: Before any real file's time of change, so that no file here settles by the file system's own clock.
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
USER, PASSWORD = "manager", "correct-horse-battery"
KEY, SECRET = "AKIAEXAMPLEONLYFORTEST", "example-secret-only-for-tests"

FUND = """\
fund: {fund}
legal_name: {fund}
cik: {cik}
asset_class: private_credit
wrapper: interval_fund
manager: A manager
source: made up for tests
"""

RETURNS = b"date,net return\n2025-11-30,1.25\n2025-12-31,-0.5\n"

CALENDAR = """\
version: 1
expected:
  - id: monthly-returns
    funds: [alpha-credit]
    declared:
      file: "returns-{period}.csv"
      format: series
      source_kind: administrator
      document: {id: "returns-{period}", title: Monthly returns}
      series: {content: returns, frequency: monthly, kind: total_net, unit: per_cent, dates: month_end,
        date_column: date, value_column: net return}
    schedule: {every: monthly, first_period: 2025-12, due_days: 20, late: stop}
    why: made up for tests
    source: made up for tests
    since: 2025-01-01
  - id: letters
    funds: [all]
    declared:
      file: "letter-*.csv"
      format: series
      source_kind: manager
      document: {id: letter, title: Letter}
      series: {content: returns, frequency: monthly, kind: total_net, unit: per_cent, dates: month_end,
        date_column: date, value_column: net return}
    why: made up for tests
    source: made up for tests
    since: 2025-01-01
"""


class Backend(Protocol):
    """Somebody else's side of an inbox."""

    url: str
    options: str

    def put(self, name: str, content: bytes, written: int = 0) -> None: ...

    def holds(self) -> dict[str, bytes]: ...


@dataclass
class FolderBackend:
    """A folder."""

    folder: Path
    options: str = "{}"

    @property
    def url(self) -> str:
        return str(self.folder)

    def put(self, name: str, content: bytes, written: int = 0) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        # a time of its own for each write, as a clock gives it; the second of a day that has passed
        os.utime(path, (1_760_000_000 + written, 1_760_000_000 + written))

    def holds(self) -> dict[str, bytes]:
        return {str(p.relative_to(self.folder)): p.read_bytes() for p in sorted(self.folder.rglob("*")) if p.is_file()}


@dataclass
class SftpBackend(FolderBackend):
    """A folder that is reached by SFTP only."""

    port: int = 0
    host_key: str = ""

    @property
    def url(self) -> str:
        return f"sftp://{USER}@127.0.0.1:{self.port}/"

    def __post_init__(self) -> None:
        self.options = (
            f'{{"password": "{PASSWORD}", "host_key": "{self.host_key}", "look_for_keys": false, "allow_agent": false}}'
        )


@dataclass
class BucketBackend:
    """A bucket of its own on the server."""

    client: object
    endpoint: str
    bucket: str
    made: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"s3://{self.bucket}/in"

    @property
    def options(self) -> str:
        return f'{{"key": "{KEY}", "secret": "{SECRET}", "client_kwargs": {{"endpoint_url": "{self.endpoint}"}}}}'

    def put(self, name: str, content: bytes, written: int = 0) -> None:
        self.client.put_object(Bucket=self.bucket, Key=f"in/{name}", Body=content)

    def holds(self) -> dict[str, bytes]:
        keys = [item["Key"] for item in self.client.list_objects_v2(Bucket=self.bucket).get("Contents", [])]
        return {key: self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read() for key in keys}


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


class _Login(paramiko.ServerInterface):
    def check_auth_password(self, username: str, password: str) -> int:
        good = (username, password) == (USER, PASSWORD)
        return paramiko.AUTH_SUCCESSFUL if good else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED

    def get_allowed_auths(self, username: str) -> str:
        return "password"


class _Handle(paramiko.SFTPHandle):
    def stat(self):
        return paramiko.SFTPAttributes.from_stat(os.fstat(self.readfile.fileno()))


class _Served(paramiko.SFTPServerInterface):
    """One folder, to be read only: any attempt to change something is refused by the base class."""

    folder: Path

    def _at(self, path: str) -> Path:
        return self.folder / self.canonicalize(path).lstrip("/")

    def list_folder(self, path):
        try:
            entries = sorted(self._at(path).iterdir())
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)
        return [paramiko.SFTPAttributes.from_stat(entry.lstat(), entry.name) for entry in entries]

    def stat(self, path):
        try:
            return paramiko.SFTPAttributes.from_stat(self._at(path).stat())
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)

    def lstat(self, path):
        return self.stat(path)

    def open(self, path, flags, attr):
        if flags & (os.O_WRONLY | os.O_RDWR):
            return paramiko.SFTP_PERMISSION_DENIED
        try:
            handle = _Handle(flags)
            handle.readfile = self._at(path).open("rb")
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)
        return handle


class SftpServer:
    """An SFTP server on loopback that serves one folder until it is stopped."""

    def __init__(self, folder: Path) -> None:
        self.key = paramiko.ECDSAKey.generate()
        self._folder = folder
        self._transports: list[paramiko.Transport] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def host_key(self) -> str:
        return f"{self.key.get_name()} {self.key.get_base64()}"

    def _serve(self) -> None:
        served = type("Served", (_Served,), {"folder": self._folder})
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            transport = paramiko.Transport(connection)
            transport.add_server_key(self.key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, served)
            self._transports.append(transport)
            try:
                transport.start_server(server=_Login())
            except (paramiko.SSHException, EOFError, OSError):
                transport.close()

    def stop(self) -> None:
        # a thread that waits in accept is woken by nothing else
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()
        for transport in self._transports:
            transport.close()
            transport.join()


@pytest.fixture
def sftp(tmp_path: Path) -> Iterator[SftpBackend]:
    folder = tmp_path / "served"
    folder.mkdir()
    server = SftpServer(folder)
    yield SftpBackend(folder, port=server.port, host_key=server.host_key)
    server.stop()


@pytest.fixture
def bucket(s3_endpoint: str, request: pytest.FixtureRequest) -> BucketBackend:
    client = boto3.client(
        "s3", endpoint_url=s3_endpoint, aws_access_key_id=KEY, aws_secret_access_key=SECRET, region_name="us-east-1",
        config=Config(proxies={}),
    )  # fmt: skip
    name = f"bucket-{abs(hash(request.node.nodeid))}"
    client.create_bucket(Bucket=name)
    return BucketBackend(client, s3_endpoint, name)


@pytest.fixture
def folder(tmp_path: Path) -> FolderBackend:
    made = tmp_path / "inbox"
    made.mkdir()
    return FolderBackend(made)


@pytest.fixture(params=["folder", "bucket", "sftp"])
def backend(request: pytest.FixtureRequest) -> Backend:
    """Each of the three in turn."""
    return request.getfixturevalue(request.param)


@dataclass
class Desk:
    """The project that looks into an inbox, with a clock that the test sets."""

    root: Path
    monkeypatch: pytest.MonkeyPatch
    now: datetime = NOW

    @property
    def store(self) -> Path:
        return self.root / "store"

    def open(self, backend: Backend) -> None:
        self.monkeypatch.setenv("PRUDENT_INBOX_URL", backend.url)
        self.monkeypatch.setenv("PRUDENT_INBOX_OPTIONS", backend.options)

    def look(self, *, dry_run: bool = False) -> Receipt:
        return receive.__wrapped__(Place(root=self.root, store=self.store), self.now, dry_run=dry_run).value

    def later(self, by: timedelta = HOUR) -> Receipt:
        """Another look, an hour later unless told otherwise."""
        self.now += by
        return self.look()

    def states(self, receipt: Receipt) -> list[tuple[str, str]]:
        return [(one.file, one.state.value if one.is_news else f"{one.state.value} before") for one in receipt.files]

    def kept(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.store).as_posix(): path.read_bytes()
            for path in sorted(self.store.rglob("*"))
            if path.is_file()
        }

    def calendar(self, text: str) -> None:
        (self.root / "policy/calendar.yml").write_text(text, encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    root = tmp_path / "project"
    for fund, cik in (("alpha-credit", 101), ("beta-credit", 102)):
        (root / "funds" / fund).mkdir(parents=True)
        (root / "funds" / fund / "fund.yml").write_text(FUND.format(fund=fund, cik=cik), encoding="utf-8")
    (root / "policy").mkdir()
    monkeypatch.setattr("tasks.receive.code_sha256", lambda: "c" * 64)
    monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "300")
    made = Desk(root, monkeypatch)
    made.calendar(CALENDAR)
    return made
