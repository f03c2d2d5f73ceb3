"""What the sources say against each other: later events, contradictions, overrides.

Belongs here: those three. Does not: the case against and the list of what is bad or missing (`parts`).
"""

import re

import polars as pl

from prudent.memo.document import Contradiction, Section
from prudent.memo.figures import FigureBook
from prudent.memo.format import date_text, value_text
from prudent.memo.later_offers_table import later_offers_table
from prudent.memo.prose import plain
from prudent.model.case import Case, Disputed
from prudent.model.measured import Unit
from prudent.model.validation import RuleResult
from prudent.score.findings.disagreement import disagreements
from prudent.tables.core import CoreTables


def subsequent_events(case: Case, core: CoreTables, book: FigureBook) -> Section:
    """What became known after the as-of date: offers of the fund and of its peers that were answered later."""
    later = core.fund_tenders.filter(pl.col("as_of") > case.request.as_of).sort("owner", "as_of")
    own = later.filter(pl.col("owner") == case.candidate.fund)
    whose = "of the fund and of its peers" if own.height else "of peers; none of the fund itself is in evidence"
    said = (
        f"Offers answered after {date_text(case.request.as_of)}, {whose}. They bear on what an offer is worth "
        "when many ask."
    )
    if later.is_empty():
        said = "No later result of an offer is in evidence for the fund or its peers."
    tables = () if later.is_empty() else (later_offers_table(case, later, book),)
    return Section(id="subsequent-events", title="After the as-of date", paragraphs=(said,), tables=tables)


def contradictions(case: Case, results: tuple[RuleResult, ...]) -> tuple[Contradiction, ...]:
    """Figures of the candidate that two sources give differently; both are kept."""
    by_rules = (
        Contradiction(subject=result.description.removesuffix("."), sentence=plain(result.detail))
        for result in disagreements(results)
        if result.owner == case.candidate.fund
    )
    by_sources = (_disputed(item) for item in case.disputed if item.fund == case.candidate.fund)
    return (*by_rules, *by_sources)


def _disputed(item: Disputed) -> Contradiction:
    used, other = (
        f"{text} in {plain(said.document)} ({said.source_kind.replace('_', ' ')})"
        for text, said in zip(_apart(item), (item.used, item.other), strict=True)
    )
    person = item.used.source_kind == "override"
    decides = "A person of the plan decided so" if person else "The committee's order of sources decides"
    return Contradiction(
        subject=f"{_words(item.field)}, {date_text(item.as_of)}",
        sentence=f"{used}, which is used; {other}. {decides}.",
    )


def _apart(item: Disputed) -> tuple[str, str]:
    """Both figures as a memo prints them; in full where rounding would make them look alike."""
    values = (item.used.value, item.other.value)
    if item.unit in {Unit.TEXT, Unit.DATE}:
        return plain(values[0]), plain(values[1])
    used, other = (value_text(float(value), Unit(item.unit)) for value in values)
    full = f" ({item.unit.replace('_', ' ')})"
    return (used, other) if used != other else (values[0] + full, values[1] + full)


def _words(field: str) -> str:
    """`returns/monthly/total_net/return_frac` is "Returns: return (monthly, total net)"."""
    table, *keys, column = field.split("/")
    of = f" ({', '.join(key.replace('_', ' ') for key in keys)})" if keys else ""
    name = re.sub(r"_(usd|frac|pct)$", "", column).replace("_", " ")
    return plain(f"{table.replace('_', ' ').capitalize()}: {name}{of}")


def overridden(case: Case) -> tuple[str, ...]:
    """Figures that a person put in place of what the sources say, of the fund and of its peers."""
    return tuple(
        f"{plain(case.name_of(item.fund))}: {plain(item.override.value)} at {item.locator.split('/', 1)[1]}, where the "
        f"sources say {plain(item.override.expect) or 'nothing'}. {plain(item.override.who)}, "
        f"{date_text(item.override.declared)}, until {date_text(item.override.expires)}: {plain(item.override.why)}"
        for item in case.overridden
    )
