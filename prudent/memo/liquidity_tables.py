"""The liquidity chapter's scenarios: terms with who states them, the plan's demand, the grid, the sleeve.

Belongs here: how they are printed. Does not: what they are (`prudent/score/liquidity`), nor the stress
(`stress_table.py`).
"""

import polars as pl

from prudent.memo.exhibits import MemoTable, number_columns, place_column, quoting_columns, text_columns
from prudent.memo.figures import FigureBook
from prudent.memo.prose import plain
from prudent.memo.rows import Row, policy_place, slug
from prudent.memo.stress_notes import no_stress
from prudent.memo.stress_table import flow_evidence, stress_table, supply_evidence
from prudent.model.case import Case
from prudent.model.measured import Unit
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

_DRIFT = "score_fund__sleeve_drift"

_SHARES = {
    "benefits": "benefits_paid_year_usd",
    "hardship": "hardship_withdrawals_year_usd",
    "required": "required_distributions_year_usd",
    "loans": "loans_issued_year_usd",
    "reallocation": "reallocated_out_year_frac",
}
"""The fact of the plan behind each reason that participants have."""


def liquidity_tables(case: Case, core: CoreTables, score: Score, book: FigureBook) -> tuple[MemoTable, ...]:
    """Terms, demand, stress and sleeve of the candidate; where there is no stress the demand's note says why."""
    demand = demand_of(case.plan)
    terms = liquidity_terms(case.candidate, core.fund_terms, case.request.as_of)
    stress = stress_table(case, score, demand, terms, book)
    return (_terms(terms), _demand(case, demand, score, book), *stress, _drift(case, score, book))


def _terms(terms: LiquidityTerms) -> MemoTable:
    return MemoTable(
        id="liquidity-terms",
        title="On what terms money comes out",
        columns=(*text_columns("Term"), *quoting_columns("As stated"), place_column("By")),
        rows=tuple(_term(name, getattr(terms, name)) for name in STATED),
        note="A term that only the law states is the law's for this wrapper; what nobody states is not assumed.",
    )


def _term(name: str, stated: Stated) -> tuple[str, ...]:
    if stated.says is None:
        return (_TERMS[name], stated.basis.value, "–")
    return (_TERMS[name], plain((stated.says or "").replace("_", " ")), plain(stated.source or ""))


def _demand(case: Case, demand: Demand, score: Score, book: FigureBook) -> MemoTable:
    holding = book.add(
        "plan_holding_usd",
        "What the plan would hold",
        Unit.USD,
        demand.holding_usd,
        "net assets times share in the default times sleeve weight",
        holding_evidence(book),
    )
    usual = book.add(
        "plan_demand_quarter",
        "Asked for in a usual quarter, of the holding",
        Unit.FRACTION,
        demand.share_a_quarter,
        "what participants take out in a year over net assets, over four",
        flow_evidence(case, book),
    )
    return MemoTable(
        id="plan-demand",
        title="What the plan may ask for",
        columns=(*text_columns("Reason", "Level"), *number_columns("Of balances a year", "Of this holding")),
        rows=tuple(_reason(item, demand, book) for item in demand.items),
        note=(
            f"The plan would hold {holding}. A usual quarter asks for {usual} of it: the participants' items over "
            "four, parts of another item left out. Contributions are not set against it. "
            f"{_may_ask(book)} {no_stress(case, score)}"
        ).strip(),
    )


def holding_evidence(book: FigureBook) -> tuple[str, ...]:
    """The plan's facts that its holding is computed from."""
    return book.plan_evidence("net_assets_usd", "target_date_share_frac", "sleeve_weight_frac")


