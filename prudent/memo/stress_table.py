"""What comes of each liquidity scenario, as the memo prints it, and in words where there is none.

Belongs here: the table and the sentences under it. Does not: the scenarios (`prudent/score/liquidity/stress.py`).
"""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from prudent.memo.exhibits import MemoTable, number_columns, text_columns
from prudent.memo.figures import FigureBook
from prudent.memo.prose import plain
from prudent.memo.rows import Row, policy_place, slug
from prudent.memo.stress_notes import bases, extra, left_out, reading
from prudent.model.case import Case
from prudent.model.measured import Unit
from prudent.score.liquidity.demand import Demand
from prudent.score.liquidity.stress import DAYS, EVERYTHING
from prudent.score.liquidity.supply import Basis
from prudent.score.liquidity.terms import LiquidityTerms
from prudent.score.score import Score

Outcome = dict[str, object]

_OUTCOMES = "score_fund__liquidity_outcomes"
_FLOWS = ("benefits_paid_year_usd", "loans_issued_year_usd", "reallocated_out_year_frac")
"""What participants take out in a year, by the plan's facts; parts of another are not counted again."""
_PRINTED = tuple(day for day in DAYS if day > 0)
"""On day 0 nothing is paid where offers are made; the note says when the first one comes."""


def supply_evidence(score: Score, book: FigureBook) -> tuple[str, ...]:
    """What the base supply rests on: the fund's offers and terms, and the policy's run where none was cut short."""
    measures = ("worst_fill_known", "supply_of_worst_offer", "repurchase_cap", "repurchases_per_year")
    for name in measures:
        book.measure(name)
    known = tuple(locator for name in measures for locator in book.locators(name))
    run = (policy_place("stress", "run"),) if Basis.RUN in set(score.stress_outcomes["basis"]) else ()
    return (*known, policy_place("stress", "supplies"), *run)


def stress_table(
    case: Case, score: Score, demand: Demand, terms: LiquidityTerms, book: FigureBook
) -> tuple[MemoTable, ...]:
    """The outcomes, one row a scenario; none where nothing is known of the fund's offers."""
    outcomes = score.stress_outcomes
    if outcomes.is_empty():
        return ()
    days = _PRINTED if outcomes["paid_by_day_0_frac"].null_count() == 0 else ()
    until = ("Months to half" if days else "Offers to half", "to nine tenths")
    heads = ("First offer pays", *(f"{day} days" for day in days), "Unpaid at the end", *until)
    cited = supply_evidence(score, book)
    rows = tuple(_row(_of(row, case, cited, book), case, days, book) for row in _in_order(outcomes, case))
    notes = (*bases(case, score, terms, book), *extra(terms), reading(case, days, book), *left_out(demand))
    return (
        MemoTable(
            id="liquidity-stress",
            title="Of what the plan asks for, so much is paid",
            columns=(*text_columns("Supply", "Asked for"), *number_columns(*heads)),
            rows=rows,
            note=" ".join(notes),
        ),
    )


def _in_order(outcomes: pl.DataFrame, case: Case) -> list[Outcome]:
    """Supplies and demands in the policy's order, the whole holding last."""
    stress = case.policy.stress
    supplies = [scenario.id for scenario in (*stress.supplies, stress.at_cap, *stress.leaving)]
    demands = [*(f"{multiple:g}" for multiple in stress.demand_multiples), EVERYTHING]
    place = [
        pl.col(name).replace_strict({one: place for place, one in enumerate(order)}, return_dtype=pl.Int64)
        for name, order in (("supply", supplies), ("demand", demands))
    ]
    return outcomes.sort(place).to_dicts()


def _of(row: Outcome, case: Case, cited: tuple[str, ...], book: FigureBook) -> Row:
    """A scenario, with what its cells rest on: offers, policy, and the plan's flows where it asks by them."""
    stress, name, is_whole = case.policy.stress, str(row["supply"]), row["demand"] == EVERYTHING
    group = next(
        (key for key in ("supplies", "leaving") if name in {item.id for item in getattr(stress, key)}), "at_cap"
    )
    told = "everything" if is_whole else f"{row['demand']} times usual"
    asked = () if is_whole else (policy_place("stress", "demand_multiples"), *flow_evidence(case, book))
    return Row(
        table=_OUTCOMES,
        cells=row,
        name=f"stress {name} {row['demand']}",
        said=f"{case.policy.stress.titles[name]}, {told}",
        method="offer by offer: asked for, paid by what the offer pays, and what is unpaid asked for again",
        evidence=tuple(dict.fromkeys((*cited, policy_place("stress", group), *asked))),
    )


def flow_evidence(case: Case, book: FigureBook) -> tuple[str, ...]:
    """The facts of the plan that a usual quarter is computed from; those that it does not give are left out."""
    given = (field for field in _FLOWS if getattr(case.plan, field) is not None)
    return book.plan_evidence("net_assets_usd", *given)


def _row(row: Row, case: Case, days: tuple[int, ...], book: FigureBook) -> tuple[str, ...]:
    unit = "months" if days else "offers"
    holding = book.plan_evidence("target_date_share_frac", "sleeve_weight_frac")
    return (
        _supply(row.cells, case, book),
        _asked(row.cells, book),
        book.cell(row, "first_fill_frac", "first offer"),
        *(book.cell(row, f"paid_by_day_{day}_frac", f"paid by day {day}") for day in days),
        book.cell(replace(row, evidence=(*row.evidence, *holding)), "backlog_usd", "unpaid at the end"),
        *(_count(row, f"{unit}_to_{share}", book) for share in ("half", "nine_tenths")),
    )


def _asked(row: Mapping[str, object], book: FigureBook) -> str:
    if row["demand"] == EVERYTHING:
        return "everything"
    name, place = f"stress_demand_{slug(str(row['demand']))}", policy_place("stress", "demand_multiples")
    times = book.policy(name, "Times what a usual quarter asks for", Unit.MULTIPLE, float(str(row["demand"])), place)
    return f"{times} usual"


def _supply(row: Mapping[str, object], case: Case, book: FigureBook) -> str:
    if row["basis"] == Basis.RUN:
        part = next(item.of_worst_fill for item in case.policy.stress.supplies if item.id == row["supply"])
        if part == 1:
            return "Cap against a run"
        name = f"stress_part_{slug(str(row['supply']))}"
        said = "Part of what the cap pays in a run"
        return f"{book.policy(name, said, Unit.FRACTION, part, policy_place('stress', 'supplies'))} of what it pays"
    return plain(case.policy.stress.titles[str(row["supply"])]) + (", at the cap" if row["basis"] == Basis.CAP else "")


def _count(row: Row, name: str, book: FigureBook) -> str:
    if row.cells["demand"] != EVERYTHING:
        return "–"
    what, share = name.split("_to_")
    return book.cell(row, name, f"{what} to {share.replace('_', ' ')}", lacking="never")
