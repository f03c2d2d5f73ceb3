"""Several sources of one fund: which figure is used, how the others stand, and what a person puts in its place."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from prudent.errors import DataBad
from prudent.ingest.book import book
from prudent.ingest.conform import conform
from prudent.ingest.facts import facts
from prudent.ingest.files import Files, SourceFile
from prudent.ingest.known import Known
from prudent.ingest.packet import CoreRows, Packet
from prudent.ingest.raw import RawRow, RawTable
from prudent.model.delivery import SourceKind
from prudent.model.fact import Document, Grade
from prudent.model.packet import PacketHeader
from prudent.model.sources import Sources
from prudent.tables.spec import table

TODAY = date(2026, 11, 24)
ORDER = Sources(version=1)
SHEET = ("as_of", "total_assets_usd", "total_liabilities_usd", "net_assets_usd", "borrowings_usd", "nav_per_share_usd",
         "shares_outstanding", "unfunded_commitments_usd", "asset_coverage_ratio")  # fmt: skip


def packet(name, kind, received, rows, *, of="core_fund__balance_sheet", filed_on=None, places=()):
    """One source: the rows of one table as its file gives them."""
    spec = table(of)
    header = PacketHeader(
        packet_format=1, owner="alpha-credit", cik=101, received=received, extractor="made up", grade=Grade.C,
        source_kind=kind, note="", documents=(Document(id=f"doc-{name}", title=name, filed_on=filed_on),),
    )  # fmt: skip
    sha256 = name.encode().hex().ljust(64, "0")
    source = SourceFile(None, f"received/{name}", b"", sha256)
    raws = tuple(RawRow(number, (*row, f"doc-{name}"), places) for number, row in enumerate(rows, start=2))
    return Packet(header, (CoreRows(spec.table, conform(RawTable(spec, source, raws), header)),), ())


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


def test_an_amendment_takes_the_place_of_what_it_amends_and_is_never_added_to_it(tmp_path):
    first = packet("first.xml", SourceKind.REGULATOR_FILING, LATE, [sheet("2025-12-31", nets="1000")], filed_on=EARLY)
    amended = packet(
        "amended.xml", SourceKind.REGULATOR_FILING, LATE, [sheet("2025-12-31", nets="1200")], filed_on=LATE
    )
    for order in ((first, amended), (amended, first)):
        one = made(tmp_path, *order)
        assert rows_of(one, "core_fund__balance_sheet").get_column("net_assets_usd").to_list() == [1200]
        assert standings(one, "balance_sheet/net_assets_usd") == {
            ("doc-amended.xml", "1200"): "used",
            ("doc-first.xml", "1000"): "superseded",
        }


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
        "used", "Sheet!F7", "alpha-credit/balance_sheet.csv:2:nav_per_share_usd",
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
        (date(2025, 10, 31), "returns.csv", 2, 0.02),
        (date(2025, 11, 30), "returns.csv", 3, 0.01),
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
    assert (row["net_assets_usd"], row["grade"], row["places"][3]) == (1234, "D", "overrides.yml entry 1")
    told = facts((one,)).filter(pl.col("field") == "balance_sheet/net_assets_usd")
    assert {
        (row["source_kind"], row["value"]): (row["standing"], row["known_at"]) for row in told.iter_rows(named=True)
    } == {
        ("regulator_filing", "1000"): ("overridden", EARLY),
        ("override", "1234"): ("used", date(2026, 11, 1)),
    }


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"expect": "999"}, "net_assets_usd is '1000', not '999'. The source has changed: remove the entry."),
        ({"expect": ""}, "net_assets_usd is '1000', not ''. The source has changed: remove the entry."),
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
