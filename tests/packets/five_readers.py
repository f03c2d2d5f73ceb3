"""Reads the texts that a reader of each file sees, each in its own hands: HTML, PDF, Word, Excel.

Belongs here: page one, and what is behind it up to the lists of notes and evidence, with the decision page. What a file
repeats by its nature (contents, hovers, heads and feet of pages) is left out by its name. Does not: what should stand
there (`five_expected`).
"""

import io
import re
from collections import Counter
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

import lxml.html
import openpyxl

from tests.packets.pdf_reading import APART, elements
from tests.rendering.word_reading import W, Word, style_of

NUMBER = re.compile(r"[−-]?\$?\d(?:[\d,]*\d)?(?:\.\d+)?(?: ?[%×]| million| billion)?")
_LEAVES = frozenset({"p", "h1", "h2", "h3", "h4", "li", "th", "td", "caption", "figcaption", "span"})


def spaced(text):
    """Every run of spaces, wide or narrow, is one."""
    return " ".join(text.split())


def numbers(texts):
    """How often each number stands in the texts, with its sign and its unit."""
    return Counter(spaced(found[0]) for text in texts for found in NUMBER.finditer(spaced(text)))


class Html:
    """memo.html."""

    def __init__(self, content):
        self.tree = lxml.html.fromstring(content)
        self.main = self.tree.xpath("//main")[0]
        for apart in self.main.xpath(".//*[local-name()='svg'] | ./nav[@aria-labelledby='contents']"):
            apart.drop_tree()

    def page_one(self):
        return _leaves(self.main.xpath("./section")[0])

    def behind(self):
        """All that follows page one, but the lists between the heads Notes and Decision."""
        listed, found = False, []
        for node in self.main.xpath("./section")[0].itersiblings():
            listed = node.get("id") == "notes" or (listed and node.get("id") != "decision")
            found += [] if listed else _leaves(node)
        return found

    def notes(self):
        """Number to label and value."""
        return {
            int(note.get("id").removeprefix("note-")): (spaced(said[0].tail).removesuffix(":"), spaced(said[1].text_content()))
            for note in self.main.xpath(".//ol[@class='notes']/li")
            if (said := note.findall("strong")) and said[0].text == note.get("id").removeprefix("note-")
        }  # fmt: skip

    def chart_tables(self):
        return [
            [[spaced(cell.text_content()) for cell in row.xpath("./th|./td")] for row in table.xpath(".//tr")]
            for table in self.main.xpath(".//details//table")
        ]


def _leaves(node):
    """Texts of the smallest elements that hold words; together they are all text of the node."""
    if node.tag == "details":
        return []
    if node.tag in _LEAVES or not any(kid.tag in _LEAVES for kid in node.iterdescendants()):
        return [spaced(node.text_content())]
    assert not "".join([node.text or "", *(kid.tail or "" for kid in node)]).strip()
    return [text for kid in node for text in _leaves(kid)]


class Pdf:
    """memo.pdf, by its structure."""

    def __init__(self, content):
        self.elements = elements(content)
        heads = [at for at, found in enumerate(self.elements) if found.kind == "H1"]
        self.first = next(at for at in heads if self.elements[at].text.startswith("1"))
        self.listed = next(at for at, found in enumerate(self.elements) if (found.kind, found.text) == ("H2", "Notes"))
        self.decision = next(at for at in heads if at > self.listed)

    def page_one(self):
        return _said(self.elements[: self.first])

    def behind(self):
        found = _said(self.elements[self.first : self.listed] + self.elements[self.decision :])
        assert found[-1].startswith("Record of this memo: ")
        return found[:-1]

    def notes(self):
        """Number to all words of the note."""
        found = {}
        for label, body in zip(self.elements[self.listed :], self.elements[self.listed + 1 :], strict=False):
            if label.kind == "Lbl" and body.kind == "LBody" and label.text.isdigit():
                found[int(label.text)] = spaced(body.text)
        return found


def _said(found):
    return [spaced(one.text) for one in found if one.kind not in APART]


class Docx:
    """memo.docx: the paragraphs of the document, without the marks of notes."""

    def __init__(self, content):
        self.word = Word(content)
        self.paragraphs = [(style_of(one), _unmarked(one)) for one in self.word.document.iter(f"{W}p")]
        heads = [at for at, (style, _) in enumerate(self.paragraphs) if style == "Heading1"]
        self.first = heads[0]
        self.listed = self.paragraphs.index(("Heading2", "Notes"))
        self.decision = next(at for at in heads if at > self.listed)
        self.data = next((at for at in heads if self.paragraphs[at][1] == "Data behind the charts"), heads[-1])
        self.closing = heads[-1]

    def page_one(self):
        return [text for _, text in self.paragraphs[: self.first]]

    def behind(self):
        shown = self.paragraphs[self.first : self.listed] + self.paragraphs[self.decision : self.data]
        return [text for _, text in shown]

    def chart_data(self):
        return [text for _, text in self.paragraphs[self.data : self.closing]]

    def notes(self):
        return {number: spaced(text) for number, text in self.word.notes().items()}


def _unmarked(paragraph):
    fields = {part for field in paragraph.iter(f"{W}fldSimple") for part in field.iter(f"{W}t")}
    return spaced("".join(_parts(paragraph, fields)))


def _parts(paragraph, fields):
    for part in paragraph.iter():
        if part.tag == f"{W}tab":
            yield " "
        elif part.tag == f"{W}t" and part not in fields:
            yield part.text or ""


class Xlsx:
    """memo.xlsx: words of cells, and numbers as their format shows them."""

    def __init__(self, content):
        self.book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, read_only=True)

    @cache  # noqa: B019 - a few sheets of a few files
    def rows(self, sheet):
        return [[cell for cell in row if cell.value is not None] for row in self.book[sheet].iter_rows()]

    def texts(self, sheet):
        return [shown(cell) for row in self.rows(sheet) for cell in row]

    def values(self, sheet):
        """Numbers of the cells in full."""
        return Counter(cell.value for row in self.rows(sheet) for cell in row if isinstance(cell.value, int | float))

    def lines(self, sheet):
        """All rows after the heads, by the heads."""
        heads, *rows = self.book[sheet].iter_rows()
        return [{head.value: cell for head, cell in zip(heads, row, strict=True)} for row in rows]

    def chart_tables(self):
        """The tables; each stands after its title and its words in a cell of their own, and before an empty row."""
        tables, rows = [], []
        for row in (*self.rows("Chart data")[1:], []):
            if row:
                rows.append([text for cell in row if (text := shown(cell))])
            elif rows:
                tables.append(rows[2:])
                rows = []
        return tables


def shown(cell):
    """What a spreadsheet shows. Halves are rounded as the memo rounds them."""
    value, form = cell.value, cell.number_format.split(";")[0]
    if isinstance(value, str):
        return spaced(value)
    if isinstance(value, date):
        return f"{value.day} {value:%B} {value.year}"
    if form == "General":
        return str(value)
    whole, _, after = re.sub(r'"([^"]*)"|([$])', "", form).replace("#,##0", "0", 1).partition("0")
    assert whole == ""
    places = len(re.findall("0", after))
    thousands = after.count(",")
    number = Decimal(repr(value)).scaleb(2 * ("%" in form) - 3 * thousands)
    number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    words = "".join(re.findall(r'"([^"]*)"', form))
    before = ("−" if number < 0 else "") + ("$" if form.startswith("$") else "")
    return spaced(f"{before}{abs(number):,f}{words}{'%' if '%' in form else ''}")
