"""Many processes add to one fund's chain at once, on a folder and on S3: none of their entries is lost or doubled."""

import os
import subprocess
import sys
import threading
from collections import Counter
from itertools import pairwise
from pathlib import Path

import boto3
import pytest
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from prudent.decide.ledger import read_chain
from prudent.decide.verify import verify
from prudent.store.objects import in_bucket, in_folder

ROOT = Path(__file__).resolve().parents[3]
KEY, SECRET = "AKIAEXAMPLEONLYFORTEST", "example-secret-only-for-tests"


def write(store, writers, each):
    """So many processes, each with so many entries. They begin when all are ready."""
    command = [sys.executable, "-m", "tests.unit.ledger.writer", store]
    going = [
        subprocess.Popen(
            [*command, f"writer {number}", str(each)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(writers)
    ]
    for process in going:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
    for process in going:
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate(timeout=300)[1] for process in going] == [""] * writers


def check(objects, writers, each):
    """Every entry of every writer is there once, in the order in which the writer added them."""
    chain = read_chain(objects, "example", "alpha-credit")
    by = [entry.recorded_by for entry in chain.entries]
    assert Counter(by) == {f"writer {number}": each for number in range(writers)}
    for number in range(writers):
        mine = [entry.body.quarter for entry in chain.entries if entry.recorded_by == f"writer {number}"]
        assert mine == [str(item) for item in range(each)]
    faults = {fault.where for fault in verify(objects).faults}
    assert faults == {"reviews/made/up/1/review.json"}  # what the entries name was never written; nothing else is wrong
    return by


def test_eight_processes_with_25_entries_each_lose_none(tmp_path):
    write(str(tmp_path / "store"), 8, 25)
    by = check(in_folder(tmp_path / "store"), 8, 25)
    assert len(by) == 200
    assert sum(one != two for one, two in pairwise(by)) > 8, "they did not write at the same time"


class OneAtATime:
    """Moto looks whether a key exists and then writes it, in several threads; S3 does both at once."""

    def __init__(self, app):
        self.app, self.lock = app, threading.Lock()

    def __call__(self, environ, start_response):
        with self.lock:
            return list(self.app(environ, start_response))


@pytest.fixture
def bucket(monkeypatch):
    """A bucket on a real S3 server, on loopback."""
    app = OneAtATime(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    url = f"http://127.0.0.1:{server.server_port}"
    environment = {
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_ENDPOINT_URL": url,
        "AWS_ALLOW_HTTP": "true",
        "AWS_REGION": "us-east-1",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3", region_name="us-east-1")
    client.create_bucket(Bucket="records")
    client.close()
    yield "s3://records/prudent"
    server.shutdown()
    serving.join()
    server.server_close()


def test_three_processes_on_s3_lose_none(bucket):
    assert os.environ["AWS_ENDPOINT_URL"].startswith("http://127.0.0.1:")
    write(bucket, 3, 5)
    check(in_bucket(bucket), 3, 5)
    assert in_bucket(bucket).tops() == ("ledger",)
