"""Settings of the EDGAR client, from environment variables that begin with `PRUDENT_EDGAR_`.

Belongs here: who asks, where, how fast and how patiently. Does not: which filings are wanted (`forms.py`).
"""

import ipaddress
import re
from functools import cache
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from prudent.errors import UsageError

MOST_PER_SECOND = 10
"""The SEC's limit on automated access, from "Accessing EDGAR Data": ten requests a second from one user."""

_DECLARED = re.compile(r"[\x20-\x7e]*[A-Za-z][\x20-\x7e]* [^\s@]+@[^\s@]+\.[A-Za-z]{2,}[\x20-\x7e]*")
_PREFIX = "PRUDENT_EDGAR_"


def is_loopback(host: str) -> bool:
    """True for a name or number of this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _base(url: str) -> str:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host or parts.username or parts.query or parts.fragment:
        raise ValueError("it must be an address such as https://data.sec.gov, without a user, a query or a fragment")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise ValueError("it must begin with https://; http:// is for this machine only")
    return url.rstrip("/")


def _declared(agent: str) -> str:
    if _DECLARED.fullmatch(agent) is None or len(agent) > 200:  # noqa: PLR2004 -- longer is no name and address
        raise ValueError("it must be a name and a mail address, such as 'Example Pension Committee staff@example.org'")
    return agent


BaseAddress = Annotated[str, AfterValidator(_base)]
UserAgent = Annotated[str, AfterValidator(_declared)]


class EdgarSettings(BaseSettings):
    """How EDGAR is asked."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, extra="ignore", frozen=True)

    user_agent: UserAgent
    """Company name and mail address: the SEC asks every program to declare who runs it, and refuses what does not."""
    data_url: BaseAddress = "https://data.sec.gov"
    """Where submissions and company facts are."""
    archive_url: BaseAddress = "https://www.sec.gov"
    """Where filings are, under `/Archives`."""
    requests_per_second: float = Field(MOST_PER_SECOND, gt=0, le=MOST_PER_SECOND)
    """May be lowered, never raised. Several programs of one user share the SEC's limit."""
    timeout_seconds: float = Field(30, gt=0, le=600)
    """Longest silence of the server."""
    attempts: int = Field(5, ge=1, le=10)
    """How often one address is asked before it is given up."""
    longest_wait_seconds: float = Field(120, gt=0, le=3600)
    """Longest wait before another attempt, whatever the server asks for."""


@cache
def edgar_settings() -> EdgarSettings:
    """The settings of this installation.

    Raises:
        UsageError: the user agent is not declared, or a setting cannot be used.
    """
    try:
        return EdgarSettings()  # pyright: ignore[reportCallIssue] -- the environment gives what is required
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = f"{_PREFIX}{'.'.join(str(part) for part in first['loc'])}".upper()
        if first["type"] == "missing":
            raise UsageError(
                f"Set {name} to your company's name and a mail address, such as 'Example Pension Committee "
                "staff@example.org': the SEC refuses programs that do not say who runs them."
            ) from error
        reason = str(first["msg"]).removeprefix("Value error, ")
        raise UsageError(f"The setting {name} cannot be used: {reason}.") from error
