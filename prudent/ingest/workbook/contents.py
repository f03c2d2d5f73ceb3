"""What a workbook says of itself: its sheets in order, from which day it counts, and whether it wants to be computed.

Belongs here: `xl/workbook.xml` and the way from a sheet's name to its part. Does not: what stands in a sheet
(`scan.py`).
"""

from dataclasses import dataclass

from prudent.errors import HostileInput
from prudent.ingest.characters import shown, unseen_character
from prudent.ingest.workbook.guard import Package, Part
from prudent.ingest.workbook.markup import Element, attribute, elements, is_true, local
from prudent.ingest.workbook.number_format import Kind, kinds_of_styles
from prudent.ingest.workbook.words import word_lengths

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_LONGEST_NAME = 100
"""Three times what spreadsheet programs allow."""
_MOST_SHEETS = 250
"""The fullest workbook that we know has under 40."""


@dataclass(frozen=True, slots=True)
class HeldSheet:
    """A sheet of cells and the part that holds it."""

    name: str
    visible: bool
    part: Part


@dataclass(frozen=True, slots=True)
class Contents:
    """What is needed to read the sheets."""

    sheets: tuple[HeldSheet, ...]
    styles: tuple[Kind, ...]
    words: tuple[int, ...]
    """Length of each of the words that cells share, in bytes, in their order."""
    from_1904: bool
    recompute: bool


@dataclass(frozen=True, slots=True)
class _Relation:
    id: str
    type: str
    target: str

    @property
    def part(self) -> str:
        """The name of the part that it leads to."""
        return self.target.removeprefix("/") if self.target.startswith("/") else f"xl/{self.target}"


def contents(package: Package) -> Contents:
    """Read what the workbook says of itself.

    Raises:
        DataBad: a part that every workbook has is missing.
        HostileInput: a sheet's name cannot be printed or stands twice, or a sheet holds macros.
    """
    relations = _relations(package)
    sheets: list[HeldSheet] = []
    from_1904 = recompute = False
    for element in elements(package.source, package.needed(_WORKBOOK), "workbookPr", "sheet", "calcPr"):
        match local(element.tag):
            case "workbookPr":
                from_1904 = is_true(element.get("date1904"))
            case "calcPr":
                recompute = is_true(element.get("fullCalcOnLoad"))
            case _:
                relation = next((each for each in relations if each.id == attribute(element, "id")), None)
                if relation is not None and _holds_cells(package, relation):
                    sheets.append(_held(package, element, package.needed(relation.part), sheets))
    return Contents(tuple(sheets), kinds_of_styles(package), word_lengths(package), from_1904, recompute)


def _relations(package: Package) -> tuple[_Relation, ...]:
    found = elements(package.source, package.needed(_RELATIONS), "Relationship")
    return tuple(
        _Relation(each.get("Id") or "", each.get("Type") or "", each.get("Target") or "")
        for each in found
        if each.get("TargetMode") != "External"
    )


def _holds_cells(package: Package, relation: _Relation) -> bool:
    kind = relation.type.rpartition("/")[2].lower()
    if "macro" in kind or "dialog" in kind:
        raise HostileInput(f"{package.source.name} holds a sheet of macros; save it without.", file=package.source.path)
    return kind == "worksheet"


def _held(package: Package, element: Element, part: Part, before: list[HeldSheet]) -> HeldSheet:
    name = element.get("name") or ""
    why = None
    if not name or unseen_character(name) or len(name) > _LONGEST_NAME:
        why = f"a sheet whose name cannot be printed, {shown(name)}"
    elif any(sheet.name.lower() == name.lower() or sheet.part is part for sheet in before):
        why = f"two sheets of one name or one content, {shown(name)}"
    elif len(before) >= _MOST_SHEETS:
        why = f"more than {_MOST_SHEETS} sheets"
    if why is not None:
        raise HostileInput(f"{package.source.name} holds {why}.", file=package.source.path)
    return HeldSheet(name, (element.get("state") or "visible") == "visible", part)
