"""The reading room in a browser, opened from a folder: search, narrowing, sorting, comparing, keyboard, phone, print."""

import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} \u202e" + "W" * 200
PAGES = (
    "index.html", "memos.html", "findings.html", "compare.html", "compare.html#funds=fund-01,fund-02,hostile", "watch.html",
    "quality.html", "plans.html", "funds/fund-01.html", "funds/hostile.html",
)  # fmt: skip


@pytest.fixture(scope="session")
def room(make_site_store, tmp_path_factory):
    """Thirteen funds; one with four dates, one without a fee, one with another n, one hostile, one altered."""
    store = make_site_store(tmp_path_factory.mktemp("room"))
    for quarter, as_of in enumerate(("2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31")):
        store.publish(store.memo("fund-01", as_of=as_of, figures={"all_in_fee": {"value": 0.03 + quarter / 1000}}))
    lacks = {"value": None, "refusal": {"code": "not_evidenced", "reason": "No document says it."}, "evidence": []}
    store.publish(store.memo("fund-02", figures={"all_in_fee": lacks, "return_on_horizon": {"n": 48}}))
    for number in range(3, 12):
        verdict = "decline" if number == 7 else "defer"
        store.publish(store.memo(f"fund-{number:02d}", recommendation={"verdict": verdict},
                                 figures={"all_in_fee": {"value": 0.05 - number / 1000}}))  # fmt: skip
    memo = store.memo("hostile", name=HOSTILE, plan="other")
    memo["missing"].append({"item": "Zebra statement", "factor": "fees", "ask": "Ask for it."})
    store.publish(memo)
    store.publish(store.memo("hostile", name=HOSTILE))
    (store.publish(store.memo("altered")) / "memo.json").write_text("{}")
    store.build()
    return (store.folder / "site").as_uri()


@pytest.fixture
def visit(chromium, room):
    """Opens a page of the room. Anything that a page says to its console, or asks of the network, fails the test."""
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    said, asked = [], []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (said.append("a dialog"), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))

    def go(path="index.html", width=1200, **more):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("about:blank")
        page.goto(f"{room}/{path}", **more)
        return page

    yield go
    context.close()
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "about:"))] == []


def address(page):
    return page.evaluate("location.href")


def shown(page, table):
    return page.locator(f"#{table} tbody tr:visible").count()


def first_cells(page, table, column):
    rows = page.locator(f"#{table} tbody tr:visible")
    return [rows.nth(place).locator("th, td").nth(column).inner_text().split("\n")[0] for place in range(rows.count())]


def test_search_finds_names_and_what_the_row_does_not_show(visit):
    page = visit()
    assert page.locator("#funds-count").inner_text() == "13 of 13 shown"
    page.get_by_label("Search names, managers, findings and what is missing").fill("up decline")
    assert first_cells(page, "funds", 0) == ["Made-up fund 07"]
    page.get_by_label("Search names").fill("zebra")
    assert (shown(page, "funds"), page.locator("#funds-count").inner_text()) == (1, "1 of 13 shown")
    assert page.locator("#funds .found").inner_text() == "Missing: Zebra statement"
    page.get_by_label("Search names").fill("no such words")
    assert shown(page, "funds") == 0
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("document.getElementById('funds-count').textContent === '13 of 13 shown'")
    assert page.locator("#funds .found").count() == 0


def test_search_minds_no_accents_and_no_capitals_and_every_word_must_be_found(visit):
    page = visit()
    page.get_by_label("Search names").fill("MÁDE-UP 07")
    assert first_cells(page, "funds", 0) == ["Made-up fund 07"]


def test_what_was_asked_stands_in_the_address_and_comes_back(visit, room):
    page = visit()
    page.get_by_label("Recommendation").select_option("decline")
    page.get_by_label("Search names").fill("07")
    assert address(page).endswith("index.html#q=07&verdict=decline")
    again = visit("index.html#q=07&verdict=decline")
    assert first_cells(again, "funds", 0) == ["Made-up fund 07"]
    assert again.get_by_label("Recommendation").input_value() == "decline"


def test_findings_are_narrowed_by_factor_status_grade_and_what_is_missing(visit):
    page = visit("findings.html")
    assert shown(page, "findings") == 78
    page.get_by_label("Factor").select_option("fees")
    assert shown(page, "findings") == 13
    page.get_by_label("Status").select_option("supported")
    assert shown(page, "findings") == 0
    page.get_by_label("Status").select_option("not-supported")
    page.get_by_label("Grade").select_option("c")
    page.get_by_label("Evidence").select_option("some")
    page.get_by_label("Plan").select_option("other")
    assert shown(page, "findings") == 1
    assert address(page).endswith("findings.html#factor=fees&grade=c&missing=some&plan=other&status=not-supported")


def test_a_list_is_sorted_by_its_heads_and_what_has_no_value_stands_last(visit):
    page = visit("compare.html")
    head = page.get_by_role("button", name="All-in fee a year")
    fee = 4
    head.click()
    assert page.locator("#compared thead th").nth(fee).get_attribute("aria-sort") == "ascending"
    up = first_cells(page, "compared", fee)
    head.click()
    down = first_cells(page, "compared", fee)
    assert up[0] == "3.30\u202f%"
    assert up[-1] == down[-1] == "not in evidence"
    assert up[:-1] == list(reversed(down[:-1]))


