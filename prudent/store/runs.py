"""Run folders: the hash that names one, the files in it, and the manifest that makes it exist.

A run's files may be written over, always with the same bytes, until its manifest is there; the manifest is created last
and once. A process that is killed leaves a folder without a manifest, which no reader sees.
"""

import json
from datetime import date

import polars as pl
from pydantic import ValidationError

from prudent.errors import RecordTampered
from prudent.model.case import LeftOut
from prudent.model.run import InputFile, Manifest, Output, Request
from prudent.store.frames import json_bytes, parquet_bytes, read_parquet_bytes, sha256
from prudent.store.layout import MANIFEST, run_folder
from prudent.store.objects import Objects
from prudent.tables.spec import Table


def run_hash(
    request: Request,
    inputs: tuple[InputFile, ...],
    code_sha256: str,
    left_out: tuple[LeftOut, ...] = (),
    known_on: date | None = None,
) -> str:
    """What names a run: the question, every file it is answered from, the code, and which peers were refused and why.

    A peer that is refused before it is read leaves no file among the inputs, and its reason stands in the memo. Inputs
    are taken by path, so the order in which they were read does not matter. No clock: today is no part of it. A day
    whose knowledge is asked for is: of the same file it may leave out entries that were declared later.
    """
    asked: dict[str, object] = {
        "code_sha256": code_sha256,
        "inputs": sorted([file.path, file.sha256] for file in inputs),
        "request": request.model_dump(mode="json"),
    }
    if left_out:
        asked["left_out"] = [[item.fund, item.reason] for item in left_out]
    if known_on is not None:
        asked["known_on"] = known_on.isoformat()
    return sha256(json.dumps(asked, ensure_ascii=True, separators=(",", ":"), sort_keys=True).encode())


class RunFolder:
    """The files of one run."""

    def __init__(self, objects: Objects, request: Request, run: str) -> None:
        self._objects = objects
        self.key = run_folder(request, run)
        self.run = run

    def write(self, name: str, body: bytes, rows: int | None = None) -> Output:
        """Write one file."""
        self._objects.put(f"{self.key}/{name}", body)
        return Output(name=name, sha256=sha256(body), size_bytes=len(body), rows=rows)

    def write_frame(self, frame: pl.DataFrame, table: Table) -> Output:
        """Write one table as `<table>.parquet`."""
        return self.write(f"{table.table}.parquet", parquet_bytes(frame, table), frame.height)

    def read(self, name: str) -> bytes:
        """The bytes of one file.

        Raises:
            RecordTampered: the file is not there.
        """
        body = self._objects.get(f"{self.key}/{name}")
        if body is None:
            raise RecordTampered(f"{self.key}/{name} is missing from the store. Start the fund again to write it anew.")
        return body

    def read_frame(self, table: Table) -> pl.DataFrame:
        """One table, held against its specification."""
        return read_parquet_bytes(self.read(f"{table.table}.parquet"), table)

    def manifest(self) -> Manifest | None:
        """The manifest; None for a run that does not exist.

        Raises:
            RecordTampered: the manifest cannot be read, or is another run's.
        """
        body = self._objects.get(f"{self.key}/{MANIFEST}")
        if body is None:
            return None
        try:
            manifest = Manifest.model_validate_json(body)
        except ValidationError as error:
            raise RecordTampered(f"{self.key}/{MANIFEST} cannot be read: it is not as it was written.") from error
        if manifest.run != self.run:
            raise RecordTampered(f"{self.key}/{MANIFEST} speaks of run {manifest.run}, which is not its folder.")
        return manifest

    def seal(self, manifest: Manifest) -> Manifest:
        """Create the manifest: from here on the run exists.

        Raises:
            RecordTampered: the run existed already, with other outputs. The same question must give the same bytes.
        """
        if not self._objects.create(f"{self.key}/{MANIFEST}", json_bytes(manifest)):
            standing = self.manifest()
            if standing != manifest:
                raise RecordTampered(
                    f"{self.key} was made before, with other bytes. Move that folder away and start again."
                )
        return manifest
