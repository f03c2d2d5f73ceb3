"""Chapters in the rule's shape, what is open on each, the case against, bad findings apart from gaps."""

from datetime import date
from itertools import pairwise

import pytest

from prudent.memo.outline.blocks import BlankForm, Drawing, Grid, Heading, Listing, Proposed
from prudent.memo.outline.outline import outline
from prudent.memo.parts.against import bad_findings
from prudent.memo.parts.challenges import MOST
from prudent.model.finding import CheckOutcome, Factor
from prudent.model.validation import Outcome, RuleResult, Severity
from tests.unit.memo_parts.parts_builders import BDC, INTERVAL, TRUST, asked, filled, flat, scored, shipped

FUNDS = (INTERVAL, BDC, TRUST)


def chapter(memo, factor):
    return next(item for item in memo.chapters if item.factor is factor)


def blocks_of(memo, number):
    """The blocks of one numbered part."""
    made = outline(memo)
    start = next(i for i, b in enumerate(made) if isinstance(b, Heading) and b.number == str(number))
    end = next(i for i, b in enumerate(made[start + 1 :], start + 1) if isinstance(b, Heading) and b.level == 1)
    return made[start + 1 : end]


@pytest.mark.parametrize("fund", FUNDS)
def test_each_chapter_goes_from_the_question_to_what_is_open(fund):
    order = ["Facts", "Analysis", "Peers", "Proposed determination", "Open questions"]
    for number in range(6, 12):
        heads = [block.text for block in blocks_of(shipped(fund), number) if isinstance(block, Heading)]
        assert heads == [head for head in order if head in heads]
        assert heads[-2:] == order[-2:]
        assert "Analysis" in heads


def test_peers_stand_under_their_heading_and_the_moved_tables_in_their_parts():
    memo = shipped(INTERVAL)
    fees = blocks_of(memo, 7)
    at = {block.text: place for place, block in enumerate(fees) if isinstance(block, Heading)}
    ids = {block.table.id: place for place, block in enumerate(fees) if isinstance(block, Grid)}
    assert at["Facts"] < ids["fee-parts"] < at["Analysis"] < ids["fees-checks"] < at["Peers"] < ids["fees-peers"]
    everywhere = [block.table.id for block in outline(memo) if isinstance(block, Grid)]
    assert everywhere.count("benchmark-log") == 1
    assert "benchmark-log" in [block.table.id for block in blocks_of(memo, 5) if isinstance(block, Grid)]
    assert "sleeve-drift" not in everywhere
    assert len(everywhere) == len(set(everywhere))
    assert any(isinstance(block, Drawing) for block in fees)


def test_anchors_are_unique_and_levels_skip_none():
    heads = [block for block in outline(filled()) if isinstance(block, Heading)]
    assert len({head.anchor for head in heads}) == len(heads)
    assert all(later.level <= former.level + 1 for former, later in pairwise(heads))


def test_answers_are_tabled_and_gaps_are_listed_with_whom_to_ask():
    memo = shipped(INTERVAL)
    fees = blocks_of(memo, 7)
    checks = next(block.table for block in fees if isinstance(block, Grid) and block.table.id == "fees-checks")
    assert [row[0] for row in checks.rows] == ["Is the all-in fee in evidence?"]
    assert checks.rows[0][3] == "in evidence; proposed 2550.404a-6, fees"
    assert checks.note == "Without evidence, and so under the open questions: four questions."
    opened = [flat(memo)(text) for text in chapter(memo, Factor.FEES).open_questions]
    assert opened[2].startswith(
        "Interest part of the all-in fee. The total of 3.63 % is in evidence; what of it is interest"
    )
    assert opened[3] == (
        "Share classes and the plan's eligibility. Ask the manager for all share classes with their fees and minimums, and "
        "which the plan can buy."
    )
    assert opened[4].startswith("Not ruled out, a pattern that the proposal describes as failing: A dearer share class")
    assert (
        next(block for block in fees if isinstance(block, Listing)).items == chapter(memo, Factor.FEES).open_questions
    )


def test_a_route_that_was_told_is_not_told_again():
    *_, participant, plan = chapter(shipped(INTERVAL), Factor.LIQUIDITY).open_questions
    assert (
        "Written programme or own diligence lacks written liquidity programme or own diligence of one;" in participant
    )
    assert "Written programme or own diligence: as above." in plan
    assert "Four items at the plan level lacks maximum illiquid share;" in plan


def test_an_old_representation_is_to_be_answered():
    opened = chapter(filled(), Factor.VALUATION).open_questions
    assert any(text.startswith("To be answered: ") and "more than 12 months" in text for text in opened), opened


