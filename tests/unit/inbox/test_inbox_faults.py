"""Inboxes that do not answer, let nobody in or hold strange things; and that no secret gets out of the settings."""

import json
import os
import socket
from datetime import UTC, datetime
from types import SimpleNamespace

import paramiko
import pytest
import stamina
from fsspec.implementations.local import LocalFileSystem

from prudent.errors import PrudentError, SourceLate, UsageError
from sources.inbox import judging, opening
from sources.inbox.address import Address
from sources.inbox.looks import Look
from sources.inbox.lying import Kind, lying, mark_of
from sources.inbox.opening import OpenInbox

RETURNS = b"date,net return\n2025-12-31,-0.5\n"
LOCAL = {"name": "/in/f/a.csv", "size": 3, "type": "file", "islink": False, "ino": 7, "mtime": 100.5, "created": 900.25}
SECRETS = ("correct-horse-battery", "example-secret-only-for-tests", "wrong-horse", "AKIAEXAMPLEONLYFORTEST")


@pytest.fixture(autouse=True)
def no_waiting():
    """Three attempts, and no wait between them."""
    with stamina.set_testing(True, attempts=3):
        yield


def told(error: BaseException, caplog) -> str:
    """Everything that an error and the logs say, with what lies behind the error."""
    said = [caplog.text]
    behind: BaseException | None = error
    while behind is not None:
        said += [repr(behind), str(behind)]
        behind = behind.__cause__ or (None if behind.__suppress_context__ else behind.__context__)
    return "\n".join(said)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def options(backend, **changed) -> str:
    return json.dumps({**json.loads(backend.options), **changed})


def test_a_password_that_is_wrong_is_said_and_not_repeated(desk, sftp, caplog):
    desk.open(sftp)
    desk.monkeypatch.setenv("PRUDENT_INBOX_OPTIONS", options(sftp, password="wrong-horse"))
    with pytest.raises(UsageError, match=r"sftp://127\.0\.0\.1 lets nobody in") as refused:
        desk.look()
    assert not [secret for secret in SECRETS if secret in told(refused.value, caplog)]


