"""By name or by role in what is passed on: a person's own choice, for one project, kept as a note."""

from __future__ import annotations

from coach.services import replies, screens
from coach.services.acts.pressing import Given
from coach.services.desk import Desk
from coach.services.sending.outbox import Delivery
from coach.views import Reply
from dialogues import inputs as i
from storage import audit, notes


def use_name(desk: Desk, given: Given) -> Reply:
    """My name may stand in summaries, pages and exports to read."""
    return _chosen(desk, given, on=True)


def use_role(desk: Desk, given: Given) -> Reply:
    """My role stands there, not my name."""
    return _chosen(desk, given, on=False)


def _chosen(desk: Desk, given: Given, *, on: bool) -> Reply:
    member = desk.state.team.get(given.person)
    if member is None or member.status == "left":
        raise replies.NOT_IN
    if (given.person in desk.scene.use_name) != on:
        notes.keep_note(*desk.where, notes.UseName(given.person, on), at=desk.at, pass_n=desk.state.pass_n)
        audit.note(*desk.where, who=given.person, what="UseName" if on else "UseRole", at=desk.at)
        desk.looks_anew()
        for what in desk.state.summaries:
            desk.send(Delivery("summary", what=what, pass_n=desk.state.pass_n))
        desk.send(Delivery("greeted", person=given.person))
    return Reply(message=screens.naming.chosen(desk.scene, given.person))


def join(desk: Desk, given: Given) -> Reply | None:
    """Somebody joins: they hear what that means, and choose how summaries call them."""
    if not desk.take(i.Join(given.person, given.at)):
        return None
    return Reply(message=screens.naming.joined_now(desk.scene, given.person))
