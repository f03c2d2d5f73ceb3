"""Text that readers take as text comes out as text: in HTML, in Typst, on a terminal, in Prefect, in JSON."""

import importlib.util
import json
from pathlib import Path

import pytest
from hostile_text import MARKUP_TEXTS

from flows.telling import tell
from prudent.errors import DataBad
from prudent.ingest.characters import dotted, shown
from prudent.memo.html import render_html
from prudent.memo.links import Linker, typst_literal
from prudent.memo.pdf import typst_source
from prudent.memo.schema import memo_bytes, read_memo
from tasks.artifacts import cell

HTML = {
    "script": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "image": "&lt;img src=x onerror=alert(1)&gt;",
    "end of a title": "&lt;/title&gt;&lt;/style&gt;&lt;svg onload=alert(1)&gt;",
    "import": "#import &#34;/etc/passwd&#34;: *",
    "eval": "#eval(&#34;sys.inputs&#34;)",
    "read": "#read(&#34;/etc/passwd&#34;)",
    "template": "{{7*7}}{% raw %}",
    "expression": "${7*7}",
    "end of a section": "]]&gt;&lt;script/&gt;",
    "link": "[x](javascript:alert(1))",
    "picture": "![x](http://127.0.0.1/x.png)",
    "quotes": "&#34;&gt;&lt;b a=&#39;",
    "backslashes": "\\&#34; #x",
    "pipes": "a | b |\u00a0c",
    "code": "`rm -rf`",
    "entity": "&amp;lt;b&amp;gt; &amp;amp;",
    "percent": "%s %(name)s {0.__class__}",
}
TYPST = {
    "script": '"<script>alert(1)</script>"',
    "image": '"<img src=x onerror=alert(1)>"',
    "end of a title": '"</title></style><svg onload=alert(1)>"',
    "import": '"#import \\"/etc/passwd\\": *"',
    "eval": '"#eval(\\"sys.inputs\\")"',
    "read": '"#read(\\"/etc/passwd\\")"',
    "template": '"{{7*7}}{% raw %}"',
    "expression": '"${7*7}"',
    "end of a section": '"]]><script/>"',
    "link": '"[x](javascript:alert(1))"',
    "picture": '"![x](http://127.0.0.1/x.png)"',
    "quotes": '"\\"><b a=\'"',
    "backslashes": '"\\\\\\" #x"',
    "pipes": '"a | b |\u00a0c"',
    "code": '"`rm -rf`"',
    "entity": '"&lt;b&gt; &amp;"',
    "percent": '"%s %(name)s {0.__class__}"',
}
MARKDOWN = {
    "script": r"\<script\>alert(1)\</script\>",
    "image": r"\<img src=x onerror=alert(1)\>",
    "link": r"\[x\](javascript:alert(1))",
    "picture": r"\!\[x\](http://127.0.0.1/x.png)",
    "pipes": r"a \| b \| c",
    "code": r"\`rm -rf\`",
    "template": r"\{\{7\*7\}\}\{% raw %\}",
}
TERMINAL = "\x1b[31mred\x1b]0;title\x07\r\n\x9b2J\u202egpj\u200b"


@pytest.fixture(scope="module")
def memo():
    """The sample memo with all texts, one after another, as the fund's legal name, a document's title and a rule's detail."""
    place = Path(__file__).parent.parent / "rendering" / "sample.py"
    spec = importlib.util.spec_from_file_location("memo_sample_for_hostile_text", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    text = " ~ ".join(MARKUP_TEXTS.values())
    base = module.sample_memo()
    item = base.evidence[0]
    document = item.documents[0].model_copy(update={"title": text})
    rule = base.validation[7].model_copy(update={"detail": text})
    return module.sample_memo(
        subject=base.subject.model_copy(update={"legal_name": text, "manager": text}),
        evidence=(item.model_copy(update={"documents": (document,)}), *base.evidence[1:]),
        validation=(*base.validation[:7], rule, *base.validation[8:]),
    )


@pytest.mark.parametrize("name", MARKUP_TEXTS)
def test_in_html_it_is_escaped(memo, name):
    page = render_html(memo, "0" * 64).decode()
    assert page.count(HTML[name]) >= 4
    assert str(Linker(memo).html(MARKUP_TEXTS[name])) == HTML[name]


@pytest.mark.parametrize("name", MARKUP_TEXTS)
def test_in_typst_it_is_a_literal(memo, name):
    assert typst_literal(MARKUP_TEXTS[name]) == TYPST[name]
    assert typst_source(memo, "0" * 64).count(TYPST[name][1:-1]) >= 4


@pytest.mark.parametrize("name", MARKDOWN)
def test_in_prefect_it_is_escaped(name):
    assert cell(MARKUP_TEXTS[name]) == MARKDOWN[name]


@pytest.mark.parametrize("name", MARKUP_TEXTS)
def test_in_json_it_comes_back_as_it_was(memo, name):
    body = memo_bytes(memo)
    assert MARKUP_TEXTS[name] in json.loads(body)["subject"]["legal_name"]
    assert MARKUP_TEXTS[name] in read_memo(body).subject.legal_name


def test_a_page_lets_nothing_run_and_nothing_load(memo):
    page = render_html(memo, "0" * 64).decode()
    policy = "default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:"
    assert policy in page or policy.replace("&#39;", "'") in page
    assert "<script" not in page
    assert "<img" not in page


def test_a_terminal_gets_no_character_that_it_obeys(capsys):
    tell(f"file {TERMINAL} is wrong")
    said = capsys.readouterr().err
    assert said == "prudent: file ·[31mred·]0;title···" + "·2J·gpj· is wrong\n"
    assert dotted(TERMINAL) == "·[31mred·]0;title···" + "·2J·gpj·"
    assert shown(TERMINAL) == "'·[31mred·]0;title···" + "·2J·gpj·'"


def test_a_sentence_carries_its_text_through_prefect_unread():
    from tasks.stage import refusal  # noqa: PLC0415 -- loads Prefect, which one test here needs

    state = refusal(DataBad("{0.__class__} %s [red]x[/red]"))
    assert (state.name, state.message) == ("DATA_BAD", "{0.__class__} %s [red]x[/red]")
