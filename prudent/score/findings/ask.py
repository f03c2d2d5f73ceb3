"""Asks one question of the policy of the evidence.

Belongs here: how a measure or a document answers a question. Does not: questions with routes (`routes.py`), and what
the answers mean for a factor (`propose.py`).
"""

from prudent.model.finding import CheckOutcome, CheckResult, RouteResult
from prudent.model.measured import Refusal, RefusalCode
from prudent.model.questions import Check, Compare, DocumentCheck, MeasureCheck, RoutesCheck, SpeaksWhen, reaches
from prudent.score.findings.routes import taken
from prudent.score.findings.subject import Subject
from prudent.score.peers.compared import LEAST_PEERS

_TOO_SHORT = frozenset({RefusalCode.WINDOW_NOT_COVERED, RefusalCode.TOO_FEW_OBSERVATIONS})
"""Refusals that a shorter window can answer."""


def ask(check: Check, subject: Subject) -> CheckResult:
    """The answer to one question. What is not for the fund's kind, or is refused as not applicable, is not missing."""
    if not check.applies_to(subject.fund):
        return _result(check, CheckOutcome.NOT_APPLICABLE, "Does not apply to this kind of fund.")
    if isinstance(check, DocumentCheck):
        return _ask_documents(check, subject)
    if isinstance(check, RoutesCheck):
        found = taken(check, subject)
        return _result(check, found.outcome, found.answer, found.evidence, found.routes, found.warnings)
    return _ask_measures(check, subject)


def asked_measure(check: MeasureCheck, subject: Subject) -> str:
    """The measure that answers: the one on the shorter record where the fund's is too short for the first."""
    refusal = subject.evidence.measure(check.measure).refusal
    if check.else_measure is None or refusal is None or refusal.code not in _TOO_SHORT:
        return check.measure
    return check.measure if subject.evidence.measure(check.else_measure).refusal else check.else_measure


def _ask_documents(check: DocumentCheck, subject: Subject) -> CheckResult:
    document = subject.document(check.term)
    if document is None:
        return _result(check, CheckOutcome.NOT_IN_EVIDENCE, "No document in the packet says it.")
    denied = not check.asks_yes_or_no and document.is_denial
    against = denied or (check.adverse is not None and document.word == check.adverse.casefold())
    said = f"{check.item}: {document.value}."
    if against and check.adverse_answer:
        said = check.adverse_answer
    outcome = CheckOutcome.NOT_MET if against else CheckOutcome.MET
    return _result(check, outcome, f"{said} (On file as of {document.as_of}.)", (document.locator,))


def _ask_measures(check: MeasureCheck, subject: Subject) -> CheckResult:
    name = asked_measure(check, subject)
    measure = subject.evidence.measure(name)
    if measure.refusal is not None and measure.refusal.code is RefusalCode.NOT_APPLICABLE:
        return _result(check, CheckOutcome.NOT_APPLICABLE, measure.refusal.reason)
    value = subject.evidence.compared(name, check.compare)
    if value is None:
        peers_n = subject.evidence.comparison(name).peers_n
        return _result(check, CheckOutcome.NOT_IN_EVIDENCE, _why_missing(measure.refusal, peers_n))
    outcome = CheckOutcome.MET if _meets(check, value) else CheckOutcome(check.short_is)
    is_else = name != check.measure and check.else_answer is not None
    said = check.else_answer or "" if is_else else check.answer
    short = outcome is CheckOutcome.NOT_IN_EVIDENCE
    result = _result(check, outcome, said, measure.evidence if short else rests_on(check, name, subject))
    wanted = check.else_speaks_when if is_else else check.speaks_when
    return result.model_copy(update={"speaks_for": check.speaks_for and _is_sure(wanted, subject)})


def rests_on(check: MeasureCheck, name: str, subject: Subject) -> tuple[str, ...]:
    """What the value rests on, and the peers' where it is held against them: their doubts are the answer's too."""
    own = subject.evidence.measure(name).evidence
    if check.compare is Compare.VALUE:
        return own
    peers = subject.evidence.comparison(name).peers
    others = (locator for peer in peers for locator in subject.evidence.of(peer).measure(name).evidence)
    return tuple(dict.fromkeys((*own, *others)))


def _is_sure(wanted: SpeaksWhen | None, subject: Subject) -> bool:
    """Whether what must hold for a reason holds. A measure that is refused holds nothing."""
    if wanted is None:
        return True
    value = subject.evidence.compared(wanted.measure, wanted.compare)
    return isinstance(value, float | int) and reaches(value, wanted.test, wanted.threshold)


def _why_missing(refusal: Refusal | None, peers_n: int) -> str:
    if refusal is not None:
        return refusal.reason
    peers = "One peer has" if peers_n == 1 else f"{peers_n} peers have"
    said = f"{peers} it in evidence on the same basis"
    return f"{said}; under {LEAST_PEERS} nothing is said of the fund's place among them."


def _meets(check: MeasureCheck, value: float | str) -> bool:
    if check.test == "present":
        return True
    if isinstance(value, str) or check.threshold is None:
        return False
    return reaches(value, check.test, check.threshold)


def _result(
    check: Check,
    outcome: CheckOutcome,
    answer: str,
    evidence: tuple[str, ...] = (),
    routes: tuple[RouteResult, ...] = (),
    warnings: tuple[str, ...] = (),
) -> CheckResult:
    missing = outcome is CheckOutcome.NOT_IN_EVIDENCE
    return CheckResult(
        check=check.id,
        question=check.question,
        outcome=outcome,
        answer=" ".join((answer, *(warning for warning in warnings if warning.rstrip(".") not in answer))),
        threshold=_threshold(check),
        source=f"{check.source} (since {check.since})",
        evidence=evidence,
        what_to_ask=check.what_to_ask if missing else None,
        routes=routes,
        warnings=warnings,
        speaks_for=not isinstance(check, DocumentCheck) and check.speaks_for,
    )


def _threshold(check: Check) -> str:
    if isinstance(check, RoutesCheck):
        return "one route complete" if len(check.any_of) > 1 else "the route complete"
    if isinstance(check, DocumentCheck) or check.test == "present" or check.threshold is None:
        return "in evidence"
    words = {
        Compare.PEERS_N: "peers",
        Compare.PEER_PERCENTILE: "of peers",
        Compare.OVER_PEER_MEDIAN: "over the peers' median",
    }.get(check.compare, "")
    number = f"{check.threshold:g}"
    return f"{check.test.replace('_', ' ')} {number} {words}".strip()
