"""The HTML page: whole, self-contained, linked, and literal about what came from outside."""

import itertools
import re
from html.parser import HTMLParser

import pytest

from prudent.memo.format import status_text
from prudent.memo.html import render_html
from prudent.memo.outline.notes import note_numbers
from prudent.memo.prose import FIGURE_REFERENCE, plain
from prudent.memo.schema import memo_bytes


class Page(HTMLParser):
    """Tags, attributes, headings and text of a page."""

    def __init__(self, body: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open = ""
        self.feed(body.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open = tag

    def handle_data(self, data):
        self.texts.append((self._open, data))

    def values(self, *names: str) -> list[str]:
        return [attrs[name] for _, attrs in self.tags for name in names if attrs.get(name) is not None]

    @property
    def text(self) -> str:
        return " ".join(data for tag, data in self.texts if tag != "style")


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def test_two_runs_give_the_same_bytes(memo, record, html):
    assert render_html(memo, record) == html


def test_every_link_stays_on_the_page_and_has_its_target(page):
    links, ids = page.values("href", "src"), page.values("id")
    assert all(link.startswith("#") for link in links)
    assert {link[1:] for link in links} <= set(ids)
    assert len(ids) == len(set(ids))


def test_every_figure_that_the_prose_names_is_linked(memo, page):
    used = set(FIGURE_REFERENCE.findall(memo_bytes(memo).decode()))
    assert used
    numbers = note_numbers(memo)
    assert {f"#note-{numbers[name]}" for name in used} <= set(page.values("href"))
    assert [name for name in page.values("id") if name.startswith("note-")] == [
        f"note-{number}" for number in range(1, len(memo.figures) + 1)
    ]


def test_a_figure_shows_its_note_without_a_script_and_the_note_leads_back(memo, html, page):
    number = note_numbers(memo)["all_in_fee"]
    link = next(attrs for tag, attrs in page.tags if tag == "a" and attrs.get("href") == f"#note-{number}")
    assert link["id"] == f"use-{number}"
    assert link["interestfor"] == f"note-{number}"
    assert link["aria-description"] == f"note {number}"
    assert link["title"].startswith(
        "All-in fee a year: 3.63\u202f%. printed total ratio. sample-credit/fees.csv row 3, value_1"
    )
    note = html.decode().split(f'<li id="note-{number}" popover="hint">')[1].split("</li>")[0]
    for words in (
        "All-in fee a year",
        "3.63\u202f%",
        "printed total ratio",
        "#evidence-2",
        "#document-1",
        "grade C",
        f"#use-{number}",
    ):
        assert words in note
    backs = {href for href in page.values("href") if href.startswith("#use-")}
    assert backs == {f"#{name}" for name in page.values("id") if name.startswith("use-")}


def test_every_figure_leads_on_to_its_evidence(memo, page):
    assert {f"evidence-{number}" for number in range(1, len(memo.evidence) + 1)} <= set(page.values("id"))
    assert "#evidence-2" in page.values("href")


def test_nothing_runs_and_nothing_is_fetched(page):
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "iframe", "object", "embed", "img", "form"}
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page.values("content")
    style = "".join(data for tag, data in page.texts if tag == "style")
    assert "url(" not in style
    assert "@import" not in style


def test_headings_come_in_order(page):
    levels = [int(tag[1]) for tag, _ in page.tags if tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_header_cell_has_its_scope(page):
    heads = [attrs for tag, attrs in page.tags if tag == "th"]
    assert heads
    assert all(attrs.get("scope") in {"col", "row", "rowgroup"} for attrs in heads)
    assert ("html", {"lang": "en-US"}) in page.tags


def test_every_chart_has_its_words(memo, page):
    charts = sum(len(chapter.charts) for chapter in memo.chapters) + len(memo.score_charts)
    drawn = [attrs for tag, attrs in page.tags if tag == "svg"]
    assert len(drawn) == charts
    assert all(name in page.values("id") for attrs in drawn for name in attrs["aria-labelledby"].split())


def test_the_running_line_says_fund_date_plan_rule_and_record(page, record):
    line = page.text.split("Skip to the recommendation")[1][:260]
    assert "Sample Credit Interval Fund (fictional), as of 31 December 2025" in line
    assert "Example Retirement Savings Plan (fictional plan)" in line
    assert "Rule 29 CFR 2550.404a-6: proposed as of 4 October 2026" in line
    assert f"Record {record[:12]}" in line


def test_page_one_says_in_a_few_words_what_is_not_known(page):
    first = " ".join(page.text[: page.text.index("Contents")].split())
    assert "What is not known: liquidity: a written programme and two more" in first
    assert "Trustee's consent" not in first


def test_statuses_are_shapes_and_words(page):
    for status in ("● supported", "◐ not supported", "○ insufficient evidence", "– not applicable", "△ broke"):
        assert status in page.text


def test_parts_come_in_the_order_of_the_memo(page):
    heads = [data.strip() for tag, data in page.texts if tag == "h2" and data.strip()]
    sections = [
        attrs["id"] for tag, attrs in page.tags if tag == "h2" and (attrs.get("id") or "").startswith("section-")
    ]
    assert sections == [f"section-{number}" for number in range(1, 17)]
    assert heads[-2:] == ["Sources and method notes", "Decision of the committee"]


def test_the_decision_page_is_blank(html, memo):
    decision = html.decode().split('id="decision"')[1]
    rows = re.findall(r"<tr>(<t[dh].*?)</tr>", decision.split("</thead>", 1)[1])
    cells = [cell for row in rows for cell in re.findall(r"<td>(.*?)</td>", row)]
    assert [cell for cell in cells if cell] == [status_text(chapter.status) for chapter in memo.chapters]
    assert rows.count("<td></td>" * 4) == 6


def test_hostile_text_comes_out_literally(hostile_memo, hostile, record):
    page = Page(render_html(hostile_memo, record))
    assert not [tag for tag, _ in page.tags if tag == "script"]
    assert page.text.count(hostile) + page.text.count(plain(hostile)) >= 12
    assert "49" not in page.text[: page.text.index("Staff recommendation")]


def test_text_that_turns_the_reading_order_is_written_out(make_memo, memo, record):
    turned = make_memo(subject=memo.subject.model_copy(update={"manager": "A\u202eB\x00"}))
    assert "managed by A[U+202E]B[U+0000]" in Page(render_html(turned, record)).text


def test_an_unknown_figure_is_refused(memo, record):
    asked = memo.decision_asked.model_copy(update={"paragraphs": ("costs ⟨no_such⟩",)})
    broken = memo.model_copy(update={"decision_asked": asked})
    with pytest.raises(ValueError, match="no_such"):
        render_html(broken, record)


def test_a_bare_memo_says_none(make_memo, record):
    bare = make_memo(missing=(), contradictions=(), withdrawn=(), peers=(), validation=(), regime=(), method_notes=())
    text = Page(render_html(bare, record)).text
    assert "Nothing that the policy asks for." in text
    assert "None found by the rules that ran." in text
    assert "No rule failed and none broke." in text
