"""Whom a rule speaks of: the funds of the case, the benchmarks of a series table, and who of them must have rows."""

from expectations.rule import CROSSCHECK, Inputs
from prudent.model.fund import Wrapper
from prudent.score.benchmark.selection import chosen
from prudent.tables.core import CoreTables
from prudent.tables.spec import table

SERIES_FIELDS = ("benchmark_returns", "market_risk_free")
"""The core tables whose owners are public series, not funds."""


def funds(inputs: Inputs) -> tuple[str, ...]:
    """Every fund, the candidate first."""
    return tuple(fund.fund for fund in inputs.case.funds)


def candidate(inputs: Inputs) -> tuple[str, ...]:
    """The fund that the question is about."""
    return tuple(fund.fund for fund in inputs.asked)


def funds_that_repurchase(inputs: Inputs) -> tuple[str, ...]:
    """Funds that take shares back by offers a few times a year. A trust is left through its exchange, day by day."""
    return tuple(fund.fund for fund in inputs.case.funds if fund.wrapper is not Wrapper.ETP_GRANTOR_TRUST)


def chosen_benchmark(inputs: Inputs) -> tuple[str, ...]:
    """The public proxy that is chosen for the candidate, or the parts of a composite; none when no candidate stands."""
    return tuple(dict.fromkeys(name for parts in chosen_benchmarks(inputs).values() for name in parts))


def chosen_benchmarks(inputs: Inputs) -> dict[str, tuple[str, ...]]:
    """The same for each fund that is asked about and has one."""
    policy = inputs.case.policy.benchmarks
    found = chosen(inputs.asked, inputs.core, policy, inputs.case.request.as_of).drop_nulls("benchmark")
    return {
        str(fund): tuple(part.benchmark for part in policy.parts(str(name)))
        for fund, name in found.select("fund", "benchmark").iter_rows()
    }


def risk_free(inputs: Inputs) -> tuple[str, ...]:
    """The series that the policy takes as the risk-free rate."""
    return (inputs.case.policy.benchmarks.risk_free,)


def spoken_of(name: str, inputs: Inputs) -> tuple[str, ...]:
    """Owners of a table or of the crosschecks: all funds, or the series that are there or must be."""
    if name == CROSSCHECK or table(name).of == "fund":
        return funds(inputs)
    field = next(field for field in SERIES_FIELDS if CoreTables.spec(field).table == name)
    return series_of(field, inputs, chosen_benchmark(inputs) if field == "benchmark_returns" else risk_free(inputs))


def series_of(field: str, inputs: Inputs, required: tuple[str, ...]) -> tuple[str, ...]:
    """The series of a table that are there, and those that must be."""
    present: list[str] = inputs.core.frame(field).get_column("owner").drop_nulls().unique().to_list()
    return tuple(sorted({*present, *required}))


def in_order(inputs: Inputs) -> tuple[str, ...]:
    """All owners as results are ordered: funds as in the case, then series by name."""
    series = {owner for field in SERIES_FIELDS for owner in spoken_of(CoreTables.spec(field).table, inputs)}
    return (*funds(inputs), *sorted(series))
