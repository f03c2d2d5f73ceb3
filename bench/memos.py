"""Times the formats of a full memo beside WeasyPrint and headless Chromium, which print the same HTML, in one run.

The memo is a shipped fund's. Charts are drawn anew in each round, as for a memo that was not met before. Seconds on the
clock, since the rivals work in processes of their own; all take turns, and the best of each counts. Loading the
libraries and starting the browser are no part of it.
"""

import logging
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

from bench.filings import best_in_turns
from prudent.memo.document import Memo

FUND, AS_OF, TODAY = "apollo-diversified-credit", date(2025, 12, 31), date(2026, 11, 24)
ROUNDS, ROUNDS_OF_RIVALS = 7, 1
ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Format:
    """One file of the memo, and the seconds that it took."""

    name: str
    seconds: float
    kilobytes: int


def formats() -> list[Format]:
    """Charts, HTML, PDF, Word and Excel, then the rivals that are there."""
    from prudent.memo.charts.draw import chart_svg, drawn_once
    from prudent.memo.formats import rendered
    from prudent.memo.html import render_html
    from prudent.memo.outline.blocks import Drawing
    from prudent.memo.outline.outline import outline
    from prudent.memo.pdf import render_pdf
    from prudent.memo.sheets.workbook import render_xlsx
    from prudent.memo.word.render import render_docx
    from prudent.store.frames import sha256

    memo = shipped_memo()
    files = rendered(memo)
    record, workbook, html = sha256(files["memo.json"]), files["memo.xlsx"], files["memo.html"]
    charts = [block.chart for block in outline(memo) if isinstance(block, Drawing)]

    def drawn() -> list[str]:
        drawn_once.cache_clear()
        return [chart_svg(chart) for chart in charts]

    jobs: list[tuple[str, Callable[[], object], int]] = [
        (f"{len(charts)} charts", drawn, 0),
        ("HTML, charts drawn before", lambda: render_html(memo, record), len(html)),
        ("PDF, charts drawn before", lambda: render_pdf(memo, record, workbook), len(files["memo.pdf"])),
        ("Word", lambda: render_docx(memo, record), len(files["memo.docx"])),
        ("Excel", lambda: render_xlsx(memo, record), len(workbook)),
    ]
    times = best_in_turns(ROUNDS, *(job for _, job, _ in jobs), clock=perf_counter)
    ours = [Format(name, seconds / 1000, size // 1024) for (name, _, size), seconds in zip(jobs, times, strict=True)]
    return ours + rivals(html.decode())


def shipped_memo() -> Memo:
    """A shipped fund's memo, built as a run builds it, without the data rules."""
    from prudent.ingest.gather import gather
    from prudent.memo.build import build_memo
    from prudent.model.run import Request
    from prudent.score.score import score

    read = gather(ROOT, Request(fund=FUND, as_of=AS_OF, plan="example"), TODAY)
    return build_memo(read.case, read.core, (), score(read.case, read.core, ()), "0" * 64)


def rivals(html: str) -> list[Format]:
    """The same HTML through WeasyPrint, and through Chromium where there is one."""
    from weasyprint import HTML

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    made: list[tuple[str, Callable[[], bytes]]] = [("WeasyPrint, PDF of the same HTML", HTML(string=html).write_pdf)]
    with ExitStack() as browser:
        if (program := shutil.which("chromium")) is not None:
            made.append(("Chromium, PDF of the same HTML", printer(browser, program, html)))
        times = best_in_turns(ROUNDS_OF_RIVALS, *(job for _, job in made), clock=perf_counter)
        sizes = [len(job()) // 1024 for _, job in made[1:]]
    return [
        Format(name, seconds / 1000, size) for (name, _), seconds, size in zip(made, times, [0, *sizes], strict=True)
    ]


def printer(browser: ExitStack, program: str, html: str) -> Callable[[], bytes]:
    """A browser that runs already, and prints."""
    from playwright.sync_api import sync_playwright

    started = browser.enter_context(sync_playwright()).chromium.launch(executable_path=program, args=["--no-sandbox"])
    browser.callback(started.close)
    page = started.new_page()

    def printed() -> bytes:
        page.set_content(html)
        return page.pdf(format="Letter")

    return printed
