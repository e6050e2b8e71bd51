"""Taking up what is proposed, or something else that is looked at again: one question opens beside what is on."""

from __future__ import annotations

from coach.services import screens
from coach.services.acts.pressing import Given
from coach.services.desk import Desk
from coach.views import Reply
from dialogues import inputs as i

PICK_ONE = "Pick one of these, or any other question."


def take_up(desk: Desk, given: Given) -> Reply | None:
    """Ask what was proposed; typed words mean the first proposal."""
    wanted = given.question
    if not wanted:
        found = screens.what_next.first(desk.scene)
        wanted = found.question if found else ""
    if not wanted:
        return Reply(message=screens.next_best(desk.scene, given.person, ""))
    return _asked(desk, given, wanted)


def chosen(desk: Desk, given: Given) -> Reply | None:
    """Ask what was chosen from the list; of two, the one that was looked for."""
    wanted = given.word("other") or given.word("question")
    if not wanted:
        return Reply(errors=(("question", PICK_ONE),))
    return _asked(desk, given, wanted)


def _asked(desk: Desk, given: Given, wanted: str) -> Reply | None:
    if not desk.take(i.LookAgain(given.person, given.at, wanted)):
        return None
    return Reply(message=screens.what_next.asked_now(desk.scene, wanted))
