"""`make bench`: times, ratios and memory as a table, printed and kept in docs/performance.md."""

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

from bench.filings import INVESTMENTS, Reading, growth, readings
from bench.measures import FUNDS, MONTHS, Timing, floor, peak_memory_gb, rivals, same_numbers, whole
from bench.memos import FUND, Format, formats
from bench.review_project import FUNDS as REVIEWED
from bench.reviews import Timed, reviews

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"

#: Ratios from here on are printed without a decimal.
ROUNDED_FROM = 20

_HEAD = """# How fast the measures are

Written by `make bench`, which times everything in one run on one machine; the ratios carry over to other machines better than the times. Every rival is called as its users call
it, one fund at a time, on the measures that it shares with us; ours is the *whole* set of every fund in one pass, so the ratio understates. Likelihood fits (Getmansky, Lo and Makarov)
and cash-flow roots are no part of it: they are found fund by fund.
"""

_FILINGS = """## Reading a filing

Form N-PORT, from bytes to rows with a place for every cell: parsed within limits, whose it is, every investment added up. The bare lxml loop builds the same investments and
drops them unread; edgartools builds an object of each. Milliseconds of the processor. The made-up report is
written by the tests; others are timed where they lie beside the project.
"""


_MEMOS = f"""## Writing a memo

The full memo of {FUND}: every format once, after one to warm up; charts are drawn anew each time. WeasyPrint and Chromium print the same HTML, the browser already running: they
make no archive standard, no attachments and no notes of their own. Seconds on the clock.
"""


_REVIEWS = f"""## Reviewing a quarter

{REVIEWED} funds, copies of the shipped packets with peer groups of their own, each held against what a memo kept a quarter earlier, with both steps between before and now where they
can differ: read, validated, measured, judged, two pages each, an entry in each ledger, a page on all and an anchor. *One at a time* does the same work for each fund alone, up to its pages;
the bytes of its reviews are those of the others. Starting the processes and loading their libraries is part of the first two; starting the server is not.
"""


def main() -> None:
    """Time, print, keep."""
    told("the whole set")
    ours = whole(FUNDS)
    twice = whole(2 * FUNDS)
    told("the floor and the rivals")
    timings = [floor(FUNDS), *rivals()]
    told("the reader of N-PORT")
    filings = [_FILINGS, *filing_table(readings()), "", *filing_facts()]
    told("the memo's formats")
    memos = [_MEMOS, *memo_table(formats())]
    told(f"{REVIEWED} reviews")
    reviewed = [_REVIEWS, *review_table(reviews())]
    text = "\n".join(
        [_HEAD, *table(ours, timings), "", *facts(ours, twice), "", *filings, "", *memos, "", *reviewed, ""]
    )
    PAGE.write_text(text, encoding="utf-8")
    print(text)


def told(what: str) -> None:
    """Progress, to a person."""
    sys.stderr.write(f"timing {what} …\n")


def table(ours: Timing, others: list[Timing]) -> list[str]:
    """A line for each library, with its time for a fund over ours."""
    lines = ["| what | results | ms a fund | times ours |", "|---|---:|---:|---:|"]
    for item in (ours, *others):
        ratio = item.ms_per_fund / ours.ms_per_fund
        digits = 0 if ratio >= ROUNDED_FROM else 1
        lines.append(f"| {item.name} | {item.measures} | {item.ms_per_fund:.4f} | {ratio:.{digits}f} |")
    return lines


def filing_table(read: list[Reading]) -> list[str]:
    """A line for each report, with the two others' time over ours and ours over the bare loop's."""
    lines = [
        "| report | investments | Prudent, ms | bare lxml, ms | edgartools, ms | ours over bare | edgartools over ours |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for item in read:
        over = f"{item.ours / item.bare:.2f} | {item.edgartools / item.ours:.1f}"
        times = f"{item.ours:.1f} | {item.bare:.1f} | {item.edgartools:.0f}"
        lines.append(f"| {item.name} | {item.investments:,} | {times} | {over} |")
    return lines


def memo_table(made: list[Format]) -> list[str]:
    """A line for each format, then the two sums that a target is set for."""
    lines = ["| what | seconds | kB |", "|---|---:|---:|"]
    lines += [f"| {item.name} | {item.seconds:.3f} | {item.kilobytes or '–'} |" for item in made]
    charts, html, pdf, word, excel, *rivals = made
    both = charts.seconds + html.seconds + pdf.seconds
    more = word.seconds + excel.seconds
    lines += [
        "",
        f"* HTML and PDF with their charts: {both:.2f} s, aim 0.30 s. Word and Excel: {more:.2f} s, aim 0.30 s.",
    ]
    lines += [f"* {item.name}: {item.seconds / both:.1f} times our charts, HTML and PDF together." for item in rivals]
    return lines


def review_table(done: list[Timed]) -> list[str]:
    """A line for each way, then what is shared and what orchestration takes."""
    lines = [
        "| what | funds | seconds on the clock | seconds of processor | of processor a fund |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {item.name} | {item.funds} | {item.seconds:.1f} | {item.processor:.1f} | {item.processor / item.funds:.2f} |"
        for item in done
    ]
    flow, plain, alone = done
    share = max(0.0, 1 - plain.seconds / flow.seconds)
    ratio = alone.processor / alone.funds / (flow.processor / flow.funds)
    return [
        *lines,
        "",
        f"* {flow.funds} funds through the flow: {flow.seconds:.0f} s, aim 60 s on two free cores.",
        f"* Orchestration, the server's work and artifacts: {share:.0%} of the time on the clock.",
        f"* One at a time takes {ratio:.1f} times as long a fund.",
    ]


def filing_facts(times: int = 10) -> list[str]:
    """Growth, and the versions."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("lxml", "edgartools"))
    return [
        f"* {times * INVESTMENTS:,} investments take {growth(times):.1f} times as long as {INVESTMENTS:,}.",
        f"* {libraries}.",
    ]


def facts(ours: Timing, twice: Timing) -> list[str]:
    """Growth, memory, and where it was run."""
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("numpy", "polars", "empyrical-reloaded", "quantstats", "ffn")
    )
    return [
        f"* {ours.funds:,} funds × {MONTHS} months: {ours.seconds:.2f} s for {ours.measures} columns of results.",
        f"* Twice the funds take {twice.seconds / ours.seconds:.2f} times as long.",
        f"* Peak memory of the process, the made-up rows included: {peak_memory_gb(FUNDS):.2f} GB.",
        f"* A fund measured alone and among others differs by {same_numbers():g}.",
        f"* Run on {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {libraries}.",
    ]


if __name__ == "__main__":
    main()
