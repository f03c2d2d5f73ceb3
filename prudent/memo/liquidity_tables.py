"""The liquidity chapter's scenarios: terms with who states them, the plan's demand, the grid, the sleeve.

Belongs here: how they are printed. Does not: what they are (`prudent/score/liquidity`), nor the stress
(`stress_table.py`).
"""

import polars as pl

from prudent.memo.exhibits import MemoTable, TableColumn
from prudent.memo.format import value_text
from prudent.memo.prose import plain
from prudent.memo.stress_table import no_stress, stress_table
from prudent.model.case import Case
from prudent.model.measured import Unit
from prudent.model.plan import Plan
from prudent.score.liquidity.demand import Demand, Item, demand_of
from prudent.score.liquidity.terms import STATED, LiquidityTerms, Stated, liquidity_terms
from prudent.score.score import Score
from prudent.tables.core import CoreTables

_TERMS = {
    "dealing": "Dealing: offers a year, or how often",
    "cap": "Cap of one offer, per cent",
    "cap_base": "Cap is of",
    "extra": "On top of the cap",
    "notice_days": "Notice",
    "payment_days": "Payment",
    "board_discretion": "A board may make no offer",
    "may_suspend": "Suspension",
    "gate": "Gate of one dealing day, per cent",
    "put_months": "A plan's notice to leave, months",
    "was_limited": "Ever limited",
    "early_fee": "Early repurchase fee, per cent",
    "early_window": "Early repurchase window",
    "exchange_traded": "Traded on an exchange",
}


def liquidity_tables(case: Case, core: CoreTables, score: Score) -> tuple[MemoTable, ...]:
    """Terms, demand, stress and sleeve of the candidate; where there is no stress the demand's note says why."""
    demand = demand_of(case.plan)
    terms = liquidity_terms(case.candidate, core.fund_terms, case.request.as_of)
    stress = stress_table(case, score, demand, terms)
    return (_terms(terms), _demand(case, demand, score), *stress, _drift(case, score))


def _terms(terms: LiquidityTerms) -> MemoTable:
    return MemoTable(
        id="liquidity-terms",
        title="On what terms money comes out",
        columns=(TableColumn(heading="Term"), TableColumn(heading="As stated"), TableColumn(heading="By")),
        rows=tuple(_term(name, getattr(terms, name)) for name in STATED),
        note="A term that only the law states is the law's for this wrapper; what nobody states is not assumed.",
    )


def _term(name: str, stated: Stated) -> tuple[str, ...]:
    if stated.says is None:
        return (_TERMS[name], stated.basis.value, "–")
    return (_TERMS[name], plain((stated.says or "").replace("_", " ")), plain(stated.source or ""))


def _demand(case: Case, demand: Demand, score: Score) -> MemoTable:
    return MemoTable(
        id="plan-demand",
        title="What the plan may ask for",
        columns=(
            TableColumn(heading="Reason"),
            TableColumn(heading="Level"),
            TableColumn(heading="Of balances a year, %", align="right"),
            TableColumn(heading="Of this holding", align="right"),
        ),
        rows=tuple((item.title, item.level, _share(item), _dollars(item, demand)) for item in demand.items),
        note=(
            f"The plan would hold {value_text(demand.holding_usd, Unit.USD)}. A usual quarter asks for "
            f"{demand.share_a_quarter * 100:.1f} % of it: the participants' items over four, parts of another item "
            f"left out. Contributions are not set against it. {_may_ask(case.plan)} {no_stress(case, score)}"
        ).strip(),
    )


def _may_ask(plan: Plan) -> str:
    """Those who can take everything out on any day; what they hold is not among the plan's facts."""
    separated, retired = plan.participants_separated_with_balance, plan.participants_retired_receiving
    return (
        f"{separated:,} separated participants with a balance and {retired:,} retired ones may ask for all they hold "
        f"at any time, beside {plan.participants_active:,} active ones; their balances are not in evidence."
    )


def _dollars(item: Item, demand: Demand) -> str:
    return "–" if item.share_a_year is None else value_text(item.share_a_year * demand.holding_usd, Unit.USD)


def _share(item: Item) -> str:
    if item.share_a_year is None:
        return "not in evidence"
    return "all at once" if item.level == "plan" else f"{item.share_a_year * 100:.1f}"


def _drift(case: Case, score: Score) -> MemoTable:
    falls = {fall.id: fall for fall in case.policy.stress.falls}
    order = pl.col("fall").replace_strict({name: place for place, name in enumerate(falls)}, return_dtype=pl.Int64)
    rows = score.drift.sort("weight_frac", order)
    return MemoTable(
        id="sleeve-drift",
        title="The sleeve when everything else falls",
        columns=(
            TableColumn(heading="Fall"),
            TableColumn(heading="Weight before, %", align="right"),
            TableColumn(heading="Weight after, %", align="right"),
            TableColumn(heading="To sell to come back", align="right"),
            TableColumn(heading="Months for nine tenths of it", align="right"),
        ),
        rows=tuple(
            (
                f"{falls[row['fall']].title}.",
                row["weight"],
                f"{row['weight_after_frac'] * 100:.1f}",
                value_text(row["excess_usd"], Unit.USD),
                _back(row["offers"], row["months"]),
            )
            for row in rows.iter_rows(named=True)
        ),
        note=(
            f"A sleeve of the plan's {plain(case.plan.sleeve.host)}. The falls are assumptions of the policy. Until "
            "the excess is sold the host holds more of the sleeve, and less of everything else, than it is meant to."
            f"{_at_market(case, score)}"
        ),
    )


def _at_market(case: Case, score: Score) -> str:
    """What the falls mean for shares whose price is a market's."""
    if score.evidence(case).measure("months_to_half_out").value != 0:
        return ""
    return " Shares that a market prices each day do not wait for a mark: they move with the fall, or against it."


def _back(offers: float | None, months: float | None) -> str:
    """Months; where offers have no dates, their number."""
    if months is not None:
        return f"{months:.0f}"
    return "not known" if offers is None else f"{offers:.0f} offers"
