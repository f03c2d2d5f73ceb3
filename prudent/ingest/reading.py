"""Where one question's parts come from: the plan and the policy, its funds, and the series they are held against.

Belongs here: reading the parts. Does not: how a question is put together out of them (`gather.py`), nor parts that
several questions share (`library.py`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

import polars as pl

from prudent.ingest.benchmark import read_benchmark
from prudent.ingest.deliveries import Deliveries
from prudent.ingest.facts import facts_of
from prudent.ingest.files import Files
from prudent.ingest.fund import FUNDS, FundPackets, read_fund
from prudent.ingest.known import Known
from prudent.ingest.memo_template import read_template
from prudent.ingest.packet import Packet
from prudent.ingest.plan import read_plan
from prudent.ingest.policy import read_policy
from prudent.model.plan import Plan
from prudent.model.policy import Policy
from prudent.model.run import InputFile
from prudent.model.sources import Sources


@dataclass(frozen=True, slots=True)
class Reading:
    """What every step of one gathering reads from: the project, the deliveries, and the day that is known."""

    files: Files
    deliveries: Deliveries
    known: Known
    order: Sources

    @property
    def inputs(self) -> tuple[InputFile, ...]:
        """Every file of the project that was read so far."""
        return self.files.inputs

    def is_fund(self, name: str) -> bool:
        """Whether there is a folder of that name."""
        return self.files.is_folder(f"{FUNDS}/{name}")

    def fund(self, name: str) -> FundPackets:
        """One fund with all its sources."""
        return read_fund(self.files, name, self.known, self.order, self.deliveries.of(name))

    def facts(self, fund: FundPackets) -> pl.DataFrame:
        """The facts of one fund."""
        return facts_of(fund.book)

    def series(self, name: str, table: str) -> Packet:
        """One public series."""
        return read_benchmark(self.files, name, table, self.known)


class Reads(Protocol):
    """Where one question's funds and series come from: read now (`Reading`), or read for an earlier question too
    (`library.py`).
    """

    @property
    def inputs(self) -> tuple[InputFile, ...]:
        """Every file of the project that the question has read so far, those of a refused fund too."""
        ...

    def is_fund(self, name: str) -> bool:
        """Whether there is a folder of that name."""
        ...

    def fund(self, name: str) -> FundPackets:
        """One fund with all its sources."""
        ...

    def facts(self, fund: FundPackets) -> pl.DataFrame:
        """The facts of one fund."""
        ...

    def series(self, name: str, table: str) -> Packet:
        """One public series."""
        ...


@dataclass(frozen=True, slots=True)
class Head:
    """What is read before any fund: whose committee asks, and by which policy."""

    plan: Plan
    template: bytes | None
    policy: Policy


def read_head(files: Files, plan: str, today: date) -> Head:
    """The plan, its template and the policy.

    Raises:
        See `prudent.ingest.gather.gather`.
    """
    return Head(read_plan(files, plan, today), read_template(files, plan), read_policy(files))
