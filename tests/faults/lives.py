"""`make faults`: kills onboarding, deciding and reviewing at random moments, tries what else goes wrong, keeps the table.

Belongs here: what is tried, two at a time, and the table of it. Does not: the deeds (`deeds`), a process and its end
(`processes`), what is found in a store afterwards (`found`), the other faults (`others`), and the page
(`docs/pages/reliability.py`). Seeded; where a moment falls differs by machine all the same. It ends with 1 where
anything was lost, doubled or not told.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import yaml

from docs.pages import reliability
from docs.pages.reliability import Fell, Reliability
from tests.faults.deeds import FUND
from tests.faults.found import (
    AFTER_ITS_END,
    BETWEEN,
    STEPS,
    Whole,
    faults_in,
    files_of,
    has_new,
    held,
    left_over,
    new_place,
)
from tests.faults.others import others
from tests.faults.processes import Tried, copied, life, project_in

AT_A_TIME = 2
KILLED = ("onboarding", "deciding", "reviewing")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one kill."""

    deed: str
    where: str
    verified: bool
    same: bool
    doubled: bool
    left_over: int


def main() -> int:
    """Try everything, write the results and the page, say what failed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--moments", type=int, default=17, help="kills of each deed")
    options.add_argument("--seed", type=int, default=6)
    options.add_argument("--only", choices=("kills", "others"))
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="prudent-faults-") as folder:
        home = Path(folder)
        wholes = undisturbed(home)
        outcomes = [] if chosen.only == "others" else list(killed(home, wholes, chosen.moments, chosen.seed))
        hit = [] if chosen.only == "others" else list(aimed(home, wholes))
        rest = () if chosen.only == "kills" else tuple(others(home, wholes))
    results = Reliability(
        seed=chosen.seed,
        left_over=sum(one.left_over for one in (*outcomes, *hit)),
        kills=summed(outcomes),
        aimed=summed(hit),
        others=rest,
    )
    if chosen.only is None:
        keep(results)
    told(reliability.text(results))
    return 0 if results.holds else 1


def undisturbed(home: Path) -> dict[str, Whole]:
    """Each deed on the store that the one before left, twice at a time: what it gives, and how long it takes."""
    project_in(home / "project", FUND)
    base, wholes = home / "nothing", {}
    base.mkdir()
    for deed in KILLED:
        stores = [copied(base, home / f"{deed} {number}") for number in range(AT_A_TIME)]
        with ThreadPoolExecutor(AT_A_TIME) as pool:
            ends = list(pool.map(lambda store, deed=deed: life(Tried(deed, home / "project", store)), stores))
        first, second = (held(store) for store in stores)
        if any(end.code for end in ends) or first != second or faults_in(stores[0]):
            raise SystemExit(f"An undisturbed {deed} does not give the same twice: {ends}, {faults_in(stores[0])}")
        wholes[deed] = Whole(deed, base, first, sum(end.seconds for end in ends) / len(ends))
        told(f"{deed}: {len(first)} files, {wholes[deed].seconds:.1f} s\n")
        base = stores[0]
    return wholes


def killed(home: Path, wholes: dict[str, Whole], moments: int, seed: int) -> Iterator[Outcome]:
    """Each deed killed at so many moments, drawn evenly over its undisturbed length."""
    dice = random.Random(seed)
    drawn = [(wholes[deed], dice.uniform(0, wholes[deed].seconds)) for deed in KILLED for _ in range(moments)]
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        for outcome in pool.map(lambda item: one_kill(home, *item), drawn):
            told(f"{outcome}\n")
            yield outcome


def aimed(home: Path, wholes: dict[str, Whole]) -> Iterator[Outcome]:
    """Each deed killed as soon as it has come to each place between its writes, which no even draw comes to."""
    marks = [(wholes[deed], mark) for deed in KILLED for mark in BETWEEN[deed] for _ in range(AT_A_TIME)]
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        for outcome in pool.map(lambda item: one_kill(home, *item), marks):
            told(f"{outcome}\n")
            yield outcome


def one_kill(home: Path, whole: Whole, moment: float | str) -> Outcome:
    """Kill one life, look, let the next one finish, and look again. The store is kept where something is wrong.

    Args:
        home: where everything lies.
        whole: the deed.
        moment: its age in seconds, or the key as of which it is killed.
    """
    store = copied(whole.base, Path(tempfile.mkdtemp(dir=home)) / "store")
    tried, base = Tried(whole.deed, home / "project", store), files_of(store)

    def killed_when(age: float) -> bool:
        return has_new(store, base, moment) if isinstance(moment, str) else age >= moment

    end = life(tried, killed_when)
    where = new_place(whole.deed, held(whole.base), held(store)) if end.was_killed else AFTER_ITS_END
    parts = left_over(store)
    before = faults_in(store)
    again = life(tried)
    now = held(store)
    after = faults_in(store)
    outcome = Outcome(
        deed=whole.deed,
        where=where,
        verified=not before and not after,
        same=again.code == 0 and now == whole.after,
        doubled=bool(set(now) - set(whole.after)),
        left_over=parts,
    )
    if outcome.verified and outcome.same:
        shutil.rmtree(store.parent)
    else:
        kept = Path(tempfile.mkdtemp(prefix="prudent-faults-found-"))
        shutil.move(store, kept)
        told(f"kept in {kept}: {end} {again} {before} {after} {sorted(set(now) ^ set(whole.after))}\n")
    return outcome


def summed(outcomes: list[Outcome]) -> tuple[Fell, ...]:
    """The outcomes by deed and place, in the order of a life."""
    counts = Counter((one.deed, one.where) for one in outcomes)
    return tuple(
        Fell(
            deed=deed,
            where=where,
            moments=counts[deed, where],
            verified=sum(one.verified for one in outcomes if (one.deed, one.where) == (deed, where)),
            same=sum(one.same for one in outcomes if (one.deed, one.where) == (deed, where)),
            doubled=sum(one.doubled for one in outcomes if (one.deed, one.where) == (deed, where)),
        )
        for deed in KILLED
        for where in STEPS[deed]
        if counts[deed, where]
    )


def keep(results: Reliability) -> None:
    """Write the results, and the page that is made of them."""
    reliability.SOURCE.write_text(
        yaml.safe_dump(results.model_dump(mode="json"), sort_keys=False, width=150, allow_unicode=True),
        encoding="utf-8",
    )
    reliability.PAGE.write_text(reliability.page(), encoding="utf-8")


def told(text: str) -> None:
    """Progress, to a person."""
    sys.stderr.write(text)
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
