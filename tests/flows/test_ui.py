"""`prudent ui` as a person starts it, with a password: what runs once it has said its address, its pages in a browser
from a form to a recorded decision, and that Ctrl-C ends all of it. One server for all."""

import hashlib
import json
import shutil
import signal
import subprocess
import sys
import urllib.error
from datetime import date
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import sync_playwright

from prudent.decide.ledger import read_chain
from prudent.model.ledger import Decided, Issued
from prudent.store.objects import in_folder
from tests.flows.running_ui import plain_environment, running_ui
from tests.flows.ui_pages import Pages
from tests.unit.decide.decided_sample import DECISION
from tests.unit.decide.filled_form import form_of

in_browser = pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")

ROOT = Path(__file__).resolve().parents[2]
DECLARED = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
FUND = "apollo-diversified-credit"
PASSWORD = "member-one:correct-horse"
MEMOS = f"kept/memos/example/{FUND}/2025-12-31"


def left_behind(mark: str) -> list[str]:
    """Command lines of the processes that carry the mark, where the system shows them."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


@pytest.fixture(scope="module")
def interface(tmp_path_factory, copied):
    root = copied(tmp_path_factory.mktemp("ui") / "project")
    (root / "prefect.yaml").write_bytes((ROOT / "prefect.yaml").read_bytes())
    (root / "flows").symlink_to(ROOT / "flows")
    with running_ui(root, "--store", "kept", password=PASSWORD) as running:
        yield running


def test_it_says_its_address_and_what_runs_and_where_messages_go(interface):
    assert interface.address.startswith("http://127.0.0.1:")
    assert interface.said == (
        "Prefect's server, a worker and the deployments of prefect.yaml are running. Ctrl-C ends all of it.",
        "No messages are sent: make a notification block and name it in PRUDENT_NOTIFY_BLOCK, as type/name.",
    )
    told = (interface.root / ".prefect/ui.json").read_text()
    assert json.loads(told) == {"api_url": f"{interface.address}/api"}


def test_its_pages_are_served_and_look_for_the_server_where_it_is(interface):
    with interface.get("") as page:
        assert b"<title>Prefect Server</title>" in page.read()
    with interface.get("/ui-settings") as settings:
        told = json.load(settings)
    assert (told["api_url"], told["auth"], told["default_ui"]) == (f"{interface.address}/api", "BASIC", "v1")


def test_nothing_is_told_without_the_password_which_stands_in_no_file(interface):
    interface.password, known = "", interface.password
    try:
        with pytest.raises(urllib.error.HTTPError) as refused:
            interface.api("/deployments/filter", {})
    finally:
        interface.password = known
    assert refused.value.code == 401
    refused.value.close()
    secret = known.partition(":")[2].encode()
    files = [
        path
        for path in interface.root.rglob("*")
        if path.is_file() and not path.is_relative_to(interface.root / "funds")
    ]
    assert len(files) > 10
    assert [path.name for path in files if secret in path.read_bytes()] == []


def test_every_deployment_is_there_with_its_limit_its_queue_and_its_schedules(interface):
    deployments = {entry["name"]: entry for entry in interface.api("/deployments/filter", {})}
    assert set(deployments) == {entry["name"] for entry in DECLARED}
    for wanted in DECLARED:
        entry = deployments[wanted["name"]]
        assert (entry["work_pool_name"], entry["paused"]) == ("prudent", False)
        assert entry["work_queue_name"] == wanted["work_pool"]["work_queue_name"]
        assert entry["version"].startswith("0.1.0+")
        assert entry["global_concurrency_limit"]["limit"] == wanted["concurrency_limit"]["limit"]
        assert entry["concurrency_options"]["collision_strategy"] == "ENQUEUE"
        crons = {one["cron"]: one["active"] for one in wanted["schedules"]}
        assert {one["schedule"]["cron"]: one["active"] for one in entry["schedules"]} == crons
    queues = {one["name"]: one["priority"] for one in interface.api("/work_pools/prudent/queues/filter", {})}
    assert queues["decisions"] < queues["memos"] < queues["upkeep"]
    assert interface.api("/work_pools/prudent")["concurrency_limit"] == 16


def test_the_next_review_is_scheduled(interface):
    # with SQLAlchemy 2.1 Prefect 3.8.8 writes no coming runs, and says so in its log only
    (review,) = [one for one in interface.api("/deployments/filter", {}) if one["name"] == "review-quarter"]
    asked = {
        "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}, "deployment_id": {"any_": [review["id"]]}},
        "sort": "EXPECTED_START_TIME_ASC",
    }
    coming = interface.until(lambda: interface.api("/flow_runs/filter", asked))
    month, day = map(int, coming[0]["expected_start_time"][5:10].split("-"))
    assert (month % 3, day in range(20, 27)) == (1, True) or (month % 3, day in range(14, 21)) == (2, True)


@pytest.fixture(scope="module")
def pages(interface):
    """A browser's window. The browser runs an event loop of its own, so what comes after it starts no flow here."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1300, "height": 1000})
        asked = set()
        page.on("request", lambda request: asked.add(request.url.split("/")[2]))
        window = Pages(page, interface.address)
        window.log_in(PASSWORD)
        yield window
        browser.close()
    # nobody else is told who looks at what
    assert asked == {interface.address.removeprefix("http://")}


