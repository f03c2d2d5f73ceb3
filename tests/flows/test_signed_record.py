"""A real onboarding, signed with the key in Prefect's secret: the store verifies, and so does an export of it."""

import asyncio
import io
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime

import pytest
from prefect.blocks.system import Secret

from flows.ending import final_state
from flows.onboard_fund import onboard_fund
from prudent.decide.anchors import make_anchor
from prudent.decide.export import export_record
from prudent.decide.keys import add_first
from prudent.decide.ledger import Stamp, read_chain
from prudent.decide.signing import private_pem, signer_of
from prudent.decide.verify import verify
from prudent.store.objects import in_folder
from tasks.stamping import BLOCK, SIGNING_KEY

pytestmark = [
    pytest.mark.usefixtures("prefect", "project", "quick"),
    # sockets that Prefect's client leaves open
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]

FUND = "apollo-diversified-credit"
PEM = private_pem(bytes([7]) * 32)


@pytest.fixture
def secret(monkeypatch):
    """The private key, in Prefect's secret alone."""
    monkeypatch.delenv(SIGNING_KEY, raising=False)
    asyncio.run(Secret(value=PEM).asave(BLOCK, overwrite=True))
    yield
    asyncio.run(Secret.adelete(BLOCK))


def onboard():
    async def run():
        state = await final_state(onboard_fund, fund=FUND, as_of=date(2025, 12, 31), plan="example")
        return state.name, state.message

    return asyncio.run(run())


def checked(body, to):
    """The program in an export, as an expert runs it."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        archive.extractall(to)
    [folder] = to.iterdir()
    command = [sys.executable, "-I", "-S", str(folder / "verify.py")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_an_onboarding_is_recorded_signed_verified_and_exported(secret, project, tmp_path):
    objects = in_folder(project / "store")
    key, then = signer_of(PEM), datetime(2026, 1, 1, tzinfo=UTC)
    add_first(objects, "committee-2026", key, "Clerk One", then)
    assert onboard() == ("AwaitingDecision", f"Issue 1 is in memos/example/{FUND}/2025-12-31/1.")
    [entry] = read_chain(objects, "example", FUND).entries
    assert entry.signature.key == "committee-2026"
    make_anchor(objects, Stamp(datetime.now(UTC), "Clerk One", key))
    report = verify(objects)
    assert (report.faults, report.notes) == ((), ())
    assert (report.entries, report.anchors) == (1, 1)

    to = io.BytesIO()
    exported = export_record(objects, project, "example", FUND, to)
    assert exported.not_at_hand == 0
    found = checked(to.getvalue(), tmp_path / "unzipped")
    assert (found.returncode, found.stderr) == (0, ""), found.stdout
    assert found.stdout.endswith("Nothing was found: every byte is as it was written.\n")


def test_without_the_secret_a_signed_ledger_takes_no_entry_and_the_next_run_finishes(project, monkeypatch):
    monkeypatch.delenv(SIGNING_KEY, raising=False)
    objects = in_folder(project / "store")
    add_first(objects, "committee-2026", signer_of(PEM), "Clerk One", datetime(2026, 1, 1, tzinfo=UTC))
    name, message = onboard()
    assert name == "USAGE"
    assert "Give the private key of committee-2026 in PRUDENT_SIGNING_KEY or the block prudent-signing-key" in message
    assert read_chain(objects, "example", FUND).entries == ()
    monkeypatch.setenv(SIGNING_KEY, PEM)
    assert onboard()[0] == "AwaitingDecision"
    assert len(read_chain(objects, "example", FUND).entries) == 1
