"""Which code made a run: one hash over what can change an answer. The clock and the repository are not asked.

Counted: every file of `prudent/`, `expectations/` and `templates/` (code, SQL, table definitions, templates, styles,
fonts). Not counted: `flows/` and `tasks/`, which decide when something is computed and never what comes out, and what
is made from memos and stands in none (reading room, catalog, verification): a better check makes no new issue.
"""

import hashlib
from pathlib import Path

COUNTED = ("prudent", "expectations", "templates")
BESIDE = ("prudent/site", "templates/site", "prudent/catalog", "prudent/decide/checks", "prudent/decide/standalone")
"""Folders of those that make no memo and no review."""
_HOME = Path(__file__).resolve().parents[1]


def code_sha256(home: Path = _HOME) -> str:
    """SHA-256 over names and contents of all files counted, in the order of their names.

    Args:
        home: the folder in which `prudent/`, `expectations/` and `templates/` lie side by side.
    """
    total = hashlib.sha256()
    for folder in COUNTED:
        for path in sorted((home / folder).rglob("*"), key=lambda path: path.relative_to(home).as_posix()):
            if path.is_file() and _is_source(path.relative_to(home)):
                name = path.relative_to(home).as_posix()
                total.update(f"{name}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def _is_source(path: Path) -> bool:
    """Not what Python or an editor leaves behind, and not what is made from memos."""
    if any(path.is_relative_to(folder) for folder in BESIDE):
        return False
    return path.suffix != ".pyc" and "__pycache__" not in path.parts and not any(p.startswith(".") for p in path.parts)
