"""Questions that one of several routes answers: which route is complete, and what is missing on each that is not.

Belongs here: how items become a route and routes an answer. Does not: which routes there are (`policy/checks.yml`).
"""

from dataclasses import dataclass

from prudent.model.finding import CheckOutcome, ItemResult, RouteResult
from prudent.model.measured import RefusalCode
from prudent.model.period import months_before
from prudent.model.questions import RoutesCheck
from prudent.model.routes import Route, RouteItem
from prudent.score.findings.subject import Document, Subject

_MET, _NOT_MET = CheckOutcome.MET, CheckOutcome.NOT_MET
_MISSING, _NO_MATTER = CheckOutcome.NOT_IN_EVIDENCE, CheckOutcome.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a question with routes."""

    outcome: CheckOutcome
    answer: str
    routes: tuple[RouteResult, ...]
    warnings: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    result: ItemResult
    warnings: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Way:
    route: Route
    items: tuple[_Item, ...]

    @property
    def outcome(self) -> CheckOutcome:
        """A route is complete when all of its items are; one that is barred cannot be completed by adding others."""
        outcomes = {item.result.outcome for item in self.items} - {_NO_MATTER}
        if _NOT_MET in outcomes:
            return _NOT_MET
        return _MISSING if _MISSING in outcomes else _MET


def taken(check: RoutesCheck, subject: Subject) -> Taken:
    """The routes that are open to the fund's wrapper, asked of the documents and measures in evidence.

    The first complete route answers the question. Without one, a route that only lacks items leaves it not in evidence;
    when every open route is barred the question is not met. No open route: it does not apply.
    """
    ways = tuple(
        _Way(route, tuple(_item(item, subject) for item in route.all_of))
        for route in check.any_of
        if subject.fund.wrapper in route.wrappers
    )
    whole = next((way for way in ways if way.outcome is _MET), None)
    told = (whole,) if whole is not None else ways
    return Taken(
        outcome=_outcome(ways),
        answer=whole.route.says if whole is not None else _what_is_missing(ways),
        routes=tuple(_result(way) for way in ways),
        warnings=tuple(dict.fromkeys(warning for way in ways for item in way.items for warning in item.warnings)),
        evidence=tuple(dict.fromkeys(locator for way in told for item in way.items for locator in item.evidence)),
    )


def _outcome(ways: tuple[_Way, ...]) -> CheckOutcome:
    outcomes = {way.outcome for way in ways}
    if not outcomes:
        return _NO_MATTER
    return next(outcome for outcome in (_MET, _MISSING, _NOT_MET) if outcome in outcomes)


def _what_is_missing(ways: tuple[_Way, ...]) -> str:
    """`Route: not in evidence: a; b.` for each route, and what bars one."""
    if not ways:
        return "Does not apply to this kind of fund."
    return " ".join(f"{way.route.title}: {_lacking(way)}." for way in ways)


def _lacking(way: _Way) -> str:
    results = [item.result for item in way.items]
    barred = [result.answer.rstrip(".") for result in results if result.outcome is _NOT_MET]
    missing = [f"{result.item[:1].lower()}{result.item[1:]}" for result in results if result.outcome is _MISSING]
    parts = [f"barred, because {'; '.join(barred)}"] if barred else []
    if missing:
        parts.append(f"not in evidence: {'; '.join(missing)}")
    return ", and ".join(parts)


def _result(way: _Way) -> RouteResult:
    items = tuple(item.result for item in way.items)
    return RouteResult(route=way.route.id, title=way.route.title, outcome=way.outcome, items=items)


def _item(item: RouteItem, subject: Subject) -> _Item:
    if item.measure is not None:
        return _measured(item, item.measure, subject)
    documents = [found for term in item.terms if (found := subject.document(term)) is not None]
    answers = [(_answer(item, document), document) for document in documents]
    best = next((pair for pair in answers if pair[0] is _MET), next(iter(answers), None))
    if best is None:
        return _Item(ItemResult(item=item.item, outcome=_MISSING, answer="No document in the packet says it."))
    outcome, document = best
    said = f"{item.item}: “{document.value}”, as of {document.as_of}."
    if outcome is _MISSING and not document.is_denial:
        said = f"{item.item}: reads “{document.value}”, which is none of {', '.join(item.says)}."
    warnings = (*_age(item, document, subject), *((said,) if outcome is _NOT_MET else ()))
    return _Item(ItemResult(item=item.item, outcome=outcome, answer=said), warnings, (document.locator,))


def _answer(item: RouteItem, document: Document) -> CheckOutcome:
    word = document.word
    if word in {bar.casefold() for bar in item.bars}:
        return _NOT_MET
    if item.says:
        return _MET if word in {answer.casefold() for answer in item.says} else _MISSING
    return _MISSING if document.is_denial else _MET


def _age(item: RouteItem, document: Document, subject: Subject) -> tuple[str, ...]:
    """A warning for a document that is older than the policy allows before the as-of date."""
    months = item.fresh_months
    if months is None or document.as_of >= months_before(subject.as_of, months):
        return ()
    return (f"{item.item} is of {document.as_of}, more than {months} months before {subject.as_of}.",)


def _measured(item: RouteItem, name: str, subject: Subject) -> _Item:
    measure = subject.evidence.measure(name)
    if measure.refusal is None:
        return _Item(ItemResult(item=item.item, outcome=_MET, answer=f"{item.item}: ⟨{name}⟩."), (), measure.evidence)
    outcome = _NO_MATTER if measure.refusal.code is RefusalCode.NOT_APPLICABLE else _MISSING
    return _Item(ItemResult(item=item.item, outcome=outcome, answer=measure.refusal.reason))
