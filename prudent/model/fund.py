"""What a fund is: `funds/<fund>/fund.yml`."""

from enum import StrEnum

from prudent.model.ids import Cik, FundId, Line
from prudent.model.value import Value


class AssetClass(StrEnum):
    PRIVATE_EQUITY = "private_equity"
    PRIVATE_CREDIT = "private_credit"
    REAL_ESTATE = "real_estate"
    REAL_ASSETS = "real_assets"
    INFRASTRUCTURE = "infrastructure"
    DIGITAL_ASSETS = "digital_assets"
    PRECIOUS_METALS = "precious_metals"


class Wrapper(StrEnum):
    INTERVAL_FUND = "interval_fund"
    TENDER_OFFER_FUND = "tender_offer_fund"
    BDC_NONTRADED = "bdc_nontraded"
    NONTRADED_REIT = "nontraded_reit"
    OPERATING_COMPANY = "operating_company"
    ETP_GRANTOR_TRUST = "etp_grantor_trust"


class LookAlike(Value):
    """A fund with a similar name that this one must not be taken for."""

    name: Line
    cik: Cik


class Fund(Value):
    """Identity of a candidate. Names and the CIK guard against another fund's data."""

    fund: FundId
    legal_name: Line
    cik: Cik
    asset_class: AssetClass
    wrapper: Wrapper
    manager: Line
    former_names: tuple[Line, ...] = ()
    current_name: Line | None = None
    look_alikes: tuple[LookAlike, ...] = ()
    notes: tuple[str, ...] = ()
    source: str
