"""What a fetch of one fund brought, and what must be told of it.

Belongs here: the values. Does not: fetching (`fetch.py`).
"""

from dataclasses import dataclass, field
from datetime import date

from prudent.errors import PrudentError
from prudent.model.delivery import Delivery, Format
from prudent.model.ids import FundId, Sha256
from prudent.model.value import Value
from sources.edgar.answer import EdgarRefuses


class NewFiling(Value):
    """A filing that was not there before."""

    form: str
    accession: str | None
    filed_on: date | None
    period: str | None
    title: str
    format: Format
    file: str
    sha256: Sha256

    @classmethod
    def of(cls, delivery: Delivery) -> "NewFiling":
        """The filing that a delivery holds."""
        document = delivery.declared.document
        return cls(
            form=document.form or "",
            accession=document.accession,
            filed_on=document.filed_on,
            period=document.period,
            title=document.title,
            format=delivery.declared.format,
            file=delivery.file,
            sha256=delivery.sha256,
        )

    def line(self) -> str:
        """The filing in a line: form, period, day of filing, accession number, how it is read."""
        period = self.period or ""
        filed = f"filed {self.filed_on}" if self.filed_on else ""
        read = "kept" if self.format is Format.DOCUMENT else f"read as {self.format.value}"
        return f"{self.form:<13}  {period:<10}  {filed:<16}  {self.accession or self.file:<20}  {read}"


class Fault(Value):
    """What went wrong: with one filing, or with the fetch as a whole."""

    code: str
    exit_code: int
    sentence: str


class Fetched(Value):
    """What a fetch of one fund brought. What came is kept, also where something went wrong."""

    fund: FundId
    new: tuple[NewFiling, ...] = ()
    told: tuple[str, ...] = ()
    """What is no fault and must be known."""
    faults: tuple[Fault, ...] = ()
    blocked: bool = False
    """EDGAR refuses to serve this user, so that asking for other funds would make it worse."""

    @property
    def exit_code(self) -> int:
        """The exit code of the first fault; 0 for none."""
        return next((fault.exit_code for fault in self.faults), 0)


@dataclass(slots=True)
class Tally:
    """A fetch while it goes on."""

    fund: str
    new: list[NewFiling] = field(default_factory=list[NewFiling])
    told: list[str] = field(default_factory=list[str])
    faults: list[Fault] = field(default_factory=list[Fault])
    others: int = 0
    """Filings of other series or classes."""
    blocked: bool = False

    def fault(self, error: PrudentError, where: str = "") -> None:
        """Note an error, with the filing that it is about."""
        sentence = f"{where}: {error.sentence}" if where else error.sentence
        self.faults.append(Fault(code=error.code, exit_code=error.exit_code, sentence=sentence))
        self.blocked = self.blocked or isinstance(error, EdgarRefuses)

    def result(self) -> Fetched:
        """What it brought."""
        if self.others:
            series = "filing is" if self.others == 1 else "filings are"
            self.told.append(f"{self.others} {series} of other series or classes of this filer and not this fund's.")
        return Fetched(
            fund=self.fund,
            new=tuple(self.new),
            told=tuple(self.told),
            faults=tuple(self.faults),
            blocked=self.blocked,
        )
