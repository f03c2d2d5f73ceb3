"""The shape of the house: which way imports run, what the core may load, how long things may grow."""

import ast
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("prudent", "expectations", "sources", "tasks", "flows")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
CORE = [path for path in MODULES if path.is_relative_to(ROOT / "prudent")]

LONGEST_FUNCTION = 35
#: Functions that may be longer, each with its reason.
LONG = {
    "prudent/memo/build.py:build_memo": "one line for each part of the memo, in its order",
    "prudent/memo/word/page_one.py:page_one_words": "one line for each word of a template, in their order",
}


def names(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


def test_imports_run_one_way():
    found = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout
    assert "Contracts: 5 kept, 0 broken." in found.stdout


def test_the_core_loads_no_orchestrator_and_no_pandas():
    program = (
        "import sys, prudent.ingest.gather, prudent.score.score, prudent.memo.build, prudent.store;"
        "print(sorted({'prefect', 'great_expectations', 'pandas', 'altair', 'typst', 'httpx', 'requests', 'lxml', 'fastexcel', 'pypdf', 'fsspec'} & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (found.stdout, found.stderr) == ("[]\n", "")


@pytest.mark.parametrize("path", CORE, ids=names(CORE))
def test_the_core_asks_no_clock_no_dice_and_no_environment(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    asked = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr)
        in {
            ("date", "today"),
            ("datetime", "now"),
            ("datetime", "utcnow"),
            ("time", "time"),
            ("os", "environ"),
            ("os", "getenv"),
        }
    }
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert asked == set()
    assert imported.isdisjoint({"random", "secrets", "uuid", "locale"})


def functions(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            lines = (node.end_lineno or 0) - node.lineno + 1
            yield node.name, lines - ((first.end_lineno or 0) - first.lineno + 1 if docstring else 0)


def test_functions_are_short_or_have_a_reason():
    long = {
        f"{path.relative_to(ROOT)}:{name}": lines
        for path in MODULES
        for name, lines in functions(path)
        if lines > LONGEST_FUNCTION and f"{path.relative_to(ROOT)}:{name}" not in LONG
    }
    assert long == {}


def test_files_are_short():
    lengths = [len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES if path.name != "__init__.py"]
    assert median(lengths) <= 120


@pytest.mark.parametrize("path", MODULES, ids=names(MODULES))
def test_every_module_says_what_belongs_in_it(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=names(MODULES))
def test_no_module_is_named_for_nothing(path):
    assert path.stem not in {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}


def test_duckdb_is_opened_in_one_place():
    openers = [path for path in MODULES if "duckdb.connect(" in path.read_text(encoding="utf-8")]
    assert names(openers) == ["prudent/engine.py"]
