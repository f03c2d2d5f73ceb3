"""Several sources of one fund: which figure is used, how the others stand, and what a person puts in its place."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from prudent.errors import DataBad
from prudent.ingest.book import book
from prudent.ingest.cited import cited
from prudent.ingest.conform import conform
from prudent.ingest.disputes import seams
from prudent.ingest.facts import facts
from prudent.ingest.files import Files, SourceFile
from prudent.ingest.known import Known
from prudent.ingest.packet import CoreRows, Packet
from prudent.ingest.raw import RawRow, RawTable
from prudent.model.case import Withdrawn
from prudent.model.delivery import SourceKind
from prudent.model.fact import Document, Grade
from prudent.model.packet import Correction, PacketHeader
from prudent.model.sources import Sources
from prudent.tables.spec import table

TODAY = date(2026, 11, 24)
ORDER = Sources(version=1)
SHEET = ("as_of", "total_assets_usd", "total_liabilities_usd", "net_assets_usd", "borrowings_usd", "nav_per_share_usd",
         "shares_outstanding", "unfunded_commitments_usd", "asset_coverage_ratio")  # fmt: skip


def packet(name, kind, received, rows, *, of="core_fund__balance_sheet", filed_on=None, form=None, places=(), number=1):
    """One source: the rows of one table as its file gives them."""
    spec = table(of)
    header = PacketHeader(
        packet_format=1, owner="alpha-credit", cik=101, received=received, extractor="made up", grade=Grade.C,
        source_kind=kind, note="", documents=(Document(id=f"doc-{name}", title=name, filed_on=filed_on, form=form),),
    )  # fmt: skip
    sha256 = name.encode().hex().ljust(64, "0")
    source = SourceFile(None, f"received/{name}", b"", sha256)
    raws = tuple(RawRow(number, (*row, f"doc-{name}"), places) for number, row in enumerate(rows, start=2))
    return Packet(header, (CoreRows(spec.table, conform(RawTable(spec, source, raws), header)),), (), number=number)


def sheet(day, assets="", nets="", nav=""):
    return (day, assets, "", nets, "", nav, "", "", "")


def made(tmp_path: Path, *packets, overrides: str | None = None):
    if overrides is not None:
        folder = tmp_path / "funds/alpha-credit"
        folder.mkdir(parents=True)
        (folder / "overrides.yml").write_text(overrides, encoding="utf-8")
    return book(Files(tmp_path), "funds/alpha-credit", packets, ORDER, Known.now(TODAY))


def rows_of(one, of):
    return next(item.frame for item in one.used if item.table.table == of)


def standings(one, field):
    told = facts((one,)).filter(pl.col("field") == field)
    return {(row["document"], row["value"]): row["standing"] for row in told.iter_rows(named=True)}


EARLY = date(2026, 1, 5)
LATE = date(2026, 3, 1)


def test_the_better_kind_of_source_is_used_whatever_came_later_and_the_other_contradicts_it(tmp_path):
    filing = packet("filing.xml", SourceKind.REGULATOR_FILING, EARLY, [sheet("2025-12-31", nets="1000000")])
    manager = packet("book.xlsx", SourceKind.MANAGER, LATE, [sheet("2025-12-31", nets="1100000")])
    one = made(tmp_path, manager, filing)
    assert rows_of(one, "core_fund__balance_sheet").get_column("net_assets_usd").to_list() == [1_000_000]
    assert standings(one, "balance_sheet/net_assets_usd") == {
        ("doc-filing.xml", "1000000"): "used",
        ("doc-book.xlsx", "1100000"): "contradicts",
    }


def filing(name, nets, filed_on, form="NPORT-P", **more):
    rows = [sheet("2025-12-31", nets=nets)]
    return packet(name, SourceKind.REGULATOR_FILING, LATE, rows, filed_on=filed_on, form=form, **more)


@pytest.mark.parametrize("amended_on", [LATE, EARLY])
@pytest.mark.parametrize("name", ["a.xml", "z.xml"])
def test_an_amendment_takes_the_place_of_what_it_amends_the_same_day_too_and_is_never_added(tmp_path, amended_on, name):
    first = filing("middle.xml", "1000", EARLY)
    amended = filing(name, "1200", amended_on, "NPORT-P/A")
    for order in ((first, amended), (amended, first)):
        one = made(tmp_path, *order)
        assert rows_of(one, "core_fund__balance_sheet").get_column("net_assets_usd").to_list() == [1200]
        assert standings(one, "balance_sheet/net_assets_usd") == {
            (f"doc-{name}", "1200"): "used",
            ("doc-middle.xml", "1000"): "superseded",
        }


@pytest.mark.parametrize("name", ["a.csv", "z.csv"])
def test_of_two_files_that_came_on_one_day_the_later_is_used_whatever_its_hash(tmp_path, name):
    first = packet("m.csv", SourceKind.MANAGER, EARLY, [sheet("2025-12-31", nets="1000")], number=1)
    again = packet(name, SourceKind.MANAGER, EARLY, [sheet("2025-12-31", nets="1200")], number=2)
    one = made(tmp_path, again, first)
    assert rows_of(one, "core_fund__balance_sheet").get_column("net_assets_usd").to_list() == [1200]


def test_two_documents_of_one_kind_of_source_that_are_no_versions_of_each_other_contradict(tmp_path):
    statement = packet("statement.xlsx", SourceKind.MANAGER, LATE, [sheet("2025-12-31", nets="1001")])
    workbook = packet("book.xlsx", SourceKind.MANAGER, EARLY, [sheet("2025-12-31", nets="95")])
    assert standings(made(tmp_path, statement, workbook), "balance_sheet/net_assets_usd") == {
        ("doc-statement.xlsx", "1001"): "used",
        ("doc-book.xlsx", "95"): "contradicts",
    }


def test_a_balance_sheet_of_the_months_last_business_day_takes_the_place_of_one_of_the_months_last_day(tmp_path):
    nport = packet(
        "nport.xml",
        SourceKind.REGULATOR_FILING,
        LATE,
        [sheet("2025-08-29", nets="949.5")],
        filed_on=LATE,
        form="NPORT-P",
    )
    copied = packet("balance_sheet.csv", SourceKind.TRANSCRIPTION, EARLY, [sheet("2025-08-31", nets="1050")])
    one = made(tmp_path, copied, nport)
    used = rows_of(one, "core_fund__balance_sheet").select("as_of", "net_assets_usd").rows()
    assert used == [(date(2025, 8, 29), Decimal("949.5"))]
    assert standings(one, "balance_sheet/net_assets_usd") == {
        ("doc-nport.xml", "949.5"): "used",
        ("doc-balance_sheet.csv", "1050"): "contradicts",
    }


def test_what_is_left_of_a_vehicle_stands_beside_flows_of_another_source_which_stay_together(tmp_path):
    of = {"of": "core_fund__cash_flows"}
    flows = [("2024-01-15", "contribution", "100"), ("2024-12-31", "net_asset_value", "95")]
    dated = packet("performance.xlsx", SourceKind.MANAGER, EARLY, flows, **of)
    statement = packet("statement.xlsx", SourceKind.MANAGER, LATE, [("2025-12-31", "net_asset_value", "120")], **of)
    frame = rows_of(made(tmp_path, dated, statement), "core_fund__cash_flows")
    assert frame.select("as_of", "kind", "amount_usd").rows() == [
        (date(2024, 1, 15), "contribution", 100),
        (date(2024, 12, 31), "net_asset_value", 95),
        (date(2025, 12, 31), "net_asset_value", 120),
    ]


def test_one_id_for_two_documents_is_refused(tmp_path):
    one = filing("a.xml", "1", EARLY)
    other = replace(
        one, header=one.header.model_copy(update={"documents": (Document(id="doc-a.xml", title="Another"),)})
    )
    with pytest.raises(DataBad, match=r"the id doc-a.xml names two documents, a.xml and Another"):
        made(tmp_path, one, other)


WITHDRAWN = Withdrawn(
    fund="alpha-credit", locator="alpha-credit/balance_sheet.csv:9:net_assets_usd", value_as_received="1000.0",
    correction=Correction(
        file="balance_sheet.csv", column="net_assets_usd", key={"as_of": "2025-12-31"}, expect="1000.0",
        reason="Summed with its amendment.", reporter="made up", declared=EARLY,
    ),
)  # fmt: skip


@pytest.mark.parametrize(("given", "left"), [("1000", None), ("1001", 1001)])
def test_a_figure_that_a_correction_withdraws_is_withdrawn_again_when_another_source_brings_it(tmp_path, given, left):
    own = replace(
        packet("returns.csv", SourceKind.TRANSCRIPTION, EARLY, [], of="core_fund__returns"), withdrawn=(WITHDRAWN,)
    )
    one = made(tmp_path, own, filing("nport.xml", given, LATE))
    assert rows_of(one, "core_fund__balance_sheet").get_column("net_assets_usd").to_list() == [left]
    assert [item.what[:61] for item in one.noticed] == (
        [] if left else ["net_assets_usd 1000.0 is the figure that corrections.yml withdr"[:61]]
    )


def test_a_series_that_several_kinds_of_source_make_is_told_with_how_far_they_agree(tmp_path):
    of = {"of": "core_fund__returns"}
    filed = packet("nport.xml", SourceKind.REGULATOR_FILING, LATE, [("monthly", "total_net", "2025-11-30", "1")], **of)
    sent = [("monthly", "total_net", "2025-11-30", "2"), ("monthly", "total_net", "2025-12-31", "3")]
    one = made(tmp_path, filed, packet("book.xlsx", SourceKind.ADMINISTRATOR, EARLY, sent, **of))
    (told,) = seams(facts((one,)))
    assert told.place == "returns/monthly/total_net/return_frac"
    assert "put together from doc-nport.xml, doc-book.xlsx; where they overlap, 0 agree and 1 do not" in told.what


def test_the_evidence_of_a_range_names_every_file_and_a_filled_cell_its_own_document(tmp_path):
    nport = filing("nport.xml", "1000000", LATE)
    book_ = packet("book.xlsx", SourceKind.MANAGER, EARLY, [sheet("2025-12-31", nav="24.5")], places=tuple("ABCDEFGHI"))
    one = made(tmp_path, nport, book_)
    frame = rows_of(one, "core_fund__balance_sheet")
    spec = table("core_fund__balance_sheet")
    column = next(item for item in spec.columns if item.name == "nav_per_share_usd")
    (cell,) = cited(frame, column, spec, facts((one,)))
    assert (cell.document, cell.file, cell.place, cell.known_at) == ("doc-book.xlsx", "book.xlsx", "F", EARLY)


def test_an_old_filing_that_is_fetched_late_does_not_take_the_place_of_a_newer_one(tmp_path):
    newer = packet("newer.xml", SourceKind.REGULATOR_FILING, EARLY, [sheet("2025-09-30", nets="7")], filed_on=EARLY)
    older = packet(
        "older.xml", SourceKind.REGULATOR_FILING, LATE, [sheet("2025-09-30", nets="5")], filed_on=date(2025, 11, 20)
    )
    one = made(tmp_path, older, newer)
    assert rows_of(one, "core_fund__balance_sheet").get_column("net_assets_usd").to_list() == [7]


def test_what_the_better_source_leaves_empty_is_filled_and_its_place_is_the_other_files(tmp_path):
    places = tuple(f"Sheet!{letter}7" for letter in "ABCDEFGHI")
    filing = packet("filing.xml", SourceKind.REGULATOR_FILING, EARLY, [sheet("2025-12-31", nets="1000000")])
    manager = packet("book.xlsx", SourceKind.MANAGER, LATE, [sheet("2025-12-31", nav="24.5")], places=places)
    one = made(tmp_path, filing, manager)
    row = rows_of(one, "core_fund__balance_sheet").row(0, named=True)
    assert (row["net_assets_usd"], row["nav_per_share_usd"], row["total_assets_usd"]) == (
        1_000_000,
        pytest.approx(24.5),
        None,
    )
    assert row["places"][SHEET.index("nav_per_share_usd")] == "book.xlsx Sheet!F7"
    assert row["places"][SHEET.index("net_assets_usd")] == "filing.xml row 2, column net_assets_usd"
    told = facts((one,)).filter(pl.col("field") == "balance_sheet/nav_per_share_usd").row(0, named=True)
    assert (told["standing"], told["place"], told["used_at"]) == (
        "used", "Sheet!F7", "alpha-credit/merged-balance_sheet.csv:2:nav_per_share_usd",
    )  # fmt: skip


FEES = [("2025-12-31", "I", "fee_table", "management", "1.25", "net_assets"),
        ("2025-12-31", "I", "fee_table", "total", "3.5", "net_assets")]  # fmt: skip


def test_the_parts_of_one_fee_table_are_never_taken_from_two_sources(tmp_path):
    table_of = {"of": "core_fund__fees"}
    filing = packet("n2.htm", SourceKind.REGULATOR_FILING, EARLY, FEES, **table_of)
    incentive = ("2025-12-31", "I", "fee_table", "incentive", "2", "profits")
    manager = packet("book.xlsx", SourceKind.MANAGER, LATE, [*FEES, incentive], **table_of)
    one = made(tmp_path, filing, manager)
    assert rows_of(one, "core_fund__fees").get_column("component").to_list() == ["management", "total"]
    assert standings(one, "fees/I/fee_table/incentive/rate_frac") == {("doc-book.xlsx", "0.02"): "set_aside"}
    assert standings(one, "fees/I/fee_table/total/rate_frac") == {
        ("doc-n2.htm", "0.035"): "used",
        ("doc-book.xlsx", "0.035"): "confirms",
    }


@pytest.mark.parametrize(
    ("used", "other", "standing"),
    [
        ("12.63", "12.6312", "confirms"),
        ("12.63", "12.6352", "contradicts"),
        ("0.85", "0.8512", "confirms"),
        ("0.9", "0.8951", "confirms"),
        ("0.8512", "0.8549", "contradicts"),
        ("5", "4.6", "contradicts"),
        ("5", "5.0", "confirms"),
        ("-0.29", "0.29", "contradicts"),
    ],
)
def test_two_figures_agree_to_the_last_digit_of_the_coarser(tmp_path, used, other, standing):
    of = {"of": "core_fund__returns"}
    key = ("annual", "total_net", "2025-12-31")
    filing = packet("filing.xml", SourceKind.REGULATOR_FILING, EARLY, [(*key, used)], **of)
    manager = packet("book.xlsx", SourceKind.MANAGER, LATE, [(*key, other)], **of)
    told = standings(made(tmp_path, filing, manager), "returns/annual/total_net/return_frac")
    assert sorted(told.values()) == sorted(["used", standing])


def test_rows_of_several_files_stand_as_in_one_so_that_a_range_of_rows_means_something(tmp_path):
    of = {"of": "core_fund__returns"}
    first = packet("a.csv", SourceKind.TRANSCRIPTION, EARLY, [("monthly", "total_net", "2025-11-30", "1")], **of)
    second = packet("b.csv", SourceKind.ADMINISTRATOR, LATE, [("monthly", "total_net", "2025-10-31", "2")], **of)
    frame = rows_of(made(tmp_path, first, second), "core_fund__returns")
    assert frame.select("period_end", "file", "row", "return_frac").rows() == [
        (date(2025, 10, 31), "merged-returns.csv", 2, 0.02),
        (date(2025, 11, 30), "merged-returns.csv", 3, 0.01),
    ]


OVERRIDE = """\
overrides:
  - file: balance_sheet.csv
    column: {column}
    key: {{as_of: "2025-12-31"}}
    expect: "{expect}"
    value: "1234"
    who: The plan's adviser
    why: The filing counts a class twice; a correction is announced.
    declared: {declared}
    expires: {expires}
