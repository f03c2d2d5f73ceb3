"""What is found in a store after a death: how far it had come, whether it verifies, what it holds."""

import re
from dataclasses import dataclass
from pathlib import Path

from prudent.decide.verify import verify
from prudent.store.objects import in_folder

NOTHING = "before the first write"
END = "after the last write"
AFTER_ITS_END = "after its end"

#: From which key on a life has come how far.
_MARKS = {
    "onboarding": (
        (r"runs/.*", "among the run's files"),
        (r"runs/.*/manifest\.json", "between manifest and claim"),
        (r"memos/.*/claim\.json", "within publication"),
        (r"memos/.*/issue\.json", "between the issue and its entry"),
        (r"ledger/.*", END),
    ),
    "deciding": (
        (r"ledger/.*", "between the entry and the sealed run"),
        (r"runs/.*", "among the sealed run's files"),
        (r"runs/.*/manifest\.json", "between manifest and claim"),
        (r"memos/.*/claim\.json", "within publication"),
        (r"memos/.*/issue\.json", "between the sealed issue and its entry"),
        (r"ledger/.*/3\.json", END),
    ),
    "reviewing": (
        (r"reviews/[^/]*/(?!portfolio/).*", "among the review's files"),
        (r"reviews/[^/]*/(?!portfolio/).*/manifest\.json", "between the review and its entry"),
        (r"ledger/.*", "between the entry and the page on all funds"),
        (r"reviews/[^/]*/portfolio/.*", "among the files of the page on all funds"),
        (r"reviews/[^/]*/portfolio/.*/manifest\.json", "between the page and the anchor"),
        (r"ledger-anchors/.*", END),
    ),
}
_MARKS["onboarding again"] = _MARKS["onboarding"]

STEPS = {deed: (NOTHING, *(name for _, name in marks), AFTER_ITS_END) for deed, marks in _MARKS.items()}
"""Every place of a life, in order."""
BETWEEN = {deed: tuple(mark for mark, _ in marks[:-1]) for deed, marks in _MARKS.items()}
"""Which keys open each place but the first and the last: most of them last milliseconds."""


@dataclass(frozen=True, slots=True)
class Whole:
    """An undisturbed life: the store before it, the store after it, and how long it takes, in seconds."""

    deed: str
    base: Path
    after: dict[str, bytes]
    seconds: float


def held(store: Path) -> dict[str, bytes]:
    """Every key of a store and its bytes."""
    objects = in_folder(store)
    return {key: objects.get(key) for top in objects.tops() if "." not in top for key in objects.keys(top)}


def faults_in(store: Path) -> tuple[str, ...]:
    """What a verification of the whole store finds."""
    return tuple(str(fault) for fault in verify(in_folder(store)).faults)


def left_over(store: Path) -> int:
    """Half-written files that the store does not list: obstore writes beside, and moves the whole file into place."""
    return sum(1 for path in store.rglob("*#*") if path.is_file())


def has_new(store: Path, before: frozenset[Path], mark: str) -> bool:
    """Whether a file has come into a store, whose key is such a one."""
    return any(re.fullmatch(mark, path.relative_to(store).as_posix()) for path in files_of(store) - before)


def files_of(store: Path) -> frozenset[Path]:
    """Every file, whole ones only."""
    return frozenset(path for path in store.rglob("*") if path.suffix and "#" not in path.name)


def new_place(deed: str, before: dict[str, bytes], after: dict[str, bytes]) -> str:
    """How far a life had come, from the keys that it added."""
    added = set(after) - set(before)
    reached = [name for mark, name in _MARKS[deed] if any(re.fullmatch(mark, key) for key in added)]
    return reached[-1] if reached else NOTHING
