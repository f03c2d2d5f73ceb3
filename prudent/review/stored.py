"""A review in the store: writing it once, and finding it again.

Belongs here: the folder as a whole, and whether the ledger speaks of it. Does not: what a review says (`build.py`), and
what is recorded of it (`recorded.py`).
"""

from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from prudent.decide.ledger import Chain
from prudent.errors import RecordTampered
from prudent.model.ids import Sha256
from prudent.model.ledger import FileHash, Reviewed
from prudent.model.run import Manifest, Output, Request
from prudent.model.validation import RuleResult
from prudent.review.document import Review
from prudent.review.folder import PAGES, REVIEW, Asked, ReviewFolder, SealedFolder, write_question
from prudent.review.pages import rendered
from prudent.review.pool import Question
from prudent.score.score import Score
from prudent.store.frames import sha256
from prudent.store.layout import MANIFEST
from prudent.store.objects import Objects


@dataclass(frozen=True, slots=True)
class StoredReview:
    """A review that lies in the store, whole."""

    request: Request
    review: Review
    folder: str
    record: Sha256
    """SHA-256 of its `review.json`."""
    size_bytes: int
    """Of its `review.json`."""
    files: tuple[FileHash, ...]
    """Its pages, and its manifest, which names every file beside them."""


def write_review(
    objects: Objects, asked: Asked, question: Question, score: Score, results: tuple[RuleResult, ...], review: Review
) -> StoredReview:
    """Write a review's folder; from its manifest on it exists.

    Raises:
        RecordTampered: the same review was written before, with other bytes.
    """
    folder = ReviewFolder(objects, asked.request, review.review)
    pages = tuple(folder.write(name, body) for name, body in rendered(review).items())
    manifest = Manifest(
        run=review.review,
        question=asked.question,
        request=asked.request,
        code_sha256=asked.code_sha256,
        inputs=asked.inputs,
        outputs=(*pages, *write_question(folder, question, score, results)),
    )
    folder.seal(manifest)
    return _stored(objects, folder, review, manifest)


def read_review(objects: Objects, request: Request, review: Sha256) -> StoredReview | None:
    """A review by its hash; None where it was not finished.

    Raises:
        RecordTampered: a file of it is gone, or not as it was written.
    """
    folder = ReviewFolder(objects, request, review)
    manifest = folder.manifest()
    if manifest is None:
        return None
    body = SealedFolder(objects, folder.key, manifest.model_copy(update={"outputs": _pages(manifest)})).read(REVIEW)
    try:
        return _stored(objects, folder, Review.model_validate_json(body), manifest)
    except ValidationError as error:
        raise RecordTampered(f"{folder.key}/{REVIEW} cannot be read: another version of Prudent wrote it.") from error


def recorded_review(objects: Objects, chain: Chain, request: Request, question: Sha256) -> StoredReview | None:
    """The review that the ledger speaks of and that answers this very question; None where there is none.

    Raises:
        RecordTampered: a review that the ledger names is gone, or not as it was written.
    """
    for name in reversed(_recorded(chain, request.as_of)):
        manifest = ReviewFolder(objects, request, name).manifest()
        if manifest is not None and manifest.question == question:
            return read_review(objects, request, name)
    return None


def _recorded(chain: Chain, as_of: date) -> list[Sha256]:
    bodies = (entry.body for entry in chain.entries)
    return [
        body.subject.folder.rpartition("/")[2]
        for body in bodies
        if isinstance(body, Reviewed) and body.subject.as_of == as_of
    ]


def _pages(manifest: Manifest) -> tuple[Output, ...]:
    return tuple(output for output in manifest.outputs if output.name in PAGES)


def _stored(objects: Objects, folder: ReviewFolder, review: Review, manifest: Manifest) -> StoredReview:
    hashes = {output.name: output.sha256 for output in manifest.outputs}
    size = next(output.size_bytes for output in manifest.outputs if output.name == REVIEW)
    body = objects.get(f"{folder.key}/{MANIFEST}") or b""
    files = (*((name, hashes[name]) for name in PAGES), (MANIFEST, sha256(body)))
    return StoredReview(
        request=manifest.request,
        review=review,
        folder=folder.key,
        record=hashes[REVIEW],
        size_bytes=size,
        files=tuple(FileHash(key=f"{folder.key}/{name}", sha256=digest) for name, digest in files),
    )
