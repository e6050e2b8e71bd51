"""Nudges, three kinds: your answer, your step, your date to come back. Each names what it is about.

A late one is harmless: what has been answered, done, moved or given up since says nothing. Gaps, risks and tests are
no nudges: they ride in the check-in.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from coach.services.check_in import book, planning
from coach.services.coming_due import afterwards, kindly
from coach.services.kindness.person import PersonTimes, day_off
from coach.services.kindness.wall import at_wall
from coach.services.scene import Scene
from coach.services.screens import seeing
from coach.services.screens.channel import greeting
from coach.services.screens.people import afterwards as reminded_of
from coach.services.screens.people import nudging
from coach.services.screens.people.nudging import Stage
from coach.services.sending import outbox
from coach.services.sending.outbox import SEND, Delivery
from coach.services.sending.posting import Sender
from coach.words.days import day_of, parsed
from dialogues.to_do import OVER, Step, person_named
from storage import check_ins, messages, people, set_aside, work
from storage.messages import Posted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from coach.services.desk import Desk

MORNING = time(9)
STEP, BACK = afterwards.STEP, reminded_of.BACK
SKIPPED = "skipped"
"""The person's setting that lists the steps and days they want to hear no more about; the latest few are kept."""
MOST_SKIPPED = 60
A_DAY, STUCK = timedelta(days=1), timedelta(days=7)
FAR = timedelta(days=10)
"""So far back the last working day before a step is looked for: a longer leave has no day before."""


