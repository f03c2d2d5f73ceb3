"""What `make faults` is made of: a real process that is killed and goes on, where a death fell, and the page."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from docs.pages import reliability
from docs.pages.reliability import Fell, Other, Reliability
from tests.faults import deeds
from tests.faults.found import (
    AFTER_ITS_END,
    BETWEEN,
    END,
    NOTHING,
    faults_in,
    files_of,
    has_new,
    held,
    left_over,
    new_place,
)
from tests.faults.lives import Outcome, summed
from tests.faults.others import shown
from tests.faults.processes import FIRST, Life, Tried, copied, life, may_not_override, project_in

FELL = Fell(deed="deciding", where=NOTHING, moments=2, verified=2, same=2, doubled=0)
OTHER = Other(
    deed="deciding", fault="a fault", means="a disk", where=NOTHING, exit_code=1, said="Full.", verified=True, same=True
)
HELD = Reliability(seed=6, left_over=3, kills=(FELL,), aimed=(FELL,), others=(OTHER,))
CLAIM = BETWEEN["deciding"][3]


@pytest.fixture
def decided_on(quick, tmp_path, monkeypatch) -> Tried:
    """A decision that is to be recorded, in a real folder that has come to its memo."""
    tried = Tried("deciding", project_in(tmp_path / "project", deeds.FUND), tmp_path / "store")
    monkeypatch.chdir(tried.project)
    monkeypatch.setenv("PRUDENT_STORE", str(tried.store))
    deeds.without_prefect(monkeypatch.setattr)
    deeds.standing_still(FIRST, monkeypatch.setattr)
    deeds.done("onboarding")
    return tried


def undisturbed(tried: Tried, monkeypatch) -> dict[str, bytes]:
    """What a life in this process leaves, the memo set for real, on a copy."""
    store = copied(tried.store, tried.store.parent / "undisturbed")
    monkeypatch.undo()
    monkeypatch.chdir(tried.project)
    monkeypatch.setenv("PRUDENT_STORE", str(store))
    deeds.without_prefect(monkeypatch.setattr)
    deeds.standing_still(FIRST + timedelta(hours=1), monkeypatch.setattr)
    deeds.done("deciding")
    return held(store)


def test_a_process_that_may_not_write_and_one_that_is_killed_twice_lose_nothing(decided_on: Tried, monkeypatch):
    store, whole = decided_on.store, undisturbed(decided_on, monkeypatch)
    before = held(store)
    everything = [store, *store.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    refused = life(Tried("deciding", decided_on.project, store, under=may_not_override()))
    for path in everything:
        path.chmod(0o755 if path.is_dir() else 0o644)
    key = f"ledger/example/{deeds.FUND}/2.json"
    assert (refused.code, refused.was_killed) == (1, False)
    assert refused.said == (
        f"prudent: The store {store} cannot be used ({key}): this user may not read or write there. Give it the right, "
        "or name another store.\n"
    )
    assert held(store) == before

    base = files_of(store)
    for killed_when in (lambda age: age > 0, lambda _: has_new(store, base, CLAIM)):
        killed = life(decided_on, killed_when)
        assert killed.was_killed
        assert killed.seconds == 0
        assert faults_in(store) == ()
    assert new_place("deciding", before, held(store)) == "within publication"

    ended = life(decided_on)
    assert (ended.code, ended.said, ended.was_killed) == (0, "", False)
    assert ended.seconds > 0
    assert held(store) == whole
    assert faults_in(store) == ()


def test_where_a_death_fell_is_told_by_the_last_place_that_was_opened():
    run, memo, entry = "runs/f/2025-09-30/h", "memos/p/f/2025-09-30/1", "ledger/p/f/1.json"
    assert new_place("onboarding", {}, {}) == NOTHING
    assert new_place("onboarding", {entry: b""}, {entry: b""}) == NOTHING
    assert new_place("onboarding", {}, {f"{run}/case.json": b""}) == "among the run's files"
    grown = {f"{run}/case.json": b"", f"{run}/manifest.json": b"", f"{memo}/claim.json": b"", f"{memo}/memo.pdf": b""}
    assert new_place("onboarding", {}, grown) == "within publication"
    assert new_place("onboarding", {}, grown | {entry: b""}) == END
    assert new_place("deciding", {entry: b""}, {entry: b"", "ledger/p/f/3.json": b""}) == END


def test_half_a_file_is_counted_and_is_no_file(tmp_path: Path):
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs/case.json#1").write_text("{")
    assert left_over(tmp_path) == 1
    assert held(tmp_path) == {}
    assert not has_new(tmp_path, frozenset(), r"runs/.*")
    shutil.move(tmp_path / "runs/case.json#1", tmp_path / "runs/case.json")
    assert held(tmp_path) == {"runs/case.json": b"{"}
    assert has_new(tmp_path, frozenset(), r"runs/.*")


def test_deaths_are_summed_by_deed_and_place_in_the_order_of_a_life():
    outcomes = [
        Outcome("reviewing", NOTHING, verified=True, same=True, doubled=False, left_over=0),
        Outcome("onboarding", AFTER_ITS_END, verified=True, same=False, doubled=True, left_over=0),
        Outcome("onboarding", NOTHING, verified=False, same=True, doubled=False, left_over=1),
        Outcome("onboarding", NOTHING, verified=True, same=True, doubled=False, left_over=0),
    ]
    assert [tuple(fell.model_dump().values()) for fell in summed(outcomes)] == [
        ("onboarding", NOTHING, 2, 1, 2, 0),
        ("onboarding", AFTER_ITS_END, 1, 1, 0, 1),
        ("reviewing", NOTHING, 1, 1, 1, 0),
    ]


def test_a_sentence_is_shown_without_what_differs_by_machine(tmp_path: Path):
    tried = Tried("deciding", tmp_path, tmp_path / "store")
    said = f"onboard  ingest  1 fund\nprudent: {tmp_path}/store/runs/{'a' * 64} at http://127.0.0.1:40123/api.\n"
    assert shown(Life(1, said, 0, was_killed=False), tried) == "/srv/store/runs/… at http://127.0.0.1:4200/api."
    assert "Traceback" in shown(Life(1, "Traceback (most recent call last):\n", 0, was_killed=False), tried)


@pytest.mark.parametrize(
    "changed",
    [
        {"kills": (FELL.model_copy(update={"verified": 1}),)},
        {"aimed": (FELL.model_copy(update={"same": 1}),)},
        {"kills": (FELL.model_copy(update={"doubled": 1}),)},
        {"others": (OTHER.model_copy(update={"exit_code": 0}),)},
        {"others": (OTHER.model_copy(update={"said": ""}),)},
        {"others": (OTHER.model_copy(update={"said": "Traceback (most recent call last):"}),)},
        {"others": (OTHER.model_copy(update={"verified": False}),)},
        {"others": (OTHER.model_copy(update={"same": False}),)},
    ],
)
def test_one_thing_that_is_lost_doubled_or_not_told_fails_all(changed):
    assert HELD.holds
    assert not HELD.model_copy(update=changed).holds


def test_the_page_tells_what_was_found_and_what_was_not():
    text = reliability.text(HELD.model_copy(update={"others": (OTHER, OTHER.model_copy(update={"same": False}))}))
    assert text.count("| deciding | before the first write | 2 | 2 | 2 | 0 |\n| all |  | 2 | 2 | 2 | 0 |\n") == 2
    assert "| deciding | a fault | a disk | before the first write | 1 | Full. | yes |\n" in text
    assert "| deciding | a fault | a disk | before the first write | 1 | Full. | NO |\n" in text
    assert "2 moments, seed 6." in text
    assert "The deaths above left 3 of them." in text


def test_the_page_of_the_project_holds():
    found = reliability.measured()
    assert found.holds
    assert sum(fell.moments for fell in found.kills) >= 50
    assert {fell.deed for fell in (*found.kills, *found.aimed)} == {"onboarding", "deciding", "reviewing"}
