"""A page that a row cites: from the packet to the evidence, past other sources, to what the memo prints."""

from datetime import date

import polars as pl

from prudent.ingest.evidence import resolve
from prudent.ingest.merge import merge, ranked
from prudent.ingest.packet import CoreRows, Packet
from prudent.memo.links import Linker
from prudent.memo.pages import page_of
from prudent.model.delivery import SourceKind
from prudent.model.fact import Document, Grade
from prudent.model.packet import PacketHeader
from prudent.model.sources import Sources
from prudent.tables.spec import table
from tests.ingest.conftest import project
from tests.rendering.sample import sample_memo
from tests.unit.manager_packets.packet_builders import pdf

__all__ = ["project"]

RETURNS = table("core_fund__returns")


def test_the_evidence_of_one_figure_names_the_page_and_the_document(project):
    project.write("funds/alpha-credit/packet/documents/report.pdf", pdf(3))
    project.edit(
        "funds/alpha-credit/packet/packet.yml", "title: Annual report", "title: Annual report\n    file: report.pdf"
    )
    project.edit("funds/alpha-credit/packet/returns.csv", "1.95,report", "1.95,report p. 2")
    gathered = project.gather()
    evidence = resolve("alpha-credit/returns.csv:2:return_pct", gathered.case, gathered.core)
    assert (evidence.places, [document.id for document in evidence.documents]) == (("page 2",), ["report"])
    assert resolve("alpha-credit/returns.csv:3:return_pct", gathered.case, gathered.core).places == ()
    places = gathered.facts.filter(pl.col("locator") == "alpha-credit/returns.csv:2:return_pct").get_column("place")
    assert places.to_list() == ["page 2"]


def given(kind: SourceKind, month: int, row: int, places: list[str] | None) -> Packet:
    header = PacketHeader(
        packet_format=1, owner="alpha-credit", received=date(2026, 5, 1), extractor="x", grade=Grade.C, source_kind=kind,
        note="", documents=(Document(id="report", title="Report"),),
    )  # fmt: skip
    values = {
        "owner": "alpha-credit", "frequency": "monthly", "kind": "total_net", "period_end": date(2025, month, 28),
        "return_frac": 0.01, "source": "report", "file": f"{kind.value}.csv", "row": row, "file_sha256": "0" * 64,
        "known_at": date(2026, 5, 1), "extractor": "x", "grade": "C", "places": places,
    }  # fmt: skip
    return Packet(header, (CoreRows("core_fund__returns", pl.DataFrame([values], schema=RETURNS.polars_schema)),), ())


def test_among_several_sources_a_page_stands_behind_the_files_own_row():
    cited = given(SourceKind.TRANSCRIPTION, 1, 7, ["page 3", "page 3", "page 3", ""])
    sheet = given(SourceKind.MANAGER, 2, 2, ["S!A2", "S!B2", "S!C2", "S!D2"])
    merged = merge(ranked((cited, sheet), Sources(version=1)), RETURNS)
    assert merged.get_column("places").to_list() == [
        [f"transcription.csv row 7, column {name}, page 3" for name in ("frequency", "kind", "period_end")] + [""],
        ["manager.csv S!A2", "manager.csv S!B2", "manager.csv S!C2", "manager.csv S!D2"],
    ]


def test_the_memos_list_of_evidence_prints_the_page_behind_row_and_column():
    memo = sample_memo()
    first = memo.evidence[0]
    cited = memo.model_copy(update={"evidence": (first.model_copy(update={"places": ("page 3",)}), *memo.evidence[1:])})
    plain, printed = (page_of(each, "0" * 64, Linker(each)).evidence[0].lines[0].place for each in (memo, cited))
    assert printed == f"{plain}; page 3"