def answer_nudge(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """Your answer: one word about a question that still waits for this person, and nothing about any other."""
    if sender.work.may_have_gone or not _wanted(sender, scene, delivery):
        return
    if delivery.question not in seeing.open_for(scene, delivery.person):
        return
    message = greeting.nudge(scene, delivery.person, delivery.question)
    sender.show(_slot(delivery), sender.dm(delivery.person), message, once=True)
    afterwards.posted(sender, scene, delivery.person)


def step_nudge(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """Your step: tomorrow, today, or past; only while it is theirs, not done, and due on the day it names."""
    if sender.work.may_have_gone or not _wanted(sender, scene, delivery):
        return
    person = delivery.person
    with sender.room.transactions.read() as session:
        mine = [one for one in steps_of(session, scene, person) if one.id == delivery.about]
        zone = kindly.times_of(session, scene.workspace, person).zone
    due = parsed(mine[0].due) if mine else None
    if due is None or due.isoformat() != delivery.what:
        return
    today = day_of(sender.room.clock.now(), zone)
    stage = stage_on(today, due)
    if delivery.code == "asked_for" or (delivery.code == stage and not _spoken_of(sender, scene, mine[0], zone)):
        step = mine[0]
        message = nudging.step(scene, step.id, step.what, due, stage, today)
        shown = sender.show(_slot(delivery), sender.dm(person), message, once=True)
        afterwards.posted(sender, scene, person)
        _take_away_earlier(sender, scene, step, shown)


def _take_away_earlier(sender: Sender, scene: Scene, step: Step, shown: Posted) -> None:
    """A step has one reminder in a DM: "for tomorrow" is not true for long, and three would look like nagging."""
    with sender.room.transactions.read() as session:
        said = messages.messages_of(session, scene.workspace, scene.project, _about(sender, step))
    for one in said:
        if one.slot != shown.slot:
            sender.remove(one.channel, one.ts)
            with sender.room.transactions.write() as session:
                messages.forget_message(session, scene.workspace, scene.project, one.slot)


def _spoken_of(sender: Sender, scene: Scene, step: Step, zone: str) -> bool:
    """Whether a step is spoken of anyway: its person did so lately, or something else asks today.

    Who said yesterday or today how it stands is left in peace, and for a week who said that it is stuck: the lead
    knows. The same where a digest or a welcome back is about to name it, or named it yesterday or today.
    """
    now = sender.room.clock.now()
    today = day_of(now, zone)
    peace = STUCK if step.how == "stuck" else A_DAY
    if step.said_at is not None and day_of(step.said_at, zone) >= today - peace:
        return True
    with sender.room.transactions.read() as session:
        if _named(session, sender, scene, step, zone, today):
            return True
        last = check_ins.latest(session, scene.workspace, scene.project)
        waiting = work.open_keys(session, scene.workspace, scene.project)
        said = messages.messages_of(session, scene.workspace, scene.project, _about(sender, step))
    moments = [last.opened_at if last else None, waiting.get(planning.DUE), *(one.posted_at for one in said)]
    moments += [at for key, at in waiting.items() if _asked_for(key, step)]
    return any(day_of(at, zone) == today for at in moments if at is not None)


def _named(session: Session, sender: Sender, scene: Scene, step: Step, zone: str, today: date) -> bool:
    delivery = outbox.from_key(sender.work.key)
    kept = set_aside.set_aside_for(session, scene.workspace, delivery.person if delivery else "")
    theirs = [one for one in kept if one.project == scene.project and _of(one.key, step)]
    return any(one.told_at is None or day_of(one.told_at, zone) >= today - A_DAY for one in theirs)


def _of(key: str, step: Step) -> bool:
    """Whether a row or a thing set aside is a nudge of this step."""
    found = outbox.from_key(key)
    return found is not None and found.kind == STEP and found.about == step.id


def _about(sender: Sender, step: Step) -> str:
    """How the slots of this person's nudges of a step begin."""
    delivery = outbox.from_key(sender.work.key)
    return f"{STEP}:{delivery.person if delivery else ''}:{step.id}:"


def _asked_for(key: str, step: Step) -> bool:
    """Whether a row is the reminder of this step that its person asked for."""
    found = outbox.from_key(key)
    return found is not None and found.code == "asked_for" and _of(key, step)


def back_nudge(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """Your date to come back: to whoever leads, on the day, when the one card stands in the channel for everybody."""
    if sender.work.may_have_gone or not _wanted(sender, scene, delivery) or delivery.person != scene.state.lead:
        return
    sender.show(_slot(delivery), sender.dm(delivery.person), nudging.back(scene), once=True)


def _slot(delivery: Delivery) -> str:
    """Its kind, whose it is, and what it is about come first, so that typed words can be told to be about it."""
    about = delivery.question or delivery.about
    return f"{delivery.kind}:{delivery.person}:{about}:{delivery.once or f'{delivery.code}:{delivery.what}'}"


def _wanted(sender: Sender, scene: Scene, delivery: Delivery) -> bool:
    """Whether the person is here and has not asked to be left alone; what they asked for themselves always is."""
    member = scene.state.team.get(delivery.person)
    if member is None or member.status != "here" or scene.state.status != "active":
        return False
    if delivery.code == "asked_for":
        return True
    with sender.room.transactions.read() as session:
        known = people.person_of(session, scene.workspace, delivery.person)
    settings = known.settings if known else {}
    skipped = f"{scene.project}:{delivery.about}" in settings.get(SKIPPED, [])
    return scene.project not in settings.get(kindly.NO_NUDGES, []) and not (delivery.about and skipped)


def steps_of(session: Session, scene: Scene, person: str) -> list[Step]:
    """The steps with this person's name on them that are not done and that the team may see, typed lines too."""
    mine = (one for one in book.steps_in(session, scene) if one.how not in OVER and one.owner)
    return [one for one in mine if person_named(one.owner, scene.state, scene.names) == person]


def stage_on(today: date, due: date) -> Stage:
    """What a step's day is, seen from a day."""
    return "today" if today == due else "before" if today < due else "past"


def plan(desk: Desk) -> None:
    """Write the nudges of every step as they follow from the record now, in the transaction that changes it.

    Those of a step that is done, moved, dropped or somebody else's now are cancelled; what is past is not made up for.
    One that stands at another moment moves: its person's days or their wall have changed.
    """
    session, workspace, project = desk.where
    wanted: dict[str, tuple[Delivery, datetime]] = {}
    if desk.state.status != "closed":
        for person, member in desk.state.team.items():
            if member.status != "left" and (mine := steps_of(session, desk.scene, person)):
                times = kindly.times_of(session, workspace, person)
                for one in mine:
                    for delivery, due in _of_step(person, one, times):
                        wanted[delivery.key] = delivery, due
    prefix = f'{SEND}["{STEP}",'
    standing = {key: at for key, at in work.open_keys(session, workspace, project).items() if key.startswith(prefix)}
    for key in standing.keys() - wanted.keys():
        found = outbox.from_key(key)
        if found is not None and found.code != "asked_for":
            work.cancel(session, workspace, project, key, desk.at)
    for key, (delivery, due) in wanted.items():
        if due > desk.at and standing.get(key) != due:
            outbox.send(session, workspace, project, delivery, desk.at, due=due)


def _of_step(person: str, step: Step, times: PersonTimes) -> list[tuple[Delivery, datetime]]:
    """A step's three nudges: the working day before, the day, and the day after it."""
    due = parsed(step.due)
    if due is None:
        return []
    days: dict[Stage, date | None] = {"before": day_before(due, times), "today": due, "past": due + timedelta(days=1)}
    return [
        (
            Delivery(STEP, person, code=stage, about=step.id, what=due.isoformat()),
            at_wall(day, MORNING, times.zone),
        )
        for stage, day in days.items()
        if day is not None
    ]


def day_before(due: date, times: PersonTimes) -> date | None:
    """A person's last working day before a day, bank holidays and leave left out; None when there is none near."""
    day = due - timedelta(days=1)
    while day >= due - FAR:
        if not day_off(times, day):
            return day
        day -= timedelta(days=1)
    return None


def skip(session: Session, workspace: str, person: str, project: str, about: str) -> None:
    """Say no more to this person about one step; the others go on."""
    known = people.person_of(session, workspace, person)
    before = list(known.settings.get(SKIPPED, [])) if known else []
    mark = f"{project}:{about}"
    people.set_setting(
        session, workspace, person, SKIPPED, [*(one for one in before if one != mark), mark][-MOST_SKIPPED:]
    )
