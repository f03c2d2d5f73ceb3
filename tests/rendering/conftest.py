"""The sample memo and its renderings, made once."""

import hashlib
import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from prudent.memo.document import Memo
from prudent.memo.html import render_html
from prudent.memo.pdf import render_pdf
from prudent.memo.schema import memo_bytes


def _sample_memo() -> Callable[..., Memo]:
    spec = importlib.util.spec_from_file_location("memo_render_sample", Path(__file__).with_name("sample.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.sample_memo


@pytest.fixture(scope="session")
def make_memo():
    return _sample_memo()


@pytest.fixture(scope="session")
def memo(make_memo):
    return make_memo()


@pytest.fixture(scope="session")
def record(memo):
    return hashlib.sha256(memo_bytes(memo)).hexdigest()


@pytest.fixture(scope="session")
def html(memo, record):
    return render_html(memo, record)


@pytest.fixture(scope="session")
def pdf(memo, record):
    return render_pdf(memo, record)


HOSTILE = '</title><script>alert(1)</script> & "q" \'a\' #import "x": * $x$ ] [ \\ \\u{41} //c /*d*/ `raw` {{ 7*7 }} {% raw %} @ref <fig-x> «⟨all fee⟩»'


@pytest.fixture(scope="session")
def hostile():
    return HOSTILE


@pytest.fixture(scope="session")
def hostile_memo(make_memo):
    """The hostile text wherever text comes from outside."""
    base = make_memo()
    table = base.chapters[0].tables[0]
    table = table.model_copy(update={"rows": ((HOSTILE, *table.rows[0][1:]), *table.rows[1:])})
    chart = base.chapters[0].charts[0]
    series = (chart.series[0].model_copy(update={"label": HOSTILE}), *chart.series[1:])
    chart = chart.model_copy(update={"name": HOSTILE, "title": HOSTILE, "subtitle": HOSTILE, "series": series})
    chapter = base.chapters[0].model_copy(update={"tables": (table,), "charts": (chart,)})
    item = base.evidence[0]
    document = item.documents[0].model_copy(update={"title": HOSTILE})
    rule = base.validation[7].model_copy(update={"detail": HOSTILE, "description": HOSTILE})
    return make_memo(
        title=HOSTILE,
        subject=base.subject.model_copy(update={"legal_name": HOSTILE, "manager": HOSTILE}),
        plan=base.plan.model_copy(update={"name": HOSTILE}),
        chapters=(chapter, *base.chapters[1:]),
        evidence=(item.model_copy(update={"documents": (document,), "extractor": HOSTILE}), *base.evidence[1:]),
        validation=(*base.validation[:7], rule, *base.validation[8:]),
        missing=(base.missing[0].model_copy(update={"item": HOSTILE, "ask": HOSTILE}), *base.missing[1:]),
    )
