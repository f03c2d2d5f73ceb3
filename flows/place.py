"""Where this project and its store lie, and what it holds to choose from. Reads names of folders, nothing else."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

from pydantic import Field

from prudent.model.period import months_before
from tasks.work import Place

STORE = "PRUDENT_STORE"
"""Environment variable that names another store than `store/` under the project's root: a folder, or a URL."""


def project_root(start: Path | None = None) -> Path:
    """The nearest folder upwards that holds `funds/` and `policy/`; else the one in which this code lies."""
    here = (start or Path.cwd()).resolve()
    homes = (folder for folder in (here, *here.parents) if (folder / "funds").is_dir() and (folder / "policy").is_dir())
    return next(homes, Path(__file__).resolve().parents[1])


def here() -> Place:
    """The project around the current folder, and the store that belongs to it.

    Raises:
        UsageError: the store that the environment names has no address that can be used.
    """
    root = project_root()
    return Place(root=root, store=os.environ.get(STORE) or str(root / "store"))


def fund_names(root: Path) -> tuple[str, ...]:
    """The candidates: every folder of `funds/` with a `fund.yml`."""
    return tuple(sorted(path.parent.name for path in (root / "funds").glob("*/fund.yml")))


def now() -> datetime:
    """The time, the same everywhere on earth."""
    return datetime.now(UTC)


def today() -> date:
    """The day, the same everywhere on earth."""
    return now().date()


def last_quarter_end(day: date) -> date:
    """The last quarter end before the day: on 30 September it is still 30 June."""
    return months_before(day, day.month % 3 or 3)


_FUNDS = fund_names(project_root()) or ("none",)

FundChoice = Annotated[str, Field(json_schema_extra={"enum": list(_FUNDS)})]
"""A fund, offered by the form as a list of what `funds/` holds."""

DEFAULT_FUND = _FUNDS[0]
DEFAULT_AS_OF = last_quarter_end(today())
