"""What was tried to break the store and what came of it, from `docs/reliability.yml`, which `make faults` writes."""

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from docs.pages.markdown import GENERATED, join, table

SOURCE = Path(__file__).parent.parent / "reliability.yml"
PAGE = SOURCE.with_suffix(".md")

_HEAD = """# Reliability

What was done to Prudent to make it lose something, and what came of it. `make faults` does all of it again in real processes, with the real stages of one shipped fund, and writes
this page; `make test` kills onboarding, deciding and reviewing at every single write, in one process. Which moment falls where differs from machine to machine.

## Killed at a random moment

Onboarding, deciding and reviewing were each killed with `kill -9` at moments drawn evenly over the length of an undisturbed life, two lives at a time (its length in seconds of the
processor, from when its libraries were loaded, so that a busy machine moves no moment). After each death the whole store was verified as `prudent verify` does. Then the same was
started again and left alone. *Completed to the same bytes* means that the store then held the same keys and the same bytes as after an undisturbed life, ledger included (the clock
stood still, so that the time of an entry is the same too); *doubled* counts moments after which an issue, an entry or a review was there twice, or anything else was there that an
undisturbed life does not leave.
"""

_AIMED = """## Killed between its writes

Most places between two writes last a few milliseconds, and no even draw comes to them. So each deed was also killed as soon as the file that opens such a place was seen, twice each;
by then it may have come further.
"""

_OTHERS = """## What else went wrong

The sentence is all that was shown, but for paths and hashes; none came with a traceback. *How far* is what the store held when the life ended. After each the store was verified, the
fault was taken away, and the next run completed to the bytes of an undisturbed life.
"""

_HOW = """## Why it holds

* **A run exists from its manifest on.** `manifest.json` is created last and once. Before it no reader looks into the folder; a process that dies leaves files without a manifest, which
  is nothing. The run's name is made of the question, the inputs and the code, so the next run writes the same bytes into the same folder.
* **A key is created once.** Manifests, claims, issues, entries of the ledger and anchors are created and never written over: of two writers one wins, and the other reads again. Only
  files of a run without a manifest, and of an issue without its `issue.json`, are put again, always with the same bytes.
* **Whoever comes next finishes.** A claim without an issue is finished from the run that it names, before anything else. An issue that the ledger does not know, and a decision whose memo
  is not sealed, are seen at the next start of onboarding or deciding. A review that lies in the store and is not recorded is recorded, not made again.
* **Recording twice records once.** What is to be recorded is asked of the chain as it stands, again after each lost race; what the chain knows gives no entry.
* **A file is whole or not there.** Bytes go into a file beside, which is then moved into place. A death in between leaves a part under a name with a `#`, which no listing shows.
  The deaths above left {left_over} of them. They may be deleted at any time.
* **Prefect keeps nothing that counts.** Its server knows what ran; the record is the store. A server that is gone costs the run, and the next run goes on where this one ended.

Not tried here: a power cut, after which it is the file system's and the disk's word that what was written is there. Use a store in a bucket, or a file system with a journal, and keep
the hash of the last anchor elsewhere: `prudent verify` finds what is missing.
"""


class Fell(BaseModel):
    """Kills of one deed that fell into the same place of its life."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    deed: str
    where: str
    moments: int
    verified: int
    """After how many of them the store verified, before and after the next run."""
    same: int
    """After how many the next run completed to the same bytes."""
    doubled: int


class Other(BaseModel):
    """One fault that is no death."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    deed: str
    fault: str
    means: str
    where: str
    exit_code: int
    said: str
    verified: bool
    same: bool


class Reliability(BaseModel):
    """All of `docs/reliability.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seed: int
    left_over: int
    """Half-written files that deaths left beside the store's own."""
    kills: tuple[Fell, ...]
    aimed: tuple[Fell, ...]
    others: tuple[Other, ...]

    @property
    def holds(self) -> bool:
        """True if nothing was lost, doubled or left untold."""
        deaths = all(one.moments == one.verified == one.same and not one.doubled for one in (*self.kills, *self.aimed))
        told = all(one.exit_code and one.said and "Traceback" not in one.said for one in self.others)
        return deaths and told and all(one.verified and one.same for one in self.others)


def measured() -> Reliability:
    """The file as it stands."""
    return Reliability.model_validate(yaml.safe_load(SOURCE.read_text(encoding="utf-8")))


def page() -> str:
    """`docs/reliability.md`."""
    return text(measured())


def text(found: Reliability) -> str:
    """The page of some results."""
    deaths = sum(one.moments for one in found.kills)
    lines = [GENERATED.replace("make fix", "make faults"), _HEAD, *_deaths(found.kills)]
    lines += ["", f"{deaths} moments, seed {found.seed}.", "", _AIMED, *_deaths(found.aimed), "", _OTHERS]
    heads = ("deed", "fault", "by what means", "how far", "exit code", "sentence", "verified, next run the same")
    return join(
        [*lines, *table(heads, (_row(one) for one in found.others)), "", _HOW.format(left_over=found.left_over)]
    )


def _deaths(kills: tuple[Fell, ...]) -> list[str]:
    heads = ("deed", "where the moment fell", "moments", "store verified", "completed to the same bytes", "doubled")
    counts = ("moments", "verified", "same", "doubled")
    rows = [(one.deed, one.where, *(str(getattr(one, name)) for name in counts)) for one in kills]
    sums = (str(sum(getattr(one, name) for one in kills)) for name in counts)
    return table(heads, (*rows, ("all", "", *sums)))


def _row(one: Other) -> tuple[str, ...]:
    came = "yes" if one.verified and one.same else "NO"
    return one.deed, one.fault, one.means, one.where, str(one.exit_code), one.said, came
