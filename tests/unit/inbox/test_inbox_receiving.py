"""What becomes of files in an inbox, the same on a folder, S3 and SFTP."""

import hashlib
import json
from datetime import date, timedelta

import pytest

from prudent.model.limits import Limits
from sources.inbox.opening import OpenInbox

RETURNS = b"date,net return\n2025-11-30,1.25\n2025-12-31,-0.5\n"
MENDED = b"date,net return\n2025-11-30,1.25\n2025-12-31,-0.4\n"
DAY = timedelta(days=1)


def test_a_file_is_taken_once_it_has_not_changed_and_then_never_again(desk, backend):
    desk.open(backend)
    backend.put("alpha-credit/returns-2025-12.csv", RETURNS)
    before = backend.holds()

    first = desk.look()
    assert desk.states(first) == [("alpha-credit/returns-2025-12.csv", "waiting")]
    assert not (desk.store / "received").exists()

    assert desk.states(desk.later(timedelta(seconds=299))) == [("alpha-credit/returns-2025-12.csv", "waiting")]
    taken = desk.later(timedelta(seconds=1))
    assert desk.states(taken) == [("alpha-credit/returns-2025-12.csv", "received")]
    assert taken.files[0].reason == "Monthly returns (monthly-returns), 2 rows"

    sha = hashlib.sha256(RETURNS).hexdigest()
    kept = desk.kept()
    assert kept[f"received/{sha}"] == RETURNS
    record = json.loads(kept[f"deliveries/alpha-credit/{sha}.json"])
    assert record["received"] == "2026-01-15"
    assert (record["channel"], record["number"], record["file"]) == ("inbox", 1, "returns-2025-12.csv")
    document = record["declared"]["document"]
    assert (document["id"], document["period"], document["title"]) == ("returns-2025-12", "2025-12", "Monthly returns")

    # nothing is told or written again, in an hour or in a week
    assert desk.states(desk.later()) == []
    looked = desk.kept()
    assert desk.states(desk.later()) == []
    assert desk.kept() == looked
    assert desk.states(desk.later(7 * DAY)) == []
    assert backend.holds() == before


def test_a_refusal_names_the_file_once_and_as_it_was_sent(desk, backend):
    desk.open(backend)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    backend.put("alpha-credit/returns-2025-12.csv", RETURNS.replace(b"1.25", b"1.25%"))
    reason = desk.look().files[0].reason
    assert reason.startswith("alpha-credit/returns-2025-12.csv row 2, column net return: '1.25%' is not a plain number")
    assert reason.count("returns-2025-12.csv") == 1


def test_a_file_that_goes_on_growing_waits_from_its_last_change(desk, backend):
    desk.open(backend)
    backend.put("alpha-credit/returns-2025-12.csv", RETURNS[:20])
    desk.look()
    backend.put("alpha-credit/returns-2025-12.csv", RETURNS[:40], written=100)
    assert desk.states(desk.later()) == [("alpha-credit/returns-2025-12.csv", "waiting")]
    backend.put("alpha-credit/returns-2025-12.csv", RETURNS, written=200)
    assert desk.states(desk.later()) == [("alpha-credit/returns-2025-12.csv", "waiting")]
    assert desk.states(desk.later()) == [("alpha-credit/returns-2025-12.csv", "received")]
    assert sorted((desk.store / "received").iterdir()) == [
        desk.store / "received" / hashlib.sha256(RETURNS).hexdigest()
    ]


def test_other_bytes_under_a_name_supersede_and_both_are_kept(desk, backend):
    desk.open(backend)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    backend.put("alpha-credit/returns-2025-12.csv", RETURNS)
    desk.look()
    backend.put("alpha-credit/returns-2025-12.csv", MENDED, written=100)
    second = desk.later()
    assert desk.states(second) == [("alpha-credit/returns-2025-12.csv", "received")]
    assert second.files[0].reason.endswith("; supersedes what came on 2026-01-15")
    kept = desk.kept()
    numbers = {}
    for content in (RETURNS, MENDED):
        sha = hashlib.sha256(content).hexdigest()
        assert kept[f"received/{sha}"] == content
        numbers[content] = json.loads(kept[f"deliveries/alpha-credit/{sha}.json"])["number"]
    assert numbers == {RETURNS: 1, MENDED: 2}

    # the first bytes once more: they are known, and the later ones stay in use
    backend.put("alpha-credit/returns-2025-12.csv", RETURNS, written=300)
    third = desk.later()
    assert desk.states(third) == [("alpha-credit/returns-2025-12.csv", "duplicate")]
    assert third.files[0].reason.endswith("and delivery 2 of that name stays in use")
    assert desk.states(desk.later()) == []


