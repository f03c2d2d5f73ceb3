"""The decision's form: a decision goes in and comes out, and what is filled in wrongly is one sentence with its field."""

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.decision_form import DecisionForm, decision_of, record_of, recorder_of
from prudent.errors import UsageError
from prudent.ingest.characters import unseen_character
from prudent.model.decision import (
    Asked,
    Condition,
    Decision,
    Determination,
    Dissent,
    Outcome,
    Recusal,
    Reliance,
    Votes,
)
from prudent.model.finding import Factor, FindingStatus
from tests.unit.decide.decided_sample import DECISION, MEMO
from tests.unit.decide.filled_form import form_of

MARK = "\u202e"


def refused(sentence, read=decision_of, **changes):
    with pytest.raises(UsageError) as caught:
        read(form_of(**changes))
    assert caught.value.sentence == sentence


def test_the_sample_goes_in_and_comes_out():
    assert decision_of(form_of()) == DECISION
    assert record_of(form_of()) == MEMO
    assert recorder_of(form_of()) == "Recorder One"


def _seen(text):
    return unseen_character(text, "\n\t") is None


def _name(text):
    return unicodedata.normalize("NFC", " ".join(text.split()))


LETTERS = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"), exclude_characters="⟨⟩")
NAMES = st.text(LETTERS, min_size=1, max_size=30).map(_name).filter(lambda text: text and not set(text) & set(":|"))
WORDS = (
    st.text(st.one_of(LETTERS, st.sampled_from("\n\t")), min_size=1, max_size=60)
    .map(str.strip)
    .filter(lambda text: text and _seen(text))
)
ASKED = WORDS.map(lambda text: text.replace("|", "/"))
DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))


@st.composite
def decisions(draw):
    """Whole decisions: each name once, each voter there."""
    names = draw(st.lists(NAMES, min_size=4, max_size=9, unique=True))
    cuts = sorted(draw(st.tuples(*[st.integers(0, len(names) - 1)] * 3)))
    parts = [tuple(names[start:end]) for start, end in zip([0, *cuts], [*cuts, len(names)], strict=True)]
    recused = tuple(Recusal(member=name, reason=draw(WORDS)) for name in parts[3])
    votes = Votes(votes_for=parts[0], votes_against=parts[1], abstained=parts[2], recused=recused)
    outcome = draw(st.sampled_from(Outcome))
    with_conditions = outcome is Outcome.APPROVE_WITH_CONDITIONS
    asks = st.builds(Condition, text=WORDS, owner=NAMES, due=DAYS)
    determined = draw(st.booleans())
    return Decision(
        decided_on=draw(DAYS),
        outcome=outcome,
        determinations=tuple(draw(_determination(factor)) for factor in Factor) if determined else (),
        votes=votes,
        attendees=tuple(names),
        questions=tuple(draw(st.lists(st.builds(Asked, question=ASKED, answer=ASKED), max_size=2))),
        rationale=draw(WORDS),
        dissent=tuple(draw(st.lists(st.builds(Dissent, member=NAMES, words=WORDS), max_size=2))),
        conditions=tuple(draw(st.lists(asks, min_size=1, max_size=2))) if with_conditions else (),
    )


def _determination(factor):
    own = st.tuples(st.just(Reliance.OWN), st.none())
    other = st.tuples(st.sampled_from((Reliance.ADVISER, Reliance.MANAGER)), NAMES)
    return st.builds(
        lambda status, because, rests: Determination(
            factor=factor, status=status, because=because, reliance=rests[0], relied_on=rests[1]
        ),
        st.sampled_from(FindingStatus),
        WORDS,
        st.one_of(own, other),
    )


@settings(derandomize=True, database=None, deadline=None, max_examples=60)
@given(decisions())
def test_every_decision_that_can_be_written_goes_in_and_comes_out(decision):
    assert decision_of(form_of(decision)) == decision


TEXTS = st.one_of(
    st.sampled_from(("", " ", "approve", "not supported", "2026-04-15", "A: b", "A | b", "a|b|c")), st.text()
)
FORMS = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(TEXTS, max_size=3).map(tuple) if isinstance(field.default, tuple) else TEXTS
        for name, field in DecisionForm.model_fields.items()
    },
)


@settings(derandomize=True, database=None, deadline=None, max_examples=120)
@given(FORMS)
def test_whatever_is_filled_in_is_a_decision_or_one_plain_sentence(changes):
    with pytest.raises((UsageError, _Whole)) as caught:
        raise _Whole(decision_of(form_of(**changes)))
    if isinstance(caught.value, UsageError):
        fields = "|".join(DecisionForm.model_fields)
        assert re.match(rf"({fields})\b|The form|[^\n]+ is in \w+ and in \w+:", caught.value.sentence)
        assert unseen_character(caught.value.sentence, "⟨⟩") is None


class _Whole(Exception):
    """A decision came out."""


