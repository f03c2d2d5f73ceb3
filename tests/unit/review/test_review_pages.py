"""A review's pages: what is printed adds up, fits two pages, is the same twice, and lets no text from outside in."""

import io
import re
from datetime import date
from decimal import Decimal

import pikepdf
import pytest

from prudent.model.decision import Condition
from prudent.model.finding import CheckOutcome, Factor, FindingStatus
from prudent.model.ledger import Fired
from prudent.model.measured import Unit
from prudent.model.standing import Effect, FundState
from prudent.model.verdict import Verdict
from prudent.review.document import Advised, CheckChange, FindingChange, Review, Seen, Standing, Walk
from prudent.review.numbers import scale_of
from prudent.review.pages import canonical, rendered
from prudent.review.portfolio import Waiting, portfolio_of
from prudent.review.portfolio_pages import rendered_portfolio
from prudent.review.printed import printed, summary
from prudent.review.rows import groups
from tests.unit.review.review_builders import PLACE, REFUSED, delta, reading, review

HOSTILE = '<script>alert(1)</script> ") #panic("x") {{ 7 * 7 }} ⟨all_in_fee⟩ \u202e$x$'


def pages(files, name="review.pdf"):
    return len(pikepdf.open(io.BytesIO(files[name])).pages)


def rows(*deltas, **more):
    return groups(review(measures=deltas, **more))[0].rows


def test_printed_parts_add_up_to_the_printed_change_where_rounding_would_not():
    # 0.154, 0.158 and 0.154 points: rounded by themselves 0.15 + 0.16 + 0.15, and the change 0.47
    (row,) = rows(delta(0.03, 0.03154, 0.03312, 0.03466))
    assert (row.before.text, row.now.text, row.change) == ("3.00\u202f%", "3.47\u202f%", "+0.47")
    assert row.parts == ("+0.16", "+0.16", "+0.15")
    assert sum(Decimal(part) for part in row.parts) == Decimal("0.47")


@pytest.mark.parametrize(
    ("unit", "values", "said"),
    [
        (Unit.USD, (1.54e9, 1.63e9), ("$1.54 billion", "$1.63 billion", "+$0.09 billion")),
        (Unit.USD, (999.96e6, 1.5e6), ("$1,000.0 million", "$1.5 million", "−$998.5 million")),
        (Unit.USD, (99.5, 101.25), ("$99.50", "$101.25", "+$1.75")),
        (Unit.MULTIPLE, (1.61, 1.73), ("1.61×", "1.73×", "+0.12×")),
        (Unit.DAYS, (30.0, 120.4), ("30", "120", "+90")),
        (Unit.RATIO, (0.5, -0.25), ("0.50", "−0.25", "−0.75")),
        (Unit.COUNT, (3.0, 3.0), ("3", "3", "none")),
    ],
)
def test_a_row_is_written_in_one_scale(unit, values, said):
    before, now = values
    (row,) = rows(delta(before, before, before, now, unit=unit))
    assert (row.before.text, row.now.text, row.change) == said


def test_a_unit_without_numbers_has_no_scale():
    with pytest.raises(KeyError):
        scale_of(Unit.TEXT, ())


def test_what_is_no_number_is_told_in_words():
    (row,) = rows(delta(REFUSED, REFUSED, REFUSED, 0.5))
    assert (row.before.text, row.now.text, row.change, row.parts) == (
        "not in evidence", "50.00\u202f%", "changed", ("changed", "", "")
    )  # fmt: skip
    days = (reading(text="2025-09-30", unit=Unit.DATE), reading(text="2025-12-31", unit=Unit.DATE))
    (row,) = rows(delta(days[0], days[0], days[1], days[1], unit=Unit.DATE))
    assert (row.before.text, row.now.text, row.parts) == ("30 September 2025", "31 December 2025", ("", "changed", ""))
    (row,) = rows(delta(0.5, None, None, 0.6, is_walked=False))
    assert (row.change, row.parts) == ("+10.00", ("not told apart", "", ""))
    (row,) = rows(delta(None, None, None, 0.6, is_walked=False), compared=None)
    assert (row.before.text, row.change, row.parts) == ("–", "–", ("", "", ""))


