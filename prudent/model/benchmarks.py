"""`policy/benchmarks.yml`, typed: public proxies, mixtures of them, scored candidates, and the rule of choice.

Belongs here: what a committee writes down, and what contradicts itself. Does not: which candidate is chosen for a fund,
which also asks the evidence (`prudent/score/benchmark/selection.py`).
"""

import math
import re
from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from prudent.model.fund import AssetClass, Fund
from prudent.model.ids import BenchmarkId, FundId, Line
from prudent.model.plan import Fraction
from prudent.model.questions import Reasoned, once
from prudent.model.value import Value

Score = Literal[0, 1, 2, 3]
FullHead = Literal["mandate", "strategy", "objectives", "risk"]
FurtherHead = Literal["investability", "data_quality", "independence"]

#: The proposed rule's heads. Their sum is the similarity.
SIMILARITY_HEADS: tuple[FullHead, ...] = ("mandate", "strategy", "objectives", "risk")
#: What a comparator must be besides similar. They reject and break ties, and add nothing to the similarity.
FURTHER_HEADS: tuple[FurtherHead, ...] = ("investability", "data_quality", "independence")
BEST: Score = 3


class Judged(Value):
    """A score on one head; under 3 it says why."""

    score: Score
    why: str = ""

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.score < BEST and not self.why.strip():
            raise ValueError(f"a score of {self.score} needs its why; only a {BEST} may go without")
        return self


class Proxy(Value):
    """A public series that can be held: what it is, who runs it, and how far it can be relied on."""

    benchmark: BenchmarkId
    name: Line
    returns: Literal["total_return"]
    """Distributions reinvested. A price return is no comparator of a fund's total return."""
    firms: Annotated[tuple[Line, ...], Field(min_length=1)]
    """Who runs or publishes it, as `manager` in a `fund.yml` would name them."""
    tracks: Line | None = None
    """The index that it follows, where its own name says so: under that name a fund may name it."""
    lends_history_to: tuple[FundId, ...] = ()
    """Funds that borrow its history for expected returns. It can be the benchmark of none of them."""
    investability: Judged
    data_quality: Judged
    independence: Judged

    def runner_of(self, manager: str) -> str | None:
        """The firm that runs both this series and a fund of that manager; None when no firm does."""
        return next((firm for firm in self.firms if stands_in(firm, manager)), None)

    @property
    def further(self) -> tuple[Judged, ...]:
        """The three further heads, in their order."""
        return (self.investability, self.data_quality, self.independence)


def stands_in(words: str, text: str) -> bool:
    """Whether the words stand in the text as whole words, in any case."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


class Part(Value):
    """A proxy inside a composite, with its weight."""

    benchmark: BenchmarkId
    weight_frac: Fraction


class Composite(Reasoned):
    """A benchmark mixed from proxies, set back to its weights every month."""

    benchmark: BenchmarkId
    name: Line
    rebalanced: Literal["monthly"]
    parts: Annotated[tuple[Part, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _weights_sum_to_one(self) -> Self:
        total = math.fsum(part.weight_frac for part in self.parts)
        if not math.isclose(total, 1) or any(part.weight_frac == 0 for part in self.parts):
            raise ValueError(f"the weights of {self.benchmark} must each be above 0 and sum to 1, not {total:g}")
        return once(self, f"parts of {self.benchmark}", [part.benchmark for part in self.parts])


class BenchmarkCandidate(Reasoned):
    """One public proxy or composite, scored 0 to 3 on each of the rule's four heads."""

    benchmark: BenchmarkId
    mandate: Score
    strategy: Score
    objectives: Score
    risk: Score

    @property
    def similarity(self) -> int:
        """Sum of the four heads, 0 to 12."""
        return self.mandate + self.strategy + self.objectives + self.risk


class Choice(Value):
    """Candidates, and the similarity under which none of them is chosen."""

    candidates: tuple[BenchmarkCandidate, ...]
    least_similarity: Annotated[int, Field(ge=0, le=12)]

    @model_validator(mode="after")
    def _each_candidate_once(self) -> Self:
        return once(self, "candidates", [candidate.benchmark for candidate in self.candidates])


class BenchmarkChoice(Choice):
    """The candidates for one asset class."""

    asset_class: AssetClass


