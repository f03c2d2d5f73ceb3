"""`prudent ui` as a person starts it: what runs once it has said its address, and that Ctrl-C ends all of it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DECLARED = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
FUND = "apollo-diversified-credit"
PATIENCE_SECONDS = 180


class Interface:
    """A running `prudent ui`."""

    def __init__(self, process, address: str, said: str, mark: str, root: Path) -> None:
        self.process, self.address, self.said, self.mark, self.root = process, address, said, mark, root

    def api(self, path: str, body: dict | None = None):
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(f"{self.address}/api{path}", data, {"content-type": "application/json"})
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return json.load(answer)

    def until(self, question):
        """Ask until the answer is true, or patience ends; the last answer."""
        over = time.monotonic() + PATIENCE_SECONDS
        while not (answer := question()) and time.monotonic() < over:
            time.sleep(0.5)
        return answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


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
    mark, port = uuid.uuid4().hex, free_port()
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "PRUDENT"))}
    process = subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", "ui", "--port", str(port), "--store", "kept"],
        cwd=root,
        env=mine | {"PRUDENT_TEST_MARK": mark},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        address, said = process.stdout.readline().strip(), process.stdout.readline().strip()
        yield Interface(process, address, said, mark, root)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
        process.stdout.close()
        process.stderr.close()


def test_it_says_its_address_and_one_sentence(interface):
    assert interface.address.startswith("http://127.0.0.1:")
    assert interface.said.endswith("Ctrl-C ends all of it.")
    assert json.loads((interface.root / ".prefect/ui.json").read_text()) == {"api_url": f"{interface.address}/api"}


def test_its_pages_are_served_and_look_for_the_server_where_it_is(interface):
    with urllib.request.urlopen(interface.address, timeout=30) as page:
        assert b"<title>Prefect Server</title>" in page.read()
    with urllib.request.urlopen(f"{interface.address}/ui-settings", timeout=30) as settings:
        assert json.load(settings)["api_url"] == f"{interface.address}/api"


def test_every_deployment_is_there_and_the_review_has_its_schedule(interface):
    deployments = {entry["name"]: entry for entry in interface.api("/deployments/filter", {})}
    assert set(deployments) == {entry["name"] for entry in DECLARED}
    for entry in deployments.values():
        assert (entry["work_pool_name"], entry["paused"]) == ("prudent", False)
        assert entry["version"].startswith("0.1.0+")
        assert entry["concurrency_options"]["collision_strategy"] == "ENQUEUE"
    (schedule,) = deployments["review-quarter"]["schedules"]
    assert schedule["active"] is True
    assert schedule["schedule"] == {"cron": "0 6 20 1,4,7,10 *", "timezone": "America/New_York", "day_or": True}


def test_the_next_review_is_scheduled(interface):
    # with SQLAlchemy 2.1 Prefect 3.8.8 writes no coming runs, and says so in its log only
    (review,) = [one for one in interface.api("/deployments/filter", {}) if one["name"] == "review-quarter"]
    asked = {
        "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}, "deployment_id": {"any_": [review["id"]]}},
        "sort": "EXPECTED_START_TIME_ASC",
    }
    coming = interface.until(lambda: interface.api("/flow_runs/filter", asked))
    assert coming[0]["expected_start_time"][5:10] in {"01-20", "04-20", "07-20", "10-20"}


def test_the_worker_runs_a_fund_until_it_awaits_a_decision_and_the_command_uses_this_server(interface):
    (deployment,) = [entry for entry in interface.api("/deployments/filter", {}) if entry["name"] == "onboard-fund"]
    asked = {"parameters": {"fund": FUND, "as_of": "2025-12-31"}, "state": {"type": "SCHEDULED"}}
    run = interface.api(f"/deployments/{deployment['id']}/create_flow_run", asked)

    def ended():
        now = interface.api(f"/flow_runs/{run['id']}")
        return now if now["state"]["type"] in {"COMPLETED", "FAILED", "CRASHED"} else None

    run = interface.until(ended)
    assert (run["state"]["type"], run["state"]["name"]) == ("COMPLETED", "AwaitingDecision"), run["state"]["message"]
    assert run["name"] == f"{FUND} 2025Q4 · example"
    assert set(run["tags"]) == {"prudent", "onboard", f"fund:{FUND}", "quarter:2025Q4", "plan:example"}
    assert (interface.root / f"kept/memos/example/{FUND}/2025-12-31/1/issue.json").is_file()

    # the command uses this server, and sees what the worker made
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "PRUDENT"))}
    command = [sys.executable, "-c", "from flows.cli import main; main()", "onboard", FUND, "--as-of", "2025-12-31"]
    done = subprocess.run(
        [*command, "--store", "kept"], cwd=interface.root, env=mine, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.count("\n")) == (0, 1), done.stderr
    assert "Nothing changed" in done.stdout
    names = [run["name"] for run in interface.api("/flow_runs/filter", {})]
    assert not (interface.root / ".prefect/server.log").exists()
    assert names.count(f"{FUND} 2025Q4 · example") == 2


def test_a_fund_that_is_not_on_the_list_is_refused_by_the_form(interface):
    (deployment,) = [entry for entry in interface.api("/deployments/filter", {}) if entry["name"] == "onboard-fund"]
    with pytest.raises(urllib.error.HTTPError) as refused:
        interface.api(f"/deployments/{deployment['id']}/create_flow_run", {"parameters": {"fund": "nobody"}})
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
