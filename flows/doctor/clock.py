"""The clock: against the server's, and against the last thing that the store recorded. A ledger refuses to go back."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, ValidationError

from flows.doctor.finding import Finding, bad, ok, warning
from flows.server_api import time_of
from prudent.store.layout import ANCHORS, LEDGER
from prudent.store.reading import bodies
from tasks.work import Place

CHECK = "clock"
#: A Date header is of a whole second, and an answer takes a moment: less is no difference.
SMALL, LARGE = timedelta(seconds=5), timedelta(minutes=2)
_NUMBERED = re.compile(rf"((?:{LEDGER}/[^/]+/[^/]+)|{ANCHORS})/([1-9]\d*)\.json")
_SET = "Set this machine's clock; a time service keeps it right."


class _Recorded(BaseModel):
    """Of an entry or an anchor, whatever its version: when it was recorded."""

    recorded_at: datetime | None = None
    made_at: datetime | None = None


def clock(place: Place | None, url: str | None, now: datetime) -> Iterator[Finding]:
    """What is found of this machine's clock; of the store nothing where it cannot be used (None)."""
    local = now.astimezone()
    said = f"{now:%Y-%m-%d %H:%M:%S} UTC; this machine's own time is UTC{local:%z}"
    server = time_of(url) if url else None
    if server is not None and abs(now - server) > SMALL:
        away = f"{abs(now - server).total_seconds():,.0f} s {'ahead of' if now > server else 'behind'} the server's"
        yield (bad if abs(now - server) > LARGE else warning)(CHECK, f"This clock is {away}.", _SET)
    elif server is not None:
        said += "; the server's is the same"
    yield ok(CHECK, f"{said}.")
    if place and place.is_there():
        yield from _after_the_last(place, now)


def _after_the_last(place: Place, now: datetime) -> Iterator[Finding]:
    last = last_recorded(place)
    if last is None:
        return
    at, key = last
    if at > now + SMALL:
        yield bad(CHECK, f"{key} was recorded at {at:%Y-%m-%d %H:%M:%S} UTC, which has not come yet.", _SET)
    else:
        yield ok(CHECK, f"The last entry, {key}, was recorded at {at:%Y-%m-%d %H:%M:%S} UTC.")


def last_recorded(place: Place) -> tuple[datetime, str] | None:
    """The latest time that a ledger or an anchor holds, and where; of each chain the last is looked at."""
    objects = place.objects()
    ends: dict[str, int] = {}
    for key in (*objects.keys(LEDGER), *objects.keys(ANCHORS)):
        if (found := _NUMBERED.fullmatch(key)) is not None:
            ends[found[1]] = max(int(found[2]), ends.get(found[1], 0))
    keys = tuple(f"{chain}/{number}.json" for chain, number in ends.items())
    read = ((_time(body), key) for key, body in zip(keys, bodies(objects, keys), strict=True))
    return max(((at, key) for at, key in read if at is not None), default=None)


def _time(body: bytes | None) -> datetime | None:
    """None for what cannot be read: `prudent verify` says more of that."""
    try:
        told = _Recorded.model_validate_json(body or b"")
    except ValidationError:
        return None
    at = told.recorded_at or told.made_at
    return None if at is None else at.replace(tzinfo=at.tzinfo or UTC)
