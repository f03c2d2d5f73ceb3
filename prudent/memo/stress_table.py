"""What comes of each liquidity scenario, as the memo prints it, and in words where there is none.

Belongs here: the table and the sentences under it. Does not: the scenarios (`prudent/score/liquidity/stress.py`).
"""

import polars as pl

from prudent.memo.exhibits import MemoTable, TableColumn
from prudent.memo.format import value_text
from prudent.model.case import Case
from prudent.model.measured import Unit
from prudent.score.liquidity.demand import Demand
from prudent.score.liquidity.queue import FILLED
from prudent.score.liquidity.stress import DAYS, EVERYTHING
from prudent.score.liquidity.supply import Basis
from prudent.score.liquidity.terms import LiquidityTerms
from prudent.score.score import Score

Row = dict[str, object]

_PRINTED = tuple(day for day in DAYS if day > 0)
"""On day 0 nothing is paid where offers are made; the note says when the first one comes."""


def no_stress(case: Case, score: Score) -> str:
    """Why there are no scenarios; empty where there are."""
    if not score.stress_outcomes.is_empty():
        return ""
    if score.evidence(case).measure("months_to_half_out").value == 0:
        return "Shares are dealt each business day, so no offer limits what is paid; there is nothing to lay out."
    return "What would be paid of it is not laid out: neither a fill that was cut short nor a cap is in evidence."


def stress_table(case: Case, score: Score, demand: Demand, terms: LiquidityTerms) -> tuple[MemoTable, ...]:
    """The outcomes, one row a scenario; none where nothing is known of the fund's offers."""
    outcomes = score.stress_outcomes
    if outcomes.is_empty():
        return ()
    days = _PRINTED if outcomes["paid_by_day_0_frac"].null_count() == 0 else ()
    return (
        MemoTable(
            id="liquidity-stress",
            title="Of what the plan asks for, so much is paid",
            columns=(
                TableColumn(heading="Supply"),
                TableColumn(heading="Asked for"),
                TableColumn(heading="First offer pays, %", align="right"),
                *(TableColumn(heading=f"{day} days, %", align="right") for day in days),
                TableColumn(heading="Unpaid at the end", align="right"),
                TableColumn(heading="Months to half" if days else "Offers to half", align="right"),
                TableColumn(heading="to nine tenths", align="right"),
            ),
            rows=tuple(_row(row, case, days) for row in _in_order(outcomes, case)),
            note=" ".join((*_bases(case, score, terms), *_extra(terms), _reading(case, days), *_left_out(demand))),
        ),
    )


def _in_order(outcomes: pl.DataFrame, case: Case) -> list[dict[str, object]]:
    """Supplies and demands in the policy's order, the whole holding last."""
    stress = case.policy.stress
    supplies = [scenario.id for scenario in (*stress.supplies, stress.at_cap, *stress.leaving)]
    demands = [*(f"{multiple:g}" for multiple in stress.demand_multiples), EVERYTHING]
    place = [
        pl.col(name).replace_strict({one: place for place, one in enumerate(order)}, return_dtype=pl.Int64)
        for name, order in (("supply", supplies), ("demand", demands))
    ]
    return outcomes.sort(place).to_dicts()


def _row(row: Row, case: Case, days: tuple[int, ...]) -> tuple[str, ...]:
    unit = "months" if days else "offers"
    return (
        _supply(row, case),
        "everything" if row["demand"] == EVERYTHING else f"{row['demand']} × usual",
        _percent(row["first_fill_frac"]),
        *(_percent(row[f"paid_by_day_{day}_frac"]) for day in days),
        value_text(float(str(row["backlog_usd"])), Unit.USD),
        *(_count(row, f"{unit}_to_{share}") for share in ("half", "nine_tenths")),
    )


def _supply(row: Row, case: Case) -> str:
    stress = case.policy.stress
    titles = {scenario.id: scenario.title for scenario in (*stress.supplies, stress.at_cap, *stress.leaving)}
    if row["basis"] == Basis.RUN:
        part = next(case.of_worst_fill for case in stress.supplies if case.id == row["supply"])
        return "Cap against a run" if part == 1 else f"{part:g} × what the cap pays in a run"
    return titles[str(row["supply"])] + (", at the cap" if row["basis"] == Basis.CAP else "")


def _percent(share: object) -> str:
    return "–" if share is None else f"{float(str(share)) * 100:.0f}"


def _count(row: Row, name: str) -> str:
    if row["demand"] != EVERYTHING:
        return "–"
    return "never" if row[name] is None else f"{float(str(row[name])):.0f}"


def _bases(case: Case, score: Score, terms: LiquidityTerms) -> tuple[str, ...]:
    """On what the supplies rest, in sentences."""
    run, evidence = case.policy.stress.run, score.evidence(case)
    worst = evidence.measure("worst_fill_known")
    bases = set(score.stress_outcomes["basis"])
    if Basis.SUSPENDED in bases:
        return ("A document says that repurchases are suspended, so nothing is paid until they are taken up again.",)
    said: list[str] = []
    if Basis.HISTORY in bases:
        said.append("The base is the fund's own worst offer on record, not its cap.")
    if Basis.RUN in bases:
        known = (
            f"The worst offer in evidence was filled to {worst.value * 100:.0f} %"
            if worst.value is not None and worst.value >= FILLED
            else "No result of an offer is in evidence"
        )
        limited = ", although a document says that repurchases were limited" if terms.was_limited.says == "yes" else ""
        said.append(
            f"{known}{limited}; so the base is the cap against a run of {run.requested_frac * 100:g} % of the fund at "
            "one offer: an assumption of the policy, not history."
        )
    if Basis.CAP in bases:
        said.append("What is marked “at the cap” is a ceiling and not history: an offer may be smaller, or not made.")
    return tuple(said)


def _reading(case: Case, days: tuple[int, ...]) -> str:
    """How the table is read: what is asked for again, when the first offer comes, and what is left out."""
    when = (
        f"The first offer comes one period after the start; the end is month {case.policy.stress.months}."
        if days
        else "How many offers there are a year is not in evidence, so offers are counted and nothing has a date."
    )
    return (
        "The plan asks for a multiple of its usual quarter at each offer, or for everything at the first. It is one "
        "holder of many: what it asks for changes the dollars and not the share of them that is paid, unless all "
        f"holders ask with it. What is not paid is asked for again at the next offer. {when} No return, no inflow, no "
        "suspension."
    )


def _extra(terms: LiquidityTerms) -> tuple[str, ...]:
    if not terms.extra_frac:
        return ()
    more = f"A board may take up to {terms.extra_frac * 100:g} % of the shares more before it prorates"
    return (f"{more} ({terms.extra.source}); it need not, and it is not counted.",)


def _left_out(demand: Demand) -> tuple[str, ...]:
    if not demand.missing:
        return ()
    return (f"Demand leaves out what is not in evidence: {'; '.join(demand.missing).lower()}.",)