def test_a_server_that_is_not_known_gets_no_password(desk, sftp, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    desk.open(sftp)
    known = json.loads(sftp.options)
    del known["host_key"]
    monkeypatch.setenv("PRUDENT_INBOX_OPTIONS", json.dumps(known))
    with pytest.raises(UsageError, match=r"No key of the server of sftp://127\.0\.0\.1 is known"):
        desk.look()
    (tmp_path / ".ssh").mkdir()
    (tmp_path / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{sftp.port} {sftp.host_key}\n")
    assert desk.look().files == ()


def test_a_server_with_another_key_is_refused(desk, sftp):
    desk.open(sftp)
    other = paramiko.ECDSAKey.generate()
    key = f"{other.get_name()} {other.get_base64()}"
    desk.monkeypatch.setenv("PRUDENT_INBOX_OPTIONS", options(sftp, host_key=key))
    with pytest.raises(UsageError, match="BadHostKeyException"):
        desk.look()


@pytest.mark.parametrize("more", [{"host_key_policy": "auto_add"}, {"host_key": "ssh-ed25519 ???"}, {"passwd": "x"}])
def test_options_that_would_believe_any_server_or_are_unknown_are_refused(desk, sftp, more, caplog):
    desk.open(sftp)
    desk.monkeypatch.setenv("PRUDENT_INBOX_OPTIONS", options(sftp, **more))
    with pytest.raises(UsageError, match="PRUDENT_INBOX_OPTIONS cannot be used for sftp") as refused:
        desk.look()
    assert not [secret for secret in SECRETS if secret in told(refused.value, caplog)]


@pytest.mark.parametrize("text", ["[]", "hunter2", "{", '"hunter2"'])
def test_options_that_are_no_object_are_said_and_not_repeated(desk, sftp, text, caplog):
    desk.open(sftp)
    desk.monkeypatch.setenv("PRUDENT_INBOX_OPTIONS", text)
    with pytest.raises(UsageError, match="it must be a JSON object") as refused:
        desk.look()
    assert "hunter2" not in told(refused.value, caplog)


@pytest.mark.parametrize("kind", ["s3", "sftp"])
def test_an_inbox_that_does_not_answer_is_a_late_source_after_three_attempts(desk, kind, monkeypatch, caplog, request):
    port = free_port()
    if kind == "s3":
        monkeypatch.setenv("PRUDENT_INBOX_URL", "s3://bucket/in")
        given = {"key": "AKIAEXAMPLEONLYFORTEST", "secret": "example-secret-only-for-tests",
                 "client_kwargs": {"endpoint_url": f"http://127.0.0.1:{port}"},
                 "config_kwargs": {"retries": {"max_attempts": 1}}}  # fmt: skip
    else:
        monkeypatch.setenv("PRUDENT_INBOX_URL", f"sftp://manager@127.0.0.1:{port}/")
        given = {"password": "correct-horse-battery", "look_for_keys": False, "allow_agent": False}
    monkeypatch.setenv("PRUDENT_INBOX_OPTIONS", json.dumps(given))
    attempts = []
    real = opening.connected
    monkeypatch.setattr(opening, "connected", lambda *given: attempts.append(1) or real(*given))
    with pytest.raises(SourceLate, match="does not answer") as late:
        desk.look()
    assert len(attempts) == 3
    assert not [secret for secret in SECRETS if secret in told(late.value, caplog)]


def test_a_bucket_that_does_not_exist_or_a_wrong_key_is_the_settings_fault(desk, bucket):
    desk.open(bucket)
    assert desk.look().files == ()  # there is a bucket, and nothing in it yet
    desk.monkeypatch.setenv("PRUDENT_INBOX_URL", "s3://no-such-bucket-of-ours/in")
    with pytest.raises(UsageError, match="There is no folder s3://no-such-bucket-of-ours/in"):
        desk.look()


def test_a_folder_that_does_not_exist_is_the_settings_fault(desk, tmp_path):
    desk.monkeypatch.setenv("PRUDENT_INBOX_URL", str(tmp_path / "nowhere"))
    with pytest.raises(UsageError, match=r"There is no folder .*/nowhere: make it, or mend PRUDENT_INBOX_URL"):
        desk.look()


def test_no_secret_is_written_to_the_store_or_told(desk, backend):
    desk.open(backend)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    backend.put("alpha-credit/letter-a.csv", RETURNS)
    backend.put("nobody/letter-b.csv", RETURNS)
    receipt = desk.look()
    everything = receipt.model_dump_json().encode() + b"".join(desk.kept().values())
    assert not [secret for secret in SECRETS if secret.encode() in everything]


def cut_off(*_, **__):
    raise EOFError("example-secret-only-for-tests")


def test_a_connection_that_breaks_leaves_what_was_taken_and_is_told(desk, folder, monkeypatch):
    desk.open(folder)
    monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    for name in ("a", "b", "c"):
        folder.put(f"alpha-credit/letter-{name}.csv", RETURNS + f"2025-11-30,{ord(name)}\n".encode())
    real = OpenInbox.read

    def breaks(self, entry, most):
        if entry.name == "letter-b.csv":
            broken = SimpleNamespace(open=cut_off, ls=cut_off, info=cut_off)
            self._filesystem = broken
        return real(self, entry, most)

    monkeypatch.setattr(OpenInbox, "read", breaks)
    receipt = desk.look()
    assert desk.states(receipt) == [
        ("alpha-credit/letter-a.csv", "received"),
        ("alpha-credit/letter-b.csv", "unreadable"),
        ("alpha-credit/letter-c.csv", "waiting"),
    ]
    assert receipt.exit_code == 12
    assert "EOFError" in receipt.source_late.sentence
    assert not [secret for secret in SECRETS if secret in receipt.model_dump_json()]
    monkeypatch.setattr(OpenInbox, "read", real)
    assert [state for _, state in desk.states(desk.later())] == ["received", "received"]


@pytest.mark.parametrize("kind", [PermissionError, OSError, FileNotFoundError])
def test_one_file_that_cannot_be_read_stops_no_other(desk, folder, monkeypatch, kind):
    desk.open(folder)
    monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    folder.put("alpha-credit/letter-a.csv", RETURNS)
    folder.put("beta-credit/letter-b.csv", RETURNS)
    real = LocalFileSystem.open

    def refuses(self, place, *given):
        if "alpha-credit" in place:
            raise kind("wrong-horse")
        return real(self, place, *given)

    monkeypatch.setattr(LocalFileSystem, "open", refuses)
    receipt = desk.look()
    assert [one.state.value for one in receipt.files] == ["unreadable", "received"]
    assert receipt.files[0].reason == (
        f"alpha-credit/letter-a.csv cannot be read ({kind.__name__}); it is tried again next time."
    )
    assert receipt.exit_code == 12
    assert receipt.source_late is None
    monkeypatch.setattr(LocalFileSystem, "open", real)
    assert desk.states(desk.later()) == [("alpha-credit/letter-a.csv", "received")]


@pytest.mark.parametrize("kind", [PermissionError, OSError])
def test_one_folder_that_cannot_be_listed_stops_no_other(desk, folder, monkeypatch, kind):
    desk.open(folder)
    monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    folder.put("alpha-credit/letter-a.csv", RETURNS)
    folder.put("beta-credit/letter-b.csv", RETURNS)
    real = LocalFileSystem.ls

    def refuses(self, place, **given):
        if place.endswith("alpha-credit"):
            raise kind("wrong-horse")
        return real(self, place, **given)

    monkeypatch.setattr(LocalFileSystem, "ls", refuses)
    receipt = desk.look()
    assert desk.states(receipt) == [("alpha-credit", "unreadable"), ("beta-credit/letter-b.csv", "received")]
    assert receipt.exit_code == 12


def test_a_reader_that_breaks_is_no_fault_of_the_file_and_stops_no_other(desk, folder, monkeypatch):
    desk.open(folder)
    monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    folder.put("alpha-credit/letter-a.csv", RETURNS)
    folder.put("beta-credit/letter-b.csv", RETURNS)
    real = judging.read_delivery

    def breaks(received, fund, limits):
        if fund.fund == "alpha-credit":
            raise ZeroDivisionError("a bug")
        return real(received, fund, limits)

    monkeypatch.setattr(judging, "read_delivery", breaks)
    receipt = desk.look()
    assert [one.state.value for one in receipt.files] == ["broke", "received"]
    assert (receipt.exit_code, len(receipt.broke)) == (1, 1)
    assert "ZeroDivisionError: a bug" in receipt.broke[0]
    assert not (desk.store / "quarantine").exists()
    monkeypatch.setattr(judging, "read_delivery", real)
    assert desk.states(desk.later()) == [("alpha-credit/letter-a.csv", "received")]


def test_links_and_pipes_are_not_followed_or_opened(desk, folder, tmp_path):
    desk.open(folder)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    secret = tmp_path / "secret.csv"
    secret.write_bytes(RETURNS)
    inbox = folder.folder
    (inbox / "alpha-credit").mkdir()
    (inbox / "alpha-credit/letter-a.csv").symlink_to(secret)
    (inbox / "alpha-credit/letter-b.csv").symlink_to(tmp_path / "nowhere")
    os.mkfifo(inbox / "alpha-credit/letter-c.csv")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/letter-d.csv").write_bytes(RETURNS)
    (inbox / "beta-credit").symlink_to(tmp_path / "elsewhere")
    receipt = desk.look()
    assert {one.state.value for one in receipt.files} == {"ignored"}
    assert [(one.file, one.reason) for one in receipt.files] == [
        ("alpha-credit/letter-a.csv", "a link is not opened"),
        ("alpha-credit/letter-b.csv", "a link is not opened"),
        ("alpha-credit/letter-c.csv", "what is no regular file is not opened"),
        ("beta-credit", "a link is not opened"),
    ]
    assert sorted(desk.kept()) == ["inbox/looks.json"]


def test_a_link_that_took_a_files_place_is_not_taken(desk, folder, tmp_path, monkeypatch):
    desk.open(folder)
    monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    secret = tmp_path / "secret.csv"
    secret.write_bytes(RETURNS)
    folder.put("alpha-credit/letter-a.csv", RETURNS)
    path = folder.folder / "alpha-credit/letter-a.csv"
    real = OpenInbox.read

    def swapped(self, entry, most):
        path.unlink()
        path.symlink_to(secret)
        return real(self, entry, most)

    monkeypatch.setattr(OpenInbox, "read", swapped)
    assert desk.states(desk.look()) == [("alpha-credit/letter-a.csv", "waiting")]
    assert sorted(desk.kept()) == ["inbox/looks.json"]


@pytest.mark.parametrize(
    "name", ["letter-\u202egnp.csv", "letter-\x1b[31m.csv", "letter-\udcff.csv", "letter-a\nb.csv"]
)
def test_a_name_that_cannot_be_printed_is_refused_and_its_bytes_are_kept(desk, folder, name):
    desk.open(folder)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    (folder.folder / "alpha-credit").mkdir()
    (folder.folder / "alpha-credit" / name).write_bytes(RETURNS)
    receipt = desk.look()
    (one,) = receipt.files
    assert (one.state.value, one.code) == ("refused", "HOSTILE_INPUT")
    assert one.file.isprintable()
    assert receipt.model_dump_json().encode()
    assert [body for key, body in desk.kept().items() if key.startswith("quarantine/") and ".reason." not in key] == [
        RETURNS
    ]
    assert [one.is_news for one in desk.later().files] == [False]


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0.csv", "<script>.csv", "{{7*7}}.csv", "a" * 240 + ".csv", "..csv"])
def test_a_hostile_name_leads_nowhere(desk, folder, name):
    desk.open(folder)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    folder.put(f"alpha-credit/{name.replace('/', '-')}", RETURNS)
    folder.put(f"{name.replace('/', '-')}/letter-a.csv", RETURNS)
    receipt = desk.look()
    assert {one.state.value for one in receipt.files} <= {"refused", "ignored"}
    assert {key.partition("/")[0] for key in desk.kept()} <= {"quarantine", "inbox"}


def test_a_bucket_name_with_dots_leads_nowhere(desk, bucket):
    desk.open(bucket)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    for key in ("../../escape.csv", "alpha-credit/../letter-a.csv", "alpha-credit//letter-b.csv", "/abs/letter-c.csv"):
        bucket.put(key, RETURNS)
    receipt = desk.look()
    assert {one.state.value for one in receipt.files} <= {"refused", "ignored"}
    assert all(path.is_relative_to(desk.store) for path in desk.store.rglob("*"))
    assert {key.partition("/")[0] for key in desk.kept()} <= {"quarantine", "inbox"}


@pytest.mark.parametrize("now", [{"islink": True}, {"type": "link"}, {"type": "directory"}, {"type": "other"}])
def test_what_has_the_marks_of_a_file_and_is_none_any_more_is_seen(now):
    filesystem = SimpleNamespace(ls=lambda *_, **__: [], info=lambda _: LOCAL | now)
    inbox = OpenInbox(Address("file", "/in", "/in"), filesystem)
    assert inbox.look(lying("file", "f", LOCAL)) is None
    filesystem.info = lambda _: LOCAL
    assert inbox.look(lying("file", "f", LOCAL)) == mark_of(LOCAL)


@pytest.mark.parametrize("kind", [RuntimeError, PermissionError, FileNotFoundError, EOFError])
def test_the_words_of_a_librarys_error_are_never_repeated(kind, caplog):
    filesystem = SimpleNamespace(ls=lambda *_, **__: (_ for _ in ()).throw(kind("wrong-horse")))
    with pytest.raises(PrudentError) as error:
        OpenInbox(Address("sftp", "/in", "sftp://host/in"), filesystem)
    assert not [secret for secret in SECRETS if secret in told(error.value, caplog)]
    assert "sftp://host/in" in error.value.sentence


def test_the_marker_of_a_folder_in_a_bucket_is_no_file(desk, bucket):
    desk.open(bucket)
    bucket.put("", b"")
    bucket.put("alpha-credit/", b"")
    bucket.put("alpha-credit/letter-a.csv", RETURNS)
    assert desk.states(desk.look()) == [("alpha-credit/letter-a.csv", "waiting")]


def test_more_entries_than_are_looked_at_are_told(desk, folder, monkeypatch):
    desk.open(folder)
    monkeypatch.setattr(opening, "MOST_ENTRIES", 2)
    for name in "abcd":
        folder.put(f"alpha-credit/letter-{name}.csv", RETURNS)
    assert [state for _, state in desk.states(desk.look())] == ["waiting", "waiting", "ignored"]


def test_an_address_that_changes_starts_from_nothing(desk, folder, tmp_path):
    desk.open(folder)
    folder.put("alpha-credit/letter-a.csv", RETURNS)
    desk.look()
    other = tmp_path / "moved"
    folder.folder.rename(other)
    desk.monkeypatch.setenv("PRUDENT_INBOX_URL", str(other))
    assert desk.states(desk.later()) == [("alpha-credit/letter-a.csv", "waiting")]


def test_the_age_of_a_local_file_is_that_of_the_inode_which_no_writer_can_set_back():
    entry = lying("file", "f", LOCAL)
    assert entry.changed == datetime.fromtimestamp(900.25, UTC)
    look = Look(path=entry.path, mark=entry.mark, since=datetime.fromtimestamp(1_000, UTC))
    # seen for the first time at second 1,000, changed at 900.25: it has rested for 300 seconds at 1,200.25
    assert not look.has_settled(entry, datetime.fromtimestamp(1_200, UTC), 300)
    assert look.has_settled(entry, datetime.fromtimestamp(1_201, UTC), 300)


def test_the_age_of_a_file_on_another_server_is_not_believed():
    info = {"name": "/in/f/a.csv", "size": 3, "type": "file", "mtime": datetime(2020, 1, 1, tzinfo=UTC)}
    entry = lying("sftp", "f", info)
    assert entry.changed is None
    look = Look(path=entry.path, mark=entry.mark, since=datetime(2026, 1, 1, tzinfo=UTC))
    assert not look.has_settled(entry, datetime(2026, 1, 1, 0, 4, 59, tzinfo=UTC), 300)
    assert look.has_settled(entry, datetime(2026, 1, 1, 0, 5, tzinfo=UTC), 300)


def test_the_age_of_an_object_is_the_buckets_and_its_mark_the_etag():
    at = datetime(2026, 1, 1, 12, 0, 0, 250_000, tzinfo=UTC)
    entry = lying("s3", "f", {"name": "b/f/a.csv", "size": 3, "type": "file", "LastModified": at, "ETag": '"x"'})
    assert (entry.changed, entry.mark.version, entry.kind) == (at, '"x"', Kind.FILE)
    # a listing has thousandths, a look at one object has not
    again = mark_of({"size": 3, "LastModified": at.replace(microsecond=0), "ETag": '"x"'})
    assert again == entry.mark
