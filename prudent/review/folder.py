"""A review's folder: what one quarter's review of a fund keeps, written once and named after what it was made from.

Belongs here: names of its files, its hashes, and reading it again. Does not: what stands in its pages. It keeps the
case, the core tables and the score of its day beside the pages, so that the next quarter can hold each of them fixed.
"""

import json
from dataclasses import dataclass
from typing import Final

from prudent.errors import RecordTampered
from prudent.model.ids import Sha256
from prudent.model.run import InputFile, Manifest, Output, Request
from prudent.model.validation import RuleResult
from prudent.review.pool import Question
from prudent.score.kept import CASE, RESULTS, results_frame, write_core, write_score
from prudent.score.score import Score
from prudent.store.frames import json_bytes, sha256
from prudent.store.layout import review_folder
from prudent.store.objects import Objects
from prudent.store.runs import RunFolder

REVIEW: Final = "review.json"
PORTFOLIO: Final = "portfolio.json"
PAGES: Final = (REVIEW, "review.html", "review.pdf")
"""What a ledger's entry names of a review."""
ALL_FUNDS: Final = "portfolio"
"""In place of a fund in the key of a quarter's page on all funds. No fund's folder may be called so."""


class ReviewFolder(RunFolder):
    """The files of one review. It exists from its manifest on, as a run does."""

    def __init__(self, objects: Objects, request: Request, review: str) -> None:
        super().__init__(objects, request, review)
        self.key = review_folder(request, review)


class SealedFolder(RunFolder):
    """A finished run or review, every file of which was held against its manifest."""

    def __init__(self, objects: Objects, key: str, manifest: Manifest) -> None:
        """The folder, with all of its files.

        Raises:
            RecordTampered: a file is not there, or not the one that the manifest names.
        """
        super().__init__(objects, manifest.request, manifest.run)
        self.key = key
        self._bodies = {output.name: self._checked(output) for output in manifest.outputs}

    def read(self, name: str) -> bytes:
        """The bytes of one file.

        Raises:
            RecordTampered: the manifest names no such file.
        """
        if name not in self._bodies:
            raise RecordTampered(f"{self.key}/{name} is not among the files of its manifest.")
        return self._bodies[name]

    def _checked(self, output: Output) -> bytes:
        body = super().read(output.name)
        if sha256(body) != output.sha256:
            raise RecordTampered(f"{self.key}/{output.name} is not what its manifest says.")
        return body


@dataclass(frozen=True, slots=True)
class Asked:
    """What a review is made from, apart from where the fund stands."""

    request: Request
    inputs: tuple[InputFile, ...]
    """Everything that was read, the policy of reviews included."""
    code_sha256: Sha256
    left_out: tuple[tuple[str, str], ...]
    """Peers that could not be read, and why."""
    compared: Sha256 | None
    """Record of what it is compared with."""

    @property
    def question(self) -> Sha256:
        """The same question asked again is known by this, whatever was recorded in between. Other code asks no other
        question: a quarter that is recorded is reviewed again when its data or the policy changed, and not because
        Prudent did.
        """
        return sha256(_spelled(self._parts))

    def review(self, head: Sha256 | None) -> Sha256:
        """What names the review: the question, the code, and all that was recorded of the fund when it was answered.

        Args:
            head: SHA-256 of the last entry of the fund's ledger.
        """
        return sha256(_spelled({**self._parts, "code_sha256": self.code_sha256, "head": head}))

    @property
    def _parts(self) -> dict[str, object]:
        return {
            "compared": self.compared,
            "inputs": sorted([file.path, file.sha256] for file in self.inputs),
            "left_out": [list(item) for item in self.left_out],
            "request": self.request.model_dump(mode="json"),
        }


def write_question(
    folder: RunFolder, question: Question, score: Score, results: tuple[RuleResult, ...]
) -> tuple[Output, ...]:
    """Keep the case, the core tables, the validation report and the score."""
    case = folder.write(CASE, json_bytes(question.case))
    report = folder.write_frame(results_frame(results), RESULTS)
    return (case, *write_core(folder, question.core), report, *write_score(folder, score))


def _spelled(parts: dict[str, object]) -> bytes:
    return json.dumps(parts, ensure_ascii=True, separators=(",", ":"), sort_keys=True).encode()
