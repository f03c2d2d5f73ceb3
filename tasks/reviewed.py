"""What travels between the tasks of a quarter's review: what is asked, and what came of each fund. No frames.

Belongs here: values. Does not: Prefect, so that a process that only computes loads none of it.
"""

from datetime import date
from pathlib import Path
from typing import Literal

from prudent.model.ids import FundId, Line, PlanId, Sha256
from prudent.model.ledger import Fired
from prudent.model.run import Request
from prudent.model.standing import FundState
from prudent.model.value import Value
from tasks.work import Place


class Quarter(Value):
    """Which quarter of whose funds is reviewed, on which day and by which code."""

    place: Place
    plan: PlanId
    as_of: date
    today: date
    code_sha256: Sha256

    def request(self, fund: FundId) -> Request:
        """The question about one fund."""
        return Request(fund=fund, as_of=self.as_of, plan=self.plan)


class LeftOut(Value):
    """A fund that is not monitored."""

    fund: FundId
    state: FundState


class Roster(Value):
    """The funds of a plan: those that are monitored, and those that the committee has not approved."""

    funds: tuple[FundId, ...]
    left_out: tuple[LeftOut, ...]


class Refusal(Value):
    """Why a fund, or a peer of it, could not be used, and the file that is to be put aside."""

    code: str
    exit_code: int
    sentence: str
    file: Path | None = None
    trace: str = ""
    """Of a fault of the code, for the log; empty for what a user can cause."""


class Made(Value):
    """A review that lies in the store."""

    request: Request
    review: Sha256
    folder: str
    record: Sha256
    quarter: Line
    head: Sha256 | None
    """Last entry of the ledger that it was made with; a later one may speak of it already."""
    summary: str
    unchanged: bool
    before: FundState
    after: FundState
    late: tuple[Line, ...]
    fired: tuple[Fired, ...]
    rows: tuple[tuple[str, ...], ...]
    """Measures that changed: name, before, now, change, and the parts of fund, data and method."""


class Outcome(Value):
    """What came of one fund."""

    fund: FundId
    ending: Literal["reviewed", "recorded before", "waiting", "refused", "dry run"]
    made: Made | None = None
    waits_for: tuple[Line, ...] = ()
    refusal: Refusal | None = None
    aside: tuple[Refusal, ...] = ()
    """Peers that were refused on the way."""


class QuarterEnd(Value):
    """How a quarter's review ended."""

    quarter: Line
    plan: PlanId
    outcomes: tuple[Outcome, ...]
    left_out: tuple[LeftOut, ...]
    portfolio: str | None = None
    """Folder of the page on all funds; None where no fund has a review."""