class FundChoice(Choice, Reasoned):
    """The candidates for one fund, in place of those for its asset class."""

    fund: FundId


class SelectionRule(Reasoned):
    """What rejects a candidate however similar it is, and what decides between equals."""

    least_investability: Score
    least_data_quality: Score
    least_independence: Score
    window_months: Annotated[int, Field(ge=1, le=600)]
    """The months to the as-of date in which a candidate must have returns wherever the fund has."""
    least_coverage_frac: Fraction
    """How much of the fund's months in that window a candidate must cover."""
    ties: tuple[FurtherHead, ...]
    """The heads that decide between equally similar candidates, the first one first; after them the order of naming."""

    @model_validator(mode="after")
    def _each_head_once(self) -> Self:
        return once(self, "ties", list(self.ties))

    def least(self, head: FurtherHead) -> int:
        """The score under which a candidate is rejected."""
        floors = (self.least_investability, self.least_data_quality, self.least_independence)
        return floors[FURTHER_HEADS.index(head)]


class Benchmarks(Value):
    """`policy/benchmarks.yml`."""

    version: int
    risk_free: BenchmarkId
    selection: SelectionRule
    proxies: tuple[Proxy, ...]
    composites: tuple[Composite, ...] = ()
    style_also: tuple[BenchmarkId, ...] = ()
    """Proxies that a style may hold beside the candidates, such as Treasury bills: to keep its value is a style too."""
    choices: tuple[BenchmarkChoice, ...]
    funds: tuple[FundChoice, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        once(self, "asset classes", [choice.asset_class.value for choice in self.choices])
        once(self, "funds", [choice.fund for choice in self.funds])
        return once(self, "proxies and composites", [item.benchmark for item in (*self.proxies, *self.composites)])

    @model_validator(mode="after")
    def _nothing_unknown(self) -> Self:
        proxies = {proxy.benchmark for proxy in self.proxies}
        known = proxies | {composite.benchmark for composite in self.composites}
        for composite in self.composites:
            _all_in(proxies, (part.benchmark for part in composite.parts), f"composite {composite.benchmark}")
        for choice in (*self.choices, *self.funds):
            _all_in(known, (candidate.benchmark for candidate in choice.candidates), "a list of candidates")
        _all_in(proxies, self.style_also, "style_also")
        return self

    @model_validator(mode="after")
    def _what_lends_its_history_is_no_candidate(self) -> Self:
        for choice in self.funds:
            for candidate in choice.candidates:
                if choice.fund in self.borrowers(candidate.benchmark):
                    raise ValueError(
                        f"{candidate.benchmark} lends its history to {choice.fund}, so it cannot be a candidate for "
                        "its benchmark: whoever borrows a history would be measured against itself"
                    )
        return self

    def choice_for(self, fund: Fund) -> Choice | None:
        """The fund's own candidates, else those for its asset class; None when the policy names neither."""
        own = next((choice for choice in self.funds if choice.fund == fund.fund), None)
        return own or next((choice for choice in self.choices if choice.asset_class == fund.asset_class), None)

    def parts(self, benchmark: BenchmarkId) -> tuple[Part, ...]:
        """What a composite is mixed from; a proxy is itself, with the weight 1."""
        for composite in self.composites:
            if composite.benchmark == benchmark:
                return composite.parts
        return (Part(benchmark=benchmark, weight_frac=1.0),)

    def proxies_of(self, benchmark: BenchmarkId) -> tuple[Proxy, ...]:
        """The proxies in a composite; a proxy alone."""
        inside = {part.benchmark for part in self.parts(benchmark)}
        return tuple(proxy for proxy in self.proxies if proxy.benchmark in inside)

    def name_of(self, benchmark: BenchmarkId) -> str:
        """What a proxy or composite is called."""
        return next(item.name for item in (*self.proxies, *self.composites) if item.benchmark == benchmark)

    def borrowers(self, benchmark: BenchmarkId) -> frozenset[FundId]:
        """Funds to which the proxy, or a part of the composite, lends its history."""
        return frozenset(fund for proxy in self.proxies_of(benchmark) for fund in proxy.lends_history_to)


def _all_in(known: set[str], named: Iterable[str], where: str) -> None:
    unknown = next((name for name in named if name not in known), None)
    if unknown is not None:
        raise ValueError(f"{where} names {unknown}, which is not described under proxies")
