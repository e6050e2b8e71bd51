"""A check-in comes, is answered and closes: who is asked, when all are in, and what two silent ones mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coach.errors import CoachError
from coach.services.check_in import book, following, planning
from coach.services.coming_due import kindly
from coach.services.desk import Desk, open_desk
from coach.services.kindness.wall import past
from coach.services.room import Room
from coach.services.sending.doing import Done, GivenUp, Settled
from coach.services.sending.outbox import Delivery
from dialogues import digests
from dialogues.machine import LOOKING_BACK
from storage import audit, check_ins, work
from storage.check_ins import Asked, CheckIn
from storage.work_claims import Work

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SILENT = 2  # silent check-ins in a row after which the coach asks the lead once, then waits
A_WEEK = timedelta(days=7)
LOOK_BACK_NEAR = timedelta(days=1)  # a look back this close takes the place of a check-in


def do(room: Room, row: Work) -> Settled:
    """Do a row of a check-in that has come due: it opens, or it closes; a late one does nothing."""
    n = int(row.payload.get("n") or 0)
    try:
        with room.transactions.write() as session:
            desk = open_desk(room, session, row.workspace, row.conversation, person="")
            if row.payload.get("do") == "close":
                closes(desk, n)
            else:
                comes(desk, n, row.due_at)
    except CoachError as error:
        return GivenUp(error.code)
    return Done()


def comes(desk: Desk, n: int, due: datetime) -> None:
    """The nth check-in has come: everybody with something to do is asked, nobody else.

    However late, it comes once. It is left out when nobody has anything to do, or a look back is about to ask.
    """
    kept = check_ins.rhythm_of(*desk.where)
    last = check_ins.latest(*desk.where)
    if kept is None or kept.status != "on" or kept.quiet or (last is not None and last.n >= n):
        return
    if desk.state.status != "active" or _waits_for_quiet(desk, n):
        return
    following_one = planning.plan(*desk.where, max(desk.at, due))  # a clock that was set back means the next one too
    if not _look_back_near(desk):
        _open(desk, n, due, kept, last)
    elif following_one is not None and _left_alone(desk, following_one - due):
        _fall_quiet(desk, n)
    planning.plan(*desk.where, max(desk.at, due))
    desk.room.queue.ring(desk.session)


def _left_alone(desk: Desk, between: timedelta) -> bool:
    """Whether the look back that took its place has stood unanswered as long as two check-ins, two weeks at least."""
    state = desk.state
    asked = [cell.asked_at for cell in state.cells.values() if cell.status == "open" and cell.asked_at is not None]
    if state.walk != LOOKING_BACK or not asked:
        return False
    return desk.at - max(*asked, state.touched_at or asked[0]) >= SILENT * max(between, A_WEEK)


def _fall_quiet(desk: Desk, n: int) -> None:
    """One word to the lead, then none until somebody acts."""
    check_ins.change_rhythm(*desk.where, quiet=True)
    planning.plan(*desk.where, desk.at)
    desk.send(Delivery("check_in_quiet", person=desk.state.lead, about=str(n)))


def _waits_for_quiet(desk: Desk, n: int) -> bool:
    """Whether a quiet time of the team or of everyone holds: it comes after that, or with the next one."""
    ends = past(kindly.manner(desk.session, desk.project.workspace, "", desk.project.id, desk.at).quiet, desk.at)
    if ends > desk.at:
        planning.postpone(*desk.where, n, ends, desk.at)
    return ends > desk.at


def _look_back_near(desk: Desk) -> bool:
    state = desk.state
    if state.walk == LOOKING_BACK:
        return True
    soon = state.back_at is not None and state.back_at <= desk.at + LOOK_BACK_NEAR
    return state.walk == "review" and soon


def _open(desk: Desk, n: int, due: datetime, kept: check_ins.Rhythm, last: CheckIn | None) -> None:
    since = book.counts_from(desk.session, desk.scene, due)
    sheets = {
        person: sheet
        for person, sheet in book.sheets_of(desk.session, desk.scene, since).items()
        if desk.state.team[person].status in ("here", "away")
    }
    if not sheets:
        return
    session, workspace, project = desk.where
    ends = planning.closing_of(session, workspace, kept, desk.at)
    found = CheckIn(workspace, project, n, "rhythm", due, since, desk.at, ends)
    if not check_ins.add_check_in(session, found):
        return
    early = digests.heard(desk.facts, since)
    for person in sheets:
        away = desk.state.team[person].status == "away"
        check_ins.put_asked(session, workspace, project, n, Asked(person, away, answered_at=early.get(person)))
        if not away and (person not in early or book.still_to_say(sheets[person], since)):
            desk.send(Delivery("check_in", person=person, about=str(n)))
    planning.close_later(session, workspace, project, n, ends, desk.at)
    if last is not None and last.closed_at is None:
        check_ins.change_check_in(session, workspace, project, last.n, closed_at=desk.at)
    audit.note(session, workspace, project, who="coach", what="check_in", about=str(n), at=desk.at)
    if all_in(desk, found, check_ins.asked_in(session, workspace, project, n)):
        close(desk, found)


def heard_from(desk: Desk, person: str) -> None:
    """Somebody said something that belongs to the check-in: their message follows, and the note for everybody too."""
    following.awake(desk)
    last = check_ins.latest(*desk.where)
    if last is None:
        return
    asked = {one.person: one for one in check_ins.asked_in(*desk.where, last.n)}
    mine = asked.get(person)
    if mine is not None and mine.answered_at is None:
        asked[person] = replace(mine, answered_at=desk.at)
        check_ins.put_asked(*desk.where, last.n, asked[person])
    if mine is not None and mine.sent_at is not None:
        desk.send(Delivery("check_in", person=person, about=str(last.n)))
    if last.digest:
        desk.send(Delivery("check_in_note", about=str(last.n)))
    elif last.closed_at is not None and book.counts_from(desk.session, desk.scene) > last.since:
        return  # late for one that nobody spoke in, and early for the next: the next one's note has it
    elif last.closed_at is not None or all_in(desk, last, tuple(asked.values())):
        close(desk, last)


def all_in(desk: Desk, check_in: CheckIn, asked: tuple[Asked, ...]) -> bool:
    """Whether everybody who was asked and is here has spoken of all that is theirs."""
    sheets = book.sheets_of(desk.session, desk.scene, check_in.since)
    waited = [one for one in asked if not one.away and desk.state.team[one.person].status == "here"]
    return bool(waited) and all(
        one.answered_at is not None
        and not (one.person in sheets and book.still_to_say(sheets[one.person], check_in.since))
        for one in waited
    )


def closes(desk: Desk, n: int) -> None:
    """The time of a check-in is up; late answers still count."""
    last = check_ins.latest(*desk.where)
    if last is not None and last.n == n and last.closed_at is None:
        close(desk, last)


def close(desk: Desk, check_in: CheckIn) -> None:
    """Close a check-in: the one note for everybody if anybody spoke; two silent ones in a row are told to the lead."""
    session, workspace, project = desk.where
    check_ins.change_check_in(session, workspace, project, check_in.n, closed_at=check_in.closed_at or desk.at)
    work.cancel(session, workspace, project, f"{planning.CLOSE}:{check_in.n}", desk.at)
    if digests.heard(desk.facts, check_in.since):
        desk.send(Delivery("check_in_note", about=str(check_in.n)))
    elif silent_in_a_row(session, workspace, project) >= SILENT:
        _fall_quiet(desk, check_in.n)


def silent_in_a_row(session: Session, workspace: str, project: str) -> int:
    """How many of the newest check-ins nobody answered who was asked; one that reached nobody is left out.

    It reaches nobody who is away, on nights, or quiet for a while: their silence is no answer.
    Counting starts when the rhythm was set, or when somebody acted after a silence.
    """
    count, kept = 0, check_ins.rhythm_of(session, workspace, project)
    for one in reversed(check_ins.check_ins_of(session, workspace, project)):
        if kept is not None and one.opened_at <= kept.set_at:
            break
        asked = check_ins.asked_in(session, workspace, project, one.n)
        if any(person.answered_at is not None for person in asked):
            break
        count += any(person.reached for person in asked)
    return count
