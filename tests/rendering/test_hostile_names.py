"""Names from outside that are code elsewhere stand as letters in all five files, and nothing of them runs."""

import io
import json
import re
from html import unescape
from html.parser import HTMLParser

import openpyxl
import pikepdf
import pytest

from prudent.memo.exhibits import MemoTable, text_columns
from prudent.memo.formats import rendered
from prudent.memo.prose import plain
from tests.packets.pdf_reading import elements
from tests.rendering.word_reading import R, W, Word

TURNED = "\u202eevil"
STRINGS = (
    "<script>alert(1)</script>",
    '#panic("x")',
    '=HYPERLINK("http://x","y")',
    "{{ 7*7 }}",
    "{% raw %}",
    TURNED,
    "A long name of a fund " + "and more " * 30 + "ends here",
)
SHOWN = tuple(text.replace("\u202e", "[U+202E]") for text in STRINGS)


def squeezed(text):
    """Without spaces and marks of where a line may break: a page breaks lines where it likes."""
    return re.sub(r"[\s\u200b]", "", text)


@pytest.fixture(scope="module")
def files(make_memo, memo):
    """One memo with all of them as names of fund and plan, as issuers of holdings and as titles of documents."""
    together = " ".join(STRINGS)
    rows = tuple((plain(text), "–") for text in STRINGS)
    holdings = MemoTable(id="largest-holdings", title="", columns=text_columns("Issuer", "Value"), rows=rows)
    item = memo.evidence[0]
    documents = tuple(item.documents[0].model_copy(update={"title": text}) for text in STRINGS)
    made = make_memo(
        title=together,
        subject=memo.subject.model_copy(update={"legal_name": together, "manager": together}),
        plan=memo.plan.model_copy(update={"name": together}),
        plan_facts=memo.plan_facts.model_copy(update={"tables": (holdings,), "paragraphs": (plain(together),)}),
        evidence=(item.model_copy(update={"documents": documents}), *memo.evidence[1:]),
    )
    return rendered(made)


def of_json(body):
    memo = json.loads(body)
    issuers = [row[0] for row in memo["plan_facts"]["tables"][0]["rows"]]
    assert issuers == list(STRINGS)
    return memo["subject"]["legal_name"].replace("\u202e", "[U+202E]")


def of_html(body):
    seen = []

    class Parts(HTMLParser):
        def handle_starttag(self, tag, attrs):
            assert tag != "script"
            assert not [name for name, _ in attrs if name.startswith("on")]
            assert not [value for name, value in attrs if name in {"href", "src"} and not value.startswith("#")]

        def handle_data(self, data):
            seen.append(data)

    Parts().feed(body.decode())
    return unescape("".join(seen))


def of_pdf(body):
    with pikepdf.open(io.BytesIO(body)) as document:
        dictionaries = [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary)]
        assert not [thing for thing in dictionaries if {"/OpenAction", "/JS", "/URI", "/Launch"} & set(thing.keys())]
    return "".join(element.text for element in elements(body))


def of_docx(body):
    word = Word(body)
    fields = {field.get(f"{W}instr").split()[0] for field in word.document.iter(f"{W}fldSimple")}
    assert fields == {"NOTEREF"}
    assert not list(word.document.iter(f"{W}instrText"))
    assert not [link for link in word.document.iter(f"{W}hyperlink") if link.get(f"{R}id")]
    return word.text


def of_xlsx(body):
    book = openpyxl.load_workbook(io.BytesIO(body), read_only=True)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    formulas = [cell.value for cell in cells if cell.data_type == "f"]
    assert formulas
    assert not [formula for formula in formulas if re.search("HYPERLINK|http", formula)]
    return "".join(cell.value for cell in cells if cell.data_type != "f")


@pytest.mark.parametrize("read", [of_json, of_html, of_pdf, of_docx, of_xlsx])
def test_every_name_stands_as_its_letters(files, read):
    text = squeezed(read(files[f"memo.{read.__name__.removeprefix('of_')}"]))
    assert [name for name in SHOWN if squeezed(name) not in text] == []
    assert "\u202e" not in text
    assert "{{49}}" not in text
    assert squeezed(" ".join(SHOWN)) in text  # so that no 49 stands where the product was asked for
