"""Which forms are fetched for which kind of fund, and how each is read.

Belongs here: the table below. Does not: fetching (`fetch.py`) and reading (`prudent/ingest/edgar`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from prudent.errors import UsageError
from prudent.ingest.characters import shown
from prudent.model.delivery import Format
from prudent.model.fund import Wrapper
from sources.edgar.submissions import Filing

SINCE = date(2018, 6, 1)
"""Filings before this day are not fetched unless asked for: the first Forms N-CEN are of June 2018 (Investment Company
Reporting Modernization, Rel. IC-32314); public N-PORT begins in 2019 and tagged fee tables in 2022."""

ALL = "all"

_REGISTERED = frozenset({Wrapper.INTERVAL_FUND, Wrapper.TENDER_OFFER_FUND, Wrapper.OPEN_END_FUND})
_OFFERING = frozenset(
    {Wrapper.INTERVAL_FUND, Wrapper.TENDER_OFFER_FUND, Wrapper.BDC_NONTRADED, Wrapper.NONTRADED_REIT,
     Wrapper.OPERATING_COMPANY}
)  # fmt: skip
_REPORTING = frozenset(
    {Wrapper.BDC_NONTRADED, Wrapper.NONTRADED_REIT, Wrapper.OPERATING_COMPANY, Wrapper.ETP_GRANTOR_TRUST}
)
_PRIVATE = frozenset(
    {Wrapper.PRIVATE_FUND, Wrapper.TENDER_OFFER_FUND, Wrapper.BDC_NONTRADED, Wrapper.NONTRADED_REIT,
     Wrapper.OPERATING_COMPANY}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Family:
    """Forms that are asked for by one name, amendments among them."""

    name: str
    forms: frozenset[str]
    """As EDGAR names them, without /A."""
    wrappers: frozenset[Wrapper]
    format: Format
    by_class: bool = False
    """Filed for single classes of shares."""

    def format_of(self, filing: Filing) -> Format:
        """How a filing is read: a page without tags is kept and cited, and no figure is taken out of it."""
        if self.format is Format.INLINE_XBRL and not filing.is_inline:
            return Format.DOCUMENT
        return self.format


FAMILIES = (
    Family("NPORT-P", frozenset({"NPORT-P"}), _REGISTERED, Format.NPORT),
    Family("N-CEN", frozenset({"N-CEN"}), _REGISTERED, Format.NCEN),
    Family("N-CSR", frozenset({"N-CSR", "N-CSRS"}), _REGISTERED, Format.INLINE_XBRL),
    Family(
        "N-2",
        frozenset({"N-2", "N-2ASR", "POS 8C", "486BPOS"}),
        _REGISTERED - {Wrapper.OPEN_END_FUND} | {Wrapper.BDC_NONTRADED},
        Format.INLINE_XBRL,
        by_class=True,
    ),
    Family("10-K", frozenset({"10-K", "10-Q"}), _REPORTING, Format.COMPANY_FACTS),
    Family("SC TO-I", frozenset({"SC TO-I", "N-23C3A", "N-23C3B", "N-23C3C"}), _OFFERING, Format.DOCUMENT),
    Family("D", frozenset({"D"}), _PRIVATE, Format.FORM_D),
)
NAMES = (ALL, *(family.name for family in FAMILIES))


def asked_for(names: Iterable[str]) -> tuple[Family, ...]:
    """The families of forms that are named, each by its own name or one of its forms; all of them for `all`.

    Raises:
        UsageError: no family is of that name.
    """
    chosen: dict[str, Family] = {}
    for name in names:
        plain = name.strip().upper().removesuffix("/A")
        found = FAMILIES if plain == ALL.upper() else [one for one in FAMILIES if plain in {one.name, *one.forms}]
        if not found:
            raise UsageError(f"There is no form {shown(name)} to fetch. There are: {', '.join(NAMES)}.")
        chosen |= {family.name: family for family in found}
    return tuple(chosen.values())


def family_of(filing: Filing, families: tuple[Family, ...]) -> Family | None:
    """The family that a filing belongs to; None if it is not wanted."""
    return next((family for family in families if filing.original_form in family.forms), None)
