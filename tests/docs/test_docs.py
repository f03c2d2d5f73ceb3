"""What the documents promise: commands run, links lead somewhere, generated pages are current."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docs.generate import PAGES, ROOT

PAGES_WITH_COMMANDS = ("README.md", "CONTRIBUTING.md")
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
PRUDENT = sorted({line for _, line in COMMANDS if line.startswith("prudent ")})
MARKDOWN = [path for path in ROOT.rglob("*.md") if not {".venv", "store", "node_modules", ".prefect"} & set(path.parts)]


def test_the_documents_hold_the_commands_that_are_tested_here():
    assert TARGETS == ["bench", "check", "demo", "fix", "fuzz", "help", "mutants", "test", "ui"]
    assert len(PRUDENT) == 8
    assert len(FUNDS) == 3


@pytest.mark.parametrize("target", TARGETS)
def test_a_documented_door_exists_and_its_recipe_can_be_read(target):
    found = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


def test_help_lists_every_door():
    found = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = {line.split()[1] for line in found.stdout.splitlines()}
    assert {"demo", "test", "check", "fix", "ui", "bench", "mutants", "help"} <= listed


@pytest.fixture
def small_project(tmp_path):
    """A project with the funds that the documents name, so that a review of all funds is one of few."""
    for folder in ("policy", "plans", "benchmarks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for fund in FUNDS:
        shutil.copytree(ROOT / "funds" / fund, tmp_path / "funds" / fund)
    return tmp_path


@pytest.mark.parametrize("line", PRUDENT)
def test_a_documented_command_runs(line, small_project):
    words = shlex.split(line)[1:]
    store = [] if words == ["--help"] else ["--store", str(small_project / "store")]
    if words[0] == "trace":  # it follows a figure of a memo
        memo = [BIN / "prudent", "onboard", words[1], *words[3:], *store]
        subprocess.run(memo, cwd=small_project, capture_output=True, check=True)
    command = [BIN / "prudent", *words, *store]
    found = subprocess.run(command, cwd=small_project, capture_output=True, text=True, check=False)
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
