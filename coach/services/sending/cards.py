"""One person's own question cards in the DM: one at a time, each turning into a calm echo when it is answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from coach.inbound import Place
from coach.services import screens
from coach.services.acts.pressing import Given
from coach.services.scene import Scene
from coach.services.screens import seeing
from coach.services.sending import limits, outbox
from coach.services.sending.limits import PutOff
from coach.services.sending.outbox import Delivery
from coach.services.sending.posting import OLD, Sender
from coach.views import Divider, Message, Part
from dialogues.machine import REVIEW
from dialogues.model import Dialogue
from dialogues.state import ConversationState
from storage import conversations, messages
from storage.messages import Posted

if TYPE_CHECKING:
    from coach.services.desk import Desk

FIRST = "first"
"""A card for everybody that stands nowhere yet."""
LIST_PAUSE = timedelta(minutes=2)


def show_cards(sender: Sender, scene: Scene, person: str, *, go_on: bool = False) -> None:
    """Post the next open card of a person; those that stand are brought up to date by a delivery of its own.

    Cards follow one another as they are answered; each is one message, changed and never posted twice, until what it
    asks is asked anew: an edit high up tells nobody. While somebody is typing a list, the next card waits for "That's
    all" (`go_on`) or for two quiet minutes. PutOff when a new one may not go now. Slack allows few changes a minute: a
    change that waits for its turn must not hold up the next question.
    """
    if scene.state.way == "alone" or not _here(scene, person):
        return
    known = _standing(sender, scene, person)
    channel, held, stood = sender.dm(person), None, bool(known)
    for following in _due(scene, person, known):
        wait = not go_on and _typing_a_list(sender, scene, person)
        try:
            if not wait:
                known |= _post(sender, scene, person, channel, known, following)
        except PutOff as put_off:
            held = put_off
    if known:
        _keep_later(sender, scene, person, always=stood)
    if held is not None:
        raise held


def _keep_later(sender: Sender, scene: Scene, person: str, *, always: bool) -> None:
    """Let the cards that stand be brought up to date, also one that was on its way while the project moved on."""
    with sender.room.transactions.write() as session:
        conversations.lock(session, scene.workspace, scene.project)
        talk = None if always else conversations.conversation_of(session, scene.workspace, scene.project)
        if always or (talk is not None and talk.turn != scene.state.turn):
            kept = Delivery("kept_cards", person=person)
            outbox.send(session, scene.workspace, scene.project, kept, sender.room.clock.now(), lane=f"{person}:kept")
            sender.room.queue.ring(session)


def card_slot(state: ConversationState, dialogue: Dialogue) -> str:
    """The slot of the card for everybody: quick has one for the whole run; standard one header a phase."""
    whole = f"card:{state.pass_n}"
    return whole if state.depth == "quick" else f"{whole}:{seeing.phase_of(state, dialogue)}"


def all_stand(scene: Scene, person: str, slots: Collection[str]) -> bool:
    """Whether every card that somebody is asked now is posted, `slots` being those of their cards this round."""
    before = prefix(scene, person)
    known = {slot.removeprefix(before) for slot in slots}
    mine = next_cards(scene, person) if scene.state.status == "active" else ()
    anew = any(all(seeing.cell(scene, one).asked == scene.state.turn for one in card) for card in mine)
    return bool(known) and not anew and all(slot_name(scene, card) in known for card in mine)


def _due(scene: Scene, person: str, known: Mapping[str, Posted]) -> list[tuple[str, ...]]:
    """The cards that a person is asked and that do not stand yet, or stand from before they were asked anew."""
    if scene.state.status != "active":
        return []
    return [card for card in next_cards(scene, person) if _is_due(scene, card, known.get(slot_name(scene, card)))]


def _is_due(scene: Scene, card: tuple[str, ...], stands: Posted | None) -> bool:
    if stands is None:
        return True
    asked = [at for one in card if (at := seeing.cell(scene, one).asked_at) is not None]
    return len(asked) == len(card) and all(at > stands.posted_at for at in asked)


def echo_follows(desk: Desk, given: Given, place: Place) -> None:
    """An answer taken back or changed from the echo of what was typed: the echo says what holds now, or goes."""
    if given.press.do in {"undo", "fix_save"} and place.slot.startswith(OLD):
        desk.send(Delivery("echo", person=given.person, question=given.question, code=place.message))


def keep_cards(sender: Sender, scene: Scene, person: str) -> None:
    """Bring the cards that stand in a person's DM up to date; what is unchanged makes no call."""
    if scene.state.way == "alone" or not _here(scene, person):
        return
    channel, before = sender.dm(person), prefix(scene, person)
    known = set(_standing(sender, scene, person))
    for first in sorted(known):
        sender.show(before + first, channel, _as_it_is(scene, person, known, seeing.card_of(scene, first)))


