"""Every environment that a template of the project runs in stops at a name that nobody gave."""

import ast
from pathlib import Path

import pytest
from jinja2 import StrictUndefined, UndefinedError

from prudent.memo.templating import TEMPLATES, environment
from prudent.memo.word.sandbox import WordEnvironment

ROOT = Path(__file__).parents[2]
FOLDERS = sorted({str(path.parent.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.j2")})
UNDEFINED = ("{{ nobody }}", "{{ memo.nobody }}", "{{ words.nobody }}", "{% for x in nobody %}{{ x }}{% endfor %}")


def made(folder):
    return environment(folder, str, {})


def test_the_folders_of_all_formats_are_among_them():
    assert {"memo/html", "memo/typst", "validation"} <= set(FOLDERS)


@pytest.mark.parametrize("source", UNDEFINED)
@pytest.mark.parametrize("folder", FOLDERS)
def test_an_undefined_name_stops_a_page(folder, source, memo):
    templates = made(folder)
    assert templates.undefined is StrictUndefined
    with pytest.raises(UndefinedError, match="nobody"):
        templates.from_string(source).render(memo=memo, words={"a": 1})


@pytest.mark.parametrize(
    "source", ["{{ nobody }}", "{% for x in cost %}{{ x }}{% endfor %}{{ nobody }}", "{{ fund }} {{ fund.nobody }}"]
)
def test_an_undefined_name_stops_a_word_file(source):
    templates = WordEnvironment()
    assert templates.undefined is StrictUndefined
    with pytest.raises(UndefinedError, match="nobody"):
        templates.from_string(source).render(fund="A fund", cost=("a",))


def test_no_environment_is_made_anywhere_else():
    """A new one would have to be strict, and to stand among those above."""
    makers: set[str] = set()
    for folder in ("prudent", "flows", "tasks", "expectations", "sources"):
        for path in (ROOT / folder).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
            if any(isinstance(node, ast.ClassDef | ast.Call) and _makes(node) for node in ast.walk(tree)):
                makers.add(str(path.relative_to(ROOT)))
            assert "Template" not in named or path.is_relative_to(ROOT / "prudent/memo/word"), path
    assert makers == {"prudent/memo/templating.py", "prudent/memo/word/sandbox.py"}


def _makes(node):
    """Whether a class is an environment, or a call makes one of Jinja's own."""
    jinja = {"Environment", "SandboxedEnvironment", "ImmutableSandboxedEnvironment", "NativeEnvironment"}
    if isinstance(node, ast.ClassDef):
        return any(isinstance(base, ast.Name) and base.id in jinja for base in node.bases)
    return isinstance(node.func, ast.Name) and node.func.id in jinja
