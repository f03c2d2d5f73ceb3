"""The room's folder: the same bytes, pages that stay, and a swap that leaves one whole room at all times."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from prudent.errors import UsageError
from prudent.site.folder import Folder

ROOT = Path(__file__).parents[2]


@pytest.fixture
def two(store):
    for fund in ("alpha", "beta"):
        store.publish(store.memo(fund))
    return store


def inodes(store):
    room = store.folder / "site"
    return {str(path.relative_to(room)): path.stat().st_ino for path in room.rglob("*.html")}


def test_a_room_has_a_page_for_each_fund_and_list(two):
    built = two.build()
    assert set(two.pages()) == {
        "index.html", "memos.html", "findings.html", "watch.html", "quality.html", "plans.html", "compare.html",
        "compare/example_2025-12-31.html", "funds/alpha.html", "funds/beta.html", "site.json",
    }  # fmt: skip
    assert (built.funds, built.memos, built.pages.written, built.pages.kept) == (2, 2, 10, 0)


def test_a_second_build_writes_no_page(two):
    two.build()
    before, files = two.pages(), inodes(two)
    pages = two.build().pages
    assert (pages.written, pages.kept) == (0, 10)
    assert (two.pages(), inodes(two)) == (before, files)


def test_another_memo_of_one_fund_leaves_the_other_funds_page(two):
    two.build()
    before = inodes(two)
    two.publish(two.memo("alpha", as_of="2025-09-30"))
    assert two.build().pages.kept == 1
    after = inodes(two)
    assert [path for path in before if after[path] == before[path]] == ["funds/beta.html"]


def test_a_page_that_was_altered_by_hand_is_written_again(two):
    two.build()
    whole = two.pages()
    page = two.folder / "site" / "funds" / "beta.html"
    page.write_text("altered")
    assert two.build().pages.written == 1
    assert two.pages() == whole


def test_the_page_of_a_fund_that_left_the_store_is_gone(two):
    two.build()
    (two.folder / "memos" / "example" / "alpha").rename(two.folder / "elsewhere")
    two.build()
    assert not (two.folder / "site" / "funds" / "alpha.html").exists()
    assert "alpha" not in two.page("index.html")


def test_a_build_that_is_killed_leaves_the_old_room(two):
    two.build()
    before = two.pages()
    two.publish(two.memo("gamma"))

    def killed(what, done, whole):
        if (what, done) == ("pages written", 5):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        two.build(tick=killed)
    assert two.pages() == before
    assert two.build().funds == 3
    assert sorted(path.name for path in two.folder.iterdir()) == ["memos", "site"]


def test_a_build_that_died_between_the_renames_is_mended_by_the_next(two):
    two.build()
    before = two.pages()
    (two.folder / "site").rename(two.folder / ".site.old")
    Folder(two.folder)
    assert two.pages() == before


def test_a_folder_that_was_not_written_here_is_left_alone(two):
    (two.folder / "site").mkdir()
    (two.folder / "site" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="was not written by this command, so it is left alone"):
        two.build()
    assert (two.folder / "site" / "mine.txt").read_text() == "mine"


def test_the_same_store_elsewhere_with_another_hash_seed_and_zone_gives_the_same_bytes(two, make_store, tmp_path):
    two.build()
    other = make_store(tmp_path / "elsewhere")
    for fund in ("beta", "alpha"):
        other.publish(other.memo(fund))
    program = (
        "import sys; from pathlib import Path; from prudent.site.build import build_site;"
        "from prudent.store.objects import in_folder; p = Path(sys.argv[1]); build_site(in_folder(p), p)"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(other.folder)],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Apia", "LC_ALL": "C", "PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert other.pages() == two.pages()


def test_a_store_without_memos_has_a_room_that_says_so(store):
    assert store.build().funds == 0
    assert "The store holds no memo that can be shown yet." in store.page("index.html")
    assert "The store holds no memo that can be compared yet." in store.page("compare.html")