def _may_ask(book: FigureBook) -> str:
    """Those who can take everything out on any day; what they hold is not among the plan's facts."""
    separated = book.plan("participants_separated_with_balance", "Separated participants with a balance", Unit.COUNT)
    retired = book.plan("participants_retired_receiving", "Retired participants who receive benefits", Unit.COUNT)
    active = book.plan("participants_active", "Active participants", Unit.COUNT)
    return (
        f"{separated} separated participants with a balance and {retired} retired ones may ask for all they hold "
        f"at any time, beside {active} active ones; their balances are not in evidence."
    )


def _reason(item: Item, demand: Demand, book: FigureBook) -> tuple[str, ...]:
    """One reason to ask for money: its share of balances, and of this holding in dollars."""
    if item.share_a_year is None:
        return (item.title, item.level, "not in evidence", "–")
    cited = holding_evidence(book)
    if item.level == "plan":
        return (item.title, item.level, "all at once", "⟨plan_holding_usd⟩")
    fact = book.plan_evidence("net_assets_usd", _SHARES[item.id])
    said, name = item.title.removeprefix("of which "), f"plan_demand_{slug(item.id)}"
    share = book.add(f"{name}_frac", f"{said}, a year", Unit.FRACTION, item.share_a_year, "over net assets", fact)
    usd = item.share_a_year * demand.holding_usd
    method = "share of balances times the holding"
    dollars = book.add(f"{name}_usd", f"{said}, of this holding", Unit.USD, usd, method, (*fact, *cited))
    return (item.title, item.level, share, dollars)


def _drift(case: Case, score: Score, book: FigureBook) -> MemoTable:
    falls = {fall.id: fall for fall in case.policy.stress.falls}
    order = pl.col("fall").replace_strict({name: place for place, name in enumerate(falls)}, return_dtype=pl.Int64)
    rows = score.drift.sort("weight_frac", order)
    heads = ("Weight after", "To sell to come back", "Months for nine tenths of it")
    return MemoTable(
        id="sleeve-drift",
        title="The sleeve when everything else falls",
        columns=(*text_columns("Fall"), *number_columns(*heads)),
        rows=tuple(
            (f"{falls[row['fall']].title}, from {row['weight']} %.", *_drift_cells(row, book, score))
            for row in rows.iter_rows(named=True)
        ),
        note=(
            f"A sleeve of the plan's {plain(case.plan.sleeve.host)}. The falls are assumptions of the policy. Until "
            "the excess is sold the host holds more of the sleeve, and less of everything else, than it is meant to."
            f"{_at_market(case, score)}"
        ),
    )


def _drift_cells(row: dict[str, str | float | None], book: FigureBook, score: Score) -> tuple[str, ...]:
    name, chosen = f"drift {row['fall']} {row['weight']}", policy_place("stress", "sleeve_weights")
    fall = policy_place("stress", "falls")
    host = book.plan_evidence("net_assets_usd", "target_date_share_frac")
    said = f"{str(row['fall']).replace('-', ' ').capitalize()}, sleeve of {row['weight']} %"
    after = Row(_DRIFT, row, name, said, "the sleeve over the host, each after its fall", (chosen, fall))
    excess = Row(
        _DRIFT, row, name, said, "the sleeve after the fall less its weight of the host", (*host, chosen, fall)
    )
    back = Row(_DRIFT, row, name, said, "offers of the base supply, one after the other", supply_evidence(score, book))
    return (
        book.cell(after, "weight_after_frac", "weight after"),
        book.cell(excess, "excess_usd", "to sell"),
        _back(back, book),
    )


def _at_market(case: Case, score: Score) -> str:
    """What the falls mean for shares whose price is a market's."""
    if score.evidence(case).measure("months_to_half_out").value != 0:
        return ""
    return " Shares that a market prices each day do not wait for a mark: they move with the fall, or against it."


def _back(row: Row, book: FigureBook) -> str:
    """Months; where offers have no dates, their number."""
    if row.cells["months"] is not None:
        return book.cell(row, "months", "months for nine tenths")
    if row.cells["offers"] is not None:
        return f"{book.cell(row, 'offers', 'offers for nine tenths')} offers"
    return "not known"
