"""Any bytes at all are either read or refused with one of our errors, never with another exception."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prudent.errors import PrudentError
from prudent.ingest.conform import conform
from prudent.ingest.csv_file import read_csv
from prudent.ingest.files import SourceFile
from prudent.ingest.yaml_file import read_yaml
from prudent.ingest.yaml_model import parse_model
from prudent.model.packet import Corrections, PacketHeader
from prudent.tables.spec import all_tables

FUZZ = settings(derandomize=True, database=None, deadline=None, max_examples=60)
RECEIVED = [table for table in all_tables() if table.file is not None]
HEADER = PacketHeader.model_validate(
    {
        "packet_format": 1,
        "owner": "alpha",
        "received": "2026-05-01",
        "extractor": "made up",
        "grade": "C",
        "note": "made up",
        "documents": [{"id": "report", "title": "Report"}],
    }
)
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "2025-12-31", "1.5", "-0", "1e400", "nan", "=1", "report", "monthly", "total_net", '"', "٣"]),
    st.decimals(allow_nan=True, allow_infinity=True).map(str),
)
YAMLISH = st.text(alphabet=st.sampled_from("ab:-[]{}#&*!|>'\"\\,?%@` \n\t01.~<=\U0001f600é"), max_size=60)


def source(content: bytes) -> SourceFile:
    return SourceFile(path=Path("x"), name="x", content=content, sha256="0" * 64)


def read_or_refused(read, *inputs):
    try:
        return read(*inputs)
    except PrudentError as error:
        sentence = str(error)
    assert sentence.startswith("x")
    assert "\n" not in sentence
    return None


@FUZZ
@given(content=st.binary(max_size=200), table=st.sampled_from(RECEIVED))
def test_any_bytes_as_csv(content, table):
    read_or_refused(read_csv, source(content), table)


@FUZZ
@given(data=st.data(), table=st.sampled_from(RECEIVED))
def test_any_cells_under_the_right_header(data, table):
    width = len(table.received_header)
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=3))
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    content = "\n".join([",".join(table.received_header), *quoted]).encode("utf-8", "surrogatepass")
    raw = read_or_refused(read_csv, source(content), table)
    frame = None if raw is None else read_or_refused(conform, raw, HEADER)
    assert frame is None or frame.schema == table.polars_schema


@FUZZ
@given(content=st.one_of(st.binary(max_size=200), YAMLISH.map(str.encode), st.text(max_size=60).map(str.encode)))
def test_any_bytes_as_yaml(content):
    read_or_refused(read_yaml, source(content))
    for model in (PacketHeader, Corrections):
        read_or_refused(parse_model, source(content), model)


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 200_000,
        b"{a: " * 200_000,
        b"- " * 200_000,
        b"a: " * 200_000,
        b"- 1\n" * 21_000,
        b'"\\UFFFFFFFF"',
        b"a: &a [x]\nb: [*a, *a]",
        b"--- a\n--- b",
        b"? [a]\n: b",
        b"? {a: b}\n: c",
        b"%YAML 9.9\n--- a",
        b"a: \x01",
        "a: \ud800".encode("utf-8", "surrogatepass"),
        b"9" * 5000,
        b"\xff\xfea\x00",
    ],
    ids=[
        "deep list",
        "deep map",
        "deep dashes",
        "maps in a line",
        "too many",
        "no character",
        "bomb",
        "two documents",
        "list key",
        "map key",
        "version",
        "control",
        "surrogate",
        "long number",
        "utf-16",
    ],
)
def test_hostile_yaml_is_refused(content):
    with pytest.raises(PrudentError):
        parse_model(source(content), PacketHeader)
