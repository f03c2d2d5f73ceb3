"""Builds the five files of a memo in a process of its own, on a made-up day, and prints the hash of each.

Run as `python build_five.py MEMO.json DAYS`: the process's clock says DAYS days from now. The zone and the seed of
hashing are the process's own, from its environment.
"""

import datetime
import hashlib
import json
import sys
import time
from pathlib import Path

AHEAD = int(sys.argv[2]) * 86_400
_seconds, _gmtime, _localtime, _strftime = time.time, time.gmtime, time.localtime, time.strftime


class LaterDatetime(datetime.datetime):
    """A datetime whose now lies some days ahead."""

    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(seconds=AHEAD)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(_seconds() + AHEAD, datetime.UTC).replace(tzinfo=None)


class LaterDate(datetime.date):
    """A date whose today lies some days ahead."""

    @classmethod
    def today(cls):
        return super().today() + datetime.timedelta(seconds=AHEAD)


# before any library is loaded, so that whoever asks for the time is told this one
time.time = lambda: _seconds() + AHEAD
time.gmtime = lambda seconds=None: _gmtime(time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None: _localtime(time.time() if seconds is None else seconds)
time.strftime = lambda form, when=None: _strftime(form, time.localtime() if when is None else when)
datetime.datetime, datetime.date = LaterDatetime, LaterDate

from prudent.memo.formats import rendered  # noqa: E402
from prudent.memo.schema import read_memo  # noqa: E402

body = Path(sys.argv[1]).read_bytes()
files = rendered(read_memo(body))
assert files["memo.json"] == body
print(json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in files.items()}))
