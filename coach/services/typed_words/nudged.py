"""Typed words right after a nudge: they are about what it reminded of, as its buttons are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.inbound import Inbound, Said
from coach.services.acts.pressing import Given
from coach.services.check_in import answers
from coach.services.check_in.typed import read_step
from coach.services.coming_due import nudges, reminding
from coach.services.desk import Desk, open_desk
from coach.services.room import Room
from coach.services.typed_words.spoken import tidy
from coach.views import Press, Reply
from storage import messages

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ANSWER = "nudge"
_KINDS = frozenset({ANSWER, nudges.STEP, nudges.BACK})
_ASKING = ("dm:", "card:", "check_in:", "expect:", "tool:")
_LATER = re.compile(r"remind me(?: of (?:this|it|that))?(?: (?P<when>(?!again$).+))?")
_WHEN = frozenset({"later", "later today", "not now", "tomorrow", "next working day", "not today"})
_SKIP = frozenset({"skip", "skip it", "skip this", "skip this one"})
_STOP = frozenset({"stop reminding me", "stop reminding", "no more reminders", "don't remind me"})


@dataclass(frozen=True, slots=True)
class Nudged:
    """The nudge that stands last in a DM: of which project, of what sort, about which question or step."""

    project: str
    kind: str
    about: str


def last_nudge(session: Session, inbound: Inbound) -> Nudged | None:
    """The nudge that is the newest thing asked in this DM; None when something else was asked since."""
    here = messages.messages_in_channel(session, inbound.workspace, inbound.place.channel)
    for posted in reversed(here):
        kind, _, rest = posted.slot.partition(":")
        if kind in _KINDS:
            about = rest.split(":")[1] if ":" in rest else ""
            return Nudged(posted.conversation, kind, about)
        if posted.slot.startswith(_ASKING):
            return None
    return None


def said(room: Room, session: Session, inbound: Inbound, what: Said) -> Reply | None:
    """Take words that answer a nudge; None when they don't: then they are taken as ever."""
    if not inbound.place.dm or what.how != "new":
        return None
    small = tidy(what.text)
    when = _when(small)
    word = read_step(what.text)
    if not (when or word or small in _SKIP or small in _STOP):
        return None
    nudge = last_nudge(session, inbound)
    if nudge is None:
        return None
    desk = open_desk(room, session, inbound.workspace, nudge.project, inbound.person)
    if small in _STOP:
        return reminding.stop(desk, _given(desk, inbound, ""))
    if small in _SKIP:
        return _skipped(desk, inbound, nudge)
    if when:
        return reminding.later(desk, _given(desk, inbound, when, nudge))
    if nudge.kind != nudges.STEP or word is None or word.place:
        return None
    due = answers.day_typed(desk, word.due) if word.due else ""
    return answers.step_is(desk, _given(desk, inbound, ""), nudge.about, word.how, why=word.why, due=due)


def _when(small: str) -> str:
    """The moment to be reminded at, as typed; empty when the words ask for none."""
    if small in _WHEN:
        return {"not now": "later", "not today": "tomorrow"}.get(small, small)
    found = _LATER.fullmatch(small)
    return (found["when"] or "later") if found else ""


def _skipped(desk: Desk, inbound: Inbound, nudge: Nudged) -> Reply | None:
    """Skip this one: of a step or a day. Of a question, skip is an answer, and goes its own way."""
    if nudge.kind == ANSWER:
        return None
    about = nudge.about or "back"
    return reminding.skip_nudge(desk, Given(inbound.person, desk.at, Press("skip_nudge", nudge.project, arg=about)))


def _given(desk: Desk, inbound: Inbound, when: str, nudge: Nudged | None = None) -> Given:
    question = nudge.about if nudge and nudge.kind == ANSWER else ""
    about = (nudge.about or "back") if nudge and nudge.kind != ANSWER else ""
    press = Press("remind_me", desk.project.id, question, arg=f"{when}/{about}" if when else "")
    return Given(inbound.person, desk.at, press, desk.state.zone)
