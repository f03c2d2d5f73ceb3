"""The glossary, what readers noticed, withdrawn figures, and numbers without a figure."""

import re
from datetime import date

import pytest

from prudent.ingest.questionnaire import read_questionnaire
from prudent.ingest.questionnaire_form import slots
from prudent.ingest.questionnaire_sheet import questionnaire_bytes
from prudent.memo.parts.files import noticed, withdrawn
from prudent.memo.parts.glossary import glossary, words
from prudent.memo.uncited import uncited
from prudent.model.case import Withdrawn
from prudent.model.delivery import Format
from prudent.model.finding import Factor
from prudent.model.packet import Correction, Noticed
from tests.unit.manager_packets.packet_builders import FUND, declared, source_file
from tests.unit.memo_parts.parts_builders import BDC, INTERVAL, ROOT, TRUST, asked, filled, shipped


def test_the_plain_words_are_few_sorted_and_terms_of_the_glossary():
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^\| ([^|]+?) \|", text, flags=re.MULTILINE))
    terms = [word.term for word in words()]
    assert 0 < len(terms) <= 60
    assert not set(terms) - known
    assert terms == sorted(terms, key=str.lower)
    assert len(set(terms)) == len(terms)
    assert all(word.meaning.endswith(".") and word.found_as for word in words())


def test_only_words_that_the_memo_uses_are_told():
    lender, trust = ({entry.term for entry in shipped(fund).glossary} for fund in (INTERVAL, TRUST))
    assert {"interval fund", "PIK", "Sharpe ratio", "sleeve", "NAV"} <= lender
    assert "fork" in trust
    assert "fork" not in lender
    assert "interval fund" not in trust


def test_a_word_counts_as_a_word_and_not_as_a_part_of_one():
    memo = shipped(TRUST)
    bare = memo.model_copy(
        update={"decision_asked": memo.decision_asked.model_copy(update={"paragraphs": ("Betamax.",)})}
    )
    assert "beta" not in {entry.term for entry in glossary(bare)}
    told = memo.model_copy(
        update={"decision_asked": memo.decision_asked.model_copy(update={"paragraphs": ("Its Beta.",)})}
    )
    assert "beta" in {entry.term for entry in glossary(told)}


@pytest.mark.parametrize("fund", [INTERVAL, BDC, TRUST])
def test_no_number_stands_without_a_figure(fund):
    assert [str(item) for item in uncited(shipped(fund))] == []


def test_made_up_terms_and_offers_bring_no_number_without_a_figure():
    assert [str(item) for item in uncited(filled())] == []


def case_with(*items, fund=INTERVAL):
    return asked(fund).case.model_copy(update={"noticed": items})


def test_what_was_noticed_of_others_is_left_out_and_the_same_is_told_once():
    same = [Noticed(file="book.xlsx", place=f"Returns!C{row}", what="is empty", owner=INTERVAL) for row in range(2, 8)]
    other = Noticed(file="peer.xlsx", place="A1", what="is empty", owner=BDC)
    assert noticed(case_with(*same, other)) == (
        "book.xlsx, Returns!C2, Returns!C3, Returns!C4 and 3 more places: is empty",
    )


def unanswered(*terms, factor=Factor.COMPLEXITY):
    count = "1 question is" if len(terms) == 1 else f"{len(terms)} questions are"
    what = f"{count} not answered on {factor.value}: {', '.join(terms)}"
    return Noticed(file="ddq.xlsx", place="", what=what, owner=INTERVAL)


def test_open_questions_of_a_questionnaire_are_counted_once_with_their_ids():
    items = (unanswered("auditor", factor=Factor.VALUATION), unanswered("vehicles", "tax_form"))
    assert noticed(case_with(*items)) == (
        "ddq.xlsx: 3 questions are not answered: valuation-auditor, complexity-vehicles, complexity-tax-form.",
    )


def test_the_words_of_the_questionnaires_reader_are_understood():
    read = read_questionnaire(source_file(questionnaire_bytes(FUND)), FUND, declared(Format.QUESTIONNAIRE))
    entries = [item.model_copy(update={"owner": INTERVAL}) for item in read.noticed]
    assert len(entries) == len(Factor)
    (line,) = noticed(case_with(*entries))
    asked_of_a_lender = [slot.id for slot in slots() if slot.id in line]
    assert f": {len(asked_of_a_lender)} questions are not answered: " in line
    assert 0 < len(slots()) - len(asked_of_a_lender) < 12


def test_a_lender_is_not_asked_about_coins_nor_a_trust_about_repurchases():
    terms = [slot.term for slot in slots()]
    (lender,) = noticed(case_with(unanswered(*terms)))
    assert not any(word in lender for word in ("coins", "ounces", "fork", "occupancy", "appraise"))
    assert "liquidity-repurchase-cap-pct" in lender
    of_trust = unanswered(*terms).model_copy(update={"owner": TRUST})
    (trust,) = noticed(case_with(of_trust, fund=TRUST))
    assert "complexity-coins-held" in trust
    assert not any(
        word in trust for word in ("liquidity-repurchase", "fees-incentive-fee", "non-accruals", "occupancy")
    )
    assert noticed(case_with(unanswered("coins_held"))) == ()


def gone(fund, row, reason, value="12.5"):
    fix = Correction(
        file="returns.csv",
        column="return_pct",
        key={},
        expect=value,
        reason=reason,
        reporter="r",
        declared=date(2026, 1, 1),
    )
    return Withdrawn(fund=fund, locator=f"{fund}/returns.csv:{row}:return_pct", value_as_received=value, correction=fix)


def test_withdrawn_figures_are_told_by_fund_and_reason_the_funds_own_in_full():
    items = (
        gone(BDC, 3, "It is 12 times too large."),
        gone(BDC, 4, "It is 14 times too large."),
        gone(INTERVAL, 2, "Not a return."),
        gone(INTERVAL, 5, "Not a return.", "7"),
    )
    assert withdrawn(asked(INTERVAL).case.model_copy(update={"withdrawn": items})) == (
        "Apollo Diversified Credit Fund: 12.5 at returns.csv:2:return_pct; 7 at returns.csv:5:return_pct. Not a return.",
        (
            "Apollo Debt Solutions BDC: returns.csv return_pct, 2 figures. It is 12 times too large. (1 more alike, in "
            "apollo-debt-solutions/corrections.yml)"
        ),
    )
