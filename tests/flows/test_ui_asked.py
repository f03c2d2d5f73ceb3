"""What `prudent ui` refuses and warns of before it starts anything, and how it speaks to a server behind TLS."""

import base64
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from flows.deploy_command import deploy_all
from flows.server import quiet_environment
from flows.server_api import ServerRefused, answers, ask
from flows.ui import Serving, check
from flows.workers import FRESH_STARTS, Fleet
from prudent.errors import PrudentError, UsageError

DATABASE, AUTH = "PREFECT_SERVER_DATABASE_CONNECTION_URL", "PREFECT_SERVER_API_AUTH_STRING"
PASSWORD = "member-one:correct-horse"


@pytest.fixture(autouse=True)
def plain(monkeypatch) -> None:
    """Nothing of Prefect's is set."""
    for name in (DATABASE, AUTH, "PREFECT_API_AUTH_STRING", "PREFECT_API_URL"):
        monkeypatch.delenv(name, raising=False)


def test_more_than_one_worker_is_refused_on_sqlite_and_taken_on_postgresql(monkeypatch):
    with pytest.raises(UsageError) as refused:
        check(Serving(4200, "127.0.0.1", 3))
    assert refused.value.sentence == (
        "Two workers lock SQLite against each other. For 3 workers set PREFECT_SERVER_DATABASE_CONNECTION_URL to a "
        "PostgreSQL, such as postgresql+asyncpg://USER:PASSWORD@HOST/prefect, or leave --workers at 1."
    )
    monkeypatch.setenv(DATABASE, "sqlite+aiosqlite:////srv/prefect.db")
    with pytest.raises(UsageError, match="lock SQLite"):
        check(Serving(4200, "127.0.0.1", 2))
    check(Serving(4200, "127.0.0.1", 1))
    monkeypatch.setenv(DATABASE, "postgresql+asyncpg://prefect@db/prefect")
    check(Serving(4200, "127.0.0.1", 3))


@pytest.mark.parametrize(
    ("port", "workers", "said"), [(0, 1, "port"), (65_536, 1, "port"), (1, 0, "workers"), (1, 17, "workers")]
)
def test_numbers_that_cannot_be_are_refused(port, workers, said):
    with pytest.raises(UsageError, match=said):
        check(Serving(port, "127.0.0.1", workers))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_on_this_machine_alone_nothing_is_warned_of(host, capsys):
    check(Serving(4200, host, 1))
    assert capsys.readouterr().err == ""


def test_where_others_can_reach_it_a_password_and_tls_are_asked_for(monkeypatch, capsys):
    check(Serving(4200, "0.0.0.0", 1))
    assert capsys.readouterr().err == (
        "prudent: listening on 0.0.0.0, which others can reach. Set PREFECT_SERVER_API_AUTH_STRING=user:password: now "
        "it asks nobody. Put TLS in front of it.\n"
    )
    monkeypatch.setenv(AUTH, PASSWORD)
    check(Serving(4200, "10.0.0.7", 1))
    told = capsys.readouterr().err
    assert told == "prudent: listening on 10.0.0.7, which others can reach. Put TLS in front of it.\n"


@pytest.mark.parametrize(
    ("host", "address"),
    [("0.0.0.0", "http://127.0.0.1:4300"), ("::1", "http://[::1]:4300"), ("10.0.0.7", "http://10.0.0.7:4300")],
)
def test_this_machine_reaches_it_at(host, address):
    assert Serving(4300, host, 1).address == address


def test_a_password_for_the_server_is_what_its_own_commands_say(monkeypatch, tmp_path):
    assert "PREFECT_API_AUTH_STRING" not in quiet_environment(tmp_path, "http://127.0.0.1:1/api")
    monkeypatch.setenv(AUTH, PASSWORD)
    assert quiet_environment(tmp_path, "http://127.0.0.1:1/api")["PREFECT_API_AUTH_STRING"] == PASSWORD
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "other:words")
    assert quiet_environment(tmp_path, "http://127.0.0.1:1/api")["PREFECT_API_AUTH_STRING"] == "other:words"


def test_deploying_needs_a_server(monkeypatch, project):
    with pytest.raises(UsageError, match="Name the server: PREFECT_API_URL="):
        deploy_all()


def test_a_worker_that_ends_is_started_anew_and_not_for_ever(monkeypatch, tmp_path, capsys):
    ended, alive = SimpleNamespace(is_alive=lambda: False), SimpleNamespace(is_alive=lambda: True)
    names = []
    monkeypatch.setattr("flows.workers.start", lambda command, *_: names.append(command[-1]) or alive)
    fleet = Fleet(tmp_path, [alive, ended, alive])
    fleet.look()
    fleet.look()
    assert names == ["prudent-ui-worker-2-1"]
    assert capsys.readouterr().err.startswith("prudent: worker 2 ended by itself and is started anew")
    for _ in range(FRESH_STARTS - 1):
        fleet.running[0] = ended
        fleet.look()
    fleet.running[0] = ended
    with pytest.raises(PrudentError, match="end by themselves"):
        fleet.look()
    assert len(set(names)) == FRESH_STARTS


class Behind(BaseHTTPRequestHandler):
    """A server that wants a password, and has no time at first."""

    def do_GET(self) -> None:
        self.answer(200, b"true")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        known = self.headers["authorization"] == f"Basic {base64.b64encode(PASSWORD.encode()).decode()}"
        self.server.asked += 1
        self.answer(503 if self.server.asked < 3 else 200 if known else 401, body)

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_) -> None:
        pass


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with a key and a certificate for this machine's loopback name, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return file


@pytest.fixture
def behind(certificate):
    """The address of a server behind TLS."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Behind)
    server.asked = 0
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"https://localhost:{server.server_port}/prefect/api"
    server.shutdown()
    server.server_close()


def test_a_server_behind_tls_is_asked_with_the_password_and_again_while_it_has_no_time(
    behind, certificate, monkeypatch
):
    waited = []
    monkeypatch.setattr("flows.server_api.time.sleep", waited.append)
    monkeypatch.setenv("PREFECT_API_SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", PASSWORD)
    assert answers(f"{behind}/health")
    assert ask(behind, "POST", "/flow_runs/filter", {"limit": 1}) == {"limit": 1}
    assert len(waited) == 2


def test_a_password_that_is_missing_or_wrong_is_said_and_not_shown(behind, certificate, monkeypatch):
    monkeypatch.setattr("flows.server_api.time.sleep", lambda _: None)
    monkeypatch.setenv("PREFECT_API_SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "member-one:wrong-horse")
    with pytest.raises(ServerRefused) as refused:
        ask(behind, "POST", "/flow_runs/filter", {})
    assert refused.value.sentence == (
        f"Prefect's server at {behind} wants a password: set PREFECT_API_AUTH_STRING=user:password."
    )


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(behind):
    assert not answers(f"{behind}/health")
    with pytest.raises(ServerRefused, match="certificate verify failed"):
        ask(behind, "POST", "/flow_runs/filter", {})
