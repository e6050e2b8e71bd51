"""Asking each person before a try what they expect of it, and opening that beside the result."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coach.services.scene import Scene
from coach.services.screens.trying import expecting as screen
from coach.services.sending.outbox import Delivery
from coach.services.sending.posting import Sender
from dialogues import effects as e
from dialogues import predicting
from dialogues.state import Turn

if TYPE_CHECKING:
    from coach.services.desk import Desk

_BEFORE_A_TRY = frozenset({"out_trying", "round_done"})


def turn_made(desk: Desk, turn: Turn) -> None:
    """Ask everybody as the team goes out to try it (apart; in the room the card has the button); open what was said."""
    codes = {effect.code for effect in turn.effects if isinstance(effect, e.Announce)}
    if codes & _BEFORE_A_TRY and desk.state.way == "apart" and screen.may_say(desk.scene):
        asked = str(predicting.try_on(desk.state))
        for person in predicting.who_is_asked(desk.state, desk.facts):
            desk.send(Delivery("expect", person=person, about=asked))
    if any(_shows_result(desk, effect) for effect in turn.effects):
        for person, said in predicting.opened(desk.state, desk.scene.expected).items():
            desk.send(Delivery("expect_open", person=person, about=str(said.asked)))


def _shows_result(desk: Desk, effect: e.Effect) -> bool:
    """Whether an effect lets everybody see a result: apart it is revealed, in the room it is said aloud."""
    if isinstance(effect, e.Reveal | e.Added):
        return effect.question == predicting.RESULTS
    in_room = isinstance(effect, e.Keep) and not effect.private and desk.state.way != "apart"
    return in_room and isinstance(effect, e.Keep) and effect.question == predicting.RESULTS


def ask(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """The question before a try, to one person; changed into what they said. Not sent once it is too late for it."""
    person, slot = delivery.person, f"expect:{delivery.about}:{delivery.person}"
    if str(predicting.try_on(scene.state)) != delivery.about:
        return
    if sender.posted(slot) is None:
        member = scene.state.team.get(person)
        here = member is not None and member.status == "here" and scene.state.status == "active"
        if not here or sender.work.may_have_gone or not screen.may_say(scene) or screen.mine(scene, person):
            return
    sender.show(slot, sender.dm(person), screen.ask(scene, person), once=True)


def opened(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """What one person expected beside what was seen; edited when more results come."""
    member, message = scene.state.team.get(delivery.person), screen.opened(scene, delivery.person)
    if message is None or member is None or member.status == "left":
        return
    slot = f"expected:{delivery.about}:{delivery.person}"
    sender.show(slot, sender.dm(delivery.person), message)


KINDS: dict[str, Callable[[Sender, Scene, Delivery], None]] = {"expect": ask, "expect_open": opened}
