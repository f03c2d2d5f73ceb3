"""Limits: how large, deep and long what comes from outside may be, from `prudent/model/limits.py`."""

import ast
from itertools import pairwise
from pathlib import Path

from docs.pages.markdown import GENERATED, join, table
from prudent.ingest.edgar.json_guard import LARGEST_EXPONENT, LONGEST_NUMBER
from prudent.ingest.edgar.xml_guard import KEPT
from prudent.ingest.packet import MAX_DOCUMENT_DEPTH
from prudent.ingest.workbook.markup import MOST_MARKS
from prudent.ingest.workbook.scanned import MOST_CELLS, MOST_COLUMNS
from prudent.model import limits
from prudent.model.limits import MIB, Limits

_HEAD = """# Limits

What comes from outside (a manager's file, a filing, a page) may be so large, so deep and so long, and no more. A file beyond a bound is refused as `HOSTILE_INPUT`
(exit code 15) before it is read, or as soon as the bound is passed while it is read; the sentence names the file and the bound, and the file is kept in
`quarantine/`. The defaults are several times what the largest honest file has that we know of. So every file is read, or refused, in bounded memory and time.

## Bounds that a setting changes

`PRUDENT_LIMITS` takes JSON with the bounds that differ, such as `{"workbook_bytes": 67108864, "rows": 500000}`; all others stay. A name that is none of these, or a
value that is no whole number over zero, is refused before anything is read.
"""

_FIXED = f"""## Bounds that no setting changes

| what | most | why |
|---|---|---|
| elements of an XML file that are held at once | {KEPT:,} | a tree of that size takes about 200 MB; longer schedules are read part by part |
| document types and entities in XML | 0 | no filing needs them; a bare HTML document type before an inline XBRL page is passed over |
| columns of a sheet | {MOST_COLUMNS:,} | a template with a column a month has under 200 |
| cells of a workbook between A1 and the last one that is filled | {MOST_CELLS:,} | the spreadsheet library makes room for all of them |
| tags and attributes of a sheet between the ends of two rows | {MOST_MARKS:,} | they are in memory together |
| characters of a number in JSON | {LONGEST_NUMBER} | and an exponent of at most {LARGEST_EXPONENT}; nothing about a fund needs more |
| anchors, aliases and tags in YAML | 0 | they make small files large, and objects out of text |
| folders in each other under `documents/` | {MAX_DOCUMENT_DEPTH} | a packet is a folder, and no archive of one |

What is not plain text in a cell (characters that are not seen, text that turns, text that a spreadsheet would compute) is refused whatever its length; markup such
as `<script>` or `#import` is text like any other and comes out of the memo literally. Links, pipes and devices are not read.
"""


def page() -> str:
    """`docs/limits.md`."""
    whys = _whys()
    heads = ("bound", "default", "why")
    rows = ((f"`{name}`", _written(name), whys[name]) for name in Limits.model_fields)
    return join([GENERATED, _HEAD, *table(heads, rows), "", _FIXED])


def _written(name: str) -> str:
    value: int = Limits.model_fields[name].default
    return f"{value // MIB:,} MiB" if name.endswith("_bytes") and value % MIB == 0 else f"{value:,}"


def _whys() -> dict[str, str]:
    """The sentence under each bound; a bound without one is no bound that can be explained."""
    tree = ast.parse(Path(limits.__file__).read_text(encoding="utf-8"))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == Limits.__name__)
    found: dict[str, str] = {}
    for node, after in pairwise(body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and isinstance(after, ast.Expr):
            found[node.target.id] = str(ast.literal_eval(after.value))
    return found