@pytest.mark.parametrize("fund", FUNDS)
def test_every_gap_is_an_open_question_of_its_chapter_and_once_in_the_table(fund):
    memo = shipped(fund)
    asked_for = [item.item for item in memo.missing]
    for item in memo.missing:
        assert any(text.startswith(f"{item.item}.") for text in chapter(memo, item.factor).open_questions)
    made = [block for block in outline(memo) if isinstance(block, Grid) and block.table.id == "missing-items"]
    assert [row[0] for row in made[0].table.rows] == asked_for
    page = memo.page_one.data_quality
    assert len(asked_for) == page.items_asked - page.items_in_evidence


def test_a_determination_is_proposed_never_made():
    memo = shipped(INTERVAL)
    assert flat(memo)(chapter(memo, Factor.PERFORMANCE).determination).startswith(
        "Staff propose that the committee so determine. It returned 12.63 % a year after fees"
    )
    assert flat(memo)(chapter(memo, Factor.FEES).determination) == (
        "Staff propose no determination yet. All fees and expenses came to 3.63 % of net assets a year, $363 for each "
        "$10,000. Four of five questions have no evidence yet."
    )
    assert chapter(memo, Factor.LIQUIDITY).determination == (
        "Staff propose no determination yet. Six of six questions have no evidence yet."
    )
    against = chapter(filled(), Factor.LIQUIDITY).determination
    assert against.startswith("Staff do not propose that the committee so determine.")


def test_what_speaks_for_nothing_is_said_to_speak_for_nothing():
    said = chapter(shipped(TRUST), Factor.PERFORMANCE).determination
    assert said.endswith("Every question is answered, and no answer is by itself a reason for the fund.")
    assert "no answer is by itself" not in chapter(shipped(INTERVAL), Factor.PERFORMANCE).determination


def test_a_trust_is_told_why_it_has_no_levels_and_not_its_shares_of_them():
    said = chapter(shipped(TRUST), Factor.VALUATION).analysis
    assert said == (
        "The trust holds one metal or coin that markets price each day; it has no Level 3 and no mark that could grow old.",
    )


def test_peers_with_no_figure_are_named_under_the_table():
    memo = shipped(INTERVAL)
    table = next(item for item in chapter(memo, Factor.LIQUIDITY).tables if item.id == "liquidity-peers")
    assert len(table.rows) == 5
    assert table.note.endswith(
        "With none of these figures in evidence: BlackRock Credit Strategies Fund; Carlyle Tactical Private Credit Fund; CION "
        "Ares Diversified Credit Fund."
    )
    assert "benchmark-peers" not in [item.id for item in chapter(shipped(TRUST), Factor.BENCHMARK).tables]


def questions(memo):
    say = flat(memo)
    return {item.question: say(item.answer) for item in memo.challenges}


def test_the_strongest_come_first_and_no_more_than_twelve():
    for fund in FUNDS:
        assert 6 <= len(shipped(fund).challenges) <= MOST
    first = list(questions(filled()))
    assert first[0] == "Why is this no bar, when the proposal itself describes it as a way of choosing that fails?"
    assert first[1] == "Why believe the fund's word on repurchases, when its own offers say otherwise?"
    assert first[2] == "What is an offer worth when many ask?"
    assert len(filled().challenges) == MOST


def test_a_term_that_an_offer_refutes_is_held_against_it():
    asked_of = questions(filled())
    said = asked_of["Why believe the fund's word on repurchases, when its own offers say otherwise?"]
    assert said == (
        "On whether repurchases were ever limited a document says: no. The offer of 2 June 2025 paid 50 % of what holders "
        "asked for."
    )
    found = [row for row in filled().bad_findings.rows if row[2] == "offers on record"]
    assert [flat(filled())(row[1]) for row in found] == [said]


def test_an_offer_after_the_as_of_date_is_said_to_be_one():
    said = questions(shipped(BDC))["What is an offer worth when many ask?"]
    assert said.startswith(
        "Its offer of 6 May 2026 paid 45 % of what holders asked for. That was 4.97 % of the fund, for"
    )
    assert "It was answered after the as-of date, and is known." in said
    assert "after the as-of date" not in questions(filled())["What is an offer worth when many ask?"]


def test_questions_answer_with_figures_of_the_fund():
    asked_of = questions(shipped(INTERVAL))
    assert asked_of["Why should a saver pay this for it?"] == (
        "It costs 3.63 % of net assets a year, $363 for each $10,000. The cheapest credible alternative, BlackRock Credit "
        "Strategies Fund, costs 1.71 %; over 30 years the difference comes to $11,507 for each $10,000. Interest may be in "
        "one of the two totals alone. What the higher fee buys is not in evidence."
    )
    assert (
        "more did HPS Corporate Lending Fund (13.05 %)."
        in asked_of["Why this fund, and none of those that it is compared with?"]
    )
    assert asked_of["Who gains if this fund is chosen?"].startswith("Not in evidence: no declaration of interests")
    assert asked_of["How can the committee determine what it has no evidence on?"].startswith(
        "Fifteen of twenty-four questions"
    )


