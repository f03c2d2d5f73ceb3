"""Reviews some funds of a quarter together: what they share is read, validated and measured once.

Belongs here: the order of the work on one batch, and that one fund's refusal stops no other. Does not: Prefect
(`review.py`), reading what is asked (`review_reading.py`), and what any step does (`prudent/review`). It runs in a
process of its own where that pays, so it takes and gives small values and imports nothing that only a flow needs.
"""

import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import polars as pl

from expectations.group import validate_group
from expectations.verdict import gate
from prudent.errors import PrudentError
from prudent.model.ids import FundId
from prudent.model.period import months_before
from prudent.model.validation import RuleResult
from prudent.review.before import Before, read_before
from prudent.review.build import Seat, build_review
from prudent.review.late import late_sources
from prudent.review.measuring import measured_together, wanted
from prudent.review.pool import pooled
from prudent.review.side import Side
from prudent.review.stored import StoredReview, write_review
from prudent.review.walk import Now, Pair, Walked, walk
from prudent.score.score import judged
from prudent.store.deliveries import StoredDeliveries
from tasks.apart import Tell
from tasks.review_made import made_of, refusal_of
from tasks.review_reading import Asking, Rules, asking, read_rules
from tasks.reviewed import Outcome, Quarter, Refusal

T = TypeVar("T")
_MANY = 6
"""From so many funds on a batch takes long enough that a person wants to know how far it is."""
_QUARTER = 3
"""Months to the end of the next quarter."""


def review_batch(quarter: Quarter, funds: tuple[FundId, ...], tell: Tell) -> tuple[Outcome, ...]:
    """Review the funds as far as their reviews lie in the store. Nothing is recorded in the ledger.

    Args:
        quarter: which quarter, of whose funds, on which day.
        funds: which of them.
        tell: told how far it is, when there are many.

    Raises:
        PrudentError: the plan, the policy or the store cannot be used, so that no fund can be reviewed.
    """
    rules = read_rules(quarter)
    opened = asking(quarter, rules, funds)
    ended = {item.fund: item for item in opened if isinstance(item, Outcome)}
    batch = _Batch(quarter, rules, ended, tell if len(funds) >= _MANY else lambda _: None)
    waiting = batch.settled([item for item in opened if isinstance(item, Asking)])
    batch.reviewed(waiting)
    return tuple(ended[fund] for fund in funds)


