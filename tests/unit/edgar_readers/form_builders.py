"""Writes small Forms N-PORT, N-CEN and D, valid as the SEC's schema has them, and reads them back.

Every name and figure is made up. Amounts are whole so that what is read can be added up by hand.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from xml.sax.saxutils import escape

from prudent.ingest.conform import conform
from prudent.ingest.files import SourceFile
from prudent.ingest.raw import checked
from prudent.model.delivery import Declared
from prudent.model.fact import Document
from prudent.model.fund import Fund
from prudent.model.limits import Limits
from prudent.model.packet import PacketHeader

SHARED = Path(__file__).parents[4] / "shared" / "sec"
"""Documents of the SEC beside the project. They need not be there."""

CIK, SERIES, CLASS = 4711, "S000000011", "C000000021"
NPORT = "http://www.sec.gov/edgar/nport"
NCEN = "http://www.sec.gov/edgar/ncen"
LEI = "000000000000000000" + "00"


def shared(*names):
    """Those of these files that lie beside the project."""
    return [path for path in (SHARED / name for name in names) if path.exists()]


@dataclass(frozen=True)
class Investment:
    """One investment, as Part C describes it."""

    value: str
    name: str = "Made Up Borrower LLC"
    title: str = "Term loan"
    asset: str = "LON"
    issuer: str = "CORP"
    level: str = "3"
    coupon: str | None = "Floating"
    in_kind: str = "N"
    units: str = "<units>PA</units>"
    extra: str = ""
    """What stands before the fair-value level, such as a liquidity class."""

    def xml(self):
        asset = f"<assetCat>{self.asset}</assetCat>"
        issuer = f"<issuerCat>{self.issuer}</issuerCat>"
        if self.asset == "OTHER":
            asset = '<assetConditional assetCat="OTHER" desc="partnership interest"/>'
        if self.issuer == "OTHER":
            issuer = '<issuerConditional issuerCat="OTHER" desc="made up"/>'
        return f"""
      <invstOrSec>
        <name>{escape(self.name)}</name>
        <lei>N/A</lei>
        <title>{escape(self.title)}</title>
        <cusip>N/A</cusip>
        <identifiers><other otherDesc="made up" value="1"/></identifiers>
        <balance>1</balance>
        {self.units}
        <curCd>USD</curCd>
        <valUSD>{self.value}</valUSD>
        <pctVal>0</pctVal>
        <payoffProfile>Long</payoffProfile>
        {asset}
        {issuer}
        <invCountry>US</invCountry>
        <isRestrictedSec>Y</isRestrictedSec>{self.extra}
        <fairValLevel>{self.level}</fairValLevel>{self._debt()}
        <securityLending><isCashCollateral>N</isCashCollateral><isNonCashCollateral>N</isNonCashCollateral><isLoanByFund>N</isLoanByFund></securityLending>
      </invstOrSec>"""

    def _debt(self):
        if self.coupon is None:
            return ""
        return (
            f"<debtSec><maturityDt>2030-06-30</maturityDt><couponKind>{self.coupon}</couponKind>"
            "<annualizedRt>9.5</annualizedRt><isDefault>N</isDefault><areIntrstPmntsInArrs>N</areIntrstPmntsInArrs>"
            f"<isPaidKind>{self.in_kind}</isPaidKind></debtSec>"
        )


SIX = (
    Investment("500", "First Borrower LLC", in_kind="Y"),
    Investment("200", "Second Borrower Inc", asset="DBT", level="2", coupon="Fixed"),
    Investment("100", "Third Company Inc", "Common shares", "EC", "CORP", "1", None, units="<units>NS</units>"),
    Investment("120", "Fourth Fund LP", "Interest", "OTHER", "PF", "N/A", None),
    Investment("50", "Fifth Securitisation", "Notes", "ABS-CBDO", "CORP", "2", "Variable"),
    Investment("30", "Sixth Money Market Fund", "Shares", "STIV", "RF", "1", None),
)
"""1,000 together: debt 700, equity 100, funds 120, structured 50, other 30; Level 1 130, 2 250, 3 500, none 120."""

RETURNS = '<monthlyTotReturn rtn1="0.51" rtn2="-1.20" rtn3="0.9500"/>'


def nport(investments=SIX, *, series="", returns=RETURNS, kind="NPORT-P", day="2025-12-31", borrowed="40", **more):
    """A report. `more`: assets, liabilities, net, final, notes, live, confidential, cik."""
    has = SimpleNamespace(
        **{
            "assets": "1100", "liabilities": "150.5", "net": "949.5", "final": "N", "notes": "", "live": "",
            "confidential": "false", "cik": f"{CIK:010d}",
        } | more
    )  # fmt: skip
    of_series = f"<seriesId>{series}</seriesId>" if series else ""
    header = f"<seriesClassInfo>{of_series}<classId>{CLASS}</classId></seriesClassInfo>" if series else ""
    payable = "".join(
        f"<amtPay{when}{whom}>{borrowed if whom == 'BanksBorr' else 0}</amtPay{when}{whom}>"
        for when in ("OneYr", "AftOneYr")
        for whom in ("BanksBorr", "CtrldComp", "OthAffil", "Other")
    )
    month = 'netRealizedGain="0" netUnrealizedAppr="0"'
    flow = 'sales="10" reinvestment="1" redemption="5"'
    listed = "".join(investment.xml() for investment in investments)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<edgarSubmission xmlns="{NPORT}" xmlns:com="http://www.sec.gov/edgar/common">
  <headerData>
    <submissionType>{kind}</submissionType>
    <isConfidential>{has.confidential}</isConfidential>
    <filerInfo>{has.live}<filer><issuerCredentials><cik>{has.cik}</cik><ccc>XXXXXXXX</ccc></issuerCredentials></filer>{header}</filerInfo>
  </headerData>
  <formData>
    <genInfo>
      <regName>Made Up Fund</regName>
      <regFileNumber>811-00001</regFileNumber>
      <regCik>{has.cik}</regCik>
      <regLei>{LEI}</regLei>
      <regStreet1>1 Street</regStreet1>
      <regCity>Town</regCity>
      <regStateConditional regCountry="US" regState="US-NY"/>
      <regZipOrPostalCode>10000</regZipOrPostalCode>
      <regPhone>212-555-0100</regPhone>
      <seriesName>Made Up Series</seriesName>{of_series}
      <seriesLei>{LEI}</seriesLei>
      <repPdEnd>2025-12-31</repPdEnd>
      <repPdDate>{day}</repPdDate>
      <isFinalFiling>{has.final}</isFinalFiling>
    </genInfo>
    <fundInfo>
      <totAssets>{has.assets}</totAssets>
      <totLiabs>{has.liabilities}</totLiabs>
      <netAssets>{has.net}</netAssets>
      <assetsAttrMiscSec>0</assetsAttrMiscSec>
      <assetsInvested>0</assetsInvested>{payable}
      <delayDeliv>0</delayDeliv>
      <standByCommit>0</standByCommit>
      <liquidPref>0</liquidPref>
      <isNonCashCollateral>N</isNonCashCollateral>
      <returnInfo>
        <monthlyTotReturns>{returns}</monthlyTotReturns>
        <othMon1 {month}/><othMon2 {month}/><othMon3 {month}/>
      </returnInfo>
      <mon1Flow {flow}/><mon2Flow {flow}/><mon3Flow {flow}/>
    </fundInfo>
    <invstOrSecs>{listed}
    </invstOrSecs>{has.notes}
    <signature>
      <com:dateSigned xmlns:com="http://www.sec.gov/edgar/nportcommon">2026-02-20</com:dateSigned>
      <com:nameOfApplicant xmlns:com="http://www.sec.gov/edgar/nportcommon">Made Up Fund</com:nameOfApplicant>
      <com:signature xmlns:com="http://www.sec.gov/edgar/nportcommon">A Signer</com:signature>
      <com:signerName xmlns:com="http://www.sec.gov/edgar/nportcommon">A Signer</com:signerName>
      <com:title xmlns:com="http://www.sec.gov/edgar/nportcommon">Treasurer</com:title>
    </signature>
  </formData>
</edgarSubmission>
""".encode()


