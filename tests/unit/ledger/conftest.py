"""The store and its export are built once; each test that changes one gets a copy."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from prudent.decide.export import export_record
from prudent.store.objects import in_folder
from tests.unit.ledger.ledger_store import FUND, PLAN, Tree, build


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """A store that nobody changes."""
    folder = tmp_path_factory.mktemp("built") / "store"
    build(folder)
    return folder


@pytest.fixture
def tree(built, tmp_path) -> Tree:
    """A copy of the store, to be changed."""
    shutil.copytree(built, tmp_path / "store")
    return Tree(tmp_path / "store")


@pytest.fixture(scope="session")
def zipped(built) -> bytes:
    """The first fund's export."""
    to = io.BytesIO()
    export_record(in_folder(built), built.parent, PLAN, FUND, to)
    return to.getvalue()


@pytest.fixture
def unzipped(zipped, tmp_path) -> Path:
    """A copy of the export, unzipped, to be changed."""
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        archive.extractall(tmp_path / "export")
    [folder] = (tmp_path / "export").iterdir()
    return folder
