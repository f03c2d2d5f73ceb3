"""Whether recordkeeper and trustee can hold, price and pay out the fund: a checklist, each item with why it is asked.

Belongs here: the items, by how shares of a wrapper are dealt. Does not: what participants are told (`disclosure.py`).
"""

from dataclasses import dataclass

from prudent.memo.document import Section
from prudent.memo.exhibits import MemoTable, text_columns
from prudent.memo.figures import FigureBook
from prudent.memo.parts.on_file import OnFile
from prudent.memo.prose import plain, quoted
from prudent.model.case import Case
from prudent.model.counted import counted
from prudent.model.plan import HostKind
from prudent.score.liquidity.terms import LiquidityTerms

_DEFAULTS = (HostKind.TARGET_DATE, HostKind.MANAGED_ACCOUNT)


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing that daily recordkeeping needs."""

    need: str
    term: str
    why: str
    """For a fund that is dealt on some days only."""
    daily: str
    """For shares that are dealt each business day; empty where the item means nothing for them."""
    is_answered_daily: bool = False
    """Whether daily dealing is itself the answer."""


_ITEMS = (
    _Item(
        "A value each business day",
        "valued_daily",
        "The default is valued each business day. A fund that deals on some days only may state a value less often, "
        "and an old value pays those who leave at the cost of those who stay.",
        "The wrapper itself prices or deals its shares each business day.",
        is_answered_daily=True,
    ),
    _Item(
        "Trade cut-off",
        "trade_cutoff",
        "Orders of the default close each day at one hour; orders of this fund close on its own dealing days.",
        "Orders reach the market or the fund by an hour of its own, which may be earlier than the recordkeeper's.",
    ),
    _Item(
        "Bridging structure",
        "bridging_structure",
        "The menu deals daily and the fund does not: between its dealing days somebody must hold or advance cash.",
        "",
    ),
    _Item(
        "Unitisation",
        "unitised",
        "Savers hold units of the default and not the fund: one unit value has to be struck each day with the sleeve "
        "in it.",
        "Savers hold units of the default and not the fund: one unit value has to be struck each day with the sleeve "
        "in it.",
    ),
    _Item(
        "Transfer when the recordkeeper changes",
        "recordkeeper_transfer",
        "Shares that the next recordkeeper cannot hold have to be sold, on the fund's own dealing days.",
        "Shares can be moved between custodians or sold on the day; who does either for the plan has to be agreed.",
    ),
    _Item(
        "Trustee's consent",
        "trustee_consent",
        "The trustee signs the subscription and holds shares that no depository may keep.",
        "The trustee has to be able to hold the shares and to vote on them.",
    ),
    _Item(
        "Blackout",
        "blackout_terms",
        "Where participants cannot give orders, the fund's own calendar can make the time longer.",
        "Where participants cannot give orders, the price goes on moving.",
    ),
)
_NOTICE = _Item(
    "Notice of the default",
    "qdia_notice",
    "A notice of a default has to give "
    f"{quoted('investment objectives, risk and return characteristics, fees', '29 CFR 2550.404c-5(d)(3)')}; a sleeve "
    "changes them.",
    "A notice of a default has to give "
    f"{quoted('investment objectives, risk and return characteristics, fees', '29 CFR 2550.404c-5(d)(3)')}; a sleeve "
    "changes them.",
)
_EXIT = _Item(
    "Leaving the default",
    "default_exit_terms",
    "A participant must be able to leave a default at least quarterly, early on without a fee "
    "(29 CFR 2550.404c-5(c)(5)), whatever the dealing days of the fund are.",
    "A participant must be able to leave a default at least quarterly, early on without a fee "
    "(29 CFR 2550.404c-5(c)(5)).",
)


def readiness(case: Case, on_file: OnFile, book: FigureBook, leaving: LiquidityTerms) -> Section:
    """The checklist: in evidence, no, not in evidence, or not applicable, with the reason from the wrapper."""
    host = case.plan.sleeve.host_kind
    items = (*_ITEMS, *((_NOTICE, _EXIT) if host in _DEFAULTS else ()))
    rows = tuple(_row(item, on_file, is_daily=leaving.is_daily) for item in items)
    missing = sum(row[1].startswith("○") for row in rows)
    asked = sum(not row[1].startswith("–") for row in rows)
    of_all = f"Of {counted(asked)} things that daily recordkeeping needs of this fund"
    said = f"{of_all}, {counted(missing)} {'is' if missing == 1 else 'are'} not in evidence. {_dealing(book, leaving)}"
    return Section(
        id="readiness",
        title="Recordkeeper, trustee and participant disclosure",
        paragraphs=(said,),
        tables=(
            MemoTable(
                id="readiness",
                title="What daily recordkeeping needs",
                columns=text_columns("What", "On file", "Why it is asked of this fund"),
                rows=rows,
                note=_host(case),
            ),
        ),
    )


def _dealing(book: FigureBook, leaving: LiquidityTerms) -> str:
    if leaving.is_daily:
        return "Its shares are dealt each business day."
    times, wait = book.measure("repurchases_per_year"), book.measure("months_to_half_out")
    return f"Offers a year: {times}; months until half of a holding is out, everybody asking: {wait}."


def _host(case: Case) -> str:
    if case.plan.sleeve.host_kind is None:
        return "What kind of default the sleeve would stand in is not on file, so its notice is not asked for here."
    return f"The sleeve would stand in the plan's {plain(case.plan.sleeve.host)}."


def _row(item: _Item, on_file: OnFile, *, is_daily: bool) -> tuple[str, ...]:
    if is_daily and not item.daily:
        return item.need, "– not applicable", "Its shares are dealt each business day; there is nothing to bridge."
    why = item.daily if is_daily else item.why
    stated = on_file.figure(item.term, item.need)
    if on_file.is_no(item.term):
        return item.need, f"◐ {stated}", why
    if on_file.value(item.term) is not None:
        return item.need, f"● {stated}", why
    if is_daily and item.is_answered_daily:
        return item.need, "● by its wrapper", why
    return item.need, "○ not in evidence", why
