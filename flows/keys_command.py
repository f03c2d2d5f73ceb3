"""`prudent keys`: the public keys of a store's ledger, and where a private half goes. No Prefect here.

Belongs here: the commands' words, random bytes, and the private half's file. Does not: which key may sign what
(`prudent/decide`). The private half goes to a file that the user names, readable by nobody else, or to standard
output; never into the store. It is written before its public half: a ledger that is signed with a key that nobody has
could not go on.
"""

# ruff: noqa: PLC0415 -- cryptography is loaded when the store is known: help waits for none
# ruff: noqa: T201 -- what a command has to say, it prints

import getpass
import json
import os
import re
import secrets
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.verify_command import standing
from prudent.errors import UsageError

if TYPE_CHECKING:
    from prudent.decide.signing import Signer
    from prudent.model.proof import LedgerKey
    from prudent.store.objects import Objects
    from tasks.work import Place

_LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class KeyAsked:
    """What making a key can be told."""

    name: str
    private: Path | None
    """File for the private half; None prints it."""
    by: str | None
    """Who adds it; the login's name for None."""
    store: str | None


def new_key(asked: KeyAsked) -> int:
    """Make a store's first key: from then on everything that is recorded must be signed.

    Raises:
        UsageError: the store has a key, the name is none, or the file cannot be written.
    """
    from prudent.decide.keys import add_first

    def add(objects: "Objects", new: "Signer", by: str, at: datetime) -> "LedgerKey":
        return add_first(objects, asked.name, new, by, at)

    return _made(asked, None, add)


def rotate_key(asked: KeyAsked) -> int:
    """Introduce a new key with the current one, whose private half is in the environment.

    Raises:
        UsageError: the store has no key, the current private half is not at hand, or see `new_key`.
    """
    from prudent.decide.keys import rotate
    from tasks.stamping import signer

    old = signer()

    def add(objects: "Objects", new: "Signer", by: str, at: datetime) -> "LedgerKey":
        return rotate(objects, asked.name, new, old, by, at)

    return _made(asked, old, add)


def list_keys(store: str | None, *, as_json: bool) -> int:
    """Print the public keys, the first one first.

    Raises:
        RecordTampered: a key is missing or changed.
    """
    from prudent.decide.keys import read_keys

    keys = read_keys(standing(store).objects()).keys
    if as_json:
        print(json.dumps([key.model_dump(mode="json") for key in keys], ensure_ascii=False, indent=2))
    for key in () if as_json else keys:
        print(f"{key.name}  {key.public_key}  since {key.valid_from:%Y-%m-%d %H:%M:%S} UTC, added by {key.added_by}")
    if not keys and not as_json:
        print("This store has no key: its ledger is not signed.")
    return 0


def _made(asked: KeyAsked, old: "Signer | None", add: "Callable[[Objects, Signer, str, datetime], LedgerKey]") -> int:
    from prudent.decide.anchors import make_anchor
    from prudent.decide.ledger import Stamp
    from prudent.decide.signing import SEED_BYTES, private_pem, signer_of

    place = standing(asked.store)
    _check_name(asked.name)
    objects, at, by = place.objects(), datetime.now(UTC), asked.by or getpass.getuser()
    # what was recorded until now is anchored with what signed until now, and what comes with the new key
    make_anchor(objects, Stamp(at, by, old))
    pem = private_pem(secrets.token_bytes(SEED_BYTES))
    new = signer_of(pem)
    with _kept(asked.private, place, pem):
        key = add(objects, new, by, at)
    make_anchor(objects, Stamp(at, by, new))
    where = f"in {asked.private}" if asked.private else "on standard output"
    print(
        f"Key {key.name}: {key.public_key}\n"
        f"Its private half is {where}. Keep a copy where the store is not: a lost key cannot be replaced.\n"
        "From now on nothing is recorded without it: set PRUDENT_SIGNING_KEY, or Prefect's secret prudent-signing-key.",
        file=sys.stderr,
    )
    return 0


def _check_name(name: str) -> None:
    from prudent.model.ids import SLUG_PATTERN

    if re.fullmatch(SLUG_PATTERN, name) is None or not 2 <= len(name) <= _LONGEST_NAME:  # noqa: PLR2004 -- as a fund's
        raise UsageError(
            f"{name!r} is no name of a key: lower-case letters, digits and dashes, such as committee-2026."
        )


@contextmanager
def _kept(private: Path | None, place: "Place", pem: str) -> Generator[None]:
    """The private half is where the user wants it; a file is taken away again if the key is not added."""
    if private is None:
        print(pem, end="", flush=True)
        yield
        return
    if place.folder is not None and private.resolve().is_relative_to(place.folder.resolve()):
        raise UsageError("The private half does not belong in the store. Name a file elsewhere.")
    try:
        file = os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise UsageError(f"{private} cannot be written: {error.strerror}. No key was made.") from error
    try:
        with os.fdopen(file, "w", encoding="ascii") as text:
            text.write(pem)
            text.flush()
            os.fsync(text.fileno())
        yield
    except BaseException:
        private.unlink(missing_ok=True)
        raise
