"""What is declared under `files:` of a packet, and in `corrections.yml`: made from the models that read them.

Belongs here: fields, allowed words and their sentences. Does not: the tables of a packet (`packet_format.py`).
"""

import ast
import inspect
from enum import EnumType
from itertools import pairwise
from typing import Any, Literal, cast, get_args, get_origin

from docs.pages.markdown import table
from prudent.model.delivery import Declared, Format, SeriesShape, SourceKind
from prudent.model.fact import Document
from prudent.model.packet import Correction
from prudent.model.value import Value

RETURNS_FILE = """\
files:
  - file: returns.csv
    format: series
    source_kind: administrator
    document: {id: administrator-returns, title: Monthly net returns of the administrator}
    series:
      content: returns
      frequency: monthly
      kind: total_net
      unit: per_cent
      dates: month_end
      date_column: Month
      value_column: Net return
"""
NAV_FILE = """\
files:
  - file: nav.xlsx
    format: series
    source_kind: manager
    document: {id: manager-nav, title: Net asset values a share of the manager}
    series:
      content: nav_per_share
      frequency: monthly
      unit: usd_per_share
      dates: month_start
      date_column: Month
      value_column: NAV per share
      sheet: NAV
"""
CORRECTIONS = """\
corrections:
  - file: balance_sheet.csv
    column: net_assets_usd
    key: {as_of: "2024-12-31"}
    expect: "347446000"
    reason: Equal to total assets although there are liabilities, so it cannot be net assets.
    reporter: The plan's adviser
    declared: 2026-11-24
"""


def section() -> list[str]:
    """The part of the page, as lines."""
    lines = ["## packet.yml: files of other formats", "", "Each entry under `files:` says how one file is to be read."]
    lines += ["", *_fields(Declared), "", *_words(Format), "", *_words(SourceKind)]
    lines += ["", "### document", "", *_fields(Document)]
    lines += ["", "### series", "", "For the format `series`, and for no other.", "", *_fields(SeriesShape)]
    lines += [
        "",
        "In a cell that Excel shows as Jan-25 lies a whole date, mostly the first of the month: `month_start`.",
    ]
    lines += ["", "A CSV file of monthly returns in per cent:", "", *_block(RETURNS_FILE)]
    lines += ["", "A workbook of net asset values, dated on the first of the month:", "", *_block(NAV_FILE)]
    lines += ["", "## corrections.yml", "", *_paragraphs(Correction), "", *_fields(Correction)]
    lines += ["", *_block(CORRECTIONS), ""]
    lines += ["A figure that a person puts in place of what the sources say stands in `overrides.yml`: see"]
    return [*lines, "[overrides](sources.md#overrides).", ""]


def _block(text: str) -> list[str]:
    return ["```yaml", *text.splitlines(), "```"]


def _paragraphs(of: type[Value]) -> list[str]:
    return inspect.cleandoc(of.__doc__ or "").splitlines()


def _fields(of: type[Value]) -> list[str]:
    told = _sentences(of)
    return table(
        ("key", "needed", "allowed", "meaning"),
        (
            (f"`{name}`", "yes" if field.is_required() else "", _allowed(field.annotation), told.get(name, ""))
            for name, field in of.model_fields.items()
        ),
    )


def _words(of: EnumType) -> list[str]:
    told = _sentences(of)
    members = cast("dict[str, Any]", dict(of.__members__))
    rows = ((f"`{member.value}`", told.get(name, "")) for name, member in members.items())
    return table(("source_kind" if of is SourceKind else "format", "meaning"), rows)


def _allowed(annotation: object) -> str:
    """The words of a key that has few; `see below` for a part with keys of its own."""
    if get_origin(annotation) is Literal:
        return ", ".join(f"`{word}`" for word in get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return "keys of its own, see below"
    if isinstance(annotation, EnumType):
        return "see below"
    parts = [part for part in get_args(annotation) if part is not type(None)]
    return _allowed(parts[0]) if len(parts) == 1 else ""


def _sentences(of: type) -> dict[str, str]:
    """The sentence under each field or member, where there is one."""
    body = cast("ast.ClassDef", ast.parse(inspect.getsource(of)).body[0]).body
    found: dict[str, str] = {}
    for node, after in pairwise(body):
        targets = (
            [node.target] if isinstance(node, ast.AnnAssign) else node.targets if isinstance(node, ast.Assign) else []
        )
        target = next(iter(targets), None)
        if isinstance(target, ast.Name) and isinstance(after, ast.Expr):
            found[target.id] = str(ast.literal_eval(after.value))
    return found
