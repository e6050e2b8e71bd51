"""What was asked of one person, and has had its time: its message becomes one calm line that says what came of it.

A reminder of a question or a step, and what the lead alone can settle. They are looked at after every turn; once calm,
a message is forgotten, for there is nothing left in it to press.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.services.check_in import book
from coach.services.scene import Scene
from coach.services.screens.channel.greeting import nudge
from coach.services.screens.people.afterwards import BACK, LASTING, NUDGE, became, step_became, waits
from coach.services.sending.outbox import Delivery, send
from coach.services.sending.posting import Sender
from coach.views import Message
from dialogues.to_do import OVER, Step, person_named
from storage import conversations, messages
from storage.messages import Posted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from coach.services.desk import Desk

KIND, STEP = "over", "step_nudge"
_TELL = "tell"


@dataclass(frozen=True, slots=True)
class Word:
    """What a message asks, as its slot says: of whom, by which code, about which question or step, and day."""

    person: str
    code: str
    question: str = ""
    about: str = ""


def slot_of(delivery: Delivery) -> str:
    """The slot of a word to one person; of one that asks for something it says what."""
    once = delivery.once or delivery.code
    if delivery.kind != _TELL or delivery.code not in LASTING:
        return f"{delivery.kind}:{delivery.person}:{once}"
    return f"{_TELL}:{delivery.person}:{delivery.code}:{delivery.question}:{delivery.about}:{once}"


def word_in(slot: str) -> Word | None:
    """Read what a slot asks; None when it asks for nothing that ends."""
    kind, _, rest = slot.partition(":")
    parts = rest.split(":")
    if kind == NUDGE and len(parts) > 2:
        return Word(parts[0], NUDGE, parts[1])
    if kind == STEP and len(parts) > 2:
        return Word(parts[0], STEP, parts[1], parts[3] if len(parts) > 3 else "")
    if kind == BACK and len(parts) > 2:
        return Word(parts[0], BACK, about=parts[2].rpartition(".")[2])  # the moment it was due
    if kind == _TELL and len(parts) == 5 and parts[1] in LASTING:
        return Word(*parts[:4])
    return None


def turn_made(desk: Desk, *, moved: bool) -> None:
    """Have what is over calmed, in the transaction of the turn; `moved`: the open set closes at another moment now."""
    words = [word for slot in messages.slots_of(*desk.where) if (word := word_in(slot)) is not None]
    if not words:
        return
    scene = desk.scene
    over = {word.person for word in words if (moved and word.code == NUDGE) or not _waits(desk.session, scene, word)}
    for person in sorted(over):
        desk.send(Delivery(KIND, person=person), lane=f"{person}:kept")


def posted(sender: Sender, scene: Scene, person: str) -> None:
    """Look again at what was just posted if the project moved on while it was on its way."""
    with sender.room.transactions.read_one() as session:
        talk = conversations.conversation_of(session, scene.workspace, scene.project)
    if talk is not None and talk.turn != scene.state.turn:
        with sender.room.transactions.write() as session:
            again, now = Delivery(KIND, person=person), sender.room.clock.now()
            send(session, scene.workspace, scene.project, again, now, lane=f"{person}:kept")
            sender.room.queue.ring(session)


def over(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """Calm all that is over for one person; a reminder that still waits says when it closes now."""
    for message, word, calm in _standing(sender, scene, delivery.person):
        if calm is not None:
            sender.shrink(message, calm)
            with sender.room.transactions.write() as session:
                messages.forget_message(session, scene.workspace, scene.project, message.slot)
        elif word.code == NUDGE:
            sender.show(message.slot, message.channel, nudge(scene, word.person, word.question))


def _standing(sender: Sender, scene: Scene, person: str) -> list[tuple[Posted, Word, Message | None]]:
    """What stands in a person's DM and asks something, each with what it becomes if that is over."""
    with sender.room.transactions.read() as session:
        every = messages.messages_of(session, scene.workspace, scene.project)
        known = [(one, word) for one in every if (word := word_in(one.slot)) is not None and word.person == person]
        return [(one, word, _calm(session, scene, word)) for one, word in known]


def _calm(session: Session, scene: Scene, word: Word) -> Message | None:
    if _waits(session, scene, word):
        return None
    if word.code == STEP:
        return step_became(scene, _step(session, scene, word), word.person)
    return became(scene, word.person, word.code, word.question, word.about)


def _waits(session: Session, scene: Scene, word: Word) -> bool:
    if word.code != STEP:
        return waits(scene, word.person, word.code, word.question, word.about)
    step = _step(session, scene, word)
    if step is None or step.how in OVER or (word.about and step.due != word.about):
        return False
    return person_named(step.owner, scene.state, scene.names) == word.person


def _step(session: Session, scene: Scene, word: Word) -> Step | None:
    return next((one for one in book.steps_in(session, scene) if one.id == word.question), None)