"""


def overridden(tmp_path, **changes):
    told = {"column": "net_assets_usd", "expect": "1000", "declared": "2026-11-01", "expires": "2027-01-31"} | changes
    filing = packet("filing.xml", SourceKind.REGULATOR_FILING, EARLY, [sheet("2025-12-31", nets="1000")])
    return made(tmp_path, filing, overrides=OVERRIDE.format(**told))


def test_an_override_is_a_fact_of_its_own_graded_d_and_what_it_replaces_is_kept(tmp_path):
    one = overridden(tmp_path)
    row = rows_of(one, "core_fund__balance_sheet").row(0, named=True)
    assert (row["net_assets_usd"], row["places"][3]) == (1234, "overrides.yml entry 1")
    told = facts((one,)).filter(pl.col("field") == "balance_sheet/net_assets_usd")
    assert {
        (row["source_kind"], row["value"]): (row["standing"], row["known_at"], row["grade"])
        for row in told.iter_rows(named=True)
    } == {
        ("regulator_filing", "1000"): ("overridden", EARLY, "C"),
        ("override", "1234"): ("used", date(2026, 11, 1), "D"),
    }


def test_an_ended_override_is_kept_on_file_and_holds_only_for_the_days_before(tmp_path):
    filed = filing("filing.xml", "1000", EARLY)
    text = OVERRIDE.format(column="net_assets_usd", expect="1000", declared="2026-05-01", expires="2026-08-01")
    one = made(tmp_path, filed, overrides=text + "    ended: 2026-08-01\n")
    assert rows_of(one, "core_fund__balance_sheet").get_column("net_assets_usd").to_list() == [1000]
    then = book(Files(tmp_path), "funds/alpha-credit", (filed,), ORDER, Known.on(date(2026, 6, 1), TODAY))
    assert rows_of(then, "core_fund__balance_sheet").get_column("net_assets_usd").to_list() == [1234]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"expect": "999"}, "net_assets_usd is '1000', not '999'. The source has changed: write ended: 2026-11-24, or declare it anew."),
        ({"expect": ""}, "net_assets_usd is '1000', not ''. The source has changed: write ended: 2026-11-24, or declare it anew."),
        ({"declared": "2026-01-01", "expires": "2026-11-23"}, "it ran out on 2026-11-23."),
        ({"declared": "2026-11-25"}, "declared is 2026-11-25, which lies after today, 2026-11-24."),
        ({"column": "net_assets"}, "balance_sheet.csv has no column 'net_assets'."),
        ({"column": "as_of"}, "as_of is part of the key of balance_sheet.csv; a row is not moved."),
        ({"column": "total_assets_usd"}, "total_assets_usd is empty, not '1000'."),
    ],
)  # fmt: skip
def test_an_override_fails_once_it_no_longer_meets_what_it_was_made_for(tmp_path, changes, says):
    with pytest.raises(DataBad) as refused:
        overridden(tmp_path, **changes)
    assert f"funds/alpha-credit/overrides.yml entry 1: {says}" in refused.value.sentence


def test_an_override_must_run_out_after_it_begins(tmp_path):
    with pytest.raises(DataBad, match="expires must lie after declared, 2026-11-01"):
        overridden(tmp_path, expires="2026-11-01")
