"""What differs from the memo before, on a shipped fund: December against September, each figure cited from its memo."""

from datetime import date
from functools import cache
from pathlib import Path

from prudent.ingest.gather import gather
from prudent.memo.before import Before, read_before
from prudent.memo.build import build_memo
from prudent.memo.format import figure_text
from prudent.memo.schema import memo_bytes
from prudent.model.run import InputFile, Request
from prudent.score.score import score
from prudent.store.frames import sha256

ROOT = Path(__file__).parents[2]
FUND = "apollo-diversified-credit"
KEY = f"memos/example/{FUND}/2025-09-30/1/memo.json"


@cache
def built(day, before=None):
    asked = gather(ROOT, Request(fund=FUND, as_of=day, plan="example"), date(2026, 11, 24))
    return build_memo(asked.case, asked.core, (), score(asked.case, asked.core, ()), "0" * 64, before)


@cache
def september():
    return built(date(2025, 9, 30))


def as_before(memo):
    body = memo_bytes(memo)
    return read_before(InputFile(path=KEY, sha256=sha256(body), size_bytes=len(body)), body)


@cache
def december():
    return built(date(2025, 12, 31), as_before(september()))


def rows(memo):
    figures = {f"⟨{figure.name}⟩": figure_text(figure) for figure in memo.figures}
    return {row[0]: tuple(figures.get(cell, cell) for cell in row[1:]) for row in memo.page_one.changes.table.rows}


def test_a_first_memo_says_so():
    assert september().page_one.changes.summary == "First memo on this fund for this plan."
    assert september().page_one.changes.table is None


def test_then_now_and_change_are_of_the_two_memos():
    old = {figure.name: figure.value for figure in september().figures}
    new = {figure.name: figure for figure in december().figures}
    change = new["change_sharpe_ratio_3y"]
    assert change.value == new["sharpe_ratio_3y"].value - old["sharpe_ratio_3y"]
    then, now, by = rows(december())["Sharpe ratio, 3 years"]
    assert (then, now) == ("2.89", "2.84")
    assert by == figure_text(change)


def test_what_the_memo_before_said_is_cited_from_it():
    memo = december()
    before = next(figure for figure in memo.figures if figure.name == "before_sharpe_ratio_3y")
    assert before.evidence == ("memo-before/memo.json:0:sharpe_ratio_3y",)
    cited = next(item for item in memo.evidence if item.locator == before.evidence[0])
    assert cited.file_sha256 == sha256(memo_bytes(september()))
    assert cited.value_as_received == repr(before.value)
    assert cited.documents[0].title.endswith("as of 30 September 2025")


def test_the_sentence_counts_the_lines_that_differ():
    memo = december()
    counted = next(figure for figure in memo.figures if figure.name == "changes_n")
    assert counted.value == len(memo.page_one.changes.table.rows)
    assert memo.page_one.changes.summary.startswith(
        "Since the memo as of 30 September 2025: recommendation still defer;"
    )
    assert memo.page_one.changes.before_as_of == date(2025, 9, 30)


def test_the_same_memo_again_differs_in_nothing():
    again = built(date(2025, 12, 31), as_before(built(date(2025, 12, 31))))
    assert again.page_one.changes.summary == "Nothing on page one differs from the memo as of 31 December 2025."
    assert again.page_one.changes.table is None


def test_a_memo_of_another_version_is_not_compared():
    before = read_before(InputFile(path=KEY, sha256="a" * 64, size_bytes=2), b'{"schema_version": 1}')
    assert before == Before(InputFile(path=KEY, sha256="a" * 64, size_bytes=2), None)
    memo = built(date(2025, 12, 31), before)
    assert memo.page_one.changes.summary == (
        "The memo before was written by another version of Prudent, so nothing is compared with it."
    )
