"""The digest: what found no room in a person's week, over all their projects, in one message, each with its button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from coach.services import finding
from coach.services.check_in import book
from coach.services.coming_due import nudges
from coach.services.scene import Scene
from coach.services.screens import seeing
from coach.services.screens.build import button
from coach.services.screens.channel import greeting
from coach.services.screens.checking_in import check_in_rhythm as of_rhythm
from coach.services.screens.people import nudging
from coach.services.screens.people.nudging import Waiting
from coach.services.screens.replying import telling
from coach.services.screens.showing.stands import AGREEMENT
from coach.services.screens.trying import expecting
from coach.services.sending import outbox
from coach.services.sending.outbox import Delivery
from coach.services.sending.posting import Sender
from coach.views import Controls, Message, Pick
from coach.words import safe
from coach.words.days import parsed
from storage import check_ins, messages, set_aside
from storage.set_aside import SetAside

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

KIND = "digest"
WELCOME = "welcome_back"
"""The same for somebody who is back from leave: whatever waits, in one kind word (`coming_back`)."""


def plan(session: Session, workspace: str, project: str, person: str, due: datetime, now: datetime) -> None:
    """Plan a person's digest: a row in each project that has something in it; whichever comes first has it all."""
    outbox.send(session, workspace, project, Delivery(KIND, person=person), now, due=due)


