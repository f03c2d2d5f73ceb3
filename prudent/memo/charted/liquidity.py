"""Charts of getting out: what was asked for and paid, the share paid by day, the months until most is out.

Belongs here: what each shows and says. Does not: the scenarios (`prudent/score/liquidity`), nor their table
(`stress_table.py`).
"""

from collections.abc import Iterator

import polars as pl

from prudent.memo.chart_kinds import Chart, FanChart, Pair, PairChart, Scenario, Step
from prudent.memo.charted.sources import Sources
from prudent.memo.format import date_text
from prudent.memo.prose import plain
from prudent.memo.stress_table import supply_evidence
from prudent.model.fund import Fund
from prudent.model.measured import Unit
from prudent.score.liquidity.stress import DAYS, EVERYTHING
from prudent.score.liquidity.supply import Basis

_MOST_OFFERS = 10
"""The latest offers of the fund that are drawn; all stand in the packet."""


def liquidity_charts(sources: Sources) -> Iterator[Chart | None]:
    """The three, in the order in which they are read; None for one that the evidence does not carry."""
    yield offers_chart(sources)
    yield fan_chart(sources)
    yield exit_chart(sources)


def offers_chart(sources: Sources) -> PairChart | None:
    """Each offer of the fund with what was asked for, and the worst offer known of each peer."""
    own = _offers(sources, sources.fund).tail(_MOST_OFFERS)
    rows = [_pair(row, sources, date_text(row["as_of"]), is_own=True) for row in own.iter_rows(named=True)]
    for peer in sources.peers:
        worst = _offers(sources, peer).filter(pl.col("accepted_frac").is_not_null()).sort("accepted_frac", "as_of")
        said = f"{peer.legal_name}, "
        rows += [
            _pair(row, sources, said + date_text(row["as_of"]), is_own=False)
            for row in worst.head(1).iter_rows(named=True)
        ]
    if not rows:
        return None
    return PairChart(
        id="requested-and-paid",
        name="Asked for and paid at each offer",
        title=_offers_title(sources, has_own=not own.is_empty()),
        subtitle=(
            "Shares asked for and paid, of all shares of the fund, by the date of the offer's result; of a peer the "
            "worst offer known. Offers after the as-of date are known to the memo and are marked"
        ),
        unit=Unit.FRACTION,
        first="Asked for",
        second="Paid",
        tick="Cap of the offer" if any(row.tick is not None for row in rows) else "",
        ratio="Paid of asked",
        rows=tuple(rows),
    )


def _offers(sources: Sources, fund: Fund) -> pl.DataFrame:
    tenders = sources.core.fund_tenders.filter(pl.col("owner") == fund.fund, pl.col("requested_frac").is_not_null())
    return tenders.sort("as_of")


def _pair(row: dict[str, object], sources: Sources, label: str, *, is_own: bool) -> Pair:
    asked, filled, cap = (_number(row[name]) for name in ("requested_frac", "accepted_frac", "cap_frac"))
    later = " (after the as-of date)" if str(row["as_of"]) > sources.as_of.isoformat() else ""
    paid = None if asked is None or filled is None else asked * filled
    return Pair(label=f"{label}{later}", first=asked, second=paid, tick=cap, emphasis=is_own)


def _number(cell: object) -> float | None:
    return None if cell is None else float(str(cell))


def _offers_title(sources: Sources, *, has_own: bool) -> str:
    if not has_own:
        return f"What holders of {sources.name} asked for and were paid is not in evidence; of peers it is"
    fill = sources.book.measure("worst_fill_known")
    if sources.value("worst_fill_known") is None:
        return f"Of what holders of {sources.name} asked for, what was paid is not in evidence"
    return f"At the worst offer known {sources.name} paid {fill} of what holders asked for"


def _scenarios(sources: Sources) -> list[tuple[str, str]]:
    """Id and words of each scenario of the whole holding: that of page one first, then in the policy's order."""
    stress = sources.case.policy.stress
    outcomes = sources.score.stress_outcomes.filter(pl.col("demand") == EVERYTHING)
    basis = dict(outcomes.select("supply", "basis").iter_rows())
    # when the plan asks for all it has, all holders asking like it are all holders leaving: told once, in those words
    same = outcomes.filter(pl.col("supply") != stress.at_cap.id).join(
        outcomes.filter(pl.col("supply") == stress.at_cap.id),
        on=["basis", "first_fill_frac", "backlog_frac"],
        how="semi",
    )
    part = {item.id: item.of_worst_fill for item in stress.supplies}
    named = [
        (name, _scenario_text(title, basis[name], part.get(name, 1.0)))
        for name, title in stress.titles.items()
        if name in basis and not (name == stress.at_cap.id and same.height)
    ]
    return sorted(named, key=lambda item: item[0] != stress.first_page.base)


