"""Words typed into a DM while a check-in is the last thing asked there: "done", "stuck: she is away", "31"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from coach.errors import CoachError
from coach.inbound import Inbound, Said
from coach.services import screens
from coach.services.acts.pressing import Given
from coach.services.check_in import answers, book
from coach.services.desk import Desk, open_desk
from coach.services.kindness.dates import read_date
from coach.services.room import Room
from coach.services.typed_words import asked_last as newest
from coach.services.typed_words import commanding
from coach.services.typed_words.spoken import is_chat, tidy
from coach.views import Press, Reply
from coach.words import plural
from coach.words.days import day_of
from dialogues.to_do import OVER, Sheet, Step

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_NUMBER = re.compile(r"^(\d{1,2})(?:[.):]|\s)\s*(?=[a-z])")
_YES = r"(?:(?:yes|yeh|yeah|yep|yup|ok)[\s,]+)?"
_DONE = re.compile(
    rf"{_YES}(?:(?:it's|its|it is|all|that's|thats|i've|ive|we've|weve|i have|we have|already|just) )*"
    r"(?:done|finished|sorted|completed?|did (?:it|that|this))"
    r"(?: (?:it|that|this|them|all|now|already|today|yesterday|thanks|ta))*"
)
_ON_TRACK = re.compile(r"(?:it's |it is )?(?:on track|going well|under way|in hand|nearly there|going fine)")
_STUCK = re.compile(r"(?:i'm |i am |we're |it's )?stuck(?:[:,.;\s–—-]+(?:because |as )?(?P<why>.+))?")
_STUCK_BECAUSE = re.compile(r"(?:i'm |i am |we're |it's )?stuck ?[:–—-]")
_NEW_DATE = re.compile(r"(?:new (?:date|day)|moved? to|later,?|postponed to)[:,\s]+(?:to |on )?(?P<due>.+)")
_NOT_TILL = re.compile(r"(?:can't|cant|cannot|won't|wont|not)(?: [\w']+){0,4}? (?:till?|until) (?P<due>.+)")
_DROP = re.compile(r"(?:drop(?:ped)?(?: it)?|let it go)")
_FIGURE = re.compile(r"-?\d+(?:[.,]\d+)?%?")


@dataclass(frozen=True, slots=True)
class Word:
    """What typed words say of a step: which (its number on the message, 0: the one asked), how, why, its new day."""

    place: int
    how: str
    why: str = ""
    due: str = ""
    all: bool = False


def read_step(text: str) -> Word | None:
    """Read what somebody typed of a step: "done", "2 done", "stuck: she is away", "new date friday", "drop it"."""
    small = tidy(text)
    found = _NUMBER.match(small)
    place = int(found[1]) if found else 0
    bare = small[found.end() :] if found else small
    if _DONE.fullmatch(bare):
        return Word(place, "done", all=" all " in f" {bare} ")
    if _ON_TRACK.fullmatch(bare):
        return Word(place, "on_track")
    if _DROP.fullmatch(bare):
        return Word(place, "drop")
    if stuck := _STUCK.fullmatch(bare):
        why = stuck["why"] or ""
        return Word(place, "stuck", why=_as_typed(text, why))
    moved = _NEW_DATE.fullmatch(bare) or _NOT_TILL.fullmatch(bare)
    return Word(place, "new_date", due=moved["due"]) if moved else None


def _as_typed(text: str, small: str) -> str:
    """The end of what was typed, with its capitals."""
    return text.strip()[-len(small) :] if small and text.strip().casefold().endswith(small) else small


def said(room: Room, session: Session, inbound: Inbound, what: Said) -> Reply | None:
    """Take words that belong to a check-in; None when they don't: another question was asked last, or a command."""
    if not inbound.place.dm or what.how != "new":
        return None
    project, last = asked_last(session, inbound), True
    if not project and of_a_step(what.text, inbound.at):
        project, last = newest.was_asked(session, inbound, newest.CHECK_IN), False
    if not project:
        return None
    desk = open_desk(room, session, inbound.workspace, project, inbound.person)
    since = book.counts_from(session, desk.scene)
    sheet = book.sheet_of(session, desk.scene, inbound.person, since)
    given = Given(inbound.person, desk.at, Press("said", project), zone=desk.state.zone)
    if not last and not any(step.how not in OVER for step in sheet.steps):
        return None
    return _taken(desk, given, what.text, sheet, since)


def of_a_step(text: str, at: datetime) -> bool:
    """Whether words can only be about a step, whatever was asked since: "on track", "2 done", "new date friday".

    "done" by itself ends a list, and "stuck in a coat" is somebody's need.
    """
    word = read_step(text)
    if word is None or word.all:
        return False
    if word.how == "new_date":
        return _is_a_day(word.due, at)
    if word.how == "stuck":
        return bool(word.place) or _STUCK_BECAUSE.match(tidy(text)) is not None
    return bool(word.place) or word.how != "done"


def _is_a_day(words: str, at: datetime) -> bool:
    try:
        read_date(words, at.date())
    except CoachError:
        return False
    return True


def _taken(desk: Desk, given: Given, text: str, sheet: Sheet, since: datetime) -> Reply | None:
    """A word on a step, a figure, or something learned; None for a command."""
    word = read_step(text)
    if word is not None and sheet.steps:
        return _of_step(desk, given, word, sheet.steps, since)
    if word is None and commanding.press_of(text) is not None:
        return None
    if sheet.measures and _FIGURE.fullmatch(text.strip()):
        value = answers.number_in(text) or 0.0
        return answers.figure_is(desk, given, sheet.measures[0].words, value, day_of(desk.at, desk.state.zone))
    if word is not None or is_chat(text, list_open=False):
        return Reply(message=screens.next_best(desk.scene, given.person, text))
    return answers.learned_is(desk, given, text.strip())


def _of_step(desk: Desk, given: Given, word: Word, steps: Sequence[Step], since: datetime) -> Reply:
    waiting = [step for step in steps if step.how not in OVER]
    if word.place > len(steps) or not waiting:
        words = f"You have {plural(len(steps), 'step')} here." if waiting else "All your steps are done."
        raise CoachError("no_such_step", f"{words} Type my actions and I'll show them.")
    due = answers.day_typed(desk, word.due) if word.due else ""
    if word.all:
        replies = [answers.step_is(desk, given, step.id, word.how) for step in waiting]
        return replies[-1]
    step = steps[word.place - 1] if word.place else asked_step(waiting, since)
    return answers.step_is(desk, given, step.id, word.how, why=word.why, due=due)


def asked_step(waiting: Sequence[Step], since: datetime) -> Step:
    """The step that words without a number are about: the first not spoken of in this check-in, else the first."""
    fresh = [step for step in waiting if step.said_at is None or step.said_at < since]
    return (fresh or list(waiting))[0]


def asked_last(session: Session, inbound: Inbound) -> str:
    """The project whose check-in is the newest thing asked in this DM; empty when none is. Late words count too."""
    return newest.of_kind(session, inbound, newest.CHECK_IN)
