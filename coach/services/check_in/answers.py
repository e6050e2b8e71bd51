"""What people say in a check-in, and how often it comes: each press or form saved as it comes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from coach.errors import CoachError
from coach.services import replies
from coach.services.acts.pressing import Given
from coach.services.check_in import book, following, holding, planning
from coach.services.coming_due import kindly
from coach.services.desk import Desk
from coach.services.kindness.dates import read_date
from coach.services.kindness.rhythm import Rhythm
from coach.services.kindness.rhythm_typed import read_rhythm
from coach.services.screens.checking_in import check_in as screen
from coach.services.screens.checking_in import check_in_forms as forms
from coach.services.screens.checking_in import check_in_rhythm as said
from coach.services.sending.outbox import Delivery
from coach.services.told import told
from coach.views import Reply
from coach.words.days import day_of
from dialogues import inputs as i
from dialogues import to_do
from storage import check_ins

NOT_LEAD = "The lead or the second lead sets when I look in. Ask them, or ask to take it forward."
GONE_MEASURE = "I can't find what was to be counted any more. Nothing is lost."
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
GONE_STEP = "I can't find that step any more. Type my actions and I'll show you what there is."


def _keep(desk: Desk, given: Given, question: str, value: i.Value) -> bool:
    """Keep one thing said in a check-in, and let what follows from it follow."""
    if not desk.take(i.Answer(given.person, given.at, question, (value,))):
        return False
    holding.heard_from(desk, given.person)
    return True


def step_is(desk: Desk, given: Given, step: str, how: str, **details: str) -> Reply:
    """Keep how a step stands: done, on_track, stuck (why), new_date (due, an ISO day) or drop."""
    found = next((one for one in book.steps_in(desk.session, desk.scene) if one.id == step), None)
    if found is None:
        return replies.said(GONE_STEP)
    kept = {name: words for name, words in details.items() if words}
    if not _keep(desk, given, to_do.PROGRESS, {step: how, **kept}):
        return told(desk)
    answer = desk.kept[-1][1] if desk.kept else ""
    return Reply(message=screen.kept(desk.scene, found.what, how, details, answer, given.person))


def how(desk: Desk, given: Given) -> Reply:
    """One of the buttons beside a step."""
    word, _, step = given.press.arg.partition(":")
    return step_is(desk, given, step, word)


def done(desk: Desk, given: Given) -> Reply:
    """Done, from Home, a list of steps or a reminder."""
    return step_is(desk, given, given.press.arg, "done")


def stuck(desk: Desk, given: Given) -> Reply:
    """A step is stuck, and why, as far as somebody wants to say."""
    return step_is(desk, given, given.press.arg, "stuck", why=given.word("why"))


def new_date(desk: Desk, given: Given) -> Reply:
    """A step has a new day."""
    try:
        day = date.fromisoformat(given.word("due"))
    except ValueError:
        return Reply(errors=(("due", "Pick the new day, please."),))
    return step_is(desk, given, given.press.arg, "new_date", due=day.isoformat())


def figure(desk: Desk, given: Given) -> Reply:
    """A figure for something that is counted."""
    today = day_of(desk.at, desk.state.zone)
    named = {one.id: one for one in to_do.measures(desk.facts, today=today, since=today)}
    measure = named.get(given.press.arg)
    if measure is None:
        return replies.said(GONE_MEASURE)
    value = number_in(given.boxes.get("value"))
    if value is None:
        return Reply(errors=(("value", "I need one number here, like 31 or 4.5."),))
    try:
        day = date.fromisoformat(given.word("day"))
    except ValueError:
        day = today
    if day > today:
        return Reply(errors=(("day", "That day hasn't come yet."),))
    return figure_is(desk, given, measure.words, value, day)


def figure_is(desk: Desk, given: Given, measure: str, value: float, day: date) -> Reply:
    """Keep a figure and say it back."""
    if not _keep(desk, given, to_do.LEARNED, to_do.figure(measure, value, day)):
        return told(desk)
    return Reply(message=screen.kept_figure(desk.scene, measure, value, day, desk.kept[-1][1] if desk.kept else ""))


def number_in(value: Any) -> float | None:
    """Return a number that was typed: "31", "4.5", "4,5", "1,200", "12%"; None when it is none."""
    typed = str(value).strip().removesuffix("%").strip()
    if _THOUSANDS.fullmatch(typed):
        typed = typed.replace(",", "")
    try:
        found = float(typed.replace(",", "."))
    except ValueError:
        return None
    return found if abs(found) < 1e12 else None


def learned(desk: Desk, given: Given) -> Reply:
    """What somebody learned, in their words."""
    words = given.word("learned")
    if not words:
        return Reply(errors=(("learned", "There's nothing in it yet. One line is enough."),))
    return learned_is(desk, given, words)


def learned_is(desk: Desk, given: Given, words: str) -> Reply:
    """Keep what was learned and say it back."""
    if not _keep(desk, given, to_do.LEARNED, words):
        return told(desk)
    return Reply(message=screen.kept_words(desk.scene, words, desk.kept[-1][1] if desk.kept else ""))


def help_with(desk: Desk, given: Given) -> Reply:
    """What would help most."""
    options = {option.id for option in desk.dialogue.questions[to_do.HELP].options}
    if given.press.arg in options and not _keep(desk, given, to_do.HELP, given.press.arg):
        return told(desk)
    return Reply(message=screen.kept_help(desk.scene, given.press.arg))


def mine(desk: Desk, given: Given) -> Reply:
    """Everything I have to do here, to be answered now: before its time or after, it counts."""
    since = book.counts_from(desk.session, desk.scene)
    sheet = book.sheet_of(desk.session, desk.scene, given.person, since)
    return Reply(message=screen.sheet(desk.scene, sheet, since=since, asked=False))


def may_set(desk: Desk, person: str) -> bool:
    """The lead and the second lead say how often."""
    return person in (desk.state.lead, desk.state.second)


def typed(desk: Desk, given: Given) -> Reply:
    """`/coach checkin weekly tue 9:30`: how often, in words; for others it is shown."""
    if not may_set(desk, given.person):
        return replies.said(NOT_LEAD)
    return set_to(desk, given, read_rhythm(given.press.arg, zone=desk.state.zone, now=desk.at))


def saved(desk: Desk, given: Given) -> Reply:
    """The form: how often, day, hour, zone."""
    if not may_set(desk, given.person):
        return replies.said(NOT_LEAD)
    words = forms.typed_words(given.boxes)
    try:
        return set_to(desk, given, read_rhythm(words, zone=forms.zone_in(given.boxes, desk.state.zone), now=desk.at))
    except CoachError as error:
        return Reply(errors=((forms.box_of(error.code), error.words),))


def yes(desk: Desk, given: Given) -> Reply:
    """Yes to the offer: the rhythm that was offered."""
    if not may_set(desk, given.person):
        return replies.said(NOT_LEAD)
    words = given.press.arg or said.in_typed_words(said.offered(desk.scene))
    rhythm = read_rhythm(words, zone=desk.state.zone, now=desk.at)
    tomorrow = day_of(desk.at, desk.state.zone) + timedelta(days=1)  # "every Monday", said on a Monday, is the next one
    return set_to(desk, given, replace(rhythm, first=max(rhythm.first, tomorrow)) if rhythm else None)


def set_to(desk: Desk, given: Given, rhythm: Rhythm | None) -> Reply:
    """Keep how often the coach looks in, and say it back in words; None switches it off."""
    session, workspace, project = desk.where
    before = check_ins.rhythm_of(*desk.where)
    rule, zone = (rhythm.rule, rhythm.zone) if rhythm else (before.rule, before.zone) if before else ("", "")
    if rule:
        status = "on" if rhythm else "off"
        check_ins.set_rhythm(session, check_ins.Rhythm(workspace, project, rule, zone, status, given.person, desk.at))
    desk.looks_anew()
    due = planning.plan(session, workspace, project, desk.at) if desk.state.status == "active" else None
    desk.room.queue.ring(session)
    if rhythm and desk.state.way != "alone":
        desk.send(Delivery("check_in_set", once=str(int(desk.at.timestamp()))))
    zone = kindly.times_of(session, workspace, given.person).zone
    return Reply(message=said.set_to(desk.scene, zone, due))


def smaller(desk: Desk, given: Given) -> Reply:
    """Make it smaller: one small next step with a name and a day, and the coach looks in again."""
    what, who = given.word("what"), given.word("who")
    if not what:
        return Reply(errors=(("what", "Write the one small thing, please."),))
    boxes = {"what": what, "who": who or given.person, "due": given.word("due")}
    step = {name: one for name, one in boxes.items() if one}
    if not desk.take(i.Answer(given.person, given.at, "agree.actions", (step,))):
        return told(desk)
    following.awake(desk)
    return Reply(message=screen.smaller(desk.scene, what, boxes["who"], boxes["due"]))


def day_typed(desk: Desk, words: str) -> str:
    """A day as it was typed, as an ISO day; CoachError with an example when it is none."""
    return read_date(words, day_of(desk.at, desk.state.zone), "new date friday").isoformat()


ACTS: dict[str, Callable[[Desk, Given], Reply | None]] = {
    "step_is": how,
    "action_done": done,
    "step_stuck_save": stuck,
    "step_date_save": new_date,
    "figure_save": figure,
    "learned_save": learned,
    "help_with": help_with,
    "check_in_mine": mine,
    "check_in_set": typed,
    "check_in_save": saved,
    "check_in_yes": yes,
    "smaller_save": smaller,
}
