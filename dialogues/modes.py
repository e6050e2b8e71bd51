"""Who must speak before a question settles: one small machine for each mode, over one question's life.

Guards are plain functions of the voices counted for that question; nothing settles without a voice.
"""

from __future__ import annotations

from dataclasses import dataclass

from transitions import Machine

from dialogues.machine import Arrow, Table, fire
from dialogues.model import Question
from dialogues.state import Cell

STATES = ("unasked", "open", "shown", "contested", "settled", "skipped", "unknown")
GONE = ("settled", "skipped", "unknown")


@dataclass(slots=True)
class Voices:
    """How many spoke on one question; `waiting` still counts, `enough` may be shown, `dissent` stands."""

    spoken: int = 0
    inside: int = 0
    waiting: int = 0
    unknown: int = 0
    enough: bool = True
    dissent: bool = False


def heard(voices: Voices) -> bool:
    """Somebody spoke."""
    return voices.spoken > 0


def all_in(voices: Voices) -> bool:
    """Everybody waited for is in, and somebody is."""
    return voices.waiting == 0 and voices.inside > 0


def enough(voices: Voices) -> bool:
    """As many are in as it takes to show it."""
    return voices.enough


def nobody_knows(voices: Voices) -> bool:
    """Nobody spoke, and somebody said that they don't know."""
    return voices.spoken == 0 and voices.unknown > 0


def silent(voices: Voices) -> bool:
    """Nobody spoke."""
    return voices.spoken == 0


def dissent(voices: Voices) -> bool:
    """Somebody says not yet."""
    return voices.dissent


def agreed(voices: Voices) -> bool:
    """Somebody spoke and nobody says not yet."""
    return voices.spoken > 0 and not voices.dissent


GUARDS = {guard.__name__: guard for guard in (heard, all_in, enough, nobody_knows, silent, dissent, agreed)}


def _common(again: tuple[str, ...]) -> list[Arrow]:
    """What every mode shares: being asked, left out, asked again, found out later."""
    return [
        Arrow("ask", "unasked", "open"),
        Arrow("leave_out", "unasked", "skipped"),
        Arrow("leave_out", "skipped", "skipped"),
        Arrow("ask", "skipped", "open"),
        Arrow("found", "unknown", "settled"),
        Arrow("found", "skipped", "settled"),
        *(Arrow("again", place, "open") for place in again),
        Arrow("put_back", "open", "unasked"),
    ]


def _voices(shown: tuple[Arrow, ...], event: str, guards: tuple[str, ...]) -> list[Arrow]:
    """What happens on an event to an open question, by what its voices say."""
    return [Arrow(event, a.source, a.dest, (*guards, *a.guards)) for a in shown]


def _solo() -> list[Arrow]:
    return [
        Arrow("recount", "open", "settled", ("all_in", "heard")),
        Arrow("recount", "open", "unknown", ("all_in", "nobody_knows")),
        Arrow("recount", "open", "skipped", ("all_in",)),
        Arrow("move_on", "open", "settled", ("heard",)),
        Arrow("move_on", "open", "skipped"),
        Arrow("time_up", "open", "unknown"),
        Arrow("undo", "settled", "open"),
    ]


def _many(shown: tuple[Arrow, ...]) -> list[Arrow]:
    """Gather, vote and consent: early when all are in, or shown by somebody, or moved on from."""
    return [
        *_voices(shown, "recount", ("all_in", "enough")),
        Arrow("recount", "open", "unknown", ("all_in", "nobody_knows")),
        Arrow("recount", "open", "skipped", ("all_in", "silent")),
        *_voices(shown, "show", ("enough",)),
        *_voices(shown, "move_on", ()),
        Arrow("move_on", "open", "unknown", ("nobody_knows",)),
        Arrow("move_on", "open", "skipped"),
    ]


_SETTLES = (Arrow("", "open", "settled", ("heard",)),)
_SHOWS = (Arrow("", "open", "shown", ("heard",)),)
_AGREES = (Arrow("", "open", "contested", ("heard", "dissent")), Arrow("", "open", "settled", ("agreed",)))
_CHOOSING = [
    Arrow("choose", "open", "settled"),
    Arrow("choose", "shown", "settled"),
]
_AGREEING = [
    Arrow("recount", "contested", "settled", ("agreed",)),
    Arrow("object", "settled", "contested", ("dissent",)),
    Arrow("met", "contested", "settled"),
    Arrow("go_on", "contested", "settled"),
]

TABLES = {
    "solo": Table(STATES, (*_common(GONE), *_solo())),
    "confirm": Table(STATES, (*_common(GONE), *_solo())),
    "gather": Table(STATES, (*_common(GONE), *_many(_SETTLES))),
    "judge": Table(STATES, (*_common(GONE), *_many(_SETTLES))),
    "vote": Table(STATES, (*_common((*GONE, "shown")), *_many(_SHOWS), *_CHOOSING)),
    "consent": Table(STATES, (*_common((*GONE, "contested", "open")), *_many(_AGREES), *_AGREEING)),
}
LIFE: dict[str, Machine] = {mode: table.machine(GUARDS, "status") for mode, table in TABLES.items()}


def is_chosen_from(question: Question) -> bool:
    """Whether a vote ends in somebody taking some of its items; judging each of them does not."""
    return question.mode == "vote" and question.kind in ("several", "choice")


def life_of(question: Question) -> str:
    """The name of the machine for a question."""
    return "judge" if question.mode == "vote" and not is_chosen_from(question) else question.mode


def live(question: Question, event: str, cell: Cell, voices: Voices) -> bool:
    """Let an event happen in a question's life; whether its status moved (or it was asked again)."""
    return fire(LIFE[life_of(question)], event, cell, cell.status, voices)
