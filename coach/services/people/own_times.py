"""A person's own times: typed, by form, a time zone with one tap; their leave follows in each of their projects."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from coach.errors import CoachError
from coach.inbound import Inbound, Pressed, Submitted
from coach.services import consequences
from coach.services.acts.pressing import Given
from coach.services.coming_due import kindly, nudges
from coach.services.desk import Desk, desks_of
from coach.services.kindness.calendars import NONE, calendar_named
from coach.services.kindness.person import Leave, PersonTimes, leave_on
from coach.services.kindness.reading import number_of, read_time, read_zone
from coach.services.kindness.typed_times import HIGHEST, read_times
from coach.services.people import leaves
from coach.services.people.mine import Mine, mine_of
from coach.services.room import Room
from coach.services.screens.people import my_times as screen
from coach.services.sending import outbox
from coach.views import Press, Reply
from coach.words.days import day_of
from dialogues import inputs as i

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

KEPT = "Kept."
FOLLOWS = "I go by Slack's time zone for you again."


def look(room: Room, session: Session, inbound: Inbound, press: Press) -> Reply:
    """What is set now."""
    return Reply(message=screen.my_times(_mine(room, session, inbound)))


def typed(room: Room, session: Session, inbound: Inbound, press: Press) -> Reply:
    """Typed words: "not before 9, days mon tue thu", "leave 3 aug to 17 aug", "away until friday"."""
    before = _times(room, session, inbound)
    if not press.arg.strip():
        return look(room, session, inbound, press)
    return keep(room, session, inbound, before, read_times(press.arg, before, room.clock.now()), _chosen(press.arg))


def _chosen(words: str) -> tuple[str, ...]:
    """What was said outright is kept even when it is what holds already: London stays London when Slack moves on."""
    said = words.casefold()
    found = {"zone": "zone" in said, "calendar": "holiday" in said}
    return tuple(name for name, was in found.items() if was)


def zone(room: Room, session: Session, inbound: Inbound, press: Press) -> Reply:
    """Another time zone with one tap; without a name: Slack's again."""
    before = _times(room, session, inbound)
    named = read_zone(press.arg) if press.arg else ""
    return keep(room, session, inbound, before, replace(before, zone=named), ("zone",) if named else ())


def saved(room: Room, session: Session, inbound: Inbound, press: Press) -> Reply:
    """The form, box by box; an error stays at its box and nothing is kept."""
    boxes = inbound.what.boxes if isinstance(inbound.what, Submitted) else {}
    before, now = _times(room, session, inbound), room.clock.now()
    after, errors, chosen = before, [], ["zone"] if _word(boxes, "zone") else []
    for box, read in BOXES.items():
        try:
            after = read(boxes, after, now)
        except CoachError as error:
            errors.append((box, error.words))
    if errors:
        return Reply(errors=tuple(errors))
    return keep(room, session, inbound, before, after, tuple(chosen))


def keep(
    room: Room,
    session: Session,
    inbound: Inbound,
    before: PersonTimes,
    after: PersonTimes,
    chosen: tuple[str, ...] = (),
) -> Reply:
    """Keep a person's times, let their projects follow, and say in words what holds now."""
    workspace, person, now = inbound.workspace, inbound.person, room.clock.now()
    kindly.keep_times(session, workspace, person, after, chosen)
    changed = leaves.follow(room, session, workspace, person, before)
    plan_anew(room, session, workspace, person)
    outbox.look_again(session, workspace, now, person=person)
    room.queue.ring(session)
    mine = _mine(room, session, inbound)
    said = [KEPT, screen.leave_said(mine, changed) if changed or before.leave != after.leave else ""]
    if not after.zone:
        said.append(FOLLOWS)
    return Reply(message=screen.my_times(mine, " ".join(one for one in said if one)))


def plan_anew(room: Room, session: Session, workspace: str, person: str) -> None:
    """Nudges of steps, and a lead's word before a try, come by the person's own days: they are written anew."""
    for desk in desks_of(room, session, workspace, person):
        nudges.plan(desk)
        if desk.state.lead == person:
            consequences.near_anew(desk)


