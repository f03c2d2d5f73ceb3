"""`prudent doctor`: what it says of each thing that is wrong, and that nothing broken stops it."""

import copy
import json
import os
import subprocess
import sys
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
import yaml
from prefect.settings import get_current_settings

from flows.cli import run
from flows.doctor.clock import clock
from flows.doctor.finding import Level, looked
from flows.doctor.locks import locks
from flows.doctor.schedules import schedules
from flows.doctor.server import server
from flows.doctor.store import BODY, store
from flows.doctor.versions import versions
from prudent.code_version import code_sha256
from prudent.errors import StoreUnusable
from tasks.work import Place

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
URL = "http://127.0.0.1:1/api"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A project with a store that holds a little."""
    made = Place(root=ROOT, store=tmp_path / "store")
    made.objects().put("memos/example/a-fund/2025-12-31/1/issue.json", b"{}")
    return made


def said(findings) -> list[tuple[str, str]]:
    return [(finding.level.value, finding.said) for finding in findings]


@pytest.fixture
def asked(monkeypatch, place, tmp_path):
    """A function: the command on a store, with no server of its own. Gives the exit code."""
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PRUDENT_STORE", "")
    monkeypatch.setattr("flows.server.ui_address", lambda _: None)
    return lambda *more, where=place.store: run(["doctor", "--store", str(where), *more])


def test_where_all_is_well_each_thing_is_a_line_and_only_the_probe_is_left(asked, place, capsys, snapshot):
    assert asked() == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["ok", "versions"], ["ok", "server"], ["ok", "store"], ["ok", "store"], ["ok", "clock"], ["ok", "locks"],
    ]  # fmt: skip
    assert "prefect 3.8.8" in lines[0]
    assert f"{place.store} can be read, and a key is created once and no more. It holds memos." in lines[2]
    after = snapshot(place.folder)
    assert after["probes/doctor"][0] == BODY
    assert set(after) == {"probes/doctor", "memos/example/a-fund/2025-12-31/1/issue.json"}
    assert asked("--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is True
    assert set(told["findings"][0]) == {"check", "level", "said", "do"}
    assert snapshot(place.folder) == after


def test_a_store_that_is_not_there_is_not_made(asked, tmp_path, capsys):
    assert asked(where=tmp_path / "new") == 0
    assert f"{tmp_path / 'new'} is not there yet; the first run makes it." in capsys.readouterr().out
    assert not (tmp_path / "new").exists()


def test_a_server_that_is_gone_and_a_store_that_is_a_file_are_a_line_each(asked, monkeypatch, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    assert asked(where=tmp_path / "file") == 1
    out, err = capsys.readouterr()
    assert f"bad      store      The store {tmp_path / 'file'} is a file; name a folder." in out.splitlines()
    assert err == ""
    assert asked() == 1
    out, err = capsys.readouterr()
    assert (
        "bad      server     No Prefect server answers at http://127.0.0.1:9/api. Start it, or take PREFECT_API_URL away."
    ) in out.splitlines()
    assert "Traceback" not in out + err


def test_it_needs_no_prefect_and_starts_no_server(place, tmp_path):
    code = (
        "import sys; from flows.doctor_command import doctor; "
        f"code = doctor({place.store!r}, as_json=True); print([code, 'prefect' in sys.modules], file=sys.stderr)"
    )
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "PRUDENT_"))}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=own, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[0, False]"


def test_a_look_that_breaks_is_a_line():
    def breaks():
        raise ZeroDivisionError("by zero\nand more")

    (finding,) = looked("store", breaks)
    assert finding.said == "It could not be looked at: ZeroDivisionError: by zero."
    assert finding.level is Level.BAD


@pytest.mark.usefixtures("prefect")
def test_a_real_server_is_told_with_its_version_and_what_it_lacks(place):
    url = get_current_settings().api.url
    findings = list(server(url))
    assert said(findings)[0][0] == "ok"
    assert findings[0].said.startswith(f"Prefect 3.8.8 answers at {url}; its database is ")
    assert findings[1].level is Level.WARNING
    (drift,) = [item for item in schedules(ROOT, url) if item.said.startswith("Not on the server: ")]
    assert drift.level is Level.BAD
    assert "onboard-fund" in drift.said
    assert said(locks(place, url, NOW))[-1][0] == "ok"
    # the server and this clock are the same machine's
    assert said(clock(place, url, datetime.now(UTC)))[0][1].endswith("the server's is the same.")


def deployed() -> list[dict]:
    """What a server tells of the deployments of `prefect.yaml`, as Prefect 3.8.8 does."""
    entries = yaml.safe_load((ROOT / "prefect.yaml").read_bytes())["deployments"]
    return [
        {
            "id": f"id-{entry['name']}", "name": entry["name"], "tags": entry["tags"], "entrypoint": entry["entrypoint"],
            "paused": False, "version": f"0.1.0+{code_sha256()[:12]}", "parameters": dict(entry["parameters"]),
            "global_concurrency_limit": {"name": f"deployment:id-{entry['name']}", "active_slots": 0},
            "schedules": [
                {"active": item.get("active", True), "slug": item["slug"],
                 "schedule": {"cron": item["cron"], "timezone": item["timezone"], "day_or": True}}
                for item in entry["schedules"]
            ],
        }
        for entry in entries
    ]  # fmt: skip


@pytest.fixture
def on_server(monkeypatch):
    """A function: what the server tells is this."""

    def tell(entries, runs=()):
        def ask(_url, _method, path, _body=None):
            return {"/deployments/filter": entries, "/flow_runs/filter": list(runs)}[path]

        monkeypatch.setattr("flows.doctor.schedules.ask", ask)
        monkeypatch.setattr("flows.doctor.locks.ask", ask)

    return tell


def entry_of(entries: list[dict], name: str) -> dict:
    return next(entry for entry in entries if entry["name"] == name)


def test_a_server_that_is_as_the_file_says_is_one_line(on_server):
    on_server(deployed())
    (finding,) = schedules(ROOT, URL)
    assert finding.level is Level.OK
    assert finding.said.endswith("as prefect.yaml says.")
    assert list(schedules(ROOT, None)) == []


def _extra(entries):
    another = {"active": True, "slug": "old", "schedule": {"cron": "0 5 * * *", "timezone": "UTC", "day_or": True}}
    entry_of(entries, "receive")["schedules"].append(another)


def _changed(entries):
    entry_of(entries, "receive")["schedules"][0]["schedule"]["cron"] = "9 * * * *"


def _gone(entries):
    entries.remove(entry_of(entries, "receive"))


def _left_over(entries):
    old = copy.deepcopy(entry_of(entries, "receive"))
    entries.append(old | {"name": "nightly-review", "id": "old"})


def _off(entries):
    entry_of(entries, "receive")["schedules"][0]["active"] = False


def _paused(entries):
    entry_of(entries, "receive")["paused"] = True


def _other_values(entries):
    entry_of(entries, "onboard-fund")["parameters"]["plan"] = "another"


def _other_code(entries):
    entry_of(entries, "receive")["version"] = "0.1.0+000000000000"


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (_extra, [("bad", "receive also runs at '0 5 * * * UTC', which is not in prefect.yaml.")]),
        (_changed, [("bad", "receive also runs at '9 * * * * America/New_York', which is not in prefect.yaml."),
                    ("bad", "receive does not run at '7 * * * * America/New_York' as prefect.yaml says.")]),
        (_gone, [("bad", "Not on the server: receive.")]),
        (_left_over, [("bad", "nightly-review is on the server and not in prefect.yaml, and its schedule runs on.")]),
        (_off, [("warning", "receive at '7 * * * * America/New_York' is switched off on the server.")]),
        (_paused, [("warning", "receive is paused on the server.")]),
        (_other_values, [("warning", "onboard-fund has other values on the server for plan.")]),
        (_other_code, [("warning", "Deployed from other code than this: receive.")]),
    ],
)  # fmt: skip
def test_each_kind_of_drift_is_a_line_with_what_to_do(on_server, change, wanted):
    entries = deployed()
    change(entries)
    on_server(entries)
    findings = list(schedules(ROOT, URL))
    assert said(findings) == wanted
    assert all(finding.do for finding in findings)


def test_a_place_that_no_live_run_holds_is_told(on_server, place):
    entries = deployed()
    entry_of(entries, "receive")["global_concurrency_limit"]["active_slots"] = 2
    on_server(entries, [{"deployment_id": "id-receive"}])
    (finding,) = locks(place, URL, NOW)
    assert finding.said == "receive holds 2 places, and 1 of its runs live."
    assert finding.do == "prefect global-concurrency-limit update 'deployment:id-receive' --active-slots 1"
    on_server(entries, [{"deployment_id": "id-receive"}] * 2)
    assert [finding.level for finding in locks(place, URL, NOW)] == [Level.OK]


def test_what_was_begun_more_than_an_hour_ago_is_told_and_what_is_at_work_is_not(place):
    objects, now = place.objects(), datetime.now(UTC)
    run_hash = "a" * 64
    for key in (f"runs/a-fund/2025-12-31/{run_hash}/case.json", "memos/example/a-fund/2025-12-31/2/claim.json"):
        objects.put(key, b"{}")
    for done in (
        f"runs/b-fund/2025-12-31/{run_hash}/manifest.json",
        "reviews/example/portfolio/2025-12-31/r/manifest.json",
    ):
        objects.put(done, b"{}")
    assert [finding.level for finding in locks(place, None, now)] == [Level.OK]
    assert [(finding.level, finding.said) for finding in locks(place, None, now + timedelta(hours=2))] == [
        (Level.WARNING, "Begun and not finished: memos/example/a-fund/2025-12-31/2."),
        (Level.WARNING, f"Begun and not finished: runs/a-fund/2025-12-31/{run_hash}."),
    ]


@pytest.mark.parametrize(
    ("away", "level", "words"),
    [
        (timedelta(seconds=3), "ok", "the server's is the same."),
        (timedelta(seconds=30), "warning", "This clock is 30 s behind the server's."),
        (timedelta(minutes=-10), "bad", "This clock is 600 s ahead of the server's."),
    ],
)
def test_a_clock_that_is_not_the_servers(monkeypatch, place, away, level, words):
    monkeypatch.setattr("flows.doctor.clock.time_of", lambda _: NOW + away)
    first = next(iter(clock(place, URL, NOW)))
    assert first.level.value == level
    assert first.said.endswith(words)


def test_an_entry_of_the_future_means_that_the_clock_went_back(place):
    objects = place.objects()
    for key, at in (
        ("ledger/example/a-fund/9.json", "2026-11-24T11:00:00Z"),
        ("ledger/example/a-fund/10.json", "2026-11-24T11:59:00Z"),
    ):
        objects.put(key, json.dumps({"recorded_at": at, "number": 1}).encode())
    assert said(clock(place, None, NOW))[-1] == (
        "ok", "The last entry, ledger/example/a-fund/10.json, was recorded at 2026-11-24 11:59:00 UTC.",
    )  # fmt: skip
    objects.put("ledger-anchors/1.json", b'{"made_at": "2026-11-24T12:30:00Z"}')
    assert said(clock(place, None, NOW))[-1] == (
        "bad", "ledger-anchors/1.json was recorded at 2026-11-24 12:30:00 UTC, which has not come yet.",
    )  # fmt: skip


def test_a_store_that_cannot_be_written_is_one_bad_line_and_the_other_looks_leave_it_out(asked, monkeypatch, capsys):
    def read_only(self, key, _):
        raise StoreUnusable(f"The store cannot be used ({key}): its file system can only be read.")

    monkeypatch.setattr("prudent.store.objects.StoredObjects.create", read_only)
    assert asked() == 1
    lines = capsys.readouterr().out.splitlines()
    of_store = [line for line in lines if line.split()[1] == "store"]
    assert of_store == [
        "bad      store      The store cannot be used (probes/doctor): its file system can only be read."
    ]
    assert all(line.startswith("ok") for line in lines if line not in of_store)


def test_a_store_that_creates_twice_and_a_disk_that_is_nearly_full(monkeypatch, place):
    usage = namedtuple("usage", "total used free")
    for free, level in ((50_000_000, "bad"), (500_000_000, "warning"), (5_000_000_000, "ok")):
        monkeypatch.setattr("flows.doctor.store.shutil.disk_usage", lambda _, free=free: usage(0, 0, free))
        assert said(store(place))[-1] == (level, f"{free / 1e9:,.1f} GB are free on its disk.")
    monkeypatch.setattr("prudent.store.objects.StoredObjects.create", lambda *_: True)
    assert said(store(place))[0] == ("bad", f"{place.store} creates a key twice: two writers could both win.")


def test_a_package_that_is_missing_or_another_is_told(monkeypatch):
    real = versions.__globals__["version"]

    def found(name):
        if name == "duckdb":
            raise PackageNotFoundError(name)
        return "3.8.9" if name == "prefect" else real(name)

    monkeypatch.setattr("flows.doctor.versions.version", found)
    assert set(said(versions())) == {
        ("bad", "prefect is 3.8.9; Prudent needs ==3.8.8."),
        ("bad", "duckdb is not installed."),
    }
    assert {finding.do for finding in versions()} == {"Install requirements.txt again."}
