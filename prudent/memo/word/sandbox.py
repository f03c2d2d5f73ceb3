"""What a Word template may do: print names, choose between two texts, and loop over a list. Nothing else.

Belongs here: the walls around a template that a plan brought. Jinja's sandbox is one; in front of it stands a list of
what may be written at all, because a sandbox stops neither loops in loops nor texts that double. Does not: the archive
that a template comes in, which is looked at when it is received (`prudent/ingest/memo_template.py`).
"""

from collections.abc import MutableMapping
from typing import Any, Final

from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from prudent.memo.word.page_one import LISTS
from prudent.memo.word.written import escaped

LONGEST: Final = 1_000_000
"""Characters of one part of a template. The shipped one has 20,000; a word processor writes ten times as many."""
MOST_TAGS: Final = 1_000
"""Opening braces of tags in one part; the shipped template has under a hundred."""
_FILTERS: Final = frozenset({"upper", "lower", "capitalize", "trim", "first", "last", "length", "join", "default"})
_TESTS: Final = frozenset({"defined", "none"})
_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Filter,
    nodes.Test,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
)
# docxtpl turns these back into braces after a template was filled in; written as references they stay as they are
_BRACES: Final = str.maketrans({"{": "&#123;", "}": "&#125;", "%": "&#37;"})


class WordEnvironment(ImmutableSandboxedEnvironment):
    """Jinja as a Word template meets it. Compiled templates are kept: a store of memos has one template."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=printed)
        self.globals.clear()
        self.filters = {name: made for name, made in self.filters.items() if name in _FILTERS}
        self.tests = {name: made for name, made in self.tests.items() if name in _TESTS}
        self._compiled: dict[str, Template] = {}

    def from_string(
        self,
        source: str | nodes.Template,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 -- Jinja's own name for it
        template_class: type[Template] | None = None,
    ) -> Template:
        """A template, once what it does was looked at.

        Raises:
            SecurityError: it is too long, or does what no memo's template may.
            TemplateSyntaxError: it cannot be read.
        """
        text = str(source)
        if text not in self._compiled:
            check_source(text)
            for node in self.parse(text).find_all(nodes.Node):
                _check(node)
            self._compiled[text] = super().from_string(text, globals, template_class)
        return self._compiled[text]


def printed(value: object) -> object:
    """What a template prints: text, made safe for XML and for the passes that docxtpl makes after Jinja's.

    Raises:
        SecurityError: the value is no text.
    """
    if isinstance(value, Markup):
        return value  # the template's own text, or a value that went this way already
    if isinstance(value, str | int):
        return Markup(escaped(str(value)).translate(_BRACES))  # noqa: S704 -- escaped on the same line
    if isinstance(value, StrictUndefined):
        return str(value)  # raises, and says which name
    raise SecurityError("it prints a list; loop over it and print what is in it")


def check_source(text: str) -> None:
    """Refuse a part that would keep the template's own passes busy.

    Raises:
        SecurityError: it is too long, or has too many tags.
    """
    if len(text) > LONGEST or text.count("{{") + text.count("{%") + text.count("{#") > MOST_TAGS:
        raise SecurityError(f"it is longer than {LONGEST:,} characters or has more than {MOST_TAGS:,} tags in one part")


def _check(node: nodes.Node) -> None:
    if isinstance(node, nodes.For):
        _check_loop(node)
    elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        raise SecurityError(f"it asks for {node.attr}")
    elif not isinstance(node, _ALLOWED):
        raise SecurityError(f"it uses a {type(node).__name__.lower()}; only names, conditions and loops are allowed")


def _check_loop(loop: nodes.For) -> None:
    over = loop.iter
    if not isinstance(over, nodes.Name) or over.name not in LISTS or loop.recursive:
        raise SecurityError(f"it loops over something else than {', '.join(sorted(LISTS))}")
    if loop.find(nodes.For) is not None:
        raise SecurityError("it has a loop inside a loop")
