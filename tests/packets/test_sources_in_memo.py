"""What a memo says of its sources: who disagrees, what a person overrides, what was noticed in a file."""

from datetime import date
from pathlib import Path

from prudent.ingest.gather import gather
from prudent.memo.build import grading_note
from prudent.memo.contrary import contradictions, overridden
from prudent.memo.parts.files import noticed
from prudent.model.case import Case, Disputed, Overridden, Said
from prudent.model.delivery import SourceKind
from prudent.model.packet import Noticed, Override
from prudent.model.run import Request

ROOT = Path(__file__).resolve().parents[2]
FUND = "ishares-gold-trust"


def case(**changes: object) -> Case:
    read = gather(ROOT, Request(fund=FUND, as_of=date(2025, 12, 31), plan="example"), date(2099, 12, 31))
    return read.case.model_copy(update=changes)


def said(value: str, kind: str, document: str) -> Said:
    return Said(value=value, source_kind=kind, document=document)


def test_a_disputed_figure_is_a_contradiction_with_both_figures_and_who_says_them():
    disputed = Disputed(
        fund=FUND, field="balance_sheet/net_assets_usd", as_of=date(2025, 12, 31), unit="usd",
        used=said("1000000", "regulator_filing", "nport"), other=said("1100000", "manager", "book"),
    )  # fmt: skip
    (one,) = contradictions(case(disputed=(disputed, disputed.model_copy(update={"fund": "another"}))), ())
    assert one.subject == "Balance sheet: net assets, 31 December 2025"
    assert one.sentence == (
        "$1.0 million in nport (regulator filing), which is used; $1.1 million in book (manager). "
        "The committee's order of sources decides."
    )


def test_an_override_is_printed_with_who_why_and_until_when():
    entry = Override(
        file="balance_sheet.csv", column="net_assets_usd", key={"as_of": "2025-12-31"}, expect="1000", value="1234",
        who="The adviser", why="A class is counted twice.", declared=date(2026, 11, 1), expires=date(2027, 1, 31),
    )  # fmt: skip
    there = Overridden(fund=FUND, locator=f"{FUND}/balance_sheet.csv:2:net_assets_usd", entry=1, override=entry)
    (line,) = overridden(case(overridden=(there,)))
    assert line.endswith(
        ": 1234 at balance_sheet.csv:2:net_assets_usd, where the sources say 1000. The adviser, 1 November 2026, until "
        "31 January 2027: A class is counted twice."
    )


def test_what_was_noticed_names_the_file_and_the_place_and_can_name_no_figure_of_the_memo():
    there = Noticed(file="book.xlsx", place="Returns!C7", what="⟨sharpe_ratio_3y⟩")
    assert noticed(case(noticed=(there,))) == ("book.xlsx, Returns!C7: ‹sharpe_ratio_3y›",)


def test_the_note_on_grades_says_who_the_figures_are_from():
    plain = case()
    assert grading_note(plain).startswith("Figures were transcribed from public filings")
    filed = plain.headers[0].model_copy(update={"source_kind": SourceKind.REGULATOR_FILING})
    mixed = plain.model_copy(update={"headers": (filed, *plain.headers[1:])})
    assert grading_note(mixed).startswith("Figures come from regulator filings and transcriptions, as each one's")


def test_two_figures_that_round_alike_are_printed_in_full():
    disputed = Disputed(
        fund=FUND, field="returns/monthly/total_net/return_frac", as_of=date(2025, 12, 31), unit="fraction",
        used=said("0.008512", "regulator_filing", "nport"), other=said("0.008519", "override", "overrides.yml"),
    )  # fmt: skip
    (one,) = contradictions(case(disputed=(disputed,)), ())
    assert one.subject == "Returns: return (monthly, total net), 31 December 2025"
    assert one.sentence.startswith(
        "0.008512 (fraction) in nport (regulator filing), which is used; 0.008519 (fraction) in"
    )
