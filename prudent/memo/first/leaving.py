"""If half the holders ask to leave: what is paid after 0, 30, 90, 180 and 365 days, in the base and under stress.

Belongs here: the two cases of `policy/stress.yml` that page one shows, as a table with its notes. Does not: how they
are worked out (`prudent/score/liquidity`), nor all the others (`prudent/memo/stress_table.py`).
"""

from dataclasses import dataclass

import polars as pl

from prudent.memo.exhibits import MemoTable, number_columns, text_columns
from prudent.memo.figures import FigureBook
from prudent.memo.rows import policy_place, slug
from prudent.model.case import Case
from prudent.model.measured import Unit
from prudent.model.stress import Leaving
from prudent.score.findings.representations import documents_of
from prudent.score.liquidity.stress import DAYS, EVERYTHING, OFFERS_WITHOUT_DATES
from prudent.score.liquidity.supply import Basis
from prudent.score.score import Score
from prudent.tables.core import CoreTables

_WHO = {
    0.25: "a quarter of the holders",
    0.5: "half the holders",
    0.75: "three quarters of the holders",
    1: "all holders",
}
_NOT_LAID_OUT = (
    "Neither a cap nor an offer that was cut short is in evidence, so no share that is paid can be laid out."
)
_DATED, _COUNTED = "by_day", "after_offers"


@dataclass(frozen=True, slots=True)
class _Case:
    """A column of the table: a case of the policy, and what is known of its share paid in each row."""

    case: Leaving
    basis: Basis | None
    paid: tuple[tuple[str, float], ...]
    """`by_day_30` or `after_offers_1`, and the share of what was asked for that is paid by then."""


def leaving(case: Case, core: CoreTables, score: Score, book: FigureBook) -> MemoTable:
    """The table. Where offers have no dates its rows count offers; where nothing is known one row says so."""
    shown, known = case.policy.stress.first_page, {item.id: item for item in case.policy.stress.leaving}
    base, stress = _read(known[shown.base], score), _read(known[shown.stress], score)
    columns = tuple(_cells(row, case, core, score, book) for row in (base, stress))
    who = _WHO.get(base.case.holders_frac, "the holders of the policy's case")
    return MemoTable(
        id="leaving",
        title=f"If {who} ask to leave",
        columns=(*text_columns("Share paid"), *number_columns("Base", "Stress")),
        rows=tuple(zip(_days(base, len(columns[0])), *columns, strict=True)),
        note=_note(base, stress, score, case, book),
    )


def _read(case: Leaving, score: Score) -> _Case:
    """A case from the score: dated shares, or shares after each offer where none has a date."""
    mine = (pl.col("supply") == case.id) & (pl.col("demand") == EVERYTHING)
    outcome = score.stress_outcomes.filter(mine)
    if outcome.is_empty():
        return _Case(case, None, ())
    row = outcome.row(0, named=True)
    basis = Basis(row["basis"])
    if row[f"paid_by_day_{DAYS[0]}_frac"] is not None:
        return _Case(case, basis, tuple((f"{_DATED}_{day}", row[f"paid_by_day_{day}_frac"]) for day in DAYS))
    offers = score.stress.filter(mine).sort("offer").head(OFFERS_WITHOUT_DATES)
    shares = zip(offers["offer"], offers["paid_of_asked_frac"], strict=True)
    return _Case(case, basis, tuple((f"{_COUNTED}_{offer}", share) for offer, share in shares))


def _days(column: _Case, rows: int) -> tuple[str, ...]:
    """The heads of the rows: days, offers, or all days at once."""
    if rows == 1:
        return ("0 to 365 days",)
    if column.paid and column.paid[0][0].startswith(_COUNTED):
        return tuple(f"{offer} offer{'' if offer == 1 else 's'}" for offer in range(1, rows + 1))
    return tuple(f"{day} days" for day in DAYS)


def _cells(row: _Case, case: Case, core: CoreTables, score: Score, book: FigureBook) -> tuple[str, ...]:
    """A figure a row; one refused figure where nothing can be laid out."""
    name = slug(row.case.id)
    said = f"{row.case.title}: paid of what is asked for"
    if score.evidence(case).measure("months_to_half_out").value == 0:
        return _daily(name, said, book)
    if not row.paid:
        return (book.add(f"{name}_paid", said, Unit.FRACTION, None, "queue of offers", (), _NOT_LAID_OUT),)
    rests = (*_rests_on(row, case, core, book), policy_place("stress", "leaving"))
    method = "paid up to then over asked for, each offer pro rata among those who ask; what is unpaid asks again"
    return tuple(
        book.add(f"{name}_{at}", f"{said} {at.replace('_', ' ')}", Unit.FRACTION, share, method, rests)
        for at, share in row.paid
    )


