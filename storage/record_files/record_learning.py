"""The parts of a record about learning: what people expected of a try, and the risk register."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from storage.record_files.part import Part


class PredictionPart(Part):
    """What somebody expected of a try, said before its result (or `late`: after it). Never with a name."""

    text: str
    at: datetime
    pass_n: int = Field(1, alias="pass")
    late: bool = False


class PushPart(Part):
    """One thing that has to change (`belief`: its answer) and the ideas that push on it, by their answers."""

    belief: str
    ideas: tuple[str, ...] = ()


class DrawingPart(Part):
    """A driver diagram as somebody drew it, by the ids of its lines; the aim stands above. Never with a name."""

    at: datetime
    pass_n: int = Field(1, alias="pass")
    pushes: tuple[PushPart, ...]


class RiskPart(Part):
    """One risk in the columns of a register, drawn from the answer it names.

    `likely` and `bad` are what people said: low, middle or high. `likelihood` (low 2, middle 3, high 4), `consequence`
    (low 1, middle 3, high 4), their product `score` and its `band` are a first reading of those words on a 5 by 5
    matrix; the bands are a setting. `response` is accept, act or avoid, where it was asked.
    """

    risk: str
    for_whom: str = ""
    first_sign: str = ""
    in_place: str = ""
    likely: str = ""
    bad: str = ""
    likelihood: int | None = None
    consequence: int | None = None
    score: int | None = None
    band: str = ""
    owner: str = ""
    response: str = ""
    raised: date
    question: str
    pass_n: int = Field(1, alias="pass")
    drawn_from: str