def test_a_fund_without_a_return_is_not_said_to_be_ahead():
    said = questions(shipped("jll-income-property-trust"))["Why this fund, and none of those that it is compared with?"]
    assert said.startswith(
        "Its own return on the comparison window: not in evidence; so it is ahead of none that is on file."
    )
    many = questions(shipped("partners-group-private-equity"))[
        "Why this fund, and none of those that it is compared with?"
    ]
    assert "(12.63 %) and three more." in many


def test_what_the_evidence_gives_no_cause_for_is_not_asked():
    trust = questions(shipped(TRUST))
    assert "Is the calm of its returns real?" not in trust
    assert (
        "What becomes of savers near retirement when everything else falls and the sleeve cannot be sold?" not in trust
    )
    assert not any(question.startswith("Who sets the price") for question in trust)
    assert "How can a fee that nobody states be found appropriate?" not in trust
    unstated = questions(shipped(BDC))["How can a fee that nobody states be found appropriate?"]
    assert unstated.startswith("All-in fee: not in evidence. No printed total")


def test_bad_findings_hold_no_gap_and_gaps_no_finding():
    for fund in FUNDS:
        memo = shipped(fund)
        missing = {item.item for item in memo.missing}
        unanswered = {
            check.answer
            for part in memo.chapters
            for check in part.checks
            if check.outcome is CheckOutcome.NOT_IN_EVIDENCE
        }
        shown = [] if memo.bad_findings is None else [row[1] for row in memo.bad_findings.rows]
        assert not unanswered & set(shown)
        assert not any(item in text for item in missing for text in shown)


def test_patterns_concerns_answers_and_failed_rules_say_who_found_them():
    found = [(row[0], row[2]) for row in filled().bad_findings.rows]
    assert found[0] == ("fees", "pattern that fails")
    assert ("liquidity", "question answered no") in found
    assert ("valuation", "concern") in found
    rule = RuleResult(
        owner=INTERVAL, table="core_fund__fees", rule="made-up", description="A rule.", severity=Severity.WARNING,
        outcome=Outcome.FAILED, rows_checked=2, rows_failed=1, detail="Two fees of ⟨all_in_fee⟩ differ.",
    )  # fmt: skip
    quiet, of_a_peer = rule.model_copy(update={"severity": Severity.INFO}), rule.model_copy(update={"owner": BDC})
    case = asked(INTERVAL).case
    found = bad_findings(case, (rule, quiet, of_a_peer), scored(INTERVAL), ()).rows
    assert [row for row in found if row[0] == "data"] == [
        ("data", "Two fees of ‹all_in_fee› differ.", "data rule, warning")
    ]


def test_later_offers_are_told_after_the_gaps():
    made = [block.text for block in blocks_of(shipped(BDC), 15) if isinstance(block, Heading)]
    assert made == [
        "Challenges to answer before the vote", "Bad findings", "What is missing", "After the as-of date", "Contradictions",
    ]  # fmt: skip


def test_the_decision_page_has_all_six_and_no_word_of_the_committees():
    forms = {block.title: block for block in outline(shipped(INTERVAL)) if isinstance(block, BlankForm)}
    assert list(forms) == [
        "Meeting", "Determinations", "Questions asked and answers given", "Motion", "Attendees and votes",
        "Dissent, in the member's own words", "Conditions",
    ]  # fmt: skip
    assert [row[0] for row in forms["Determinations"].rows] == [factor.value for factor in Factor]
    assert all(row[2:] == ("", "") for row in forms["Determinations"].rows)
    assert all(
        cell == "" for title, form in forms.items() if title != "Determinations" for row in form.rows for cell in row
    )


def test_the_regime_ends_on_the_day_that_everything_was_known():
    memo = shipped(INTERVAL)
    assert memo.regime[0].when == date(1979, 6, 26)
    assert memo.regime[-1].when == date(2026, 3, 31)
    assert all(entry.when <= memo.known_at for entry in memo.regime)
    assert [entry.when for entry in memo.regime] == sorted(entry.when for entry in memo.regime)


def test_the_proposal_is_set_apart_and_says_whose_judgement_it_is():
    block = next(block for block in blocks_of(shipped(INTERVAL), 7) if isinstance(block, Proposed))
    assert (
        block.basis
        == "Evidence grade C · Judgement: own (staff proposal; no 3(21) advice and no 3(38) delegation on file)"
    )
    assert block.sentence == chapter(shipped(INTERVAL), Factor.FEES).determination
