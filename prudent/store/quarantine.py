"""Refused files, kept as received, each with the reason. Nothing reads them again; a person does."""

from prudent.model.ids import Sha256
from prudent.model.value import Value
from prudent.store.frames import json_bytes, sha256
from prudent.store.layout import quarantined
from prudent.store.objects import Objects


class Refused(Value):
    """Why a file was refused: the class of the fault and the sentence that the user was told."""

    file: str
    sha256: Sha256
    code: str
    reason: str


def quarantine(objects: Objects, file: str, body: bytes, code: str, reason: str) -> str:
    """Keep a refused file and, first, the reason. Returns the key of the file.

    Args:
        objects: the store.
        file: path of the file under the project's root, as it stands in the reason.
        body: the file's bytes (of one too large to be honest: as much as was read).
        code: the error's code, such as DATA_BAD.
        reason: the sentence.
    """
    key = quarantined(sha256(body), file.rsplit("/", 1)[-1])
    objects.put(f"{key}.reason.json", json_bytes(Refused(file=file, sha256=sha256(body), code=code, reason=reason)))
    objects.put(key, body)
    return key
