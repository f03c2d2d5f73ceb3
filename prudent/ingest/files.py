"""Reads files under the project's root: each once, as bytes, with its hash, inside limits.

Belongs here: paths, sizes and hashes. Does not: what the bytes mean.
"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from prudent.errors import DataBad, HostileInput
from prudent.ingest.characters import shown, unseen_character
from prudent.model.limits import Limits
from prudent.model.run import InputFile

#: As long as a name may be on every file system.
_LONGEST_NAME = 200
#: What desktops leave in folders. They are no part of a packet and are not read.
_LEFT_BY_DESKTOPS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep"})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as received. `name` is its path under the root with forward slashes, as messages and manifests say it."""

    path: Path | None
    """Where it lies; None for a file that was taken out of the store."""
    name: str
    content: bytes
    sha256: str
    limits: Limits = field(default_factory=Limits)


class Files:
    """The project's folder, and a record of what was read from it."""

    def __init__(self, root: Path, limits: Limits | None = None, elsewhere: Mapping[str, Path] | None = None) -> None:
        """A project at `root`. `elsewhere` maps names under it to files and folders that lie in other places."""
        self._root = root.resolve()
        self._elsewhere = {name: path.resolve() for name, path in (elsewhere or {}).items()}
        self.limits = limits or Limits()
        self._inputs: dict[str, InputFile] = {}

    @property
    def inputs(self) -> tuple[InputFile, ...]:
        """Every file that was read, by path."""
        return tuple(self._inputs[name] for name in sorted(self._inputs))

    def read(self, name: str, limit: int) -> SourceFile:
        """Read one file.

        Args:
            name: path under the root, with forward slashes.
            limit: most bytes that the file may have.

        Raises:
            DataBad: there is no such file, or it cannot be read.
            HostileInput: it is larger than the limit, no regular file, or leads outside the root.
        """
        path = self._inside(name)
        if not path.is_file():
            raise HostileInput(f"{name} is not a regular file, so it is not read.")
        size = path.stat().st_size
        if size > limit:
            raise HostileInput(f"{name} has {size:,} bytes; at most {limit:,} are read.", file=path)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise DataBad(f"{name} cannot be read: {error.strerror}.") from error
        sha256 = hashlib.sha256(content).hexdigest()
        self._inputs[name] = InputFile(path=name, sha256=sha256, size_bytes=len(content))
        return SourceFile(path=path, name=name, content=content, sha256=sha256, limits=self.limits)

    def exists(self, name: str) -> bool:
        """True when something of that name is there, a dead link included."""
        return os.path.lexists(self._at(name))

    def is_folder(self, name: str) -> bool:
        """True when the name is a folder's; a link to one is no folder.

        Raises:
            HostileInput: the name is longer than the system allows.
        """
        path = self._at(name)
        try:
            return path.is_dir() and not path.is_symlink()
        except OSError as error:
            raise HostileInput(f"{shown(name)} cannot be looked at: {error.strerror}.") from error

    def is_link(self, name: str) -> bool:
        """True when the name is a symbolic link's."""
        return self._at(name).is_symlink()

    def folders(self, name: str) -> tuple[str, ...]:
        """Names of the folders inside a folder, sorted; none when it does not exist."""
        here = self._at(name)
        return tuple(sorted(entry.name for entry in here.iterdir() if entry.is_dir())) if here.is_dir() else ()

    def quarantinable(self, name: str) -> Path | None:
        """The path of a file that can be put aside as it is: regular and no link; None for anything else."""
        path = self._at(name)
        return path if path.is_file() and not path.is_symlink() else None

    def entries(self, name: str) -> tuple[str, ...]:
        """Names of everything inside a folder, sorted; none when it does not exist.

        Raises:
            HostileInput: the folder is a link, or a name in it cannot be printed.
        """
        here = self._at(name)
        if here.is_symlink():
            raise HostileInput(f"{name} is a link; put the folder itself there.")
        names = [entry.name for entry in here.iterdir()] if here.is_dir() else []
        for entry in names:
            if unseen_character(entry) or len(entry) > _LONGEST_NAME:
                raise HostileInput(f"{name}/ holds a name that cannot be printed, {shown(entry)}; rename it.")
        return tuple(sorted(entry for entry in names if entry not in _LEFT_BY_DESKTOPS))

    def _base(self, name: str) -> tuple[str, Path]:
        """The part of the name that a folder stands for, and that folder; no way may lead out of it."""
        found = (item for item in self._elsewhere.items() if name == item[0] or name.startswith(f"{item[0]}/"))
        return next(found, ("", self._root))

    def _at(self, name: str) -> Path:
        part, folder = self._base(name)
        rest = name[len(part) :].removeprefix("/")
        return folder / rest if rest else folder

    def _inside(self, name: str) -> Path:
        try:
            path = self._at(name).resolve(strict=True)
        except FileNotFoundError:
            raise DataBad(f"{name} does not exist.") from None
        except (OSError, RuntimeError) as error:
            raise HostileInput(f"{name} cannot be followed to a file: {error}.") from error
        if not path.is_relative_to(self._base(name)[1]):
            raise HostileInput(f"{name} is a link that leads outside the project's folder, so it is not read.")
        return path


def text_of(source: SourceFile) -> str:
    """The file as text. A byte order mark, which spreadsheets write, is accepted and dropped: it changes no figure.

    Raises:
        HostileInput: the file holds NUL bytes.
        DataBad: it is not UTF-8, or there is nothing in it.
    """
    if b"\x00" in source.content:
        raise HostileInput(f"{source.name} holds NUL bytes: it is no text file.", file=source.path)
    try:
        text = source.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataBad(
            f"{source.name} is not UTF-8 text (byte {error.start + 1}): save it again as UTF-8.", file=source.path
        ) from error
    if not text.strip():
        raise DataBad(f"{source.name} is empty: remove it, or put in what is known.", file=source.path)
    return text
