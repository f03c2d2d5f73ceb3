"""Measures of many questions in few passes.

Belongs here: which funds can be measured together. Does not: any measure (`prudent/score`). Measures of a fund rest on
its own rows, the public series, the policy, the date, the comparison window of its peer group, and a young candidate's
record, which is a window for its peers too. Questions that share these are measured in one pass, and each takes its
own funds out of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from prudent.model.fund import Fund
from prudent.model.peers import Horizon
from prudent.model.policy import Policy
from prudent.review.pool import Question
from prudent.score.measures import measure_all
from prudent.score.performance.returns import last_runs
from prudent.score.score import measured
from prudent.score.series import periods
from prudent.score.windows import Span, own_record
from prudent.tables.core import CoreTables


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be measured for one question: its funds, the candidate first, on the windows of its peer group."""

    funds: tuple[Fund, ...]
    windows: tuple[Horizon, ...]

    @property
    def candidate(self) -> str:
        """The fund that the question is about."""
        return self.funds[0].fund


def wanted(question: Question, policy: Policy, *, alone: bool = False) -> Wanted:
    """What one question needs measured: all of its funds, or `alone` the candidate, as a policy groups it."""
    funds = question.case.funds[:1] if alone else question.case.funds
    group = policy.peer_groups.of(question.fund)
    return Wanted(funds, (group.horizon,) if group else ())


def measured_together(
    questions: Sequence[Wanted], core: CoreTables, policy: Policy, as_of: date, *, whole: bool = True
) -> tuple[pl.DataFrame, ...]:
    """The measures of each question's funds, in the order of the questions: the same as `measured` gives for it alone.

    Args:
        questions: what to measure; of one date and policy.
        core: the rows of all funds and the series.
        policy: the policy.
        as_of: the date.
        whole: everything that `measured` gives; else without what a review does not look at and takes long: fitted
            smoothing weights, and what an incentive fee takes.
    """
    spans = _own_spans(questions, core, as_of)
    passes: dict[tuple[tuple[Horizon, ...], Span | None], list[Wanted]] = {}
    keys = [(question.windows, spans.get(question.candidate)) for question in questions]
    for key, question in zip(keys, questions, strict=True):
        passes.setdefault(key, []).append(question)
    made = {key: _pass(members, core, policy, as_of, whole=whole) for key, members in passes.items()}
    return tuple(
        made[key].filter(pl.col("fund").is_in([fund.fund for fund in question.funds]))
        for key, question in zip(keys, questions, strict=True)
    )


def _pass(questions: list[Wanted], core: CoreTables, policy: Policy, as_of: date, *, whole: bool) -> pl.DataFrame:
    """One pass. All candidates have the same record as a window, or none has one: so any stands for all."""
    funds = {fund.fund: fund for question in questions for fund in question.funds}
    first = questions[0]
    given = (tuple(funds.values()), core, policy, as_of, first.windows, first.candidate)
    return measured(*given) if whole else measure_all(*given, fits=False)


def _own_spans(questions: Sequence[Wanted], core: CoreTables, as_of: date) -> dict[str, Span]:
    """The window that each young candidate's own record is."""
    candidates = pl.DataFrame({"fund": [question.candidate for question in questions]}, schema={"fund": pl.String})
    runs = last_runs(periods(core.fund_returns, candidates, as_of))
    return {question.candidate: span for question in questions for span in own_record(runs, question.candidate, as_of)}
