"""What speaks against: the case against, later events, contradictions, what was withdrawn."""

import re

import polars as pl

from prudent.memo.document import Contradiction, Section
from prudent.memo.figures import FigureBook
from prudent.memo.format import date_text, value_text
from prudent.memo.later_offers_table import later_offers_table
from prudent.memo.prose import plain, ref
from prudent.memo.scorecard_tables import patterns_table
from prudent.model.case import Case, Disputed
from prudent.model.delivery import SourceKind
from prudent.model.fund import Wrapper
from prudent.model.measured import Unit
from prudent.model.validation import Outcome, RuleResult, Severity
from prudent.score.findings.disagreement import disagreements
from prudent.score.score import Score
from prudent.tables.core import CoreTables


def case_against(case: Case, results: tuple[RuleResult, ...], score: Score, book: FigureBook) -> Section:
    """The strongest reasons not to admit the fund that the evidence carries."""
    said = [*_cost(book), *(concern.sentence for concern in score.concerns)]
    if case.candidate.wrapper is not Wrapper.ETP_GRANTOR_TRUST:
        said += _smoothing(book)
        said.append(
            "A participant who leaves, and the plan if it must move, depend on offers that can be cut short or stopped."
        )
    own = [r for r in results if r.owner == case.candidate.fund and r.outcome is Outcome.FAILED]
    said += [f"Data: {plain(result.detail)}" for result in own if result.severity is not Severity.INFO]
    said.append(_unchecked(case))
    left_out = (*score.peers_out, *case.left_out)
    said += [f"{item.fund} was left out of the peers: {plain(item.reason)}" for item in left_out]
    book.ensure(said)
    patterns = patterns_table(score)
    tables = () if patterns is None else (patterns,)
    return Section(id="case-against", title="The case against", paragraphs=tuple(said), tables=tables)


def _cost(book: FigureBook) -> list[str]:
    dollars = book.measure("usd_per_10000_a_year")
    if book.value("usd_per_10000_a_year") is None:
        return []
    said = f"It costs {dollars} a year for each $10,000, before the default's own fee."
    if book.comparison("all_in_fee").peer_median is None:
        return [said]
    return [f"{said} The median of its peers costs {ref('median_all_in_fee')} of net assets a year."]


def _smoothing(book: FigureBook) -> list[str]:
    """Whether the lag that smoothing leaves was found, over three years or over all the evidence."""
    for window, words in (("3y", "over three years"), ("since_start", "over all months in evidence")):
        unsmoothed = book.measure(f"sharpe_ratio_unsmoothed_{window}")
        if book.value(f"sharpe_ratio_unsmoothed_{window}") is not None:
            reported = book.measure(f"sharpe_ratio_{window}")
            return [
                (
                    f"Its Sharpe ratio {words} is {reported} as reported and {unsmoothed} once smoothing is undone: "
                    "what looks calm is in part slow pricing."
                )
            ]
    reported = book.measure("sharpe_ratio_3y")
    if book.value("sharpe_ratio_3y") is None:
        return []
    return [
        (
            f"Its Sharpe ratio of {reported} is that of model prices. No lag of one month was found in them, "
            "which so few months can miss, and which says nothing of longer lags."
        )
    ]


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


def _unchecked(case: Case) -> str:
    """That nobody re-checked the figures, in words that are true of their sources."""
    if {header.source_kind for header in case.headers} == {SourceKind.TRANSCRIPTION}:
        return "Every figure was transcribed and none was re-checked against its filing."
    return "No figure was re-checked by hand against the document it is from."


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


def noticed(case: Case) -> tuple[str, ...]:
    """What readers saw in the files that is no error and must be known."""
    return tuple(f"{plain(item.file)}, {plain(item.place)}: {plain(item.what)}" for item in case.noticed)


def withdrawn(case: Case) -> tuple[str, ...]:
    """Figures as received that declared corrections withdrew, of the fund and of its peers, by fund and reason."""
    said: dict[tuple[str, str], list[str]] = {}
    for item in case.withdrawn:
        where = f"{plain(item.value_as_received)} at {item.locator.split('/', 1)[1]}"
        said.setdefault((item.fund, item.correction.reason), []).append(where)
    return tuple(
        f"{plain(case.name_of(fund))}: {'; '.join(places)}. {plain(reason)}" for (fund, reason), places in said.items()
    )
