"""Where the private key comes from: PEM text or a file that the environment names; without one nothing is signed."""

from datetime import UTC, datetime

import pytest

from prudent.decide.signing import private_pem
from prudent.errors import UsageError
from tasks.stamping import SIGNING_KEY, stamp
from tests.unit.ledger.ledger_store import FIRST

PEM = private_pem(bytes([1]) * 32)


def test_without_a_key_nothing_is_signed(monkeypatch):
    for nothing in ("", "  \n"):
        monkeypatch.setenv(SIGNING_KEY, nothing)
        assert stamp("Clerk One").signer is None
    monkeypatch.delenv(SIGNING_KEY)
    made = stamp("Clerk One")
    assert (made.by, made.signer) == ("Clerk One", None)
    assert abs((datetime.now(UTC) - made.at).total_seconds()) < 60


def test_the_text_or_the_file_of_a_key(monkeypatch, tmp_path):
    at = datetime(2026, 3, 10, tzinfo=UTC)
    monkeypatch.setenv(SIGNING_KEY, PEM)
    assert stamp("Clerk One", at).signer.public_key == FIRST.public_key
    assert stamp("Clerk One", at).at == at
    file = tmp_path / "key.pem"
    file.write_text(PEM)
    monkeypatch.setenv(SIGNING_KEY, str(file))
    assert stamp("Clerk One").signer.public_key == FIRST.public_key


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("missing.pem", "PRUDENT_SIGNING_KEY names a file that cannot be read: No such file or directory."),
        ("folder", "PRUDENT_SIGNING_KEY names a file that cannot be read: Is a directory."),
        ("large", "PRUDENT_SIGNING_KEY names a file that is too large to be a key."),
        ("text", "The signing key is no Ed25519 private key in PEM without a password."),
    ],
)
def test_a_key_that_cannot_be_read_is_refused_without_a_word_of_it(monkeypatch, tmp_path, given, says):
    (tmp_path / "folder").mkdir()
    (tmp_path / "large").write_bytes(b"x" * 10_001)
    (tmp_path / "text").write_text("correct horse")
    monkeypatch.setenv(SIGNING_KEY, str(tmp_path / given))
    with pytest.raises(UsageError) as refused:
        stamp("Clerk One")
    assert refused.value.sentence == f"{says} Nothing was recorded."
