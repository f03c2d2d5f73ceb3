"""A process of its own that adds entries to one fund's chain: `writer.py STORE WHO HOW_MANY`."""

import sys
from datetime import UTC, date, datetime

from prudent.decide.ledger import Stamp, append
from prudent.model.ledger import Reviewed, Subject
from prudent.store.address import address_of
from prudent.store.objects import in_bucket, in_folder


def main(store: str, who: str, how_many: int) -> None:
    """Wait for a line, so that all writers begin at once, then add one entry after the other."""
    address = address_of(store)
    objects = in_bucket(store) if address.folder is None else in_folder(address.folder)
    subject = Subject(kind="review", as_of=date(2026, 3, 31), folder="reviews/made/up/1", record="a" * 64)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for number in range(how_many):
        body = Reviewed(subject=subject, quarter=str(number), unchanged=True, late=(), fired=(), files=())
        stamp = Stamp(datetime(2026, 4, 1, tzinfo=UTC), who)
        append(objects, "example", "alpha-credit", lambda _, body=body: body, stamp)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