def test_the_summary_counts_what_moved_and_why():
    moved = [delta(0.03, 0.03, 0.03, 0.04), delta(0.03, 0.031, 0.03, 0.04), delta(0.03, 0.03, 0.03, 0.03)]
    findings = list(review().findings)
    findings[1] = findings[1].model_copy(update={"now": FindingStatus.NOT_SUPPORTED})
    assert summary(review(measures=tuple(moved), findings=tuple(findings))) == (
        "2 of 3 measures changed since the memo as of 30 September 2025 (2 with the fund, 1 with the data, 1 with our "
        "method); 1 finding changed."
    )
    assert summary(review()) == "Nothing that is looked at changed since the memo as of 30 September 2025."
    assert summary(review(compared=None)) == "A first review: nothing that stood before is in the store."


@pytest.mark.parametrize(
    ("given", "unchanged"),
    [
        ({}, True),
        ({"measures": (delta(0.03, 0.03, 0.03, 0.04),)}, False),
        (
            {"advised": Advised(before=Verdict.APPROVE, now=Verdict.DEFER, score_before_frac=0.5, score_now_frac=0.5)},
            False,
        ),
        ({"compared": None}, False),
    ],
)
def test_no_change_is_said_only_where_nothing_differs(given, unchanged):
    assert review(**given).unchanged is unchanged


def test_a_review_is_read_as_it_was_written():
    made = review(measures=(delta(0.03, 0.031, 0.029, 0.034),))
    assert Review.model_validate_json(canonical(made)) == made


def long_review():
    """As much as can stand on a review, all of it from outside and hostile."""
    checks = tuple(CheckChange(question=HOSTILE * 9, before=None, now=CheckOutcome.MET) for _ in range(9))
    findings = tuple(
        FindingChange(factor=factor, before=FindingStatus.SUPPORTED, now=FindingStatus.NOT_SUPPORTED, checks=checks)
        for factor in Factor
    )
    own = FindingChange(factor=HOSTILE[:100], before=None, now=FindingStatus.SUPPORTED, checks=())
    line = (HOSTILE * 9)[:300]
    fired = tuple(Fired(trigger=f"trigger-{at}", said=line, effect=Effect.WATCH) for at in range(30))
    condition = Condition(text=HOSTILE * 200, owner=HOSTILE[:100], due=date(2026, 6, 30))
    standing = Standing(
        before=FundState.REMOVAL_PENDING, after=FundState.SUSPENDED, selected_anew=True, conditions=(condition,) * 30,
        next_review=date(2026, 4, 20),
    )  # fmt: skip
    usual = review()
    subject = usual.subject.model_copy(update={"legal_name": HOSTILE * 5, "manager": HOSTILE * 5})
    moved = tuple(
        delta(0.03, 0.031, 0.029, 0.034, name=f"measure_{at}").model_copy(
            update={"factor": list(Factor)[at % 6], "label": "A long label of a measure that is looked at each time"}
        )
        for at in range(34)
    )
    watched = tuple(Seen(title=line, found="not in evidence", said=line) for _ in range(30))
    return review(
        findings=(*findings, *[own] * 9), fired=fired, standing=standing, subject=subject, measures=moved, watched=watched,
        late=(line,) * 40, title=HOSTILE, walk=Walk(method_differs=False, data_differs=False, why_not=""),
        plan=usual.plan.model_copy(update={"name": HOSTILE * 5}),
    )  # fmt: skip


@pytest.fixture(scope="module")
def long_files():
    return rendered(long_review())


@pytest.mark.parametrize(
    "made", [review(), review(compared=None, measures=(delta(None, None, None, 0.6, is_walked=False),))]
)
def test_two_pages(made):
    files = rendered(made)
    assert pages(files) == 2
    assert rendered(made) == files


def test_two_pages_however_much_there_is_to_say(long_files):
    assert pages(long_files) == 2
    assert rendered(long_review()) == long_files


