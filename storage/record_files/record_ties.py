"""The parts of a record that say how we know, what hangs together, and who outside the team has heard back."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from storage.record_files.part import Part


class GradePart(Part):
    """How somebody knows what an answer says (`counted`, `seen`, `heard`, `guess`); the last one holds.

    A form may have it among its fields instead (`known`, `sure`).
    """

    answer: str
    known: str
    by: str | None = None
    at: datetime
    pass_n: int = Field(1, alias="pass")


class TiePart(Part):
    """Two things that hang together: an idea (`start`) and the need it helps (`to`), a risk and what it threatens,
    what was seen and the test, a test and its idea, a decision and its idea, a step and what it is for.

    `start` is an answer; `to` an answer, or `gap:` and a question that nobody knows yet, or `who:` and a kind of
    people. `rule`: the order of the work settled it, nobody said so.
    """

    start: str
    to: str
    by: str | None = None
    at: datetime
    pass_n: int = Field(1, alias="pass")
    rule: bool = False


class ToldBackPart(Part):
    """Somebody outside the team (`voice`, as in the answers) has heard what came of their words."""

    voice: str
    by: str | None = None
    at: datetime
    pass_n: int = Field(1, alias="pass")
