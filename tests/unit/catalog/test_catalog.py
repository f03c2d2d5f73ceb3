"""The catalog of a small store: what is in it, what each column is, and that it can be moved and read while it is renewed."""

import importlib.util
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest

import prudent.catalog.build
from prudent.catalog.build import build_catalog
from prudent.catalog.parquet import stage_tables
from prudent.catalog.spec import LATEST, catalog_tables
from prudent.errors import PrudentError, StoreUnusable
from prudent.memo.schema import memo_bytes
from prudent.model.run import Manifest, Request
from prudent.store.issues import publish
from prudent.store.objects import in_folder
from prudent.store.runs import RunFolder, run_hash
from prudent.tables.spec import table
from tasks.catalog import catalog
from tasks.work import Place
from tests.unit.ledger.ledger_store import build as with_ledger

SAMPLE = Path(__file__).parents[2] / "rendering/sample.py"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FUND, PEER = "sample-credit", "peer-credit"
MEASURES = table("score_fund__measures")


@pytest.fixture(scope="session")
def sample() -> bytes:
    """A memo of every kind of content, as `memo.json`."""
    spec = importlib.util.spec_from_file_location("memo_sample_for_catalogs", SAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return memo_bytes(module.sample_memo())


def measures(value: float) -> pl.DataFrame:
    """A fund's own measure, and its peer's."""
    rows = [
        {"fund": fund, "factor": "fees", "measure": "all_in_fee", "unit": "fraction", "value": value, "method": "stated",
         "evidence": []}
        for fund in (FUND, PEER)
    ]  # fmt: skip
    return MEASURES.empty().vstack(pl.DataFrame(rows, schema_overrides=MEASURES.polars_schema).select(
        pl.col(name) if name in rows[0] else pl.lit(None, kind).alias(name)
        for name, kind in MEASURES.polars_schema.items()
    ))  # fmt: skip


def onboard(objects, plan: str, memo: bytes, value: float, known_on: date | None = None) -> Manifest:
    """A finished run, published."""
    request = Request(fund=FUND, as_of=date(2025, 12, 31), plan=plan)
    name = run_hash(request, (), f"{int(value * 1e4):064x}", (), known_on)
    folder = RunFolder(objects, request, name)
    outputs = (folder.write_frame(measures(value), MEASURES), folder.write("memo.json", memo))
    manifest = folder.seal(
        Manifest(run=name, request=request, code_sha256="c" * 64, inputs=(), outputs=outputs, known_on=known_on)
    )
    publish(objects, manifest)
    return manifest


@pytest.fixture(scope="session")
def store(tmp_path_factory, sample) -> Path:
    """Two issues of one plan and one of another; ledgers and reviews; a run that was killed."""
    folder = tmp_path_factory.mktemp("catalogued") / "store"
    objects = with_ledger(folder)
    onboard(objects, "one", sample, 0.01)
    onboard(objects, "one", sample, 0.02, date(2026, 1, 21))
    onboard(objects, "two", sample, 0.03)
    objects.put(f"runs/{FUND}/2025-12-31/{'d' * 64}/case.json", b"{}")
    return folder


@pytest.fixture(scope="session")
def built(store, tmp_path_factory):
    """The catalog's file, and what was said of it."""
    path = tmp_path_factory.mktemp("catalogs") / "catalog.duckdb"
    return path, build_catalog(in_folder(store), path, NOW, str(store))


@pytest.fixture
def ask(built):
    """A function: the rows that a query gives."""
    with duckdb.connect(str(built[0]), read_only=True) as connection:
        yield lambda query: connection.sql(query).fetchall()


def test_every_issue_is_a_row_and_the_latest_are_a_view(ask):
    shown = ask("SELECT plan, number, is_latest, known_at IS NOT NULL FROM issues ORDER BY plan, number")
    assert shown == [("one", 1, False, True), ("one", 2, True, True), ("two", 1, True, True)]
    assert ask("SELECT plan, number FROM latest_issues ORDER BY plan") == [("one", 2), ("two", 1)]
    assert ask("SELECT count(*), count(DISTINCT factor) FROM latest_findings WHERE plan = 'one'") == [(6, 6)]
    assert ask("SELECT count(*) > 10, count(value) > 5 FROM figures WHERE plan = 'two'") == [(True, True)]
    (headline,) = ask("SELECT headline FROM latest_issues WHERE plan = 'two'")[0]
    assert headline
    assert "⟨" not in headline


def test_of_what_stages_wrote_each_fund_has_its_own_rows_of_its_latest_issue(ask):
    assert ask("SELECT memo_plan, memo_as_of, memo_number, fund, value FROM score_fund__measures ORDER BY ALL") == [
        ("one", date(2025, 12, 31), 2, FUND, 0.02),
        ("two", date(2025, 12, 31), 1, FUND, 0.03),
    ]
    assert ask("SELECT count(*) FROM core_fund__returns") == [(0,)]


def test_every_finished_run_is_a_row_and_a_killed_one_is_not(ask):
    assert ask(f"SELECT plan, known_on, outputs FROM runs WHERE fund = '{FUND}' ORDER BY ALL") == [
        ("one", date(2026, 1, 21), 2),
        ("one", None, 2),
        ("two", None, 2),
    ]
    assert ask("SELECT count(*) FROM runs") == [(6,)]


def test_ledgers_reviews_and_where_each_fund_stands(ask):
    assert ask("SELECT entry, kind, outcome, votes_for, quorum, after FROM ledger WHERE fund = 'alpha-credit'") == [
        (1, "issued", None, None, None, "recommended"),
        (2, "decided", "approve", 2, 2, "approved"),
        (3, "issued", None, None, None, None),
        (4, "reviewed", None, None, None, "monitored"),
    ]
    assert ask("SELECT recorded_at, recorded_by FROM ledger WHERE fund = 'alpha-credit' AND entry = 2") == [
        (datetime(2026, 3, 10, 11), "Clerk One")  # noqa: DTZ001 -- the column has no zone
    ]
    assert ask("SELECT fund, state, entries FROM standing ORDER BY fund") == [
        ("alpha-credit", "monitored", 4),
        ("beta-credit", "recommended", 1),
    ]
    assert ask("SELECT fund, as_of, files FROM reviews ORDER BY fund NULLS LAST") == [
        ("alpha-credit", date(2026, 3, 31), 3),
        (None, date(2026, 3, 31), 3),
    ]


def test_what_could_not_be_read_is_listed_and_stops_nothing(built, ask):
    # the ledger's store has short memos and files that are no Parquet
    _, done = built
    assert (done.issues, done.runs, done.entries) == (3, 6, 5)
    assert ask("SELECT folder, tampered FROM not_read WHERE folder LIKE 'memos/example/%' ORDER BY folder") == [
        ("memos/example/alpha-credit/2025-12-31/1", False),
        ("memos/example/alpha-credit/2025-12-31/2", False),
        ("memos/example/beta-credit/2025-12-31/1", False),
    ]
    assert done.tampered == 0


def test_every_column_says_what_it_holds(ask):
    tables = {name for (name,) in ask("SELECT table_name FROM duckdb_tables()")}
    assert tables == {*catalog_tables(), *stage_tables()}
    assert {name for (name,) in ask("SELECT view_name FROM duckdb_views() WHERE NOT internal")} == set(LATEST)
    dumb = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
    assert ask(dumb) == []
    assert ask("SELECT count(*) FROM duckdb_tables() WHERE comment IS NULL") == [(0,)]


def test_it_opens_wherever_it_is_moved_to_and_says_when_it_was_built(built, tmp_path, store):
    moved = tmp_path / "elsewhere.duckdb"
    shutil.copy(built[0], moved)
    with duckdb.connect(str(moved), read_only=True) as connection:
        assert connection.sql("SELECT built_at, store, issues, runs, entries FROM about").fetchall() == [
            (datetime(2026, 11, 24, 12), str(store), 3, 6, 5)  # noqa: DTZ001 -- the column has no zone
        ]
        assert connection.sql("SELECT count(*) FROM latest_findings").fetchall() == [(12,)]


def test_bytes_that_are_not_what_was_published_are_not_in_it(store, tmp_path):
    copy = tmp_path / "store"
    shutil.copytree(store, copy)
    memo = copy / f"memos/two/{FUND}/2025-12-31/1/memo.json"
    memo.write_bytes(memo.read_bytes().replace(b"credit", b"debit.", 1))
    (copy / "ledger/example/beta-credit/1.json").write_bytes(b"{}")
    done = build_catalog(in_folder(copy), tmp_path / "c.duckdb", NOW, "x")
    assert (done.issues, done.entries, done.tampered) == (2, 4, 2)
    assert any(line.startswith(f"memos/two/{FUND}/2025-12-31/1: memo.json is not what was") for line in done.not_read)
    assert any(line.startswith("ledger/example/beta-credit: ") for line in done.not_read)


READER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
print(connection.sql("SELECT count(*) FROM issues").fetchall()[0][0], flush=True)
sys.stdin.readline()
print(connection.sql("SELECT count(*) FROM figures").fetchall()[0][0], flush=True)
"""


def test_a_reader_of_the_old_one_is_not_disturbed_by_the_new(store, tmp_path, sample):
    copy = tmp_path / "store"
    shutil.copytree(store, copy)
    place = Place(root=tmp_path, store=copy)
    first = catalog.__wrapped__(place, NOW).value
    assert (first.at, first.size_bytes) == (f"{copy}/catalog.duckdb", (copy / "catalog.duckdb").stat().st_size)
    asked = [sys.executable, "-c", READER, str(copy / "catalog.duckdb")]
    with subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout.readline() == "3\n"
        onboard(place.objects(), "three", sample, 0.04)
        assert catalog.__wrapped__(place, NOW).value.issues == 4
        reader.stdin.write("\n")
        reader.stdin.flush()
        old = int(reader.stdout.readline())
    with duckdb.connect(str(copy / "catalog.duckdb"), read_only=True) as connection:
        (new,) = connection.sql("SELECT count(*) FROM figures").fetchall()[0]
    assert (old % 3, new) == (0, old // 3 * 4)
    assert sorted(path.name for path in copy.iterdir() if path.name.startswith("catalog")) == ["catalog.duckdb"]


def test_a_catalog_that_cannot_be_built_leaves_the_old_one(store, tmp_path, monkeypatch):
    copy = tmp_path / "store"
    shutil.copytree(store, copy)
    place = Place(root=tmp_path, store=copy)
    (copy / "catalog.duckdb").write_bytes(b"the old one")

    def full(*_):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("prudent.catalog.build.build_catalog", full)
    with pytest.raises(PrudentError, match=r"The catalog could not be written: .*No space left on device\. TMPDIR"):
        catalog.__wrapped__(place, NOW)
    monkeypatch.undo()

    def unusable(*_):
        raise StoreUnusable("The store is full.")

    monkeypatch.setattr("prudent.store.objects.StoredObjects.put", unusable)
    with pytest.raises(StoreUnusable):
        catalog.__wrapped__(place, NOW)
    assert (copy / "catalog.duckdb").read_bytes() == b"the old one"


def test_the_same_rows_come_out_whatever_is_in_memory_at_a_time(store, tmp_path, monkeypatch):
    monkeypatch.setattr("prudent.catalog.issues._AT_A_TIME", 1)
    monkeypatch.setattr("prudent.catalog.parquet._AT_A_TIME", 1)
    path = tmp_path / "c.duckdb"
    prudent.catalog.build.build_catalog(in_folder(store), path, NOW, "x")
    with duckdb.connect(str(path), read_only=True) as connection:
        assert connection.sql("SELECT count(*), count(DISTINCT plan) FROM issues").fetchall() == [(3, 2)]
        assert connection.sql("SELECT count(*) FROM score_fund__measures").fetchall() == [(2,)]