def test_the_same_bytes_again_are_told_once(desk, backend):
    desk.open(backend)
    backend.put("alpha-credit/returns-2025-12.csv", RETURNS)
    desk.look()
    desk.later()
    backend.put("alpha-credit/returns-2026-01.csv", RETURNS)
    desk.later()
    copied = desk.later()
    assert desk.states(copied) == [("alpha-credit/returns-2026-01.csv", "duplicate")]
    assert copied.files[0].reason == "its bytes were received on 2026-01-15 as returns-2025-12.csv"
    assert desk.states(desk.later()) == []
    assert desk.states(desk.later(DAY)) == []
    assert len(list((desk.store / "deliveries/alpha-credit").iterdir())) == 1


def test_a_file_that_is_uploaded_again_unchanged_is_a_duplicate_told_once(desk, folder):
    desk.open(folder)
    folder.put("alpha-credit/returns-2025-12.csv", RETURNS)
    desk.look()
    desk.later()
    folder.put("alpha-credit/returns-2025-12.csv", RETURNS, written=50)
    assert desk.states(desk.later()) == [("alpha-credit/returns-2025-12.csv", "waiting")]
    assert desk.states(desk.later()) == [("alpha-credit/returns-2025-12.csv", "duplicate")]
    assert desk.states(desk.later()) == []


def test_where_only_size_and_time_tell_a_change_each_file_is_read_again_every_day(desk, sftp):
    desk.open(sftp)
    sftp.put("alpha-credit/returns-2025-12.csv", RETURNS)
    desk.look()
    assert desk.states(desk.later()) == [("alpha-credit/returns-2025-12.csv", "received")]
    assert len(MENDED) == len(RETURNS)
    sftp.put("alpha-credit/returns-2025-12.csv", MENDED)  # with the same time
    assert desk.states(desk.later()) == []
    assert desk.states(desk.later(DAY)) == [("alpha-credit/returns-2025-12.csv", "received")]
    assert desk.states(desk.later(DAY)) == []


def test_a_bucket_and_a_folder_see_a_change_that_keeps_size_and_time(desk, folder):
    desk.open(folder)
    folder.put("alpha-credit/returns-2025-12.csv", RETURNS)
    desk.look()
    desk.later()
    folder.put("alpha-credit/returns-2025-12.csv", MENDED)  # with the same time
    assert desk.states(desk.later()) == [("alpha-credit/returns-2025-12.csv", "waiting")]
    assert desk.states(desk.later()) == [("alpha-credit/returns-2025-12.csv", "received")]


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("gamma-credit/returns-2025-12.csv", "DATA_BAD", "funds/ has no folder 'gamma-credit'"),
        ("returns-2025-12.csv", "DATA_BAD", "lies in no fund's folder"),
        ("alpha-credit/Returns-2025-12.csv", "DATA_BAD", "is not expected: declare it in policy/calendar.yml"),
        ("alpha-credit/returns-2025-13.csv", "DATA_BAD", "2025-13 is no month such as 2025-12"),
        ("alpha-credit/returns-2026-02.csv", "DATA_BAD", "ends on 2026-02-28, which has not come"),
    ],
)
def test_what_nobody_expects_goes_to_quarantine_with_the_reason(desk, backend, name, code, said):
    desk.open(backend)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    backend.put(name, RETURNS)
    before = backend.holds()
    receipt = desk.look()
    assert desk.states(receipt) == [(name, "refused")]
    assert (receipt.files[0].code, receipt.exit_code) == (code, 10)
    assert said in receipt.files[0].reason
    sha = hashlib.sha256(RETURNS).hexdigest()
    stem = f"quarantine/{sha[:16]}-{name.rpartition('/')[2]}"
    kept = desk.kept()
    assert kept[stem] == RETURNS
    assert json.loads(kept[f"{stem}.reason.json"]) == {
        "file": f"inbox/{name}", "sha256": sha, "code": code, "reason": receipt.files[0].reason,
    }  # fmt: skip
    assert "received" not in {key.partition("/")[0] for key in kept}
    again = desk.later()
    assert desk.states(again) == [(name, "refused before")]
    assert again.exit_code == 0
    assert backend.holds() == before


def test_a_bad_file_is_refused_at_the_door_and_the_others_go_on(desk, backend):
    desk.open(backend)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    backend.put("alpha-credit/letter-a.csv", b"date,net return\n2025-12-31,two\n")
    backend.put("alpha-credit/letter-b.csv", b"day,net return\n2025-12-31,2\n")
    backend.put("alpha-credit/letter-c.csv", b"\x00\x00")
    backend.put("beta-credit/letter-d.csv", RETURNS)
    receipt = desk.look()
    assert desk.states(receipt) == [
        ("alpha-credit/letter-a.csv", "refused"),
        ("alpha-credit/letter-b.csv", "refused"),
        ("alpha-credit/letter-c.csv", "refused"),
        ("beta-credit/letter-d.csv", "received"),
    ]
    assert [one.code for one in receipt.files] == ["DATA_BAD", "SCHEMA_CHANGED", "HOSTILE_INPUT", ""]
    assert receipt.exit_code == 10
    assert len(list((desk.store / "quarantine").iterdir())) == 6