def prefix(scene: Scene, person: str) -> str:
    """What the slots of a person's own cards of this round begin with."""
    return f"dm:{person}:{scene.state.pass_n}:"


def _standing(sender: Sender, scene: Scene, person: str) -> dict[str, Posted]:
    """The cards that stand in a person's DM this round, by their first question."""
    before = prefix(scene, person)
    with sender.room.transactions.read_one() as session:
        shown = messages.messages_of(session, scene.workspace, scene.project, before)
    return {posted.slot.removeprefix(before): posted for posted in shown}


def _post(
    sender: Sender,
    scene: Scene,
    person: str,
    channel: str,
    known: Mapping[str, Posted],
    following: tuple[str, ...],
) -> dict[str, Posted]:
    """Post a card; the first of a sitting says how many follow. One that is asked anew leaves a line where it stood."""
    first = slot_name(scene, following)
    sitting = scene.state.walk != REVIEW and _begins(scene, set(known), first)
    message, stood = screens.question(scene, person, following, sitting=sitting), known.get(first)
    if stood is not None:  # both or neither: once the new one is out nobody comes back to the old one
        sender.limits.take(limits.for_change(channel, stood.ts))
    posted = sender.show(prefix(scene, person) + first, channel, message, anew=stood is not None)
    if stood is not None:
        sender.shrink(replace(stood, slot=OLD + stood.ts), screens.asked_below(scene, first), taken=True)
    return {first: posted}


def _typing_a_list(sender: Sender, scene: Scene, person: str) -> bool:
    """Whether this person typed a line of a list that is still open within the last two minutes."""
    with sender.room.transactions.read_one() as session:
        typed = messages.messages_of(session, scene.workspace, scene.project, "said:")
    mine = {
        name: kept.question
        for of in scene.facts.answers.values()
        for kept in of
        if (name := kept.id) and kept.by == person
    }
    for posted in typed:
        question = mine.get(posted.slot.rpartition(":")[2], "")
        open_list = question and seeing.is_open(scene, question) and seeing.question(scene, question).kind == "list"
        if open_list and scene.now - posted.posted_at < LIST_PAUSE:
            return True
    return False


def next_cards(scene: Scene, person: str) -> tuple[tuple[str, ...], ...]:
    """The first card that waits for a person of what everybody is asked, and of what is theirs alone to answer.

    What only the lead (or whoever ran the try) knows runs beside the others and holds up none of them.
    """
    found: dict[bool, tuple[str, ...]] = {}
    waiting = seeing.open_for(scene, person)
    for question in waiting:
        card = tuple(one for one in seeing.card_of(scene, question) if one in waiting)
        shared = any(seeing.question(scene, one).asked == "everyone" for one in card)
        found.setdefault(shared, card)
    return tuple(found.values())


def slot_name(scene: Scene, questions: tuple[str, ...]) -> str:
    """A card's name in its slot: the first question of the whole card, however much of it is answered."""
    return seeing.card_of(scene, questions[0])[0]


def _begins(scene: Scene, known: set[str], first: str) -> bool:
    """Whether a card is the first of its set in this DM: that one says how long the set takes."""
    now = seeing.step(scene)
    order = now.questions if now else ()
    if first not in order:
        return not known - {first}
    return not any(one in order and order.index(one) < order.index(first) for one in known)


def _as_it_is(scene: Scene, person: str, known: set[str], card: tuple[str, ...]) -> Message:
    """A card that was posted before: what is still open of it for this person, else the echo of what they said."""
    waiting = seeing.open_for(scene, person)
    still = tuple(one for one in card if one in waiting)
    if still:
        return screens.question(scene, person, still, sitting=_begins(scene, known, card[0]))
    return screens.answered(scene, person, card[0])


def joined(found: list[Message]) -> Message:
    """Several messages as one, with a thin line between."""
    if len(found) == 1:
        return found[0]
    parts: list[Part] = []
    for one in found:
        parts += [Divider(), *one.parts] if parts else one.parts
    return Message("\n".join(one.text for one in found), tuple(parts))


def _here(scene: Scene, person: str) -> bool:
    member = scene.state.team.get(person)
    return member is not None and member.status == "here"
