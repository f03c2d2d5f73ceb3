"""Bytes repeat, and what is read back is what was written."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from prudent.errors import DataBad, RecordTampered, SchemaChanged
from prudent.model.run import Request
from prudent.store.frames import json_bytes, parquet_bytes, read_parquet_bytes
from prudent.tables.spec import all_tables, table

PEERS = table("score_fund__peers")
BALANCE = table("core_fund__balance_sheet")


def peers() -> pl.DataFrame:
    rows = [
        {"fund": f"fund-{n}", "measure": m, "value": n / 3, "peers_n": n, "peers": ["fund-a", "fund-b"][: n % 3]}
        for n in range(40)
        for m in ("sharpe", "volatility")
    ]
    return pl.DataFrame(rows, schema=PEERS.polars_schema)


def test_the_same_frame_gives_the_same_bytes_however_it_was_put_together():
    whole = peers()
    pieces = pl.concat([whole[:7], whole[7:11], whole[11:]], rechunk=False)
    assert pieces.n_chunks() == 3
    assert parquet_bytes(whole, PEERS) == parquet_bytes(peers(), PEERS) == parquet_bytes(pieces, PEERS)


def test_another_value_gives_other_bytes():
    other = peers().with_columns(value=pl.col("value") + 1e-12)
    assert parquet_bytes(other, PEERS) != parquet_bytes(peers(), PEERS)


@pytest.mark.parametrize("spec", all_tables(), ids=lambda spec: spec.table)
def test_every_table_comes_back_with_its_types_even_without_rows(spec):
    assert read_parquet_bytes(parquet_bytes(spec.empty(), spec), spec).schema == spec.polars_schema


def test_values_come_back_exactly():
    assert read_parquet_bytes(parquet_bytes(peers(), PEERS), PEERS).equals(peers())


def test_money_stays_decimal():
    money = next(column.name for column in BALANCE.columns if str(column.dtype) == "money")
    frame = pl.DataFrame({money: [Decimal("0.1"), None]}, schema={money: pl.Decimal(24, 4)})
    spec = BALANCE.model_copy(
        update={"columns": tuple(c for c in BALANCE.columns if c.name == money), "provenance": (), "key": (money,)}
    )
    spec = spec.model_copy(update={"columns": (spec.columns[0].model_copy(update={"required": False}),)})
    assert read_parquet_bytes(parquet_bytes(frame, spec), spec).get_column(money).to_list() == [Decimal("0.1000"), None]


def test_bytes_that_are_no_parquet_are_tampered():
    with pytest.raises(RecordTampered, match=r"score_fund__peers\.parquet cannot be read"):
        read_parquet_bytes(b"PAR1 not really", PEERS)


def test_another_tables_file_is_refused():
    other = table("score_fund__scorecard")
    with pytest.raises(SchemaChanged, match="score_fund__scorecard"):
        read_parquet_bytes(parquet_bytes(peers(), PEERS), other)


def test_a_frame_that_breaks_its_key_is_not_written():
    with pytest.raises(DataBad, match="share a key"):
        parquet_bytes(pl.concat([peers(), peers()]), PEERS)


def test_json_is_sorted_and_ends_with_a_newline():
    request = Request(fund="fund-a", as_of=date(2025, 12, 31), plan="example")
    assert json_bytes(request) == b'{\n  "as_of": "2025-12-31",\n  "fund": "fund-a",\n  "plan": "example"\n}\n'
    assert json_bytes([request]).startswith(b"[\n  {\n")
