"""What people answer to a nudge: remind me then, skip this one, stop reminding me."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.services import replies
from coach.services.acts.pressing import Given
from coach.services.coming_due import kindly, nudges
from coach.services.coming_due.nudges import BACK, STEP
from coach.services.kindness.remind_choice import Choice, Remind, read_choice, remind_at
from coach.services.screens import seeing
from coach.services.sending.outbox import Delivery
from coach.views import Reply
from coach.words.days import parsed
from storage import people

if TYPE_CHECKING:
    from coach.services.desk import Desk

_CHOICES: dict[str, Choice] = {"later": "later_today", "tomorrow": "tomorrow", "working_day": "next_working_day"}


def later(desk: Desk, given: Given) -> Reply:
    """Remind this person: later today, tomorrow, on the next working day, on a date; of a question, a step or a day.

    CoachError when the words are no day, or the day has gone by.
    """
    when, _, about = given.press.arg.partition("/")
    waits = about or given.question in seeing.open_for(desk.scene, given.person)
    if desk.state.status != "active" or not waits:
        over = given.question and desk.state.status == "active"
        return replies.said(replies.NOT_WAITING if over else replies.NOTHING_TO_REMIND)
    found = _moment(desk, given, when or given.picked or given.word("date", "day", "until") or "later")
    once = f"own.{int(found.at.timestamp())}"
    desk.send(_nudge(desk, given, about, once), due=found.at)
    return replies.said(found.words)


def _moment(desk: Desk, given: Given, said: str) -> Remind:
    found = kindly.manner(desk.session, desk.project.workspace, given.person, desk.project.id, desk.at)
    choice, day = (_CHOICES[said], None) if said in _CHOICES else read_choice(said, found.times, desk.at)
    return remind_at(choice, found.times, desk.at, day=day, quiet_periods=found.quiet)


def _nudge(desk: Desk, given: Given, about: str, once: str) -> Delivery:
    """What the reminder is of; for a step it names the day that step is for now."""
    if about == "back":
        return Delivery(BACK, given.person, code="asked_for", once=once)
    if not about:
        return Delivery("nudge", given.person, given.question, code="asked_for", once=once)
    mine = [one for one in nudges.steps_of(desk.session, desk.scene, given.person) if one.id == about]
    due = parsed(mine[0].due) if mine else None
    what = due.isoformat() if due else ""
    return Delivery(STEP, given.person, code="asked_for", about=about, what=what, once=once)


def skip_nudge(desk: Desk, given: Given) -> Reply:
    """Say no more about this one step or day."""
    nudges.skip(desk.session, desk.project.workspace, given.person, desk.project.id, given.press.arg)
    return replies.said(replies.SKIPPED)


def stop(desk: Desk, given: Given) -> Reply:
    """No more reminders about this project for this person."""
    quiet = _without_reminders(desk, given.person)
    if desk.project.id not in quiet:
        quiet.append(desk.project.id)
        people.set_setting(desk.session, desk.project.workspace, given.person, kindly.NO_NUDGES, quiet)
    return replies.said(replies.QUIET)


def again(desk: Desk, given: Given) -> Reply:
    """Reminders about this project once more."""
    rest = [one for one in _without_reminders(desk, given.person) if one != desk.project.id]
    people.set_setting(desk.session, desk.project.workspace, given.person, kindly.NO_NUDGES, rest or None)
    return replies.said(replies.REMINDED_AGAIN)


def _without_reminders(desk: Desk, person: str) -> list[str]:
    known = people.person_of(desk.session, desk.project.workspace, person)
    return list(known.settings.get(kindly.NO_NUDGES, [])) if known else []
