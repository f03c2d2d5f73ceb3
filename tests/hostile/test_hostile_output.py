"""Text that readers take as text comes out as text: in HTML, in Typst, on a terminal, in Prefect, in JSON."""

import html
import importlib.util
import io
import json
import re
from pathlib import Path

import pytest
from hostile_text import MARKUP_TEXTS
from jinja2.exceptions import SecurityError, UndefinedError
from pypdf import PdfReader

from flows.telling import tell
from prudent.errors import DataBad
from prudent.ingest.characters import dotted, shown
from prudent.memo.html import render_html
from prudent.memo.links import Linker, typst_literal, visible
from prudent.memo.links import shown as shown_in_html
from prudent.memo.pdf import render_pdf, typst_source
from prudent.memo.schema import memo_bytes, read_memo
from prudent.memo.templating import environment
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


def _sample():
    place = Path(__file__).parent.parent / "rendering" / "sample.py"
    spec = importlib.util.spec_from_file_location("memo_sample_for_hostile_text", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SAMPLE = _sample()


def memo_of(text):
    """The sample memo with the text as the names of fund, manager and plan, a document's title and a rule's detail."""
    base = SAMPLE.sample_memo()
    item = base.evidence[0]
    document = item.documents[0].model_copy(update={"title": text})
    rule = base.validation[7].model_copy(update={"detail": text})
    return SAMPLE.sample_memo(
        subject=base.subject.model_copy(update={"legal_name": text, "manager": text}),
        plan=base.plan.model_copy(update={"name": text}),
        evidence=(item.model_copy(update={"documents": (document,)}), *base.evidence[1:]),
        validation=(*base.validation[:7], rule, *base.validation[8:]),
    )


@pytest.fixture(scope="module")
def memo():
    """All texts, one after another."""
    return memo_of(" ~ ".join(MARKUP_TEXTS.values()))


@pytest.mark.parametrize("name", MARKUP_TEXTS)
def test_in_html_it_is_escaped(name):
    page = render_html(memo_of(MARKUP_TEXTS[name]), "0" * 64).decode()
    assert page.count(HTML[name]) >= 6
    assert str(Linker(SAMPLE.sample_memo()).html(MARKUP_TEXTS[name])) == HTML[name]


@pytest.mark.parametrize("name", MARKUP_TEXTS)
def test_in_typst_it_is_a_literal(name):
    assert typst_literal(MARKUP_TEXTS[name]) == TYPST[name]
    source = typst_source(memo_of(MARKUP_TEXTS[name]), "0" * 64).replace(
        "\u00a0", " "
    )  # a head's spaces are plain ones
    assert source.count(TYPST[name][1:-1].replace("\u00a0", " ")) >= 6


BIDI = "Fund \u202egpj.exe\u202c \u2066left\u2069 \u200brest"
LONG = "A Fund with Very Many Words in Its Name " * 7 + "and a Word Without End " + "x" * 120
FORMULAS = ('=HYPERLINK("http://127.0.0.1/")', '#panic("stop")', "{{ 7 * 7 }}", "<script>alert(1)</script>", BIDI, LONG)


@pytest.mark.parametrize("name", FORMULAS, ids=("hyperlink", "panic", "braces", "script", "bidi", "300 characters"))
def test_a_funds_name_is_set_as_text_in_both_formats(name):
    memo = memo_of(name)
    page = html.unescape(re.sub(r"<[^>]*>", "", render_html(memo, "0" * 64).decode()))
    reader = PdfReader(io.BytesIO(render_pdf(memo, "0" * 64)))
    printed = "".join(sheet.extract_text() for sheet in reader.pages)
    for text in (page, printed):
        assert squeezed(visible(name)) in squeezed(text)
        assert not set("\u202e\u202c\u2066\u2069") & set(text)
    assert "The decision asked" in reader.pages[1].extract_text()


def squeezed(text):
    """Without what breaks lines: spaces, soft and hard hyphens, places where a word may break."""
    return re.sub(r"[\s\u200b\u00ad-]+", "", text)


@pytest.mark.parametrize(
    "reach",
    [
        "{{ memo.__class__.__mro__ }}",
        "{{ memo.model_copy.__globals__ }}",
        "{{ ''.__class__.mro() }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ memo._abc_impl }}",
        "{{ memo.no_such_field }}",
        "{{ no_such_name }}",
    ],
)
def test_a_template_reaches_nothing_but_the_values_it_is_given(reach):
    for folder, finalize in (("memo/html", shown_in_html), ("memo/typst", typst_literal)):
        template = environment(folder, finalize, {}).from_string(reach)
        with pytest.raises((SecurityError, UndefinedError)):
            template.render(memo=SAMPLE.sample_memo())


def test_a_template_changes_no_value():
    template = environment("memo/html", shown_in_html, {}).from_string("{{ given.append(1) }}")
    with pytest.raises(SecurityError):
        template.render(given=[])


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
