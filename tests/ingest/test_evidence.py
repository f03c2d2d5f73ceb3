"""From a locator back to the document, the date, the hash and the value; and the long table of facts."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from prudent.ingest.evidence import resolve
from prudent.model.case import Case
from prudent.model.fact import Grade
from prudent.tables.core import CoreTables


def test_one_row_gives_the_value_as_received(project):
    gathered = project.gather()
    evidence = resolve("alpha-credit/returns.csv:2:return_pct", gathered.case, gathered.core)
    received = next(item for item in gathered.inputs if item.path == "funds/alpha-credit/packet/returns.csv")
    assert evidence.value_as_received == "1.95"
    assert (evidence.as_of_first, evidence.as_of_last) == (date(2025, 11, 30), date(2025, 11, 30))
    assert [(doc.id, doc.form) for doc in evidence.documents] == [("report", "N-CSR")]
    assert evidence.file_sha256 == received.sha256
    assert (evidence.known_at, evidence.extractor, evidence.grade) == (date(2026, 5, 1), "typed by hand", Grade.C)


def test_several_rows_give_their_dates_and_documents_in_the_packets_order(project):
    gathered = project.gather()
    evidence = resolve("alpha-credit/returns.csv:2-4:return_pct", gathered.case, gathered.core)
    assert evidence.value_as_received is None
    assert (evidence.as_of_first, evidence.as_of_last) == (date(2025, 11, 30), date(2025, 12, 31))
    assert [doc.id for doc in evidence.documents] == ["report", "prospectus"]


def test_rows_without_the_figure_do_not_count(project):
    project.write(
        "funds/alpha-credit/packet/tenders.csv",
        "as_of,shares_tendered,requested_pct,cap_pct,accepted_pct,shares_accepted,source\n"
        "2025-06-30,1,,5,100,,prospectus\n2025-12-31,1,7.5,5,66.7,,report\n",
    )
    gathered = project.gather()
    evidence = resolve("alpha-credit/tenders.csv:2-3:requested_pct", gathered.case, gathered.core)
    assert (evidence.as_of_first, [doc.id for doc in evidence.documents]) == (date(2025, 12, 31), ["report"])


def test_a_benchmarks_rate(project):
    gathered = project.gather()
    evidence = resolve("bills/rates.csv:2:annual_rate_pct", gathered.case, gathered.core)
    assert (evidence.owner, evidence.value_as_received, evidence.as_of_last) == ("bills", "3.59", date(2025, 12, 31))


def test_a_case_and_tables_read_back_from_their_files_give_the_same(project, tmp_path_factory):
    project.edit("funds/alpha-credit/packet/packet.yml", "grade: C", "grade: D")
    gathered = project.gather()
    folder = tmp_path_factory.mktemp("run")
    for name in CoreTables.names():
        gathered.core.frame(name).write_parquet(folder / name)
    case = Case.model_validate_json(gathered.case.model_dump_json())
    core = CoreTables(**{name: pl.read_parquet(folder / name) for name in CoreTables.names()})
    for locator in ("alpha-credit/returns.csv:2-3:return_pct", "alpha-credit/returns.csv:2:return_pct"):
        assert resolve(locator, case, core) == resolve(locator, gathered.case, gathered.core)
        assert resolve(locator, case, core).grade is Grade.D


@pytest.mark.parametrize(
    "locator",
    [
        "alpha-credit/returns.csv:9:return_pct",
        "alpha-credit/returns.csv:2:price",
        "alpha-credit/rates.csv:2:annual_rate_pct",
        "nobody/returns.csv:2:return_frac",
        "alpha-credit/returns.csv",
    ],
)
def test_a_locator_of_nothing_is_a_fault_of_the_code(project, locator):
    gathered = project.gather()
    with pytest.raises(ValueError, match=r"locator|stands|column|file"):
        resolve(locator, gathered.case, gathered.core)


def test_facts_are_long_exact_and_resolvable(project):
    gathered = project.gather()
    table = gathered.facts
    alpha = table.filter(table["fund"] == "alpha-credit").select("field", "value", "unit", "as_of", "locator").rows()
    assert alpha == [
        (
            "returns/monthly/total_net/return_frac",
            "0.0195",
            "fraction",
            date(2025, 11, 30),
            "alpha-credit/returns.csv:2:return_pct",
        ),
        (
            "returns/monthly/total_net/return_frac",
            "-0.0029",
            "fraction",
            date(2025, 12, 31),
            "alpha-credit/returns.csv:3:return_pct",
        ),
        (
            "returns/quarterly/total_net/return_frac",
            "0.02485",
            "fraction",
            date(2025, 12, 31),
            "alpha-credit/returns.csv:4:return_pct",
        ),
    ]
    assert table.get_column("fund").n_unique() == 3
    for locator in table.get_column("locator"):
        resolve(locator, gathered.case, gathered.core)


def test_the_worst_grade_of_the_rows_counts(project):
    gathered = project.gather()
    graded = pl.when(pl.col("row") == 3).then(pl.lit("D")).otherwise(pl.lit("A")).alias("grade")
    of_rows = gathered.core.fund_facts.clear()  # where the facts say nothing, the rows count
    core = replace(gathered.core, fund_returns=gathered.core.fund_returns.with_columns(graded), fund_facts=of_rows)
    found = [resolve(f"alpha-credit/returns.csv:{rows}:return_pct", gathered.case, core).grade for rows in ("2", "2-4")]
    assert found == [Grade.A, Grade.D]
