"""A fund onboarded into a bucket: the same bytes under the same keys as in a folder, and the commands that read them."""

import asyncio
import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from moto.server import ThreadedMotoServer

import tasks.publish
from flows.cli import run
from flows.commands import Options, onboard_funds
from prudent.errors import StoreUnreachable, StoreUnusable
from prudent.store.objects import in_bucket, in_folder

pytestmark = [
    pytest.mark.usefixtures("prefect", "quick"),
    # sockets that Prefect's client leaves open
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]

FUND = "apollo-diversified-credit"
AS_OF = date(2025, 12, 31)
URL = "s3://prudent/one/store"


@pytest.fixture
def bucket(monkeypatch) -> Iterator[object]:
    """A server of S3's kind on loopback with a bucket, and the environment that leads to it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    endpoint = "http://{}:{}".format(*server.get_host_and_port())
    for name, value in {
        "AWS_ENDPOINT_URL": endpoint, "AWS_ALLOW_HTTP": "true", "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "only-for-tests", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    client = boto3.client("s3", config=Config(proxies={}))
    client.create_bucket(Bucket="prudent")
    in_bucket.cache_clear()
    yield client
    in_bucket.cache_clear()
    client.close()
    server.stop()


@pytest.fixture
def alone(project: Path, monkeypatch) -> Path:
    """A project of one fund; its commands run their flows on the tests' server."""
    for folder in (project / "funds").iterdir():
        if folder.is_dir() and folder.name != FUND:
            shutil.rmtree(folder)
    monkeypatch.setattr("flows.commands.on_server", lambda _, work: asyncio.run(work()))
    return project


def onboard(store: str, *, as_json: bool = False) -> int:
    return onboard_funds((FUND,), AS_OF, Options(plan="example", dry_run=False, store=store, as_json=as_json))


def held(objects) -> dict[str, bytes]:
    return {key: objects.get(key) for top in objects.tops() for key in objects.keys(top)}


def test_a_bucket_holds_the_same_bytes_as_a_folder_and_is_read_by_every_command(alone: Path, bucket, capsys):
    folder = alone / "beside"
    assert onboard(str(folder)) == 0
    capsys.readouterr()
    assert onboard(URL) == 0
    out = capsys.readouterr().out
    assert "Issue 1. It awaits the committee's decision." in out
    assert f"    {URL}/memos/example/{FUND}/2025-12-31/1/memo.html" in out.splitlines()
    store = in_bucket(URL)
    once = held(store)
    beside = held(in_folder(folder))
    assert set(once) == set(beside)
    # an entry of the ledger says when it was recorded
    assert {key: once[key] for key in once if not key.startswith("ledger/")} == {
        key: beside[key] for key in beside if not key.startswith("ledger/")
    }
    assert f"memos/example/{FUND}/2025-12-31/1/issue.json" in once

    assert onboard(URL, as_json=True) == 0
    (said,) = json.loads(capsys.readouterr().out)["funds"]
    assert (said["ending"], said["issue"]) == ("unchanged", 1)
    assert said["files"]["memo.pdf"] == f"{URL}/memos/example/{FUND}/2025-12-31/1/memo.pdf"
    assert held(store) == once
    assert not (alone / "s3:").exists()

    assert run(["trace", FUND, "sharpe_ratio_3y", "--as-of", "2025-12-31", "--store", URL]) == 0
    assert run(["facts", FUND, "--field", "returns", "--store", URL]) == 0
    assert f"{FUND}: " in capsys.readouterr().out


def test_the_reading_room_of_a_bucket_is_written_into_a_folder_with_what_it_leads_to(alone: Path, bucket, capsys):
    assert onboard(URL) == 0
    capsys.readouterr()
    assert run(["site", "--store", URL]) == 2
    assert capsys.readouterr().err == (f"prudent: The store is {URL}: name a folder for the reading room with --out.\n")
    for _ in range(2):
        assert run(["site", "--store", URL, "--out", "room"]) == 0
        assert f"  {alone / 'room/site/index.html'}" in capsys.readouterr().out.splitlines()
    assert (alone / "room/memos/example" / FUND / "2025-12-31/1/memo.html").is_file()
    assert not (alone / "room/runs").exists()


@pytest.mark.parametrize(("fault", "calls"), [(StoreUnreachable, 2), (StoreUnusable, 1)])
def test_a_store_that_does_not_answer_is_asked_again_and_a_full_one_is_not(
    alone: Path, monkeypatch, capsys, fault, calls
):
    asked, real = [], tasks.publish.publish_run

    def once(*given):
        asked.append(1)
        if len(asked) == 1:
            raise fault("The store is not to be had.")
        return real(*given)

    monkeypatch.setattr("tasks.publish.publish_run", once)
    assert onboard(str(alone / "store")) == calls % 2
    assert len(asked) == calls
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.usefixtures("bucket")
def test_a_bucket_that_is_gone_is_one_sentence_and_no_traceback(alone: Path, capsys):
    assert onboard("s3://gone/store") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        f"prudent: {FUND}: The store s3://gone/store cannot be used: there is no such bucket. Make it, or name another.\n"
    )
    assert run(["onboard", FUND, "--store", "s3://key:secret@gone/store"]) == 2
    assert "secret" not in capsys.readouterr().err
