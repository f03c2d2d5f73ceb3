"""Answers of EDGAR in the store: the bytes by their hash, and beside them a record for each address.

received/<hash>                          the bytes, once, where deliveries keep theirs
answers/<hash of the address>.json       which bytes stood there, since when, and what the server calls them

Belongs here: when an address is asked again. Does not: how (`web.py`). The bytes are written before the record, so a
record never names bytes that are not there.
"""

from datetime import date

from pydantic import ValidationError

from prudent.errors import RecordTampered
from prudent.model.ids import Sha256
from prudent.model.limits import MIB, Limits
from prudent.model.value import Value
from prudent.store.frames import json_bytes, sha256
from prudent.store.layout import answer_record, received_bytes
from prudent.store.objects import Objects
from sources.edgar.answer import Answer, Expected
from sources.edgar.web import Web

HEADER_BYTES = 8 * MIB
"""A header of a trust with a thousand series and their classes is near one MiB."""


class AnswerRecord(Value):
    """What an address answered last."""

    address: str
    sha256: Sha256
    size_bytes: int
    fetched: date
    etag: str | None = None
    last_modified: str | None = None


class Answers:
    """What EDGAR answers, asked for as seldom as may be."""

    def __init__(self, objects: Objects, web: Web, limits: Limits, today: date) -> None:
        self._objects, self._web, self._today = objects, web, today
        self._limits = {
            Expected.JSON: limits.json_bytes,
            Expected.XML: limits.xml_bytes,
            Expected.PAGE: limits.document_bytes,
            Expected.HEADER: HEADER_BYTES,
        }

    def fixed(self, address: str, expected: Expected) -> bytes:
        """What never changes once it is there: a document of a filing. It is asked for once and never again.

        Raises:
            RecordTampered: the bytes in the store are not those of the record.
            PrudentError: see `Web.get`.
        """
        kept = self._kept(address)
        return kept.content if kept else self._fetched(address, expected, None)

    def current(self, address: str, expected: Expected) -> bytes:
        """What may have changed: asked each time, for its body only if it is another than the one at hand.

        Raises:
            RecordTampered, PrudentError: see `fixed`.
        """
        return self._fetched(address, expected, self._kept(address))

    def _fetched(self, address: str, expected: Expected, known: Answer | None) -> bytes:
        answer = self._web.get(address, expected, self._limits[expected], known)
        if answer is None:
            # only a known version can be said to stand
            return known.content if known else b""
        hashed = sha256(answer.content)
        self._objects.create(received_bytes(hashed), answer.content)
        record = AnswerRecord(
            address=address,
            sha256=hashed,
            size_bytes=len(answer.content),
            fetched=self._today,
            etag=answer.etag,
            last_modified=answer.last_modified,
        )
        self._objects.put(_key(address), json_bytes(record))
        return answer.content

    def _kept(self, address: str) -> Answer | None:
        key = _key(address)
        written = self._objects.get(key)
        if written is None:
            return None
        try:
            record = AnswerRecord.model_validate_json(written)
        except ValidationError as error:
            raise RecordTampered(f"{key} cannot be read: it is not as it was written.") from error
        content = self._objects.get(received_bytes(record.sha256))
        if content is None or sha256(content) != record.sha256 or record.address != address:
            raise RecordTampered(f"{received_bytes(record.sha256)} is not what {key} says came from {address}.")
        return Answer(content, record.etag, record.last_modified)


def _key(address: str) -> str:
    return answer_record(sha256(address.encode()))
