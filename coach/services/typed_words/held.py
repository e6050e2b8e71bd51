"""Typed words that wait for their writer to say what they are: kept with the person, a few at a time, never logged."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from coach.services import replies, screens
from coach.services.acts import answering
from coach.services.acts.pressing import Given
from coach.services.desk import Desk
from coach.services.screens.cards import asking
from coach.services.screens.replying import asking_back
from coach.services.typed_words.stance_words import stood
from coach.services.typed_words.typed import Problem, read
from coach.views import Reply
from dialogues import inputs as i
from storage import messages, people
from storage.messages import Posted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST = 5
JUST = timedelta(minutes=10)  # what was asked back is still in mind
SETTING = people.HELD
Held = dict[str, Any]


def hold(desk: Desk, text: str, ts: str, channel: str, question: str, *, ask: str = "") -> str:
    """Keep words until their writer says what they are; returns the short id that buttons carry.

    `ask`: what was asked back, where words can answer it: "yes" (or "yes:" and the question), "late" or "which".
    """
    name, waiting = _name(channel, ts), _waiting(desk)
    waiting.pop(name, None)
    waiting[name] = {"text": text, "ts": ts, "channel": channel, "question": question, "project": desk.project.id}
    waiting[name] |= {"at": desk.at.astimezone(UTC).isoformat(), "ask": ask}
    _keep(desk, dict(list(waiting.items())[-MOST:]))
    return name


def waits(session: Session, workspace: str, person: str, ts: str, channel: str) -> bool:
    """Whether the words of this message are held: nothing has been kept of them."""
    known = people.person_of(session, workspace, person)
    return known is not None and _name(channel, ts) in known.settings.get(SETTING, {})


def _name(channel: str, ts: str) -> str:
    return hashlib.sha256(f"{channel}:{ts}".encode()).hexdigest()[:8]


def unplaced(session: Session, workspace: str, person: str, project: str, since: datetime) -> list[tuple[str, str]]:
    """The ids and words typed since then that wait to be told which question of a project they are for, in order."""
    known = people.person_of(session, workspace, person)
    waiting = known.settings.get(SETTING, {}) if known else {}
    mine = [(name, one) for name, one in waiting.items() if one["project"] == project and not one["question"]]
    return [(name, one["text"]) for name, one in mine if datetime.fromisoformat(one["at"]) >= since]


def asked_back(session: Session, workspace: str, person: str, now: datetime) -> tuple[str, Held] | None:
    """The id and the words that were asked about just now; None when nothing was, or nothing that words can answer."""
    known = people.person_of(session, workspace, person)
    waiting = known.settings.get(SETTING, {}) if known else {}
    name = next(reversed(waiting), "")
    if not name or not waiting[name].get("ask") or now - datetime.fromisoformat(waiting[name]["at"]) > JUST:
        return None
    return name, waiting[name]


def add(desk: Desk, given: Given) -> Reply | None:
    """Add the held words to this person's answer, or keep a long paste as the numbered lines that were shown."""

    def keep(question: str, values: list[i.Value], found: Held) -> None:
        keep_and_mark(desk, given, question, values, found)

    return _said_to(desk, given, keep)


def replace(desk: Desk, given: Given) -> Reply | None:
    """Put the held words in place of this person's answer."""

    def put(question: str, values: list[i.Value], found: Held) -> None:
        answering.replace_own(desk, given, question, values)
        mark(desk, found)

    return _said_to(desk, given, put)


def _said_to(desk: Desk, given: Given, keep: Callable[[str, list[i.Value], Held], None]) -> Reply | None:
    """Take the held words as an answer to the button's question, or else their own; a reply where they are none."""
    found = _taken(desk, given)
    if found is None:
        return replies.said(replies.GONE_WORDS)
    question = given.question or found["question"]
    values = read(desk.scene, question, found["text"], given.person)
    if isinstance(values, Problem):
        return _problem(desk, question, values)
    keep(question, list(values), found)
    return None


def chat(desk: Desk, given: Given) -> Reply:
    """They were just talking: nothing is kept."""
    _taken(desk, given)
    return replies.said(replies.CHATTING)


def belongs_to(desk: Desk, given: Given) -> Reply | None:
    """The held words belong to the question that was picked; what asked for it says so and asks no more."""
    reply = add(desk, given)
    if reply is not None or desk.told or not desk.kept:
        return reply
    return Reply(message=asking_back.kept_for(desk.scene, desk.kept[-1][0]), replace=True)


def stand(desk: Desk, given: Given) -> Reply | None:
    """Where somebody stands, with the worry or the condition that they typed."""
    stance, _, name = given.press.arg.partition("/")
    found = _taken(desk, given, name)
    if found is None:
        return replies.said(replies.GONE_WORDS)
    reason = _why(found)
    desk.take(i.Position(given.person, given.at, given.question, stance, reason, asked=given.asked))
    return None if desk.told else Reply(message=asking_back.stands_as(desk.scene, stance, reason), replace=True)


def just_said(desk: Desk, question: str) -> str:
    """The worry or condition that was typed just before a stand: it goes with it. "" when there is none."""
    waiting = _waiting(desk)
    name = next((one for one in reversed(waiting) if waiting[one]["question"] == question), "")
    if not name or desk.at - datetime.fromisoformat(waiting[name]["at"]) > JUST:
        return ""
    found = waiting.pop(name)
    _keep(desk, waiting)
    return _why(found)


def _why(found: Held) -> str:
    said = stood(found["text"])
    return said.reason if said is not None and said.reason else str(found["text"]).strip()


def _problem(desk: Desk, question: str, problem: Problem) -> Reply:
    """Held words that are no answer to this question: why, and the form that would take one. They stay in Slack."""
    return Reply(message=screens.error(problem.words, asking.answer_button(desk.scene, question)))


def keep_and_mark(desk: Desk, given: Given, question: str, values: list[i.Value], said: Held) -> None:
    """Answer with typed words, and note which message they came from: editing it amends, deleting it asks."""
    answering.answer(desk, given, question, values, asked=given.asked)
    mark(desk, said)


def mark(desk: Desk, said: Held) -> None:
    """Note which message this act's answers came from."""
    for question, name in desk.kept:
        slot = f"said:{question}:{name}"
        posted = Posted(desk.project.workspace, desk.project.id, slot, said["channel"], said["ts"], desk.at)
        messages.keep_message(desk.session, posted)


def _waiting(desk: Desk) -> dict[str, Held]:
    known = people.person_of(desk.session, desk.project.workspace, desk.person)
    return dict(known.settings.get(SETTING, {})) if known else {}


def _taken(desk: Desk, given: Given, name: str = "") -> Held | None:
    waiting = _waiting(desk)
    found = waiting.pop(name or given.press.arg, None)
    _keep(desk, waiting)
    return found


def _keep(desk: Desk, waiting: dict[str, Held]) -> None:
    people.set_setting(desk.session, desk.project.workspace, desk.person, SETTING, waiting or None)
