"""The memo in a browser, opened from a folder: WCAG, phone, keyboard, notes there and back, contents, print."""

import importlib.util
import io
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from prudent.memo.html import render_html
from prudent.memo.report import render_validation_page
from tests.browser.conftest import TESTS

pytestmark = pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")

LETTER = (612, 792)
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A made-up memo with every kind of block, and its validation report."""
    spec = importlib.util.spec_from_file_location("memo_sample_for_browsers", TESTS / "rendering" / "sample.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    memo, made = module.sample_memo(), tmp_path_factory.mktemp("memo")
    (made / "memo.html").write_bytes(render_html(memo, "0" * 64))
    (made / "validation.html").write_bytes(render_validation_page(memo))
    return made


@pytest.fixture
def visit(chromium, folder):
    """Opens a page. Anything that it says to its console, or asks of the network, fails the test."""
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    said, asked = [], []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))

    def go(path="memo.html", width=1200):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto((folder / path).as_uri())
        return page

    yield go
    context.close()
    assert said == []
    assert [url for url in asked if not url.startswith("file:")] == []


@pytest.mark.parametrize("width", [1200, 320])
@pytest.mark.parametrize("path", ["memo.html", "validation.html"])
def test_no_rule_of_wcag_is_broken_and_nothing_is_wider_than_the_window(visit, path, width):
    page = visit(path, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options=WCAG).response
    assert len(found["passes"]) > 10
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


def test_a_figure_leads_to_its_note_and_the_note_leads_back(visit):
    page = visit()
    figure = page.locator(".page-one a.fig").first
    number = figure.get_attribute("data-note")
    figure.click()
    assert page.evaluate("location.hash") == f"#note-{number}"
    note = page.locator(f"#note-{number}")
    assert note.evaluate(
        "node => { const b = node.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight }"
    )
    assert figure.inner_text() in note.inner_text()
    note.get_by_role("link", name=f"Back to the text from note {number}").click()
    assert page.evaluate("location.hash") == f"#use-{number}"
    assert page.evaluate("document.querySelector(':target').closest('.page-one') !== null")


def test_by_keyboard_a_figure_is_reached_and_shows_its_note(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the recommendation"
    for _ in range(10):
        page.keyboard.press("Tab")
        if number := page.evaluate("document.activeElement.dataset.note"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    words = page.evaluate("document.activeElement.textContent")
    assert words in page.evaluate("document.activeElement.title")
    if page.evaluate("'interestForElement' in HTMLAnchorElement.prototype"):
        page.wait_for_selector(f"#note-{number}:popover-open")
        assert words in page.locator(f"#note-{number}").inner_text()
        page.keyboard.press("Escape")
        page.wait_for_selector(f"#note-{number}:not(:popover-open)")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == f"#note-{number}"


def test_the_contents_lead_to_every_part(visit):
    page = visit()
    links = page.locator("nav[aria-labelledby=contents] a")
    assert links.count() > 15
    for link in links.all():
        link.click()
        assert page.evaluate("document.querySelector(':target').textContent.trim()") == link.inner_text().strip()
        assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top") < 900


def test_printed_it_is_letter_pages_with_page_one_on_the_first(visit):
    printed = PdfReader(io.BytesIO(visit().pdf(prefer_css_page_size=True)))
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in printed.pages} == {LETTER}
    first, second = (" ".join(printed.pages[at].extract_text().split()) for at in (0, 1))
    assert "Staff recommendation" in first
    assert "only the committee determines" in first
    assert "The decision asked" in second
    assert "Staff recommendation" not in second
    assert 8 <= len(printed.pages) <= 30
