"""Company facts and inline XBRL pages of made-up funds, small enough to be checked by hand."""

import hashlib
import json
from datetime import date

from prudent.ingest.conform import conform
from prudent.ingest.edgar.company_facts import read_company_facts
from prudent.ingest.edgar.inline_xbrl import read_inline_xbrl
from prudent.ingest.files import SourceFile
from prudent.ingest.raw import checked
from prudent.model.delivery import Declared
from prudent.model.fund import Fund
from prudent.model.limits import Limits
from prudent.model.packet import PacketHeader

CIK = 1234567


def fund(**changed):
    of = {
        "fund": "made-up-credit",
        "legal_name": "Made Up Credit Fund",
        "cik": CIK,
        "asset_class": "private_credit",
        "wrapper": "bdc_nontraded",
        "manager": "A manager",
        "source": "made up for tests",
    }
    return Fund.model_validate(of | changed)


def source(content, name="facts.json", **limits):
    content = content if isinstance(content, bytes) else content.encode()
    return SourceFile(None, name, content, hashlib.sha256(content).hexdigest(), Limits(**limits))


def declared(kind, **document):
    return Declared.model_validate(
        {
            "file": "a-file",
            "format": kind,
            "source_kind": "regulator_filing",
            "document": {"id": "the-filing", "title": "A filing"} | document,
        }
    )


def fact(value, end, start=None, *, filed="2025-03-14", form="10-K", accession="0001234567-25-000001", **more):
    days = {"end": end} | ({"start": start} if start else {})
    return days | {"val": value, "accn": accession, "fy": 2024, "fp": "FY", "form": form, "filed": filed} | more


def company(cik=CIK, **elements):
    """The file's text: each element by its name, `Assets=[fact(…)]` in dollars or `Assets={"EUR": […]}`."""
    units = {"NetAssetValuePerShare": "USD/shares", "CommonStockSharesOutstanding": "shares"}
    rates = ("InvestmentCompanyTotalReturn", "InvestmentCompanyExpenseRatio", "InvestmentCompanySeniorSecurity")
    tree = {}
    for name, facts in elements.items():
        unit = "pure" if name.startswith(rates) else units.get(name, "USD")
        tree[name] = {"label": name, "description": None, "units": facts if isinstance(facts, dict) else {unit: facts}}
    return json.dumps({"cik": cik, "entityName": "Made Up Credit Fund", "facts": {"us-gaap": tree}})


def read_facts(text, of=None, **limits):
    return read_company_facts(source(text, **limits), of or fund(), declared("company_facts"))


def rows(delivered, name):
    """The rows of one table as dictionaries of the cells that are filled."""
    for raw in delivered.raws:
        if raw.table.table == f"core_fund__{name}":
            header = raw.table.received_header
            return [{key: cell for key, cell in zip(header, row.cells, strict=True) if cell} for row in raw.rows]
    return []


def places(delivered, name, row=0):
    """Where the filled cells of one row stand."""
    raw = next(raw for raw in delivered.raws if raw.table.table == f"core_fund__{name}")
    columns = [column.received for column in raw.table.columns]
    return {key: place for key, place in zip(columns, raw.rows[row].places, strict=True) if place}


def told(delivered):
    return [item.what for item in delivered.noticed]


def frames(delivered):
    """The core frames, as the ingest makes them of any format, by table."""
    header = PacketHeader.model_validate(
        {
            "packet_format": 1,
            "owner": "made-up-credit",
            "received": date(2026, 5, 1),
            "extractor": "read by machine",
            "grade": "C",
            "note": "",
            "documents": [{"id": "the-filing", "title": "A filing"}],
        }
    )
    return {raw.table.table.removeprefix("core_fund__"): conform(checked(raw), header) for raw in delivered.raws}


CONTEXTS = ("P", "PI", "PS")
"""Of the fund without a class, of class I, and of class S; all on 2026-04-30."""

NAMESPACES = {
    "": "http://www.w3.org/1999/xhtml",
    "ix": "http://www.xbrl.org/2013/inlineXBRL",
    "xbrli": "http://www.xbrl.org/2003/instance",
    "xbrldi": "http://xbrl.org/2006/xbrldi",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "ixt": "http://www.xbrl.org/inlineXBRL/transformation/2022-02-16",
    "ixt3": "http://www.xbrl.org/inlineXBRL/transformation/2015-02-26",
    "ixt-sec": "http://www.sec.gov/inlineXBRL/transformation/2015-08-31",
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "us-gaap": "http://fasb.org/us-gaap/2025",
    "dei": "http://xbrl.sec.gov/dei/2025",
    "cef": "http://xbrl.sec.gov/cef/2025",
    "oef": "http://xbrl.sec.gov/oef/2025",
    "fund": "http://www.example.com/20260430",
}


def context(name="P", members=(), *, cik=CIK, period="", inside=""):
    """A context; `members` are pairs of axis and member."""
    period = period or "<xbrli:startDate>2026-04-30</xbrli:startDate><xbrli:endDate>2026-04-30</xbrli:endDate>"
    inside += "".join(
        f'<xbrldi:explicitMember dimension="{axis}">{member}</xbrldi:explicitMember>' for axis, member in members
    )
    segment = f"<xbrli:segment>{inside}</xbrli:segment>" if inside else ""
    entity = f'<xbrli:identifier scheme="http://www.sec.gov/CIK">{cik:010d}</xbrli:identifier>{segment}'
    return (
        f'<xbrli:context id="{name}"><xbrli:entity>{entity}</xbrli:entity>'
        f"<xbrli:period>{period}</xbrli:period></xbrli:context>"
    )


def of_class(name, member):
    return context(name, [("us-gaap:StatementClassOfStockAxis", member)])


USUAL = context() + of_class("PI", "fund:ClassIMember") + of_class("PS", "fund:CommonClassSMember")
UNITS = (
    '<xbrli:unit id="pure"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>'
    '<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>'
)


def rate(name, text, of="P", *, more='format="ixt:num-dot-decimal" scale="-2"', unit="pure", mark=""):
    """One tagged rate; `text` is in per cent unless `more` says otherwise."""
    mark = f'id="{mark}" ' if mark else ""
    return (
        f'<ix:nonFraction {mark}name="{name}" contextRef="{of}" unitRef="{unit}" decimals="4" {more}>'
        f"{text}</ix:nonFraction>"
    )


def page(*body, contexts=USUAL, hidden="", prolog='<?xml version="1.0" encoding="utf-8"?>'):
    spaces = " ".join(f'xmlns{":" if name else ""}{name}="{uri}"' for name, uri in NAMESPACES.items())
    header = f"<ix:header><ix:hidden>{hidden}</ix:hidden><ix:resources>{contexts}{UNITS}</ix:resources></ix:header>"
    return (
        f"{prolog}\n<html {spaces}><head><title>Prospectus</title></head>"
        f'<body><div style="display:none">{header}</div>{"".join(body)}</body></html>'
    )


def read_page(text, of=None, document=None, **limits):
    filing = declared("inline_xbrl", **(document or {}))
    return read_inline_xbrl(source(text, "prospectus.htm", **limits), of or fund(), filing)
