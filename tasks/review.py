"""A quarter's review as tasks: who is monitored, the reviews of a batch, each one's entry, the page on all, the anchor.

Belongs here: how the work becomes tasks, in this process or another, and what Prefect shows. Does not: the work
(`review_batch.py`), and which tasks a quarter needs (`flows/review_quarter.py`).
"""

# ruff: noqa: PLC0415 -- a stage's libraries are loaded when the stage runs: a refusal waits for none of them

from prefect import get_run_logger

from prudent.decide.allowed import HELD
from prudent.decide.anchors import make_anchor
from prudent.decide.ledger import append, read_chain
from prudent.decide.moves import state_of
from prudent.errors import RecordTampered
from prudent.ingest.files import Files
from prudent.ingest.policy import read_peer_groups
from prudent.model.ids import FundId
from prudent.store.layout import LEDGER
from prudent.store.quarantine import quarantine
from tasks.apart import run_apart
from tasks.ingest import KEPT_BYTES, named
from tasks.review_artifacts import counted, fund_table, portfolio_table
from tasks.reviewed import LeftOut, Made, Outcome, Quarter, QuarterEnd, Refusal, Roster
from tasks.stage import Done, stage
from tasks.stamping import stamp
from tasks.work import Place

RECORDED_BY = "flow review-quarter"


@stage
def look(place: Place, plan: str, funds: tuple[FundId, ...]) -> Done[Roster]:
    """Say which funds a plan's committee has approved, and so are monitored.

    Args:
        place: where the store lies.
        plan: whose committee.
        funds: the folders of `funds/`; a fund whose folder is gone is found by its ledger.

    Returns:
        Funds of one peer group follow on each other.

    Raises:
        RecordTampered: a fund's ledger is not as it was written.
        DataBad, SchemaChanged, HostileInput: the policy's peer groups cannot be read.
    """
    objects = place.objects()
    recorded = {key.split("/")[2] for key in objects.keys(f"{LEDGER}/{plan}")}
    states = {fund: state_of(read_chain(objects, plan, fund)) for fund in sorted({*funds, *recorded})}
    groups = read_peer_groups(Files(place.root))
    order = {member.fund: at for at, group in enumerate(groups.groups) for member in group.members}
    held = (fund for fund, state in states.items() if state in HELD)
    monitored = tuple(sorted(held, key=lambda fund: (order.get(fund, len(order)), fund)))
    left_out = tuple(LeftOut(fund=fund, state=state) for fund, state in states.items() if state not in HELD)
    line = f"{len(monitored)} funds are monitored, {len(left_out)} are not"
    return Done(Roster(funds=monitored, left_out=left_out), line)


@stage
def review(quarter: Quarter, funds: tuple[FundId, ...], *, apart: bool) -> Done[tuple[Outcome, ...]]:
    """Review a batch of funds: their reviews lie in the store afterwards, and nothing is recorded.

    Args:
        quarter: which quarter, of whose funds.
        funds: of the batch.
        apart: in a process of its own, since threads share one processor.

    Raises:
        PrudentError: the plan, the policy or the store cannot be used, or the process of its own was ended.
    """
    outcomes: tuple[Outcome, ...] = (
        run_apart("tasks.review_batch", "review_batch", quarter, funds, tell=_tell) if apart else _here(quarter, funds)
    )
    for outcome in outcomes:
        for refusal in outcome.aside:
            _put_aside(quarter.place, refusal)
        if outcome.refusal is not None:
            get_run_logger().error(f"{outcome.fund}: {outcome.refusal.trace or outcome.refusal.sentence}")
            _put_aside(quarter.place, outcome.refusal)
    return Done(outcomes, counted(outcomes))


def _here(quarter: Quarter, funds: tuple[FundId, ...]) -> tuple[Outcome, ...]:
    from tasks.review_batch import review_batch

    return review_batch(quarter, funds, _tell)


def _tell(line: str) -> None:
    """One line on the way, as a stage's one line is told."""
    get_run_logger().info(line, extra={"stage": "review"})


def _put_aside(place: Place, refusal: Refusal) -> None:
    """Put the file at fault in quarantine, if there is one."""
    if refusal.file is not None and refusal.file.is_file():
        with refusal.file.open("rb") as refused:
            body = refused.read(KEPT_BYTES)
        quarantine(place.objects(), named(refusal.file, place.root), body, refusal.code, refusal.sentence)


@stage
def record(place: Place, made: Made) -> Done[bool]:
    """Record a review in the ledger, also one in which nothing changed, unless the ledger speaks of it.

    Raises:
        MovedMeanwhile: the fund was moved after it was reviewed.
        RecordTampered: the ledger or the review is not as it was written.
    """
    from prudent.review.recorded import body_of
    from prudent.review.stored import read_review

    objects, request = place.objects(), made.request
    stored = read_review(objects, request, made.review)
    if stored is None:
        raise RecordTampered(f"{made.folder} is gone from the store. Start the review again to write it anew.")
    entry = append(objects, request.plan, request.fund, lambda chain: body_of(chain, stored), stamp(RECORDED_BY))
    line = f"entry {entry.number}: {made.summary.rstrip('.')}" if entry else "recorded before"
    return Done(entry is not None, line, (fund_table(made),))


@stage
def portfolio(quarter: Quarter, end: QuarterEnd) -> Done[str | None]:
    """Write the page on all funds of the quarter, unless it lies in the store. None where no fund has a review."""
    from prudent.review.portfolio import Waiting
    from prudent.review.portfolio_folder import write_portfolio
    from prudent.review.stored import read_review

    objects = quarter.place.objects()
    found = (read_review(objects, one.made.request, one.made.review) for one in end.outcomes if one.made)
    reviews = tuple(item for item in found if item is not None)
    without = tuple(
        Waiting(fund=one.fund, why="waiting", said=one.waits_for)
        if one.refusal is None
        else Waiting(fund=one.fund, why="refused", said=(one.refusal.sentence,))
        for one in end.outcomes
        if one.made is None
    )
    folder = write_portfolio(objects, reviews, without, len(end.left_out), quarter.code_sha256)
    return Done(folder, folder or "no fund has a review", (portfolio_table(quarter, end),))


@stage
def anchor(place: Place) -> Done[int | None]:
    """Anchor the heads of all ledgers, if one moved since the last anchor.

    Raises:
        RecordTampered: a ledger is not as its entries and the last anchor say.
    """
    made = make_anchor(place.objects(), stamp(RECORDED_BY))
    return Done(made and made.number, f"anchor {made.number}" if made else "nothing moved since the last anchor")
