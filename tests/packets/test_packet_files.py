"""Every packet in the project has the documented form. What its figures say is tested in `test_packet_figures`."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from prudent.model.fact import Grade
from prudent.model.fund import Fund
from prudent.model.packet import PacketHeader
from prudent.model.period import month_end
from prudent.model.plan import Plan
from prudent.tables.spec import all_tables

ROOT = Path(__file__).parents[2]
FUNDS = sorted(path.name for path in (ROOT / "funds").iterdir() if path.is_dir())
BENCHMARKS = sorted(path.name for path in (ROOT / "benchmarks").iterdir() if path.is_dir())
OWNERS = [("funds", name) for name in FUNDS] + [("benchmarks", name) for name in BENCHMARKS]
TABLES = {(table.of, table.file): table for table in all_tables() if table.file}


def spec(kind, file):
    return TABLES[kind.removesuffix("s"), file]


def csv_files(kind, owner):
    return sorted((ROOT / kind / owner / "packet").glob("*.csv"))


def test_34_funds_and_22_series_are_there():
    assert (len(FUNDS), len(BENCHMARKS)) == (34, 22)


@pytest.mark.parametrize("fund", FUNDS)
def test_fund_yml_is_a_fund_of_its_folder(packets, fund):
    found = Fund.model_validate(packets.yaml(ROOT / "funds" / fund / "fund.yml"))
    assert found.fund == fund
    assert "(" not in found.legal_name
    assert found.legal_name not in found.former_names
    assert found.cik not in {other.cik for other in found.look_alikes}


def test_no_two_funds_share_a_cik(packets):
    ciks = Counter(packets.yaml(ROOT / "funds" / fund / "fund.yml")["cik"] for fund in FUNDS)
    assert [cik for cik, times in ciks.items() if times > 1] == []


@pytest.mark.parametrize(("kind", "owner"), OWNERS)
def test_packet_yml_names_its_owner_and_grade(packets, kind, owner):
    header = PacketHeader.model_validate(packets.yaml(ROOT / kind / owner / "packet" / "packet.yml"))
    assert (header.owner, header.grade, header.received) == (owner, Grade.C, date(2026, 11, 23))
    assert "not re-checked" in header.note
    if kind == "funds":
        assert header.cik == packets.yaml(ROOT / kind / owner / "fund.yml")["cik"]


@pytest.mark.parametrize("benchmark", BENCHMARKS)
def test_benchmark_yml_has_its_four_fields(packets, benchmark):
    found = packets.yaml(ROOT / "benchmarks" / benchmark / "benchmark.yml")
    assert set(found) == {"benchmark", "name", "note", "source"}
    assert found["benchmark"] == benchmark


def test_every_series_that_the_policy_names_is_there(packets):
    policy = packets.yaml(ROOT / "policy" / "benchmarks.yml")
    named = {policy["risk_free"]} | {proxy["benchmark"] for proxy in policy["proxies"]}
    assert named - set(BENCHMARKS) == set()


@pytest.mark.parametrize(("kind", "owner"), OWNERS)
def test_csv_headers_are_the_tables(packets, kind, owner):
    files = csv_files(kind, owner)
    assert files
    for path in files:
        assert packets.header(path) == spec(kind, path.name).received_header, path.name


@pytest.mark.parametrize(("kind", "owner"), OWNERS)
def test_sources_and_declared_documents_are_the_same(packets, kind, owner):
    documents = [item["id"] for item in packets.yaml(ROOT / kind / owner / "packet" / "packet.yml")["documents"]]
    used = {row["source"] for path in csv_files(kind, owner) for row in packets.rows(path)}
    assert len(documents) == len(set(documents))
    assert used == set(documents)


@pytest.mark.parametrize(("kind", "owner"), OWNERS)
def test_no_key_stands_twice_and_required_cells_are_filled(packets, kind, owner):
    for path in csv_files(kind, owner):
        table, rows = spec(kind, path.name), packets.rows(path)
        received = {column.name: column.received for column in table.columns}
        keys = Counter(tuple(row[received[name]] for name in table.key if name != "owner") for row in rows)
        assert [key for key, times in keys.items() if times > 1] == [], path.name
        required = [column.received for column in table.columns if column.required]
        assert [row for row in rows if not all(row[name] for name in required)] == [], path.name


@pytest.mark.parametrize(("kind", "owner"), OWNERS)
def test_cells_are_trimmed_and_of_the_vocabulary(packets, kind, owner):
    for path in csv_files(kind, owner):
        rows = packets.rows(path)
        assert all(cell == cell.strip() for row in rows for cell in row.values()), path.name
        for column in spec(kind, path.name).columns:
            if column.one_of:
                assert {row[column.received] for row in rows} <= set(column.one_of), (path.name, column.name)


def test_monthly_returns_end_on_a_month_end_and_quarterly_ones_on_a_quarter_end(packets):
    for row in packets.of_all_funds("returns.csv"):
        day = date.fromisoformat(row["period_end"])
        assert day == month_end(day), row
        if row["frequency"] == "quarterly":
            assert day.month in {3, 6, 9, 12}, row


def test_the_example_plan_is_a_plan_and_says_that_it_is_fictional(packets):
    plan = Plan.model_validate(packets.yaml(ROOT / "plans" / "example" / "plan.yml"))
    assert (plan.plan, plan.fictional) == ("example", True)
    assert "fictional" in plan.name.lower()
    assert "fictional" in plan.note.lower()
    assert (plan.sleeve.weight_frac, plan.sleeve.stand_alone) == (0.10, False)
