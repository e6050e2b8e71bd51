"""What was asked of one person, and has had its time: its message becomes one calm line that says what came of it.

A reminder of a question, and what the lead alone can settle. They are looked at after every turn; once calm, a
message is forgotten, for there is nothing left in it to press.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.services.outbox import Delivery, send
from coach.services.posting import Sender
from coach.services.scene import Scene
from coach.services.screens.afterwards import LASTING, NUDGE, became, waits
from coach.services.screens.greeting import nudge
from storage import conversations, messages

if TYPE_CHECKING:
    from coach.services.desk import Desk

KIND = "over"
_TELL = "tell"


@dataclass(frozen=True, slots=True)
class Word:
    """What a standing message asks, as its slot says: of whom, by which code, about which question or day."""

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
    if kind == _TELL and len(parts) == 5 and parts[1] in LASTING:
        return Word(*parts[:4])
    return None


def turn_made(desk: Desk, *, moved: bool) -> None:
    """Have what is over calmed, in the transaction of the turn; `moved`: the open set closes at another moment now."""
    words = [word for slot in messages.slots_of(*desk.where) if (word := word_in(slot)) is not None]
    if not words:
        return
    scene = desk.scene
    over = {word.person for word in words if (moved and word.code == NUDGE) or not _waits(scene, word)}
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
    with sender.room.transactions.read() as session:
        standing = messages.messages_of(session, scene.workspace, scene.project)
    for message in standing:
        word = word_in(message.slot)
        if word is None or word.person != delivery.person:
            continue
        if not _waits(scene, word):
            sender.shrink(message, became(scene, word.person, word.code, word.question, word.about))
            with sender.room.transactions.write() as session:
                messages.forget_message(session, scene.workspace, scene.project, message.slot)
        elif word.code == NUDGE:
            sender.show(message.slot, message.channel, nudge(scene, word.person, word.question))


def _waits(scene: Scene, word: Word) -> bool:
    return waits(scene, word.person, word.code, word.question, word.about)
