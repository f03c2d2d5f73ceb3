"""The sentences about the liquidity scenarios: on what they rest, how they are read, and why there are none.

Belongs here: words. Does not: the table (`stress_table.py`) and the scenarios (`prudent/score/liquidity/stress.py`).
"""

from prudent.memo.figures import FigureBook
from prudent.memo.prose import quoted
from prudent.memo.rows import policy_place
from prudent.model.case import Case
from prudent.model.measured import Unit
from prudent.score.liquidity.demand import Demand
from prudent.score.liquidity.queue import FILLED
from prudent.score.liquidity.supply import Basis
from prudent.score.liquidity.terms import LiquidityTerms
from prudent.score.score import Score


def no_stress(case: Case, score: Score) -> str:
    """Why there are no scenarios; empty where there are."""
    if not score.stress_outcomes.is_empty():
        return ""
    if score.evidence(case).measure("months_to_half_out").value == 0:
        return "Shares are dealt each business day, so no offer limits what is paid; there is nothing to lay out."
    return "What would be paid of it is not laid out: neither a fill that was cut short nor a cap is in evidence."


def bases(case: Case, score: Score, terms: LiquidityTerms, book: FigureBook) -> tuple[str, ...]:
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
        place = policy_place("stress", "run")
        asked = book.policy("stress_run", "Asked for in a run, of the fund", Unit.FRACTION, run.requested_frac, place)
        known = (
            f"The worst offer in evidence was filled to {book.measure('worst_fill_known')}"
            if worst.value is not None and worst.value >= FILLED
            else "No result of an offer is in evidence"
        )
        limited = ", although a document says that repurchases were limited" if terms.was_limited.says == "yes" else ""
        said.append(
            f"{known}{limited}; so the base is the cap against a run of {asked} of the fund at one offer: an "
            "assumption of the policy, not history."
        )
    if Basis.CAP in bases:
        said.append("What is marked “at the cap” is a ceiling and not history: an offer may be smaller, or not made.")
    return tuple(said)


def reading(case: Case, days: tuple[int, ...], book: FigureBook) -> str:
    """How the table is read: what is asked for again, when the first offer comes, and what is left out."""
    ahead = policy_place("stress", "months")
    end = book.policy("stress_months", "Months that are looked ahead", Unit.MONTHS, case.policy.stress.months, ahead)
    when = (
        f"The first offer comes one period after the start; the end is month {end}."
        if days
        else "How many offers there are a year is not in evidence, so offers are counted and nothing has a date."
    )
    return (
        "The plan asks for a multiple of its usual quarter at each offer, or for everything at the first. It is one "
        "holder of many: what it asks for changes the dollars and not the share of them that is paid, unless all "
        f"holders ask with it. What is not paid is asked for again at the next offer. {when} No return, no inflow, no "
        "suspension."
    )


def extra(terms: LiquidityTerms) -> tuple[str, ...]:
    """What a board may take beyond its cap, in the law's words; nothing where no law says so."""
    if not terms.extra_frac:
        return ()
    says = quoted(str(terms.extra.says), str(terms.extra.source))
    return (f"Beyond its cap a board may take {says}; it need not, and it is not counted.",)


def left_out(demand: Demand) -> tuple[str, ...]:
    """What demand would hold too, if the plan's facts gave it."""
    if not demand.missing:
        return ()
    return (f"Demand leaves out what is not in evidence: {'; '.join(demand.missing).lower()}.",)
