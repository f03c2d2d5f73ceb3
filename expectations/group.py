"""The rules on several questions at once: each rule is evaluated once, and each question gets its own results.

Belongs here: what several questions share of a validation, and what not. Does not: evaluation itself (`validate.py`).

Rules are row by row, so a fund's rows are judged alike in any company. Two things still depend on the question: whether
a fund is asked about or is a peer (who must have rows), so views that differ by it are judged for both; and a rule that
breaks, which would break for everyone on one fund's rows: then each question is validated alone.
"""

from collections.abc import Sequence

from expectations.owners import SERIES_FIELDS, chosen_benchmarks, funds, risk_free, series_of
from expectations.registry import all_rules
from expectations.rule import Inputs, Rule, View
from expectations.validate import Evaluated, evaluate, result_of, run
from prudent.model.validation import RuleResult
from prudent.review.pool import Pool, Question
from prudent.tables.core import CoreTables


def validate_group(pool: Pool) -> tuple[tuple[RuleResult, ...], ...]:
    """The results of each question, in their order: the same as `validate` gives for it alone."""
    rules = all_rules()
    as_asked = _evaluated(rules, pool, peers=False)
    if any(item.judged.broke for item in as_asked.values()):
        return tuple(run(rules, Inputs(question.case, question.core)) for question in pool.questions)
    chosen = chosen_benchmarks(_inputs(pool, peers=False))
    shared = _Shared(rules, as_asked, as_asked | _evaluated(_differing(rules, pool), pool, peers=True), chosen)
    return tuple(shared.of(question) for question in pool.questions)


class _Shared:
    """What the rules found, for funds that are asked about and for peers; each result is made once."""

    def __init__(
        self,
        rules: Sequence[Rule],
        as_asked: dict[str, Evaluated],
        as_peers: dict[str, Evaluated],
        chosen: dict[str, tuple[str, ...]],
    ) -> None:
        self._rules = rules
        self._found = {True: as_asked, False: as_peers}
        self._chosen = chosen
        self._made: dict[tuple[str, int], RuleResult] = {}

    def of(self, question: Question) -> tuple[RuleResult, ...]:
        """One question's results, in its own order."""
        inputs = Inputs(question.case, question.core)
        required = {"benchmark_returns": self._chosen.get(question.fund, ()), "market_risk_free": risk_free(inputs)}
        series = {CoreTables.spec(name).table: series_of(name, inputs, required[name]) for name in SERIES_FIELDS}
        of_funds = funds(inputs)
        order = (*of_funds, *sorted({owner for owners in series.values() for owner in owners}))
        peers = {fund.fund for fund in question.case.funds[1:]}
        return tuple(
            self._result(owner, self._found[owner not in peers][rule.id])
            for owner in order
            for rule in self._rules
            if owner in series.get(rule.table, of_funds)
        )

    def _result(self, owner: str, item: Evaluated) -> RuleResult:
        key = (owner, id(item))
        if key not in self._made:
            self._made[key] = result_of(owner, item)
        return self._made[key]


def _inputs(pool: Pool, *, peers: bool) -> Inputs:
    asked = () if peers else tuple(question.case.candidate for question in pool.questions)
    return Inputs(pool.case, pool.core, asked)


def _evaluated(rules: Sequence[Rule], pool: Pool, *, peers: bool) -> dict[str, Evaluated]:
    inputs = _inputs(pool, peers=peers)
    views = tuple(dict.fromkeys(rule.view for rule in rules))
    return {item.rule.id: item for view in views for item in evaluate(view, _looking(rules, view), inputs)}


def _looking(rules: Sequence[Rule], view: View) -> list[Rule]:
    return [rule for rule in rules if rule.view is view]


def _differing(rules: Sequence[Rule], pool: Pool) -> list[Rule]:
    """The rules whose frame is another one where nobody is asked about."""
    asked, peers = _inputs(pool, peers=False), _inputs(pool, peers=True)
    views = dict.fromkeys(rule.view for rule in rules)
    differing = {view for view in views if not view.build(asked).equals(view.build(peers))}
    return [rule for rule in rules if rule.view in differing]
