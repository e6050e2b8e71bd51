"""The parts of a record that tell which partners share the work and where they stood."""

from __future__ import annotations

from pydantic import Field

from storage.record_files.part import Part


class StancePart(Part):
    """How many people of one partner stand so on a question; nobody by name."""

    question: str
    pass_n: int = Field(1, alias="pass")
    stance: str
    count: int = 1


class PartnerPart(Part):
    """An organisation or sector that shares the work, and where its people stood."""

    name: str
    stances: tuple[StancePart, ...] = ()
