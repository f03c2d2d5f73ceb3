"""What counts as an answer: neither empty, nor cut off, nor a page of words where data was asked for.

Belongs here: looking at the first and last bytes of a body, and the faults that this finds. Does not: what the body
says, and how it was fetched (`web.py`).
"""

import re
from dataclasses import dataclass
from enum import Enum

from prudent.errors import SchemaChanged, SourceLate

_FIRST = 8_192
#: What the SEC's page says to a program that it does not serve, sometimes under status 200.
_REFUSALS = (b"Undeclared Automated Tool", b"Request Rate Threshold Exceeded")
_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*)")
_BEFORE_ROOT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>)*", re.DOTALL | re.IGNORECASE
)
_LAST = 4_096


class Expected(Enum):
    """What was asked for."""

    JSON = "JSON"
    XML = "XML"
    PAGE = "a document"
    """HTML, inline XBRL or plain text."""
    HEADER = "a filing's header"


@dataclass(frozen=True, slots=True)
class Answer:
    """A body, and what the server calls this version of it."""

    content: bytes
    etag: str | None
    last_modified: str | None


class Again(Exception):
    """This attempt failed and another may not. `after` is the wait in seconds that the server asks for."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.why, self.after = why, after


class NotThere(SourceLate):
    """EDGAR has nothing at the address."""


class EdgarRefuses(SourceLate):
    """EDGAR does not serve this user for now. Asking on would make it worse."""

    def __init__(self) -> None:
        super().__init__(
            "EDGAR refuses (403): it serves no program that does not declare a company and a mail address, and none "
            "that has asked too often. Look at PRUDENT_EDGAR_USER_AGENT, wait ten minutes, then start again."
        )


def check_body(content: bytes, expected: Expected, address: str) -> None:
    """Refuse a body that is no answer.

    Raises:
        Again: it is empty or ends in the middle.
        EdgarRefuses: it is the SEC's page for programs that it does not serve.
        SchemaChanged: it is of another kind than was asked for.
    """
    if any(words in content[:_FIRST] for words in _REFUSALS):
        raise EdgarRefuses
    body = content.strip()
    if not body:
        raise Again("an empty answer")
    root = _root(content)
    if expected is not Expected.PAGE and root in {b"html", b"HTML"}:
        raise SchemaChanged(f"{address} answers with a page of words where {expected.value} is expected.")
    match expected:
        case Expected.JSON:
            _begins(body.startswith(b"{"), expected, address)
            _ends(body.endswith(b"}"))
        case Expected.XML:
            _begins(root is not None, expected, address)
            _ends(_closes(content, root or b""))
        case Expected.HEADER:
            _begins(b"ACCESSION" in body[:_FIRST], expected, address)
            _ends(body.endswith(b">"))
        case Expected.PAGE:
            # a page that says that it is XML is cut off when its root is open; plain text and old HTML end anyhow
            _ends(not content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") or _closes(content, root or b""))


def _root(content: bytes) -> bytes | None:
    """The name of the first element, with its prefix; None if the body does not begin with one."""
    before = _BEFORE_ROOT.match(content[:_FIRST])
    found = _ROOT.match(content, before.end() if before else 0)
    return found[1] if found else None


def _closes(content: bytes, root: bytes) -> bool:
    """True if the root's end tag is the last thing, comments aside."""
    last = content[-_LAST:].rstrip()
    while last.endswith(b"-->") and b"<!--" in last:
        last = last[: last.rfind(b"<!--")].rstrip()
    return re.search(rb"</" + re.escape(root) + rb"\s*>\Z", last) is not None


def _begins(as_expected: bool, expected: Expected, address: str) -> None:  # noqa: FBT001 -- an assertion
    if not as_expected:
        raise SchemaChanged(f"{address} does not answer with {expected.value}.")


def _ends(whole: bool) -> None:  # noqa: FBT001 -- an assertion
    if not whole:
        raise Again("an answer that ends in the middle")
