"""How a figure becomes words, once, for every format.

Belongs here: rounding, units, dates, and the fixed words and shapes for statuses. Does not: links, escaping, layout.
No locale, no clock. Values are rounded half to even on their shortest decimal writing, and nowhere else.
"""

from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal

from prudent.memo.prose import Figure
from prudent.model.finding import CheckOutcome, FindingStatus
from prudent.model.fund import AssetClass, Wrapper
from prudent.model.measured import Refusal, RefusalCode, Unit
from prudent.model.period import Window, month_end
from prudent.model.validation import Outcome

NARROW = "\u202f"
"""Narrow no-break space, between a number and its sign."""
MINUS = "\u2212"

_WIDE = Context(prec=400)  # room for every float, so that rounding never fails
# the calendar module's names follow the machine's locale
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_PERCENT = (Unit.FRACTION, Unit.FRACTION_PER_YEAR)
_CENTS_BELOW, _THOUSAND, _MILLION = 100, 1_000, 1_000_000

_PLAIN = {  # decimal places, what stands before and what after
    Unit.USD_PER_SHARE: (2, "$", ""),
    Unit.MULTIPLE: (2, "", "×"),
    Unit.RATIO: (2, "", ""),
    Unit.COUNT: (0, "", ""),
}
_REFUSED = {
    RefusalCode.NOT_EVIDENCED: "not in evidence",
    RefusalCode.TOO_FEW_OBSERVATIONS: "too few points",
    RefusalCode.WINDOW_NOT_COVERED: "window not covered",
    RefusalCode.NOT_A_RETURN_SERIES: "refused: not a return series",
    RefusalCode.NOT_APPLICABLE: "not applicable",
    RefusalCode.NO_VARIATION: "refused: no variation",
    RefusalCode.NO_SMOOTHING_FOUND: "no lag found",
    RefusalCode.TOO_FEW_PEERS: "refused: too few peers",
    RefusalCode.COVERAGE_TOO_LOW: "refused: coverage too low",
    RefusalCode.ONE_SIGNED: "refused: flows of one sign",
    RefusalCode.NOT_CONVERGED: "refused: no fit found",
    RefusalCode.NOT_UNIQUE: "refused: more than one answer",
    RefusalCode.NOT_INDEPENDENT: "refused: returns not independent",
    RefusalCode.CONTRADICTED: "refused: contradicted",
    RefusalCode.OUT_OF_RANGE: "refused: out of range",
}

_STATUS = {
    FindingStatus.SUPPORTED: "●",
    FindingStatus.NOT_SUPPORTED: "◐",
    FindingStatus.INSUFFICIENT_EVIDENCE: "○",
    FindingStatus.NOT_APPLICABLE: "–",
    CheckOutcome.MET: "●",
    CheckOutcome.NOT_MET: "◐",
    CheckOutcome.NOT_IN_EVIDENCE: "○",
    CheckOutcome.NOT_APPLICABLE: "–",
    Outcome.PASSED: "●",
    Outcome.FAILED: "◐",
    Outcome.BROKE: "△",
    Outcome.NOT_APPLICABLE: "–",
}

_WRAPPERS = {
    Wrapper.INTERVAL_FUND: "interval fund",
    Wrapper.TENDER_OFFER_FUND: "tender-offer fund",
    Wrapper.BDC_NONTRADED: "non-traded BDC",
    Wrapper.NONTRADED_REIT: "non-traded REIT",
    Wrapper.OPERATING_COMPANY: "operating company",
    Wrapper.ETP_GRANTOR_TRUST: "exchange-traded grantor trust",
    Wrapper.COLLECTIVE_TRUST: "collective investment trust",
    Wrapper.PRIVATE_FUND: "private fund",
    Wrapper.OPEN_END_FUND: "open-end fund",
}


def shape_text(status: FindingStatus | CheckOutcome | Outcome) -> str:
    """The shape that stands before a status's words: ● ◐ ○ – and △ for a rule that broke."""
    return _STATUS[status]


def status_text(status: FindingStatus | CheckOutcome | Outcome) -> str:
    """Shape and words, so that a grey printer says the same as a screen."""
    return f"{shape_text(status)} {status.value.replace('_', ' ')}"


