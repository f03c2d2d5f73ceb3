"""The validation report as one HTML page of our own: every rule, what it says, and how it came out.

Belongs here: the order of the results and the counts. Does not: the rules (`expectations`) and the look
(`templates/validation`). A rule that broke is kept apart from one that failed: it says nothing about the data.
"""

from dataclasses import dataclass

from prudent.memo.document import Memo
from prudent.memo.links import code, shown
from prudent.memo.rule_counts import table_counts
from prudent.memo.templating import TEMPLATES, environment
from prudent.model.validation import Outcome, RuleResult, Severity

_ORDER = (Outcome.BROKE, Outcome.FAILED, Outcome.PASSED, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class RuledTable:
    """One table's results, those that need a look first."""

    table: str
    results: tuple[RuleResult, ...]


def render_validation_page(memo: Memo) -> bytes:
    """The report of the rules that the memo's data went through, as one self-contained HTML page, UTF-8."""
    results = memo.validation
    page = environment("validation", shown, {"code": code}).get_template("validation.html.j2")
    return page.render(
        memo=memo,
        style=(TEMPLATES / "memo" / "html" / "style.css").read_text(encoding="utf-8"),
        counts=table_counts(results),
        broke=tuple(result for result in results if result.outcome is Outcome.BROKE),
        failed=_by_severity(tuple(result for result in results if result.outcome is Outcome.FAILED)),
        tables=_tables(results),
    ).encode()


def _by_severity(results: tuple[RuleResult, ...]) -> tuple[RuleResult, ...]:
    return tuple(sorted(results, key=lambda result: tuple(Severity).index(result.severity)))


def _tables(results: tuple[RuleResult, ...]) -> tuple[RuledTable, ...]:
    ordered = sorted(_by_severity(results), key=lambda result: _ORDER.index(result.outcome))
    names = dict.fromkeys(result.table for result in results)
    return tuple(RuledTable(name, tuple(row for row in ordered if row.table == name)) for name in names)
