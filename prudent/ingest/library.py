"""Reads each fund and each series once, however many questions need them.

Belongs here: what a quarter's questions share. Does not: how one question is put together (`gather.py`), which is the
same whether its parts were read for it alone or not. Each part remembers the files that it was read from, so that a
question knows its own inputs, and a part that is refused is refused alike for everyone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

import polars as pl

from prudent.errors import PrudentError, UsageError
from prudent.ingest.deliveries import Deliveries, NoDeliveries
from prudent.ingest.facts import facts_of
from prudent.ingest.files import Files
from prudent.ingest.fund import FUNDS, FundPackets, check_folder
from prudent.ingest.gather import Gathered, assembled
from prudent.ingest.known import Known
from prudent.ingest.packet import Packet
from prudent.ingest.reading import Reading, read_head
from prudent.model.limits import Limits
from prudent.model.run import InputFile, Request

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Part(Generic[T]):
    """A part, or why it is refused, and the files that were read for it."""

    value: T | PrudentError
    inputs: tuple[InputFile, ...]


class Library:
    """What a plan's questions of one day are answered from."""

    def __init__(
        self, root: Path, plan: str, today: date, deliveries: Deliveries | None = None, limits: Limits | None = None
    ) -> None:
        """A project.

        Args:
            root: the project's folder.
            plan: whose committee asks.
            today: nothing may have been received, or be asked for, after this day.
            deliveries: what the store has received.
            limits: how large and deep files may be.

        Raises:
            See `prudent.ingest.gather.gather`, for the plan and the policy.
        """
        self._root, self._limits, self._today = root, limits, today
        self._deliveries = deliveries or NoDeliveries()
        files = self._files()
        self.head = read_head(files, plan, today)
        self.head_inputs = files.inputs
        self._funds: dict[str, _Part[FundPackets]] = {}
        self._facts: dict[str, pl.DataFrame] = {}
        self._series: dict[tuple[str, str], _Part[Packet]] = {}

    def gather(self, request: Request) -> Gathered:
        """All that one question needs: the same as `prudent.ingest.gather.gather` gives for it alone.

        Raises:
            See `gather`.
        """
        if request.as_of > self._today:
            raise UsageError(f"The as-of date {request.as_of} lies after today, {self._today}.")
        check_folder(self._files(), FUNDS, request.fund, "fund")
        reads = _Question(self)
        return assembled(request, self.head, reads, reads.fund(request.fund))

    def is_fund(self, name: str) -> bool:
        """Whether there is a folder of that name."""
        return self._files().is_folder(f"{FUNDS}/{name}")

    def fund(self, name: str) -> _Part[FundPackets]:
        """One fund, read when it is first asked for."""
        if name not in self._funds:
            self._funds[name] = self._read(lambda reading: reading.fund(name))
        return self._funds[name]

    def facts(self, fund: FundPackets) -> pl.DataFrame:
        """The facts of one fund."""
        name = fund.fund.fund
        if name not in self._facts:
            self._facts[name] = facts_of(fund.book)
        return self._facts[name]

    def series(self, name: str, table: str) -> _Part[Packet]:
        """One series, read when it is first asked for."""
        if (name, table) not in self._series:
            self._series[name, table] = self._read(lambda reading: reading.series(name, table))
        return self._series[name, table]

    def _read(self, read: Callable[[Reading], T]) -> _Part[T]:
        files = self._files()
        reading = Reading(files, self._deliveries, Known.now(self._today), self.head.policy.sources)
        try:
            return _Part(read(reading), files.inputs)
        except PrudentError as error:
            return _Part(error, files.inputs)

    def _files(self) -> Files:
        return Files(self._root, self._limits)


class _Question:
    """What one question takes out of the library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._inputs = {file.path: file for file in library.head_inputs}

    @property
    def inputs(self) -> tuple[InputFile, ...]:
        """Every file that was read for what the question took, those of a refused fund too."""
        return tuple(self._inputs[path] for path in sorted(self._inputs))

    def is_fund(self, name: str) -> bool:
        """Whether there is a folder of that name."""
        return self._library.is_fund(name)

    def fund(self, name: str) -> FundPackets:
        """One fund with all its sources."""
        return self._taken(self._library.fund(name))

    def facts(self, fund: FundPackets) -> pl.DataFrame:
        """The facts of one fund."""
        return self._library.facts(fund)

    def series(self, name: str, table: str) -> Packet:
        """One public series."""
        return self._taken(self._library.series(name, table))

    def _taken(self, part: _Part[T]) -> T:
        self._inputs |= {file.path: file for file in part.inputs}
        if isinstance(part.value, PrudentError):
            raise part.value
        return part.value
