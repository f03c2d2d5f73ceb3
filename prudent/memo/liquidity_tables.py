"""The liquidity chapter's scenarios: terms with who states them, the plan's demand, the grid, the sleeve.

Belongs here: how they are printed. Does not: what they are (`prudent/score/liquidity`).
"""

import polars as pl

from prudent.memo.exhibits import MemoTable, TableColumn
from prudent.memo.format import value_text
from prudent.memo.prose import plain
from prudent.model.case import Case
from prudent.model.measured import Unit
from prudent.score.liquidity.demand import Demand, Item, demand_of
from prudent.score.liquidity.stress import EVERYTHING
from prudent.score.liquidity.terms import STATED, Basis, Stated, liquidity_terms
from prudent.score.score import Score
from prudent.tables.core import CoreTables

#: Days at which the grid is read; what was paid by then is the last offer's on or before the day.
DAYS = (0, 30, 90, 180, 365)

_TERMS = {
    "dealing": "Dealing: offers a year, or how often",
    "cap": "Cap of one offer, per cent",
    "cap_base": "Cap is of",
    "extra": "On top of the cap",
    "notice_days": "Notice",
    "payment_days": "Payment",
    "may_suspend": "Suspension",
    "was_limited": "Ever limited",
    "early_fee": "Early repurchase fee, per cent",
    "early_window": "Early repurchase window",
}


_NO_GRID = (
    " What would be paid of it is not laid out over time, because the fund is dealt daily or the number of its offers "
    "a year, or both a fill and a cap, are not in evidence."
)


def liquidity_tables(case: Case, core: CoreTables, score: Score) -> tuple[MemoTable, ...]:
    """Terms, demand, stress grid and sleeve of the candidate; a grid without a base supply is said to be missing."""
    demand = demand_of(case.plan)
    return (_terms(case, core), _demand(demand, score), *_grid(case, score, demand), _drift(case, score))


def _terms(case: Case, core: CoreTables) -> MemoTable:
    terms = liquidity_terms(case.candidate, core.fund_terms, case.request.as_of)
    return MemoTable(
        id="liquidity-terms",
        title="On what terms money comes out",
        columns=(TableColumn(heading="Term"), TableColumn(heading="As stated"), TableColumn(heading="By")),
        rows=tuple(_term(name, getattr(terms, name)) for name in STATED),
        note="A term that only the law states is the law's for this wrapper; what nobody states is not assumed.",
    )


def _term(name: str, stated: Stated) -> tuple[str, ...]:
    if stated.basis is Basis.MISSING:
        return (_TERMS[name], "not in evidence", "–")
    return (_TERMS[name], plain((stated.says or "").replace("_", " ")), plain(stated.source or ""))


def _demand(demand: Demand, score: Score) -> MemoTable:
    usual = demand.share_a_quarter
    return MemoTable(
        id="plan-demand",
        title="What the plan may ask for",
        columns=(
            TableColumn(heading="Reason"),
            TableColumn(heading="Level"),
            TableColumn(heading="Of balances a year, %", align="right"),
        ),
        rows=tuple((item.title, item.level, _share(item)) for item in demand.items),
        note=(
            f"The plan would hold {value_text(demand.holding_usd, Unit.USD)}. A usual quarter asks for "
            f"{usual * 100:.1f} % of it: the participants' items over four, parts of another item left out. "
            f"Contributions are not set against it.{_NO_GRID if score.stress.is_empty() else ''}"
        ),
    )


def _share(item: Item) -> str:
    if item.share_a_year is None:
        return "not in evidence"
    return "all at once" if item.level == "plan" else f"{item.share_a_year * 100:.1f}"


def _grid(case: Case, score: Score, demand: Demand) -> tuple[MemoTable, ...]:
    if score.stress.is_empty():
        return ()
    titles = {supply.id: supply.title for supply in case.policy.stress.supplies}
    cases = score.stress.select("supply", "demand", "fill_frac").unique(maintain_order=True)
    order = {f"{multiple:g}": place for place, multiple in enumerate(case.policy.stress.demand_multiples)}
    rows = sorted(cases.iter_rows(), key=lambda row: (list(titles).index(row[0]), order.get(row[1], len(order))))
    basis = score.stress["basis"][0]
    return (
        MemoTable(
            id="liquidity-stress",
            title="Of what the plan asks for, so much is paid",
            columns=(
                TableColumn(heading="Each offer pays"),
                TableColumn(heading="Asked for"),
                *(TableColumn(heading=f"{day} days, %", align="right") for day in DAYS),
            ),
            rows=tuple(
                (
                    f"{titles[supply]}: {fill * 100:.0f} %" if basis == "history" else f"{fill * 100:.0f} % (see note)",
                    "the whole holding at once" if asked == EVERYTHING else f"{asked} × a usual quarter",
                    *_paid(score.stress.filter(pl.col("supply") == supply, pl.col("demand") == asked)),
                )
                for supply, asked, fill in rows
            ),
            note=_basis(basis, case, demand),
        ),
    )


def _paid(offers: pl.DataFrame) -> tuple[str, ...]:
    """Paid of what was asked for by each day; before the first offer nothing has been paid."""
    shown: list[str] = []
    for day in DAYS:
        past = offers.filter(pl.col("day") <= day).sort("day")
        share = past["paid_of_asked_frac"][-1] if past.height else 0.0
        shown.append("–" if share is None else f"{share * 100:.0f}")
    return tuple(shown)


def _basis(basis: str, case: Case, demand: Demand) -> str:
    run = case.policy.stress.run
    base = (
        "The base is the fund's own worst fill on record, not its cap."
        if basis == "history"
        else "No fill on record was cut short, so the base is the cap against a run of "
        f"{run.requested_frac * 100:g} % of the fund: an assumption of the policy, not history."
    )
    missing = (
        f" Demand leaves out what is not in evidence: {'; '.join(demand.missing).lower()}." if demand.missing else ""
    )
    return (
        f"{base} What is not paid is asked for again. The first offer comes one period after the start; no return, no "
        f"inflow, no suspension.{missing}"
    )


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
                "not known" if row["months"] is None else f"{row['months']:.0f}",
            )
            for row in rows.iter_rows(named=True)
        ),
        note=(
            f"A sleeve of the plan's {plain(case.plan.sleeve.host)}. The falls are assumptions of the policy. Until "
            "the excess is sold the host holds more of the sleeve, and less of everything else, than it is meant to."
        ),
    )
