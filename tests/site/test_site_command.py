"""`prudent site` as a person calls it: what it prints where, and how it ends."""

import io
import json

import pytest

from flows.cli import run
from flows.site_command import Progress


@pytest.fixture(autouse=True)
def no_other_store(monkeypatch):
    monkeypatch.setenv("PRUDENT_STORE", "")  # and what the command sets is taken away again


def site(store, *more):
    return run(["site", "--store", str(store.folder), *more])


def test_it_says_what_the_room_holds_and_where_it_is(store, capsys):
    store.publish(store.memo("alpha"))
    assert site(store) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out == (
        "Reading room: 1 fund, 1 memo.\n"
        "  9 pages, 9 written, 0 as before\n"
        f"  {store.folder.resolve() / 'site' / 'index.html'}\n"
    )


def test_a_tampered_issue_ends_with_20_and_the_room_is_there(store, capsys):
    store.publish(store.memo("alpha"))
    folder = store.publish(store.memo("beta"))
    (folder / "memo.json").write_text("{}")
    assert site(store) == 20
    assert capsys.readouterr().err == (
        "prudent: memos/example/beta/2025-12-31/1: memo.json is not what was published: its hash is another.\n"
    )
    assert "Made-up alpha" in store.page("index.html")


def test_of_many_tampered_issues_five_are_named(store, capsys):
    for number in range(1, 9):
        (store.publish(store.memo("alpha"), number=number) / "memo.json").write_text("{}")
    assert site(store) == 20
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 6
    assert lines[-1] == "prudent: 3 more are not what was published; memos.html lists them."


def test_memos_of_an_earlier_version_are_no_failure(store, capsys):
    store.write("alpha", "example", "2025-12-31", 1, {"memo.json": b'{"schema_version": 1}'})
    assert site(store) == 0
    assert capsys.readouterr().err == "prudent: 1 issue could not be shown; memos.html says which and why.\n"


def test_a_program_gets_one_document(store, capsys):
    store.publish(store.memo("alpha"))
    (store.publish(store.memo("beta")) / "memo.pdf").unlink()
    assert site(store, "--json") == 20
    said = capsys.readouterr()
    assert said.err == ""
    assert json.loads(said.out) == {
        "site": str(store.folder.resolve() / "site"),
        "funds": 1,
        "memos": 1,
        "pages_written": 9,
        "pages_kept": 0,
        "records_not_shown": [],
        "not_read": [
            {
                "folder": "memos/example/beta/2025-12-31/1",
                "reason": "memo.pdf is missing from the store.",
                "tampered": True,
            }
        ],
    }


def test_a_folder_that_is_not_ours_is_a_usage_error(store, capsys):
    (store.folder / "site").mkdir()
    assert site(store) == 2
    assert "was not written by this command, so it is left alone. Move it away." in capsys.readouterr().err


class Terminal(io.StringIO):
    def isatty(self):
        return True


def progress(stream, *times):
    clock = iter(times)
    told = Progress(stream, lambda: next(clock))
    for done in range(1, len(times)):
        told("memos read", done, 600)
    told.end()
    return stream.getvalue()


def test_a_terminal_is_told_after_two_seconds_and_ten_times_a_second_at_most():
    said = progress(Terminal(), 0.0, 1.0, 1.9, 2.5, 2.55, 2.65)
    assert said == "\r\x1b[K3 of 600 memos read\r\x1b[K5 of 600 memos read\r\x1b[K"


def test_a_quick_build_and_a_pipe_are_told_nothing():
    assert progress(Terminal(), 0.0, 0.5, 1.9) == ""
    assert progress(io.StringIO(), 0.0, 5.0, 9.0) == ""
