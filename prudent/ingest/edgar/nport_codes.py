"""The codes of Form N-PORT's Part C, as its schema lists them, and what they mean to us.

Belongs here: the codes and the mapping of asset and issuer types to kinds of exposure. Does not: reading or adding up.
Source: `eis_NPORT_Filer.xsd`, types `ASSET_CATEGORY_TYPE`, `ISSUER_CATEGORY_TYPE`, `FAIR_VALUE_TYPE` and
`COUPON_CATEGORY_TYPE`; Form N-PORT, Items C.4.a, C.4.b, C.8, C.9.b and C.9.e.
"""

from dataclasses import dataclass

OTHER = "OTHER"
"""Asset or issuer that the filer describes in words (`assetConditional`, `issuerConditional`)."""

DEBT = ("DBT", "LON")
"""Debt and loans. Paper of a fund is debt all the same."""
STRUCTURED = ("ABS-MBS", "ABS-APCP", "ABS-CBDO", "ABS-O", "SN")
"""Asset-backed securities of every kind and structured notes."""
OWNERSHIP = ("EC", "EP", OTHER)
"""What can be a share in a fund: common and preferred equity, and what is described in words, as interests in
partnerships are."""
EQUITY = ("EC", "EP")
FUND_ISSUERS = ("PF", "RF")
"""Private funds and registered funds (Item C.4.b)."""
ELSEWHERE = ("STIV", "RA", "DCO", "DCR", "DE", "DFE", "DIR", "DO", "COMM", "RE")
"""Short-term vehicles such as money market funds, in which cash is kept, repurchase agreements, derivatives,
commodities and real estate."""

ASSETS = frozenset((*DEBT, *STRUCTURED, *OWNERSHIP, *ELSEWHERE))
ISSUERS = frozenset((*FUND_ISSUERS, "CORP", "UST", "USGA", "USGSE", "MUN", "NUSS", OTHER))
NO_LEVEL = "N/A"
LEVELS = frozenset(("1", "2", "3", NO_LEVEL))
NOT_FIXED = ("Floating", "Variable")
"""Both follow a reference rate: floating whenever it moves, variable on set days (17 CFR 270.2a-7). A loan that is
reset every quarter is filed under either."""
COUPONS = frozenset((*NOT_FIXED, "Fixed", "None"))
YES_OR_NO = frozenset(("Y", "N"))


@dataclass(frozen=True, slots=True)
class Kind:
    """What the form says of an investment, in its own codes."""

    asset: str
    issuer: str
    level: str
    coupon: str
    """`""` for what is no debt security (Item C.9 is not answered)."""
    in_kind: str
    """Y where part of the interest is paid in kind, `""` as above."""

    @property
    def exposure(self) -> str:
        """Debt, equity, fund, structured or other: each investment is one of them."""
        if self.asset in DEBT:
            return "debt"
        if self.asset in STRUCTURED:
            return "structured"
        if self.asset in OWNERSHIP and self.issuer in FUND_ISSUERS:
            return "fund"
        return "equity" if self.asset in EQUITY else "other"

    def unknown(self) -> str | None:
        """The first code that the schema does not know, with its element; None when it knows all."""
        given = (
            ("assetCat", self.asset, ASSETS),
            ("issuerCat", self.issuer, ISSUERS),
            ("fairValLevel", self.level, LEVELS),
            ("couponKind", self.coupon or "None", COUPONS),
            ("isPaidKind", self.in_kind or "N", YES_OR_NO),
        )
        return next((f"{name} {code}" for name, code, known in given if code not in known), None)
