"""Which currencies a template names.

Belongs here: the ways in which a currency is named. Does not: what is refused (`head.py`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prudent.ingest.workbook.cells import Sheet

OURS = "USD"
_LABEL = re.compile(
    r"^(?:[a-z'\-]+ ){0,2}currency(?: (?:code|iso|of [a-z ]{1,20}))?(?: \((?:iso|code|iso code)\))?"
    r" ?(?:[:=\-] ?(?P<said>.*))?$",
    re.IGNORECASE,
)
_BESIDE = 4
"""Columns to the right of a label in which its currency is looked for; templates leave merged cells between."""
_DOLLARS = frozenset({"usd", "us$", "u.s.$", "us dollar", "us dollars", "u.s. dollar", "u.s. dollars", "usd ($"})
_CODE = re.compile(
    r"(?<![A-Za-z])(?:"
    r"AED|AFN|AMD|AOA|ARS|AUD|AWG|AZN|BBD|BDT|BGN|BHD|BIF|BMD|BND|BRL|BSD|BTN|BWP|BYN|BZD|CAD|CDF|CHF|CLF|CLP|CNH|"
    r"CNY|CRC|CVE|CZK|DJF|DKK|DOP|DZD|EGP|ERN|ETB|EUR|FJD|FKP|GBP|GHS|GMD|GNF|GTQ|GYD|HKD|HNL|HTG|HUF|IDR|ILS|INR|"
    r"IQD|ISK|JMD|JOD|JPY|KES|KGS|KHR|KMF|KRW|KWD|KYD|KZT|LBP|LKR|LRD|LSL|LYD|MDL|MGA|MKD|MMK|MNT|MRU|MUR|MVR|"
    r"MWK|MXN|MYR|MZN|NGN|NIO|NOK|NPR|NZD|OMR|PGK|PHP|PKR|PLN|PYG|QAR|RMB|RSD|RUB|RWF|SAR|SBD|SCR|SDG|SEK|SGD|SHP|"
    r"SLE|SRD|SSP|STN|SVC|SYP|SZL|THB|TJS|TMT|TND|TTD|TWD|TZS|UAH|UGX|USD|UYU|UZS|VES|VND|VUV|WST|XAF|XCD|XDR|XOF|"
    r"XPF|YER|ZAR|ZMW"
    r")(?=[a-z]{0,2}(?![A-Za-z]))"
)
"""Codes of ISO 4217 and two that the trade writes (CNH, RMB), alone or with a multiple (USDm). Left out are those
that a heading in capitals holds as words (ALL, TRY, TOP, PEN and the like) and IRR; beside a label any word counts."""
_NAMED = re.compile(
    r"(?P<usd>\bus ?\$|\bu\.s\. ?\$|\b(?:us|u\.s\.|united states) dollars?)"
    r"|(?P<other>€|£|¥|\b(?:ca?|au?|hk|sg?|nz|nt|r)\$"
    r"|\b(?:euros?|pounds? sterling|sterling|yen|swiss francs?|renminbi|yuan"
    r"|(?:canadian|australian|hong kong|singapore|new zealand) dollars?)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A currency and where it is named."""

    currency: str
    """`USD`, or what the file says."""
    place: str
    labelled: bool
    """Whether a label, as `Reporting currency`, says that this is the currency."""


def labelled(sheet: Sheet, row: int, column: int, said: str) -> Named | None:
    """What a label and the cell beside it say.

    Args:
        sheet: where the label stands.
        row: its row.
        column: its column.
        said: its text, plain (`head.py`).

    Returns:
        The currency; None where the cell is no such label or nothing stands beside it.
    """
    label = _LABEL.match(said)
    if label is None:
        return None
    if label["said"]:
        return Named(_as_code(label["said"]), sheet.place(row, column), labelled=True)
    for at in range(column + 1, column + 1 + _BESIDE):
        if text := sheet.text(row, at).strip():
            return Named(_as_code(text), sheet.place(row, at), labelled=True)
    return None


def below(sheet: Sheet, row: int, column: int, said: str) -> Iterator[Named]:
    """What stands in a table's column that is headed as a currency, down to the first empty cell."""
    if not _LABEL.match(said):
        return
    for at in range(row + 1, len(sheet.rows) + 1):
        if not (text := sheet.text(at, column).strip()):
            return
        yield Named(_as_code(text), sheet.place(at, column), labelled=True)


def mentioned(said: str, place: str) -> Iterator[Named]:
    """Every currency that a plain text names by its code, sign or name.

    Args:
        said: the text; codes are in capitals.
        place: where it stands.
    """
    for found in _CODE.finditer(said):
        yield Named(found[0], place, labelled=False)
    for found in _NAMED.finditer(said):
        yield Named(OURS if found["usd"] else found["other"], place, labelled=False)


def _as_code(said: str) -> str:
    return OURS if said.casefold().strip(" .:()") in _DOLLARS else said
