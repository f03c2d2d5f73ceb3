"""What a fund is: `funds/<fund>/fund.yml`."""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from prudent.model.ids import Cik, ClassId, FundId, Line, SeriesId
from prudent.model.value import Value


class AssetClass(StrEnum):
    PRIVATE_EQUITY = "private_equity"
    PRIVATE_CREDIT = "private_credit"
    REAL_ESTATE = "real_estate"
    REAL_ASSETS = "real_assets"
    INFRASTRUCTURE = "infrastructure"
    DIGITAL_ASSETS = "digital_assets"
    PRECIOUS_METALS = "precious_metals"
    MULTI_ASSET = "multi_asset"
    """A sleeve or fund that mixes several of the others."""


class Wrapper(StrEnum):
    INTERVAL_FUND = "interval_fund"
    TENDER_OFFER_FUND = "tender_offer_fund"
    BDC_NONTRADED = "bdc_nontraded"
    NONTRADED_REIT = "nontraded_reit"
    OPERATING_COMPANY = "operating_company"
    ETP_GRANTOR_TRUST = "etp_grantor_trust"
    COLLECTIVE_TRUST = "collective_trust"
    """A bank's collective investment trust; not registered under the 1940 Act."""
    PRIVATE_FUND = "private_fund"
    """An unregistered fund, such as a drawdown partnership."""
    OPEN_END_FUND = "open_end_fund"
    """An open-end fund under the 1940 Act, redeemed each day."""

    @property
    def is_registered(self) -> bool:
        """Whether its shares or its adviser's fund are registered with the SEC, so that filings can be expected."""
        return self not in {Wrapper.COLLECTIVE_TRUST, Wrapper.PRIVATE_FUND}


class LookAlike(Value):
    """A fund with a similar name that this one must not be taken for."""

    name: Line
    cik: Cik


class Fund(Value):
    """Identity of a candidate. Names and the CIK guard against another fund's data."""

    fund: FundId
    legal_name: Line
    cik: Cik | None = None
    """None for a fund that files nothing with the SEC, which only an unregistered wrapper may be."""
    series_id: SeriesId | None = None
    """EDGAR series, where the CIK files for several: figures of another series are another fund's."""
    class_id: ClassId | None = None
    """EDGAR class of shares whose returns and fees are taken."""
    asset_class: AssetClass
    wrapper: Wrapper
    manager: Line
    former_names: tuple[Line, ...] = ()
    current_name: Line | None = None
    look_alikes: tuple[LookAlike, ...] = ()
    notes: tuple[str, ...] = ()
    source: str

    @model_validator(mode="after")
    def _registered_has_cik(self) -> Self:
        if self.cik is None and self.wrapper.is_registered:
            raise ValueError(f"cik is missing; a {self.wrapper.value.replace('_', ' ')} has one")
        return self
