"""The record of a project as one document: what `coach export --format json` writes and what can be read in again.

`Record.model_json_schema()` is its JSON Schema; what is empty is left out. Wherever `by` is missing, names were hidden
when the question was asked; such entries carry the day only, and no ids that tell an order.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from storage.record_files.part import Part
from storage.record_files.record_check_ins import CheckInPart, RhythmPart
from storage.record_files.record_endings import EndingPart, StepPart
from storage.record_files.record_learning import DrawingPart, PredictionPart, RiskPart
from storage.record_files.record_partners import PartnerPart
from storage.record_files.record_ties import GradePart, TiePart, ToldBackPart


class ProjectPart(Part):
    """The project itself. `dialogue` and `version` name the questions it followed."""

    id: str
    name: str
    problem: str = ""
    status: str
    depth: str
    way: str
    scale: str
    experience: str
    lead: str
    second: str | None = None
    created_at: datetime
    created_by: str
    sample: bool = False
    dialogue: str
    version: int


class PersonPart(Part):
    """Somebody who is or was in the team. Entries name people by `name` where it is known and only one has it.

    `use_name`: their name may stand in what is passed on, else their role stands there. `partner`: the organisation
    or sector they are with, where the team said so.
    """

    id: str
    name: str = ""
    role: str = ""
    status: str
    use_name: bool = False
    partner: str = ""


class PassPart(Part):
    """One round; `snapshot` is the record as it stood when the round closed."""

    n: int
    closed_at: datetime | None = None
    snapshot: Mapping[str, Any] | None = None


class AnswerPart(Part):
    """One answer, exactly as typed: `text`, `fields` of a form, `items` of a list or of picks, or a `number`.

    `partner`: beside whose name it stands, as its writer was told. `supersedes` names the answer it replaces.
    `taken_back`: its words are not shown to anybody any more.
    """

    id: str
    question: str
    by: str | None = None
    at: datetime
    text: str | None = None
    fields: Mapping[str, Any] | None = None
    items: tuple[str, ...] | None = None
    number: float | None = None
    version: int
    pass_n: int = Field(1, alias="pass")
    seen_by: str = "names"
    partner: str | None = None
    supersedes: str | None = None
    voice: str | None = None
    late: bool = False
    beside: bool = False
    stray: bool = False
    taken_back: datetime | None = None


class GapPart(Part):
    """A question that somebody did not know the answer to; `closed` when it was answered since.

    `question` is empty where the team put it in words of its own (`what`), as the one thing that `phase` ended with;
    `found` is what came of those. `owner` finds it out by `due` (an ISO day).
    """

    question: str = ""
    by: str | None = None
    at: datetime
    pass_n: int = Field(1, alias="pass")
    phase: str = ""
    what: str = ""
    owner: str = ""
    due: str = ""
    closed: bool = False
    found: str = ""


class RemarkPart(Part):
    """One gentle observation on an answer, quoting the words that set it off; `reason` goes with setting it aside."""

    check: str
    level: str
    quoted: str
    ask: str
    question: str
    answer: str = ""
    by: str | None = None
    at: datetime
    pass_n: int = Field(1, alias="pass")
    shown: bool = True
    dismissed: bool = False
    reason: str = ""


class PositionPart(Part):
    """Where somebody stands; `by` only if they wanted their name there. `count` for raised hands."""

    question: str
    by: str | None = None
    at: datetime
    pass_n: int = Field(1, alias="pass")
    stance: str
    reason: str = ""
    count: int = 1


class DecisionPart(Part):
    """What was taken of a vote (`chosen`: ids of answers or options), or a decision given as an answer.

    `act` says what the decision after a try comes to: adopt ("go on"), adapt ("change it and try again") or abandon
    ("stop"). To look again is none of them yet.
    """

    question: str
    by: str | None = None
    at: datetime
    pass_n: int = Field(1, alias="pass")
    chosen: tuple[str, ...] = ()
    choice: str = ""
    reason: str = ""
    drawn_from: str | None = None
    act: str = ""


class ActionPart(Part):
    """Who does what by when, and how it was said to stand."""

    what: str
    owner: str = ""
    due: str = ""
    how: str = ""
    by: str | None = None
    drawn_from: str


class GatePart(Part):
    """How a phase stood when it closed."""

    phase: str
    ready: bool
    thin: tuple[str, ...] = ()
    at: datetime
    pass_n: int = Field(1, alias="pass")


class OverridePart(Part):
    """Somebody went on although something was thin, and why."""

    phase: str
    by: str | None = None
    reason: str
    thin: tuple[str, ...] = ()
    at: datetime
    pass_n: int = Field(1, alias="pass")


class LinePart(Part):
    """The lead's one line for a phase."""

    phase: str
    by: str | None = None
    text: str
    at: datetime
    pass_n: int = Field(1, alias="pass")


class JoinPart(Part):
    """Lines that say the same; the first stands for all."""

    question: str
    by: str | None = None
    answers: tuple[str, ...]
    at: datetime
    pass_n: int = Field(1, alias="pass")


class SummaryPart(Part):
    """A summary as it was last posted."""

    what: str
    text: str
    at: datetime
    pass_n: int = Field(1, alias="pass")


class AuditPart(Part):
    """Who did what when."""

    at: datetime
    by: str | None = None
    what: str
    about: str = ""


class Record(Part):
    """Everything kept of a project. `records` holds the typed records by plural kind, each naming its answer.

    `risk_register` is drawn anew from those each time, with the bands of whoever writes the record.
    """

    format: Literal[1] = 1
    project: ProjectPart
    team: tuple[PersonPart, ...] = ()
    partners: tuple[PartnerPart, ...] = ()
    passes: tuple[PassPart, ...] = ()
    answers: tuple[AnswerPart, ...] = ()
    records: Mapping[str, tuple[Mapping[str, Any], ...]] = Field(default_factory=dict)
    gaps: tuple[GapPart, ...] = ()
    remarks: tuple[RemarkPart, ...] = ()
    positions: tuple[PositionPart, ...] = ()
    decisions: tuple[DecisionPart, ...] = ()
    predictions: tuple[PredictionPart, ...] = ()
    drawings: tuple[DrawingPart, ...] = ()
    risk_register: tuple[RiskPart, ...] = ()
    actions: tuple[ActionPart, ...] = ()
    gates: tuple[GatePart, ...] = ()
    overrides: tuple[OverridePart, ...] = ()
    lines: tuple[LinePart, ...] = ()
    joins: tuple[JoinPart, ...] = ()
    grades: tuple[GradePart, ...] = ()
    ties: tuple[TiePart, ...] = ()
    told_back: tuple[ToldBackPart, ...] = ()
    next_steps: tuple[StepPart, ...] = ()
    endings: tuple[EndingPart, ...] = ()
    summaries: tuple[SummaryPart, ...] = ()
    rhythm: RhythmPart | None = None
    check_ins: tuple[CheckInPart, ...] = ()
    audit: tuple[AuditPart, ...] = ()

    def document(self) -> dict[str, Any]:
        """The record as a JSON value: what is missing is left out."""
        return self.model_dump(mode="json", exclude_none=True)
