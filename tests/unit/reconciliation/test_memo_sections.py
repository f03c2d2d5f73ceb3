"""What the memo says of reconciliations and representations."""

from datetime import date

import pytest
from reconciliation_builders import CASE, book, core, shown

from prudent.memo.reconciled import reconciled
from prudent.memo.representations import representations

ROW = {
    "owner": "fund-a",
    "subject": "valuation_process",
    "title": "Valuation policy",
    "signer": "The adviser",
    "as_of": date(2024, 12, 29),
    "reviewed_by": "The plan's adviser",
    "reviewed_on": date(2025, 2, 3),
    "understood": "with_professional",
    "professional": "A valuation firm",
    "contrary_facts": "unanswered",
    "contrary_note": "A cross trade was priced by the manager",
    "file": "representations.csv",
    "row": 2,
}


def test_counts_and_every_break_of_the_candidate_are_told():
    day = date(2025, 12, 31)
    sheets = [
        {"as_of": day, "total_assets_usd": 400, "total_liabilities_usd": 150, "net_assets_usd": 251},
        {"as_of": day, "total_assets_usd": 1, "total_liabilities_usd": 9, "net_assets_usd": 251, "owner": "fund-b"},
        {"as_of": date(2025, 9, 30), "total_liabilities_usd": 150, "total_assets_usd": 400, "net_assets_usd": 250},
        {"as_of": date(2025, 6, 30), "net_assets_usd": 250},
    ]
    figures = book()
    section = reconciled(CASE, core(fund_balance_sheet=sheets), figures)
    assert tuple(shown(text, figures) for text in section.paragraphs) == (
        (
            "Totals held against independent totals: 3. In agreement: 1. Broken: 1. With one side only in evidence, so "
            "that nothing is shown: 1. Agreement with another figure of the same packet is no check of the filing."
        ),
    )
    counts, breaks = section.tables
    assert [tuple(shown(cell, figures) for cell in row) for row in counts.rows] == [
        ("Total assets less liabilities, and net assets", "1", "1", "1", "–", "–")
    ]
    ((when, told, apart, why),) = breaks.rows
    difference = next(figure for figure in figures.figures if figure.name == "break_1")
    assert (shown(apart, figures), difference.value) == ("−$1", -1)
    assert difference.evidence == (
        "fund-a/balance_sheet.csv:2:total_assets_usd",
        "fund-a/balance_sheet.csv:2:total_liabilities_usd",
        "fund-a/balance_sheet.csv:2:net_assets_usd",
        "policy/reconciliation.yml:0:items",
    )
    assert when == "31 December 2025"
    assert told == (
        "balance_sheet.csv row 2 (2025-12-31): total assets less total liabilities 250.0, net assets 251.0; the "
        "difference is -1.0, and at most 0.502 is allowed."
    )
    assert why.startswith("Figures are printed to the dollar")


def test_without_totals_that_is_said():
    section = reconciled(CASE, core(), book())
    assert (section.paragraphs, section.tables) == (
        ("No total of the fund could be held against an independent one.",),
        (),
    )


def test_a_representation_is_told_with_signer_date_age_review_and_what_is_unanswered():
    figures = book()
    (table,) = representations(CASE, core(fund_representations=[ROW, {**ROW, "owner": "fund-b"}]), figures)
    assert [tuple(shown(cell, figures) for cell in row) for row in table.rows] == [
        (
            "valuation process",
            "Valuation policy, signed by The adviser on 29 December 2024 (representations.csv row 2)",
            "367 days, more than the 366 allowed",
            "by The plan's adviser on 3 February 2025",
            "with a professional: A valuation firm",
            "unanswered: A cross trade was priced by the manager",
        )
    ]
    age = next(figure for figure in figures.figures if figure.name == "representation_age_valuation_process_2")
    assert (age.value, age.evidence) == (367, ("fund-a/representations.csv:2:as_of",))


@pytest.mark.parametrize(
    ("change", "cell", "says"),
    [
        ({"as_of": date(2024, 12, 30)}, 2, "366 days"),
        ({"as_of": date(2026, 1, 2)}, 2, "signed 2 days after the as-of date"),
        ({"reviewed_on": None}, 3, "not in evidence"),
        ({"understood": None, "professional": None}, 4, "not in evidence"),
        ({"understood": "no", "professional": None}, 4, "no"),
        ({"contrary_facts": "none", "contrary_note": None}, 5, "none"),
        ({"contrary_facts": None, "contrary_note": None}, 5, "not in evidence"),
        ({"signer": "A ⟨net_assets⟩ firm"}, 1, "A ‹net_assets› firm"),
    ],
)
def test_each_cell_says_what_is_there_and_what_is_not(change, cell, says):
    figures = book()
    (table,) = representations(CASE, core(fund_representations=[{**ROW, **change}]), figures)
    assert says in shown(table.rows[0][cell], figures)


def test_no_representation_gives_no_table():
    assert representations(CASE, core(), book()) == ()
