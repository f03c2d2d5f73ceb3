"""Onboarding, deciding and reviewing die at every write: all verifies, nothing is doubled, the next life completes.

The flows as they are, their stages at once, over a store in memory. What a reader sees meanwhile of an older issue, and
a question that changes between death and the next life, are in `test_killed_runs`.
"""

from datetime import timedelta

import pytest

from prudent.decide.ledger import read_chain
from prudent.decide.verify import verify
from tests.faults import deeds
from tests.faults.dying import Disk, Killed, once
from tests.faults.found import END, NOTHING, STEPS, new_place
from tests.faults.processes import FIRST, project_in

#: What is computed, and read of a project that no death changes: the first answer counts.
COMPUTED = (
    "tasks.review_reading.Library",
    "tasks.review_reading.read_rules",
    "tasks.review_batch.read_rules",
    "prudent.ingest.gather.gather",
    "prudent.ingest.library.assembled",
    "tasks.review_batch.pooled",
    "tasks.review_batch.validate_group",
    "tasks.review_batch.measured_together",
    "tasks.review_batch.judged",
    "tasks.review_batch.walk",
    "tasks.review_batch.build_review",
    "prudent.review.stored.rendered",
    "prudent.review.portfolio_folder.rendered_portfolio",
)
KINDS = {
    "onboarding": ["issued"],
    "deciding": ["decided", "issued", "issued"],
    "reviewing": ["decided", "issued", "issued", "reviewed"],
}


@pytest.fixture
def world(disk: Disk, answers, tmp_path, monkeypatch) -> Disk:
    """A project of one fund, files of a few bytes but for the memo's record, and an empty store."""
    monkeypatch.chdir(project_in(tmp_path / "project", deeds.FUND))
    monkeypatch.setenv("PRUDENT_STORE", str(tmp_path / "store"))
    files = {name: body if name == "memo.json" else name.encode() for name, body in answers.files.items()}
    monkeypatch.setattr("prudent.memo.formats.rendered", lambda *_: files)
    sealed = files | {
        "memo.json": b'{"known_at": "2026-03-09", "page_one": {"recommendation": {"verdict": "approve"}}}'
    }
    monkeypatch.setattr("prudent.decide.sealing.rendered", lambda *_: sealed)
    monkeypatch.setattr("prudent.decide.sealing.read_memo", once(lambda _: answers.memo))
    for place in COMPUTED:
        module, name = place.rsplit(".", 1)
        monkeypatch.setattr(place, once(getattr(__import__(module, fromlist=[name]), name)))
    deeds.without_prefect(monkeypatch.setattr)
    return disk


def do(deed: str, monkeypatch) -> object:
    """A deed at its hour."""
    deeds.standing_still(FIRST + timedelta(hours=list(STEPS).index(deed)), monkeypatch.setattr)
    return deeds.done(deed)


@pytest.mark.parametrize("deed", KINDS)
def test_killed_at_every_write(deed: str, world: Disk, monkeypatch):
    for earlier in list(KINDS)[: list(KINDS).index(deed)]:
        do(earlier, monkeypatch)
    before = world.holds()
    written = world.dying_at(0)
    do(deed, monkeypatch)
    whole = world.holds()
    assert len(set(written)) == len(written)
    assert set(written) == set(whole) - set(before)
    assert kinds(world) == KINDS[deed]

    places = [NOTHING]
    for write in range(1, len(written) + 1):
        world.filled_with(before).dying_at(write)
        with pytest.raises(Killed):
            do(deed, monkeypatch)
        places.append(new_place(deed, before, world.holds()))
        assert verify(world.objects).faults == ()
        world.dying_at(0)
        do(deed, monkeypatch)
        assert world.holds() == whole
        assert verify(world.objects).faults == ()
    assert list(dict.fromkeys(places)) == list(STEPS[deed][: STEPS[deed].index(END) + 1])
    nothing = world.dying_at(0)
    do(deed, monkeypatch)
    assert nothing == []


def kinds(world: Disk) -> list[str]:
    """What the ledger holds."""
    return sorted(entry.body.kind for entry in read_chain(world.objects, deeds.PLAN, deeds.FUND).entries)
