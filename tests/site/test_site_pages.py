"""What stands on the pages, that every link leads somewhere, and that text from outside is only ever text."""

import base64
import hashlib
import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from prudent.site.sheet import json_block
from prudent.site.standing import Decision, Standing


class Page(HTMLParser):
    """Elements, and the words between them."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.words, self.scripts, self._in = [], [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._in = tag

    def handle_endtag(self, tag):
        self._in = None

    def handle_data(self, data):
        (self.scripts if self._in in {"script", "style"} else self.words).append(data)

    @property
    def text(self):
        return re.sub("[ \n]+", " ", " ".join(self.words))  # a narrow space is a character of its own


@pytest.fixture
def room(store):
    """Two funds over two dates, one with a second issue, and one plan more."""
    for as_of, fee in (("2025-09-30", 0.03), ("2025-12-31", 0.0415)):
        store.publish(store.memo("alpha", as_of=as_of, figures={"all_in_fee": {"value": fee}}))
    store.publish(store.memo("alpha", recommendation={"verdict": "decline"}), number=2)
    store.publish(store.memo("beta", plan="other"))
    store.build()
    return store


def test_the_first_page_shows_the_latest_issue_of_each_fund_and_plan(room):
    text = Page(room.page("index.html")).text
    assert "2 funds, 4 memos, 2 plans." in text
    assert (
        "Made-up alpha private credit, interval fund · Sample Manager, LLC (fictional) example 2025-12-31 decline"
        in text
    )
    assert (
        "performance supported, fees not supported, liquidity insufficient evidence, valuation insufficient evidence, "
        "benchmark supported, complexity not supported" in text
    )
    assert "30 of 42" in text
    assert "Newest day of knowledge in this room: 9 March 2026." in text


def test_a_funds_page_tells_its_memo_and_what_became_of_its_figures(room):
    text = Page(room.page("funds/alpha.html")).text
    assert "Decline: Three things are missing before the committee can determine liquidity and valuation." in text
    assert "Awaiting the committee's decision. Decisions: none recorded." in text
    assert "All-in fee a year 3.00\u202f% 3.63\u202f%" in text  # the second issue of the later date stands
    assert "Sharpe ratio, 3 years, ratio 1.62 n 36, January 2023 to December 2025 C" in text
    assert "Five annual points carry no volatility." in text
    assert "30 of 42 items in evidence · 0 stale · 1 contradicted · 0 overridden · 1 withdrawn" in text


def test_a_page_is_its_own_funds_and_plans(room):
    text = Page(room.page("funds/beta.html")).text
    assert "Made-up alpha" not in text
    assert "There are memos of one date only, so there is nothing to set over time yet." in text


def test_each_finding_has_a_row_that_says_what_it_is_narrowed_by(room):
    rows = [attrs for tag, attrs in Page(room.page("findings.html")).elements if tag == "tr" and "data-factor" in attrs]
    assert len(rows) == 12
    assert rows[1] == {
        "data-factor": "fees", "data-status": "not-supported", "data-grade": "c", "data-missing": "some",
        "data-plan": "example",
    }  # fmt: skip


def test_quality_counts_and_what_is_missing_most(room):
    text = Page(room.page("quality.html")).text
    assert "Made-up alpha example 30 of 42 12 52 3 1 1 0 0 1" in text
    assert "Written liquidity programme performance 2 of 2" in text
    assert "Rows 14 and 15 hold the same month twice." in text
    assert "One document gives 51.52\u202f% of 67.14\u202f% of the portfolio" in text


def test_nothing_is_decided_until_a_record_says_so(room):
    text = Page(room.page("watch.html")).text
    assert "No fund is on the watch list." in text
    assert "None recorded. A decision is the committee's own and is never filled in for it." in text


def test_a_record_of_decisions_takes_the_place_of_none(store):
    class Record:
        def standing(self, plan, fund):
            decision = Decision(1, date(2026, 4, 2), date(2025, 12, 31), 1, "approved with one condition", "approved")
            return Standing("on watch", watched=True, decisions=(decision,))

    store.publish(store.memo("alpha"))
    store.build()
    assert store.build(decided=Record()).pages.written == 7  # the comparison's two do not speak of decisions
    text = Page(store.page("watch.html")).text
    assert "Made-up alpha : on watch" in text
    assert "2026-04-02 2025-12-31, issue 1 approved with one condition approved" in text
    assert "On watch. Decisions: 2026-04-02, approved with one condition." in Page(store.page("funds/alpha.html")).text


def test_a_later_issue_that_was_not_read_is_said_wherever_the_one_before_is_shown(store):
    store.publish(store.memo("alpha"))
    folder = store.publish(store.memo("alpha"), number=2)
    (folder / "memo.json").write_text("{}")
    built = store.build()
    assert [one.number for one in built.not_read] == [2]
    assert "△ a later issue was not read" in Page(store.page("index.html")).text
    said = "△ Issue 2 as of 2025-12-31 was not read. memo.json is not what was published: its hash is another."
    assert said in Page(store.page("funds/alpha.html")).text
    assert (
        "alpha, issue 2 example 2025-12-31 △ Record tampered. memo.json is not" in Page(store.page("memos.html")).text
    )


def test_every_link_leads_to_a_file_or_a_place_on_a_page(room):
    room.write("older", "example", "2025-12-31", 1, {"memo.json": b'{"schema_version": 1}', "memo.pdf": b"made up"})
    room.build()
    site = room.folder / "site"
    checked = 0
    for page in site.rglob("*.html"):
        for tag, attrs in Page(page.read_text()).elements:
            if tag != "a":
                continue
            target, _, place = attrs["href"].partition("#")
            found = (page.parent / target).resolve() if target else page
            assert found.is_file(), (page, attrs["href"])
            if place and "=" not in place:
                assert any(other.get("id") == place for _, other in Page(found.read_text()).elements), attrs["href"]
            checked += 1
    assert checked > 100


def test_the_policy_of_each_page_allows_its_own_script_and_style_and_nothing_else(room):
    for path, body in room.pages().items():
        if not path.endswith(".html"):
            continue
        page = Page(body.decode())
        policy = next(attrs["content"] for tag, attrs in page.elements if attrs.get("http-equiv"))
        style, *scripts = page.scripts
        hashed = {hashlib.sha256(text.encode()).digest() for text in (style, *scripts[1:])}
        assert {base64.b64decode(one) for one in re.findall(r"'sha256-([^']+)'", policy)} == hashed
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        assert not [attrs for _, attrs in page.elements if {"style", "src", "onclick"} & set(attrs)]
        assert "http://" not in page.scripts[0]


def test_a_funds_page_carries_no_script(room):
    assert "<script" not in room.page("funds/alpha.html")


def test_hostile_text_is_text_on_every_page(hostile_store, hostile):
    hostile_store.build()
    for path in ("index.html", "findings.html", "compare.html", "quality.html", "funds/alpha.html", "plans.html"):
        page = Page(hostile_store.page(path))
        scripts = [tag for tag, _ in page.elements if tag == "script"]
        assert len(scripts) == (0 if path.startswith("funds/") else 2)
        assert "{{ 7*7 }}" in page.text
        assert "</script><script>alert(1)</script>" in page.text
        assert "[U+202E][U+200B]" in page.text
    bodies = b"".join(hostile_store.pages().values()).decode()
    assert "\u202e" not in bodies
    assert "\u200b" not in bodies
    assert not [path for path in hostile_store.pages() if not re.fullmatch(r"[a-z0-9./_-]+", path)]


def test_data_for_the_script_cannot_end_its_block_and_comes_back_as_it_was(hostile):
    block = json_block({"a": [hostile.replace("\u202e", "").replace("\u200b", ""), 1, None]})
    assert "<" not in block
    assert "&" not in block
    assert json.loads(block) == {"a": [hostile.replace("\u202e", "").replace("\u200b", ""), 1, None]}
    assert json.loads(json_block("\u202e")) == "[U+202E]"
