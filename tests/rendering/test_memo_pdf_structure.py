"""The structure of the PDF, as pikepdf sees it: tags in order, tables with heads, words for charts, files inside."""

import io
import itertools
import shutil
import subprocess

import pikepdf
import pytest

from prudent.memo.facts_csv import facts_csv
from prudent.memo.outline.blocks import Drawing, Grid, Heading, Notes
from prudent.memo.outline.outline import outline
from prudent.memo.pdf import render_pdf
from prudent.memo.schema import memo_bytes

WORKBOOK = bytes(range(256)) * 3  # any bytes: what a workbook holds is not this test's
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def made(memo, record):
    return render_pdf(memo, record, WORKBOOK)


@pytest.fixture(scope="module")
def document(made):
    with pikepdf.open(io.BytesIO(made)) as opened:
        yield opened


def elements(node):
    """Structure elements below, in reading order."""
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


@pytest.fixture(scope="module")
def tags(document):
    return list(elements(document.Root.StructTreeRoot))


def kind(element):
    return str(element.S)


def of_kind(tags, *names):
    return [element for element in tags if kind(element) in names]


def attribute(element, name):
    given = element.get("/A", [])
    for one in given if isinstance(given, pikepdf.Array) else [given]:
        if name in one:
            return str(one[name])
    return None


def test_it_says_its_title_and_its_language(document, memo):
    assert document.Root.Lang == "en-US"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert document.docinfo.Title == memo.title
    assert document.Root.MarkInfo.Marked


def test_no_level_of_heading_is_left_out(tags):
    levels = [int(kind(element)[2:]) for element in tags if kind(element)[:2] == "/H" and kind(element)[2:].isdigit()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_bookmarks_are_the_headings(document, memo):
    with document.open_outline() as bookmarks:
        parts = [item.title for item in bookmarks.root]
    assert parts == [
        f"{block.number}{block.text}" for block in outline(memo) if isinstance(block, Heading) and block.level == 1
    ]


def test_every_table_has_its_heads_and_every_head_its_scope(tags, memo):
    tables = of_kind(tags, "/Table")
    assert len(tables) > sum(isinstance(block, Grid) for block in outline(memo))  # forms and page one have some too
    for table in tables:
        heads, cells = of_kind(list(elements(table)), "/TH"), of_kind(list(elements(table)), "/TD")
        assert heads
        assert cells
        assert {attribute(head, "/Scope") for head in heads} == {"/Column"}


def test_every_chart_has_its_words(tags, memo):
    charts = [block.chart.alt for block in outline(memo) if isinstance(block, Drawing)]
    assert [str(figure.Alt) for figure in of_kind(tags, "/Figure")] == charts


def test_the_notes_are_a_numbered_list_with_an_item_for_each_figure(tags, memo):
    assert any(isinstance(block, Notes) for block in outline(memo))
    lists = of_kind(tags, "/L")
    notes = [found for found in lists if attribute(found, "/ListNumbering") == "/Decimal"]
    sizes = [sum(kind(kid) == "/LI" for kid in found.K) for found in notes]
    assert len(memo.figures) in sizes
    for item in of_kind(tags, "/LI"):
        assert [kind(kid) for kid in item.K] in (["/Lbl", "/LBody"], ["/LBody"])


def test_every_link_is_in_the_structure_and_leads_to_a_place_in_the_document(document, tags):
    links = [note for page in document.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
    assert len(links) > 200
    for link in links:
        assert "/StructParent" in link
        assert link.Contents
        target = link.get("/Dest", link.get("/A", {}).get("/D") if "/A" in link else None)
        assert target is not None
    assert len(of_kind(tags, "/Link")) >= len(links) > 0


def test_nothing_outside_is_named_and_nothing_runs(document):
    names = (
        "/URI",
        "/JS",
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/GoToR",
        "/ImportData",
        "/RichMedia",
        "/OpenAction",
    )
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            assert not [name for name in names if name in thing or thing.get("/S") == name], thing
    assert "/OpenAction" not in document.Root
    assert "/AcroForm" not in document.Root


def test_every_font_is_inside(document):
    described = [
        thing
        for thing in document.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
    ]
    assert described
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in described)


def test_memo_facts_and_workbook_travel_inside_byte_for_byte(document, memo):
    expected = {
        "memo.json": (memo_bytes(memo), "/Source", "application/json"),
        "facts.csv": (facts_csv(memo.facts), "/Data", "text/csv"),
        "memo.xlsx": (WORKBOOK, "/Supplement", SHEET),
    }
    found = {}
    for name, spec in document.attachments.items():
        file = spec.get_file()
        found[name] = (file.read_bytes(), str(spec.obj.AFRelationship), file.mime_type)
        assert spec.description
    assert found == expected
    assert {str(spec.UF) for spec in document.Root.AF} == set(expected)


def test_without_a_workbook_two_files_travel(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert set(opened.attachments) == {"memo.json", "facts.csv"}


def validators():
    """What on this machine can tell whether a PDF keeps to its standards; beside Typst, which refuses one that does not."""
    return [command for command in ("verapdf", "qpdf") if shutil.which(command)]


@pytest.mark.parametrize("command", ["pikepdf", *validators()])
def test_validators_find_no_fault(command, made, document, tmp_path):
    if command == "pikepdf":
        assert document.check_pdf_syntax() == []
        return
    path = tmp_path / "memo.pdf"
    path.write_bytes(made)
    flavours = (["--flavour", "ua1"], ["--flavour", "3b"]) if command == "verapdf" else (["--check"],)
    for flavour in flavours:
        done = subprocess.run([command, *flavour, path], capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout
