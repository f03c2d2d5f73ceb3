"""Page one as values: what stands on it, in the memo's own words. How it is laid out is each format's.

Belongs here: the shape of page one. Does not: how its sentences are made (`page_one.py`).
"""

from datetime import date

from prudent.memo.exhibits import MemoTable
from prudent.memo.prose import Text
from prudent.model.fact import Grade
from prudent.model.finding import Factor, FindingStatus
from prudent.model.ids import Sha256
from prudent.model.value import Value
from prudent.model.verdict import Verdict


class StripRow(Value):
    """One line of the six-factor strip."""

    factor: Factor
    status: FindingStatus
    determination: Text
    """The proposed determination, one short sentence."""
    number: Text
    """The number behind it."""
    grade: Grade | None
    peers: str
    """`3 of 6`: rank among the fund and its peers, or a dash."""


class Recommendation(Value):
    """The first lines."""

    verdict: Verdict
    headline: Text
    asked: Text
    reasons_for: tuple[Text, ...]
    """At most three."""
    reasons_against: tuple[Text, ...]
    would_change: tuple[Text, ...]


class DataQuality(Value):
    """Counts; the rules themselves are in `Memo.validation`."""

    items_in_evidence: int
    items_asked: int
    stale: int = 0
    """Figures older than the policy's limit for their kind."""
    overridden: int = 0
    rules_passed: int
    rules_failed: int
    rules_broke: int
    withdrawn: int
    """Figures as received that a declared correction withdrew."""
    contradictions: int


class Changes(Value):
    """What is different from the memo before this one."""

    summary: Text
    """One sentence for page one; for a first memo it says so."""
    before: Sha256 | None = None
    """Record of the memo before; None for a first memo."""
    before_as_of: date | None = None
    table: MemoTable | None = None
    """Figure, then, now, change. None where nothing changed."""


class PageOne(Value):
    """One letter page, in its order."""

    recommendation: Recommendation
    strip: tuple[StripRow, ...]
    cost: tuple[Text, ...]
    """Dollars: what one saver pays a year and over the policy's years, against a named alternative."""
    risk: MemoTable
    """Reported against unsmoothed, side by side."""
    leaving: MemoTable
    """Share paid after 0, 30, 90, 180 and 365 days if half the holders ask at once: one row for the base, one for
    stress. Where nothing can be laid out each cell says why in a few words."""
    liquidity: tuple[Text, ...]
    """Terms, and the worst fill known."""
    marks: tuple[Text, ...]
    """Unrealised share and the oldest mark."""
    data_quality: DataQuality
    changes: Changes
    conflicts: Text
    prepared: Text
    checked: Text
    """Who, or that nobody has yet; a blank line is left for a name."""
