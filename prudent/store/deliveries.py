"""Deliveries: each file as received under its hash, and beside it the record of whose it is and how it is read.

received/<hash>                     the bytes, once, however often they come
deliveries/<fund>/<hash>.json       the record; created once, so that the day from which it was known never moves

The bytes are written first: a process that is killed in between leaves bytes that no record names, and the delivery
comes again. Nothing is ever deleted or written over.
"""

from pydantic import ValidationError

from prudent.errors import RecordTampered
from prudent.ingest.deliveries import Received
from prudent.model.delivery import Delivery
from prudent.store.frames import json_bytes, sha256
from prudent.store.layout import delivery_folder, delivery_record, received_bytes
from prudent.store.objects import Objects


class StoredDeliveries:
    """What the store has received."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def keep(self, delivery: Delivery, content: bytes) -> bool:
        """Keep a delivery. False if the fund had the very same bytes before: the first record stands.

        Raises:
            ValueError: the record's hash is not the bytes'.
        """
        if sha256(content) != delivery.sha256:
            raise ValueError(f"the record of {delivery.file} carries another hash than its bytes")
        self._objects.create(received_bytes(delivery.sha256), content)
        return self._objects.create(delivery_record(delivery.fund, delivery.sha256), json_bytes(delivery))

    def records(self, fund: str) -> tuple[Delivery, ...]:
        """The records of one fund, by hash.

        Raises:
            RecordTampered: a record cannot be read, or is another's.
        """
        keys = self._objects.keys(delivery_folder(fund))
        return tuple(self._record(fund, key) for key in keys)

    def of(self, fund: str) -> tuple[Received, ...]:
        """One fund's deliveries with their bytes, by hash.

        Raises:
            RecordTampered: a record cannot be read, or its bytes are gone.
        """
        return tuple(Received(record, self._bytes(record)) for record in self.records(fund))

    def _record(self, fund: str, key: str) -> Delivery:
        try:
            delivery = Delivery.model_validate_json(self._objects.get(key) or b"")
        except ValidationError as error:
            raise RecordTampered(f"{key} cannot be read: it is not as it was written.") from error
        if key != delivery_record(fund, delivery.sha256) or delivery.fund != fund:
            raise RecordTampered(f"{key} speaks of another fund or file than its name says.")
        return delivery

    def _bytes(self, record: Delivery) -> bytes:
        content = self._objects.get(received_bytes(record.sha256))
        if content is None:
            raise RecordTampered(f"{received_bytes(record.sha256)} is missing from the store: {record.file} was there.")
        return content
