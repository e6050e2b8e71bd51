"""The parts of a record that say how a project stopped: the next step at a stop, what a good end leaves behind."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from storage.record_files.part import Part


class StepPart(Part):
    """The next step named when somebody stopped."""

    by: str | None = None
    what: str
    who: str
    at: datetime
    pass_n: int = Field(1, alias="pass")


class EndingPart(Part):
    """What a project that ended well leaves behind; the last one stands."""

    by: str | None = None
    learned: str = ""
    tell: str = ""
    leave: str = ""
    at: datetime
    pass_n: int = Field(1, alias="pass")
