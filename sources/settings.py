"""Settings of this installation: environment variables that begin with `PRUDENT_`. Secrets stand here and nowhere else.

Belongs here: what differs between installations. Does not: what a committee decides (`policy/`).
"""

from functools import cache

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from prudent.errors import UsageError
from prudent.model.limits import Limits


class LimitSettings(BaseSettings):
    """`PRUDENT_LIMITS` as JSON, such as `{"workbook_bytes": 67108864}`: bounds that differ from the shipped ones."""

    model_config = SettingsConfigDict(env_prefix="PRUDENT_", extra="ignore", frozen=True)

    limits: Limits = Field(default_factory=Limits)


@cache
def limits() -> Limits:
    """How large and deep received files may be.

    Raises:
        UsageError: the setting names no bound or gives no whole number over zero.
    """
    try:
        return LimitSettings().limits
    except SettingsError as error:
        raise UsageError(
            'The setting PRUDENT_LIMITS cannot be used: write it as JSON, such as {"rows": 500000}.'
        ) from error
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        name = ".".join(str(part) for part in detail["loc"])
        raise UsageError(f"The setting PRUDENT_{name.upper()} cannot be used: {detail['msg']}.") from error
