"""What could not be read of a store, with the reason: it is listed in the catalog and stops nothing."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Faulty:
    """Collects what could not be read."""

    rows: list[dict[str, object]] = field(default_factory=list[dict[str, object]])

    def add(self, folder: str, reason: str, *, tampered: bool = True) -> None:
        """One thing and why. `tampered`: it is not as it was written, which no other version of Prudent explains."""
        self.rows.append({"folder": folder, "reason": reason, "tampered": tampered})
