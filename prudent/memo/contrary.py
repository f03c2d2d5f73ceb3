"""What speaks against: the case against, later events, contradictions, what was withdrawn."""

import polars as pl

from prudent.memo.document import Contradiction, MemoTable, Section, TableColumn, plain, ref
from prudent.memo.figures import FigureBook
from prudent.model.case import Case
from prudent.model.validation import Outcome, RuleResult, Severity
from prudent.score.score import Score
from prudent.tables.core import CoreTables

#: Ids of rules whose failure means that two sources disagree.
DISAGREEMENTS = (
    "fee-stated-alike",
    "months-link-to-printed-year",
    "months-are-of-the-printed-year",
    "share-value-is-net-assets-by-shares",
    "share-value-in-dollars",
)


def case_against(case: Case, results: tuple[RuleResult, ...], score: Score, book: FigureBook) -> Section:
    """The strongest reasons not to admit the fund that the evidence carries."""
    said: list[str] = []
    book.measure("all_in_fee")
    if book.value("all_in_fee") is not None:
        said.append(
            f"It costs {book.measure('usd_per_10000_a_year')} a year for each $10,000, before the "
            f"default's own fee; the median of its peers costs {ref('median_all_in_fee')} of net assets."
        )
    book.measure("sharpe_ratio_unsmoothed_3y")
    if book.value("sharpe_ratio_unsmoothed_3y") is not None:
        said.append(
            f"Its Sharpe ratio over three years is {book.measure('sharpe_ratio_3y')} as reported and "
            f"{book.measure('sharpe_ratio_unsmoothed_3y')} once smoothing is undone; what looks calm is in "
            "part slow pricing."
        )
    if case.candidate.wrapper != "etp_grantor_trust":
        said.append(
            "A participant who leaves the plan, and the plan if it must move, depend on offers that can "
            "be cut short or stopped. In 2026 offers of several large credit funds were."
        )
    warnings = [
        r
        for r in results
        if r.owner == case.candidate.fund and r.outcome is Outcome.FAILED and r.severity is not Severity.INFO
    ]
    said += [f"Data: {plain(result.detail)}" for result in warnings]
    said.append("Every figure was transcribed and none was re-checked against its filing.")
    said += [f"{item.fund} was left out of the peers: {plain(item.reason)}" for item in score.peers_out]
    said += [f"{item.fund} was left out of the peers: {plain(item.reason)}" for item in case.left_out]
    return Section(id="case-against", title="The case against", paragraphs=tuple(said), tables=())


def subsequent_events(case: Case, core: CoreTables) -> Section:
    """What became known after the as-of date: offers of the fund and of its peers that were answered later."""
    names = {fund.fund: fund.legal_name for fund in case.funds}
    later = core.fund_tenders.filter(pl.col("as_of") > case.request.as_of).sort("owner", "as_of")
    if later.is_empty():
        return Section(
            id="subsequent-events",
            title="After the as-of date",
            paragraphs=("No later result of an offer is in evidence for the fund or its peers.",),
            tables=(),
        )
    own = later.filter(pl.col("owner") == case.candidate.fund)
    whose = "of the fund and of its peers" if own.height else "of peers; none of the fund itself is in evidence"
    return Section(
        id="subsequent-events",
        title="After the as-of date",
        paragraphs=(
            (
                f"Offers answered after {case.request.as_of}, {whose}. They bear on what an offer is worth "
                "when many ask at once."
            ),
        ),
        tables=(
            MemoTable(
                id="later-offers",
                title="Results of later repurchase offers",
                columns=(
                    TableColumn(heading="Fund"),
                    TableColumn(heading="Result of"),
                    TableColumn(heading="Asked, % of fund", align="right"),
                    TableColumn(heading="Cap, %", align="right"),
                    TableColumn(heading="Paid, % of asked", align="right"),
                    TableColumn(heading="Where"),
                ),
                rows=tuple(
                    (
                        plain(names[row["owner"]]),
                        str(row["as_of"]),
                        _percent(row["requested_frac"]),
                        _percent(row["cap_frac"]),
                        _percent(row["accepted_frac"]),
                        f"{row['file']} row {row['row']}",
                    )
                    for row in later.iter_rows(named=True)
                ),
                note="From final amendments of Schedule TO; transcribed, not re-checked.",
            ),
        ),
    )


def _percent(value: float | None) -> str:
    return "not in evidence" if value is None else f"{value * 100:.2f}"


def contradictions(case: Case, results: tuple[RuleResult, ...]) -> tuple[Contradiction, ...]:
    """Figures of the candidate that two sources give differently; both are kept."""
    return tuple(
        Contradiction(subject=result.description, sentence=plain(result.detail))
        for result in results
        if result.owner == case.candidate.fund and result.outcome is Outcome.FAILED and result.rule in DISAGREEMENTS
    )


def withdrawn(case: Case) -> tuple[str, ...]:
    """Figures as received that declared corrections withdrew, of the fund and of its peers."""
    return tuple(
        f"{plain(item.value_as_received)} at {item.locator} was withdrawn: {plain(item.correction.reason)} "
        f"({item.correction.reporter}, {item.correction.declared})"
        for item in case.withdrawn
    )
