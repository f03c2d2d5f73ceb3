"""Every rule, once: what is evaluated, what the page on data rules is made from, what a test enumerates."""

from functools import cache

from expectations.crosschecks import balance, denominators, documents, fees, flows, identity, reconciliation, units
from expectations.rule import Rule
from expectations.suites import (
    core_benchmark__returns,
    core_fund__balance_sheet,
    core_fund__cash_flows,
    core_fund__exposure,
    core_fund__fair_value,
    core_fund__fees,
    core_fund__holdings,
    core_fund__market,
    core_fund__marks,
    core_fund__representations,
    core_fund__results,
    core_fund__returns,
    core_fund__tenders,
    core_fund__terms,
    core_market__risk_free,
)

SUITES = (
    core_fund__returns.RULES,
    core_fund__balance_sheet.RULES,
    core_fund__fees.RULES,
    core_fund__terms.RULES,
    core_fund__holdings.RULES,
    core_fund__exposure.RULES,
    core_fund__tenders.RULES,
    core_fund__cash_flows.RULES,
    core_fund__fair_value.RULES,
    core_fund__marks.RULES,
    core_fund__market.RULES,
    core_fund__results.RULES,
    core_fund__representations.RULES,
    core_benchmark__returns.RULES,
    core_market__risk_free.RULES,
)
CROSSCHECKS = (
    reconciliation.RULES,
    balance.RULES,
    fees.RULES,
    flows.RULES,
    units.RULES,
    denominators.RULES,
    identity.RULES,
    documents.RULES,
)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Rules in the order in which results are reported: tables first, in the core's order, then the crosschecks.

    Raises:
        ValueError: two rules share an id.
    """
    rules = tuple(rule for part in (*SUITES, *CROSSCHECKS) for rule in part)
    ids = [rule.id for rule in rules]
    if doubled := sorted({name for name in ids if ids.count(name) > 1}):
        raise ValueError(f"two rules share the id {doubled[0]}")
    return rules
