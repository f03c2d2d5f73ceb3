"""Whatever the bytes of a workbook are, it is read or refused in a sentence; nothing else comes out."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from prudent.errors import PrudentError
from prudent.ingest.workbook.cells import open_workbook
from tests.unit.workbooks.workbook_builders import by_hand, received

SHEET = "xl/worksheets/sheet1.xml"
GOOD = by_hand(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45991</v></c><c r="C1"><f>1+1</f><v>2</v></c></row>'
    '<row r="3" hidden="1"><c r="A3" t="inlineStr"><is><t>w</t></is></c><c r="D3" t="e"><v>#N/A</v></c></row>',
    styles="<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>",
    shared="<si><t>shared</t></si>",
    after="<mergeCells><mergeCell ref='A1:B1'/></mergeCells>",
)


def tried(content: bytes) -> None:
    try:
        book = open_workbook(received(content))
    except PrudentError:
        return
    assert all(isinstance(text, str) for sheet in book.sheets for row in sheet.rows for text in row)


@settings(derandomize=True, database=None, deadline=None, max_examples=300)
@given(st.data())
def test_an_archive_with_other_bytes_somewhere(data: st.DataObject):
    content = bytearray(GOOD.packed())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    tried(bytes(content))


@settings(derandomize=True, database=None, deadline=None, max_examples=300)
@given(st.sampled_from(sorted(GOOD.parts)), st.integers(0, 10**9))
def test_a_part_with_pieces_moved_doubled_or_lost(name: str, seed: int):
    dice = random.Random(seed)
    pieces = GOOD.parts[name].decode().replace(">", ">\n").splitlines()
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(pieces))
        match dice.randrange(4):
            case 0:
                pieces.insert(at, dice.choice(pieces))
            case 1 if len(pieces) > 1:
                del pieces[at]
            case 2:
                pieces[at] = pieces[at].replace(
                    dice.choice("0123456789AB"), dice.choice(["9", "", "-1", "XFD", "🙂", "99999999999"])
                )
            case _:
                pieces.reverse()
    tried(GOOD.having(name, "".join(pieces)).packed())


@settings(derandomize=True, database=None, deadline=None, max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes(content: bytes):
    tried(content)
    tried(b"PK\x03\x04" + content)
    tried(GOOD.having(SHEET, content).packed())