def many_investments(count):
    """So many investments of every kind that we tell apart, in turn, of different values in no order."""
    return tuple(
        Investment(f"{1000 + number * 7919 % count}.25000000", f"Borrower {number} LLC", item.title, item.asset, item.issuer, item.level, item.coupon)
        for number in range(count)
        for item in (SIX[number % len(SIX)],)
    )  # fmt: skip


def ncen(parts="", closed_end="", *, kind="N-CEN", live="LIVE", cik=f"{CIK:010d}", accountants=("Auditor One LLP",)):
    """A yearly report with these parts on funds (see `ncen_part`) and this Part D."""
    named = "".join(f"<publicAccountant><publicAccountantName>{escape(name)}</publicAccountantName></publicAccountant>" for name in accountants)  # fmt: skip
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<edgarSubmission xmlns="{NCEN}">
  <headerData><submissionType>{kind}</submissionType><filerInfo><liveTestFlag>{live}</liveTestFlag></filerInfo></headerData>
  <formData>
    <generalInfo reportEndingPeriod="2025-11-30" isReportPeriodLt12="N"/>
    <registrantInfo><registrantCik>{cik}</registrantCik><publicAccountants>{named}</publicAccountants></registrantInfo>
    <managementInvestmentQuestionSeriesInfo>{parts}</managementInvestmentQuestionSeriesInfo>
    {closed_end}
  </formData>
