"""The folder of the room: what is the same stays, the rest is written beside it, then the new folder takes its place.

Belongs here: files, their hashes, and the swap. Does not: what is in them. Until the last step the old room stands, so
a build that is killed changes nothing. The swap is two renames; a build that dies between them leaves the old room
under its other name, and the next build puts it back before anything else.
"""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from prudent.errors import UsageError
from prudent.model.ids import Sha256
from prudent.model.value import Value
from prudent.site.sheet import Sheet
from prudent.store.frames import json_bytes, sha256

LIST: Final = "site.json"
"""What the room holds. A folder without it was not written here and is not touched."""


class Kept(Value):
    """One page: what it was made from, and what it is."""

    path: str
    made_from: Sha256
    sha256: Sha256


class Contents(Value):
    """All pages of a room."""

    pages: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """How many pages are new or other than before, and how many stayed as they were."""

    written: int
    kept: int


class Folder:
    """The room in a store."""

    def __init__(self, store: Path) -> None:
        self.path = store / "site"
        self._new, self._old = store / ".site.new", store / ".site.old"
        self._mend()
        self._before = {page.path: page for page in _contents(self.path)}

    def replace(self, sheets: Iterable[Sheet], code: str) -> Written:
        """Make the room hold exactly these pages.

        Args:
            sheets: the pages.
            code: hash of the code and templates that make them.
        """
        shutil.rmtree(self._new, ignore_errors=True)
        kept = [self._keep(sheet, sha256("\n".join([code, *sheet.inputs]).encode())) for sheet in sheets]
        (self._new / LIST).write_bytes(json_bytes(Contents(pages=tuple(page for page, _ in kept))))
        self._swap()
        return Written(sum(new for _, new in kept), sum(not new for _, new in kept))

    def _keep(self, sheet: Sheet, made_from: str) -> tuple[Kept, bool]:
        """One page in the new folder, and whether it was written."""
        target, before = self._new / sheet.path, self._before.get(sheet.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        if before is not None and before.made_from == made_from and self._same(before):
            _share(self.path / sheet.path, target)
            return before, False
        body = sheet.make()
        target.write_bytes(body)
        return Kept(path=sheet.path, made_from=made_from, sha256=sha256(body)), True

    def _same(self, page: Kept) -> bool:
        """Whether the page on disk is what was written there."""
        try:
            return sha256((self.path / page.path).read_bytes()) == page.sha256
        except OSError:
            return False

    def _swap(self) -> None:
        if self.path.exists():
            self.path.rename(self._old)
        self._new.rename(self.path)
        shutil.rmtree(self._old, ignore_errors=True)

    def _mend(self) -> None:
        """Put back what a build left that was killed between the two renames."""
        if self._old.exists() and not self.path.exists():
            self._old.rename(self.path)
        shutil.rmtree(self._old, ignore_errors=True)


def _contents(path: Path) -> tuple[Kept, ...]:
    """The pages that were written before; none where there is no room yet.

    Raises:
        UsageError: what is there was not written by this command.
    """
    if not path.exists():
        return ()
    try:
        return Contents.model_validate_json((path / LIST).read_bytes()).pages
    except (OSError, ValidationError) as error:
        raise UsageError(f"{path} was not written by this command, so it is left alone. Move it away.") from error


def _share(old: Path, new: Path) -> None:
    """The same file in the new folder; a copy where the file system knows no second name for a file."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)
