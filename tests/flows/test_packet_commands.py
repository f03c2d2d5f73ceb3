"""`prudent packet new` and `prudent packet check`: what is written can be filled in and passes, what is wrong is said."""

import json
import sys
from datetime import date

import pytest

from flows.cli import run
from flows.packet_factors import Asked
from flows.packet_writing import QUESTIONNAIRE, WORKBOOK
from prudent.ingest.deliveries import Received
from prudent.ingest.questionnaire_form import HEADER, slots
from prudent.ingest.workbook.form import sheet_forms
from prudent.model.delivery import Delivery, Format
from prudent.store.deliveries import StoredDeliveries
from tests.unit.manager_packets.packet_builders import declared, put, workbook

FUND = "gamma-trust"
CHECKED = "apollo-diversified-credit"
IDENTITY = """\
fund: gamma-trust
legal_name: Gamma Collective Trust
asset_class: private_credit
wrapper: collective_trust
manager: A trustee
source: made up for tests
"""
WHOSE = {
    "A2": "workbook_format", "B2": "1", "A3": "fund", "B3": FUND, "A4": "cik", "A5": "legal_name",
    "B5": "Gamma Collective Trust",
}  # fmt: skip


def filled() -> bytes:
    """The workbook as a trustee fills it in: two months of returns."""
    (form,) = (form for form in sheet_forms() if form.table.table == "core_fund__returns")
    cells: dict[str, object] = {
        f"{letter}1": name for letter, name in zip("ABCDE", ("column", *form.header), strict=True)
    }
    for row, (day, value) in enumerate(((date(2025, 11, 30), 0.5), (date(2025, 12, 31), 0.6)), start=2):
        cells |= {f"B{row}": "monthly", f"C{row}": "total_net", f"D{row}": day, f"E{row}": value}
    return workbook({"Fund": WHOSE, form.name: cells})


def answered() -> bytes:
    cells: dict[str, object] = {f"{letter}1": name for letter, name in zip("ABCDEFGHI", HEADER, strict=True)}
    for row, slot in enumerate(slots(), start=2):
        cells |= {f"A{row}": slot.id, f"C{row}": slot.question}
        if slot.term == "auditor":
            cells |= {f"D{row}": "An auditor", f"F{row}": date(2025, 12, 31), f"I{row}": "The trustee"}
    return workbook({"Fund": WHOSE, "Questionnaire": cells})


def checked(capsys, *arguments: str) -> tuple[int, dict]:
    code = run(["packet", "check", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_an_empty_packet_is_written_filled_in_and_passes(project, capsys):
    assert run(["packet", "new", FUND]) == 0
    assert "Fill it in, then start `prudent packet new gamma-trust` again" in capsys.readouterr().out
    assert run(["packet", "new", FUND]) == 10
    put(project, f"funds/{FUND}/fund.yml", IDENTITY)
    assert run(["packet", "new", FUND]) == 0
    folder = project / "funds" / FUND / "packet"
    written = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert set(written) == {"packet.yml", WORKBOOK, QUESTIONNAIRE}
    capsys.readouterr()

    code, said = checked(capsys, FUND)
    assert code == said["exit_code"] == 10
    assert [fault["sentence"] for fault in said["faults"]] == [
        f"funds/{FUND}/packet/{WORKBOOK} holds no figures: write them below the row marked example."
    ]
    assert sum("not answered on" in item["what"] for item in said["noticed"]) == 6

    put(folder, WORKBOOK, filled())
    put(folder, QUESTIONNAIRE, answered())
    code, said = checked(capsys, FUND)
    assert (code, said["faults"], said["stops"]) == (0, [], [])
    assert [(line["file"], line["rows"], line["source_kind"]) for line in said["files"]] == [
        (WORKBOOK, 2, "manager"),
        (QUESTIONNAIRE, 1, "manager"),
    ]
    valuation = next(factor for factor in said["factors"] if factor["factor"] == "valuation")
    assert valuation["status"] == "insufficient evidence"
    assert "Name of the auditor" not in [item["item"] for item in valuation["missing"]]


def test_nothing_is_written_over_and_nothing_outside_the_project(project, capsys):
    before = {path: path.read_bytes() for path in (project / "funds" / CHECKED).rglob("*") if path.is_file()}
    assert run(["packet", "new", CHECKED]) == 2
    assert "nothing is written over" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in before} == before
    (project / "funds" / "leads-away").symlink_to(project.parent)
    for name in ("../away", "leads-away", "Gamma"):
        assert run(["packet", "new", name]) == 2
    assert not (project.parent / "fund.yml").exists()


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("returns.csv", "frequency,kind,period_end,return_pct,source\nmonthly,total_net,2025-12-31,x,nport-b5\n", 10),
        ("returns.csv", "frequency,kind,period_end,return,source\n", 13),
        ("returns.csv", "frequency,kind,period_end,return_pct,source\nmonthly,=x,2025-12-31,1,nport-b5\n", 15),
    ],
)
def test_the_exit_code_is_the_gravest_faults(project, capsys, monkeypatch, name, text, code):
    monkeypatch.setattr("flows.packet_factors.ask_of_packet", lambda *_: Asked(not_asked="not of interest here"))
    put(project, f"funds/{CHECKED}/packet/{name}", text)
    said_code, said = checked(capsys, CHECKED)
    assert said_code == said["exit_code"] == code
    assert (len(said["faults"]), said["not_asked"]) == (1, "not of interest here")


