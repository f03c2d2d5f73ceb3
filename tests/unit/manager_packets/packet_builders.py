"""Small documents that tests make themselves: workbooks of given cells, and PDFs of given pages."""

from datetime import date
from io import BytesIO
from pathlib import Path

import xlsxwriter

from prudent.ingest.files import SourceFile
from prudent.model.delivery import Declared, Format, SourceKind
from prudent.model.fact import Document
from prudent.model.fund import AssetClass, Fund, Wrapper
from prudent.model.limits import Limits

FUND = Fund(
    fund="alpha-partners",
    legal_name="Alpha Partners, L.P.",
    asset_class=AssetClass.PRIVATE_EQUITY,
    wrapper=Wrapper.PRIVATE_FUND,
    manager="A manager",
    source="made up for tests",
)


def source_file(content: bytes, name: str = "funds/alpha-partners/packet/sheet.xlsx", limits: Limits | None = None):
    return SourceFile(None, name, content, "0" * 64, limits or Limits())


def declared(format: Format, file: str = "sheet.xlsx") -> Declared:  # noqa: A002
    document = Document(id="sent", title="Sent by the manager", filed_on=date(2026, 2, 1))
    return Declared(file=file, format=format, source_kind=SourceKind.MANAGER, document=document)


class Formula(str):
    """A formula that nobody computed."""

    __slots__ = ()


def workbook(sheets: dict[str, dict[str, object]]) -> bytes:
    """A workbook whose cells are given by address. Dates become dates, text that begins with `%` a percentage."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        day, per_cent = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "0.00%"})
        for name, cells in sheets.items():
            sheet = book.add_worksheet(name)
            for address, value in cells.items():
                if isinstance(value, date):
                    sheet.write_datetime(address, value, day)
                elif isinstance(value, str) and value.startswith("%"):
                    sheet.write_number(address, float(value[1:]), per_cent)
                elif isinstance(value, Formula):
                    sheet.write_formula(address, value)
                elif isinstance(value, str):
                    sheet.write_string(address, value)
                else:
                    sheet.write(address, value)
    return content.getvalue()


def pdf(pages: int = 3, claimed: int | None = None) -> bytes:
    """A plain PDF with so many pages; `claimed` is what its tree says."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + pages))
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages if claimed is None else claimed} >>",
        *["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"] * pages,
    ]
    return pdf_of(bodies)


def pdf_of(bodies: list[str], trailer: str = "/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1, with a right table of where each stands."""
    made = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(made)
    made += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    made += f"trailer\n<< /Size {len(bodies) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(made)


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
