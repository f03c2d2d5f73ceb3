"""Page one alone answers what a committee asks: seven questions of two shipped funds, each answer word for word.

The text is that of the HTML page's first section, without what stands behind a figure; the numbers are worked out by
hand beside each answer.
"""

import re
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from expectations.validate import validate
from prudent.ingest.gather import gather
from prudent.memo.build import build_memo
from prudent.memo.html import render_html
from prudent.model.run import Request
from prudent.score.score import score

ROOT = Path(__file__).parents[2]
DATED, CUT = "cliffwater-corporate-lending", "apollo-debt-solutions"


class Page(HTMLParser):
    """The text of page one, and the places that its figures lead to; then the text of each place of the page."""

    def __init__(self, html):
        super().__init__()
        self.first, self.links, self.places = [], [], {}
        self._depth, self._open = 0, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "section":
            self._depth += 1
        if self._depth and tag == "a" and "fig" in (attrs.get("class") or ""):
            self.links.append(attrs["href"])
        if "id" in attrs:
            self._open.append((tag, attrs["id"]))
            self.places[attrs["id"]] = []

    def handle_endtag(self, tag):
        if tag == "section":
            self._depth -= 1
        if self._depth and tag in {"th", "td", "p", "h2"}:
            self.first.append(" ")
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data):
        if self._depth:
            self.first.append(data)
        for _, place in self._open:
            self.places[place].append(data)

    @property
    def text(self):
        return re.sub(r"\s+", " ", "".join(self.first).replace("\u202f", " "))


@cache
def page(fund):
    asked = gather(ROOT, Request(fund=fund, as_of=date(2025, 12, 31), plan="example"), date(2026, 11, 24))
    results = validate(asked.case, asked.core)
    memo = build_memo(asked.case, asked.core, results, score(asked.case, asked.core, results), "0" * 64)
    return Page(render_html(memo, "0" * 64).decode())