def digest(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """Send a person everything that waits for them; what has been answered or done since is left out."""
    _send(sender, delivery, nudging.digest)


def welcome_back(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """Welcome somebody back with everything that waits for them; nothing is sent when nothing does."""
    _send(sender, delivery, lambda found: nudging.welcome_back(scene, delivery.person, found))


def _send(sender: Sender, delivery: Delivery, shown: Callable[[list[Waiting]], Message]) -> None:
    person, now = delivery.person, sender.room.clock.now()
    with sender.room.transactions.read() as session:
        kept = set_aside.set_aside_for(session, sender.work.workspace, person)
        entries = [one for one in kept if one.told_at is None]
        found = _waiting(session, sender, person, entries)
    if found:
        sender.show(f"{delivery.kind}:{person}:{now.date().isoformat()}", sender.dm(person), shown(found))
    if entries:
        with sender.room.transactions.write() as session:
            newest = max(one.since for one in entries)  # what was set aside while it went out waits for the next one
            set_aside.named(session, sender.work.workspace, person, now, newest)


def _waiting(session: Session, sender: Sender, person: str, entries: list[SetAside]) -> list[Waiting]:
    """Each thing once, the longest waiting first: a question that was asked and reminded of is one thing."""
    scenes = {one: found for one in {entry.project for entry in entries} if (found := _scene(session, sender, one))}
    made: dict[tuple[str, str], Waiting] = {}
    for entry in entries:
        scene, delivery = scenes.get(entry.project), outbox.from_key(entry.key)
        if scene is None or delivery is None or not _here(scene, person):
            continue
        line = LINES.get(delivery.kind, _other)(session, scene, delivery)
        if line is not None:
            made.setdefault((entry.project, delivery.question or delivery.about or delivery.code), line)
    return list(made.values())


def _scene(session: Session, sender: Sender, project: str) -> Scene | None:
    found = finding.named(session, sender.work.workspace, project)
    return next(iter(finding.scenes_of(session, sender.room, (found,))), None) if found else None


def _here(scene: Scene, person: str) -> bool:
    member = scene.state.team.get(person)
    return member is not None and member.status in {"here", "invited"} and scene.state.status == "active"


def _card(session: Session, scene: Scene, delivery: Delivery) -> Waiting | None:
    """A card that was not sent: unless it was meanwhile, or is answered."""
    slot = f"dm:{delivery.person}:{delivery.pass_n}:{delivery.question}"
    if messages.message_in(session, scene.workspace, scene.project, slot) is not None:
        return None
    waiting = seeing.open_for(scene, delivery.person)
    own = [one for one in seeing.card_of(scene, delivery.question) if one in waiting]
    return _question_line(scene, own[0], delivery.person) if own else None


def _answer(session: Session, scene: Scene, delivery: Delivery) -> Waiting | None:
    open_now = delivery.question in seeing.open_for(scene, delivery.person)
    return _question_line(scene, delivery.question, delivery.person) if open_now else None


def _question_line(scene: Scene, wanted: str, person: str) -> Waiting:
    asked = nudging.agreed(scene) if wanted == AGREEMENT else safe(seeing.question(scene, wanted).ask)
    return Waiting(
        nudging.question_line(scene, asked, seeing.closes(scene, person)), tuple(greeting.openers(scene, wanted))
    )


def _step(session: Session, scene: Scene, delivery: Delivery) -> Waiting | None:
    for one in nudges.steps_of(session, scene, delivery.person):
        due = parsed(one.due)
        if one.id == delivery.about and due is not None:
            return Waiting(nudging.step_line(scene, one.what, due), nudging.step_buttons(scene, one.id))
    return None


def _invited(session: Session, scene: Scene, delivery: Delivery) -> Waiting | None:
    if scene.state.team[delivery.person].status != "invited":
        return None
    buttons = (button(scene, "I'm in", "fine", style="primary"), button(scene, "What is this?", "what_is_this"))
    return Waiting(nudging.invited_line(scene), buttons)


def _told(session: Session, scene: Scene, delivery: Delivery) -> Waiting | None:
    """Words for one person, mostly the lead: their first line, and a press to read them whole; unless it is settled."""
    if not telling.still_holds(scene, delivery.code, delivery.question, delivery.about):
        return None
    said = telling.tell(scene, delivery.person, delivery.code, delivery.question, delivery.about)
    arg = f"{delivery.code}/{delivery.about}"
    return Waiting(said.text.partition("\n")[0], (button(scene, "Show me", "told", delivery.question, arg),))


def _check_in(session: Session, scene: Scene, delivery: Delivery) -> Waiting | None:
    """A check-in that was not sent, while it is the newest and there is still something to say."""
    last = check_ins.latest(session, scene.workspace, scene.project)
    if last is None or str(last.n) != delivery.about:
        return None
    sheet = book.sheet_of(session, scene, delivery.person, last.since)
    if not book.still_to_say(sheet, last.since) and not sheet.finds:
        return None
    return Waiting(nudging.check_in_line(scene), (button(scene, "What is mine?", "check_in_mine"),))


def _back(session: Session, scene: Scene, delivery: Delivery) -> Waiting | None:
    return Waiting(nudging.back_line(scene), (button(scene, "Where were we?", "status"),))


def _expect(session: Session, scene: Scene, delivery: Delivery) -> Waiting | None:
    offer = expecting.offer(scene)
    said = expecting.mine(scene, delivery.person)
    return Waiting(expecting.in_digest(scene), (offer,)) if offer and not said else None


def _opened(session: Session, scene: Scene, delivery: Delivery) -> Waiting | None:
    said = expecting.opened(scene, delivery.person)
    show = button(scene, "Show me", "expected")
    return Waiting(said.text.partition("\n")[0], (show,)) if said else None


def _nothing(session: Session, scene: Scene, delivery: Delivery) -> Waiting | None:
    """A welcome that found no room in the week: what it would have named is in the digest by itself."""
    return None


def _other(session: Session, scene: Scene, delivery: Delivery) -> Waiting | None:
    return Waiting(nudging.question_line(scene, "something waits for you.", ""), (button(scene, "Show me", "status"),))


def _of_rhythm(shown: Callable[[Scene], Message]) -> Callable[[Session, Scene, Delivery], Waiting | None]:
    """The lead's own words on how often the coach looks in: the first line, and the buttons."""

    def made(session: Session, scene: Scene, delivery: Delivery) -> Waiting:
        said = shown(scene)
        buttons = next((part.items for part in said.parts if isinstance(part, Controls)), ())
        return Waiting(said.text.partition("\n")[0], tuple(one for one in buttons if not isinstance(one, Pick)))

    return made


LINES: dict[str, Callable[[Session, Scene, Delivery], Waiting | None]] = {
    "cards": _card,
    "nudge": _answer,
    "step_nudge": _step,
    "first_dm": _invited,
    "tell": _told,
    "check_in": _check_in,
    "back_nudge": _back,
    "check_in_quiet": _of_rhythm(of_rhythm.quiet),
    "check_in_offer": _of_rhythm(of_rhythm.offer),
    "expect": _expect,
    "expect_open": _opened,
    WELCOME: _nothing,
}