</edgarSubmission>
""".encode()


def ncen_part(
    series="",
    types="<fundType>N/A</fundType>",
    classes=("A", "I"),
    custodians=(("Custodian Bank", "N"), ("Far Bank", "Y")),
    services="",
):
    """A part on one fund: its series, type, classes, custodians with whether they are sub-custodians, other firms."""
    listed = "".join(
        f"<custodian><custodianName>{escape(name)}</custodianName><isSubCustodian>{sub}</isSubCustodian></custodian>"
        for name, sub in custodians
    )
    named = "".join(f'<sharesOutstanding sharesOutstandingClassName="{name}"/>' for name in classes)
    return f"""
      <managementInvestmentQuestion>
        <mgmtInvFundName>Made Up Fund</mgmtInvFundName>
        <mgmtInvSeriesId>{series or "N/A"}</mgmtInvSeriesId>
        <sharesOutstandings>{named}</sharesOutstandings>
        {types}
        <custodians>{listed}</custodians>
        {services}
      </managementInvestmentQuestion>"""


def form_d(*, kind="D", live="LIVE", cik=f"{CIK:010d}", first="<value>2024-05-06</value>", total="5000000", others=()):
    """A notice of an offering by the fund, together with `others`, which are CIKs."""
    listed = "".join(f"<issuer><cik>{other}</cik></issuer>" for other in others)
    return f"""
<?xml version="1.0"?>
<edgarSubmission>
  <submissionType>{kind}</submissionType>
  <testOrLive>{live}</testOrLive>
  <primaryIssuer><cik>{cik}</cik><entityName>Made Up Partners LP</entityName></primaryIssuer>
  <issuerList>{listed}</issuerList>
  <relatedPersonsList><relatedPersonInfo/><relatedPersonInfo/></relatedPersonsList>
  <offeringData>
    <federalExemptionsExclusions><item>06b</item><item>3C.7</item></federalExemptionsExclusions>
    <typeOfFiling><dateOfFirstSale>{first}</dateOfFirstSale></typeOfFiling>
    <minimumInvestmentAccepted>250000</minimumInvestmentAccepted>
    <salesCompensationList><recipient/></salesCompensationList>
    <offeringSalesAmounts>
      <totalOfferingAmount>{total}</totalOfferingAmount><totalAmountSold>1500000</totalAmountSold>
    </offeringSalesAmounts>
  </offeringData>
</edgarSubmission>
""".encode()


def fund(*, cik=CIK, series=None, of_class=None, wrapper="interval_fund", look_alikes=()):
    return Fund(
        fund="made-up-fund", legal_name="Made Up Fund", cik=cik, series_id=series, class_id=of_class, manager="A manager",
        asset_class="private_credit", wrapper=wrapper, look_alikes=look_alikes, source="made up",
    )  # fmt: skip


def received(content, *, limits=None, name="primary_doc.xml"):
    return SourceFile(None, name, content, hashlib.sha256(content).hexdigest(), limits or Limits())


def declared(form="nport"):
    document = Document(id="a-filing", title="A filing")
    return Declared(file="primary_doc.xml", format=form, source_kind="regulator_filing", document=document)


def read(reader, content, of=None, form="nport"):
    """What a reader of ours makes of a document, for one fund."""
    return reader(received(content), of or fund(), declared(form))


def rows(delivered, name):
    """The rows of one table as texts under their received names; empty cells are left out."""
    raws = [raw for raw in delivered.raws if raw.table.table == name]
    return [
        {column: text for column, text in zip(raw.table.received_header, row.cells, strict=True) if text}
        for raw in raws
        for row in raw.rows
    ]


def places(delivered, name, row=0):
    """The places of one row, by column; those of empty cells are left out."""
    (raw,) = (raw for raw in delivered.raws if raw.table.table == name)
    names = [column.received for column in raw.table.columns]
    return {column: place for column, place in zip(names, raw.rows[row].places, strict=True) if place}


def stored(delivered):
    """Every table as it would be kept: types, bounds and keys are held against the table's own."""
    header = PacketHeader(
        packet_format=1, owner="made-up-fund", cik=CIK, received=date(2026, 3, 1), extractor="ours", grade="C", note="",
        documents=(declared().document,),
    )  # fmt: skip
    return {raw.table.table: conform(checked(raw), header) for raw in delivered.raws}
