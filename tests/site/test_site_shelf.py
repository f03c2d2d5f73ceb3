"""What is read from a store, and what is put on the list of those that were not read."""

import json

import pytest

from prudent.site.shelf import read_shelf
from prudent.store.objects import in_folder


def read(store):
    return read_shelf(in_folder(store.folder))


def test_issues_come_by_plan_fund_date_and_number_and_ten_follows_nine(store):
    for number in (10, 9):
        store.publish(store.memo("beta"), number=number)
    store.publish(store.memo("beta", as_of="2025-09-30"))
    store.publish(store.memo("alpha", plan="other"))
    store.publish(store.memo("alpha"))
    shelf = read(store)
    assert [one.folder for one in shelf.issues] == [
        "memos/example/alpha/2025-12-31/1",
        "memos/example/beta/2025-09-30/1",
        "memos/example/beta/2025-12-31/9",
        "memos/example/beta/2025-12-31/10",
        "memos/other/alpha/2025-12-31/1",
    ]
    assert shelf.not_read == ()


def test_prose_is_read_with_its_figures_written_out(store):
    store.publish(store.memo(figures={"all_in_fee": {"value": 0.0415}}))
    memo = read(store).issues[0].memo
    assert memo.findings[1].number == "4.15\u202f% all-in; $363 per $10,000 a year"
    assert memo.findings[2].status.value == "insufficient evidence"
    assert memo.page_one.risk.rows[0] == ("Volatility a year", "1.89\u202f%", "3.91\u202f%")


def test_a_figure_keeps_its_basis_and_a_refused_one_its_reason(store):
    store.publish(store.memo())
    memo = read(store).issues[0].memo
    told, refused = memo.figure("return_on_horizon"), memo.figure("tracking_error_3y")
    assert (told.value, told.n, told.basis) == (0.0724, 60, "n 60, January 2021 to December 2025")
    assert (refused.value, refused.text, refused.missing) == (None, "too few points", True)
    assert refused.reason == "Five annual points carry no volatility."
    assert memo.figure("return_10y") is None


def test_rules_of_peers_are_not_the_funds_own(store):
    memo = store.memo()
    memo["validation"][7]["owner"] = "a-peer"
    store.publish(memo)
    assert [concern.rule for concern in read(store).issues[0].memo.concerns] == [
        "core_fund__balance_sheet.rule_21_says_something",
        "core_fund__balance_sheet.rule_33_says_something",
        "core_fund__returns.rule_48_says_something",
    ]


def altered(folder):
    (folder / "memo.json").write_bytes((folder / "memo.json").read_bytes().replace(b"defer", b"approve"))


def cut(folder):
    (folder / "memo.json").write_bytes((folder / "memo.json").read_bytes()[:100])


def gone(folder):
    (folder / "memo.pdf").unlink()


def no_issue(folder):
    (folder / "issue.json").write_text("{}")


def other_issue(folder):
    issue = json.loads((folder / "issue.json").read_text())
    (folder / "issue.json").write_text(json.dumps(issue | {"number": 7}))


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (altered, "memo.json is not what was published: its hash is another."),
        (cut, "memo.json is not what was published: its hash is another."),
        (gone, "memo.pdf is missing from the store."),
        (no_issue, "issue.json cannot be read: it is not as it was written."),
        (other_issue, "issue.json speaks of another issue than its folder."),
    ],
)
def test_a_tampered_issue_is_listed_with_its_reason_and_the_others_are_read(store, harm, reason):
    harm(store.publish(store.memo("alpha")))
    store.publish(store.memo("beta"))
    shelf = read(store)
    assert [one.memo.fund for one in shelf.issues] == ["beta"]
    assert [(one.fund, one.reason, one.tampered, one.files) for one in shelf.not_read] == [("alpha", reason, True, ())]


def test_a_memo_of_another_fund_under_a_right_hash_is_tampered(store):
    store.write("beta", "example", "2025-12-31", 1, {"memo.json": json.dumps(store.memo("alpha")).encode()})
    (one,) = read(store).not_read
    assert (one.reason, one.tampered) == ("memo.json speaks of another fund, plan or date than its folder.", True)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            b'{"schema_version": 1}',
            "Written by an earlier version of Prudent (schema 1): its files open, its findings are not listed.",
        ),
        (
            b'{"schema_version": 9}',
            "Written by a later version of Prudent (schema 9): its files open, its findings are not listed.",
        ),
        (b"{not json", "It is no memo that this version of Prudent knows."),
        (b'{"schema_version": 2}', "It is no memo that this version of Prudent knows: subject: Field required."),
    ],
)
def test_a_memo_that_is_as_published_and_not_known_is_no_tampering_and_its_files_open(store, body, reason):
    store.write("alpha", "example", "2025-12-31", 1, {"memo.json": body, "memo.pdf": b"made up"})
    (one,) = read(store).not_read
    assert (one.reason, one.tampered, one.files) == (reason, False, ("memo.json", "memo.pdf"))


def test_a_memo_whose_prose_names_a_figure_that_it_does_not_hold_is_not_shown(store):
    memo = store.memo()
    memo["page_one"]["cost"] = ["It costs ⟨nothing_of_that_name⟩."]
    store.publish(memo)
    (one,) = read(store).not_read
    assert one.reason == (
        "It is no memo that this version of Prudent knows: "
        "its prose names the figure nothing_of_that_name, which it does not hold."
    )


def test_an_issue_that_was_begun_and_not_finished_is_said_to_be(store):
    folder = store.publish(store.memo())
    (folder / "issue.json").rename(folder / "claim.json")
    (one,) = read(store).not_read
    assert (one.tampered, one.reason[:29]) == (False, "It was begun and not finished")


def test_what_lies_beside_the_issues_is_passed_over(store):
    folder = store.publish(store.memo())
    (folder.parent / "notes.txt").write_text("mine")
    (store.folder / "memos" / "Not A Plan").mkdir()
    assert (len(read(store).issues), read(store).not_read) == (1, ())


def test_progress_is_told_issue_by_issue(store):
    for fund in ("alpha", "beta"):
        store.publish(store.memo(fund))
    told = []
    read_shelf(in_folder(store.folder), lambda done, whole: told.append((done, whole)))
    assert told == [(1, 2), (2, 2)]
