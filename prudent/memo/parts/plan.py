"""The first parts: what the committee is asked, and the plan's facts.

Belongs here: those two. Does not: what the plan may ask for in a year (`prudent/memo/liquidity_tables.py`).
"""

from prudent.memo.document import Section
from prudent.memo.exhibits import MemoTable, TableColumn
from prudent.memo.figures import FigureBook
from prudent.memo.format import date_text
from prudent.memo.prose import plain
from prudent.model.case import Case
from prudent.model.measured import Unit

_FACTS = (
    ("participants_active", "Active participants", Unit.COUNT),
    ("participants_separated_with_balance", "Separated participants with a balance", Unit.COUNT),
    ("participants_retired_receiving", "Retired participants who receive benefits", Unit.COUNT),
    ("accounts_with_balance", "Accounts with a balance", Unit.COUNT),
    ("net_assets_usd", "Net assets", Unit.USD),
    ("benefits_paid_year_usd", "Benefits paid in the year", Unit.USD),
    ("participant_loans_usd", "Loans to participants", Unit.USD),
    ("administrative_expenses_year_usd", "Administrative expenses in the year", Unit.USD),
    ("target_date_share_frac", "Share of assets in the target-date default", Unit.FRACTION),
)


def decision_asked(case: Case, book: FigureBook) -> Section:
    """What the committee votes on: one determination a factor, then the admission."""
    weight = book.plan("sleeve_weight_frac", "Sleeve weight asked", Unit.FRACTION)
    fund, plan, host = (plain(name) for name in (case.candidate.legal_name, case.plan.name, case.plan.sleeve.host))
    said = (
        f"The committee of {plan} is asked to make six determinations on {fund}, and then to decide whether to "
        f"admit it as a {weight} sleeve of the {host}. Staff propose; only the committee determines. The decision "
        "page at the end is blank until it votes."
    )
    return Section(id="decision-asked", title="Decision asked", paragraphs=(said,), tables=())


def plan_facts(case: Case, book: FigureBook) -> Section:
    """The plan's size, people and flows."""
    note = plain(case.plan.note)
    is_said = note.lower().startswith("fictional")
    fiction = "This plan is fictional. " if case.plan.fictional and not is_said else ""
    return Section(
        id="plan-facts",
        title="Plan facts",
        paragraphs=(f"{fiction}{note}",),
        tables=(
            MemoTable(
                id="plan",
                title=f"The plan at {date_text(case.plan.as_of)}",
                columns=(TableColumn(heading="Fact"), TableColumn(heading="Figure", align="right")),
                rows=tuple((said, book.plan(field, said, unit)) for field, said, unit in _FACTS),
                note=plain(case.plan.source),
            ),
        ),
    )