def more_net_than_total(project) -> None:
    """A balance sheet that no fund can have."""
    sheet = project / "funds" / CHECKED / "packet" / "balance_sheet.csv"
    header, first, *rest = sheet.read_text().splitlines()
    cells = dict(zip(header.split(","), first.split(","), strict=True))
    total = cells["total_assets_usd"]
    cells["net_assets_usd"] = f"{total.partition('.')[0]}0"
    sheet.write_text("\n".join([header, ",".join(cells.values()), *rest]) + "\n")


def test_what_a_critical_rule_finds_is_no_fault_of_a_row_and_stops_a_memo(project, capsys):
    more_net_than_total(project)
    code, said = checked(capsys, CHECKED, "--as-of", "2025-12-31")
    assert (code, said["faults"]) == (10, [])
    assert said["stops"][0].startswith("Rule balance-sheet-net-within-total: balance_sheet.csv row 2")
    assert [factor["factor"] for factor in said["factors"]] == [
        "performance", "fees", "liquidity", "valuation", "benchmark", "complexity",
    ]  # fmt: skip


def test_what_stops_a_memo_stands_before_what_is_missing(project, capsys):
    more_net_than_total(project)
    assert run(["packet", "check", CHECKED, "--as-of", "2025-12-31"]) == 10
    out = capsys.readouterr().out.splitlines()
    assert out[0] == f"funds/{CHECKED}/packet: a critical rule stops a memo."
    assert out[1].startswith("  Rule balance-sheet-net-within-total: balance_sheet.csv row 2")
    put(project, f"funds/{CHECKED}/packet/notes.txt", "hello")
    assert run(["packet", "check", CHECKED, "--as-of", "2025-12-31"]) == 13
    out = capsys.readouterr().out.splitlines()
    assert out[0] == f"funds/{CHECKED}/packet: 1 fault to mend, and a critical rule stops a memo."
    assert out[1].startswith(f"  funds/{CHECKED}/packet/notes.txt is no file of a packet")
    assert out[2:4] == ["", "A critical rule stops a memo:"]
    assert out[4].startswith("  Rule balance-sheet-net-within-total")


def test_a_folder_elsewhere_is_not_judged_by_what_the_project_has_of_the_fund(project, capsys, monkeypatch):
    monkeypatch.setattr("flows.packet_factors.ask_of_packet", lambda *_: Asked(not_asked="not of interest here"))
    put(project, "mail/packet.yml", (project / "funds" / CHECKED / "packet" / "packet.yml").read_bytes())
    put(project, f"funds/{CHECKED}/overrides.yml", "overrides: wrong\n")
    (project / "store").mkdir(exist_ok=True)
    delivery = Delivery(
        fund=CHECKED, declared=declared(Format.WORKBOOK), file="w.xlsx", sha256="0" * 64, size_bytes=1,
        received=date(2025, 12, 1), channel="inbox", extractor="workbook reader",
    )  # fmt: skip
    wrong = Received(delivery, b"other bytes than were recorded")
    monkeypatch.setattr(StoredDeliveries, "of", lambda *_: (wrong,))
    assert checked(capsys, "mail")[1]["faults"] == []
    own = [fault["sentence"] for fault in checked(capsys, CHECKED)[1]["faults"]]
    assert sum("overrides.yml line 1" in sentence for sentence in own) == 1
    assert sum("is not as it was received" in sentence for sentence in own) == 1


def test_a_terminal_is_told_that_the_command_is_at_work_and_nothing_else_is(project, capsys, monkeypatch):
    monkeypatch.setattr("flows.packet_factors.ask_of_packet", lambda *_: Asked(not_asked="not of interest here"))
    run(["packet", "check", CHECKED])
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    run(["packet", "check", CHECKED])
    (line,) = capsys.readouterr().err.splitlines()
    assert f"Reading funds/{CHECKED}/packet and asking the policy's questions of it" in line
    run(["packet", "check", CHECKED, "--json"])
    assert capsys.readouterr().err == ""


def test_the_text_says_faults_then_what_is_missing_then_what_it_gives(project, capsys):
    put(project, "mail/packet.yml", (project / "funds" / CHECKED / "packet" / "packet.yml").read_bytes())
    put(project, "mail/terms.csv", "term,value,as_of,section,source\nauditor,Somebody,2025-12-31,,nport\n")
    assert run(["packet", "check", "mail", "--as-of", "2025-12-31"]) == 10
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "mail: 1 fault to mend."
    assert out[1].startswith("  mail/terms.csv row 2, column source: 'nport' is no document of packet.yml")
    assert out[3] == "Not enough is there to determine 6 of the six factors. Missing is:"
    assert out[-2:] == ["What it gives:", "  nothing"]
    assert "⟨" not in "".join(out)
