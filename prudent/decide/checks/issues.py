"""Issues of memos: the claim, the record of the issue, its files, and the run that it shows."""

import re
from collections.abc import Iterable
from itertools import groupby

from prudent.decide.checks.checking import Checking, Folders, folders
from prudent.decide.checks.outputs import check_outputs
from prudent.decide.fault import Note
from prudent.model.run import Issue, Manifest
from prudent.store.issues import Claim
from prudent.store.layout import CLAIM, ISSUE, MANIFEST, MEMOS, PUBLISHED, issue_folder, run_folder

_FOLDER = re.compile(MEMOS + r"/[a-z0-9-]+/[a-z0-9-]+/\d{4}-\d{2}-\d{2}/([1-9]\d{0,8})")
_OWN = frozenset({CLAIM, ISSUE})


def check_issues(checking: Checking, keys: Iterable[str]) -> None:
    """Check every issue that has a file among the keys."""
    found = folders(keys, depth=5)
    for key in found.odd:
        checking.fault(key, "was added: it lies in no issue.")
    for folder, names in found.names.items():
        if _FOLDER.fullmatch(folder) is None:
            checking.fault(folder, "was added: no issue is called so.")
        elif ISSUE in names:
            _check_issue(checking, folder, names)
        else:
            _check_claim(checking, folder, names)
    _check_numbers(checking, found)


def _check_numbers(checking: Checking, found: Folders) -> None:
    """The numbers of one plan, fund and date leave none out."""
    named = sorted(
        (folder.rpartition("/")[0], int(match[1])) for folder in found.names if (match := _FOLDER.fullmatch(folder))
    )
    for memo, group in groupby(named, key=lambda item: item[0]):
        numbers = [number for _, number in group]
        for before, after in zip((0, *numbers), numbers, strict=False):
            if after != before + 1:
                checking.fault(f"{memo}/{before + 1}", f"is missing, though issue {after} is there.")
        for number in numbers[:-1]:
            # whoever claims the next number finishes this one first
            if ISSUE not in found.names[f"{memo}/{number}"]:
                checking.fault(f"{memo}/{number}/{ISSUE}", f"is missing, though issue {numbers[-1]} is there.")


def _check_claim(checking: Checking, folder: str, names: tuple[str, ...]) -> None:
    """An issue that its writer did not come to: its files may be half there."""
    for name in sorted(set(names) - {CLAIM, *PUBLISHED}):
        checking.fault(f"{folder}/{name}", "was added: it is no file of a memo.")
    if CLAIM not in names:
        checking.fault(f"{folder}/{CLAIM}", "is missing.")
        return
    claim = checking.json(f"{folder}/{CLAIM}", Claim)
    if claim is not None and claim.number != int(folder.rpartition("/")[2]):
        checking.fault(f"{folder}/{CLAIM}", "speaks of another issue than its folder.")
    checking.notes.append(Note(folder, "is claimed and was not finished: the next start of its fund finishes it."))


def _check_issue(checking: Checking, folder: str, names: tuple[str, ...]) -> None:
    key = f"{folder}/{ISSUE}"
    claim = checking.json(f"{folder}/{CLAIM}", Claim) if CLAIM in names else None
    if CLAIM not in names:
        checking.fault(f"{folder}/{CLAIM}", "is missing.")
    issue = checking.json(key, Issue)
    if issue is None:
        return
    if issue_folder(issue.request, issue.number) != folder:
        checking.fault(key, "speaks of another issue than its folder.")
    if claim is not None and (claim.number, claim.run) != (issue.number, issue.run):
        checking.fault(f"{folder}/{CLAIM}", f"claims another run or number than {ISSUE} shows.")
    check_outputs(checking, folder, names, issue.files, ISSUE, _OWN)
    _check_shown(checking, key, issue)


def _check_shown(checking: Checking, key: str, issue: Issue) -> None:
    """The run that an issue shows is there and says the same of every file."""
    shown = f"{run_folder(issue.request, issue.run)}/{MANIFEST}"
    body = checking.objects.get(shown)
    if body is None:
        checking.fault(shown, f"is missing: {key} shows its run.")
        return
    try:
        manifest = Manifest.model_validate_json(body)
    except ValueError:
        return  # told where runs are checked
    files = {item.name: item.sha256 for item in manifest.outputs if item.name in PUBLISHED}
    same = (manifest.question, manifest.seals, files) == (
        issue.question,
        issue.seals,
        {item.name: item.sha256 for item in issue.files},
    )
    if not same:
        checking.fault(key, f"says otherwise than {shown}.")