ANSWERS = {
    (DATED, "what is proposed"): (
        "DEFER: 12 things are missing: fees, liquidity, valuation and complexity cannot be determined yet.",
        "Whether to admit it as a 10 % sleeve of the target-date default; not as a stand-alone option.",
    ),
    (DATED, "why"): (
        "It returned 11.54 % a year after fees on the comparison window; the median of its peers returned 11.10 %.",
        "The evidence carries no second reason for it.",
    ),
    (DATED, "why not"): (
        ("Among its peers the worst offer known, that of Apollo Debt Solutions BDC of 6 May 2026, paid 45 % of what "
        "holders asked for."),
        "Total assets are 1.71× net assets: a loss on the assets is a larger one to holders.",
    ),
    # 10 % of $50,000 is $5,000, and 3.27 % of that $163.50. $5,000 grow to 5,000 × 1.05^30 = $21,609.71 without a fee:
    # to × 0.9673^30 = 0.36884 with it, $7,970.6, and to × 0.9829^30 = 0.59604 with 1.71 %, $12,880.5
    (DATED, "what it costs"): (
        ("A saver with $50,000 in the default holds $5,000 of this fund through a 10 % sleeve and pays $164 a year for it "
        "(3.27 %), before the default's own fee."),
        ("Over 30 years that leaves $4,910 less than BlackRock Credit Strategies Fund (1.71 % a year), the cheapest "
        "alternative in evidence, if both grow 5 % a year before fees: an assumption, no forecast."),
    ),
    # four offers a year of 5 % of the fund: after one 5 of 50, after two 9.75 of 50, after four 18.549 of 50; half as
    # large 2.5, 4.9375 and 9.631 of 50
    (DATED, "half want out"): (
        ("Share paid Base Stress 0 days 0.00 % 0.00 % 30 days 0.00 % 0.00 % 90 days 10.00 % 5.00 % 180 days 19.50 % 9.88 % "
        "365 days 37.10 % 19.26 %"),
        "Base: each offer pays its cap of 5 %, a ceiling and not history. Stress: 50 % of that.",
    ),
    (DATED, "what is not known"): (
        ("What is not known: fees: fees without interest of three or more similar funds and two more; liquidity: results of "
        "the last eight repurchase offers and four more;"),
        "12 of 24 items in evidence · 0 stale · 2 contradictions · 0 overrides · 9 withdrawn",
        "Oldest mark: not in evidence; last portfolio in evidence: 31 December 2025.",
    ),
    (CUT, "what is proposed"): (
        "DEFER: 17 things are missing: fees, liquidity, valuation and complexity cannot be determined yet.",
    ),
    (CUT, "why"): (
        "It returned 11.70 % a year after fees on the comparison window; the median of its peers returned 11.10 %.",
    ),
    # leverage speaks against it, and so does not speak for it
    (CUT, "why not"): (
        "Its offer of 6 May 2026 paid 45 % of what holders asked for.",
        "Total assets are 1.75× net assets: a loss on the assets is a larger one to holders.",
    ),
    # 1.71 % of $5,000 is $85.50
    (CUT, "what it costs"): (
        "What a saver with $50,000 in the default pays a year cannot be said: the all-in fee is not in evidence.",
        ("On the $5,000 that the sleeve holds the cheapest alternative in evidence, BlackRock Credit Strategies Fund, costs "
        "$85.50 a year (1.71 %)."),
    ),
    # 45 % of the 11.05 % that was asked for is 4.9725 % of the fund: 9.945 % of its half, then 1 - 0.950275^2 is 9.6978 %
    (CUT, "half want out"): (
        "Share paid Base Stress 1 offer 9.94 % 4.97 % 2 offers 19.40 % 9.82 %",
        ("Base: each offer pays what the worst on record paid, 4.97 % of the fund. Stress: 50 % of that. No date can be "
        "set: offers a year are not in evidence."),
        "The one fill on record: 45 %, 6 May 2026.",
    ),
    (CUT, "what is not known"): (
        ("What is not known: fees: all-in fee and four more; liquidity: repurchase cap and number of offers a year and "
        "five more; valuation: fair-value levels of the portfolio and three more; complexity: incentive fee terms and one "
        "more."),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "answers"), ANSWERS.items(), ids=[f"{fund}: {asked}" for fund, asked in ANSWERS])
def test_page_one_answers(asked, answers):
    fund, _ = asked
    assert [answer for answer in answers if answer not in page(fund).text] == []


@pytest.mark.parametrize("fund", [DATED, CUT])
def test_page_one_says_where_each_figure_comes_from(fund):
    found = page(fund)
    assert len(found.links) > 40
    notes = {link: "".join(found.places[link.removeprefix("#")]) for link in found.links}
    # each note names evidence and its document, or says why there is no number
    silent = [
        link for link, note in notes.items() if not re.search(r"Evidence E\d|not in evidence|No .* evidence", note)
    ]
    assert silent == []


def test_the_fee_leads_to_its_row():
    found = page(DATED)
    notes = ("".join(found.places[link[1:]]).replace("\u202f", " ") for link in found.links)
    note = next(text for text in notes if "All-in fee a year: 3.27 %" in text)
    number = re.search(r"Evidence E(\d+)", note)[1]
    assert "row 7, rate_pct" in re.sub(r"\s+", " ", "".join(found.places[f"evidence-{number}"]))


@pytest.mark.parametrize("fund", [DATED, CUT])
def test_the_headline_counts_what_the_memo_lists(fund):
    asked = gather(ROOT, Request(fund=fund, as_of=date(2025, 12, 31), plan="example"), date(2026, 11, 24))
    memo = build_memo(asked.case, asked.core, (), score(asked.case, asked.core, ()), "0" * 64)
    counted = next(figure.value for figure in memo.figures if figure.name == "missing_n")
    quality = memo.page_one.data_quality
    assert counted == len(memo.missing) == quality.items_asked - quality.items_in_evidence
