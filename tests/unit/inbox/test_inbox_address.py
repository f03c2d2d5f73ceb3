"""Where an inbox may be, what is refused, and that no message repeats a secret."""

from pathlib import Path

import pytest

from prudent.errors import UsageError
from sources.inbox.address import PROTOCOLS, address_of
from sources.inbox.settings import inbox_settings

SECRET = "hunter2-hunter2"


@pytest.mark.parametrize(
    ("url", "protocol", "root", "said"),
    [
        ("/srv/inbox", "file", "/srv/inbox", "/srv/inbox"),
        ("in/box", "file", "/project/in/box", "/project/in/box"),
        ("file:///srv/inbox", "file", "/srv/inbox", "/srv/inbox"),
        ("s3://Bucket/pre/fix/", "s3", "Bucket/pre/fix", "s3://Bucket/pre/fix"),
        ("s3://bucket", "s3", "bucket", "s3://bucket"),
        ("gs://bucket/in", "gs", "bucket/in", "gs://bucket/in"),
        ("sftp://host.example/in/box", "sftp", "/in/box", "sftp://host.example/in/box"),
        ("sftp://user@host.example:2222", "sftp", "/", "sftp://host.example"),
    ],
)
def test_an_address_is_taken_apart(url, protocol, root, said):
    address = address_of(url, Path("/project"))
    assert (address.protocol, address.root, address.said) == (protocol, root, said)


def test_a_user_and_a_port_of_a_host_are_taken():
    address = address_of("sftp://user@host.example:2222/in", Path("/project"))
    assert (address.host, address.port, address.user) == ("host.example", 2222, "user")


@pytest.mark.parametrize(
    "url",
    [
        "simplecache::s3://bucket/in", "s3://bucket/in::file:///x", "/srv/inbox::zip://x", "zip://*.zip::file:///x", "reference://x", "memory://x", "http://host/x",
        "https://host/x", "github://org:repo@main/x", "dask://x", "jupyter://x", "data://x", "dir://x", "git://x",
        "generic://x", "cached://x", "blockcache://x", "filecache://x", "hf://x", "S3://bucket/x", "ftp://host/x",
        f"sftp://user:{SECRET}@host/x", f"s3://{SECRET}:x@bucket/x", f"s3://{SECRET}@bucket/in", "s3:///x", "sftp://",
        "sftp://host:high/x", "s3://bucket/x?versionId=1", "s3://bucket/../other", "s3://bucket/x#y", "/srv/\u202einbox",
    ],
)  # fmt: skip
def test_what_chains_runs_code_or_holds_a_password_is_refused_without_being_repeated(url):
    with pytest.raises(UsageError, match="The setting PRUDENT_INBOX_URL cannot be used") as refused:
        address_of(url, Path("/project"))
    assert SECRET not in refused.value.sentence
    assert refused.value.__cause__ is None


def test_no_file_system_that_runs_code_or_follows_references_is_let_in():
    refused = {
        "reference",
        "generic",
        "dask",
        "jupyter",
        "jlab",
        "git",
        "github",
        "hf",
        "http",
        "https",
        "memory",
        "zip",
    }
    assert not refused & set(PROTOCOLS)
    assert not [name for name in PROTOCOLS if "cache" in name]


def test_without_an_address_there_is_no_inbox(monkeypatch):
    monkeypatch.delenv("PRUDENT_INBOX_URL", raising=False)
    assert inbox_settings() is None
    monkeypatch.setenv("PRUDENT_INBOX_URL", " ")
    assert inbox_settings() is None


def test_settings_do_not_show_their_secrets(monkeypatch):
    monkeypatch.setenv("PRUDENT_INBOX_URL", "s3://bucket")
    monkeypatch.setenv("PRUDENT_INBOX_OPTIONS", f'{{"secret": "{SECRET}"}}')
    settings = inbox_settings()
    assert SECRET not in repr(settings) + str(settings) + settings.model_dump_json()
    assert settings.settle_seconds == 300


@pytest.mark.parametrize("seconds", ["soon", "-1", "1.5"])
def test_a_settle_time_that_is_none_is_said(monkeypatch, seconds):
    monkeypatch.setenv("PRUDENT_INBOX_URL", "s3://bucket")
    monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", seconds)
    with pytest.raises(UsageError, match="The setting PRUDENT_INBOX_SETTLE_SECONDS cannot be used"):
        inbox_settings()
