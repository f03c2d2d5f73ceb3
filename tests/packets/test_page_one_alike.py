"""What page one says beside a number, so that it is not taken for what it is not: its window, its denominator, how many."""

from datetime import date
from functools import cache
from pathlib import Path

from prudent.ingest.gather import gather
from prudent.memo.build import build_memo
from prudent.memo.links import Linker
from prudent.model.finding import Factor
from prudent.model.run import Request
from prudent.score.score import score

ROOT = Path(__file__).parents[2]
SPLIT, PART_READ, OTHER_YEARS = (
    "blackstone-private-credit",
    "apollo-diversified-credit",
    "partners-group-private-equity",
)


@cache
def memo(fund):
    read = gather(ROOT, Request(fund=fund, as_of=date(2025, 12, 31), plan="example"), date(2026, 11, 24))
    return build_memo(read.case, read.core, (), score(read.case, read.core, ()), "0" * 64)


def said(fund, text):
    return Linker(memo(fund)).flat(text).replace("\u202f", " ").replace("\u00a0", " ")


def number(fund, factor):
    return next(said(fund, row.number) for row in memo(fund).page_one.strip if row.factor is factor)


def test_a_fee_whose_interest_is_known_is_not_said_to_be_of_unknown_parts():
    assert said(SPLIT, memo(SPLIT).page_one.cost[-1]) == (
        "Without interest on borrowings this fund's fee is 2.82 %; what of the alternative's fee is interest is not in evidence."
    )
    assert said(PART_READ, memo(PART_READ).page_one.cost[-1]).startswith(
        "Interest on borrowings may be in one of the two fees"
    )


def test_a_return_says_its_window_where_it_ends_before_the_as_of_date_too():
    assert (
        number(OTHER_YEARS, Factor.PERFORMANCE) == "5.65 % a year net, April 2023 to March 2025; peers' median 12.45 %"
    )
    assert number(SPLIT, Factor.PERFORMANCE).startswith("11.10 % a year net, January 2023 to December 2025;")


def test_a_share_of_the_holdings_read_says_how_much_was_read():
    assert number(PART_READ, Factor.VALUATION) == (
        "Level 3 or no level, of the holdings read: 100 %; these are 54.03 % of total assets"
    )
    assert number(SPLIT, Factor.VALUATION) == "Level 3 or no level, of the holdings read: not in evidence"


def test_one_offer_is_not_called_the_worst_of_them():
    assert number(SPLIT, Factor.LIQUIDITY) == "the one offer known paid 100 % of what was asked, 1 May 2026"
    assert said(SPLIT, memo(SPLIT).page_one.liquidity[0]).endswith("The one fill on record: 100 %, 1 May 2026.")


def test_a_largest_fall_of_nothing_says_how_many_returns_it_is_of():
    assert said(SPLIT, memo(SPLIT).page_one.risk.note).startswith("Of 12 returns; a fall within a period is not seen.")


def test_the_benchmark_is_said_to_be_a_comparator_once():
    chapter = next(item for item in memo(SPLIT).chapters if item.factor is Factor.BENCHMARK)
    assert "used as a comparator; no history" in " ".join(said(SPLIT, text) for text in chapter.analysis)
