"""The published data rules, from the registry of suites and cross-checks."""

from docs.pages.markdown import GENERATED, join, table
from expectations.registry import all_rules


def page() -> str:
    """`docs/data-rules.md`."""
    rules = all_rules()
    lines = [
        GENERATED,
        "# Data rules",
        "",
        "Every rule that the data of a fund is held against, by table. A *critical* failure of the candidate stops its run; of a peer, it leaves the peer out and",
        "says so. A *warning* is counted on page one. A rule that could not be evaluated is `CHECK_BROKE`, which says nothing about the data.",
        "",
    ]
    for name in sorted({rule.table for rule in rules}):
        rows = [(f"`{rule.id}`", rule.severity.value, rule.description) for rule in rules if rule.table == name]
        lines += [f"## {name}", "", *table(("rule", "severity", "what it says"), rows), ""]
    return join(lines)