def test_the_form_as_it_stands_decides_nothing():
    refused_as = {
        decision_of: "outcome is 'not decided': choose what the committee said. Nothing is filled in for it.",
        record_of: "record is empty: give the record that stands on the memo's pages; 12 characters are enough.",
        recorder_of: "recorded_by is empty.",
    }
    for read, sentence in refused_as.items():
        with pytest.raises(UsageError) as caught:
            read(DecisionForm())
        assert caught.value.sentence == sentence


@pytest.mark.parametrize("given", [" AAAAAAAAAAAA ", "a" * 12, "a" * 64])
def test_a_record_is_read_in_any_capitals(given):
    assert record_of(form_of(record=given)) == given.strip().lower()


@pytest.mark.parametrize("given", ["a" * 11, "a" * 65, "g" * 12, "a" * 12 + "\n../x", "aaaaaaaaaaaa aaaa"])
def test_what_is_no_record_is_refused(given):
    text = given[:40].replace("\n", "·") + ("…" if len(given) > 40 else "")
    refused(f"record '{text}' is no record: it has 12 to 64 characters out of 0-9 and a-f.", record_of, record=given)


FACTOR = "choose what the committee said. Nothing is filled in for it."
OUTCOMES = (
    "approve, approve with conditions, defer, decline, continue to monitor, put on watch, put on probation, "
    "suspend new money, begin removal, record as removed"
)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"outcome": "Approve"}, f"outcome 'Approve' is none of: {OUTCOMES}."),
        ({"fees": "not determined"}, f"fees is 'not determined': {FACTOR}"),
        ({"fees": "fine"}, f"fees 'fine' is none of: {', '.join(FindingStatus)}."),
        ({"fees_reliance": "not stated"}, f"fees_reliance is 'not stated': {FACTOR}"),
        ({"fees_reliance": "hearsay"},
         "fees_reliance 'hearsay' is none of: own judgement, 3(21) advice, 3(38) delegation."),
        ({"fees_because": " \n"}, "fees_because is empty."),
        ({"fees_relied_on": "Adviser One"}, "fees_relied_on names 'Adviser One', but fees_reliance is 'own judgement'."),
        ({"valuation_relied_on": ""}, "valuation_relied_on is empty."),
        ({"rationale": "  "}, "rationale is empty."),
        ({"decided_on": ""}, "decided_on is empty: give the day as YYYY-MM-DD."),
        ({"decided_on": "15 April 2026"}, "decided_on '15 April 2026' is no day: write it as YYYY-MM-DD."),
        ({"decided_on": "2026-02-30"}, "decided_on '2026-02-30' is no day: write it as YYYY-MM-DD."),
        ({"decided_on": "20260415"}, "decided_on '20260415' is no day: write it as YYYY-MM-DD."),
        ({"decided_on": "2026-W16-3"}, "decided_on '2026-W16-3' is no day: write it as YYYY-MM-DD."),
        ({"decided_on": "٢٠٢٦-٠٤-١٥"}, "decided_on '٢٠٢٦-٠٤-١٥' is no day: write it as YYYY-MM-DD."),
        ({"votes_for": ("Member One", " Member  One")}, "votes_for names Member One twice."),
        ({"votes_against": ("Member One",)}, "Member One is in votes_for and in votes_against: a member has one vote."),
        ({"recused": ("Member Two: ill",)}, "Member Two is in recused and in votes_for: who is recused takes no part."),
        ({"recused": ("Member Five: ill", "", "Member Five: away")}, "recused names Member Five twice."),
        ({"recused": ("", "Member Five")}, "recused, entry 2 must be written as 'Name: reason', not 'Member Five'."),
        ({"recused": (": ill",)}, "recused, entry 1 must be written as 'Name: reason', not ': ill'."),
        ({"attendees": ("Member One", "Member Two", "Member Three")},
         "attendees lacks Member Four, who voted or abstained."),
        ({"attendees": ("Guest One", "Guest One")}, "attendees names Guest One twice."),
        ({"questions": ("Why?",)}, "questions, entry 1 must be written as 'Question | Answer', not 'Why?'."),
        ({"questions": ("Why? | ",)}, "questions, entry 1 must be written as 'Question | Answer', not 'Why? | '."),
        ({"questions": ("a | b | c",)},
         "questions, entry 1 holds more than one bar: write it as 'Question | Answer'."),
        ({"dissent": ("No.",)}, "dissent, entry 1 must be written as 'Name: words', not 'No.'."),
        ({"conditions": ()}, "conditions is empty, but outcome is 'approve with conditions'."),
        ({"outcome": "approve"}, "conditions holds 1, but outcome is 'approve'."),
        ({"conditions": ("What | Officer One",)},
         "conditions, entry 1 must be written as 'What | owner | YYYY-MM-DD', not 'What | Officer One'."),
        ({"conditions": ("What | | 2026-06-30",)},
         "conditions, entry 1 must be written as 'What | owner | YYYY-MM-DD', not 'What | | 2026-06-30'."),
        ({"conditions": ("What | Officer One | June",)},
         "conditions, entry 1 due 'June' is no day: write it as YYYY-MM-DD."),
    ],
)  # fmt: skip
def test_what_is_filled_in_wrongly_is_said_with_its_field(changes, sentence):
    refused(sentence, **changes)


