"""What the evidence shows against the fund, in one table: bad findings, kept apart from what is missing.

Belongs here: answers that are no, patterns, gates, concerns and failed rules of the candidate. Does not: gaps, which
speak against the packet and stand in a table of their own.
"""

from collections.abc import Iterator

from prudent.memo.exhibits import MemoTable, text_columns
from prudent.memo.prose import plain
from prudent.model.case import Case
from prudent.model.finding import CheckOutcome
from prudent.model.patterns import PatternOutcome
from prudent.model.validation import Outcome, RuleResult, Severity
from prudent.score.score import Score

Row = tuple[str, str, str]


def bad_findings(
    case: Case, results: tuple[RuleResult, ...], score: Score, refuted: tuple[str, ...]
) -> MemoTable | None:
    """One row a finding; None where the evidence shows nothing against the fund.

    Args:
        case: knows the candidate.
        results: what validation found.
        score: answers, patterns, gates, concerns.
        refuted: sentences on terms that the fund's own offers refute.
    """
    rows = tuple(dict.fromkeys(_rows(case, results, score, refuted)))
    if not rows:
        return None
    return MemoTable(
        id="bad-findings",
        title="",
        columns=text_columns("Factor", "What the evidence shows", "Found by"),
        rows=rows,
        note="A concern decides no factor; an answer that is no and a triggered pattern make theirs not supported.",
    )


def _rows(case: Case, results: tuple[RuleResult, ...], score: Score, refuted: tuple[str, ...]) -> Iterator[Row]:
    patterns = {item.title: item for item in score.patterns if item.outcome is PatternOutcome.TRIGGERED}
    yield from ((item.factor.value, item.answer, "pattern that fails") for item in patterns.values())
    told = {item.answer for item in patterns.values()}
    for finding in score.findings:
        no = (check for check in finding.checks if check.outcome is CheckOutcome.NOT_MET and check.answer not in told)
        yield from ((finding.factor.value, check.answer, "question answered no") for check in no)
    yield from (("liquidity", sentence, "offers on record") for sentence in refuted)
    yield from (
        ("the ranking", f"{gate.title}. {gate.answer}", "gate") for gate in score.gates if gate.outcome == "failed"
    )
    yield from ((concern.factor.value, concern.sentence, "concern") for concern in score.concerns)
    for item in failed_rules(case, results):
        yield "data", plain(item.detail), f"data rule, {item.severity.value}"
    left_out = (*score.peers_out, *case.left_out)
    yield from (
        ("comparators", f"{plain(case.name_of(item.fund))} was left out: {plain(item.reason)}", "data of a peer")
        for item in left_out
    )


def failed_rules(case: Case, results: tuple[RuleResult, ...]) -> tuple[RuleResult, ...]:
    """Rules that the candidate's own data failed, those that only inform left out."""
    return tuple(
        result
        for result in results
        if result.owner == case.candidate.fund
        and result.outcome is Outcome.FAILED
        and result.severity is not Severity.INFO
    )
