"""Parts A and B of Form N-PORT: whose report it is and of what day, the fund's balance, and its monthly returns.

Belongs here: what the form says of the fund as a whole. Does not: its investments (`nport_holdings.py`). The flows of
Item B.6 are read by nobody: no core table holds sales and redemptions of a fund that is not drawn down.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce

from prudent.ingest.characters import dotted, shown
from prudent.ingest.edgar.form_owner import check_filer, check_series, check_submission
from prudent.ingest.edgar.form_xml import EXACT, Form, collapsed, money, place
from prudent.ingest.edgar.tagged_rows import Placed, unfit, written
from prudent.ingest.edgar.xml_element import Element
from prudent.model.fund import Fund
from prudent.model.packet import Noticed
from prudent.model.period import Frequency, ReturnKind, month_end, months_before
from prudent.tables.spec import table

_PUBLIC = ("NPORT-P", "NPORT-P/A")
"""NPORT-NP are the two months of a quarter that only the SEC sees."""
_GENERAL = "formData/genInfo"
_FUND = "formData/fundInfo"
_RETURNS = f"{_FUND}/returnInfo/monthlyTotReturns/monthlyTotReturn"
_DAY = f"{_GENERAL}/repPdDate"
_NOTES = "formData/explntrNotes/explntrNote"
_PAYABLE = tuple(
    f"{_FUND}/amtPay{when}{whom}"
    for when in ("OneYr", "AftOneYr")
    for whom in ("BanksBorr", "CtrldComp", "OthAffil", "Other")
)
"""Item B.2.c: notes payable, bonds and similar debt (Regulation S-X, rule 6-04(13)(a)), due within a year and after,
to banks, controlled companies, other affiliates and others."""
_BALANCE = {
    "total_assets_usd": f"{_FUND}/totAssets",
    "total_liabilities_usd": f"{_FUND}/totLiabs",
    "net_assets_usd": f"{_FUND}/netAssets",
}
_BORROWINGS = "borrowings_usd"
_EMPTY_IF = {path: column for column, path in _BALANCE.items()} | dict.fromkeys(_PAYABLE, _BORROWINGS)
"""The column that is left empty where an item is below zero."""
_LATEST_BUSINESS_DAY = timedelta(days=4)
"""A report speaks of the last calendar or business day of a month (General Instruction A): a weekend of three days
before a month's end leaves three, a day in mourning four."""
_MONTHS = 3
_RETURN = "return_pct"
_SMALL = Decimal("0.05")
"""Per cent, as of other series (`series_doubts.py`): cash at rates near zero, or 5 % written as a fraction."""
_MOST_NOTES = 20
"""Of a filer's notes; more would bury what else is told."""


def check_report(form: Form, fund: Fund) -> None:
    """Refuse what is not a public report of this fund (Items A.1.c and A.2.b).

    Raises:
        DataBad: a test, a confidential report or one of the two months of a quarter that stay non-public; CIK or series
            are not the fund's, or cannot be shown to be. SchemaChanged: it is no Form N-PORT.
    """
    check_submission(form, "headerData/submissionType", _PUBLIC, "headerData/filerInfo/liveTestFlag")
    if form.text("headerData/isConfidential").lower() == "true":
        raise form.wrong("the submission is marked confidential, so nothing of it may be used")
    check_filer(form, fund, f"{_GENERAL}/regCik", form.needed(f"{_GENERAL}/regCik"))
    series, header = form.text(f"{_GENERAL}/seriesId"), "headerData/filerInfo/seriesClassInfo/seriesId"
    check_series(form, fund, f"{_GENERAL}/seriesId", series)
    if (other := form.text(header).upper()) and other != series.upper():
        raise form.wrong(f"{header} is {shown(other)}, and seriesId of Item A.2.b is another")


def report_day(form: Form) -> Placed:
    """The day that the report speaks of (Item A.3.b)."""
    return Placed(form.day(form.needed(_DAY), _DAY).isoformat(), place(_DAY))


def balance(form: Form) -> tuple[Mapping[str, Placed], tuple[Noticed, ...]]:
    """Items B.1.a to B.1.c and the sum of B.2.c, in dollars; what is below zero is left empty and told.

    Total and net assets, liabilities and debt below zero are errors of a filer, for which no report is refused. A sum
    with one such part is as doubtful as the part.
    """
    row: dict[str, Placed] = {"as_of": report_day(form)}
    noticed: list[Noticed] = []
    amounts = {path: form.number(form.needed(path), path) for path in (*_BALANCE.values(), *_PAYABLE)}
    for path, amount in amounts.items():
        if amount < 0:
            what = f"{money(amount)} USD is less than 0; {_EMPTY_IF[path]} is left empty."
            noticed.append(form.noticed(place(path), what))
    for column, path in _BALANCE.items():
        if amounts[path] >= 0:
            row[column] = Placed(money(amounts[path]), place(path))
    owed = [amounts[path] for path in _PAYABLE]
    if min(owed) >= 0:
        where = f"sum({place(_FUND)}/*[starts-with(local-name(), 'amtPay')])"
        row[_BORROWINGS] = Placed(money(reduce(EXACT.add, owed)), where)
    return row, tuple(noticed)


