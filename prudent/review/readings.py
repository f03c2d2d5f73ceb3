"""What the watch list reads of a fund, taken from the two sides of a review.

Belongs here: taking readings. Does not: what a reading is (`prudent.model.readings`), nor what it sets off
(`prudent/decide/triggers.py`). No reading is made up: where a side does not carry it, it says why.
"""

import polars as pl

from prudent.errors import DataBad
from prudent.model.measured import Measure
from prudent.model.readings import (
    Offer,
    Offers,
    Reading,
    Readings,
    Representations,
    Restatement,
    Said,
)
from prudent.model.watch_list import Behind, Rise, WatchList
from prudent.review.beside import quarters_beside
from prudent.review.side import Side
from prudent.score.findings.representations import on_file
from prudent.score.latest import nearest

_KEY = ["field", "as_of", "source_kind"]
_FRACTIONS = ("fraction", "fraction_per_year")


def take_readings(before: Side | None, now: Side, policy: WatchList) -> Readings:
    """The readings of both sides.

    Args:
        before: what was known and made of it at the review or memo before; None where there is none.
        now: the same now.
        policy: names the measures that are read, and for how many quarters returns are.

    Raises:
        DataBad: the policy names a measure that is not made.
    """
    changed = None if before is None else changed_figures(before, now)
    return Readings(None if before is None else read_side(before, policy), read_side(now, policy), changed)


def read_side(side: Side, policy: WatchList) -> Reading:
    """The readings of one side.

    Raises:
        DataBad: the policy names a measure that is not made.
    """
    quarters = max((item.quarters for item in policy.triggers if isinstance(item, Behind)), default=0)
    return Reading(
        as_of=side.case.request.as_of,
        fund=side.case.candidate,
        measures=_measures(side, policy),
        auditor=_said(side, "auditor"),
        administrator=_said(side, "administrator"),
        adviser=_said(side, "investment_adviser"),
        suspended=_said(side, "repurchases_suspended"),
        strategy_changed=_said(side, "strategy_changed"),
        offers=_offers(side),
        representations=_representations(side),
        quarters=quarters_beside(side, quarters),
    )


def _measures(side: Side, policy: WatchList) -> tuple[Measure, ...]:
    made = set(side.score.measures.get_column("measure"))
    named = {item.id: item.measure for item in policy.triggers if isinstance(item, Rise)}
    if unknown := next((pair for pair in named.items() if pair[1] not in made), None):
        raise DataBad(f"policy/watch_list.yml, trigger {unknown[0]}: no measure is called {unknown[1]}.")
    evidence = side.score.evidence(side.case)
    return tuple(evidence.measure(name) for name in dict.fromkeys(named.values()))


def _said(side: Side, term: str) -> Said:
    """The latest document to the as-of date that states a term, else the first after it."""
    fund, as_of = side.case.candidate.fund, side.case.request.as_of
    rows = side.core.fund_terms.filter((pl.col("owner") == fund) & (pl.col("term") == term))
    if rows.is_empty():
        return Said(None, None, f"No document in evidence states {term}.")
    row = nearest(rows, ["owner", "term"], as_of, [], []).row(0, named=True)
    if row["age"] == "old":
        return Said(None, None, f"The last document that states {term} is of {row['as_of']}, which is too old.")
    return Said(str(row["value"]).strip(), row["as_of"], "")


def _offers(side: Side) -> Offers:
    """Offers up to the as-of date in which something was tendered and whose result is in evidence."""
    fund, as_of = side.case.candidate.fund, side.case.request.as_of
    asked = pl.all_horizontal(
        (pl.col(name) != 0).fill_null(value=True) for name in ("shares_tendered", "requested_frac")
    )
    rows = (
        side.core.fund_tenders.filter((pl.col("owner") == fund) & (pl.col("as_of") <= as_of) & asked)
        .drop_nulls("accepted_frac")
        .sort("as_of")
    )
    results = tuple(Offer(row["as_of"], row["accepted_frac"]) for row in rows.iter_rows(named=True))
    none = f"No result of an offer up to {as_of} in which something was tendered is in evidence."
    return Offers(results, "" if results else none)


def _representations(side: Side) -> Representations:
    as_of = side.case.request.as_of
    latest = on_file(side.core, side.case.candidate.fund, as_of)
    return Representations(latest, "" if latest else f"No written representation up to {as_of} is in evidence.")


def changed_figures(before: Side, now: Side) -> tuple[Restatement, ...] | None:
    """Figures that one kind of source gave before and gives otherwise now, for the same day; None without facts.

    A better source that says something else restates nothing, and neither does a person's override: both are our data.
    """
    sides = [_figures(side) for side in (before, now)]
    if any(side.core.fund_facts.is_empty() for side in (before, now)):
        return None
    pairs = (
        sides[0]
        .join(sides[1], on=_KEY, how="inner", suffix="_now")
        .filter(pl.col("number") != pl.col("number_now"))
        .sort(_KEY)
    )
    return tuple(
        Restatement(row["field"], row["as_of"], row["unit"] in _FRACTIONS, row["number"], row["number_now"])
        for row in pairs.iter_rows(named=True)
    )


def _figures(side: Side) -> pl.DataFrame:
    """The figures that are used, one row for each field, day and kind of source."""
    number = pl.col("value").cast(pl.Float64, strict=False)
    return (
        side.core.fund_facts.filter(
            (pl.col("fund") == side.case.candidate.fund)
            & (pl.col("standing") == "used")
            & (pl.col("source_kind") != "override")
            & (pl.col("unit") != "text")
        )
        .with_columns(number=number)
        .drop_nulls("number")
        .select(*_KEY, "unit", "number")
        .unique(_KEY, keep="last", maintain_order=True)
    )