def class_text(kind: AssetClass | Wrapper) -> str:
    """An asset class or a wrapper in the field's words."""
    return _WRAPPERS[kind] if isinstance(kind, Wrapper) else kind.value.replace("_", " ")


def date_text(day: date) -> str:
    """31 December 2025."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def rule_text(citation: str, status: str, status_as_of: date) -> str:
    """The rule's citation and status, as every page and every decision says them."""
    return f"Rule {citation.removeprefix(status).strip()}: {status} as of {date_text(status_as_of)}"


def window_text(window: Window) -> str:
    """January 2021 to December 2025 for whole months; full dates otherwise."""
    if window.start.day == 1 and window.end == month_end(window.end):
        start, end = (f"{_MONTHS[day.month - 1]} {day.year}" for day in (window.start, window.end))
        return start if start == end else f"{start} to {end}"
    return f"{date_text(window.start)} to {date_text(window.end)}"


def refusal_text(refusal: Refusal) -> str:
    """A few words in place of a number. The whole reason stands in the list of figures."""
    return _REFUSED[refusal.code]


def figure_text(figure: Figure, *, aligned: bool = False) -> str:
    """What the memo prints for a figure: its value with its unit, or a few words of refusal. `aligned`: see below.

    Raises:
        ValueError: a figure of unit `date` whose text is no ISO date, or a number without a numeric unit.
    """
    if figure.refusal is not None:
        return refusal_text(figure.refusal)
    if figure.text is not None:
        return date_text(date.fromisoformat(figure.text)) if figure.unit is Unit.DATE else figure.text
    if figure.value is None:
        raise ValueError(f"figure {figure.name} has neither a value nor a refusal")
    return value_text(figure.value, figure.unit, aligned=aligned)


def is_split(value: float | None, unit: Unit) -> bool:
    """True for a per cent that is not a whole one, beside which the others of its column print decimals too."""
    return value is not None and unit in _PERCENT and not _is_whole(_percent(value))


def value_text(value: float, unit: Unit, *, aligned: bool = False) -> str:
    """A number with its unit, such as `3.63 %`, `$1.63 billion`, `$22.66`, `1.73×` or `42`.

    A fraction that is a whole per cent prints no decimals (a 5 % cap is 5 %) unless it stands `aligned` in a column
    with others; all others print two. `a year`, `months` and `days` are said by the sentence or the head, not here.

    Raises:
        ValueError: the unit is `date` or `text`, which hold no number.
    """
    number = Decimal(repr(value))
    match unit:
        case Unit.FRACTION | Unit.FRACTION_PER_YEAR:
            percent = _percent(value)
            return f"{_signed(percent, 0 if _is_whole(percent) and not aligned else 2)}{NARROW}%"
        case Unit.USD | Unit.USD_PER_YEAR:
            return _dollars(number)
        case Unit.MONTHS | Unit.DAYS:
            return _signed(number, 0 if _is_whole(number) else 1)
        case _:
            return _plain(number, unit)


def _plain(number: Decimal, unit: Unit) -> str:
    if unit not in _PLAIN:
        raise ValueError(f"a figure of unit {unit} holds text, not the number {number}")
    places, before, after = _PLAIN[unit]
    return f"{_signed(number, places, before)}{after}"


def _percent(value: float) -> Decimal:
    return Decimal(repr(value)).scaleb(2, _WIDE)


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _round(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, _WIDE)


def _signed(number: Decimal, places: int, before: str = "") -> str:
    rounded = _round(number, places)
    sign = MINUS if rounded < 0 else ""  # negative zero is not below zero
    return f"{sign}{before}{abs(rounded):,f}"


def _dollars(number: Decimal) -> str:
    cents, dollars = _round(number, 2), _round(number, 0)
    millions, billions = number.scaleb(-6, _WIDE), number.scaleb(-9, _WIDE)
    if abs(cents) < _CENTS_BELOW and not _is_whole(cents):
        return _signed(number, 2, "$")
    if abs(dollars) < _MILLION:
        return _signed(number, 0, "$")
    if abs(_round(millions, 1)) < _THOUSAND:
        return f"{_signed(millions, 1, '$')} million"
    return f"{_signed(billions, 2, '$')} billion"
