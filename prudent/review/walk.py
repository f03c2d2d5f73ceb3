"""The two steps between before and now, for many funds at once: their measures with one thing changed at a time.

Belongs here: which steps must be computed, and computing them together. Does not: what a step means (`delta.py`). Where
hashes prove that nothing can differ, nothing is computed: the same code and policy give the same numbers of the same
files, and the same files give the same numbers of the same date.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from prudent.errors import PrudentError
from prudent.model.policy import Policy
from prudent.model.run import InputFile
from prudent.model.validation import RuleResult
from prudent.review.before import Before
from prudent.review.measuring import measured_together, wanted
from prudent.review.pool import Pool, Question, together
from prudent.review.side import Side
from prudent.score.score import with_costs
from prudent.tables.core import CoreTables

_POLICY = "policy/"


@dataclass(frozen=True, slots=True)
class Now:
    """What is known today of one fund, what was found in it, and what was made of it."""

    side: Side
    results: tuple[RuleResult, ...]
    code_sha256: str


@dataclass(frozen=True, slots=True)
class Walked:
    """The measures of a fund at the two steps between. None, and why, where they could not be computed."""

    on_method: pl.DataFrame | None
    on_data: pl.DataFrame | None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A fund before and now."""

    fund: str
    before: Before
    was: Side
    now: Now

    @property
    def then(self) -> date:
        """The date of before."""
        return self.was.case.request.as_of

    @property
    def method_differs(self) -> bool:
        """Whether code or policy is another one."""
        mine, theirs = (_files(side.case.inputs, policy=True) for side in (self.now.side, self.was))
        return self.now.code_sha256 != self.before.code_sha256 or mine != theirs

    @property
    def data_differs(self) -> bool:
        """Whether a file is new, gone or another one, also a peer's: its fee may be the cheapest."""
        mine, theirs = (_files(side.case.inputs, policy=False) for side in (self.now.side, self.was))
        return mine != theirs or self.now.side.case.left_out != self.was.case.left_out


def walk(pairs: Sequence[Pair], pool: Pool) -> Mapping[str, Walked]:
    """The steps of every fund.

    Args:
        pairs: each fund before and now.
        pool: today's rows of all of them.
    """
    policy = pool.case.policy
    on_method = _methods([pair for pair in pairs if pair.method_differs], policy)
    on_data = _data([pair for pair in pairs if pair.data_differs], pool.core, policy)
    return {pair.fund: _walked(pair, on_method, on_data) for pair in pairs}


def _walked(pair: Pair, on_method: Mapping[str, Walked], on_data: Mapping[str, Walked]) -> Walked:
    """The first step as it was computed, else before itself; the second likewise, else the first."""
    same = Walked(pair.was.score.measures, pair.was.score.measures)
    first = on_method.get(pair.fund, same)
    second = on_data.get(pair.fund, replace(first, on_data=first.on_method))
    why_not = " ".join(dict.fromkeys(step.why_not for step in (first, second) if step.why_not))
    return Walked(None, None, why_not) if why_not else Walked(first.on_method, second.on_data)


def _methods(pairs: Sequence[Pair], policy: Policy) -> dict[str, Walked]:
    """The data of before at the date of before, by today's code and policy."""
    found: dict[str, Walked] = {}
    for members in _alike(pairs):
        core = together([pair.was.core for pair in members])
        found |= _measured([pair.was for pair in members], core, policy, members[0].then)
    return found


def _data(pairs: Sequence[Pair], core: CoreTables, policy: Policy) -> dict[str, Walked]:
    """Today's data at the date of before. At the same date it is what was measured anyway."""
    found = {
        pair.fund: Walked(pair.now.side.score.measures, pair.now.side.score.measures)
        for pair in pairs
        if pair.then == pair.now.side.case.request.as_of
    }
    for then in sorted({pair.then for pair in pairs if pair.fund not in found}):
        found |= _measured([pair.now.side for pair in pairs if pair.then == then], core, policy, then)
    return found


def _measured(sides: Sequence[Side], core: CoreTables, policy: Policy, as_of: date) -> dict[str, Walked]:
    """Each fund's measures at a date, with what fees cost beside each other's; or why there are none."""
    questions = [Question(side.case, side.core) for side in sides]
    try:
        asked = [wanted(question, policy) for question in questions]
        alone = measured_together(asked, core, policy, as_of, whole=False)
        made = [
            with_costs(measures, side.case.funds, _compared(side), policy.costs)
            for side, measures in zip(sides, alone, strict=True)
        ]
    except PrudentError as error:
        why = f"The figures of before cannot be measured again: {error.sentence}"
        return {question.fund: Walked(None, None, why) for question in questions}
    return {question.fund: Walked(frame, frame) for question, frame in zip(questions, made, strict=True)}


def _compared(side: Side) -> tuple[str, ...]:
    """The funds of the comparison: those of which no critical rule failed."""
    out = {item.fund for item in side.score.peers_out}
    return tuple(fund.fund for fund in side.case.funds if fund.fund not in out)


def _alike(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Pairs of one date whose data of before agree on every file that they share, so that they can be one pool."""
    pools: list[tuple[tuple[date, str], dict[str, str], list[Pair]]] = []
    for pair in pairs:
        key, mine = (pair.then, pair.before.code_sha256), _files(pair.was.case.inputs, policy=False)
        fitting = (
            pool
            for pool in pools
            if pool[0] == key and all(pool[1].get(path, sha256) == sha256 for path, sha256 in mine.items())
        )
        _, files, members = next(fitting, (key, dict[str, str](), list[Pair]()))
        if not members:
            pools.append((key, files, members))
        files.update(mine)
        members.append(pair)
    return [members for _, _, members in pools]


def _files(inputs: tuple[InputFile, ...], *, policy: bool) -> dict[str, str]:
    """The policy's files or all others, by path."""
    return {file.path: file.sha256 for file in inputs if file.path.startswith(_POLICY) is policy}
