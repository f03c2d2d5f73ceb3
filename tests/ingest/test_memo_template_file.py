"""A plan's own Word template as it is received: an honest one goes through whole, and nothing else does."""

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from prudent.errors import DataBad, HostileInput, PrudentError
from prudent.ingest.memo_template import MOST

SHIPPED = Path(__file__).parents[2] / "templates/memo/docx/memo.docx"
NAME = "plans/example/memo-template.docx"
RELATIONS = "word/_rels/document.xml.rels"
KINDS = "[Content_Types].xml"
DOCUMENT = "word/document.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(SHIPPED) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(changed: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts(), **changed}.items():
            archive.writestr(name, content)
    return made.getvalue()


def having(name: str, before: str, added: str) -> bytes:
    """The shipped template with something put in front of a text of one part."""
    content = parts()[name].decode()
    assert before in content
    return packed({name: content.replace(before, added + before, 1).encode()})


def in_text(markup: str) -> bytes:
    return having(DOCUMENT, "<w:sectPr>", f"<w:p>{markup}</w:p>")


def cut(*pieces: str) -> str:
    """A field whose instruction stands in several runs, as word processors write it."""
    inside = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    ends = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    begin, separate, end = ends
    return f"{begin}{inside}{separate}<w:r><w:t>x</w:t></w:r>{end}"


def test_a_plan_without_one_has_none(project):
    gathered = project.gather()
    assert gathered.template is None
    assert NAME not in [item.path for item in gathered.inputs]


def test_the_shipped_one_goes_through_whole_and_is_an_input_of_the_run(project):
    content = SHIPPED.read_bytes()
    project.write(NAME, content)
    gathered = project.gather()
    assert gathered.template == content
    found = next(item for item in gathered.inputs if item.path == NAME)
    assert (found.sha256, found.size_bytes) == (hashlib.sha256(content).hexdigest(), len(content))


@pytest.mark.parametrize(
    "content",
    [
        packed({"word/media/image1.png": b"\x89PNG", "word/theme/theme1.xml": b"<a/>", "word/footnotes.xml": b"<a/>"}),
        in_text(cut(" PA", "GE ")),
        in_text(cut(" IF", " x ").replace("IF", "STYLEREF")),
        in_text('<w:fldSimple w:instr=" numpages \\* MERGEFORMAT "/>'),
    ],
    ids=["letterhead", "page", "styleref", "pages"],
)
def test_what_a_letterhead_needs_is_let_through(project, content):
    project.write(NAME, content)
    assert project.gather().template == content


EXTERNAL = f'<Relationship Id="x" Type="{OFFICE}/{{}}" Target="https://example.org/x" TargetMode="{{}}"/>'
HOSTILE = {
    "macros": (packed({"word/vbaProject.bin": b"x"}), "holds macros; save it as .docx without them"),
    "macro kind": (
        packed({KINDS: parts()[KINDS].replace(b"wordprocessingml.document.main", b"word.document.macroEnabled.main")}),
        "is a document with macros",
    ),
    "embedded": (packed({"word/embeddings/a.bin": b"x"}), "holds an embedded object"),
    "web picture": (having(RELATIONS, "</Relationships>", EXTERNAL.format("image", "External")), "leads to another file"),
    "other template": (
        packed({"word/_rels/settings.xml.rels": parts()[RELATIONS].replace(b"</Rel", EXTERNAL.format("attachedTemplate", "external").encode() + b"</Rel")}),
        "leads to another file or to the web ('attachedTemplate')",
    ),
    "written in references": (
        having(RELATIONS, "</Relationships>", EXTERNAL.format("image", "&#69;xternal")),
        "leads to another file",
    ),
    "field that reads": (in_text(cut(" INCLUDE", 'PICTURE "https://example.org/x.png" ')), "('INCLUDEPICTURE')"),
    "field in a field": (in_text(cut(" PAGE ").replace("PAGE ", f"PAGE </w:instrText></w:r>{cut(' DDE x ')}<w:r><w:instrText>")), "('DDE')"),
    "simple field": (in_text('<w:fldSimple w:instr=" DDEAUTO c:\\\\x "/>'), "('DDEAUTO')"),
    "field never closed": (in_text('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText></w:r>'), "('DATE')"),
    "other document": (in_text('<w:altChunk/>'), "holds another document"),
    "own endnote": (in_text('<w:r><w:endnoteReference w:id="3"/></w:r>'), "holds endnotes of its own"),
    "unknown part": (packed({"word/glossary/document.xml": b"<a/>"}), "a part that no template needs"),
    "page behind": (packed({"word/afchunk.htm": b"<a/>"}), "a part that no template needs"),
    "entities": (packed({DOCUMENT: b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + parts()[DOCUMENT]}), "declares a document type"),
    "bomb": (packed({"word/media/a.png": bytes(60_000_000)}), "which unpacks to"),
    "large part": (packed({"word/styles.xml": b"<a>" + hashlib.sha256(b"a").hexdigest().encode() * 70_000 + b"</a>"}), "which"),
    "leads elsewhere": (packed({"../../a.xml": b"<a/>"}), "whose name leads elsewhere"),
    "too large": (bytes(MOST + 1), "at most 8,388,608 are read"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "why"), HOSTILE.values(), ids=HOSTILE)
def test_what_fetches_runs_or_hides_something_is_refused(project, content, why):
    project.write(NAME, content)
    with pytest.raises(HostileInput) as caught:
        project.gather()
    assert why in caught.value.sentence
    assert NAME in caught.value.sentence
    assert "\n" not in caught.value.sentence
    assert caught.value.file is not None


@pytest.mark.parametrize(
    "content",
    [b"", b"words", bytes.fromhex("D0CF11E0A1B11AE1"), packed({KINDS: parts()[KINDS].replace(b"document.main", b"template.main")})],
    ids=["empty", "text", "old", "dotx"],
)  # fmt: skip
def test_what_is_no_docx_is_refused_with_what_to_do(project, content):
    project.write(NAME, content)
    with pytest.raises(DataBad, match="save it"):
        project.gather()


def test_a_link_that_leads_out_of_the_project_is_not_followed(project, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "t.docx"
    outside.write_bytes(SHIPPED.read_bytes())
    (project.root / NAME).symlink_to(outside)
    with pytest.raises(PrudentError, match="leads outside"):
        project.gather()