@in_browser
def test_in_the_browser_a_fund_is_onboarded_from_the_form_and_its_artifacts_are_read(interface, pages):
    form = pages.form("onboard-fund")
    form.choose("fund", FUND)
    form.day("as_of", "2025-12-31")
    run = form.submit()
    pages.ended(run, "AwaitingDecision")
    shown = pages.artifact(f"scorecard-{FUND}-2025q4")
    assert f"Scorecard of {FUND}: staff say" in shown
    assert "no evidence" in shown
    pages.ended(run, "AwaitingDecision")
    assert f"{MEMOS}/1/memo.html" in pages.artifact(f"memo-{FUND}-2025q4")

    told = interface.api(f"/flow_runs/{run}")
    assert told["name"] == f"{FUND} 2025Q4 · example"
    assert set(told["tags"]) == {"prudent", "onboard", f"fund:{FUND}", "quarter:2025Q4", "plan:example"}
    assert (interface.root / MEMOS / "1/issue.json").is_file()


@in_browser
def test_in_the_browser_the_decision_is_refused_as_it_stands_and_recorded_once_filled_in(interface, pages):
    form = pages.form("record-decision")
    form.choose("fund", FUND)
    form.day("decided_on", "2026-11-24")
    run = form.submit()
    pages.ended(run, "USAGE")
    assert "record is empty" in interface.api(f"/flow_runs/{run}")["state"]["message"]

    record = hashlib.sha256((interface.root / MEMOS / "1/memo.json").read_bytes()).hexdigest()
    today = date.today()  # noqa: DTZ011
    conditions = tuple(one.model_copy(update={"due": today}) for one in DECISION.conditions)
    taken = DECISION.model_copy(update={"decided_on": today, "conditions": conditions})
    form = pages.form("record-decision")
    form.choose("fund", FUND)
    for name, value in form_of(taken, record):
        fill(form, name, value)
    run = form.submit()
    pages.ended(run, "Decided")
    assert "Approve with conditions" in pages.artifact(f"decision-{FUND}-2025q4")

    bodies = [entry.body for entry in read_chain(in_folder(interface.root / "kept"), "example", FUND).entries]
    assert [type(body) for body in bodies] == [Issued, Decided, Issued]
    assert bodies[1].decision == taken
    assert (interface.root / MEMOS / "2/issue.json").is_file()


def fill(form, name: str, value) -> None:
    """One field as its kind wants it; what is empty stays as it is."""
    if isinstance(value, tuple):
        form.add(name, *value)
    elif name == "decided_on":
        form.day(name, value)
    elif form.field(name).locator(".p-select-button__control").count():
        form.choose(name, value)
    elif value:
        form.write(name, value)


def test_the_command_uses_this_server_and_sees_what_the_worker_made(interface):
    issue = interface.root / MEMOS / "1/issue.json"
    before = issue.read_bytes() if issue.exists() else None
    command = [sys.executable, "-c", "from flows.cli import main; main()", "onboard", FUND, "--as-of", "2025-12-31"]
    done = subprocess.run(
        [*command, "--store", "kept"],
        cwd=interface.root,
        env=plain_environment() | {"PREFECT_API_AUTH_STRING": PASSWORD},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert ("Nothing changed" in done.stdout) == (before is not None)
    assert before in {None, issue.read_bytes()}
    assert not (interface.root / ".prefect/server.log").exists()
    names = [run["name"] for run in interface.api("/flow_runs/filter", {})]
    assert names.count(f"{FUND} 2025Q4 · example") == 1 + (before is not None)


def test_a_fund_that_is_not_on_the_list_is_refused_by_the_form(interface):
    with pytest.raises(urllib.error.HTTPError) as refused:
        interface.start("onboard-fund", fund="nobody")
    assert refused.value.code in {409, 422}
    refused.value.close()


def test_a_port_that_is_taken_is_said(interface):
    port = interface.address.rpartition(":")[2]
    command = [sys.executable, "-c", "from flows.cli import main; main()", "ui", "--port", port]
    again = subprocess.run(command, cwd=interface.root, capture_output=True, text=True, check=False)
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr == f"prudent: Port {port} is taken. Name another: prudent ui --port {int(port) + 1}.\n"
    assert (interface.root / ".prefect/ui.json").exists()


def test_ctrl_c_ends_all_of_it_without_a_word(interface):
    assert len(left_behind(interface.mark)) >= 3 or not Path("/proc/self").exists()
    interface.process.send_signal(signal.SIGINT)
    assert interface.process.wait(timeout=60) == 0
    assert interface.process.stdout.read() == ""
    assert interface.process.stderr.read() == ""
    assert left_behind(interface.mark) == []
    assert not (interface.root / ".prefect/ui.json").exists()