def _mine(room: Room, session: Session, inbound: Inbound) -> Mine:
    return mine_of(session, room, inbound.workspace, inbound.person, may_all=inbound.may_all)


def _times(room: Room, session: Session, inbound: Inbound) -> PersonTimes:
    return kindly.times_of(session, inbound.workspace, inbound.person)


# -- the boxes of the form ----------------------------------------------------------------------


def _word(boxes: dict[str, Any], name: str) -> str:
    return str(boxes.get(name) or "").strip()


def _days(boxes: dict[str, Any], times: PersonTimes, now: datetime) -> PersonTimes:
    return replace(times, working_days=frozenset(int(day) for day in boxes.get("days") or ()))


def _hours(boxes: dict[str, Any], times: PersonTimes, now: datetime) -> PersonTimes:
    first = read_time(_word(boxes, "from") or "08:00", "09:00")
    return replace(times, not_before=first, not_after=read_time(_word(boxes, "to") or "18:00", "17:30"))


def _nights(boxes: dict[str, Any], times: PersonTimes, now: datetime) -> PersonTimes:
    return replace(times, nights_until=_day(boxes, "nights"))


def _leave(boxes: dict[str, Any], times: PersonTimes, now: datetime) -> PersonTimes:
    """The leave that the form showed is the nearest; later ones stay as they are."""
    today = day_of(now, times.zone)
    kept = sorted((one for one in times.leave if one.last >= today), key=lambda one: one.first)[1:]
    first, last = _day(boxes, "leave_from"), _day(boxes, "leave_to")
    if last is None and first is None:
        return replace(times, leave=tuple(kept))
    first = first or today
    if last is None or last < first:
        raise CoachError("leave_ends", "The last day comes before the first." if last else "Which is the last day?")
    return replace(times, leave=tuple(sorted({*kept, Leave(first, last)}, key=lambda one: one.first)))


def _day(boxes: dict[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(_word(boxes, name))
    except ValueError:
        return None


def _holidays(boxes: dict[str, Any], times: PersonTimes, now: datetime) -> PersonTimes:
    return replace(times, calendar=calendar_named(_word(boxes, "holidays") or NONE))


def _limit(boxes: dict[str, Any], times: PersonTimes, now: datetime) -> PersonTimes:
    number = number_of(_word(boxes, "limit").partition(".")[0] or "0")
    if number is None or number > HIGHEST:
        raise CoachError("limit", f"A number from 0 to {HIGHEST}, please.")
    return replace(times, weekly_ceiling=number)


def _zone(boxes: dict[str, Any], times: PersonTimes, now: datetime) -> PersonTimes:
    return replace(times, zone=read_zone(_word(boxes, "zone"), "London") if _word(boxes, "zone") else "")


BOXES = {
    "days": _days,
    "to": _hours,
    "nights": _nights,
    "leave_to": _leave,
    "holidays": _holidays,
    "limit": _limit,
    "zone": _zone,
}


# -- away and back, from one project --------------------------------------------------------------


def away(desk: Desk, given: Given) -> Reply | None:
    """Away for a while: from all of one's projects as leave, or from this one alone."""
    day, here = given.word("until", "day"), given.word("where") == "here"
    until = given.moment("until", "day")
    if until is not None and until <= desk.at:
        return Reply(errors=(("until", "Pick a day after today."),))
    if here or until is None:
        desk.take(i.Away(given.person, given.at, until))
        return None
    before = kindly.times_of(desk.session, desk.project.workspace, given.person)
    after = read_times(f"away until {day}", before, desk.at)
    return keep(desk.room, desk.session, _inbound(desk, given), before, after)


def back(desk: Desk, given: Given) -> Reply | None:
    """Back before the time: here again in this project, and a leave that is on ends in all of them."""
    before = kindly.times_of(desk.session, desk.project.workspace, given.person)
    on = leave_on(before, day_of(desk.at, before.zone))
    if on is None:
        desk.take(i.Return(given.person, given.at))
        return None
    after = replace(before, leave=tuple(one for one in before.leave if one != on))
    return keep(desk.room, desk.session, _inbound(desk, given), before, after)


def _inbound(desk: Desk, given: Given) -> Inbound:
    return Inbound("", desk.project.workspace, given.person, given.at, Pressed(given.press))