def _scenario_text(title: str, basis: str, part: float) -> str:
    if basis == Basis.RUN:
        return "Cap against a run" if part == 1 else f"{part * 100:g} % of what the cap pays in a run"
    return f"{title}{', at the cap' if basis == Basis.CAP and 'cap' not in title else ''}"


def fan_chart(sources: Sources) -> FanChart | None:
    """Share of the whole holding that is paid by day, one line a scenario; None where offers have no dates."""
    grid = sources.score.stress.filter(pl.col("demand") == EVERYTHING, pl.col("day").is_not_null())
    steps = {
        str(name): tuple(
            Step(day=day, share=share)
            for day, share in offers.sort("offer").select("day", "paid_of_asked_frac").drop_nulls().iter_rows()
        )
        for (name,), offers in grid.group_by("supply", maintain_order=True)
    }
    drawn = [(name, Scenario(label=said, steps=steps[name])) for name, said in _scenarios(sources) if name in steps]
    if not drawn:
        return None
    first, base = drawn[0]
    paid = sources.book.add(
        f"fan_{first.replace('-', '_')}", f"{base.label}: paid within a year", Unit.FRACTION,
        base.paid_by(max(DAYS)), "offer by offer, what is unpaid asked for again",
        supply_evidence(sources.score, sources.book),
    )  # fmt: skip
    return FanChart(
        id="stress-fan",
        name="Share of the holding that is paid, by day",
        title=f"{plain(base.label)}: {paid} of the holding is paid within a year",
        subtitle=(
            "The plan asks for everything at the first offer, and again for what is not paid. No return, no inflow, no "
            "suspension. What is marked “at the cap” is a ceiling and not history"
        ),
        days=DAYS,
        scenarios=tuple(scenario for _, scenario in drawn),
    )


def exit_chart(sources: Sources) -> PairChart | None:
    """Months, or offers where they have no dates, until half and nine tenths of the holding are out."""
    outcomes = sources.score.stress_outcomes.filter(pl.col("demand") == EVERYTHING)
    rows = {row["supply"]: row for row in outcomes.to_dicts()}
    scenarios = _scenarios(sources)
    if not scenarios:
        return None
    is_dated = outcomes["paid_by_day_0_frac"].null_count() == 0
    unit = "months" if is_dated else "offers"
    return PairChart(
        id="exit",
        name=f"{unit.capitalize()} until most of the holding is out",
        title=_exit_title(sources, scenarios[0], _number(rows[scenarios[0][0]][f"{unit}_to_half"]), unit),
        subtitle=(
            f"{unit.capitalize()} until the holder who asks for everything has half of it and nine tenths of it; the "
            "same scenarios"
            + ("" if is_dated else ". How many offers there are a year is not in evidence, so nothing has a date")
        ),
        unit=Unit.MONTHS if is_dated else Unit.COUNT,
        first="Half out",
        second="Nine tenths out",
        absent="never",
        rows=tuple(
            Pair(
                label=said,
                first=_number(rows[name][f"{unit}_to_half"]),
                second=_number(rows[name][f"{unit}_to_nine_tenths"]),
                emphasis=place == 0,
            )
            for place, (name, said) in enumerate(scenarios)
        ),
    )


def _exit_title(sources: Sources, base: tuple[str, str], until: float | None, unit: str) -> str:
    name, said = base
    if until is None:
        return f"{plain(said)}: half of the holding is never paid"
    is_months = unit == "months"
    key, label = f"exit_{name.replace('-', '_')}", f"{said}: {unit} until half is out"
    cited = supply_evidence(sources.score, sources.book)
    figure = sources.book.add(key, label, Unit.MONTHS if is_months else Unit.COUNT, until, "offer by offer", cited)
    return f"{plain(said)}: half of the holding is out after {figure} {unit}"
