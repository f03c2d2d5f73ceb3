"""The base of every value that travels between stages."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Frozen, closed to unknown fields, and compared by what it holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, use_enum_values=False)