def _daily(name: str, said: str, book: FigureBook) -> tuple[str, ...]:
    """All of it on any day, where a document says that shares are dealt daily; else in words."""
    book.measure("months_to_half_out")
    rests = book.locators("months_to_half_out")
    if not rests:
        return ("all, on any business day",)
    method = "shares are dealt each business day, at the price of that day"
    return tuple(
        book.add(f"{name}_{_DATED}_{day}", f"{said} by day {day}", Unit.FRACTION, 1.0, method, rests) for day in DAYS
    )


def _rests_on(row: _Case, case: Case, core: CoreTables, book: FigureBook) -> tuple[str, ...]:
    if row.basis is Basis.SUSPENDED:
        terms = documents_of(core, case.candidate.fund).filter(pl.col("term") == "repurchases_suspended")
        return tuple(f"{r['owner']}/{r['file']}:{r['row']}:{r['column']}" for r in terms.iter_rows(named=True))
    names = (_supplied(row, book), "repurchases_per_year")
    book.measure("repurchases_per_year")
    return tuple(locator for name in names for locator in book.locators(name))


def _supplied(row: _Case, book: FigureBook) -> str:
    """The measure of what an offer pays at most: of the worst one, or the cap where that is not known."""
    for name in ("supply_of_worst_offer", "repurchase_cap"):
        book.measure(name)
    known = row.basis is Basis.HISTORY and book.value("supply_of_worst_offer") is not None
    return "supply_of_worst_offer" if known else "repurchase_cap"


def _note(base: _Case, stress: _Case, score: Score, case: Case, book: FigureBook) -> str:
    """What an offer pays in the two cases, and why nothing has a date where that is so."""
    if score.evidence(case).measure("months_to_half_out").value == 0:
        return "Shares are dealt each business day: whoever asks is paid, at whatever the price is that day."
    if base.basis is None:
        return _NOT_LAID_OUT
    if base.basis is Basis.SUSPENDED:
        return "A document says that repurchases are suspended: nothing is paid until they are taken up again."
    part = book.policy(
        f"{slug(stress.case.id)}_of_supply",
        f"{stress.case.title}: size of offers",
        Unit.FRACTION,
        stress.case.of_supply,
        policy_place("stress", "leaving"),
    )
    undated = "" if base.paid[0][0].startswith(_DATED) else " No date can be set: offers a year are not in evidence."
    return f"{_base(base, book)} Stress: {part} of that.{undated}"


def _base(base: _Case, book: FigureBook) -> str:
    supplied = _supplied(base, book)
    paid = book.measure(supplied)
    if supplied == "repurchase_cap":
        return f"Base: each offer pays its cap of {paid}, a ceiling and not history."
    return f"Base: each offer pays what the worst on record paid, {paid} of the fund."


def liquidity(case: Case, score: Score, book: FigureBook) -> tuple[str, ...]:
    """Terms, and the worst fill known, of the fund or else among its peers."""
    if score.evidence(case).measure("months_to_half_out").value == 0:
        return ()
    times, cap = book.measure("repurchases_per_year"), book.measure("repurchase_cap")
    return (f"Offers a year: {times}; cap of one: {cap}. {_worst(book)}",)


def _worst(book: FigureBook) -> str:
    book.measure("worst_fill_known")
    if book.value("worst_fill_known") is not None:
        book.ensure(("⟨n_of_worst_fill_known⟩",))
        which = "The one fill on record" if book.value("n_of_worst_fill_known") == 1 else "Worst fill on record"
        said = f"{which}: ⟨worst_fill_known⟩, ⟨date_of_worst_fill_known⟩."
    elif book.comparison("worst_fill_known").peer_worst is not None:
        said = (
            "Worst fill: ⟨worst_fill_known⟩; among peers ⟨peer_worst_worst_fill_known⟩ "
            "(⟨name_of_peer_worst_worst_fill_known⟩, ⟨date_of_peer_worst_worst_fill_known⟩)."
        )
    else:
        said = "Worst fill: ⟨worst_fill_known⟩."
    book.ensure((said,))
    return said
