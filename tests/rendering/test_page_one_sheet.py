"""Page one as a sheet: one letter page whatever the names are, nothing under seven points, and the strip on a phone."""

import io
import re

import pytest
from pypdf import PdfReader

from prudent.memo.first.names import TITLE
from prudent.memo.html import render_html
from prudent.memo.pdf import render_pdf

NAMES = {
    "spaced": ("Made-up Alternative Credit Opportunities " * 8)[:300],
    "unbroken": ("Wordwithoutspaces" * 20)[:300],
}


def long_named(make_memo, memo, name):
    """Fund, manager, plan, preparer: all of 300 characters, as `first` cuts them or leaves it to the page."""
    first = memo.page_one.model_copy(
        update={"prepared": f"Prepared by: {name[:64]}", "checked": f"Checked by: {name[:64]}"}
    )
    return make_memo(
        subject=memo.subject.model_copy(update={"legal_name": name, "manager": name}),
        plan=memo.plan.model_copy(update={"name": name}),
        page_one=first,
    )


def sizes(reader):
    """Every size on page one, with the words that are set in it; raised numbers of notes left out."""
    found = {}

    def visit(text, matrix, text_matrix, _font, size):
        if text.strip() and not text.strip().isdigit():
            found.setdefault(round(size * abs(matrix[3] * text_matrix[3]), 2), []).append(text.strip())

    reader.pages[0].extract_text(visitor_text=visit)
    return found


def text_of(reader, page):
    return re.sub(r"\s+", " ", reader.pages[page].extract_text())


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_names_of_300_characters_leave_page_one_on_one_page(make_memo, memo, record, name):
    reader = PdfReader(io.BytesIO(render_pdf(long_named(make_memo, memo, name), record)))
    first = text_of(reader, 0)
    assert "only the committee determines" in first
    assert "Full name on page 2" in first
    assert "The decision asked" in text_of(reader, 1)
    squeezed = re.sub(r"[\s\u200b\u00ad]", "", first)
    assert re.sub(r"\s", "", name[: TITLE - 1]) + "…" in squeezed
    assert min(sizes(reader)) >= 7


def test_nothing_on_an_ordinary_page_one_is_under_eight_points(pdf):
    assert min(sizes(PdfReader(io.BytesIO(pdf)))) >= 8


def test_no_word_of_page_one_runs_over_the_edge(make_memo, memo, record):
    reader = PdfReader(io.BytesIO(render_pdf(long_named(make_memo, memo, NAMES["unbroken"]), record)))
    page = reader.pages[0]
    right = float(page.mediabox.width) - 0.9 * 72
    ends = []

    def visit(text, matrix, text_matrix, _font, size):
        # half of the size is less than an ordinary letter is wide, so that this is a lower bound of where the text ends
        if text.strip():
            ends.append(text_matrix[4] + matrix[4] + 0.3 * size * len(text.strip()))

    page.extract_text(visitor_text=visit)
    assert max(ends) < right + 36


def test_the_long_name_is_cut_alike_in_html(make_memo, memo, record):
    body = render_html(long_named(make_memo, memo, NAMES["spaced"]), record).decode()
    title = re.search(r"<h1>(.*?)</h1>", body)[1]
    assert title == NAMES["spaced"][: TITLE - 1].rstrip() + "…"


def test_the_strip_keeps_its_roles_where_it_is_laid_out_as_cards(html):
    body = html.decode()
    strip = body[body.index('<table class="strip"') : body.index("</table>", body.index('<table class="strip"'))]
    assert len(re.findall('role="row"', strip)) == 7
    assert len(re.findall('role="rowheader"', strip)) == 6
    assert len(re.findall('data-head="Peers"', strip)) == 6


def test_fewer_reasons_are_said_under_the_list(make_memo, memo, record):
    said = memo.page_one.recommendation
    fewer = said.model_copy(
        update={"reasons_for": said.reasons_for[:1], "for_note": "The evidence carries no second reason for it."}
    )
    changed = make_memo(page_one=memo.page_one.model_copy(update={"recommendation": fewer}))
    body = render_html(changed, record).decode()
    assert "<h2>Reasons for</h2>" in body
    assert "<h2>Three reasons against</h2>" in body
    assert "The evidence carries no second reason for it." in body
    first = text_of(PdfReader(io.BytesIO(render_pdf(changed, record))), 0)
    assert "The evidence carries no second reason for it." in first
