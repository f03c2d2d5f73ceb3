"""What travels between the tasks: where the work lies, what it is about, and what each stage wrote. No frames."""

from datetime import date
from pathlib import Path

from pydantic import field_validator

from prudent.model.ids import Sha256
from prudent.model.run import InputFile, Manifest, Output, Request
from prudent.model.value import Value
from prudent.store.address import address_of
from prudent.store.objects import StoredObjects, in_bucket, in_folder
from prudent.store.runs import RunFolder


class Place(Value):
    """Where the project lies (`funds/`, `plans/`, `policy/` …) and where the store does."""

    root: Path
    store: str
    """A folder's path, or the address of a bucket such as `s3://bucket/prefix`. It holds no secret: keys are in the
    environment of the process that opens it."""

    @field_validator("store", mode="before")
    @classmethod
    def _let_in(cls, store: object) -> str:
        return address_of(str(store)).said

    @property
    def folder(self) -> Path | None:
        """The store's folder; None for a bucket."""
        return address_of(self.store).folder

    def objects(self) -> StoredObjects:
        """The store. A folder is made if it is missing.

        Raises:
            StoreUnusable: it cannot be opened.
        """
        return in_bucket(self.store) if self.folder is None else in_folder(self.folder)

    def is_there(self) -> bool:
        """False for a folder that was not made yet, so that a question that keeps nothing makes none."""
        return self.folder is None or self.folder.is_dir()

    def at(self, key: str) -> str:
        """How a person finds what lies under a key."""
        return f"{self.store}/{key}"


class Work(Value):
    """One run: the question, what it is answered from, and the hash that this makes."""

    place: Place
    request: Request
    run: Sha256
    question: Sha256
    code_sha256: Sha256
    inputs: tuple[InputFile, ...]
    before: InputFile | None
    """The memo before this one, in the store; None for a first memo."""
    known_on: date | None = None
    """The earlier day whose knowledge is asked for; None for all that is known."""

    def folder(self) -> RunFolder:
        """The run's folder."""
        return RunFolder(self.place.objects(), self.request, self.run)

    def manifest(self, outputs: tuple[Output, ...]) -> Manifest:
        """The manifest of the run, once every stage has written its files."""
        return Manifest(
            run=self.run,
            question=self.question,
            request=self.request,
            code_sha256=self.code_sha256,
            inputs=self.inputs,
            outputs=outputs,
            known_on=self.known_on,
        )
