"""A packet is read to its end: every fault, the rows that are right, and where each file's rows come from."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from prudent.errors import UsageError
from prudent.ingest.faults import Faults
from prudent.ingest.files import Files
from prudent.ingest.fund import read_fund
from prudent.ingest.known import Known
from prudent.ingest.packet_check.collect import collect
from prudent.ingest.packet_check.folder import locate
from prudent.model.limits import Limits
from prudent.model.sources import Sources
from tests.unit.manager_packets.packet_builders import put
from tests.unit.manager_packets.test_documents import IDENTITY, PACKET

TODAY = Known.now(date(2026, 11, 24))
HERE = "funds/alpha-partners/packet"
RETURNS = """\
frequency,kind,period_end,return_pct,source
monthly,total_net,2025-10-31,1.0,report
monthly,total_net,2025-11-30,5%,report
monthly,gross,2025-12-30,1.0,reprot
monthly,total_net,2025-10-31,2.0,report
monthly,=total_net,2025-09-30,1.0,report
monthly,total_net,2025-08-31
monthly,total_net,2025-07-31,-0.5,report
"""
FEES = "as_of,share_class,basis,component,rate_pct,base,source\n2025-12-31,I,fee_table,total,-1,net_assets,report\n"


def project(root: Path, **files: str) -> Path:
    put(root, "funds/alpha-partners/fund.yml", IDENTITY)
    put(root, f"{HERE}/packet.yml", PACKET)
    put(root, f"{HERE}/returns.csv", RETURNS)
    for name, text in files.items():
        put(root, f"{HERE}/{name.replace('__', '.')}", text)
    return root


def found(root: Path, elsewhere=None, owner: str = "alpha-partners"):
    return collect(Files(root, Limits(), elsewhere), owner, TODAY, Sources(version=1))


def sentences(collected) -> list[str]:
    return [fault.sentence for fault in collected.faults.in_order()]


def test_every_fault_is_told_with_its_row_and_the_right_rows_are_read(tmp_path):
    collected = found(project(tmp_path, fees__csv=FEES, notes__txt="hello"))
    assert sentences(collected) == [
        f"{HERE}/notes.txt is no file of a packet. Known are {sentences(collected)[0].split('Known are ')[1]}",
        f"{HERE}/returns.csv rows 2 and 5 both speak of frequency monthly, kind total_net, period_end 2025-10-31; keep one.",
        f"{HERE}/returns.csv row 3, column return_pct: '5%' is not a plain number; write it without the per-cent sign, in the unit that the column's name gives.",
        f"{HERE}/returns.csv row 4, column source: 'reprot' is no document of packet.yml; declare the document there or correct its id here.",
        f"{HERE}/returns.csv row 4, column kind: 'gross' is not one of total_net, total_market.",
        f"{HERE}/returns.csv row 4, column period_end: '2025-12-30' is not the last day of its month, 2025-12-31.",
        f"{HERE}/returns.csv row 6, column kind: '=total_net' begins like a spreadsheet formula; begin it with a letter or digit.",
        f"{HERE}/returns.csv row 7 has 3 cells where the header has 5: an unknown cell is left empty.",
        f"{HERE}/fees.csv row 2, column rate_pct: '-1' is less than 0, the least that the column allows.",
    ]  # fmt: skip
    assert collected.faults.exit_code == 15
    assert collected.usable is not None
    used = next(item.frame for item in collected.usable.book.used if item.table.file == "returns.csv")
    assert [(str(row["period_end"]), row["return_frac"]) for row in used.to_dicts()] == [
        ("2025-07-31", -0.005),
        ("2025-10-31", 0.01),
    ]


def test_faults_come_in_the_order_in_which_ingest_would_stop(tmp_path):
    root = project(tmp_path)
    first = found(root).faults.found[0].sentence
    with pytest.raises(Exception, match="row 6, column kind") as caught:
        read_fund(Files(root), "alpha-partners", TODAY, Sources(version=1), ())
    assert str(caught.value) == first


def test_a_changed_header_does_not_hide_the_other_files(tmp_path):
    root = project(tmp_path, returns__csv="frequency,kind,month,return_pct,source\n", fees__csv=FEES)
    told = sentences(found(root))
    assert len(told) == 2
    assert any("the column 'month' is unknown" in sentence for sentence in told)
    assert found(root).faults.exit_code == 13


def test_every_field_of_packet_yml_that_is_wrong_is_told(tmp_path):
    root = project(tmp_path)
    put(
        root,
        f"{HERE}/packet.yml",
        PACKET.replace("grade: C", "grade: A").replace("received: 2026-05-01", "received: soon"),
    )
    told = sentences(found(root))
    assert [sentence.split(":")[0] for sentence in told] == [f"{HERE}/packet.yml line 3", f"{HERE}/packet.yml line 5"]
    assert found(root).usable is None


def test_a_missing_identity_and_a_declared_file_that_is_not_there_are_told(tmp_path):
    root = project(tmp_path)
    more = "files:\n  - {file: w.xlsx, format: workbook, source_kind: manager, document: {id: w, title: W}}\n"
    put(root, f"{HERE}/packet.yml", PACKET + more)
    put(root, f"{HERE}/returns.csv", RETURNS.splitlines()[0] + "\n" + RETURNS.splitlines()[1] + "\n")
    assert sentences(found(root)) == [
        f"{HERE}/w.xlsx is declared in packet.yml and is not there: put it there, or take it out of files."
    ]
    (root / "funds/alpha-partners/fund.yml").unlink()
    assert sentences(found(root)) == [
        "funds/alpha-partners/fund.yml is missing: without it nothing says which fund this is."
    ]


def test_what_each_file_gives_is_counted(tmp_path):
    (line,) = found(project(tmp_path)).files
    assert (line.file, line.table, line.rows, line.documents, line.source_kind) == (
        "returns.csv", "Returns of funds", 2, ("report",), "transcription",
    )  # fmt: skip


def test_faults_beyond_two_thousand_are_counted():
    faults = Faults()
    for _ in range(2_005):
        faults(UsageError("one"))
    assert (len(faults.found), faults.more) == (2_000, 5)


@pytest.mark.parametrize("beside", [True, False])
def test_a_packet_that_lies_elsewhere_is_read_there_and_named_as_the_user_does(tmp_path, monkeypatch, beside):
    root, sent = tmp_path / "project", tmp_path / "mail"
    project(root)
    (root / HERE / "returns.csv").unlink()
    put(sent, "march/packet.yml", PACKET)
    put(sent, "march/returns.csv", RETURNS)
    if beside:
        put(sent, "fund.yml", IDENTITY.replace("A manager", "Another manager"))
    monkeypatch.chdir(tmp_path)
    packet = locate(root, "mail/march", Limits())
    assert packet.owner == "alpha-partners"
    collected = found(root, packet.elsewhere)
    assert packet.said(sentences(collected)[0]).startswith("mail/march/returns.csv rows 2 and 5 both")
    assert collected.usable is not None
    assert collected.usable.fund.manager == ("Another manager" if beside else "A manager")


def test_a_packet_of_the_project_is_found_by_folder_and_by_name(tmp_path, monkeypatch):
    root = project(tmp_path)
    monkeypatch.chdir(tmp_path)
    named = [locate(root, name, Limits()) for name in ("alpha-partners", HERE, "funds/alpha-partners")]
    assert {(item.owner, item.given, len(item.elsewhere)) for item in named} == {("alpha-partners", HERE, 0)}
    for name in ("beta", "funds"):
        with pytest.raises(UsageError):
            locate(root, name, Limits())


def test_a_packet_elsewhere_cannot_lead_out_of_its_folder(tmp_path, monkeypatch):
    root, sent = tmp_path / "project", tmp_path / "mail"
    project(root)
    put(sent, "packet.yml", PACKET)
    (sent / "returns.csv").symlink_to(put(tmp_path, "secret.csv", RETURNS))
    monkeypatch.chdir(tmp_path)
    packet = locate(root, "mail", Limits())
    assert "is a link that leads outside" in sentences(found(root, packet.elsewhere))[0]
    assert packet == replace(packet)