def test_funds_stand_side_by_side_with_their_units_and_unlike_bases_marked(visit):
    page = visit("compare.html")
    assert page.get_by_text("Choose two to ten funds in the list below.").is_visible()
    page.get_by_label("Compare Made-up fund 01").check()
    assert page.get_by_text("Choose at least one more").is_visible()
    assert not page.locator("#side-table").is_visible()
    page.get_by_label("Compare Made-up fund 02").check()
    assert address(page).endswith("compare.html#funds=fund-01,fund-02")
    rows = {
        row.locator("th").inner_text().split("\n")[0]: row.inner_text()
        for row in page.locator("#side-table tbody tr").all()
    }
    assert "◇ n differs" in rows["Net return a year on the comparison window, % a year"]
    assert "n 48, January 2021 to December 2025" in rows["Net return a year on the comparison window, % a year"]
    assert rows["Volatility a year, 3 years, % a year"] == (
        "Volatility a year, 3 years, % a year\nn 36, January 2023 to December 2025\n\t1.89\u202f%\t1.89\u202f%"
    )
    assert (
        rows["All-in fee a year, % a year"]
        == "All-in fee a year, % a year\t3.30\u202f%\tnot in evidence\nNo document says it."
    )
    assert "Total return, 1 year, % a year" not in rows  # which neither memo prints
    page.get_by_role("button", name="Take out Made-up fund 01").click()
    assert not page.locator("#side-table").is_visible()
    page.get_by_role("button", name="Choose none").click()
    assert address(page).endswith("compare.html")


def test_ten_funds_are_the_most(visit):
    page = visit("compare.html#funds=" + ",".join(f"fund-{number:02d}" for number in range(1, 12)))
    assert page.locator("#side-table thead th").count() == 10
    left = page.get_by_label("Compare Made-up fund 11")
    left.click()
    assert not left.is_checked()
    assert (
        page.locator("#side-said").inner_text()
        == "Ten funds are the most: take one out before you add Made-up fund 11."
    )


@pytest.mark.parametrize(
    "hash_", ["#funds=../../etc,<script>,fund-01", "#funds=", "#q=%3Cimg%3E&plan=nowhere", "#main"]
)
def test_an_address_that_nobody_was_given_breaks_nothing(visit, hash_):
    page = visit(f"compare.html{hash_}")
    assert not page.locator("#side-table").is_visible()
    assert page.get_by_role("heading", name="Compare funds").is_visible()


def test_from_a_funds_page_to_the_comparison_of_its_plan_and_date(visit):
    page = visit("funds/fund-01.html")
    page.get_by_role("link", name="Set beside other funds of this plan and date").click()
    assert page.get_by_label("Compare Made-up fund 01").is_checked()
    assert address(page).endswith("compare/example_2025-12-31.html#funds=fund-01")


def test_a_link_to_a_memos_file_opens_it(visit):
    page = visit("funds/fund-01.html")
    page.get_by_role("link", name="HTML").first.click()
    assert address(page).endswith("/memos/example/fund-01/2025-12-31/1/memo.html")
    assert page.locator("body").inner_text() == "made up"


def test_without_a_script_the_lists_stand_whole_and_no_control_is_dead(chromium, room):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for path, table, rows in (
        ("index.html", "funds", 13),
        ("findings.html", "findings", 78),
        ("compare.html", "compared", 12),
    ):
        page.goto(f"{room}/{path}")
        assert page.locator(f"#{table} tbody tr:visible").count() == rows
        assert page.locator("input:visible, select:visible, button:visible").count() == 0
    context.close()


def test_everything_is_reached_by_keyboard(visit):
    page = visit("compare.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    reached = []
    for _ in range(120):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.textContent")
        )
        if reached[-1] == "Compare Made-up fund 01":
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            page.keyboard.press("Space")
    assert outline != "none"
    assert page.get_by_label("Compare Made-up fund 01").is_checked()
    assert "Made-up fund 11" in reached  # the last row: nothing before it is a trap


@pytest.mark.parametrize("width", [1200, 390, 320])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_its_window(visit, path, width):
    page = visit(path, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1200, 320])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_breaks_a_rule_of_wcag(visit, path, width):
    page = visit(path, width)
    wanted = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
    found = Axe().run(page, options=wanted).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_hostile_text_runs_nowhere(visit):
    for path in PAGES:
        page = visit(path)
        assert page.locator("img").count() == 0
    page = visit("compare.html#funds=fund-01,hostile")
    assert "</script><script>alert(1)</script>" in page.locator("#side-table thead").inner_text()


def test_print_leaves_out_what_only_a_screen_can_use(visit):
    page = visit("compare.html#funds=fund-01,fund-02")
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Choose none").is_visible()
    assert not page.get_by_label("Compare Made-up fund 01").is_visible()
    assert not page.get_by_role("navigation", name="Pages").is_visible()
    assert page.locator("#side-table").is_visible()
    assert page.locator("#compared thead .printed").first.inner_text() == "Fund"  # buttons are not repeated on paper
    printed = page.pdf(format="Letter")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 1
