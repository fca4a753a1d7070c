"""What all records share."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """What all records share: they are made once, from attributes of the same names."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)
