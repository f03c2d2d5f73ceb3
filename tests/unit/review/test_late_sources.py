"""Which of a quarter's sources have not come."""

from datetime import date

from prudent.model.calendar import Calendar
from prudent.model.delivery import Delivery
from prudent.model.validation import Outcome, RuleResult, Severity
from prudent.review.late import late_sources

END, GRACE = date(2025, 12, 31), date(2026, 2, 14)


def calendar(**schedule):
    usual = {"every": "monthly", "first_period": "2025-11", "due_days": 20, "late": "warn"}
    expected = {
        "id": "administrator-returns",
        "funds": ["a-fund"],
        "declared": {
            "file": "returns-{period}.csv", "format": "document", "source_kind": "administrator",
            "document": {"id": "returns-{period}", "title": "Returns from the administrator"},
        },
        "schedule": usual | schedule, "why": "test", "source": "An agreement", "since": date(2026, 1, 1),
    }  # fmt: skip
    return Calendar(version=1, expected=(expected,))


def came(file):
    declared = {
        "file": file, "format": "document", "source_kind": "administrator",
        "document": {"id": "returns", "title": "Returns"},
    }  # fmt: skip
    return Delivery(
        fund="a-fund", declared=declared, file=file, sha256="a" * 64, size_bytes=1, received=date(2026, 1, 25),
        channel="inbox", extractor="by hand",
    )  # fmt: skip


def result(rule, outcome=Outcome.FAILED, owner="a-fund", detail="The last is of 2025-06-30."):
    return RuleResult(
        owner=owner, table="core_fund__returns", rule=rule, severity=Severity.WARNING, outcome=outcome,
        description="test", rows_checked=1, rows_failed=1, detail=detail,
    )  # fmt: skip


def late(expected=None, deliveries=(), results=(), fund="a-fund"):
    return late_sources(fund, END, GRACE, expected or Calendar(version=1), deliveries, results)


def test_an_expected_file_of_the_quarter_that_did_not_come_is_late():
    assert late(calendar(), (came("returns-2025-11.csv"),)) == (
        "Returns from the administrator (administrator-returns) for 2025-12 was due on 2026-01-20.",
    )
    assert late(calendar(), (came("returns-2025-11.csv"), came("returns-2025-12.csv"))) == ()
    assert late(calendar(), fund="another-fund") == ()


def test_a_period_after_the_quarter_and_what_is_due_after_the_grace_date_are_not():
    # January 2026 ended before the grace date, and is no source of the quarter
    assert all("2026-01 was" not in line for line in late(calendar(due_days=5)))
    # 46 days after 31 December is the day after the grace date
    assert [line[-11:] for line in late(calendar(due_days=46, first_period="2025-12"))] == []
    assert len(late(calendar(due_days=45, first_period="2025-12"))) == 1


def test_own_data_that_is_too_old_has_not_come():
    found = (
        result("returns-fresh"),
        result("fees-fresh", Outcome.PASSED),
        result("fees-fresh", owner="a-peer"),
        result("returns-key-unique"),
    )
    assert late(results=found) == ("returns: The last is of 2025-06-30.",)


def test_a_line_fits_the_ledger():
    (line,) = late(results=(result("repurchase-terms-fresh", detail="word \n" * 200),))
    assert (len(line), line[:28], line[-1], "\n" in line) == (300, "repurchase terms: word word ", "…", False)