def test_text_from_outside_stays_text(long_files):
    html = long_files["review.html"].decode()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "49" not in re.sub(r"sha256 \w+|[0-9a-f]{12,}", "", html).replace("{{ 7 * 7 }}", "")
    assert "\u202e" not in html
    assert "[U+202E]" in html


def test_the_pdf_is_for_archives_and_readers_and_holds_its_data(long_files):
    with pikepdf.open(io.BytesIO(long_files["review.pdf"])) as pdf:
        said = str(pdf.Root.Metadata.read_bytes())
        assert "<pdfuaid:part>1</pdfuaid:part>" in said
        assert "<pdfaid:part>3</pdfaid:part>" in said
        assert pdf.attachments["review.json"].get_file().read_bytes() == long_files["review.json"]


def test_what_is_cut_from_a_page_is_counted_there():
    page = printed(long_review(), "a" * 64)
    assert (len(page.late), page.late[-1]) == (5, "and 36 more, in review.json")
    assert page.findings[0].answers[-1] == "and 7 more"
    assert ("State", "removal pending → suspended; to be selected from scratch, on a new full memo") in page.facts
    assert page.causes.endswith("Code and policy are the same as before and all files are the same as before.")


def test_every_page_says_that_it_is_outside_the_rule():
    html = rendered(review())["review.html"].decode()
    assert "lies outside it and claims no safe harbor" in html
    assert "It is proposed." in html
    assert "Rule a citation: proposed as of 31 December 2025" in html


def test_each_figure_of_now_points_to_its_evidence():
    with pytest.raises(ValueError, match=r"all_in_fee rests on a-fund/fees\.csv:9:rate_pct"):
        review(measures=(delta(0.03, 0.03, 0.03, reading(0.04, evidence=("a-fund/fees.csv:9:rate_pct",))),))
    assert PLACE in rendered(review(measures=(delta(0.03, 0.03, 0.03, 0.04),)))["review.html"].decode()


def line_of(name, after=FundState.MONITORED, **given):
    usual = review(**given)
    standing = usual.standing.model_copy(update={"after": after})
    subject = usual.subject.model_copy(update={"fund": name, "legal_name": name})
    folder = f"reviews/a-plan/{name}/2025-12-31/{'e' * 64}"
    return usual.model_copy(update={"subject": subject, "standing": standing}), folder, "b" * 64


def test_all_funds_on_a_page_the_most_severe_first():
    moved = (delta(0.03, 0.03, 0.03, 0.04), delta(0.03, 0.03, 0.03, 0.05, name="other"), delta(1.0, 1.0, 1.0, 2.0))
    fired = Fired(trigger="fee-up", said="It rose.", effect=Effect.WATCH)
    seen = Seen(title="The fee rose", found="set off", said="It rose.")
    made = portfolio_of(
        (line_of("quiet"), line_of("loud", FundState.WATCH, measures=moved, fired=(fired,), watched=(seen,), late=("A file.",))),
        (Waiting(fund="slow", why="waiting", said=("Returns were due on 2026-01-20.",)),),
        3,
    )  # fmt: skip
    assert [line.fund for line in made.funds] == ["loud", "quiet"]
    first = made.funds[0]
    assert first.moved == ("All-in fee a year 3.00\u202f% → 4.00\u202f%", "All-in fee a year 3.00\u202f% → 5.00\u202f%")
    assert (first.changed_n, first.fired, first.late_n) == (3, ("The fee rose",), 1)
    files = rendered_portfolio(made)
    html = files["portfolio.html"].decode()
    assert "2 reviewed, 1 moved, 1 with a trigger, 1 with late sources, 2 in another state than before." in html
    assert "approved → watch" in html
    assert "slow, waiting: Returns were due on 2026-01-20." in html
    assert "3 funds are not monitored: the committee has not approved them." in html
    assert f'href="../../../loud/2025-12-31/{"e" * 64}/review.html"' in html
    assert pages(files, "portfolio.pdf") == 1
    assert rendered_portfolio(made) == files


def test_forty_funds_stand_on_one_page():
    made = portfolio_of(tuple(line_of(f"fund-{at:02}") for at in range(40)), (), 0)
    assert pages(rendered_portfolio(made), "portfolio.pdf") == 1
