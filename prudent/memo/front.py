"""Page one as values: what stands on it, in the memo's own words. How it is laid out is each format's.

Belongs here: the shape of page one. Does not: how its sentences are made (`first/`).
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
    peers: Text
    """`3 of 6` as a figure: rank among the fund and its peers; or a dash."""


STRIP_KEY = (
    "Evidence: A, filing or audited and re-checked or reconciled; B, filing and reconciled; C, not re-checked or "
    "unreconciled; D, stale, contradicted or estimated. Peers: the place among the fund and its peers, the best first."
)
"""What stands under the strip."""
_THREE = 3


class Recommendation(Value):
    """The first lines."""

    verdict: Verdict
    headline: Text
    asked: Text
    reasons_for: tuple[Text, ...]
    """At most three."""
    reasons_against: tuple[Text, ...]
    for_note: Text = ""
    """That there are fewer than three reasons for; empty where there are three. None is made up."""
    against_note: Text = ""
    would_change: tuple[Text, ...]

    @property
    def for_title(self) -> str:
        """What stands over the reasons for."""
        return "Three reasons for" if len(self.reasons_for) == _THREE else "Reasons for"

    @property
    def against_title(self) -> str:
        """What stands over the reasons against."""
        return "Three reasons against" if len(self.reasons_against) == _THREE else "Reasons against"

    @property
    def change_sentence(self) -> Text:
        """What would change it, as one sentence."""
        said = "; ".join(change.rstrip(".") for change in self.would_change)
        return f"{said[:1].upper()}{said[1:]}." if said else "Nothing named."


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

    @property
    def words(self) -> str:
        """The box as one line; each number counts a list of the memo."""
        counts = (
            f"{self.items_in_evidence} of {self.items_asked} items in evidence",
            f"{self.stale} stale",
            _plural(self.contradictions, "contradiction"),
            _plural(self.overridden, "override"),
            f"{self.withdrawn} withdrawn",
            f"rules: {self.rules_passed} passed, {self.rules_failed} failed, {self.rules_broke} broke",
        )
        return " · ".join(counts)


def _plural(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


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
    not_known: Text = ""
    """What is missing, a few words a factor; `Memo.missing` holds all of it."""
    cost: tuple[Text, ...]
    """Dollars: what one saver pays a year and over the policy's years, against a named alternative."""
    risk: MemoTable
    """Reported against unsmoothed, side by side."""
    leaving: MemoTable
    """Share paid after 0, 30, 90, 180 and 365 days, a row each, if half the holders ask at once: one column for the
    base, one for stress. Where offers have no dates the rows count offers; where nothing is known one row says so."""
    liquidity: tuple[Text, ...]
    """Terms, and the worst fill known."""
    marks: tuple[Text, ...]
    """Unrealised share and the oldest mark."""
    data_quality: DataQuality
    changes: Changes
    conflicts: Text
    prepared: Text
    checked: Text
    """Who, or that it is not stated; a blank line is left to sign on."""

    @property
    def strip_key(self) -> str:
        """What stands under the strip."""
        return STRIP_KEY
