"""A real S3 server on loopback, and a bucket of its own for each test."""

from collections.abc import Iterator

import boto3
import pytest
from botocore.config import Config
from moto.server import ThreadedMotoServer

from prudent.store.objects import in_bucket

KEY, SECRET = "AKIAEXAMPLEONLYFORTEST", "example-secret-only-for-tests"


@pytest.fixture(scope="session")
def s3() -> Iterator[tuple[object, str]]:
    """A client of the server, and the server's address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    client = boto3.client(
        "s3", endpoint_url=f"http://{host}:{port}", aws_access_key_id=KEY, aws_secret_access_key=SECRET,
        region_name="us-east-1", config=Config(proxies={}),
    )  # fmt: skip
    yield client, f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def keys_of_s3(s3, monkeypatch) -> Iterator[None]:
    """What a person sets: the endpoint and the keys, in the environment alone."""
    for name, value in {
        "AWS_ENDPOINT_URL": s3[1], "AWS_ALLOW_HTTP": "true", "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    in_bucket.cache_clear()
    yield
    in_bucket.cache_clear()


@pytest.fixture
def bucket(s3, keys_of_s3, request) -> str:
    """The address of a store in a new bucket."""
    name = f"store-{abs(hash(request.node.nodeid))}"
    s3[0].create_bucket(Bucket=name)
    return f"s3://{name}/pru/dent"
