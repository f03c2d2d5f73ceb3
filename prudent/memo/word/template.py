"""Fills in a Word template through docxtpl, and says in one sentence what is wrong with one that cannot be filled in.

Belongs here: docxtpl, and its errors. Does not: what a template may do (`sandbox.py`), and figures, tables and the
body, which are put in afterwards (`filled.py`).
"""

from dataclasses import fields
from functools import cache
from io import BytesIO
from typing import Final
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError, PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError, UndefinedError

from prudent.errors import DataBad
from prudent.memo.templating import TEMPLATES
from prudent.memo.word.package import DOCUMENT, KINDS, RELATIONS, unpacked
from prudent.memo.word.page_one import PageOneWords
from prudent.memo.word.sandbox import WordEnvironment
from prudent.memo.word.settings import SETTINGS
from prudent.memo.word.styles import STYLES
from prudent.memo.word.tree import BadXml

SHIPPED: Final = TEMPLATES / "memo/docx/memo.docx"
_UNREADABLE: Final = (
    BadXml,
    BadZipFile,
    OpcError,
    PackageNotFoundError,
    SyntaxError,  # what lxml raises is one
    LookupError,
    AttributeError,
    ValueError,
    TypeError,
)
"""What the libraries raise over a file that is no Word file, or a damaged one."""
_NEEDED: Final = (DOCUMENT, RELATIONS, KINDS, SETTINGS, STYLES)


@cache
def shipped() -> bytes:
    """The template that comes with Prudent."""
    return SHIPPED.read_bytes()


@cache
def environment() -> WordEnvironment:
    """The one environment that all templates run in."""
    return WordEnvironment()


def filled_in(template: bytes, words: PageOneWords) -> dict[str, bytes]:
    """The parts of the template with its names filled in.

    Args:
        template: a .docx file.
        words: what its names stand for.

    Raises:
        DataBad: the template names what there is not, cannot be read, or does what no template may.
    """
    context = {field.name: getattr(words, field.name) for field in fields(words)}
    try:
        parts = _rendered(template, context)
    except UndefinedError as error:
        raise _bad(f"uses a name that there is not: {error.message}") from error
    except TemplateSyntaxError as error:
        raise _bad(f"cannot be read: {error.message}") from error
    except SecurityError as error:
        raise _bad(f"does what a template may not: {error.message}") from error
    except TemplateError as error:
        raise _bad(f"cannot be filled in: {error.message}") from error
    except _UNREADABLE as error:
        raise _bad("cannot be filled in; open it in Word and save it again as .docx") from error
    if lost := next((name for name in _NEEDED if name not in parts), None):
        raise _bad(f"has no {lost}; open it in Word and save it again as .docx")
    return parts


def _rendered(template: bytes, context: dict[str, object]) -> dict[str, bytes]:
    made, archive = DocxTemplate(BytesIO(template)), BytesIO()
    made.render(context, environment(), autoescape=True)
    made.save(archive)  # pyright: ignore[reportUnknownMemberType] -- its parameters are typed in part
    return unpacked(archive.getvalue())


def _bad(why: str) -> DataBad:
    return DataBad(
        f"The memo's Word template {why.rstrip('.')}. README.md in templates/memo/docx lists what may stand in it."
    )
