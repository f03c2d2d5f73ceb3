"""Puts one fund's review together out of both sides, the walk between them, and where the fund stands.

Belongs here: which values go where. Does not: measuring, walking, triggers, late sources, and words for a page.
"""

from dataclasses import dataclass
from datetime import date

from prudent.decide.answered import Found
from prudent.decide.ledger import Chain
from prudent.decide.moves import after_review, stand_of
from prudent.decide.triggers import Watched, fired, leads_to_watch, recorded_before, watch
from prudent.memo.build import plan_head, rule_status, subject_of
from prudent.model.decision import Condition, Outcome
from prudent.model.fact import Evidence
from prudent.model.finding import Finding, OwnFinding, Proposal
from prudent.model.ids import Sha256
from prudent.model.ledger import Decided
from prudent.model.period import quarter_label
from prudent.model.standing import Effect
from prudent.model.watch_list import WatchList
from prudent.review.before import Before
from prudent.review.delta import Delta
from prudent.review.deltas import deltas
from prudent.review.document import Advised, CheckChange, Compared, FindingChange, Review, Seen, Standing, Walk
from prudent.review.readings import take_readings
from prudent.review.side import Side
from prudent.review.walk import Now, Pair, Walked
from prudent.score.findings.disagreement import resolver
from prudent.score.scorecard.assemble import total

_APPROVALS = frozenset({Outcome.APPROVE, Outcome.APPROVE_WITH_CONDITIONS})
_FIRST = "Nothing that stood before is in the store, so there is nothing to compare with."


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a fund stands when it is reviewed."""

    chain: Chain
    next_review: date
    late: tuple[str, ...]


def build_review(
    review: Sha256, now: Now, before: Before | None, walked: Walked | None, policy: WatchList, seat: Seat
) -> Review:
    """The review of one fund.

    Args:
        review: its hash.
        now: what is known today and what was made of it.
        before: what stood before; None where nothing did.
        walked: the steps between; None where there is no side to walk from.
        policy: the triggers.
        seat: the fund's ledger, the day of the next review, and the sources that did not come.
    """
    side, was = now.side, before.side if before else None
    case = side.case
    watched = _watched(was, side, policy, seat.chain)
    measures = deltas(was, side, walked)
    return Review(
        title=f"Quarterly review {quarter_label(case.request.as_of)}: {case.candidate.legal_name}",
        subject=subject_of(case),
        plan=plan_head(case),
        quarter=quarter_label(case.request.as_of),
        as_of=case.request.as_of,
        known_at=case.known_at,
        review=review,
        rule=rule_status(case),
        compared=_compared(before),
        walk=_walk(now, before, walked),
        standing=_standing(seat, watched),
        advised=_advised(was, side),
        findings=_findings(was, side),
        measures=measures,
        fired=fired(watched),
        watched=tuple(
            Seen(title=item.trigger.title, found=item.found.value, said=item.said)
            for item in watched
            if item.found is not Found.NOT_APPLICABLE
        ),
        late=seat.late,
        evidence=_evidence(now, measures),
    )


def _watched(was: Side | None, side: Side, policy: WatchList, chain: Chain) -> tuple[Watched, ...]:
    readings = take_readings(was, side, policy)
    return watch(policy, readings, recorded_before(chain, readings))


def _compared(before: Before | None) -> Compared | None:
    if before is None:
        return None
    subject = before.subject
    return Compared(kind=subject.kind, as_of=subject.as_of, folder=subject.folder, record=subject.record)


def _walk(now: Now, before: Before | None, walked: Walked | None) -> Walk:
    if before is None or before.side is None or walked is None:
        return Walk(method_differs=None, data_differs=None, why_not=before.why_not if before else _FIRST)
    pair = Pair(now.side.case.candidate.fund, before, before.side, now)
    return Walk(method_differs=pair.method_differs, data_differs=pair.data_differs, why_not=walked.why_not)


def _standing(seat: Seat, watched: tuple[Watched, ...]) -> Standing:
    stand = stand_of(seat.chain)
    recorded = fired(watched)
    move = after_review(stand.state, fired=leads_to_watch(recorded))
    approved = [
        entry.body.decision.conditions
        for entry in seat.chain.entries
        if isinstance(entry.body, Decided) and entry.body.decision.outcome in _APPROVALS
    ]
    conditions: tuple[Condition, ...] = approved[-1] if approved else ()
    return Standing(
        before=stand.state,
        after=move.after if move else stand.state,
        selected_anew=any(item.effect is Effect.NEW_MEMO for item in recorded) or stand.selected_anew_since is not None,
        conditions=conditions,
        next_review=seat.next_review,
    )


def _advised(was: Side | None, side: Side) -> Advised:
    return Advised(
        before=was.score.advice.verdict if was else None,
        now=side.score.advice.verdict,
        score_before_frac=_score(was) if was else None,
        score_now_frac=_score(side),
    )


def _score(side: Side) -> float | None:
    return total(side.score.scorecard, side.case.candidate.fund).score_frac


def _findings(was: Side | None, side: Side) -> tuple[FindingChange, ...]:
    then = {_named(item): item for item in (*was.score.findings, *was.score.own_findings)} if was else {}
    return tuple(_finding(then.get(_named(item)), item) for item in (*side.score.findings, *side.score.own_findings))


def _named(finding: Finding | OwnFinding) -> str:
    return finding.factor.value if isinstance(finding, Finding) else finding.title


def _finding(was: Finding | OwnFinding | None, now: Finding | OwnFinding) -> FindingChange:
    factor = now.factor if isinstance(now, Finding) else now.title
    return FindingChange(
        factor=factor, before=was.status if was else None, now=now.status, checks=_checks(was, now) if was else ()
    )


def _checks(was: Proposal, now: Proposal) -> tuple[CheckChange, ...]:
    """The questions that are answered otherwise, or are new or no longer asked, in today's order."""
    then, today = ({check.check: check for check in side.checks} for side in (was, now))
    changes: list[CheckChange] = []
    for name in dict.fromkeys([*today, *then]):
        before, after = then.get(name), today.get(name)
        outcomes = [check.outcome if check else None for check in (before, after)]
        if outcomes[0] is not outcomes[1]:
            question = (after or before or now.checks[0]).question
            changes.append(CheckChange(question=question, before=outcomes[0], now=outcomes[1]))
    return tuple(changes)


def _evidence(now: Now, measures: tuple[Delta, ...]) -> tuple[Evidence, ...]:
    resolve = resolver(now.side.case, now.side.core, now.results)
    places = {place for delta in measures if delta.steps.now is not None for place in delta.steps.now.evidence}
    return tuple(resolve(place) for place in sorted(places))