class _Batch:
    """The work on the funds that are to be reviewed; how each ended is put down in `ended`."""

    def __init__(self, quarter: Quarter, rules: Rules, ended: dict[FundId, Outcome], tell: Tell) -> None:
        self._quarter, self._rules, self._ended = quarter, rules, ended
        self._objects, self._tell = quarter.place.objects(), tell

    def settled(self, items: Sequence[Asking]) -> list[Asking]:
        """Validate all of them, and give back those that go on: neither refused, nor waiting for a source."""
        self._tell(f"{len(items)} funds read")
        results = self._together(items, self._validated)
        self._tell(f"{len(results)} funds validated")
        found = [item.with_results(results[item.fund]) for item in items if item.fund in results]
        return [item for item in self._each(found, self._late) if not self._waits(item)]

    def reviewed(self, items: Sequence[Asking]) -> None:
        """Measure all of them together, judge each, hold it against what stood before, and write its review."""
        measures = self._together(items, self._measured)
        self._tell(f"{len(measures)} funds measured")
        nows = self._by_fund(_among(items, measures), lambda item: self._now(item, measures[item.fund]))
        befores = self._by_fund(_among(items, nows), self._before)
        pairs = {
            item.fund: Pair(item.fund, before, before.side, nows[item.fund])
            for item in _among(items, befores)
            for before in befores[item.fund]
            if before is not None and before.side is not None
        }
        walked = self._together(_among(items, pairs), lambda some: _walked(some, pairs))
        self._tell(f"{len(walked)} funds held against what stood before")
        for item in _among(items, befores):
            if item.fund not in pairs or item.fund in walked:
                self._write(item, nows[item.fund], befores[item.fund][0], walked.get(item.fund))

    def _late(self, item: Asking) -> Asking:
        gate(item.results, item.fund)
        days, as_of = self._rules.days, self._quarter.as_of
        deliveries = StoredDeliveries(self._objects).records(item.fund)
        late = late_sources(item.fund, as_of, days.grace(as_of), self._rules.calendar, deliveries, item.results)
        return item.with_late(late)

    def _waits(self, item: Asking) -> bool:
        if not item.late or self._quarter.today >= self._rules.days.grace(self._quarter.as_of):
            return False
        self._ended[item.fund] = Outcome(fund=item.fund, ending="waiting", waits_for=item.late, aside=item.aside)
        return True

    def _together(
        self, items: Sequence[Asking], work: Callable[[Sequence[Asking]], Mapping[FundId, T]]
    ) -> dict[FundId, T]:
        """Work on all funds at once; where one of them breaks it, on each alone, so that only that one ends with it."""
        try:
            return dict(work(items)) if items else {}
        except Exception:  # noqa: BLE001 -- it comes again, and is told, with the fund whose fault it is
            alone = [self._try(item.fund, lambda: work([item])) for item in items]  # noqa: B023 -- called at once
            return {fund: value for found in alone if found is not None for fund, value in found.items()}

    def _validated(self, items: Sequence[Asking]) -> dict[FundId, tuple[RuleResult, ...]]:
        results = validate_group(pooled([item.question for item in items]))
        return {item.fund: found for item, found in zip(items, results, strict=True)}

    def _measured(self, items: Sequence[Asking]) -> dict[FundId, pl.DataFrame]:
        pool = pooled([item.question for item in items])
        asked = [wanted(item.question, pool.case.policy) for item in items]
        made = measured_together(asked, pool.core, pool.case.policy, self._quarter.as_of)
        return {item.fund: frame for item, frame in zip(items, made, strict=True)}

    def _now(self, item: Asking, measures: pl.DataFrame) -> Now:
        case, core = item.question.case, item.question.core
        score = judged(case, core, item.results, measures)
        return Now(Side(case, core, score), item.results, self._quarter.code_sha256)

    def _before(self, item: Asking) -> tuple[Before | None]:
        """In a tuple, so that nothing before is told from a refusal."""
        subject = item.compared
        return (None if subject is None else read_before(self._objects, item.request, subject),)

    def _write(self, item: Asking, now: Now, before: Before | None, walked: Walked | None) -> None:
        stored = self._try(item.fund, lambda: self._written(item, now, before, walked))
        if stored is not None:
            made = made_of(stored, item.chain.head)
            self._ended[item.fund] = Outcome(fund=item.fund, ending="reviewed", made=made, aside=item.aside)

    def _written(self, item: Asking, now: Now, before: Before | None, walked: Walked | None) -> StoredReview:
        next_end = months_before(self._quarter.as_of, -_QUARTER)
        seat = Seat(item.chain, self._rules.days.review_days(next_end)[0], item.late)
        name = item.asked.review(item.chain.head)
        review = build_review(name, now, before, walked, self._rules.watch_list, seat)
        return write_review(self._objects, item.asked, item.question, now.side.score, item.results, review)

    def _each(self, items: Iterable[Asking], work: Callable[[Asking], Asking]) -> list[Asking]:
        done = [self._try(item.fund, lambda: work(item)) for item in items]  # noqa: B023 -- called at once
        return [item for item in done if item is not None]

    def _by_fund(self, items: Iterable[Asking], work: Callable[[Asking], T]) -> dict[FundId, T]:
        done = [(item.fund, self._try(item.fund, lambda: work(item))) for item in items]  # noqa: B023
        return {fund: value for fund, value in done if value is not None}

    def _try(self, fund: FundId, work: Callable[[], T]) -> T | None:
        """The work on one fund; None, and how the fund ended, where it is refused or breaks."""
        try:
            return work()
        except Exception as error:  # noqa: BLE001 -- a fund that breaks is told as broken, and stops no other
            trace = "" if isinstance(error, PrudentError) else traceback.format_exc()
            self._refuse(fund, refusal_of(error, trace))
            return None

    def _refuse(self, fund: FundId, refusal: Refusal) -> None:
        self._ended[fund] = Outcome(fund=fund, ending="refused", refusal=refusal)


def _among(items: Sequence[Asking], found: Mapping[FundId, object]) -> list[Asking]:
    """The funds that are still on their way."""
    return [item for item in items if item.fund in found]


def _walked(items: Sequence[Asking], pairs: Mapping[FundId, Pair]) -> Mapping[FundId, Walked]:
    return walk([pairs[item.fund] for item in items], pooled([item.question for item in items]))
