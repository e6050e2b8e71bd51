"""The messages of a check-in: built from the record as it is now, then sent or changed (`manners` minds the hour)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from coach.services.check_in import book, planning
from coach.services.coming_due import kindly
from coach.services.scene import Scene
from coach.services.screens.build import alone
from coach.services.screens.checking_in import check_in as of_person
from coach.services.screens.checking_in import check_in_rhythm as of_rhythm
from coach.services.screens.checking_in.check_in_note import check_in_note
from coach.services.screens.leading import what_next
from coach.services.sending.outbox import Delivery
from coach.services.sending.posting import Sender
from coach.words.days import short_moment
from storage import check_ins, conversations, work
from storage.check_ins import Asked, CheckIn


def check_in(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """One person's check-in; changed in place as they answer. Not sent to somebody away, nor once the next has come."""
    person, slot = delivery.person, f"check_in:{delivery.about}:{delivery.person}"
    found, asked = _found(sender, scene, delivery)
    if found is None or asked is None:
        return
    standing = sender.posted(slot)
    if standing is None:
        member = scene.state.team.get(person)
        if member is None or member.status != "here" or scene.state.status != "active" or sender.work.doubtful:
            return
    with sender.room.transactions.read() as session:
        sheet = book.sheet_of(session, scene, person, found.since)
        talked = book.last_talk(session, scene, found, person)
        zone = kindly.times_of(session, scene.workspace, person).zone
    if standing is None and sheet.empty:
        return
    until = short_moment(found.closes_at, zone, scene.now) if found.closed_at is None else ""
    said = of_person.sheet(scene, sheet, since=found.since, talked=talked, note_at=until)
    sender.show(slot, sender.dm(person), said)
    if asked.sent_at is None:
        _sent(sender, scene, found, asked)


def _found(sender: Sender, scene: Scene, delivery: Delivery) -> tuple[CheckIn | None, Asked | None]:
    """The check-in that a message belongs to, while it is the newest, and its person's place in it."""
    with sender.room.transactions.read() as session:
        last = check_ins.latest(session, scene.workspace, scene.project)
        if last is None or str(last.n) != delivery.about:
            return None, None
        people = check_ins.asked_in(session, scene.workspace, scene.project, last.n)
    return last, next((one for one in people if one.person == delivery.person), None)


def _sent(sender: Sender, scene: Scene, found: CheckIn, asked: Asked) -> None:
    now = sender.room.clock.now()
    with sender.room.transactions.write() as session:
        conversations.lock(session, scene.workspace, scene.project)
        people = check_ins.asked_in(session, scene.workspace, scene.project, found.n)
        for one in people:
            if one.person == asked.person:
                check_ins.put_asked(session, scene.workspace, scene.project, found.n, replace(one, sent_at=now))


def note(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """The one note for everybody, edited as late answers come; somebody alone has it in their direct message."""
    with sender.room.transactions.read() as session:
        every = check_ins.check_ins_of(session, scene.workspace, scene.project)
        found = next((one for one in every if str(one.n) == delivery.about), None)
        if found is None or found.n != every[-1].n:
            return
        digest, talked = book.digest_now(session, scene, found), book.last_talk(session, scene, found)
    if digest.silent and not found.digest:
        return
    message = check_in_note(scene, digest, what_next.first(scene), talked)
    channel = scene.channel if scene.channel and not alone(scene) else sender.dm(scene.state.lead)
    sender.show(f"check_in:{found.n}:note", channel, message)
    with sender.room.transactions.write() as session:
        check_ins.change_check_in(session, scene.workspace, scene.project, found.n, digest=message.text)


def quiet(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """The one gentle word to the lead after two silent check-ins; nothing when somebody has acted meanwhile."""
    slot = f"check_in:{delivery.about}:quiet"
    if scene.rhythm is None or not scene.rhythm.quiet or sender.posted(slot) is not None:
        return
    if sender.work.doubtful or scene.state.status != "active":
        return
    lead = scene.state.lead
    sender.show(slot, sender.dm(lead), of_rhythm.quiet(scene))


def offer(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """The offer at the end of a round, to the lead, once a project; nothing when it is set already."""
    if scene.rhythm is None and scene.state.status == "active":
        sender.show("check_in:offer", sender.dm(scene.state.lead), of_rhythm.offer(scene))


def was_set(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """How often the coach looks in, for everybody, with the hour where others are."""
    if not scene.channel or alone(scene):
        return
    with sender.room.transactions.read() as session:
        here = [person for person, member in scene.state.team.items() if member.status != "left"]
        zones = [kindly.times_of(session, scene.workspace, person).zone for person in here]
        due = work.open_keys(session, scene.workspace, scene.project).get(planning.DUE)
    sender.show(f"check_in:set:{delivery.once}", scene.channel, of_rhythm.announced(scene, zones, due))


KINDS: dict[str, Callable[[Sender, Scene, Delivery], None]] = {
    "check_in": check_in,
    "check_in_note": note,
    "check_in_quiet": quiet,
    "check_in_offer": offer,
    "check_in_set": was_set,
}
