"""The readers that the corpus is given to, each as a function from bytes to what came out of them, as text.

Belongs here: a small fund, a declaration of each format, and how what was read is shown. Does not: cases.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date

from prudent.ingest.conform import conform
from prudent.ingest.csv_file import read_csv
from prudent.ingest.deliveries import Received, extractor_of, read_delivery
from prudent.ingest.edgar.json_guard import guarded_json
from prudent.ingest.edgar.xml_guard import read_parts, read_xml
from prudent.ingest.files import SourceFile
from prudent.ingest.packet import Packet
from prudent.ingest.workbook.cells import open_workbook
from prudent.ingest.yaml_model import parse_model
from prudent.model.delivery import Declared, Delivery, Format, SeriesShape, SourceKind
from prudent.model.fact import Document
from prudent.model.fund import AssetClass, Fund, Wrapper
from prudent.model.limits import MIB, Limits
from prudent.model.packet import PacketHeader
from prudent.tables.spec import table

NAME = "file"
LIMITS = Limits()
DAY = date(2026, 5, 1)
FUND = Fund(
    fund="alpha-credit",
    legal_name="Alpha Credit Fund",
    cik=101,
    asset_class=AssetClass.PRIVATE_CREDIT,
    wrapper=Wrapper.INTERVAL_FUND,
    manager="A manager",
    source="made up for tests",
)
DOCUMENT = Document(id="report", title="Report")
HEADER = PacketHeader.model_validate(
    {
        "packet_format": 1,
        "owner": FUND.fund,
        "received": DAY,
        "extractor": "made up",
        "grade": "C",
        "note": "made up",
        "documents": [DOCUMENT],
    }
)
MONTHLY = SeriesShape(
    content="returns",
    frequency="monthly",
    kind="total_net",
    unit="per_cent",
    dates="month_end",
    date_column="Date",
    value_column="Return",
)


def source(content: bytes, limits: Limits = LIMITS) -> SourceFile:
    """The bytes as a received file."""
    return SourceFile(None, NAME, content, hashlib.sha256(content).hexdigest(), limits)


def delivered(form: Format, content: bytes, series: SeriesShape | None = None, file: str = NAME) -> Packet:
    """The bytes as a delivery of a format, through all that a delivery goes through."""
    declared = Declared(file=file, format=form, source_kind=SourceKind.MANAGER, document=DOCUMENT, series=series)
    record = Delivery(
        fund=FUND.fund,
        declared=declared,
        file=file,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        received=DAY,
        channel="inbox",
        extractor=extractor_of(declared),
    )
    return read_delivery(Received(record, content), FUND, LIMITS)


def _rows(packet: Packet) -> str:
    told = [f"{item.place} {item.what}".strip() for item in packet.noticed]
    return "; ".join([*(f"{rows.table} {rows.frame.height}" for rows in packet.rows), *told])


def _of(form: Format, series: SeriesShape | None = None) -> Callable[[bytes], str]:
    return lambda content: _rows(delivered(form, content, series))


def _csv(name: str, column: str) -> Callable[[bytes], str]:
    def read(content: bytes) -> str:
        frame = conform(read_csv(source(content), table(name)), HEADER)
        return "|".join(str(value) for value in frame[column].to_list())

    return read


def _header(content: bytes) -> str:
    return parse_model(source(content), PacketHeader).note


def _xml(content: bytes) -> str:
    return "".join(read_xml(source(content)).itertext())


def _parts(content: bytes) -> str:
    texts: list[str] = []
    read_parts(source(content), "part", lambda elements: texts.extend(each.text or "" for each in elements))
    return "|".join(texts)


def _json(content: bytes) -> str:
    return json.dumps(guarded_json(source(content)), default=str, ensure_ascii=False)


def _cells(content: bytes, limits: Limits = LIMITS) -> str:
    book = open_workbook(source(content, limits))
    told = [f"{item.place} {item.what}" for sheet in book.sheets for item in sheet.noticed(NAME)]
    return "; ".join(["|".join("|".join(row) for row in sheet.rows) for sheet in book.sheets] + told)


DOORS: dict[str, Callable[[bytes], str]] = {
    "returns": _csv("core_fund__returns", "return_frac"),
    "terms": _csv("core_fund__terms", "value"),
    "header": _header,
    "xml": _xml,
    "parts": _parts,
    "json": _json,
    "cells": _cells,
    "cells within 32 MiB": lambda content: _cells(content, Limits(workbook_unpacked_bytes=32 * MIB)),
    "workbook": _of(Format.WORKBOOK),
    "facts": _of(Format.COMPANY_FACTS),
    "page": _of(Format.INLINE_XBRL),
    "document": _of(Format.DOCUMENT),
    "series": _of(Format.SERIES, MONTHLY),
    "nport": _of(Format.NPORT),
    "ncen": _of(Format.NCEN),
    "form_d": _of(Format.FORM_D),
    "ilpa_reporting": _of(Format.ILPA_REPORTING),
    "ilpa_performance": _of(Format.ILPA_PERFORMANCE),
    "questionnaire": _of(Format.QUESTIONNAIRE),
}
"""By name; each raises what the reader raises."""
