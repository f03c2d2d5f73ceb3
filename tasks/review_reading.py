"""Reads what a batch of reviews is asked about: the policies, each fund's question, and its ledger.

Belongs here: one fund's question, and whether it was answered before. Does not: answering it (`review_batch.py`).
"""

from dataclasses import dataclass, replace

from prudent.decide.ledger import Chain, read_chain
from prudent.errors import PrudentError
from prudent.ingest.calendar import read_calendar
from prudent.ingest.files import Files
from prudent.ingest.fund import FUNDS
from prudent.ingest.library import Library
from prudent.ingest.policy import read_business_days, read_watch_list
from prudent.model.business_days import BusinessDays
from prudent.model.calendar import Calendar
from prudent.model.ids import FundId
from prudent.model.ledger import Subject
from prudent.model.run import InputFile, Request
from prudent.model.validation import RuleResult
from prudent.model.watch_list import WatchList
from prudent.review.before import compared_with
from prudent.review.folder import Asked
from prudent.review.pool import Question
from prudent.review.stored import read_review, recorded_review
from prudent.store.deliveries import StoredDeliveries
from prudent.store.objects import Objects
from sources.settings import limits
from tasks.review_made import made_of, refusal_of
from tasks.reviewed import Outcome, Quarter, Refusal


@dataclass(frozen=True, slots=True)
class Rules:
    """The policies that only a review asks, and the files that they stand in."""

    watch_list: WatchList
    days: BusinessDays
    calendar: Calendar
    inputs: tuple[InputFile, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """One fund that is to be reviewed."""

    question: Question
    chain: Chain
    asked: Asked
    compared: Subject | None
    """What it is compared with."""
    aside: tuple[Refusal, ...]
    """Peers that were refused on the way."""
    results: tuple[RuleResult, ...] = ()
    late: tuple[str, ...] = ()

    @property
    def fund(self) -> FundId:
        """The fund."""
        return self.question.fund

    @property
    def request(self) -> Request:
        """The question about it."""
        return self.asked.request

    def with_results(self, results: tuple[RuleResult, ...]) -> "Asking":
        """The same with what validation found."""
        return replace(self, results=results)

    def with_late(self, late: tuple[str, ...]) -> "Asking":
        """The same with the sources that have not come."""
        return replace(self, late=late)


def read_rules(quarter: Quarter) -> Rules:
    """Read the policies.

    Raises:
        DataBad, SchemaChanged, HostileInput: one of them cannot be used.
    """
    files = Files(quarter.place.root, limits())
    watch_list = read_watch_list(files)
    days = read_business_days(files)
    calendar = read_calendar(files, files.folders(FUNDS))
    return Rules(watch_list, days, calendar, files.inputs)


def asking(quarter: Quarter, rules: Rules, funds: tuple[FundId, ...]) -> list[Asking | Outcome]:
    """Each fund's question, or how it ended already: refused, recorded before, or written and not yet recorded."""
    objects = quarter.place.objects()
    library = Library(quarter.place.root, quarter.plan, quarter.today, StoredDeliveries(objects), limits())
    return [_opened(quarter, rules, objects, library, fund) for fund in funds]


def _opened(quarter: Quarter, rules: Rules, objects: Objects, library: Library, fund: FundId) -> Asking | Outcome:
    try:
        item = _asking(quarter, rules, objects, library, fund)
        return _answered(objects, item) or item
    except PrudentError as error:
        return Outcome(fund=fund, ending="refused", refusal=refusal_of(error))


def _asking(quarter: Quarter, rules: Rules, objects: Objects, library: Library, fund: FundId) -> Asking:
    request = quarter.request(fund)
    gathered = library.gather(request)
    chain = read_chain(objects, quarter.plan, fund)
    compared = compared_with(chain, quarter.as_of)
    inputs = {file.path: file for file in (*gathered.inputs, *rules.inputs)}
    asked = Asked(
        request=request,
        inputs=tuple(inputs[path] for path in sorted(inputs)),
        code_sha256=quarter.code_sha256,
        left_out=tuple((item.fund, item.reason) for item in gathered.case.left_out),
        compared=None if compared is None else compared.record,
    )
    aside = tuple(refusal_of(error) for error in gathered.refused)
    return Asking(Question(gathered.case, gathered.core), chain, asked, compared, aside)


def _answered(objects: Objects, item: Asking) -> Outcome | None:
    """How a fund ended whose review lies in the store already."""
    head = item.chain.head
    recorded = recorded_review(objects, item.chain, item.request, item.asked.question)
    if recorded is not None:
        return Outcome(fund=item.fund, ending="recorded before", made=made_of(recorded, head), aside=item.aside)
    written = read_review(objects, item.request, item.asked.review(head))
    return written and Outcome(fund=item.fund, ending="reviewed", made=made_of(written, head), aside=item.aside)
