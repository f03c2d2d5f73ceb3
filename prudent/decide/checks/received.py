"""Deliveries: each file lies under its own hash, and each record's file is there."""

import re
from collections.abc import Iterable

from prudent.decide.checks.checking import Checking
from prudent.model.delivery import Delivery
from prudent.store.layout import DELIVERIES, RECEIVED, delivery_record, received_bytes

_BYTES = re.compile(RECEIVED + r"/[0-9a-f]{64}")
_RECORD = re.compile(DELIVERIES + r"/[a-z0-9-]+/[0-9a-f]{64}\.json")


def check_received(checking: Checking, received: tuple[str, ...], records: tuple[str, ...]) -> None:
    """Check the bytes of deliveries and the records of them."""
    for key in (key for key in received if _BYTES.fullmatch(key) is None):
        checking.fault(key, "was added: no delivery is called so.")
    for digest in checking.digests(key for key in received if _BYTES.fullmatch(key)):
        if digest.sha256 is not None and digest.key != received_bytes(digest.sha256):
            checking.fault(digest.key, "is not what was received: its hash is not its name.")
    _check_records(checking, records, frozenset(received))


def _check_records(checking: Checking, records: Iterable[str], received: frozenset[str]) -> None:
    for key in records:
        if _RECORD.fullmatch(key) is None:
            checking.fault(key, "was added: no record of a delivery is called so.")
            continue
        delivery = checking.json(key, Delivery)
        if delivery is None:
            continue
        if delivery_record(delivery.fund, delivery.sha256) != key:
            checking.fault(key, "speaks of another fund or file than its name says.")
        elif received_bytes(delivery.sha256) not in received:
            checking.fault(received_bytes(delivery.sha256), f"is missing: {key} names it.")
