"""What the documents promise: commands run, links lead somewhere, generated pages are current."""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from docs.generate import PAGES, ROOT
from flows.server import is_healthy

PAGES_WITH_COMMANDS = ("README.md", "CONTRIBUTING.md", "docs/engineer-guide.md", "docs/record-keeping.md")
BIN = Path(sys.executable).parent
COMMANDS = [
    (page, line.strip())
    for page in PAGES_WITH_COMMANDS
    for block in re.findall(r"```\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    for line in block.splitlines()
    if line.strip().startswith(("make ", "prudent "))
]
TARGETS = sorted({line.split()[1] for _, line in COMMANDS if line.startswith("make ")})
FUNDS = sorted({word for _, line in COMMANDS for word in line.split() if (ROOT / "funds" / word).is_dir()})
DECIDED = "cliffwater-corporate-lending"
PRUDENT = sorted({line for _, line in COMMANDS if line.startswith("prudent ")})
MARKDOWN = [path for path in ROOT.rglob("*.md") if not {".venv", "store", "node_modules", ".prefect"} & set(path.parts)]


def test_the_documents_hold_the_commands_that_are_tested_here():
    assert TARGETS == ["bench", "check", "demo", "faults", "fix", "fuzz", "help", "mutants", "test", "ui"]
    assert len(PRUDENT) == 15
    assert len(FUNDS) == 3


@pytest.mark.parametrize("target", TARGETS)
def test_a_documented_door_exists_and_its_recipe_can_be_read(target):
    found = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


def test_help_lists_every_door():
    found = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = {line.split()[1] for line in found.stdout.splitlines()}
    assert {"demo", "test", "check", "fix", "ui", "bench", "mutants", "help"} <= listed


@pytest.fixture(scope="module")
def small_project(tmp_path_factory):
    """A project with the funds that the documents name, whose commands find each other's memos as a reader's would."""
    root = tmp_path_factory.mktemp("documented")
    for folder in ("policy", "plans", "benchmarks"):
        shutil.copytree(ROOT / folder, root / folder)
    for fund in FUNDS:
        shutil.copytree(ROOT / "funds" / fund, root / "funds" / fund)
    (root / "store").mkdir()
    return root


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A Prefect server for all commands: its address as a command is told it. Each starting its own is test_cli's."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = os.environ | {
        "PREFECT_HOME": str(tmp_path_factory.mktemp("prefect")),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    command = [sys.executable, "-m", "prefect", "server", "start", "--port", str(port), "--no-ui"]
    with subprocess.Popen(command, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        address = f"http://127.0.0.1:{port}/api"
        while running.poll() is None and not is_healthy(address):
            time.sleep(0.2)
        yield {"PREFECT_API_URL": address}
        running.terminate()


@pytest.fixture(scope="module")
def known(small_project, server):
    """The fund with a memo of which the documents' commands speak: a reader has it by then."""
    memo = ["onboard", DECIDED, "--as-of", "2025-12-31", "--store", str(small_project / "store")]
    asked = {"cwd": small_project, "env": os.environ | server, "stdout": subprocess.DEVNULL}
    subprocess.run([BIN / "prudent", *memo], check=True, **asked)
    return DECIDED


@pytest.mark.parametrize("line", PRUDENT)
def test_a_documented_command_runs(line, small_project, server, request):
    words = shlex.split(line)[1:]
    store = [] if words == ["--help"] else ["--store", str(small_project / "store")]
    # the doctor would say that nothing was deployed to this server
    told = {} if words[0] == "doctor" else server
    asked = {"cwd": small_project, "env": os.environ | told, "capture_output": True, "text": True}
    if words[0] in {"decide", "export", "trace"}:
        assert words[1] == request.getfixturevalue("known")
    found = subprocess.run([BIN / "prudent", *words, *store], check=False, **asked)
    assert found.returncode == 0, found.stderr
    assert "Traceback" not in found.stdout + found.stderr
    assert found.stdout.strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_a_generated_page_is_current(page):
    assert (ROOT / page.path).read_text(encoding="utf-8") == page.make()


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_link_inside_the_project_leads_somewhere(path):
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_the_glossary_is_in_order_and_says_each_term_once():
    rows = re.findall(r"^\| ([^|]+) \|", (ROOT / "GLOSSARY.md").read_text(encoding="utf-8"), re.MULTILINE)
    terms = [row.lower() for row in rows if row != "term"]
    assert len(terms) == len(set(terms)) >= 40
