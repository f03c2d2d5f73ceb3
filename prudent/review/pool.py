"""Several questions of one day as one: every fund and series of theirs once, so that shared work is done once.

Belongs here: putting cases and core tables together. Does not: reading them, and what is done with them. The parts are
one reading's (`prudent.ingest.library`): where two cases hold a fund, they hold the same rows of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from prudent.model.case import Case
from prudent.tables.core import CoreTables


@dataclass(frozen=True, slots=True)
class Question:
    """One fund's case and its core tables."""

    case: Case
    core: CoreTables

    @property
    def fund(self) -> str:
        """The fund that the question is about."""
        return self.case.candidate.fund


@dataclass(frozen=True, slots=True)
class Pool:
    """All of them, and one case and one set of tables that hold everything any of them holds."""

    questions: tuple[Question, ...]
    case: Case
    """The first question's, with all funds, headers and remarks. Its candidate is nobody in particular."""
    core: CoreTables

    @property
    def candidates(self) -> tuple[str, ...]:
        """The funds that the questions are about."""
        return tuple(question.fund for question in self.questions)


def pooled(questions: Sequence[Question]) -> Pool:
    """Put questions together.

    Args:
        questions: at least one; of one plan, one policy and one as-of date.
    """
    first = questions[0].case
    cases = [question.case for question in questions]
    funds = {fund.fund: fund for case in cases for fund in case.funds}
    headers = {header.model_dump_json(): header for case in cases for header in case.headers}
    noticed = dict.fromkeys(item for case in cases for item in case.noticed)
    case = first.model_copy(
        update={
            "funds": tuple(funds.values()),
            "headers": tuple(headers.values()),
            "noticed": tuple(noticed),
            "peer_group": None,
        }
    )
    return Pool(tuple(questions), case, together([question.core for question in questions]))


def together(cores: Sequence[CoreTables]) -> CoreTables:
    """One set of tables with every owner's rows once, sorted as each set is."""
    frames = {
        name: _once((core.frame(name) for core in cores), "owner").sort(CoreTables.spec(name).key)
        for name in CoreTables.names()
    }
    return CoreTables(**frames, fund_facts=_once((core.fund_facts for core in cores), "fund"))


def _once(frames: Iterable[pl.DataFrame], owner: str) -> pl.DataFrame:
    """The rows of all frames; an owner whose rows an earlier frame brought is passed over."""
    seen: set[str] = set()
    parts: list[pl.DataFrame] = []
    for frame in frames:
        new = set(frame.get_column(owner).unique().to_list()) - seen
        if new or not parts:
            parts.append(frame.filter(pl.col(owner).is_in(sorted(new))))
        seen |= new
    return pl.concat(parts)
