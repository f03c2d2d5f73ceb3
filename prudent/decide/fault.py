"""What a check says: a fault that it found, or what is no fault and should be known. One plain line each."""

from dataclasses import dataclass

from prudent.errors import RecordTampered


@dataclass(frozen=True, slots=True)
class Fault:
    """A place of the store that is not as it was written."""

    where: str
    """Its key."""
    what: str
    """The rest of the sentence that begins with the key."""

    def __str__(self) -> str:
        return f"{self.where} {self.what}"


@dataclass(frozen=True, slots=True)
class Note:
    """A place of the store that shows no change, and that whoever checks should know of."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where} {self.what}"


def refuse(faults: tuple[Fault, ...]) -> None:
    """Raise the first fault, if there is one.

    Raises:
        RecordTampered: there is one.
    """
    if faults:
        raise RecordTampered(f"{faults[0]} What else is wrong, prudent verify says.")
