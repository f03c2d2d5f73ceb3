"""From the sums over Form N-PORT's investments to our composition, fair-value levels and largest holdings.

Belongs here: which sum over which is which column, and the XPath that gives the same figure. Does not: the sums
(`nport_holdings.py`) and the codes (`nport_codes.py`).

Every sum and count is over investments that are worth zero or more, which is what stands under the fund's assets.
Short positions, derivatives at a loss and commitments below par are liabilities: they are part of no figure, so that
shares lie between 0 and 1 and add up to 1, and the total with them is told.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from prudent.ingest.edgar.form_xml import EXACT, Form, money, place
from prudent.ingest.edgar.nport_codes import (
    DEBT,
    EQUITY,
    FUND_ISSUERS,
    NO_LEVEL,
    NOT_FIXED,
    STRUCTURED,
    Kind,
)
from prudent.ingest.edgar.nport_holdings import Holding, Holdings
from prudent.ingest.edgar.tagged_rows import NOTHING, Placed, written
from prudent.model.packet import Noticed

_LIST = place("formData/invstOrSecs/invstOrSec")
_SHARE_PLACES = Decimal(1).scaleb(-10)
"""A share is kept to ten decimals: a dollar of a portfolio of ten billion."""


def _is(element: str, codes: Iterable[str]) -> str:
    return " or ".join(f"{element}='{code}'" for code in codes)


_OF_FUND = f"({_is('assetCat', EQUITY)} or assetConditional) and ({_is('issuerCat', FUND_ISSUERS)})"
_OF_EQUITY = f"({_is('assetCat', EQUITY)}) and not({_is('issuerCat', FUND_ISSUERS)})"
_OF_DEBT, _OF_STRUCTURED = _is("assetCat", DEBT), _is("assetCat", STRUCTURED)


@dataclass(frozen=True, slots=True)
class _Part:
    """Some of the investments: whether a kind is among them, and the same as an XPath predicate."""

    holds: Callable[[Kind], bool]
    predicate: str = ""

    @property
    def path(self) -> str:
        within = f"[{self.predicate}]" if self.predicate else ""
        return f"sum({_LIST}{within}/valUSD[. >= 0])"


_ALL = _Part(lambda _: True)
_LEVELLED = _Part(lambda kind: kind.level != NO_LEVEL, "fairValLevel!='N/A'")
_DEBT_SECURITIES = _Part(lambda kind: bool(kind.coupon), "debtSec")
_LEVELS = tuple(
    (f"level{level}_usd", _Part(lambda kind, level=level: kind.level == level, f"fairValLevel='{level}'"))
    for level in ("1", "2", "3")
)
_SHARES = (
    ("debt_share_frac", _Part(lambda kind: kind.exposure == "debt", _OF_DEBT), _ALL),
    ("equity_share_frac", _Part(lambda kind: kind.exposure == "equity", _OF_EQUITY), _ALL),
    ("fund_share_frac", _Part(lambda kind: kind.exposure == "fund", _OF_FUND), _ALL),
    ("structured_share_frac", _Part(lambda kind: kind.exposure == "structured", _OF_STRUCTURED), _ALL),
    (
        "other_share_frac",
        _Part(
            lambda kind: kind.exposure == "other",
            f"not({_OF_DEBT} or {_OF_STRUCTURED} or ({_OF_FUND}) or ({_OF_EQUITY}))",
        ),
        _ALL,
    ),
    ("level3_share_of_covered_frac", _LEVELS[2][1], _LEVELLED),
    ("level3_coverage_frac", _LEVELLED, _ALL),
    (
        "floating_rate_share_frac",
        _Part(lambda kind: kind.coupon in NOT_FIXED, _is("debtSec/couponKind", NOT_FIXED)),
        _DEBT_SECURITIES,
    ),
    (
        "pik_share_of_debt_frac",
        _Part(lambda kind: kind.in_kind == "Y", "debtSec/isPaidKind='Y'"),
        _DEBT_SECURITIES,
    ),
)
"""Column, what is shared out, and of what. Debt in the last two is what Item C.9 is answered for."""


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The sums of one report and the day that it speaks of."""

    form: Form
    holdings: Holdings
    day: Placed

    def exposure(self) -> Mapping[str, Placed]:
        """The composition on the day. `unrealized_gain_frac` is in no item of the form."""
        largest = Decimal(0)
        for item in self.holdings.largest():
            largest = EXACT.add(largest, item.value)
        shares = {name: self._share(part, whole) for name, part, whole in _SHARES}
        return {
            "as_of": self.day,
            "total_fair_value_usd": Placed(money(self._sum(_ALL)), _ALL.path),
            "positions": Placed(str(self.holdings.summed), f"count({_LIST}[valUSD >= 0])"),
            "top10_share_frac": self._over(largest, self._sum(_ALL), f"the ten largest of {_LIST}/valUSD"),
            **shares,
        }

    def levels(self) -> Mapping[str, Placed] | None:
        """Item C.8 added up; None where no investment carries a level.

        At net asset value, outside the hierarchy, is nothing where every investment carries a level. Where one does
        not, the form's instruction takes it to be at net asset value, and filers also leave out levels that they have:
        so the cell stays empty then, and that is told.
        """
        if not self._sum(_LEVELLED):
            return None
        row = {name: Placed(money(self._sum(part)), part.path) for name, part in _LEVELS}
        outside = NOTHING if self._without_level() else Placed("0", f"sum({_LIST}[fairValLevel='N/A']/valUSD[. >= 0])")
        return {"as_of": self.day, **row, "nav_expedient_usd": outside}

    def largest(self) -> tuple[Mapping[str, Placed], ...]:
        """The ten largest investments, each by itself, under the issuer's name (Item C.1.a), else the issue's title."""
        return tuple(self._holding(rank, item) for rank, item in enumerate(self.holdings.largest(), start=1))

    def told(self) -> tuple[Noticed, ...]:
        """What the sums leave out."""
        holdings, noticed = self.holdings, list[str]()
        if not holdings.count:
            noticed.append("The report lists no investments.")
        if holdings.below_zero:
            noticed.append(self._below_zero())
        if holdings.without_value:
            noticed.append(
                f"{holdings.without_value:,} investments have no value; they are part of no sum and no count."
            )
        if outside := self._without_level():
            noticed.append(
                f"Investments of {money(outside)} USD carry no fair-value level (Item C.8 is N/A). Whether they are at "
                "net asset value is not said one by one, so that figure stays empty."
            )
        if self._sum(_DEBT_SECURITIES):
            noticed.append(
                "Item C.9.e marks debt whose interest is paid in kind, not debt that only may pay so: the share of "
                "debt that may pay in kind is at least the figure."
            )
        return tuple(self.form.noticed(_LIST, what) for what in noticed)

    def _below_zero(self) -> str:
        holdings, total = self.holdings, self._sum(_ALL)
        return (
            f"{holdings.below_zero:,} of {holdings.count:,} investments stand below zero, together "
            f"{money(holdings.below_zero_value)} USD (short positions, derivatives at a loss, commitments). They are "
            f"liabilities and in no figure of the portfolio: its total is {money(total)} USD in {holdings.summed:,} "
            f"holdings, and would be {money(EXACT.add(total, holdings.below_zero_value))} USD less these."
        )

    def _holding(self, rank: int, item: Holding) -> Mapping[str, Placed]:
        here = f"{_LIST}[{item.number}]"
        return {
            "as_of": self.day,
            "rank": Placed(str(rank), here),
            "issuer": Placed(item.name, f"{here}/{item.named_by}"),
            "fair_value_usd": Placed(money(item.value), f"{here}/valUSD"),
            "share_of_portfolio_frac": self._over(item.value, self._sum(_ALL), f"{here}/valUSD"),
        }

    def _without_level(self) -> Decimal:
        return EXACT.subtract(self._sum(_ALL), self._sum(_LEVELLED))

    def _share(self, part: _Part, whole: _Part) -> Placed:
        shared = _Part(lambda kind: part.holds(kind) and whole.holds(kind))
        return self._over(self._sum(shared), self._sum(whole), part.path, whole.path)

    def _over(self, part: Decimal, whole: Decimal, path: str, of: str = _ALL.path) -> Placed:
        if not whole:
            return NOTHING
        return Placed(written(EXACT.divide(part, whole).quantize(_SHARE_PLACES, context=EXACT)), f"{path} div {of}")

    def _sum(self, part: _Part) -> Decimal:
        total = Decimal(0)
        for item in self.holdings.alike():
            if part.holds(item.kind):
                total = EXACT.add(total, item.value)
        return total
