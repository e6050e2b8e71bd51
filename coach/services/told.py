"""What the engine had to say to the one who acted, as one message."""

from __future__ import annotations

from coach.services import screens
from coach.services.desk import Desk
from coach.services.sending.cards import joined
from coach.views import Message, Reply
from dialogues.checks.remark import Remark


def told(desk: Desk) -> Reply:
    """What the engine had to say to the one who acted, as one message; nothing when it had nothing."""
    found = _said(desk)
    return Reply(message=joined(found)) if found else Reply()


def with_told(desk: Desk, message: Message) -> Reply:
    """A message of our own, and below it what the engine had to say."""
    return Reply(message=joined([message, *_said(desk)]))


def _said(desk: Desk) -> list[Message]:
    found = [screens.tell(desk.scene, one.person, one.code, one.question, one.about) for one in desk.told]
    return found + [_noticed(desk, question, remark, note) for question, remark, note in desk.noticed]


def _noticed(desk: Desk, question: str, remark: Remark, note: int) -> Message:
    """What was noticed in an answer just given; on a whole list it is said another way."""
    own = any(name == question for name, _ in desk.kept)
    screen = screens.noticing.remark if own else screens.noticing.of_the_whole
    return screen(desk.scene, question, remark, note)