def test_a_condition_may_hold_a_bar_itself():
    made = decision_of(form_of(conditions=("Either | or | Officer One | 2026-06-30",)))
    assert made.conditions == (Condition(text="Either | or", owner="Officer One", due=date(2026, 6, 30)),)


def test_blank_entries_are_a_slip_of_the_mouse():
    made = decision_of(form_of(votes_for=("", "Member One", "  ", "Member Two"), questions=("\n",)))
    assert made.votes.votes_for == ("Member One", "Member Two")
    assert made.questions == ()


NONE = {f"{factor.value}{part}": "" for factor in Factor for part in ("_because", "_relied_on")} | {
    f"{factor.value}{part}": word
    for factor in Factor
    for part, word in (("", "not determined"), ("_reliance", "not stated"))
}


def test_a_review_needs_no_determinations_and_what_was_typed_is_not_lost():
    monitor = {"outcome": "continue to monitor", "conditions": ()}
    assert decision_of(form_of(**monitor, **NONE)).determinations == ()
    for part, typed in (("_because", "Cheap."), ("_reliance", "own judgement"), ("_relied_on", "Adviser One")):
        refused(f"fees{part} is filled in, but fees is 'not determined'.", **{**monitor, **NONE, f"fees{part}": typed})


def test_a_name_is_written_one_way():
    decomposed = unicodedata.normalize("NFD", "Member Ä")
    made = decision_of(form_of(votes_for=(f" {decomposed}\t",), attendees=("Member Ä", *DECISION.attendees)))
    assert made.votes.votes_for == ("Member Ä",)
    refused(
        "votes_for, entry 1 holds a line break: a name stands on one line, and each in an entry of its own.",
        votes_for=("Member One\nMember Two",),
    )


def test_words_keep_their_lines_and_lose_blank_ends():
    made = decision_of(form_of(rationale=" \r\nOne.\r\n\r\n  Two.\rThree.\n "))
    assert made.rationale == "One.\n\n  Two.\nThree."


@pytest.mark.parametrize(
    ("char", "told"),
    [(MARK, "U+202E"), ("\u2066", "U+2066"), ("\u200b", "U+200B"), ("\x00", "U+0000"), ("\x1b", "U+001B"),
     ("\x7f", "U+007F"), ("\ue000", "U+E000"), ("\ud800", "U+D800"), ("⟨", "U+27E8")],
)  # fmt: skip
def test_a_character_that_is_not_seen_on_paper_is_refused_wherever_it_stands(char, told):
    tail = f"holds the character {told}, which is not seen on paper: take it out."
    refused(f"rationale {tail}", rationale=f"It{char} is")
    refused(f"fees_because {tail}", fees_because=f"It{char} is")
    refused(f"valuation_relied_on {tail}", valuation_relied_on=f"Adviser{char}")
    refused(f"recorded_by {tail}", recorder_of, recorded_by=f"Recorder{char}")
    refused(f"votes_for, entry 2 {tail}", votes_for=("Member One", f"Member{char}"))
    refused(f"recused, entry 1 {tail}", recused=(f"Member Five: ill{char}",))
    refused(f"questions, entry 1 {tail}", questions=(f"Why{char}? | So.",))
    refused(f"dissent, entry 1 {tail}", dissent=(f"Member{char}: No.",))
    refused(f"conditions, entry 1 {tail}", conditions=(f"What | Officer{char} | 2026-06-30",))


@pytest.mark.parametrize("field", ["outcome", "fees", "fees_reliance", "decided_on"])
def test_a_message_shows_no_such_character(field):
    with pytest.raises(UsageError) as caught:
        decision_of(form_of(**{field: f"a{MARK}b\x1b"}))
    assert caught.value.sentence.startswith(f"{field} 'a·b·' is no")


def test_names_texts_lists_and_the_whole_form_have_their_bounds():
    name = "M" * 300
    assert decision_of(form_of(attendees=(*DECISION.attendees, name))).attendees[-1] == name
    refused(
        "attendees, entry 6 has 301 characters; at most 300 are recorded.",
        attendees=(*DECISION.attendees, f"{name}M"),
    )
    assert decision_of(form_of(rationale="w" * 20_000)).rationale == "w" * 20_000
    refused("rationale has 20,001 characters; at most 20,000 are recorded.", rationale="w" * 20_001)
    many = tuple(f"Guest {number}" for number in range(195))
    assert len(decision_of(form_of(attendees=(*DECISION.attendees, *many))).attendees) == 200
    refused("attendees has more than 200 entries.", attendees=(*DECISION.attendees, *many, "One more"))
    fill = tuple(f"Q{number} | {'w' * 19_900}" for number in range(9))
    left = 200_000 - _held(form_of(questions=fill, rationale=""))
    assert decision_of(form_of(questions=fill, rationale="w" * left)).questions[8].answer == "w" * 19_900
    refused(
        "The form holds 200,001 characters; at most 200,000 are recorded.",
        questions=fill,
        rationale="w" * (left + 1),
    )


def _held(form):
    return sum(len(value) if isinstance(value, str) else sum(map(len, value)) for _, value in form)
