"""The styles that a memo is set in, found in the template by the names that Word shows.

Belongs here: which styles a template must have. Does not: how they look, which is the template's. Word writes the ids
of its own styles in the language of whoever saved the file, so an id is looked up and never assumed.
"""

from typing import Final

from prudent.errors import DataBad
from prudent.memo.word.tree import W, parsed

STYLES: Final = "word/styles.xml"
NEEDED: Final = (
    "Normal",
    "Title",
    "heading 1",
    "heading 2",
    "heading 3",
    "caption",
    "List Bullet",
    "List Number",
    "endnote text",
    "endnote reference",
    "Strong",
    "Memo Question",
    "Memo Small Print",
    "Memo Proposal",
    "Memo Proposal Basis",
    "Memo Chart",
    "Memo Table Text",
    "Memo Table Number",
    "Memo Table Head",
    "Memo Table Head Number",
    "Memo Dense Text",
    "Memo Dense Number",
    "Memo Dense Head",
    "Memo Dense Head Number",
    "Memo Form",
    "Memo Page One",
    "Memo Page One Cell",
    "Memo Page One Number",
    "Memo Page One Note",
    "Memo Table",
    "Memo Dense Table",
    "Memo Form Table",
)


class Styles:
    """Ids of styles by name, in any case: Word itself writes both `Heading 1` and `heading 1`."""

    def __init__(self, ids: dict[str, str]) -> None:
        self._ids = ids

    def __getitem__(self, name: str) -> str:
        return self._ids[name.lower()]


def styles_of(part: bytes) -> Styles:
    """The styles of a template.

    Args:
        part: its `word/styles.xml`.

    Raises:
        DataBad: one that a memo needs is missing.
    """
    ids: dict[str, str] = {}
    for style in parsed(part).iter(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None:
            ids[(name.get(f"{W}val") or "").lower()] = style.get(f"{W}styleId") or ""
    if missing := next((name for name in NEEDED if not ids.get(name.lower())), None):
        raise DataBad(
            f"The memo's Word template has no style named {missing}; start again from templates/memo/docx/memo.docx."
        )
    return Styles(ids)