def test_a_refused_file_is_taken_once_the_calendar_declares_it(desk, backend):
    desk.open(backend)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    backend.put("beta-credit/returns-2025-12.csv", RETURNS)
    assert desk.states(desk.look()) == [("beta-credit/returns-2025-12.csv", "refused")]
    (calendar,) = [(desk.root / "policy/calendar.yml").read_text()]
    desk.calendar(calendar.replace("funds: [alpha-credit]", "funds: [alpha-credit, beta-credit]"))
    assert desk.states(desk.later()) == [("beta-credit/returns-2025-12.csv", "received")]
    assert desk.states(desk.later()) == []


def test_temporary_names_are_told_and_never_taken(desk, backend):
    desk.open(backend)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    names = [".letter-a.csv", "letter-a.csv.PART", "letter-b.csv.tmp", "~$letter-c.csv", "letter-d.csv.filepart"]
    for name in names:
        backend.put(f"alpha-credit/{name}", RETURNS)
    assert sorted(desk.states(desk.look())) == sorted((f"alpha-credit/{name}", "ignored") for name in names)
    assert sorted(desk.kept()) == ["inbox/looks.json"]


def test_a_folder_in_a_funds_folder_is_told(desk, backend):
    desk.open(backend)
    backend.put("alpha-credit/old/letter-a.csv", RETURNS)
    assert desk.states(desk.look()) == [("alpha-credit/old", "ignored")]


def test_a_file_that_is_too_large_is_not_read_to_its_end(desk, backend):
    desk.open(backend)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    small = Limits(csv_bytes=100, workbook_bytes=100, document_bytes=150)
    desk.monkeypatch.setattr("sources.settings.limits", lambda: small)
    backend.put("alpha-credit/letter-a.csv", RETURNS + b"#" * 5_000)
    backend.put("alpha-credit/unexpected.csv", RETURNS + b"#" * 5_000)
    receipt = desk.look()
    assert [(one.state.value, one.code) for one in receipt.files] == [("refused", "HOSTILE_INPUT")] * 2
    assert "has more than 100 bytes" in receipt.files[0].reason
    sizes = {key.rpartition("-")[2]: len(body) for key, body in desk.kept().items() if key.endswith(".csv")}
    assert sizes == {"a.csv": 101, "unexpected.csv": 151}


def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_look(desk, backend, monkeypatch):
    desk.open(backend)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    backend.put("alpha-credit/letter-a.csv", RETURNS)
    real = OpenInbox.read

    def slow(self, entry, most):
        content = real(self, entry, most)
        backend.put("alpha-credit/letter-a.csv", RETURNS + b"2026-01-31,0.1\n", written=77)
        return content

    with monkeypatch.context() as patch:
        patch.setattr(OpenInbox, "read", slow)
        receipt = desk.look()
    assert desk.states(receipt) == [("alpha-credit/letter-a.csv", "waiting")]
    assert sorted(desk.kept()) == ["inbox/looks.json"]


def test_a_dry_run_says_all_and_writes_nothing(desk, backend):
    desk.open(backend)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    backend.put("alpha-credit/letter-a.csv", RETURNS)
    backend.put("alpha-credit/other.csv", RETURNS)
    expected = [("alpha-credit/letter-a.csv", "received"), ("alpha-credit/other.csv", "refused")]
    assert desk.states(desk.look(dry_run=True)) == expected
    assert desk.kept() == {}
    assert [state for _, state in desk.states(desk.look())] == ["received", "duplicate"]


def test_what_is_late_due_and_received_is_told(desk, folder):
    desk.open(folder)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    (row,) = desk.look().due
    assert (row.fund, row.period, row.due, row.standing.value) == ("alpha-credit", "2025-12", date(2026, 1, 20), "due")
    late = desk.later(timedelta(days=8))  # 23 January
    assert late.exit_code == 12
    assert late.source_late.sentence == (
        "alpha-credit: Monthly returns (monthly-returns) for 2025-12 was due on 2026-01-20 and is 3 days late."
    )
    calendar = (desk.root / "policy/calendar.yml").read_text()
    desk.calendar(calendar.replace("late: stop", "late: warn"))
    warned = desk.later()
    assert (len(warned.late), warned.source_late, warned.exit_code) == (1, None, 0)
    folder.put("alpha-credit/returns-2025-12.csv", RETURNS)
    came = desk.later()
    assert came.source_late is None
    assert came.exit_code == 0
    assert came.due[0].sentence.endswith("was due on 2026-01-20 and came on 2026-01-23, 3 days late.")
