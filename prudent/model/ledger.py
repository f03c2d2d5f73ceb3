"""What a ledger holds: entries of a plan's committee about one fund, each with the hash of the one before.

Belongs here: the shape of an entry. Does not: how it is written, chained, signed and checked (`prudent/decide`).
No number with a fraction stands in an entry: what was measured is in the memo or review whose hash it holds, so that an
entry's bytes can be made again from its fields with nothing but a JSON library.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from prudent.model.decision import Decision
from prudent.model.ids import FundId, Line, PlanId, Sha256, Slug
from prudent.model.standing import Effect, Move
from prudent.model.value import Value
from prudent.model.verdict import Verdict


class FileHash(Value):
    """A file of an issue or a review, by its key in the store."""

    key: str
    sha256: Sha256


class Subject(Value):
    """What was decided on, issued or reviewed."""

    kind: Literal["memo", "review"]
    as_of: date
    folder: str
    """In the store: `memos/<plan>/<fund>/<as of>/<n>` or `reviews/<plan>/<fund>/<as of>/<hash>`."""
    record: Sha256
    """SHA-256 of its `memo.json` or `review.json`, which every page prints."""


class Issued(Value):
    """A memo was issued. A sealed one says which entry it was sealed with."""

    kind: Literal["issued"] = "issued"
    subject: Subject
    number: int
    staff: Verdict
    """What staff recommend."""
    files: tuple[FileHash, ...]
    sealed_with: int | None = None
    """Number of the entry that holds the decision on its last page; None before one is taken."""
    move: Move | None = None


class Decided(Value):
    """The committee decided."""

    kind: Literal["decided"] = "decided"
    subject: Subject
    decision: Decision
    rule_status: Line
    """Of the proposed rule, as the product knew it when the entry was made."""
    quorum: int
    """Of the plan, when the entry was made."""
    move: Move | None = None


class Fired(Value):
    """A trigger of `policy/watch_list.yml` that was set off."""

    trigger: Slug
    said: Line
    """What was found against what was allowed, in words and figures."""
    effect: Effect
    """What the policy made of it when the entry was made."""


class Reviewed(Value):
    """A quarter was reviewed, also where nothing changed."""

    kind: Literal["reviewed"] = "reviewed"
    subject: Subject
    quarter: Line
    unchanged: bool
    late: tuple[Line, ...]
    """Sources that had not come when the review went on without them."""
    fired: tuple[Fired, ...]
    files: tuple[FileHash, ...]
    move: Move | None = None


Body = Annotated[Issued | Decided | Reviewed, Field(discriminator="kind")]


class Signature(Value):
    """Ed25519 over the entry's canonical bytes without its signature."""

    key: Slug
    signature: str
    """Base64, 64 bytes."""


class Entry(Value):
    """One file of the ledger."""

    ledger_version: Literal[1] = 1
    plan: PlanId
    fund: FundId
    number: int
    """From 1 on, without a gap."""
    recorded_at: datetime
    """In UTC, to the second."""
    recorded_by: Line
    """The person or the flow that recorded it, as it named itself."""
    previous: Sha256 | None
    """SHA-256 of the whole file of the entry before; None for the first."""
    body: Body
    signature: Signature | None = None
