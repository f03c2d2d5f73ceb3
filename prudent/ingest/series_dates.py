"""Reads the dates of a series in the declared form, and files each under the last day of its month.

Belongs here: dates. English month names are a table of ours, because the library's own depend on the machine's locale.
Does not: where a date stands (`series_cells.py`).
"""

import re
from datetime import date, timedelta

from prudent.errors import DataBad
from prudent.ingest.characters import shown
from prudent.ingest.files import SourceFile
from prudent.ingest.series_cells import SeriesCell
from prudent.model.delivery import SeriesShape
from prudent.model.period import month_end

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_PARTS = {
    "%d": r"(?P<day>[0-9]{1,2})",
    "%m": r"(?P<month>[0-9]{1,2})",
    "%b": f"(?P<short>{'|'.join(name[:3] for name in _MONTHS)})",
    "%B": f"(?P<long>{'|'.join(_MONTHS)})",
    "%Y": r"(?P<year>[0-9]{4})",
    "%y": r"(?P<two>[0-9]{2})",
    "%%": "%",
}
_SIGN = re.compile(r"%.?")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TWO_DIGIT_TURN = 69
"""Two digits from 69 on are of the last century, those below of this one (POSIX, strptime)."""
_SATURDAY = 5


def day_of(source: SourceFile, shape: SeriesShape, cell: SeriesCell) -> date:
    """The last day of the month that a date speaks of.

    Raises:
        DataBad: the declared `date_format` cannot be read, or the text is no date of the declared form, or not a day
            that the declared form stands for.
    """
    if shape.dates == "text":
        day, has_day = _text_day(source, shape.date_format or "", cell)
        if has_day and day != month_end(day) and not _is_last_business_day(day):
            raise _wrong(source, cell, "is neither the last day of its month nor its last business day")
        return month_end(day)
    day = _iso_day(source, cell)
    if shape.dates == "month_end" and day != month_end(day):
        meant = "month_start" if day.day == 1 else "business_day"
        raise _wrong(
            source, cell, f"is not the last day of its month, {month_end(day)}; declare dates {meant} if so meant"
        )
    if shape.dates == "month_start" and day.day != 1:
        raise _wrong(source, cell, "is not the first day of its month, as declared by dates month_start")
    if shape.dates == "business_day" and not _is_last_business_day(day):
        raise _wrong(source, cell, "is not the last business day of its month")
    return month_end(day)


def _iso_day(source: SourceFile, cell: SeriesCell) -> date:
    try:
        day = date.fromisoformat(cell.date) if _ISO.fullmatch(cell.date) else None
    except ValueError:
        day = None
    if day is None:
        _check_not_words(source, cell)
        raise _wrong(
            source,
            cell,
            "is not a date written as 2025-12-31; declare dates: text and its date_format, such as %d/%m/%Y, if it is "
            "written in another way",
        )
    return day


def _check_not_words(source: SourceFile, cell: SeriesCell) -> None:
    """A row such as YTD below a series: no form of dates has no digit, so another declaration would not help."""
    if not any(sign.isdigit() for sign in cell.date):
        raise _wrong(
            source, cell, "is no date in any form; remove the rows below the series, such as totals and footnotes"
        )


def _is_last_business_day(day: date) -> bool:
    """The month's last weekday, or the weekday before it, for a month whose last weekday is a holiday.

    Which days are holidays is not known here; no two weekdays at the end of a month are in the United States.
    """
    last = _weekday_before(month_end(day) + timedelta(days=1))
    return day in {last, _weekday_before(last)}


def _weekday_before(day: date) -> date:
    before = day - timedelta(days=1)
    while before.weekday() >= _SATURDAY:
        before -= timedelta(days=1)
    return before


def _text_day(source: SourceFile, form: str, cell: SeriesCell) -> tuple[date, bool]:
    """The date, and whether the text says which day; else the day is the month's last."""
    pattern = _pattern(source, form)
    found = re.fullmatch(pattern, cell.date, re.ASCII | re.IGNORECASE)
    if found is None:
        _check_not_words(source, cell)
        raise _wrong(source, cell, f"is not written as {form}, the declared date_format")
    said = {name: text.lower() for name, text in found.groupdict().items()}
    year = int(said["year"]) if "year" in said else _full_year(int(said["two"]))
    if "month" in said:
        month = int(said["month"])
    else:
        name = said.get("long") or said["short"]
        month = next(number for number, full in enumerate(_MONTHS, start=1) if full.startswith(name))
    try:
        if "day" in said:
            return date(year, month, int(said["day"])), True
        return month_end(date(year, month, 1)), False
    except ValueError:
        raise _wrong(source, cell, "is no day of any calendar") from None


def _full_year(two: int) -> int:
    return 1900 + two if two >= _TWO_DIGIT_TURN else 2000 + two


def _pattern(source: SourceFile, form: str) -> str:
    """The declared format as a pattern: a year, a month and if it likes a day, each once, and signs between them."""
    signs = _SIGN.findall(form)
    unknown = next((sign for sign in signs if sign not in _PARTS), None)
    counts = [sum(sign in alike for sign in signs) for alike in (("%Y", "%y"), ("%m", "%b", "%B"), ("%d",))]
    if unknown is not None or counts[:2] != [1, 1] or counts[2] > 1:
        raise DataBad(
            f"{source.name}: the declared date_format {shown(form)} cannot be read. It needs a year (%Y or %y) and a "
            "month (%m, %b or %B), and may have a day (%d), each once."
        )
    literals = [re.escape(text) for text in _SIGN.split(form)]
    return "".join(text + (_PARTS[sign] if sign else "") for text, sign in zip(literals, [*signs, ""], strict=True))


def _wrong(source: SourceFile, cell: SeriesCell, why: str) -> DataBad:
    return DataBad(f"{source.name}: {cell.date_place}, {shown(cell.date)}, {why}.", file=source.path)