def returns(form: Form, fund: Fund) -> tuple[tuple[Mapping[str, Placed], ...], tuple[Noticed, ...]]:
    """Item B.5.a: total returns of three months, in per cent, of the class of shares that the fund is.

    `rtn1` is the first month of the quarter and `rtn3` that of the report's day. They are after fees and before sales
    loads and redemption fees, at net asset value. Form N-2, whose method a closed-end fund follows, asks for market
    price where the shares are listed; none of the wrappers that file this form here is. A month that is not applicable
    has no row.
    """
    chosen = _class_of(form, fund)
    if isinstance(chosen, str):
        return (), (form.noticed(place(_RETURNS), f"{chosen}; the monthly returns are left out."),)
    element, path = chosen
    last = _last_month(form)
    if last is None:
        what = "The report's day is not the last of its month, so its monthly returns are of no calendar month."
        return (), (form.noticed(place(_DAY), what),)
    noticed: list[Noticed] = []
    months = [_month(form, element, path, last, number, noticed) for number in range(1, _MONTHS + 1)]
    rows = tuple(row for row in months if row is not None)
    return rows, (*noticed, *_looks_like_fractions(form, path, rows))


def _looks_like_fractions(form: Form, path: str, rows: tuple[Mapping[str, Placed], ...]) -> tuple[Noticed, ...]:
    """That three months running hardly move: the form asks for per cent, and some filers write fractions."""
    given = [Decimal(row[_RETURN].text) for row in rows]
    if len(given) < _MONTHS or not any(given) or max(abs(value) for value in given) >= _SMALL:
        return ()
    listed = ", ".join(f"{value:f}" for value in given)
    what = f"The three months' returns are {listed}, all under {_SMALL} %: did the filer write fractions for per cent?"
    return (form.noticed(place(path), what),)


def told(form: Form) -> tuple[Noticed, ...]:
    """That this is the last report (Item A.4), and which items the filer explains in notes (Part E)."""
    noticed: list[Noticed] = []
    if form.text(f"{_GENERAL}/isFinalFiling") == "Y":
        noticed.append(form.noticed(place(f"{_GENERAL}/isFinalFiling"), "The filer says that this is its last report."))
    notes = form.elements(_NOTES)
    for number, note in enumerate(notes[:_MOST_NOTES], start=1):
        item, text = note.get("noteItem") or "", note.get("note") or ""
        where = place(f"{_NOTES}[{number}]")
        noticed.append(form.noticed(where, f"The filer explains Item {shown(item)}: '{_in_full(form, text)}'."))
    if (more := len(notes) - _MOST_NOTES) > 0:
        noticed.append(form.noticed(place(_NOTES), f"{more} more notes of the filer are in the report."))
    return tuple(noticed)


def _in_full(form: Form, text: str) -> str:
    """A note on one line, as long as a cell may be: what it says may decide how a figure is read."""
    plain, longest = dotted(collapsed(text)), form.source.limits.cell_characters
    return plain if len(plain) <= longest else f"{plain[:longest]}…"


def _class_of(form: Form, fund: Fund) -> tuple[Element, str] | str:
    """The row of the fund's class and its path, or why there is none."""
    rows = form.elements(_RETURNS)
    if not rows:
        raise form.changed(f"{place(_RETURNS)} is missing")
    paths = [f"{_RETURNS}[{number}]" if len(rows) > 1 else _RETURNS for number in range(1, len(rows) + 1)]
    classes = [(row.get("classId") or "").upper() for row in rows]
    if fund.class_id is None:
        if len(rows) == 1:
            return rows[0], paths[0]
        return f"There are returns of {len(rows)} classes of shares, and fund.yml names none (class_id)"
    of_class = [index for index, name in enumerate(classes) if name == fund.class_id]
    if len(of_class) == 1:
        return rows[of_class[0]], paths[of_class[0]]
    return f"There are {len(of_class) or 'no'} rows of returns of the class {fund.class_id}"


def _last_month(form: Form) -> date | None:
    day = form.day(form.needed(_DAY), _DAY)
    end = month_end(day)
    return end if end - day <= _LATEST_BUSINESS_DAY else None


def _month(
    form: Form, row: Element, path: str, last: date, number: int, noticed: list[Noticed]
) -> Mapping[str, Placed] | None:
    text = (row.get(f"rtn{number}") or "").strip()
    where = f"{path}/@rtn{number}"
    if not text:
        raise form.changed(f"{place(where)} is missing", row)
    if text == "N/A":
        return None
    value, end = form.number(text, where, row), months_before(last, _MONTHS - number)
    if why := unfit(table("core_fund__returns"), _RETURN, value):
        noticed.append(form.noticed(place(where), f"The return of {end}, {written(value)} %, {why}; it is left out."))
        return None
    return {
        "frequency": Placed(Frequency.MONTHLY.value, place(path)),
        "kind": Placed(ReturnKind.TOTAL_NET.value, place(path)),
        "period_end": Placed(end.isoformat(), place(_DAY)),
        _RETURN: Placed(written(value), place(where)),
    }
