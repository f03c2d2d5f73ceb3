"""What travels between the tasks: where the work lies, what it is about, and what each stage wrote. No frames."""

from pathlib import Path

from prudent.model.ids import Sha256
from prudent.model.run import InputFile, Manifest, Output, Request
from prudent.model.value import Value
from prudent.store.objects import Objects, in_folder
from prudent.store.runs import RunFolder


class Place(Value):
    """Where the project lies (`funds/`, `plans/`, `policy/` …) and where the store does."""

    root: Path
    store: Path

    def objects(self) -> Objects:
        """The store."""
        return in_folder(self.store)


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
        )
