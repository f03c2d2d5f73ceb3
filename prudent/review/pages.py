"""A review's files: `review.json`, and the pages made from it alone.

Belongs here: from the document to bytes. Does not: words (`printed.py`) and the look, which is `templates/review` with
the memo's style. A page is made of literals and escaped text only, as a memo's is.
"""

from collections.abc import Callable
from functools import cache

from prudent.memo.attached import Attached
from prudent.memo.links import TypstSource, code, shown, typst_words
from prudent.memo.pdf import compiled, literal
from prudent.memo.schema import canonical_json
from prudent.memo.templating import Sandbox, environment
from prudent.model.value import Value
from prudent.review.document import Review
from prudent.review.folder import PAGES, REVIEW
from prudent.review.printed import Printed, printed
from prudent.store.frames import sha256

_HERE = "."
"""All templates: a review's pages take the memo's style."""
_SAID = "The review as data; this document is made from it alone"


def canonical(document: Value) -> bytes:
    """A document as JSON, spelled as a memo is. Its record is its sha256."""
    return canonical_json(document.model_dump(mode="json"))


def rendered(review: Review) -> dict[str, bytes]:
    """`review.json`, `review.html` and `review.pdf`, by name."""
    data = canonical(review)
    page = printed(review, sha256(data))
    return dict(zip(PAGES, (data, render_html(page), render_pdf(page, data)), strict=True))


def render_html(page: Printed) -> bytes:
    """The review as one HTML page that needs nothing else, UTF-8."""
    return html_templates().get_template("review/review.html.j2").render(page=page, review=page.review).encode()


def render_pdf(page: Printed, data: bytes) -> bytes:
    """The review as a PDF of two letter pages, with `review.json` attached."""
    attached = Attached(REVIEW, data.decode(), True, "source", "application/json", _SAID)
    return compiled(typst_source(page, attached), {attached.name: attached.text})


def typst_source(page: Printed, attached: Attached) -> str:
    """The Typst source of the PDF. Every value in it is a literal, so that no text can become markup."""
    template = typst_templates().get_template("review/review.typ.j2")
    return template.render(page=page, review=page.review, attached=attached)


@cache
def html_templates() -> Sandbox:
    """Templates whose values are escaped for HTML."""
    return environment(_HERE, shown, {"code": code})


@cache
def typst_templates() -> Sandbox:
    """Templates whose values are Typst literals."""
    filters: dict[str, Callable[..., object]] = {"words": _words}
    return environment(_HERE, literal, filters)


def _words(text: str) -> TypstSource:
    """Text as a content block, with the shapes of statuses in the face that draws them."""
    return TypstSource(f"[{typst_words(text)}]")
