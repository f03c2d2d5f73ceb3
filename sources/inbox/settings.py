"""Settings of the inbox, from environment variables that begin with `PRUDENT_INBOX_`.

Belongs here: where the inbox is, how it is opened and how long a file must rest. Does not: what an address may be
(`address.py`). The options hold keys and passwords: they are never printed, and no message repeats a value.
"""

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from prudent.errors import UsageError

_PREFIX = "PRUDENT_INBOX_"
NO_OPTIONS = SecretStr("{}")
NO_INBOX = f"No inbox is set: {_PREFIX}URL says where it is."


class InboxSettings(BaseSettings):
    """Where the inbox is."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, extra="ignore", frozen=True, hide_input_in_errors=True)

    url: str = ""
    """A folder (under the project's root if it is relative), `s3://bucket/prefix` or `sftp://host/path`."""
    options: SecretStr = NO_OPTIONS
    """A JSON object: what the file system takes beside the address, such as keys, a user, a password or a host key."""
    settle_seconds: int = Field(default=300, ge=0, le=7 * 24 * 3600)
    """How long a file must not have changed. Uploads that stall go on within minutes, seldom later."""


def inbox_settings() -> InboxSettings | None:
    """The settings of this installation; None where no inbox is set.

    Raises:
        UsageError: a setting cannot be used. The sentence does not repeat its value.
    """
    try:
        settings = InboxSettings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = f"{_PREFIX}{'.'.join(str(part) for part in first['loc'])}".upper()
        raise UsageError(f"The setting {name} cannot be used: {first['msg']}.") from None
    return settings if settings.url.strip() else None
