"""The code's hash changes with what can change an answer, and with nothing else."""

from pathlib import Path

import pytest

from prudent.code_version import code_sha256


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name, text in {
        "prudent/a.py": "a",
        "prudent/tables/t/query.sql": "select 1",
        "expectations/e.py": "e",
        "templates/memo/memo.html.jinja": "t",
        "flows/f.py": "f",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    "name", ["prudent/a.py", "prudent/tables/t/query.sql", "expectations/e.py", "templates/memo/memo.html.jinja"]
)
def test_a_changed_file_changes_it(home: Path, name):
    before = code_sha256(home)
    (home / name).write_text("changed")
    assert code_sha256(home) != before


def test_a_file_that_moves_changes_it(home: Path):
    before = code_sha256(home)
    (home / "prudent/a.py").rename(home / "prudent/b.py")
    assert code_sha256(home) != before


@pytest.mark.parametrize(
    "name",
    [
        "flows/f.py",
        "prudent/__pycache__/a.cpython-311.pyc",
        "prudent/.a.py.swp",
        "store/x.json",
        "funds/f.yml",
        "prudent/site/home.py",
        "templates/site/room.css",
        "prudent/catalog/build.py",
        "prudent/decide/checks/runs.py",
    ],
)
def test_what_cannot_change_an_answer_does_not(home: Path, name):
    before = code_sha256(home)
    (home / name).parent.mkdir(parents=True, exist_ok=True)
    (home / name).write_text("changed")
    assert code_sha256(home) == before


def test_it_is_the_same_twice_and_64_digits():
    assert code_sha256() == code_sha256()
    assert len(code_sha256()) == 64
